"""What waits for a shell or a kernel."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.coach.mailbox import Mailbox, Message, captioned, take
from helpers.coach.model import Explanation
from helpers.coach.secrets import Sayable

if TYPE_CHECKING:
    from pathlib import Path


EXPLANATION = Sayable(
    Explanation(id="name-taken", what="이름 `web`이 <쓰이고> 있어요.", why="3분 전부터 돌아요.", next=("`docker ps`",))
)


def test_a_box_keeps_the_last_three(tmp_path: Path) -> None:
    """None twice, and nothing that was taken."""
    box = Mailbox(tmp_path / "kernel.json")
    for number in (1, 2, 2, 3, 4):
        box.put(Message(explanation=Sayable(replace(EXPLANATION, id=str(number))), command=f"docker {number}"))
    told = take(box.file)
    assert [said.explanation.id for said in told] == ["2", "3", "4"]
    assert [about for _, about in captioned(told)] == ["docker 2", "docker 3", "docker 4"]
    assert take(box.file) == []
    box.put(Message(explanation=EXPLANATION, command="docker"))
    assert captioned(take(box.file)) == [(EXPLANATION, "")]
    box.put(Message(explanation=EXPLANATION, command="docker run", late=True))
    assert captioned(take(box.file)) == [(EXPLANATION, "docker run")]


def test_a_shells_box_is_text(tmp_path: Path) -> None:
    """A shell empties it by itself."""
    box = Mailbox(tmp_path / "shell.txt")
    box.put(Message(explanation=EXPLANATION, command="docker"))
    assert box.file.read_text().startswith("\x1b[36m┃ 코치")
    box.file.write_text("")
    box.put(Message(explanation=Sayable(replace(EXPLANATION, why="")), command="docker"))
    assert "3분" not in box.file.read_text()
