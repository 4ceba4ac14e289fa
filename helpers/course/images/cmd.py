"""images.cmd: decide what runs by default."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.course.images.build_checks import built, instructions, misquoted, not_rebuilt
from helpers.exercise import checks, probes
from helpers.exercise.model import Check, Exercise, Mistake, Owned, Way
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

_IMAGE = "fortune-cmd:1.0"
_GIVEN = """\
FROM busybox:latest

WORKDIR /app

COPY bake.sh open.sh /app/

# 컨테이너가 시작되면 open.sh를 실행하게 하세요
"""
_BAKE = 'echo "과자를 굽고 있어요."\n'
_OPEN = 'echo "행운의 말: 천천히 가도 괜찮아요."\n'
_UNSEEN = {
    "/app/open.sh": '#!/bin/sh\necho "새 행운의 말: 오늘은 $((3 + 4))번 웃어요."\n',
    "/app/bake.sh": '#!/bin/sh\nfor fd in /proc/1/fd/*; do echo "새 과자를 굽고 있어요." > $fd; done\n',
}
"""bake.sh speaks to everything that the first process holds open too: a redirection does not hide that it ran."""
_RUN, _HISTORY = probes.run(_IMAGE, files=_UNSEEN), probes.image_history(_IMAGE)
_STARTS = r"(?:CMD|ENTRYPOINT) "


def _two(world: World) -> bool:
    """Return whether a CMD with open.sh stands above another one, which has it not."""
    commands = [line for line in instructions(world, _IMAGE) if line.startswith("CMD ")]
    return len(commands) > 1 and "open.sh" not in commands[-1] and any("open.sh" in line for line in commands)


def _while_building(world: World) -> bool:
    """Return whether open.sh was run by a RUN, and nothing was said of it for the start."""
    lines = instructions(world, _IMAGE)
    ran = any(re.search(r"^RUN (?:.*(?:&&|;) *)?(?:sh +)?(?:\./|/app/)?open\.sh", line) for line in lines)
    return ran and not any(re.match(_STARTS, line) and "open.sh" in line for line in lines)


_TWICE = checks.Near(
    when=_two,
    observed="`CMD`에 `open.sh`를 적었지만, 그 아래에 적은 다른 `CMD`가 대신 실행됩니다.",
    advice="`CMD`를 여러 번 적으면 마지막 것만 남습니다. 하나만 남겨 두세요.",
    probes=(_HISTORY,),
)
_WHILE_BUILDING = checks.Near(
    when=_while_building,
    observed="`open.sh`가 컨테이너를 시작할 때가 아니라 빌드할 때 실행되었습니다.",
    advice="`RUN`은 빌드할 때 한 번 실행되고 끝납니다. 컨테이너가 시작될 때 실행할 것을 적는 명령어를 살펴보세요.",
    probes=(_HISTORY,),
)


def _opens_only() -> Check:
    """Check that it is open.sh itself that is run, and that bake.sh is not."""

    def look(world: World) -> checks.Miss | None:
        if "과자를 굽고" in world.fact(_RUN).text:
            return checks.Miss(
                observed=f"`{_IMAGE}` 이미지를 실행하니 `bake.sh`도 실행되어 과자를 굽습니다.",
                advice="손님에게는 `open.sh`가 하는 말만 보여야 합니다. 시작할 때 실행할 명령에서 무엇을 뺄지 살펴보세요.",
            )
        return None

    return checks.assemble(
        "only", "컨테이너가 시작되면 `open.sh`만 실행됩니다.", look, requires=("opens",), probes=(_RUN,)
    )


def _carried(id: str, name: str, text: str) -> Check:
    """Check that a file of the shop stands in the image as it was given."""
    check = checks.image_file(id, _IMAGE, f"/app/{name}", contains=text.strip(), requires=("built",))
    return checks.listed(check, say("`{name}`{이} 이미지의 `/app`에 그대로 담겨 있습니다.", name=name))


def _with(*lines: str) -> str:
    added = "".join(f"{line}\n" for line in lines)
    return f"cat >> Dockerfile <<'EOF'\n{added}EOF\ndocker build -q -t {_IMAGE} ."


EXERCISE = Exercise(
    id="images.cmd",
    title="시작하면 무엇을 할지 정하기",
    prompt=f"""\
행운의 과자 가게예요. `bake.sh`는 과자를 굽고 `open.sh`는 과자를 열어 행운의 말을 보여 줘요. 손님은 굽는 것은 궁금하지 않아요. 열어 보고 싶을 뿐이에요.

`docker run {_IMAGE}`라고만 해도 **`open.sh`만 실행되도록** `Dockerfile`을 고치고 `{_IMAGE}` 이미지로 빌드하세요. 두 파일은 지금처럼 이미지의 `/app`에 그대로 담고, 바탕(`busybox:latest`)도 바꾸지 마세요.
""",
    files={
        "Dockerfile": _GIVEN,
        "bake.sh": _BAKE,
        "open.sh": _OPEN,
    },
    owns=Owned(images=(_IMAGE,), runs_of=(_IMAGE,)),
    checks=(
        built(_IMAGE, _GIVEN),
        checks.image_based_on("base", _IMAGE, "busybox:latest", requires=("built",)),
        checks.image_prints(
            "prints",
            _IMAGE,
            "행운의 말: 천천히 가도 괜찮아요.",
            requires=("built",),
            near=(not_rebuilt(_IMAGE), misquoted(_IMAGE), _TWICE, _WHILE_BUILDING),
        ),
        checks.image_prints("opens", _IMAGE, "오늘은 7번 웃어요", files=_UNSEEN, requires=("prints",)),
        _opens_only(),
        _carried("bake", "bake.sh", _BAKE),
        _carried("open", "open.sh", _OPEN),
    ),
    hints=(
        "컨테이너가 시작될 때 실행할 명령을 적는 Dockerfile 명령어를 쓰세요. 빌드할 때 실행하는 명령어와 헷갈리지 마세요.",
        "셸 스크립트를 실행하는 명령은 `sh 파일이름`이에요. 대괄호 안에 두 단어를 큰따옴표로 나누어 적으세요.",
    ),
    solution=Way(script=_with('CMD ["sh", "open.sh"]')),
    alternatives=(
        Way(script=_with("CMD sh /app/open.sh"), why="shell form"),
        Way(script=_with('ENTRYPOINT ["sh"]', 'CMD ["open.sh"]'), why="ENTRYPOINT with its default argument"),
    ),
    mistakes=(
        Mistake(
            way=Way(
                script=_with('CMD ["echo", "행운의 말: 천천히 가도 괜찮아요."]'),
                why="the words instead of the program",
                variant="hard-coded-output",
            ),
            fails="opens",
            says="마지막 줄이 `행운의 말: 천천히 가도 괜찮아요.`입니다",
        ),
        Mistake(
            way=Way(script=_with("CMD sh bake.sh && sh open.sh"), why="both programs"),
            fails="only",
            says="`bake.sh`도 실행되어",
        ),
        Mistake(
            way=Way(
                script=_with("CMD sh bake.sh > /dev/null; sh open.sh"), why="both programs, one of them in silence"
            ),
            fails="only",
            says="`bake.sh`도 실행되어",
        ),
        Mistake(
            way=Way(
                script="sed -i 's/COPY bake.sh open.sh/COPY open.sh/' Dockerfile\n" + _with('CMD ["sh", "open.sh"]'),
                why="bake.sh left out of the image",
            ),
            fails="bake",
            says="`/app/bake.sh`가 없습니다",
        ),
        Mistake(
            way=Way(script=_with('CMD ["sh", "open.sh"]', 'CMD ["sh", "bake.sh"]'), why="two CMDs"),
            fails="prints",
            says="다른 `CMD`가 대신 실행됩니다",
        ),
        Mistake(
            way=Way(script=_with("RUN sh open.sh"), why="RUN used for it"),
            fails="prints",
            says="빌드할 때 실행되었습니다",
        ),
        Mistake(
            way=Way(script=_with('CMD ["sh open.sh"]'), why="both words in one pair of quotes"),
            fails="prints",
            says="`sh open.sh`를 통째로 프로그램 하나의 이름으로 찾다가",
        ),
        Mistake(
            way=Way(script=_with("CMD ['sh', 'open.sh']"), why="misquoted"),
            fails="prints",
            says="통째로 셸에 넘어갔습니다",
        ),
        Mistake(
            way=Way(script=_with('CMD ["sh", "bake.sh"]'), why="the other program"),
            fails="prints",
            says="마지막 줄이 `과자를 굽고 있어요.`입니다",
        ),
    ),
)
