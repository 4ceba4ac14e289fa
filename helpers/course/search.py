"""Find words in the course: in the headings of its chapters, in its exercises, and in its glossary.

Knows where the sources of the course say what, and under which address a learner finds it. Runs nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers import course
from helpers.course import paths

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

MOST = 30
"""Places that are shown for a search."""
_AROUND = 120
"""Characters that are shown of each."""
_FENCE = re.compile(r"^(`{3,})(\{[\w-]+\})?.*?^\1", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#{1,4} (.+)$", re.MULTILINE)
_INITIAL = re.compile(r"^## (.+)$", re.MULTILINE)
_LINK = re.compile(r"!?\[([^\]\n]*)\]\([^)\n]*\)")
_SIGNS = re.compile(r"[`*]|</?\w+>|^[>#+|-]+ ?|^:\w+:.*$", re.MULTILINE)


@dataclass(frozen=True, kw_only=True)
class Word:
    """A word of the glossary; `initial` is the heading under which it stands, `english` may be empty."""

    name: str
    english: str
    meaning: str
    initial: str


@dataclass(frozen=True, kw_only=True)
class Place:
    """Somewhere in the course: a section of a chapter, an exercise or a word, with its address below `work/`."""

    kind: str
    title: str
    address: str
    text: str


def words() -> tuple[Word, ...]:
    """Return the words of the glossary, in its order."""
    _, *parts = _INITIAL.split((course.FOLDER / "glossary.md").read_text(encoding="utf-8"))
    return tuple(
        Word(name=name, english=english, meaning=meaning, initial=initial)
        for initial, table in zip(parts[::2], parts[1::2], strict=True)
        for name, english, meaning in (
            [field.strip() for field in line.strip("|").split("|")]
            for line in table.splitlines()[4:]
            if line.startswith("|")
        )
    )


def places() -> tuple[Place, ...]:
    """Return all that can be found: the words, and then chapter by chapter the sections and the exercises."""
    return (*_words(), *(place for chapter in course.chapters() for place in (*_sections(chapter), *_tasks(chapter))))


def find(known: Sequence[Place], asked: str) -> tuple[Place, ...]:
    """Return the places in which all words that are asked stand.

    Those come first that have them in their titles, and then those that have them side by side.
    """
    words = [_word(part) for part in asked.split()]
    if not words:
        return ()
    phrase = _phrase(asked)
    titled = [place for place in known if all(word.search(place.title) for word in words)]
    together = [place for place in known if phrase.search(place.text)]
    said = [place for place in known if all(word.search(f"{place.title} {place.text}") for word in words)]
    return tuple(dict.fromkeys((*titled, *together, *said)))[:MOST]


def around(place: Place, asked: str) -> str:
    """Return what a place says around what is asked, in a line."""
    patterns = (_phrase(asked), *map(_word, asked.split()))
    hit = next((hit.start() for pattern in patterns if (hit := pattern.search(place.text))), 0)
    start = max(0, hit - _AROUND // 3)
    cut = place.text[start : start + _AROUND].strip()
    return f"{'…' if start else ''}{cut}{'…' if start + _AROUND < len(place.text) else ''}"


def _word(text: str) -> re.Pattern[str]:
    """Return what finds a word: a Korean one anywhere, a Latin one where a word begins (`cp`, not in `scp`)."""
    return re.compile(rf"(?<![a-z0-9]){re.escape(text)}" if text[:1].isascii() else re.escape(text), re.IGNORECASE)


def _phrase(asked: str) -> re.Pattern[str]:
    return _word(" ".join(asked.split()))


def _words() -> Iterator[Place]:
    for word in words():
        title = f"{word.name} ({word.english})" if word.english else word.name
        address = f"{paths.address(paths.GLOSSARY)}#{paths.anchor(word.initial)}"
        yield Place(kind="용어집", title=title, address=address, text=word.meaning.replace("`", ""))


def _sections(chapter: str) -> Iterator[Place]:
    """Yield a chapter's sections; what its cells run is searched too, where its exercises stand is not."""
    _, *parts = _HEADING.split(_FENCE.sub(_code, course.text(chapter)))
    for heading, text in zip(parts[::2], parts[1::2], strict=True):
        address = f"{paths.address(paths.chapter_path(chapter))}#{paths.anchor(heading)}"
        yield Place(kind=f"{course.title(chapter)} · 본문", title=_plain(heading), address=address, text=_plain(text))


def _code(block: re.Match[str]) -> str:
    """Return what a block of code holds, nothing of a directive; a comment is no heading."""
    if block[2] not in (None, "{code-cell}"):
        return ""
    return "\n".join(line for line in block[0].splitlines()[1:-1] if not line.startswith("#"))


def _tasks(chapter: str) -> Iterator[Place]:
    for exercise in course.exercises(chapter):
        yield Place(
            kind=f"{course.title(chapter)} · 연습 문제",
            title=_plain(exercise.title),
            address=paths.exercise_address(chapter, exercise.title),
            text=f"{exercise.id} {_plain(_FENCE.sub('', exercise.prompt))}",
        )


def _plain(text: str) -> str:
    """Return Markdown as one reads it, in one line."""
    return " ".join(_SIGNS.sub("", _LINK.sub(r"\1", text)).split())
