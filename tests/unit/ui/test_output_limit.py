"""What of a cell's text a page is given."""

from __future__ import annotations

import io

import pytest

from helpers.ui.output_limit import LINE, MOST, Measure, Outflow


@pytest.mark.parametrize("text", ["", "a\n", "안녕\r\n", "10%\r20%\r", "x" * LINE + "\n", "a\n" * 10_000])
@pytest.mark.parametrize("piece", [1, 100, 1_000_000])
def test_what_is_not_too_long_is_shown_as_it_is(text: str, piece: int) -> None:
    """In whatever pieces it comes."""
    measure = Measure()
    assert "".join(measure.shown(text[at : at + piece]) for at in range(0, len(text), piece)) == text
    assert measure.ending() == ""


@pytest.mark.parametrize("piece", [100, 100_000_000])
def test_a_line_that_is_too_long_is_cut_and_says_by_how_much(piece: int) -> None:
    """The lines after it come whole."""
    text = "a" * (LINE + 12_345) + "\nnext\n"
    measure = Measure()
    shown = "".join(measure.shown(text[at : at + piece]) for at in range(0, len(text), piece))
    assert shown == "a" * LINE + " … (이 줄의 나머지 12,345자는 줄였어요)\nnext\n"
    assert measure.ending() == ""


def test_a_last_line_without_an_end_says_it_at_the_cells_end() -> None:
    """As `head -c` leaves it."""
    measure = Measure()
    assert measure.shown("a" * (LINE + 7)) == "a" * LINE
    assert measure.ending() == " … (이 줄의 나머지 7자는 줄였어요)"


def test_a_cell_that_says_too_much_tells_how_to_see_it_all() -> None:
    """With the number of characters that are missing."""
    measure = Measure()
    shown = measure.shown("ab\n" * MOST)
    assert MOST <= len(shown) < MOST + len("ab\n")
    said = measure.ending()
    assert f"{3 * MOST - len(shown):,}자는 보여 주지 않았어요" in said
    assert "> out.txt" in said
    assert "| head" in said


def test_a_progress_bar_is_no_long_line() -> None:
    """It begins its line anew."""
    measure = Measure()
    bar = "".join(f"\r{number % 100:3}%" for number in range(10_000))
    assert measure.shown(bar) == bar


def test_each_cell_has_its_own_measure() -> None:
    """What one left out does not take from the next."""
    stream = io.StringIO()
    outflow = Outflow(stream)
    for _ in range(2):
        outflow.begin()
        assert stream.write("a" * (LINE + 1)) == LINE + 1
        outflow.end()
    assert stream.getvalue() == ("a" * LINE + " … (이 줄의 나머지 1자는 줄였어요)") * 2
