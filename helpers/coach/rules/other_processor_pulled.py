"""An image for another processor arrived, or was built, without a word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import processors
from helpers.coach.model import Explanation
from helpers.dockerdata.names import familiar
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("pull", "run", "create", "build")
_DONE = {"pull": "방금 받은", "run": "방금 쓴", "create": "방금 쓴", "build": "방금 만든"}


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The image that the command was about is for another processor than the engine's."""
    if asked.verb not in _DONE:
        return None
    names = asked.options.get("--tag", ()) if asked.verb == "build" else asked.arguments[:1]
    engine = ""
    for name in names:
        wanted = processors.of_image(scene, name)
        engine = engine or processors.of_engine(scene)
        if processors.foreign(wanted, engine):
            return _explanation(asked, familiar(name), wanted, engine)
    return None


def _explanation(asked: Command, name: str, wanted: str, engine: str) -> Explanation:
    chosen = processors.plain(asked.option("--platform")) == wanted
    return Explanation(
        id="other-processor-pulled",
        what=say(
            "{done} `{name}` 이미지는 `{wanted}` 프로세서용이에요. 이 컴퓨터는 `{engine}`{이에요}.",
            done=_DONE[asked.verb],
            name=name,
            wanted=wanted,
            engine=engine,
        ),
        why=("명령에 적은 `--platform`대로예요. " if chosen else "이 이름이 가리키는 것이 다른 프로세서용이에요. ")
        + "이 컴퓨터에서 실행하면 흉내 내기(에뮬레이션)를 거쳐 느리게 실행되고,"
        " 흉내 낼 것이 없으면 `exec format error`로 끝나요. " + processors.KNOWN,
        next=(
            say("이 컴퓨터에서 쓰려면 `--platform linux/{engine}`{을} 붙여서 다시 해요.", engine=engine),
            f"`{wanted}` 컴퓨터로 옮길 이미지라면 이대로 두면 돼요.",
        ),
    )
