"""How far a learner is: counts by chapter, what comes next, and how it reads as text, HTML and on the first page."""

from __future__ import annotations

import json
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING
from urllib.parse import unquote

import pytest

from helpers import course
from helpers.authoring import assignment
from helpers.course import catalogue, paths
from helpers.course.catalogue import Chapter, Task
from helpers.lesson.progress import Standing, State, as_json, standing
from helpers.lesson.progress_log import Trace
from helpers.ui import progress_view
from helpers.ui.startpage.page import render

if TYPE_CHECKING:
    from collections.abc import Mapping

CHAPTERS = tuple(
    Chapter(
        name=name,
        title=f"{number}. {name} `x`<y>",
        goals=("`docker` & 하기",),
        reading=20,
        practice=10,
        tasks=tuple(
            Task(id=f"{name}.{slug}", chapter=name, title=f"{name} `{slug}` <문제>", points=2)
            for slug in ("a", "b", "c")
        ),
    )
    for number, name in enumerate(("one", "two"))
)


def trace(exercise: str, last: int, *, passed: bool = False, shown: bool = False) -> Trace:
    """What events may come to."""
    return Trace(
        exercise=exercise, passed=passed, points=2.0 * passed, checks=1, hints=1, shown=shown, last=last, at=1.8e9
    )


def found(*traces: Trace) -> Standing:
    """A standing on the two chapters."""
    by_id: Mapping[str, Trace] = {each.exercise: each for each in traces}
    return standing(CHAPTERS, by_id)


ALL = tuple(trace(task.id, 1, passed=True) for chapter in CHAPTERS for task in chapter.tasks)


def test_every_chapter_says_what_it_teaches_and_how_long_it_takes() -> None:
    """Read from the chapters themselves, in their order, with all exercises."""
    chapters = catalogue.catalogue()
    assert tuple(chapter.name for chapter in chapters) == course.chapters()
    assert tuple(task.id for chapter in chapters for task in chapter.tasks) == course.ids()
    for chapter in chapters:
        assert re.fullmatch(r"\d\. .+", chapter.title)
        assert len(chapter.goals) >= 3
        assert 10 <= chapter.reading <= 120
        assert 10 <= chapter.practice <= 120
        assert not re.search(r"\*\*|\]\(", " ".join(chapter.goals)), "more markup than the first page shows"


def test_catalogue_survives_json() -> None:
    """As the server reads it from another process."""
    chapters = catalogue.catalogue()
    assert catalogue.read(catalogue.write(chapters)) == chapters


def test_exercises_are_done_tried_or_open() -> None:
    """Passed is done; anything else that happened is tried; points add up."""
    part = found(trace("one.a", 1, passed=True), trace("one.b", 2)).chapters[0]
    assert [part.count(state) for state in (State.DONE, State.TRIED, State.OPEN)] == [1, 1, 1]
    assert (part.points, part.max_points) == (2.0, 6)


def test_what_no_exercise_has_is_not_counted() -> None:
    """Traces of exercises that are gone, or renamed, change no count and lead nowhere."""
    odd = found(trace("one.gone", 9, passed=True), trace("gone.chapter", 10))
    assert (odd.newcomer, odd.all.count(State.OPEN), odd.all.points) == (True, 6, 0.0)
    assert odd.next == odd.all.items[0]


@pytest.mark.parametrize(
    ("traces", "expected"),
    [
        ((), "one.a"),
        ((trace("one.b", 1),), "one.b"),  # it is being worked on
        ((trace("one.b", 1, passed=True),), "one.c"),
        ((trace("one.a", 1), trace("one.b", 2, passed=True)), "one.c"),  # the stuck one is left for later
        ((trace("one.c", 1, passed=True),), "two.a"),
        ((trace("two.c", 1, passed=True),), "one.a"),  # and round to what was left
        (ALL, None),
    ],
)
def test_next_is_what_is_worked_on_or_comes_after_it(traces: tuple[Trace, ...], expected: str | None) -> None:
    """Never back to the beginning while there is something ahead."""
    coming = found(*traces).next
    assert (coming.task.id if coming else None) == expected


def test_json_has_what_a_script_needs() -> None:
    """Counts for all and by chapter, and each exercise with its state."""
    said = json.loads(json.dumps(as_json(found(trace("one.a", 1, passed=True, shown=True)))))
    assert (said["done"], said["tried"], said["open"], said["points"], said["max_points"]) == (1, 0, 5, 2, 12)
    assert said["next"] == "one.b"
    first = said["chapters"][0]["exercises"][0]
    assert (first["id"], first["state"], first["solution_shown"]) == ("one.a", "done", True)
    assert first["last"].startswith("2027-")
    assert said["chapters"][1]["exercises"][0]["last"] is None


def test_text_reads_well() -> None:
    """A bar and a line for each chapter, what is being worked on, and the next exercise."""
    assert progress_view.text(found(trace("one.a", 1, passed=True), trace("two.b", 2))).splitlines() == [
        "[###.......]  1/3   0. one `x`<y>",
        "[..........]  0/3   1. two `x`<y> · 푸는 중 1",
        "",
        "모두 합쳐 6문제 중 1문제를 풀었어요. 1문제는 푸는 중이에요. (2/12점)",
        "",
        "푸는 중인 문제",
        "  two.b  two `b` <문제>",
        "",
        "다음 문제: two `b` <문제> (two.b)",
    ]
    assert progress_view.text(found(*ALL)).endswith(progress_view.ALL_DONE)


class Page(HTMLParser):
    """A page's links, in order, with what they say; `open` are the elements that were never closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.links: list[tuple[str, str]] = []
        self.open: list[str] = []
        self.said = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note it."""
        if tag not in {"meta", "link", "br"}:
            self.open.append(tag)
        if tag == "a":
            self.links.append((dict(attrs)["href"] or "", ""))

    def handle_endtag(self, tag: str) -> None:
        """It must be the last that was opened."""
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        """Text belongs to the link that it stands in."""
        self.said += data
        if "a" in self.open:
            href, said = self.links[-1]
            self.links[-1] = (href, said + data)


def first_page(found: Standing, *words: str, base: str = "/") -> Page:
    """The first page, read."""
    read = Page(render(found, base, words))
    assert read.open == []
    return read


def test_newcomer_has_one_button_to_the_start() -> None:
    """The first link of the page is the chapter with which the course begins."""
    assert first_page(found()).links[0] == ("/lab/tree/notebooks/one.ipynb", "시작하기")


def test_button_leads_on() -> None:
    """To the exercise itself; where its chapter was never touched, the chapter stands beside it."""
    (href, said), (_, second), *_ = first_page(found(trace("one.b", 1))).links
    assert (unquote(href), said) == ("/lab/tree/exercises/one/one.ipynb#one-b-<문제>", "이어서 하기: one b <문제>")
    assert second == "본문 읽기"
    _, (href, said), *_ = first_page(found(trace("one.c", 1, passed=True))).links
    assert (href, said) == ("/lab/tree/notebooks/two.ipynb", "이 장의 본문 먼저 읽기: 1. two x<y>")


def test_each_chapter_leads_to_its_first_exercise_that_is_not_done() -> None:
    """And to all of them where all are done."""
    links = [unquote(href) for href, said in first_page(found(*ALL[:3], trace("two.a", 1, passed=True))).links
             if said == "연습 문제 풀기"]  # fmt: skip
    assert links == ["/lab/tree/exercises/one/one.ipynb", "/lab/tree/exercises/two/two.ipynb#two-b-<문제>"]


def test_all_done_is_congratulated() -> None:
    """In words, and there is still somewhere to go."""
    page = first_page(found(*ALL))
    assert "축하해요" in page.said
    assert page.links[0][0] == "/lab/tree/notebooks/one.ipynb"


def test_what_must_be_told_is_told_on_the_page() -> None:
    """Such as that the database was damaged."""
    assert "망가져서 <옮겼다>" in first_page(found(), "망가져서 <옮겼다>").said


def test_every_link_stays_under_the_servers_base() -> None:
    """As on a hub."""
    links = first_page(found(trace("one.a", 1)), base="/user/ada/").links
    assert links
    assert all(href.startswith("/user/ada/lab/tree/") for href, _ in links)


def test_links_name_the_heading_as_the_notebook_has_it() -> None:
    """The first page, `progress()` and the chapters have one way of naming an exercise's place."""
    exercise = course.exercises("images")[0]
    path = paths.exercise_path(exercise.chapter, exercise.title)
    assert assignment.link(exercise) == f"../{path}"
    html = progress_view.as_html(standing(catalogue.catalogue(), {}), lambda path: f"/there/{path}")
    assert f"/there/{path}" in [href for href, _ in Page(html).links]
