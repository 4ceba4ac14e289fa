"""A program that is not in the image: not installed, misspelt, or a whole line in quotes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import missing_program
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_BUILTINS = frozenset({"cd", "source", ".", "export", "alias", "set", "unset", "ulimit", "eval", "exit", "history"})
"""Commands that shells do by themselves."""
_INTERPRETERS = frozenset({"python", "node", "ruby", "perl", "php", "bash"})
"""Images that are called like the program in them that runs files."""

_NEEDLESS = {
    "sudo": ("컨테이너 안에서는 따로 정하지 않으면 이미 root(관리자)라서 `sudo`가 필요 없고, 들어 있지도 않아요.",
             "`sudo`를 빼고 다시 해요."),
    "systemctl": (("컨테이너는 프로그램 하나를 바로 실행해서, 서비스를 관리하는 systemd가 들어 있지 않아요."
                  " 그 프로그램을 시작하고 멈추는 일은 컨테이너를 시작하고 멈추는 것으로 대신해요."),
                  ("다시 시작하려면 컨테이너 밖에서 `docker restart`, 상태를 보려면 `docker ps`와 `docker "
                  "logs`를 써요.")),
    "docker": ("컨테이너 안에는 도커가 없고, 도커 엔진에 닿지도 않아요. 도커 명령은 컨테이너 밖에서 실행해요.",
               "컨테이너 안에 있다면 `exit`로 나와서, `docker` 명령을 내 컴퓨터에서 바로 실행해요."),
}  # fmt: skip
_NEEDLESS["service"] = _NEEDLESS["reboot"] = _NEEDLESS["systemctl"]
"""Programs that people look for in a container and do not need there: why not, and what to do instead."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """What was to be run does not stand there."""
    tried = missing_program.attempt(ran, asked, scene)
    if tried is None:
        return None
    program = tried.program
    if asked.verb in ("run", "create") and program and scene.path(program).is_file():
        return _of_folder(program, asked, scene)
    why, step = _reason(program, asked)
    place = f"{tried.place} 안에" if tried.image else "컨테이너 안에"
    return Explanation(
        id="program-missing",
        what=say("{place} `{program}`{이라는} 프로그램이 없어서 실행하지 못했어요.", place=place, program=program),
        why=why,
        next=(*missing_program.tidy(asked, scene), step),
    )


def _of_folder(program: str, asked: Command, scene: Scene) -> Explanation:
    """Explain a file of this computer that stands where a program of the image belongs."""
    image = asked.arguments[0].rpartition("/")[2].partition(":")[0]
    runs = f"{image} {program}" if image in _INTERPRETERS else f"sh {program}"
    return Explanation(
        id="program-missing",
        what=say("`{program}`{은} 내 컴퓨터의 파일이라, 컨테이너 안에서 그 이름의 프로그램을 찾지 못했어요.",
                 program=program),
        why="이미지 이름 뒤에는 그 이미지에 든 프로그램을 적어요."
        + say(" 여기서 `{image}`{은} 이미지 이름일 뿐이라 아무 프로그램도 실행하지 않고,", image=asked.arguments[0])
        + say(" `{program}`{은} 지금 폴더에만 있고 컨테이너 안에는 없어요.", program=program),
        next=(
            *missing_program.tidy(asked, scene),
            "파일이 있는 폴더를 `-v`로 컨테이너에 연결(마운트)하거나 `COPY`로 이미지에 넣어요.",
            say("그리고 이미지 이름 뒤에는 `{runs}`처럼 프로그램과 파일을 함께 적어요.", runs=runs),
        ),
    )  # fmt: skip


def _reason(program: str, asked: Command) -> tuple[str, str]:
    """Return why it is not there, and what to do."""
    if " " in program and program == asked.option("--entrypoint"):
        first, _, rest = program.partition(" ")
        return (
            say("`--entrypoint`에는 프로그램 하나만 적을 수 있어서, `{program}` 전체를", program=program)
            + " 빈칸까지 들어간 프로그램 이름 하나로 읽었어요.",
            say("`--entrypoint {first}`{이라고} 적고, `{rest}`{은} 이미지 이름 뒤에 적어요.", first=first, rest=rest),
        )
    if " " in program:
        return (
            say("따옴표로 묶은 `{program}` 전체를 빈칸까지 들어간 프로그램 이름 하나로 읽었어요.", program=program),
            "따옴표를 빼고 프로그램과 그 뒤의 것을 따로 적어요.",
        )
    if program in _BUILTINS:
        first = "컨테이너 이름" if asked.verb == "exec" else "이미지 이름"
        return (
            say("`{program}`{은} 프로그램이 아니라 셸이 스스로 하는 명령이에요.", program=program)
            + " 도커는 셸을 거치지 않고 프로그램을 바로 실행해요.",
            f"환경 변수를 주려면 {first} 앞에 `-e 이름=값`을 적어요. 그 명령에만 통해요."
            if program in ("export", "set")
            else f"셸을 시켜요. `sh -c '{program} …'`처럼 적어요."
            + (f" 시작할 폴더만 정하려면 {first} 앞에 `-w 폴더`를 적어요." if program == "cd" else ""),
        )
    if needless := _NEEDLESS.get(program):
        return needless
    return (
        "컨테이너 안에서는 내 컴퓨터의 프로그램이 아니라 그 이미지에 들어 있는 프로그램만 실행할 수 있어요.",
        say(
            "`{program}`의 철자가 맞는지, 그 프로그램이 들어 있는 이미지인지 살펴봐요. "
            "없는 프로그램은 이미지를 만들 때 넣어야 해요.",
            program=program,
        ),
    )
