"""Say what can stand in a learner's way that is no mistake of theirs: one catalogue, cause and remedy in Korean.

How a trouble is noticed is `engine`'s part, how it is shown `ui`'s.
"""

from __future__ import annotations

import contextlib
import errno
import os
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

from helpers.text.josa import say
from helpers.world.environment import command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.dockerdata.types import Computer


class Trouble(Exception):
    """Something outside the exercise is not as it must be. The text says cause and remedy and is shown as it stands."""


class EngineGone(Trouble):
    """An engine does not answer."""


class EngineRefused(Exception):
    """The engine's answer to a question was an error. `status` is the HTTP status, `words` the engine's own."""

    def __init__(self, status: int, words: str) -> None:
        super().__init__(f"{status}: {words}")
        self.status = status
        self.words = words

    @property
    def missing(self) -> bool:
        """Return whether the engine knows no such thing."""
        return self.status == HTTPStatus.NOT_FOUND


class NamesTaken(Trouble):
    """Outside the lab: a name that the exercise needs is in use already."""


def _start_again() -> str:
    return f"실습실을 다시 시작하세요({command('start')})."


def engine_off(computer: Computer) -> EngineGone:
    """Say that no process listens behind the engine's socket."""
    return EngineGone(
        f"{computer}의 도커 엔진이 꺼져 있습니다. "
        "방금 멈췄다면 몇 초 안에 스스로 다시 켜지니 잠시 뒤에 다시 해 보세요. "
        f"계속 꺼져 있으면 {_start_again()}"
    )


def engine_forbidden(computer: Computer) -> EngineGone:
    """Say that the socket is there and this user may not use it."""
    return EngineGone(
        f"{computer}의 도커 엔진을 쓸 권한이 없습니다. 리눅스에서는 사용자가 docker 그룹에 들어 있어야 합니다. "
        "이 그룹에 들어가면 관리자와 다름없는 힘을 갖게 되니, 혼자 쓰는 컴퓨터에서만 넣으세요."
    )


def engine_silent(computer: Computer) -> EngineGone:
    """Say that the engine took the question and never answered."""
    return EngineGone(
        f"{computer}의 도커 엔진이 대답하지 않습니다. 오래 걸리는 일을 하는 중일 수 있으니 잠시 뒤에 다시 해 보세요. "
        f"그래도 대답이 없으면 {_start_again()}"
    )


def hub_silent() -> Trouble:
    """Say that the practice Hub does not answer."""
    return Trouble(
        f"실습실의 Docker Hub가 대답하지 않습니다. 잠시 뒤에 다시 해 보고, 그래도 대답이 없으면 {_start_again()}"
    )


def other_unreachable(words: str) -> Trouble:
    """Say that the other computer does not let us in over SSH."""
    return Trouble(
        "다른 컴퓨터에 SSH로 들어갈 수 없습니다. 잠시 뒤에 다시 해 보고, "
        f"그래도 안 되면 {_start_again()} ssh의 말: {words.strip()}"
    )


def no_host(computer: Computer) -> EngineGone:
    """Say that nobody said where the engine is."""
    return EngineGone(
        f"이 연습 문제에는 {say('{computer}{이}', computer=computer)} 필요한데, 여기에는 없습니다. "
        f"두 컴퓨터가 모두 있는 실습실에서 풀어 보세요({command('start')})."
    )


def names_taken(exercise: str, names: list[str]) -> NamesTaken:
    """Say that `names` (`이미지 hello:1.0`) stand on the learner's own engine and are not the exercise's."""
    listed = ", ".join(names)
    return NamesTaken(
        f"`{exercise}` 문제가 쓸 이름을 이미 다른 것이 쓰고 있습니다: {listed}. "
        "여러분의 것일 수 있어서 건드리지 않았습니다. 지우거나 이름을 바꾼 뒤 다시 시작하세요."
    )


def setup_failed(exercise: str, code: int, words: str) -> Trouble:
    """Say that an exercise's own setup ended with `code`; `words` are its last lines."""
    return Trouble(f"`{exercise}` 문제의 준비가 끝까지 되지 않았습니다(종료 코드 {code}). 준비하던 명령의 말: {words}")


def nowhere() -> Trouble:
    """Say that the folder that this process stands in was removed under it."""
    return Trouble(
        "지금 있는 폴더가 지워져서 어디에서 시작할지 알 수 없습니다. `cd`로 강의 폴더로 옮긴 뒤 다시 해 보세요."
    )


def no_folder(folder: Path) -> Trouble:
    """Say that something else stands where an exercise's folder must be, or where one above it must."""
    return Trouble(
        f"연습 폴더를 만들지 못했습니다. `{printable(folder)}` 자리나 그 위에 폴더가 아닌 것이 있습니다. "
        "여러분의 것일 수 있어서 건드리지 않았습니다. 지우거나 이름을 바꾼 뒤 다시 시작하세요."
    )


def printable(name: object) -> str:
    """Write a file's name as it can be shown: it may be no text at all."""
    shown = str(name).encode(errors="surrogateescape").decode(errors="replace")
    return "".join(sign if sign.isprintable() else "�" for sign in shown)


def _of_disk(error: OSError) -> str:
    """Say how the disk or a file stands in the way; nothing where it is something else."""
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return DISK_FULL
    name = error.filename2 or error.filename
    place = f"`{printable(os.fsdecode(name))}`" if isinstance(name, (str, bytes)) else "파일"
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            f"{say('{place}{을}', place=place)} 쓸 권한이 없습니다. 누구의 것인지 `ls -l`로 살펴보고, 여러분의 것이면 "
            "`chmod u+rwX`로 권한을 되돌리고 아니면 이름을 바꾼 뒤 다시 해 보세요."
        )
    if error.errno == errno.EROFS:
        return f"{say('{place}{은}', place=place)} 읽기 전용 디스크에 있습니다. 쓸 수 있는 폴더에서 다시 해 보세요."
    astray = error.errno == errno.ENOENT and isinstance(name, (str, bytes)) and Path(os.fsdecode(name)).is_symlink()
    if astray or error.errno in (errno.EEXIST, errno.ENOTDIR, errno.EISDIR, errno.ELOOP):
        return (
            f"{place} 자리에 뜻밖의 파일이나 폴더가 있습니다. 여러분의 것일 수 있어서 건드리지 않았습니다. "
            "지우거나 이름을 바꾼 뒤 다시 해 보세요."
        )
    return ""


def fault(error: BaseException) -> str:
    """Say what an error is that nobody foresaw: a full disk, an engine's refusal, or a fault of the course."""
    words = error.words if isinstance(error, EngineRefused) else str(error)
    if "no space left on device" in words:
        return DISK_FULL
    if isinstance(error, OSError) and (said := _of_disk(error)):
        return said
    if isinstance(error, EngineRefused):
        return f"도커 엔진이 실습실의 요청을 받아 주지 않았습니다(HTTP {error.status}). 도커 엔진의 말: {words}"
    name = type(error).__name__
    return f"실습실에 문제가 있습니다({name}). 여러분의 답 때문이 아닙니다. 실습실을 다시 시작해 보세요."


@contextlib.contextmanager
def ours(*known: type[Exception]) -> Iterator[None]:
    """Raise `Trouble` for whatever nobody foresaw, so that the learner is told that it is ours; `known` passes."""
    try:
        yield
    except Exception as error:
        if isinstance(error, (Trouble, *known)):
            raise
        raise Trouble(fault(error)) from error


DISK_FULL = (
    "디스크가 가득 찼습니다. 쓰지 않는 컨테이너와 이미지를 지워 자리를 만든 뒤 다시 해 보세요. "
    "무엇이 자리를 차지하는지는 `docker system df`가 보여 줍니다."
)
HISTORY_LOST = (
    "이 연습 문제를 시작한 뒤의 기록이 도커 엔진에 다 남아 있지 않습니다. "
    "도커 엔진은 마지막 256가지 일만 기억하고, 다시 켜지면 모두 잊습니다. "
    "한 일이 보이지 않는다고 나오면 연습 문제를 처음부터 다시 해 보세요."
)
