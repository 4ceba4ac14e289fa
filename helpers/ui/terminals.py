"""Name the terminals that belong to a notebook: one for each computer and folder, by a name that stays.

Knows names and words only, as they are needed without a browser too; `widgets.terminal` shows a terminal.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from pathlib import PurePath
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer

if TYPE_CHECKING:
    from pathlib import Path

_WAYS = {
    Computer.MINE: ("mine", "my", "me", "engine"),
    Computer.OTHER: ("other",),
}
_MENU = "터미널은 위쪽 메뉴의 파일 → 새로 만들기 → 터미널로 엽니다."


@dataclass(frozen=True, kw_only=True)
class NamedTerminal:
    """A terminal on `computer`, beginning in `folder` (absolute) of the learner's seat.

    `name` is the server's for it: letters, digits and `_`, as its addresses want. `first` is typed when it is new.
    """

    computer: Computer
    folder: str
    name: str

    @property
    def first(self) -> str:
        """Return the line that leads from the learner's seat to the computer."""
        return "ssh other" if self.computer is Computer.OTHER else ""


def named(computer: Computer, folder: Path, work: Path) -> NamedTerminal:
    """Return the terminal of the notebooks in `folder`; those of one folder share it, and no two folders do."""
    inside = PurePath(folder)
    inside = inside.relative_to(work) if inside.is_relative_to(work) else inside
    plain = re.sub(r"\W+", "_", str(inside), flags=re.ASCII).strip("_") or "work"
    if plain.replace("_", "/") != str(inside):  # told apart from a folder whose name comes out the same
        plain += "_" + hashlib.sha256(str(inside).encode()).hexdigest()[:6]
    ending = "_other" if computer is Computer.OTHER else ""
    return NamedTerminal(computer=computer, folder=str(folder), name=plain + ending)


def meant(asked: object) -> Computer | None:
    """Return the computer that a learner names, in whichever words; None where there is none of that name."""
    word = str(asked).strip().lower()
    return next((computer for computer, words in _WAYS.items() if word in (*words, str(computer))), None)


def in_words(computer: Computer) -> str:
    """Say how to come to a terminal of `computer` where the notebook shows none."""
    if computer is Computer.OTHER:
        return f"{_MENU} 거기에 `ssh other`라고 입력하면 다른 컴퓨터로 들어갑니다."
    return _MENU
