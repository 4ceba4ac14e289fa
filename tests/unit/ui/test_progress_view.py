"""How far a learner is, as it reads in a terminal and in a notebook."""

from __future__ import annotations

from helpers import course
from helpers.authoring import assignment
from helpers.course import catalogue, paths
from helpers.lesson.progress import progress_of
from helpers.ui import progress_view
from tests.support.standings import ALL, Page, found, trace


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
    path = paths.exercise_path(exercise.chapter, exercise.title)
    assert assignment.link(exercise) == f"../{path}"
    html = progress_view.as_html(progress_of(catalogue.catalogue(), {}), lambda path: f"/there/{path}")
    assert f"/there/{path}" in [href for href, _ in Page(html).links]
