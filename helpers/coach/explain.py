"""`explain()`: a story for what the learner pastes, or for the last command that failed.

Knows the order in which one looks; what it says where no story is found stands here, too.
"""

from __future__ import annotations

from helpers.coach import mailbox, pasted_message, reports
from helpers.coach.mailbox import Said
from helpers.coach.model import Ran, Story, told
from helpers.coach.render import named
from helpers.coach.scene import Scene
from helpers.text.josa import say
from helpers.text.message import Note
from helpers.world.environment import here

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


def explained(text: object = None) -> Said | Note:
    """The story, or what to say where there is none."""
    if text is None or not str(text).strip():
        ran = reports.last()
        if ran is None:
            return NOTHING_KEPT if mailbox.is_on() else OFF
        story = told(ran, Scene.after(ran))
        return Said(story=story, command=named(ran), late=True) if story else _unknown(ran)
    story = _of_message(str(text))
    return Said(story=story, command="") if story else UNKNOWN


def _of_message(text: str) -> Story | None:
    scene: dict[object, Scene] = {}
    for ran in pasted_message.commands(text, str(here())):
        if story := told(ran, scene.setdefault(ran.computer, Scene.after(ran))):
            return story
    return None


def _unknown(ran: Ran) -> Note:
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
    """Switch the coach `on` or `off`; with any other wish only say how it stands."""
    if wish in ("on", "off"):
        mailbox.turn(on=wish == "on")
    if mailbox.is_on():
        return Note(
            text="코치가 켜져 있어요. 도커 명령이 잘못되면 그 아래에 까닭을 알려 드려요. "
            "끄려면 `lab coach off`를 실행해요."
        )
    return Note(text="코치가 꺼져 있어요. 다시 켜려면 `lab coach on`을 실행해요.")
