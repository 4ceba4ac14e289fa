"""Bar charts of a measurement, as JupyterLab draws them by itself, without the internet.

Knows Altair and the one version of Vega-Lite that JupyterLab has on board; not what is measured.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import altair as alt

if TYPE_CHECKING:
    from collections.abc import Mapping

VEGA_LITE = "application/vnd.vegalite.v5+json"
_COLOURS = ("#3b7dd8", "#d9822b")


class Bars:
    """One row of bars for each measurement, above one another.

    `measured` maps a measurement, with its unit (`시간(초)`), to the value of each thing that was measured.
    """

    def __init__(self, measured: Mapping[str, Mapping[str, float]]) -> None:
        self._measured = measured

    def __repr__(self) -> str:
        """The same as text, where no chart can be drawn."""
        return "\n".join(
            f"{title}: " + ", ".join(f"{name} {_rounded(value)}" for name, value in values.items())
            for title, values in self._measured.items()
        )

    def _repr_mimebundle_(self, **_asked: object) -> dict[str, Any]:
        """What Jupyter asks for."""
        return {VEGA_LITE: self.spec(), "text/plain": repr(self)}

    def spec(self) -> dict[str, Any]:
        """The chart in Vega-Lite's words; on white, so that it reads in a light and in a dark JupyterLab."""
        rows = [_row(title, values) for title, values in self._measured.items()]
        spec: dict[str, Any] = alt.vconcat(*rows, background="white", padding=12).to_dict()
        return {**spec, "$schema": "https://vega.github.io/schema/vega-lite/v5.json"}


def _row(title: str, values: Mapping[str, float]) -> Any:
    names = list(values)
    data = alt.Data(values=[{"what": n, "value": v, "label": _rounded(v)} for n, v in values.items()])
    base = alt.Chart(data, title=alt.TitleParams(title, anchor="start"), width=420, height=80).encode(
        x=alt.X("value:Q", title=None, axis=None, scale=alt.Scale(domain=[0, max(values.values()) * 1.15])),
        y=alt.Y("what:N", title=None, sort=names, axis=alt.Axis(labelFontSize=13, ticks=False, domain=False)),
    )
    colours = alt.Scale(domain=names, range=list(_COLOURS))
    bars = base.mark_bar().encode(color=alt.Color("what:N", legend=None, scale=colours))
    return bars + base.mark_text(align="left", dx=5, fontSize=13).encode(text="label:N")


def _rounded(value: float) -> str:
    return f"{value:.2f}" if value < 1 else f"{value:.1f}"
