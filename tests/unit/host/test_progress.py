"""What a person sees while `./lab` works."""

from __future__ import annotations

import io
import re

import pytest

from helpers.host.terminal import Progress, RunningStep, fit


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        """Yes."""
        return True


def test_plain_lines_where_there_is_no_terminal() -> None:
    """A step is a line when it begins and a line with its seconds when it ends, with no control codes."""
    out = io.StringIO()
    with Progress(out) as progress, progress.step("엔진 켜기"):
        pass
    assert re.fullmatch(r"… 엔진 켜기\n✓ 엔진 켜기 \(\d+\.\d초\)\n", out.getvalue())


def test_a_failed_step_is_marked() -> None:
    """A step that raises ends with its own mark, and the error goes on."""
    out = io.StringIO()
    with pytest.raises(ValueError, match="x"), Progress(out) as progress, progress.step("일"):
        raise ValueError("x")
    assert "x 일" in out.getvalue()


def test_a_terminal_is_left_clean() -> None:
    """After the end only finished lines stand: everything drawn below them was wiped."""
    out = Terminal()
    with Progress(out) as progress, progress.step("일"):
        progress.say("말")
    last = out.getvalue().rsplit("\x1b[J", 1)[-1]
    assert re.fullmatch(r"✓ 일 \(\d+\.\d초\)\n", last)


def test_a_bar_grows_with_the_count() -> None:
    """Half of the steps fill half of the bar."""
    step = RunningStep(title="이미지")
    step.advance(2, 4)
    assert "[########........] 2/4" in step.line("|")


def test_a_count_never_runs_backwards() -> None:
    """Stages of a build are counted each for itself; the bar keeps the furthest."""
    step = RunningStep(title="이미지")
    step.advance(5, 9)
    step.advance(1, 3)
    assert (step.done, step.total) == (5, 9)


@pytest.mark.parametrize(
    ("text", "width", "cut"), [("abc", 3, "abc"), ("abcd", 3, "abc"), ("가나다", 5, "가나"), ("", 3, "")]
)
def test_korean_letters_take_two_columns(text: str, width: int, cut: str) -> None:
    """A line is cut by columns, so that it never wraps."""
    assert fit(text, width) == cut
