"""The first page: where its links lead and what it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote

from helpers.ui.startpage.page import render
from tests.support.standings import ALL, Page, found, trace

if TYPE_CHECKING:
    from helpers.lesson.progress import CourseProgress


def first_page(found: CourseProgress, *words: str, base: str = "/") -> Page:
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
