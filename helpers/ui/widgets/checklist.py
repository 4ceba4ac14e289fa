"""The list beside an exercise, as a widget: what `steps` says, drawn by checklist.js.

Knows what the page is told; when the steps move is `tracking`'s part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from helpers.exercise.checklist import SAID
from helpers.ui.widgets import source

if TYPE_CHECKING:
    from helpers.exercise.checklist import Steps


class Checklist(anywidget.AnyWidget):  # type: ignore[misc] # anywidget's own
    """One exercise's list. `end` leaves it as the exercise stood."""

    _esm = source("words.js", "checklist.js")
    _css = source("words.css", "checklist.css")
    exercise = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    items = traitlets.List(traitlets.Dict()).tag(sync=True)
    status = traitlets.Unicode().tag(sync=True)
    hindrance = traitlets.Unicode().tag(sync=True)
    news = traitlets.Unicode().tag(sync=True)
    whole = traitlets.Bool(default_value=False).tag(sync=True)
    ended = traitlets.Unicode().tag(sync=True)

    def __init__(self, steps: Steps) -> None:
        super().__init__(exercise=steps.exercise.id, title=steps.exercise.title, **_drawn(steps))
        self._steps = steps

    def show(self, steps: Steps, hindrance: str = "") -> None:
        """Draw other steps, and say what has changed."""
        news = hindrance if hindrance != self.hindrance else ""
        with self.hold_sync():
            self.set_trait("news", news or steps.news(self._steps) or self.news)
            self.set_trait("hindrance", hindrance)
            for name, value in _drawn(steps).items():
                self.set_trait(name, value)
        self._steps = steps

    def end(self, said: str) -> None:
        """Nothing moves here any more; `said` says why."""
        self.set_trait("ended", said)

    def __repr__(self) -> str:
        return self._steps.plain()


def _drawn(steps: Steps) -> dict[str, Any]:
    items = [
        {"id": step.id, "text": step.text, "mark": step.mark.value, "said": SAID[step.mark]} for step in steps.listed()
    ]
    return {"items": items, "status": steps.status(), "whole": steps.cheering}
