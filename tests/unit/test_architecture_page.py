"""docs/ARCHITECTURE.md tells how the code is built, and the code is built so."""

from __future__ import annotations

import pytest

from tests.support import architecture
from tests.support.architecture import Arrow

PAGE = architecture.PAGE.read_text(encoding="utf-8")
CONTRIBUTING = (architecture.ROOT / "docs" / "CONTRIBUTING.md").read_text(encoding="utf-8")
TRIPS = architecture.trips(PAGE)


def test_the_drawing_is_of_this_code() -> None:
    """The rooms and their arrows on the page are those of the imports."""
    assert architecture.drawn(PAGE) == PAGE, "run .lab/dev-venv/bin/python -m tests.support.architecture"


def test_each_room_is_described() -> None:
    """The page says of each room what one comes there for."""
    for room in architecture.rooms():
        assert f"\n| `{room}/` | " in PAGE, room


def test_there_are_five_trips() -> None:
    """An answer, a failed command, an event, ./lab start, and text to notebooks."""
    assert len(TRIPS) == 5
    assert all(len(trip) > 4 for trip in TRIPS)


@pytest.mark.parametrize(
    "arrow", [arrow for trip in TRIPS for arrow in trip], ids=lambda a: f"{a.begin}{a.sign}{a.end}"
)
def test_a_trip_goes_where_the_code_goes(arrow: Arrow) -> None:
    """Each arrow is an import, a program's name in a text, or a way back."""
    assert arrow.holds()


@pytest.mark.parametrize("sign", ["→", "⇒", "⇢", "↩"])
def test_an_arrow_that_is_not_there_is_noticed(sign: str) -> None:
    """No sign holds between two modules that know nothing of each other."""
    assert not Arrow(sign=sign, begin="text.josa", end="host.lab", before=()).holds()


@pytest.mark.parametrize("name", sorted({*architecture.names(PAGE), *architecture.names(CONTRIBUTING)}))
def test_what_the_pages_name_is_there(name: str) -> None:
    """Each module, function, class and value that the contributors' pages name stands in the code."""
    assert architecture.stands(name)
