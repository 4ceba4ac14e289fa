"""An option that stands after the image or container, where the program to run is read."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.coach.evidence import missing_program
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """What was to be run begins with a hyphen."""
    tried = missing_program.attempt(ran, asked, scene)
    if tried is None or not tried.program.startswith("-"):
        return None
    if tried.program == "-c":
        return _no_shell(asked, scene)
    kind, name = ("컨테이너", tried.container) if asked.verb == "exec" else ("이미지", tried.image)
    verb = asked.verb if asked.verb in ("exec", "create") else "run"
    again = "컨테이너를 다시 만들어요" if asked.verb in ("start", "restart") else "다시 해요"
    after = f"`{name}` 뒤에" if name else f"{kind} 이름 뒤에"
    return Explanation(
        id="option-after",
        what=say(
            "`{option}`{을} {after} 적어서, 도커가 그것을 컨테이너 안에서 실행할 프로그램으로 읽었어요.",
            option=tried.program,
            after=after,
        ),
        why=f"`docker {verb}`에서 {kind} 이름 앞에 적은 것은 도커의 옵션이고, "
        "뒤에 적은 것은 모두 컨테이너 안에서 실행할 명령이에요."
        + say(" 그 안에 `{option}`{이라는} 프로그램은 없어요.", option=tried.program),
        next=(
            *missing_program.tidy(asked, scene),
            say("`{option}`{을} {kind} 이름 앞으로 옮겨서 {again}.", option=tried.program, kind=kind, again=again),
        ),
    )


def _no_shell(asked: Command, scene: Scene) -> Explanation:
    """Explain `-c 'echo hi'`, which belongs to a shell."""
    script = phrases.line(asked.arguments[2:3])
    right = f"sh -c {script}" if script else "sh -c"
    return Explanation(
        id="option-after",
        what="`-c` 앞에 셸의 이름이 빠졌어요. 도커는 `-c`를 컨테이너 안에서 실행할 프로그램으로 읽었어요.",
        why="`-c`는 뒤의 문자열을 명령으로 읽으라는 셸의 옵션이에요. 도커는 셸을 거치지 않고 프로그램을 바로 실행해요.",
        next=(
            *missing_program.tidy(asked, scene),
            say("`{right}`처럼 `-c` 앞에 `sh`를 적어서 다시 해요.", right=right),
        ),
    )
