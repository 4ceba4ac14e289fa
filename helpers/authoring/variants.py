"""The catalogue of variants: general ways to be right or wrong, and what each means for every exercise.

    python -m helpers.authoring.variants            # the table: exercise by variant
    python -m helpers.authoring.variants images.cmd # what each variant is for one exercise

An exercise knows what its author thought of; the catalogue asks the same of all. A variant with retellings is run by
itself (`helpers.authoring.retelling`); any other is given by the author, as an alternative or a mistake whose
`Way.variant` names it. Where neither is so, the exercise's `omits` says why, or the variant does not apply.
"""

from __future__ import annotations

import re
import sys
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from helpers import course
from helpers.authoring.retelling import through
from helpers.dockerdata.types import ProbeKind
from helpers.exercise.model import Exercise, Way

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class Standing(StrEnum):
    """What a variant is for an exercise; the values are the table's signs."""

    RUN = "●"
    GIVEN = "◆"
    OMITTED = "–"
    INAPPLICABLE = "·"
    MISSING = "?"


@dataclass(frozen=True, kw_only=True)
class Variant:
    """One general way to be right (`right`), or to be wrong.

    `says` is what is different, `unless` why it does not apply where `applies` is False. `retell` makes it from the
    solution; without it an author gives it. `visit` is shared by variants that may be tried together, in one way.
    """

    name: str
    right: bool
    says: str
    applies: Callable[[Exercise], bool]
    unless: str
    retell: Callable[[Exercise], Way] | None = None
    visit: str = ""


def _script(exercise: Exercise) -> str:
    return exercise.solution.script


def _said(exercise: Exercise) -> str:
    return f"{exercise.solution.script}\n{exercise.solution.answer or ''}"


def _has(pattern: str) -> Callable[[Exercise], bool]:
    return lambda exercise: re.search(pattern, _script(exercise)) is not None


HERE = r"(?m)(?:^|[;(|] ?)docker "
"""A docker command of the learner's own computer."""
docks, builds, runs, stays = _has(HERE), _has(HERE + "build"), _has(HERE + "run"), _has(HERE + r"run -d ")
removes, keeps = (
    _has(r"docker (?:rm|rmi|container prune|network prune)\b"),
    _has(r"docker (?:start|exec|cp|stop|rename|tag)\b"),
)


def _dockerfile(pattern: str) -> Callable[[Exercise], bool]:
    """Tell whether the Dockerfile that the solution builds has such a line."""

    def has(exercise: Exercise) -> bool:
        text = "\n".join(
            (_script(exercise), *(text for name, text in exercise.files.items() if name.endswith("Dockerfile")))
        )
        return builds(exercise) and re.search(f"(?m){pattern}", text) is not None

    return has


def _probed(*kinds: ProbeKind) -> Callable[[Exercise], bool]:
    return lambda exercise: any(probe.kind in kinds for check in exercise.checks for probe in check.probes)


def _retold(*names: str, before: str = "", after: str = "") -> Callable[[Exercise], Way]:
    def retell(exercise: Exercise) -> Way:
        script = through(names, _script(exercise)) if names else _script(exercise)
        return Way(script=before + script + after, answer=exercise.solution.answer)

    return retell


def _by_command(name: str, says: str, applies: Callable[[Exercise], bool], unless: str, visit: str) -> Variant:
    return Variant(name=name, right=True, says=says, applies=applies, unless=unless, retell=_retold(name), visit=visit)


_NO_COMMAND = "내 컴퓨터에서 실행하는 도커 명령이 없다"
_NO_BUILD = "이미지를 빌드하지 않는다"
_NO_RUN = "컨테이너를 새로 만들지 않는다"
_NO_LINE = "Dockerfile에 그런 줄이 없다"
_NO_STAYING = "계속 실행되는 컨테이너를 만들지 않는다"
_FAILED = "".join(
    f"docker {words} 2> /dev/null\n" for words in ("run no-such-image-1", "build no-such-folder", "rm no-such-box")
)


def _answered(change: Callable[[str], str]) -> Callable[[Exercise], Way]:
    def retell(exercise: Exercise) -> Way:
        asked = exercise.solution.answer or ""
        return Way(script=_script(exercise), answer=change(asked))

    return retell


def _asks(exercise: Exercise) -> bool:
    return exercise.solution.answer is not None


def _carries(exercise: Exercise) -> bool:
    return bool(exercise.owns.other_files) and not exercise.owns.other_images


def _piped(to: str) -> Callable[[str], str]:
    return lambda asked: f"{{\n{asked}\n}} | {to}"


CLEAN = """\
docker rm -fv $(docker ps -aq --filter name=retold-kept) 2> /dev/null
docker rmi -f $(docker images -q retold-kept) 2> /dev/null
true
"""
"""Bash that removes what `retry` keeps beside an exercise."""


def _again(exercise: Exercise) -> Way:
    """Solve it, keep another tag and container of each of its images, begin anew, and solve it again."""
    keep = "\n".join(
        f"docker tag {name} retold-kept:{number} && docker create --name retold-kept-{number} {name} true"
        for number, name in enumerate(_own(exercise.owns.images))
    )
    anew = f"lab reset {exercise.id} && lab begin {exercise.id}"
    aside = "export LAB_COACH=off\n"
    return Way(
        script=f"{aside}{_script(exercise)}\n{{ {keep or ':'}; }} 2> /dev/null\n{anew}\n{_script(exercise)}",
        answer=exercise.solution.answer,
    )


RIGHT: tuple[Variant, ...] = (
    _by_command("management-commands", "`docker container run`처럼 묶음의 이름까지 쓴다", docks, _NO_COMMAND, "words"),
    _by_command("long-options", "`--detach`처럼 긴 옵션을 쓴다", docks, _NO_COMMAND, "words"),
    _by_command(
        "full-names",
        "`docker.io/library/…`까지 이름을 다 쓴다",
        lambda exercise: _has(r"docker run|docker pull")(exercise) or builds(exercise),
        "공개 이미지의 이름을 쓰지 않는다",
        "words",
    ),
    _by_command("lower-case", "Dockerfile의 명령어를 소문자로 쓴다", builds, _NO_BUILD, "words"),
    _by_command("add", "`COPY` 대신 `ADD`를 쓴다", _dockerfile("^COPY"), _NO_LINE, "words"),
    _by_command("arg", "바탕 이미지를 `ARG`로 받는다", builds, _NO_BUILD, "words"),
    _by_command("platform", "`FROM --platform`을 쓴다", builds, _NO_BUILD, "words"),
    _by_command("heredoc-run", "`RUN`을 히어독(heredoc)으로 쓴다", _dockerfile("^RUN"), _NO_LINE, "words"),
    _by_command("multi-stage", "단계를 나누어 빌드한다", builds, _NO_BUILD, "buildx"),
    _by_command("buildx", "`docker buildx build --load`로 빌드한다", builds, _NO_BUILD, "buildx"),
    _by_command("shell-form", "`CMD`를 셸 꼴로 쓴다", _dockerfile(r"^CMD \["), _NO_LINE, "stream"),
    _by_command("build-streamed", "빌드 컨텍스트를 표준 입력으로 준다", builds, _NO_BUILD, "stream"),
    _by_command("entrypoint", "`CMD` 대신 `ENTRYPOINT`를 쓴다", _dockerfile(r"^CMD \["), _NO_LINE, "elsewhere"),
    _by_command("build-from-elsewhere", "다른 폴더에서 빌드한다", builds, _NO_BUILD, "elsewhere"),
    Variant(
        name="classic-builder",
        right=True,
        says="BuildKit 없이 빌드한다",
        applies=builds,
        unless=_NO_BUILD,
        retell=_retold(before="export DOCKER_BUILDKIT=0\n"),
    ),
    _by_command("create-start", "`create`와 `start`로 나누어 한다", runs, _NO_RUN, "steps"),
    _by_command(
        "python-sdk",
        "파이썬의 Docker SDK로 한다",
        _has(HERE + r"(?:build|run|pull|tag|start|stop|rm|rmi|network create)\b"),
        "SDK로 옮길 명령이 없다",
        "sdk",
    ),
    _by_command(
        "http-api",
        "HTTP API에 `curl`로 바로 묻는다",
        _has(HERE + r"(?:pull|tag|start|stop|rm|rmi|network create)\b"),
        "`curl` 한 번으로 옮길 명령이 없다",
        "api",
    ),
    _by_command("compose", "Docker Compose로 띄운다", stays, _NO_STAYING, "compose"),
    Variant(
        name="after-failed-tries",
        right=True,
        says="실패한 명령이 먼저 있었다",
        applies=docks,
        unless=_NO_COMMAND,
        retell=_retold(before=_FAILED),
        visit="steps",
    ),
    Variant(
        name="twice",
        right=True,
        says="같은 풀이를 두 번 한다",
        applies=docks,
        unless=_NO_COMMAND,
        retell=lambda exercise: Way(
            script=f"{_script(exercise)}\n{_script(exercise)}", answer=exercise.solution.answer
        ),
    ),
    Variant(
        name="retry",
        right=True,
        says="한 번 푼 뒤 다른 태그와 컨테이너가 남은 채 다시 푼다",
        applies=docks,
        unless=_NO_COMMAND,
        retell=_again,
    ),
    Variant(
        name="answer-in-a-sentence",
        right=True,
        says="답을 문장으로 쓴다(`…입니다.`)",
        applies=_asks,
        unless="답을 묻지 않는다",
        retell=_answered(_piped("sed -z 's/\\n*$/입니다./'")),
    ),
    Variant(
        name="answer-spaced",
        right=True,
        says="답의 앞뒤와 사이에 공백이 더 있다",
        applies=_asks,
        unless="답을 묻지 않는다",
        retell=_answered(_piped("sed 's/ /  /g; s/^/  /; s/$/  /'")),
    ),
    Variant(
        name="answer-full-width",
        right=True,
        says="숫자를 전각으로 쓴다",
        applies=_asks,
        unless="답을 묻지 않는다",
        retell=_answered(_piped("sed 'y/0123456789/０１２３４５６７８９/'")),
    ),
)


def _names(exercise: Exercise) -> tuple[str, ...]:
    """Return the images that the exercise owns and the solution makes."""
    own = exercise.owns.images
    said = tuple(name for name in own if name in _script(exercise))
    return said or own if _has(r"docker (?:build|tag)")(exercise) else ()


def _retag(exercise: Exercise) -> Way:
    lines = "\n".join(f"docker tag busybox:latest {name}" for name in _own(_names(exercise)))
    return Way(script=f"{_retold('fixed-after-the-build')(exercise).script}\n{lines}", answer=exercise.solution.answer)


def _own(names: Sequence[str]) -> list[str]:
    return [f'"{name}"'.replace("{user}", "$LAB_HUB_USER") for name in names]


def _spoil_container(exercise: Exercise) -> Way:
    lines = "\n".join(f"docker rm -f {name}" for name in exercise.owns.containers)
    return Way(script=f"{_script(exercise)}\n{lines}", answer=exercise.solution.answer)


def _spoil_image(exercise: Exercise) -> Way:
    lines = "\n".join(f"docker rmi -f {name}" for name in _own(_names(exercise)))
    return Way(script=f"{_script(exercise)}\n{lines}", answer=exercise.solution.answer)


def _build_first(exercise: Exercise) -> Way:
    build = next(line for line in _script(exercise).splitlines() if re.match("docker build", line))
    before = ". ./order.env\n" if "order.env" in _script(exercise) else ""
    spoilt = through(["fixed-after-the-build"], _script(exercise))
    return Way(script=f"{before}{build}\n{spoilt}", answer=exercise.solution.answer)


WRONG: tuple[Variant, ...] = (
    Variant(
        name="other-computer",
        right=False,
        says="다른 컴퓨터의 엔진에 대고 한다",
        applies=lambda exercise: docks(exercise) and not exercise.needs_other,
        unless="내 컴퓨터에서만 하는 일이 아니다",
        retell=_retold(before="export DOCKER_HOST=ssh://other\n"),
    ),
    Variant(
        name="retagged",
        right=False,
        says="busybox에 그 이름만 붙인다",
        applies=lambda exercise: bool(_names(exercise)),
        unless="이름을 정해 만드는 이미지가 없다",
        retell=_retag,
    ),
    Variant(
        name="asleep",
        right=False,
        says="같은 이름의 컨테이너가 잠만 잔다",
        applies=stays,
        unless=_NO_STAYING,
        retell=_retold("asleep"),
    ),
    Variant(
        name="options-left-out",
        right=False,
        says="시킨 옵션을 빼고 실행한다",
        applies=_has(HERE + r"run .*(?:-p |-e |--network |--hostname )"),
        unless="옵션을 시키지 않는다",
        retell=_retold("options-left-out"),
    ),
    Variant(
        name="other-image",
        right=False,
        says="다른 공개 이미지를 쓴다",
        applies=_has(HERE + r"(?:run|pull) .*\b(?:busybox|ubuntu|nginx|hello-world)\b"),
        unless="공개 이미지를 실행하거나 내려받지 않는다",
        retell=_retold("other-image"),
    ),
    Variant(
        name="other-base",
        right=False,
        says="바탕 이미지를 바꾼다",
        applies=builds,
        unless=_NO_BUILD,
        retell=_retold("other-base"),
    ),
    Variant(
        name="container-removed-after",
        right=False,
        says="다 한 뒤에 컨테이너를 지운다",
        applies=lambda exercise: stays(exercise) and bool(exercise.owns.containers),
        unless=_NO_STAYING,
        retell=_spoil_container,
    ),
    Variant(
        name="image-removed-after",
        right=False,
        says="다 한 뒤에 이미지를 지운다",
        applies=lambda exercise: bool(_names(exercise)),
        unless="이름을 정해 만드는 이미지가 없다",
        retell=_spoil_image,
    ),
    Variant(
        name="fixed-after-the-build",
        right=False,
        says="빌드한 뒤에 Dockerfile을 고친다",
        applies=lambda exercise: builds(exercise) and "Dockerfile" in exercise.files,
        unless="주어진 Dockerfile을 고쳐 빌드하지 않는다",
        retell=_build_first,
    ),
    Variant(
        name="hard-coded-output",
        right=False,
        says="프로그램을 실행하지 않고 나올 글만 적어 둔다",
        applies=lambda exercise: builds(exercise) and _probed(ProbeKind.RUN)(exercise),
        unless="이미지를 실행해 나오는 글을 보지 않는다",
    ),
    Variant(
        name="forged",
        right=False,
        says="라벨, 로그인 파일, 날짜 같은 흔적만 지어낸다",
        applies=lambda exercise: _probed(ProbeKind.HUB_LOGIN)(exercise) and not removes(exercise),
        unless="흔적으로 남는 것을 보지 않는다",
    ),
    Variant(
        name="linked",
        right=False,
        says="파일 자리에 다른 파일을 가리키는 링크를 둔다",
        applies=lambda exercise: _carries(exercise) or (not _asks(exercise) and _probed(ProbeKind.TAR)(exercise)),
        unless="파일을 만들거나 옮기는 문제가 아니다",
    ),
    Variant(
        name="other-road",
        right=False,
        says="시킨 길이 아닌 다른 길로 옮긴다",
        applies=lambda exercise: bool(exercise.owns.usb_files) or _probed(ProbeKind.FTP_UPLOADS)(exercise),
        unless="어느 길로 옮길지 정해져 있지 않다",
    ),
    Variant(
        name="renamed-not-removed",
        right=False,
        says="지우지 않고 이름만 바꾼다",
        applies=removes,
        unless="지우는 문제가 아니다",
    ),
    Variant(
        name="made-anew",
        right=False,
        says="있던 것을 쓰지 않고 새로 만든다",
        applies=lambda exercise: keeps(exercise) and not builds(exercise),
        unless="있던 것을 이어 쓰는 문제가 아니다",
    ),
)
VARIANTS = (*RIGHT, *WRONG)


def standing(exercise: Exercise, variant: Variant) -> tuple[Standing, str]:
    """Return what a variant is for an exercise, and why."""
    ways = [*exercise.alternatives, *(mistake.way for mistake in exercise.mistakes)]
    if variant.name in exercise.omits:
        return Standing.OMITTED, exercise.omits[variant.name]
    if given := [way.why for way in ways if way.variant == variant.name]:
        return Standing.GIVEN, given[0]
    if not variant.applies(exercise):
        return Standing.INAPPLICABLE, variant.unless
    return (Standing.RUN, variant.says) if variant.retell else (Standing.MISSING, variant.says)


def visits(exercise: Exercise) -> list[tuple[Variant, ...]]:
    """Return the variants that are run for an exercise, those together that are tried in one way."""
    groups: dict[str, list[Variant]] = {}
    for variant in VARIANTS:
        if standing(exercise, variant)[0] is Standing.RUN:
            groups.setdefault(variant.visit or variant.name, []).append(variant)
    return [tuple(group) for group in groups.values()]


_NOT_WAITING = "curl() { :; }\n"
"""A solution waits until its page comes; a wrong one's never does."""


def way(exercise: Exercise, group: Sequence[Variant]) -> Way:
    """Return the way that tries all variants of a group at once."""
    ways = [variant.retell(exercise) for variant in group if variant.retell]
    if not group[0].right:
        return replace(ways[0], script=_NOT_WAITING + ways[0].script)
    if len(ways) == 1:
        return ways[0]
    names = [variant.name for variant in group if variant.name != "after-failed-tries"]
    before = _FAILED if len(names) < len(group) else ""
    return _retold(*names, before=before)(exercise)


def table(exercises: Sequence[Exercise]) -> str:
    """Return the table, exercise by variant, with the numbers of each sign below."""
    width = max(len(exercise.id) for exercise in exercises)
    heads = [f"{letter} {variant.name}: {variant.says}" for letter, variant in zip(_letters(), VARIANTS, strict=False)]
    rows = [
        f"{exercise.id:{width}} " + " ".join(standing(exercise, variant)[0] for variant in VARIANTS)
        for exercise in exercises
    ]
    top = " " * width + " " + " ".join(letter for letter, _ in zip(_letters(), VARIANTS, strict=False))
    return "\n".join([*heads, "", top, *rows, "", counted(exercises)])


def _letters() -> str:
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"


def counted(exercises: Sequence[Exercise]) -> str:
    """Count the table's signs."""
    signs = [standing(exercise, variant)[0] for exercise in exercises for variant in VARIANTS]
    words = {
        Standing.RUN: "저절로 시험",
        Standing.GIVEN: "저자가 준 것으로 시험",
        Standing.OMITTED: "뺀 이유를 적음",
        Standing.INAPPLICABLE: "해당 없음",
        Standing.MISSING: "빠짐",
    }
    return ", ".join(f"{sign} {word} {signs.count(sign)}" for sign, word in words.items())


def main(arguments: Sequence[str]) -> int:
    """Print the table, or what the variants are for the exercises that are named."""
    if not arguments:
        sys.stdout.write(table(course.exercises()) + "\n")
    for name in arguments:
        exercise = course.exercise(name)
        for variant in VARIANTS:
            sign, why = standing(exercise, variant)
            sys.stdout.write(f"{sign} {'맞는' if variant.right else '틀린'} 풀이 {variant.name}: {why}\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
