"""Find what was meant by a mistyped word: undo slips, and ask the `docker` client which commands and options it has.

Slips are the Korean keyboard, characters that only look alike, letters in another order. The client is asked once a
process: it hides what its engine does not know, and plugins differ from one computer to the next, so that what it says
here and now goes before what `helpers.dockerdata.command_line` knows. Where there is no client, nothing is known of any
command.
"""

from __future__ import annotations

import re
import subprocess
import unicodedata
from difflib import get_close_matches
from functools import cache
from typing import TYPE_CHECKING

from helpers.world.environment import unheard

if TYPE_CHECKING:
    from collections.abc import Iterable


_ROWS = (
    (0x1100, "r R s e E f a q Q t T d w W c z x v g"),
    (0x1161, "k o i O j p u P h hk ho hl y n nj np nl b m ml l"),
    (0x11A8, "r R rt s sw sg e f fr fa fq ft fx fv fg a q qt t T d w c z x v g"),
)
"""Hangul's initials, vowels and finals from these code points on, by the keys of the Korean keyboard (두벌식)."""
_KEYS = {chr(first + place): keys for first, row in _ROWS for place, keys in enumerate(row.split())}
HANGUL = re.compile(r"[ㄱ-ㅣ가-힣]")
_LOOKALIKES = {
    **dict.fromkeys("‐‑‒–—―−", "-"),
    **dict.fromkeys("“”„‟", '"'),
    **dict.fromkeys("‘’‚‛", "'"),
    **dict.fromkeys("\u200b\u2060\ufeff", ""),
    "…": "...",
}
"""What word processors, slides and messengers make of a plain character."""
_NEAR = 0.6
"""How alike two words must be, from 0 to 1."""
_LONGER = 2
"""Letters by which one of them may be longer."""


def english(typed: str) -> str:
    """Return what the same keys write on an English keyboard; what is no Hangul stays."""
    return "".join(_KEYS.get(letter, letter) for letter in unicodedata.normalize("NFKD", typed))


def plain(written: str) -> str:
    """Return the text with plain hyphens, quotes and blanks, and none of them full-width."""
    return unicodedata.normalize("NFKC", "".join(_LOOKALIKES.get(letter, letter) for letter in written))


def odd(written: str) -> str:
    """Return the first character that only looks like a plain one; empty where there is none."""
    return next((letter for letter in written if not letter.isascii() and plain(letter).isascii()), "")


def nearest(typed: str, known: Iterable[str], alike: float = _NEAR) -> str:
    """Return the word that was meant: the same letters in another order, else the most alike; empty where none is."""
    words = sorted(word for word in known if abs(len(word) - len(typed)) <= _LONGER)
    swapped = [word for word in words if sorted(word) == sorted(typed.lower())]
    return next(iter(swapped or get_close_matches(typed.lower(), words, n=1, cutoff=alike)), "")


_LISTED = re.compile(r"^  ([a-z]+)\*? ", re.MULTILINE)
_OPTION = re.compile(r"^ +(?:(-\w), |    )(--[a-z][a-z-]*)", re.MULTILINE)
_USAGE = re.compile(r"^Usage: .*$", re.MULTILINE)


def known_commands(group: tuple[str, ...] = ()) -> frozenset[str]:
    """Return the commands of a group (`("volume",)`), docker's own where it is empty."""
    return frozenset(_LISTED.findall(_help(group)))


def known_options(command: tuple[str, ...]) -> frozenset[str]:
    """Return the options of a command, short and long."""
    return frozenset(name for pair in _OPTION.findall(_help(command)) for name in pair if name)


def knows(command: tuple[str, ...]) -> bool:
    """Return whether there is such a command, listed or not: of an unknown one the client shows its group's usage.

    There is every one where no client can be asked.
    """
    return _usage(command) != _usage(command[:-1]) or not _usage(())


def _usage(command: tuple[str, ...]) -> str:
    found = _USAGE.search(_help(command))
    return found.group() if found else ""


@cache
def _help(command: tuple[str, ...]) -> str:
    asked = ["docker", *command, "--help"]
    try:
        return subprocess.run(asked, capture_output=True, text=True, check=False, timeout=10, env=unheard()).stdout
    except (OSError, subprocess.TimeoutExpired):
        return ""
