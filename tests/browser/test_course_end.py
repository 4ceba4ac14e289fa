"""The pages that a learner takes home: reached from the first page, printable, and read without a mouse."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Literal

import pytest
from playwright.sync_api import expect

from helpers import course
from helpers.lesson.progress_log import NAME, Kind, Logbook
from helpers.world.environment import state_folder
from tests.support.pages import CONTRAST, first_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Page


@pytest.fixture
def done() -> Iterator[None]:
    """All exercises have passed; afterwards nothing was ever done."""
    book = Logbook()
    for exercise in course.exercises():
        book.note(exercise.id, Kind.CHECK, verdict="passed", points=exercise.points)
    yield
    (state_folder() / NAME).unlink()


def test_the_commands_are_one_click_from_the_first_page(page: Page, errors: list[str]) -> None:
    """And they print without what is only for the screen, on white, whatever the theme."""
    page.emulate_media(color_scheme="dark")
    page.goto(first_address())
    page.get_by_role("link", name="명령 모음").click()
    expect(page.locator("h1")).to_have_text("도커 명령 모음")
    line = page.locator("dl div", has_text="docker exec -it")
    expect(line).to_contain_text("실행 중인 컨테이너에 들어가요")
    page.emulate_media(media="print")
    expect(page.locator(".screen")).not_to_be_visible()
    expect(line).to_be_visible()
    assert page.locator("html").evaluate("e => getComputedStyle(e).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("body").evaluate("e => e.scrollWidth <= innerWidth")
    page.emulate_media(media="screen")
    page.get_by_role("link", name="강의 첫 화면").click()
    expect(page.locator("h1")).to_have_text("도커 실습실")
    assert errors == []


def test_the_end_sums_up_and_says_what_is_left(page: Page) -> None:
    """Before all is done: each chapter's summary, what is missing for the certificate, and how to go on."""
    page.goto(first_address())
    page.get_by_role("link", name="배운 것과 다음 걸음").click()
    expect(page.locator("#learnt h3")).to_have_count(len(course.chapters()))
    expect(page.locator("#certificate")).to_contain_text(re.compile(r"\d+개가 남았습니다"))
    expect(page.locator("#own")).to_contain_text("http://localhost:8080")
    page.set_viewport_size({"width": 390, "height": 800})  # a phone
    assert page.locator("html").evaluate("e => e.scrollWidth <= innerWidth")


@pytest.mark.usefixtures("done")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_who_is_done_is_led_to_the_certificate(page: Page, scheme: Literal["light", "dark"]) -> None:
    """By the keyboard, from the congratulations; it reads in light and dark."""
    page.emulate_media(color_scheme=scheme)
    page.goto(first_address())
    expect(page.locator(".congratulation")).to_be_visible()
    page.locator(".primary").focus()
    page.keyboard.press("Tab")
    expect(page.locator(":focus")).to_have_text("수료증 받기와 다음 걸음")
    page.keyboard.press("Enter")
    expect(page.locator("#certificate pre")).to_contain_text("certificate 이름")
    for part in page.locator("main :is(p, li, td, th, h2, h3, a)").all():
        assert part.evaluate(CONTRAST) >= 4.5, part.inner_text()
