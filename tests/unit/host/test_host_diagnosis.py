"""What the doctor says of a computer."""

from __future__ import annotations

from helpers.host import diagnosis
from helpers.host.network import HubLimit


def test_much_room_is_good() -> None:
    """Enough disk needs no remedy."""
    assert diagnosis.disk(20 * diagnosis.GIB).remedy == ""


def test_little_room_is_a_warning() -> None:
    """Two gibibytes may do."""
    found = diagnosis.disk(2 * diagnosis.GIB)
    assert found.remedy
    assert not found.stops


def test_no_room_stops_the_lab() -> None:
    """With a few megabytes the lab cannot start."""
    assert diagnosis.disk(50 * 1024**2).stops


def test_few_pulls_are_a_warning() -> None:
    """The remaining pulls are told; few of them have a remedy and never stop the lab."""
    found = diagnosis.pulls(HubLimit(remaining=3, limit=100))
    assert "3번" in found.fact
    assert found.remedy
    assert not found.stops


def test_every_lack_is_shown_with_its_remedy() -> None:
    """A finding's remedy stands below it, and the last line is the verdict."""
    shown = diagnosis.render([diagnosis.Finding(name="디스크", fact="없음", remedy="비우세요", stops=True)])
    assert shown.splitlines() == ["[안 됨] 디스크: 없음", "       → 비우세요", "", "고쳐야 할 것이 1가지 있습니다."]
