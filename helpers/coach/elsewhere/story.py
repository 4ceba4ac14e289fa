"""Define a story: a message that is known by its words, told of the computer where it came from.

Engines of the versions 20 to 29 word a message differently: `words` is the part that stays. What a story says holds
wherever the message was met; nothing in it is looked up on this lab's engine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Literal

from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

System = Literal["", "windows", "mac", "linux"]
"""A computer's operating system; empty where nothing tells it."""
_OWN_WORDS = ("image", "port", "name")
"""Values that the pasted command may hold where the message does not."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One thing to do, on one operating system only."""

    system: System
    text: str


@dataclass(frozen=True, kw_only=True)
class Story:
    """One message.

    `words` is a regular expression over the pasted text, whatever the case; its named groups are values of `what`,
    `why` and `next`, which `helpers.text.josa.say` fills (`image2` is the `image` of another wording). Beside them
    there are `the_image`, `the_port` and `the_name`, which read well whether the message or the pasted command names
    one or not, and `aside`, which is the group of that name in brackets, or nothing. `command` is the command that
    says the words, for the rules, where the message names what stands here.
    """

    id: str
    words: str
    what: str
    why: str
    next: tuple[str | Step, ...]
    command: str = ""
    of_machine: bool = False
    """Whether it is about the computer as a whole: no container's name makes it this one's."""
    last: bool = False
    """Whether it is told only where no rule reads more from the words."""

    @cached_property
    def pattern(self) -> re.Pattern[str]:
        """The words, ready to be looked for."""
        return re.compile(self.words, re.IGNORECASE | re.MULTILINE)

    def values(self, text: str) -> Mapping[str, str] | None:
        """Return what the message's named groups hold; None where it is another message."""
        found = self.pattern.search(text)
        if found is None:
            return None
        groups = ((key.rstrip("0123456789"), value) for key, value in found.groupdict().items() if value)
        return {key: value.strip().rstrip(".,:;") for key, value in groups}

    def told(self, values: Mapping[str, str], system: System) -> Explanation:
        """Tell it with the message's values, for whoever sits at such a computer."""
        filled = {**values, **_named(values)}
        return Explanation(
            id=self.id,
            what=say(self.what, **filled),
            why=say(self.why, **filled),
            next=tuple(say(step, **filled) for step in self._steps(system)),
        )

    def _steps(self, system: System) -> Iterator[str]:
        for step in self.next:
            if isinstance(step, str):
                yield step
            elif system in ("", step.system):
                yield step.text


def _named(values: Mapping[str, str]) -> dict[str, str]:
    """Return how sentences name the image, the port and the container, known or not."""
    image, port, name = (values.get(key, "") for key in _OWN_WORDS)
    return {
        "the_image": f"`{image}` 이미지" if image else "이미지",
        "the_port": f"{port}번 포트" if port else "그 포트",
        "the_name": f"컨테이너 `{name}`" if name else "컨테이너",
        "aside": f"(`{values['aside']}`)" if "aside" in values else "",
    }
