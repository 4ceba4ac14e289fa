"""Slips of the keyboard and of word processors."""

from __future__ import annotations

import pytest

from helpers.coach.evidence import mistypings


@pytest.mark.parametrize(
    ("typed", "right"),
    [
        ("애찯ㄱ", "docker"), ("ㅇㅐㅊㅏㄷㄱ", "docker"), ("겨ㅜ", "run"), ("-ㅁ", "-a"), ("ㅑㅡㅁㅎㄷㄴ", "images"),
        ("값까쫘", "rkqtRkWhk"), ("ㄳ", "rt"), ("ps", "ps"),
    ],
)  # fmt: skip
def test_hangul_by_its_keys(typed: str, right: str) -> None:
    """Syllables and single letters, as the two-set keyboard has them."""
    assert mistypings.english(typed) == right


@pytest.mark.parametrize(
    ("written", "letter", "right"),
    [
        ("–d", "–", "-d"), ("“web”", "“", '"web"'), ("80：80", "：", "80:80"), ("ps\u00a0-a", "\u00a0", "ps -a"),
        ("a\u200bb", "\u200b", "ab"), ("이름", "", "이름"), ("-d", "", "-d"),
    ],
)  # fmt: skip
def test_characters_that_only_look_plain(written: str, letter: str, right: str) -> None:
    """Which one it is, and what was meant; Hangul is what it looks like."""
    assert (mistypings.odd(written), mistypings.plain(written)) == (letter, right)


@pytest.mark.parametrize(
    ("typed", "meant"), [("rnu", "run"), ("imagse", "images"), ("PS", "ps"), ("zzz", ""), ("image", "images")]
)
def test_the_word_that_was_meant(typed: str, meant: str) -> None:
    """The same letters in another order go before a word that is only like it."""
    assert mistypings.nearest(typed, ["run", "rm", "images", "ps"]) == meant
