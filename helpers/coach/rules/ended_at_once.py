"""A container in the background that ended at once, for nothing in it runs on by itself; or that failed later."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.coach import phrases
from helpers.coach.evidence import made_containers, processors
from helpers.coach.evidence.made_containers import name_of
from helpers.coach.model import Explanation
from helpers.coach.rules import killed
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run", "start", "restart")
_ONCE = 3.0
"""What ends within so many seconds was hardly meant to stay."""
_SOON = 60.0
"""A program that fails within so many seconds has hardly begun its work."""
_TALKERS = frozenset(
    ("ash", "bash", "busybox", "dash", "fish", "irb", "ipython", "ksh", "node", "php", "python", "python3", "sh", "zsh")
)
"""Programs that read commands from a person, and end where nobody is there."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """It ended by itself: a shell without anyone at it, or a program that failed. A job that is done is no mistake."""
    found = made_containers.background(ran, asked, scene)
    if found is None or not _ended(found) or made_containers.stopped_by_hand(found, scene):
        return None
    code, words = int(found["State"]["ExitCode"]), made_containers.words(found)
    if code == killed.CODE:
        return killed.ended(str(found["Id"]), scene)
    if code:
        return None if _alien(found, scene) else _failed(found, code, scene)
    return _nobody(found, words) if talker(words) and not found["Config"].get("OpenStdin") else None


def _alien(inspected: dict[str, Any], scene: Scene) -> bool:
    """Return whether it could not begin on this processor; with an emulator it can, and fails for its own reasons."""
    wanted = processors.of_image(scene, str(inspected["Image"]))
    alien = processors.foreign(wanted, processors.of_engine(scene))
    return alien and "exec format error" in scene.last_line(str(inspected["Id"]))


def _ended(inspected: dict[str, Any]) -> bool:
    status, code = inspected["State"]["Status"], inspected["State"]["ExitCode"]
    return status == "restarting" or (
        status == "exited" and made_containers.lasted(inspected) < (_SOON if code else _ONCE)
    )


def talker(words: list[str]) -> bool:
    """Return whether a command is a program for talking to, with nothing given it to do."""
    program, *rest = words
    name = program.rpartition("/")[2]
    if rest and rest[0] in ("-c", "-m", "-e"):
        return False
    return name in _TALKERS and all(word.startswith("-") for word in rest if name != "busybox" or word not in _TALKERS)


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="ended-at-once", what=what, why=why, next=do)


def _nobody(inspected: dict[str, Any], words: list[str]) -> Explanation:
    name = name_of(inspected)
    return _explanation(
        say("컨테이너 `{name}`{은} 시작하자마자 끝났어요. `docker ps`에는 보이지 않아요.", name=name),
        say("이 컨테이너가 실행한 명령은 `{words}`{이에요}.", words=phrases.line(words))
        + " 사람이 입력하는 명령을 읽는 프로그램이라, 뒤에서 실행하니 읽을 것이 없어 바로 끝났어요."
        " 컨테이너는 그 안의 프로그램이 끝나면 함께 멈춰요.",
        "안에 들어가 일하려면 터미널에서 `-d` 대신 `-it`로 실행해요.",
        "뒤에서 계속 실행하려면 끝나지 않는 프로그램(서버 등)을 이미지 이름 뒤에 적어요.",
        "끝난 컨테이너는 `docker ps -a`에 남아 있어요. 같은 이름으로 다시 만들려면 먼저 `docker rm`으로 지워요.",
    )


def _failed(inspected: dict[str, Any], code: int, scene: Scene) -> Explanation:
    name, last = name_of(inspected), scene.last_line(str(inspected["Id"]))
    again, lasted = inspected["State"]["Status"] == "restarting", made_containers.lasted(inspected)
    moment = "시작하자마자" if again or lasted < _ONCE else f"{int(lasted)}초 동안 실행되다가"
    return _explanation(
        say("컨테이너 `{name}`{이} {moment} 종료 코드 {code}{으로} 끝났어요.", name=name, moment=moment, code=code)
        + (" 도커가 다시 시작하기를 되풀이하고 있어요." if again else ""),
        say("실행한 명령은 `{words}`{이에요}.", words=phrases.line(made_containers.words(inspected)))
        + (
            say(" 마지막으로 남긴 말은 `{last}`{이에요}.", last=last.replace("`", "'"))
            if last
            else " 남긴 말은 없어요."
        ),
        say("`docker logs {name}`{으로} 남긴 말을 처음부터 읽어요.", name=name),
        "고친 뒤에는 이 컨테이너를 `docker rm`으로 지우고 다시 만들어요.",
    )
