"""What is found in the course, and that each place leads to something that is there."""

from __future__ import annotations

from urllib.parse import unquote

import pytest

from helpers import course
from helpers.authoring.build import ROOT
from helpers.course import paths, search

PLACES = search.places()


def titles(asked: str) -> list[str]:
    """The titles of what is found."""
    return [place.title for place in search.find(PLACES, asked)]


@pytest.mark.parametrize(
    ("asked", "first"),
    [
        ("docker cp", "파일 주고받기: docker cp"),
        ("DOCKER   CP", "파일 주고받기: docker cp"),
        ("포트", "포트 (port)"),
        ("hypervisor", "하이퍼바이저 (hypervisor)"),
        ("images.dangling", course.exercise("images.dangling").title.replace("`", "")),
        ("빌드 캐시", "빌드 캐시 (build cache)"),
    ],
)
def test_what_is_asked_stands_first(asked: str, first: str) -> None:
    """A command, a word in Korean or English, or the name of an exercise."""
    assert titles(asked)[0] == first


@pytest.mark.parametrize("asked", ["", "   ", "레이저", "docker 레이저"])
def test_what_is_nowhere_is_not_found(asked: str) -> None:
    """All words have to stand in one place."""
    assert titles(asked) == []


def test_latin_word_is_found_where_it_begins() -> None:
    """`scp` is no `cp`."""
    known = [search.Place(kind="", title=title, address="", text="") for title in ("scp", "docker cp", "cp")]
    assert [place.title for place in search.find(known, "cp")] == ["docker cp", "cp"]


def test_a_place_is_told_by_what_it_says_around() -> None:
    """The words that were asked stand in the line, however far down they are."""
    place = search.Place(kind="", title="", address="", text=f"{'가 ' * 200}docker cp 나{' 다' * 200}")
    told = search.around(place, "docker cp")
    assert "docker cp 나" in told
    assert (told[0], told[-1]) == ("…", "…")
    assert len(told) < 130


@pytest.mark.parametrize("chapter", course.chapters())
def test_every_address_names_a_heading(chapter: str) -> None:
    """Of the notebook that stands there; all exercises can be found."""
    found = [place for place in PLACES if f"{course.title(chapter)} ·" in place.kind]
    for place in found:
        path, _, heading = place.address.partition("#")
        text = (ROOT / unquote(path)).read_text(encoding="utf-8")
        marked = [line.strip(' ",\\n') for line in text.splitlines() if '"#' in line]
        anchors = {paths.anchor(line.lstrip("#").strip().replace('\\"', '"')) for line in marked}
        assert heading in anchors, place
    assert len([place for place in found if "연습 문제" in place.kind]) == len(course.ids(chapter))


def test_words_are_in_order() -> None:
    """Each under its letter, and Korean ones before the others, so that one finds them by eye."""
    names = [word.name for word in search.words()]
    assert len(names) > 50
    assert names == sorted(names, key=lambda name: (name[0].isascii(), name.casefold()))
