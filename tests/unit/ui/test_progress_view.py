"""How far a learner is, as it reads in a terminal, in a notebook and on the first page: where its links lead."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from helpers import course
from helpers.authoring import notebooks
from helpers.course import catalogue, paths
from helpers.lesson.progress import progress_of
from helpers.ui import progress_view
from helpers.ui.progress_view import first_page
from tests.support.standings import ALL, Page, found, trace

if TYPE_CHECKING:
    from helpers.lesson.progress import CourseProgress


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


def test_links_name_the_heading_as_the_notebook_has_it() -> None:
    """The first page, `progress()` and the chapters have one way of naming an exercise's place."""
    exercise = course.exercises("images")[0]
    path = paths.exercise_address(exercise.chapter, exercise.title)
    assert notebooks.link(exercise) == f"../{path}"
    html = progress_view.as_html(progress_of(catalogue.catalogue(), {}), lambda path: f"/there/{path}")
    assert f"/there/{path}" in [href for href, _ in Page(html).links]


def opened(found: CourseProgress, *words: str, base: str = "/") -> Page:
    """The first page, read."""
    read = Page(first_page(found, base, words))
    assert read.open == []
    return read


def test_newcomer_has_one_button_to_the_start() -> None:
    """The first link of the page is the chapter with which the course begins."""
    assert opened(found()).links[0] == ("/lab/tree/notebooks/0-one.ipynb", "시작하기")


def test_button_leads_on() -> None:
    """To the exercise itself; where its chapter was never touched, to the chapter's text."""
    (href, said), *_ = opened(found(trace("one.b", 1))).links
    assert (unquote(href), said) == (
        "/lab/tree/exercises/one/0-one-연습.ipynb#one-b-<문제>",
        "이어서 하기: one b <문제>",
    )
    (href, said), *_ = opened(found(trace("one.c", 1, passed=True))).links
    assert (href, said) == ("/lab/tree/notebooks/1-two.ipynb", "다음 장 읽기: 1. two x<y>")


def test_each_chapter_leads_to_its_first_exercise_that_is_not_done() -> None:
    """And to all of them where all are done."""
    links = [unquote(href) for href, said in opened(found(*ALL[:3], trace("two.a", 1, passed=True))).links
             if said == "연습 문제 풀기"]  # fmt: skip
    assert links == [
        "/lab/tree/exercises/one/0-one-연습.ipynb",
        "/lab/tree/exercises/two/1-two-연습.ipynb#two-b-<문제>",
    ]


def test_all_done_is_congratulated() -> None:
    """In words, and there is still somewhere to go."""
    page = opened(found(*ALL))
    assert "축하해요" in page.said
    assert page.links[0][0] == "/lab/tree/notebooks/0-one.ipynb"


def test_what_must_be_told_is_told_on_the_page() -> None:
    """Such as that the database was damaged."""
    assert "망가져서 <옮겼다>" in opened(found(), "망가져서 <옮겼다>").said


def test_every_link_stays_under_the_servers_base() -> None:
    """As on a hub."""
    links = opened(found(trace("one.a", 1)), base="/user/ada/").links
    assert links
    kept = {"/user/ada/course/commands", "/user/ada/course/summary"}
    assert kept <= {href for href, _ in links}
    assert all(href.startswith("/user/ada/lab/tree/") for href, _ in links if href not in kept)
