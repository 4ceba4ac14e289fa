"""What other programs say of a failure, in the words of each system that they run on.

Windows says it in the language of the person where it has that language.
"""

from __future__ import annotations

_REFUSED = ("permission denied", "access is denied", "액세스가 거부")
_FULL = ("no space left", "not enough space on the disk", "디스크 공간이 부족")


def says_refused(said: str) -> bool:
    """Whether `said` is about something that this person may not open."""
    return any(words in said.lower() for words in _REFUSED)


def says_full(said: str) -> bool:
    """Whether `said` is about a full disk."""
    return any(words in said.lower() for words in _FULL)
