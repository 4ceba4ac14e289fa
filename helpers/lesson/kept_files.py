"""What is said of the learner's files after a reset: where they are now, and which could not be moved and why.

Knows words only; `folder` moves the files.
"""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from helpers.dockerdata.units import size
from helpers.text.josa import say
from helpers.world.errors import printable

if TYPE_CHECKING:
    from collections.abc import Collection

    from helpers.lesson.exercise_folder import Kept

LARGE = 10_000_000
"""From so many bytes on it is said how much room the kept files take."""
MOST = 3
"""So many names are listed."""


def told(kept: Kept) -> str:
    """Sentences with a space before each; empty where there is nothing to say."""
    return _moved(kept) + _left(kept)


def named(names: Collection[str]) -> str:
    """The first names in backticks, and how many more there are: `` `a`, `b`, `c` 외 4개 ``."""
    first = ", ".join(f"`{printable(name)}`" for name in list(names)[:MOST])
    return f"{first} 외 {len(names) - MOST}개" if len(names) > MOST else first


def _moved(kept: Kept) -> str:
    if not kept.names:
        return ""
    place = f" 여러분이 쓴 파일은 `{printable(kept.place)}` 폴더에 옮겨 두었습니다."
    return place + (f" 모두 {size(kept.size)}이니 필요 없으면 지우세요." if kept.size >= LARGE else "")


def _left(kept: Kept) -> str:
    if not kept.left:
        return ""
    said = say(" {names}{은} 옮기지 못해 제자리에 두었습니다.", names=named(kept.left))
    return said + "".join(dict.fromkeys(_why(name, error, kept) for name, error in kept.left.items()))


def _why(name: str, error: OSError, kept: Kept) -> str:
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return " 디스크가 가득 찼습니다. 필요한 파일이면 자리를 만든 뒤 다른 곳으로 옮기세요."
    if error.errno in (errno.EACCES, errno.EPERM):
        return (
            " 컨테이너 안의 다른 사용자가 만든 것이라 옮길 권한이 없습니다. 필요 없으면 이렇게 지울 수 있습니다: "
            f'`docker run --rm -v "{printable(kept.folder)}":/here busybox rm -rf "/here/{printable(name)}"`.'
        )
    if error.errno in (errno.EEXIST, errno.ENOTDIR):
        return (
            f" `{printable(kept.place)}` 폴더를 만들어야 하는데 그 자리에 다른 것이 있습니다. "
            "다시 시작해도 이 파일은 건드리지 않습니다."
        )
    return f" 까닭: {error.strerror}. 다시 시작해도 이 파일은 건드리지 않습니다."
