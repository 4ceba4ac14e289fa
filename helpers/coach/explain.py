"""Answer `explain()` for a message that the learner pastes, or the last command that failed; and `lab coach`.

What a pasted message means, `helpers.coach.pasted` tells. The last failure, and whether the coach speaks, is kept in
the learner's own folder.
"""

from __future__ import annotations

import contextlib
import json
from dataclasses import asdict
from typing import TYPE_CHECKING

from helpers.coach import pasted
from helpers.coach.diagnosis import diagnose
from helpers.coach.mailbox import Message
from helpers.coach.model import FinishedCommand
from helpers.coach.render import named
from helpers.coach.scene import Scene
from helpers.coach.secrets import sayable
from helpers.dockerdata.types import Computer
from helpers.text.josa import say
from helpers.text.message import Note
from helpers.world import safe_files
from helpers.world.environment import here, state_folder

if TYPE_CHECKING:
    from pathlib import Path


NOTHING_KEPT = Note(
    kind="refused",
    text='아직 실패한 명령이 없어요. 메시지를 붙여 넣으면 설명해 볼게요: `explain("메시지")`. '
    "명령까지 함께 붙여 넣으면 더 잘 찾아요.",
)
OFF = Note(
    kind="refused",
    text="코치가 꺼져 있어서 마지막 명령을 듣지 못했어요. "
    '터미널에서 `lab coach on`으로 켜거나, 메시지를 붙여 넣어 주세요: `explain("메시지")`.',
)
UNKNOWN = Note(
    kind="refused",
    text="이 메시지는 잘 모르겠어요. 짐작으로 말하지는 않을게요.\n"
    "입력한 명령과 메시지를 모두 붙여 넣으면 찾을 수도 있어요. "
    "`docker ps -a`와 `docker images`로 지금 무엇이 있는지도 살펴보세요.",
)


def explained(text: object = None) -> Message | Note:
    """Explain a message, or the last failure where there is none; a note says where nothing is known."""
    if text is None or not str(text).strip():
        ran = last_failure()
        if ran is None:
            return NOTHING_KEPT if is_on() else OFF
        explanation = diagnose(ran, Scene.after(ran))
        return (
            Message(explanation=sayable(explanation, ran), command=named(ran), late=True)
            if explanation
            else _unknown(ran)
        )
    told = pasted.explanation(str(text), str(here()))
    if told is None:
        return UNKNOWN
    return Message(
        explanation=sayable(told.explanation, told.command), command=named(told.command) if told.command else ""
    )


def _unknown(ran: FinishedCommand) -> Note:
    return Note(
        kind="refused",
        text=say(
            "마지막으로 실패한 명령은 `{line}`{이고} 종료 코드는 {code}{이에요}. 왜 그런지는 잘 모르겠어요. ",
            line=named(ran),
            code=ran.code,
        )
        + "도커가 한 말을 다시 읽어 보고, 지금 무엇이 있는지 `docker ps -a`와 `docker images`로 살펴보세요.",
    )


def switched(wish: str) -> Note:
    """Switch the coach `on` or `off`; with any other wish only say whether it is."""
    if wish in ("on", "off"):
        switch(on=wish == "on")
    if is_on():
        return Note(
            text="코치가 켜져 있어요. 도커 명령이 잘못되면 그 아래에 이유를 알려 드려요. "
            "끄려면 `lab coach off`를 실행해요."
        )
    return Note(text="코치가 꺼져 있어요. 다시 켜려면 `lab coach on`을 실행해요.")


def _off() -> Path:
    """Return the file that switches the coach off, everywhere and at once (images/notebook/coach/coached looks too)."""
    return state_folder() / "coach-off"


def _last() -> Path:
    return state_folder() / "coach-last.json"


def is_on() -> bool:
    """Return whether the learner wants to hear the coach."""
    return not _off().exists()


def switch(*, on: bool) -> None:
    """Switch the coach on or off. Raises OSError where the learner's disk cannot be written."""
    if on:
        _off().unlink(missing_ok=True)
    else:
        _off().parent.mkdir(parents=True, exist_ok=True)
        _off().touch()


def keep(ran: FinishedCommand) -> None:
    """Keep the last command that failed, for `explain()`. What cannot be kept is not missed."""
    with contextlib.suppress(OSError):
        _last().parent.mkdir(parents=True, exist_ok=True)
        safe_files.write(_last(), json.dumps(asdict(ran)).encode())


def last_failure() -> FinishedCommand | None:
    """Return the last command that failed; None where none is kept."""
    try:
        data = json.loads(_last().read_text(encoding="utf-8"))
        words = {key: tuple(data[key]) for key in ("argv", "missing", "lost")}
        return FinishedCommand(**data | words | {"computer": Computer(data["computer"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
