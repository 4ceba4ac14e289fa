"""What differs between two true outputs of one command: ids, times, sizes, and what is personal to a lab.

Committed notebooks keep what a real run printed; two outputs are the same when they are the same under the masks.
nbval compares by the same masks, through the file that `sanitizer` gives.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

Mask = tuple[str, str]

MASKS: tuple[Mask, ...] = (
    (r"\b(sha256:)?[0-9a-f]{64}\b", "ID"),
    (r"\bsha256:[0-9a-f]{7,63}\b", "ID"),
    (r"\b[0-9a-f]{12}\b", "ID"),
    (r"\b\d{4}-\d\d-\d\d[T ]\d\d:\d\d:\d\d(\.\d+)?( ?(Z|[+-]\d\d:?\d\d))?( [A-Z]{3,4})?", "TIME"),
    (r"\b[A-Z][a-z]{2} [A-Z][a-z]{2} +\d+ \d\d:\d\d:\d\d( [A-Z]{3,4})? \d{4}", "TIME"),
    (r"\b(Less than a|About an?|\d+) (second|minute|hour|day|week|month|year)s?( ago)?\b", "TIME"),
    (r"\b\d+(\.\d+)?m?s\b", "TIME"),
    (r"\b\d+(\.\d+)? ?([kKMG]i?)?B\b", "SIZE"),
    (r"\bwidth:\d+\.\d%", "SIZE"),  # a layer's bar
    (r"(?<![\d.])\d+\.\d+\.\d+([-+~][\w.+~-]*\w)?(?!\.?\d)", "VERSION"),
)
PLACES: tuple[Mask, ...] = ((r"\bhttps?://[\w.-]+\.[a-z]{2,}[^\s\"']*", "https://…"),)
"""Addresses on the internet, which differ with where packages come from; no committed output shows them."""
SECRETS = ("LAB_HUB_PASSWORD", "LAB_FTP_PASSWORD")
"""Variables of the environment whose values a lab draws for itself and no committed output shows."""


def secret(environment: Mapping[str, str]) -> tuple[Mask, ...]:
    """Masks for what no committed output shows: the passwords of one lab, and addresses on the internet."""
    return (*_named("비밀번호", (environment.get(name, "") for name in SECRETS)), *PLACES)


def personal(environment: Mapping[str, str]) -> tuple[Mask, ...]:
    """Masks for all that belongs to one lab and its place: also its account, `learner` as a rule."""
    accounts = _named("사용자명", (environment.get("LAB_HUB_USER", ""), "learner"))
    return (*secret(environment), *accounts)


def _named(word: str, values: Iterable[str]) -> tuple[Mask, ...]:
    """One mask a value, the longest first, so that no value hides in another."""
    return tuple((rf"\b{re.escape(value)}\b", word) for value in sorted({*values} - {""}, key=lambda v: (-len(v), v)))


def masked(text: str, masks: Iterable[Mask] = MASKS) -> str:
    """`text` with all that may differ replaced by what it is."""
    for pattern, name in masks:
        text = re.sub(pattern, name, text)
    return text


def sanitizer(masks: Iterable[Mask]) -> str:
    """The masks as nbval's sanitizer file, in their order."""
    return "\n".join(f"[mask-{n}]\nregex: {p}\nreplace: {name}\n" for n, (p, name) in enumerate(masks))
