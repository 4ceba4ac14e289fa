"""A chart says in words what it shows, as text and in HTML."""

from __future__ import annotations

from helpers.charts import Bars

MEASURED = {"시간(초)": {"컨테이너": 0.296, "가상 머신": 3.71}, "크기(MB)": {"<b>": 0.0}}


def test_text() -> None:
    """One line a measurement, with its numbers as one says them."""
    assert repr(Bars(MEASURED)).splitlines() == ["시간(초): 컨테이너 0.30, 가상 머신 3.7", "크기(MB): <b> 0.00"]


def test_picture() -> None:
    """Each measurement is a picture with the same words; nothing typed becomes markup; bars have their lengths."""
    drawn = Bars(MEASURED)._repr_mimebundle_()["text/html"]
    assert 'role="img" aria-label="막대그래프. 시간(초): 컨테이너 0.30, 가상 머신 3.7"' in drawn
    assert drawn.count('role="img"') == len(MEASURED)
    assert "width:85.0%" in drawn
    assert "width:6.8%" in drawn
    assert "<b>" not in drawn
