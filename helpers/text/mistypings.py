"""Undo slips: the Korean keyboard, characters that only look alike, letters in another order."""

from __future__ import annotations

import re
import unicodedata
from difflib import get_close_matches
from typing import TYPE_CHECKING

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
