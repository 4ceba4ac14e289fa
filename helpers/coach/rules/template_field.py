"""`--format '{{.IPAddress}}'`: a field that the thing has not, or has further down."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_NO_FIELD = re.compile(r'map has no entry for key "(\w+)"|can\'t evaluate field (\w+) in type')
_TORN = re.compile(
    r"template parsing error|failed to parse template|template: [^\n]*unclosed|function \"\w+\" not defined"
)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The client names the field; the thing itself says where it has one of that name."""
    if not asked.has("--format"):
        return None
    if said := _NO_FIELD.search(ran.words):
        return _no_field(said[1] or said[2], asked, scene)
    return _torn(asked.option("--format"), asked) if _TORN.search(ran.words) else None


def _no_field(field: str, asked: Command, scene: Scene) -> Explanation:
    name = asked.arguments[0] if asked.arguments else ""
    found = (scene.container(name) or scene.image(name) or {}) if name else {}
    places = list(_places(found, field.lower()))
    near = say(" `{name}`에는 `{place}`{이} 있어요.", name=name, place=places[0]) if places else ""
    return Explanation(
        id="template-field",
        what=say("`--format`에 적은 `.{field}`{이라는} 항목이 없어요.", field=field) + near,
        why="`{{ }}` 안에는 점(`.`)으로 항목의 이름을 적어요. 대문자와 소문자를 가리고,"
        " 안쪽에 있는 항목은 바깥의 이름부터 차례로 적어야 해요.",
        next=(
            say("`{{{{{place}}}}}`{으로} 고쳐서 다시 실행해요.", place=places[0]) if places else _look(asked),
        ),
    )  # fmt: skip


def _places(found: Any, field: str, above: str = "") -> Iterator[str]:
    """Yield the paths of the fields of that name, in whatever case, those further out first."""
    inner = found.items() if isinstance(found, dict) else ()
    yield from (f"{above}.{key}" for key, _ in inner if key.lower() == field)
    for key, value in inner:
        if re.fullmatch(r"[A-Z]\w*", key):  # names of networks and ports are no fields
            yield from _places(value, field, f"{above}.{key}")


def _torn(written: str, asked: Command) -> Explanation:
    return Explanation(
        id="template-field",
        what=say("`--format`에 적은 `{written}`{을} 도커가 읽지 못했어요.", written=written),
        why="`{{`로 열었으면 `}}`로 닫고, 그 안에는 `.Name`처럼 점으로 시작하는 항목을 적어요."
        " 셸이 바꾸지 않게 전체를 작은따옴표로 묶어요.",
        next=("괄호의 짝과 점을 살펴보고 고쳐서 다시 실행해요.", _look(asked)),
    )


def _look(asked: Command) -> str:
    """Return how the fields are seen."""
    shown = f"docker {asked.verb}" + (f" {asked.arguments[0]}" if asked.arguments else "")
    return (
        say("`{shown}`{으로} 어떤 항목이 있는지 모두 볼 수 있어요.", shown=shown)
        if asked.verb.endswith("inspect")
        else say("`docker {verb} --format json`{으로} 어떤 항목이 있는지 볼 수 있어요.", verb=asked.verb)
    )
