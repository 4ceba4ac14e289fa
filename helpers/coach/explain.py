"""Answer `explain()` for a message that the learner pastes, or the last command that failed; and `lab coach`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach import learner_state, pasted_message
from helpers.coach.diagnosis import diagnose
from helpers.coach.mailbox import Message
from helpers.coach.render import named
from helpers.coach.scene import Scene
from helpers.text.josa import say
from helpers.text.message import Note
from helpers.world.environment import here

if TYPE_CHECKING:
    from helpers.coach.model import Explanation, FinishedCommand

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
        ran = learner_state.last_failure()
        if ran is None:
            return NOTHING_KEPT if learner_state.is_on() else OFF
        explanation = diagnose(ran, Scene.after(ran))
        return Message(explanation=explanation, command=named(ran), late=True) if explanation else _unknown(ran)
    explanation = _of_message(str(text))
    return Message(explanation=explanation, command="") if explanation else UNKNOWN


def _of_message(text: str) -> Explanation | None:
    scene: dict[object, Scene] = {}
    for ran in pasted_message.commands(text, str(here())):
        if explanation := diagnose(ran, scene.setdefault(ran.computer, Scene.after(ran))):
            return explanation
    return None


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
        learner_state.switch(on=wish == "on")
    if learner_state.is_on():
        return Note(
            text="코치가 켜져 있어요. 도커 명령이 잘못되면 그 아래에 까닭을 알려 드려요. "
            "끄려면 `lab coach off`를 실행해요."
        )
    return Note(text="코치가 꺼져 있어요. 다시 켜려면 `lab coach on`을 실행해요.")
