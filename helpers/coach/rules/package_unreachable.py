"""apt-get in a container or a build found no way to the archive that has the package."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from helpers.coach.model import Explanation

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_FAILED = re.compile(
    r"Failed to fetch (http\S+)\s+(?:5\d\d |Temporary failure|Something wicked|Could not (?:connect|resolve)"
    r"|Unable to connect|Cannot initiate|Network is unreachable|Connection (?:failed|timed out))"
)
_PACKAGE = re.compile(r"/([^/_]+)_[^/]*\.deb$")
_BY_THE_LAB = re.compile(r"\[IP: \S+ 3142\]")
_TYPED = re.compile(r"\binstall\b([^\n&|;\"']+)")
_SHOWN = 3
_INSTEAD = "연결할 수 없다면 실습실에 들어 있는 패키지를 써요. `nano`, `vim`, `curl`, `nginx` 같은 것이 있어요."


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """What could not be fetched, and from where."""
    failed = _FAILED.findall(ran.said)
    if not failed:
        return None
    kept = bool(_BY_THE_LAB.search(ran.said))
    first = "실습실에 들어 있는 패키지를 먼저 쓰고, 거기 없는 " if kept else ""
    return Explanation(
        id="package-unreachable",
        what=f"{_named(failed, ran)} 인터넷에서 받지 못했어요.",
        why=f"`apt-get`은 {first}패키지는 인터넷에 있는 저장소에서 받아요. 그런데 지금은 그곳에 닿지 않아요.",
        next=("인터넷에 연결되어 있는지 살펴보고 같은 명령을 다시 해요.", *((_INSTEAD,) if kept else ())),
    )


def _named(urls: list[str], ran: FinishedCommand) -> str:
    """Name the packages, those that were asked for where it says so; the lists where it came to no packages."""
    names = list(dict.fromkeys(found[1] for url in urls if (found := _PACKAGE.search(unquote(url)))))
    if not names:
        return "설치할 수 있는 패키지의 목록을"
    typed = " ".join(_TYPED.findall(" ".join((*ran.argv, ran.said)))).split()
    shown = [name for name in names if name in typed] or names[:_SHOWN]
    return ", ".join(f"`{name}`" for name in shown) + " 패키지를"
