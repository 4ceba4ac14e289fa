"""Draw bar charts of a measurement, in JupyterLab's colours; not what is measured.

Whoever does not see them hears them as text. A notebook that is not trusted keeps only plain markup: it says as much.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.ui import display

if TYPE_CHECKING:
    from collections.abc import Mapping

_COLOURS = ("#3b7dd8", "#c2701c")
"""Each stands out by 3 to 1 or more from a white and from a black page."""
_WIDEST = 85
"""Percent of the room for bars that the longest takes; its number stands behind it."""


class Bars(display.Shown):
    """One row of bars for each measurement, above one another.

    `measured` maps a measurement, with its unit (`시간(초)`), to the value of each thing that was measured.
    """

    def __init__(self, measured: Mapping[str, Mapping[str, float]]) -> None:
        said = {title: ", ".join(f"{n} {_rounded(v)}" for n, v in values.items()) for title, values in measured.items()}
        charts = [(title, said[title], _bars(values)) for title, values in measured.items()]
        plain = "\n".join(f"{title}: {text}" for title, text in said.items())
        super().__init__(plain, display.fill("bars", charts=charts))


def _bars(values: Mapping[str, float]) -> list[tuple[str, str, float, str]]:
    """Return each bar's name, number, length in percent, and colour."""
    whole = max(values.values()) or 1
    return [
        (name, _rounded(value), _WIDEST * value / whole, _COLOURS[index % len(_COLOURS)])
        for index, (name, value) in enumerate(values.items())
    ]


def _rounded(value: float) -> str:
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"
