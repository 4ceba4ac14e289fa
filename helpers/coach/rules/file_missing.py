"""A file that `docker load`, `docker import`, `docker cp` or an option of `docker run` names, and that is not there."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.model import Explanation
from helpers.coach.phrases import likeliest, one_of
from helpers.text.josa import say
from helpers.world.other_computer import BEYOND, OtherPath, entries, shown

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.world.other_computer import Place

SILENT = False
_TARS = frozenset({"load", "import"})
_SAID = re.compile(r"no such file or directory", re.IGNORECASE)


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The words say so, and on the disk of the command's computer it is true."""
    written = _written(asked) if _SAID.search(ran.words) else ""
    file = scene.path(written) if written else None
    return None if file is None or file.exists() else _explanation(asked.verb, file)


def _written(asked: Command) -> str:
    """Return the file that the command was to read; empty where it reads none."""
    if asked.verb == "load":
        return asked.option("--input")
    if asked.verb in ("run", "create"):
        return asked.option("--env-file")
    given = next(iter(asked.arguments), "")
    if asked.verb == "import":
        return "" if given == "-" or "://" in given else given
    return given if asked.verb == "cp" and ":" not in given and given != "-" else ""


def _explanation(verb: str, file: Place) -> Explanation:
    beside = list(entries(file.parent))
    tars = [name for name in beside if name.endswith((".tar", ".tar.gz", ".tgz"))]
    near = likeliest(file.name, tars if verb in _TARS else beside)
    if near:
        there = say(" 같은 폴더에 이름이 비슷한 `{near}`{이} 있어요.", near=near)
    elif verb not in _TARS:
        there = say(" 그 폴더에는 {names}{이} 있어요.", names=one_of(beside)) if beside else ""
    else:
        there = say(" 그 폴더에 있는 tar 파일은 {names}{이에요}.", names=one_of(tars)) if tars else _NONE
    far = isinstance(file, OtherPath)
    return Explanation(
        id="file-missing",
        what=say("{place} 폴더에 `{name}`{이라는} 파일이 없어요.", place=shown(file.parent), name=file.name),
        why=(f"`docker {verb}`에 적은 파일을 그 폴더에서 찾았어요." + there + (BEYOND if far else "")),
        next=(
            *((say("파일 이름을 `{near}`{으로} 고쳐서 다시 해요.", near=near),) if near else ()),
            *(("내 컴퓨터에 있는 파일이면 먼저 다른 컴퓨터로 옮겨요.",) if far and not near else ()),
            say("`{look}`{으로} 그 폴더에 무엇이 있는지 봐요.", look=f"{'ssh other ' if far else ''}ls {file.parent}"),
        ),
    )


_NONE = " 그 폴더에는 tar 파일이 하나도 없어요."
