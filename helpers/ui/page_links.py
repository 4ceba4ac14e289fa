"""Link beneath a cell to the pages that its containers serve from now on, as an IPython extension.

Only where somebody looks on in JupyterLab: what is compared or handed in has no links. A cell that has nothing to do
with Docker costs nothing; one that has, a look at both computers before it and one after it.
"""

from __future__ import annotations

import contextlib
import html
from typing import TYPE_CHECKING, Any

from helpers.text.message import box
from helpers.ui import published
from helpers.ui.display import Shown, show
from helpers.world.environment import has_widgets
from helpers.world.errors import EngineRefused, Trouble

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.ui.published import Page

_COLOUR = "#3b7dd8"


def load_ipython_extension(shell: Any) -> None:
    """Begin to look; IPython calls this when the kernel starts."""
    if has_widgets():
        links = Links()
        shell.events.register("pre_run_cell", links.before)
        shell.events.register("post_run_cell", links.after)


class Links:
    """Compares the pages before a cell with those after it. None: nobody looked, or an engine said nothing."""

    def __init__(self) -> None:
        self._before: frozenset[tuple[Page, str]] | None = None

    def before(self, info: Any) -> None:
        """Look, where the cell may start a container."""
        self._before = _pages() if "docker" in (info.raw_cell or "") else None

    def after(self, _result: Any) -> None:
        """Show what has come."""
        before, self._before = self._before, None
        now = _pages() if before is not None else None
        if now is not None and before is not None and (new := {page for page, _ in now - before}):
            show(shown(sorted(new, key=lambda page: page.path)))


def _pages() -> frozenset[tuple[Page, str]] | None:
    """Return the pages that there are, each with the id of its container: one that is made anew is another."""
    found: set[tuple[Page, str]] = set()
    with contextlib.suppress(Trouble, EngineRefused):
        for computer, engine in published.computers().engines.items():
            for container in engine.containers():
                found |= {(page, container.id) for page in published.pages_of(container, computer)}
        return frozenset(found)
    return None


def shown(pages: Sequence[Page]) -> Shown:
    """Return links to these pages, as text and as HTML."""
    plain = [f"{published.LABEL}: {page.container} ({page.place}) {page.href}" for page in pages]
    rich = [
        f'<a href="{html.escape(page.href)}" target="_blank" rel="noopener" aria-label="{html.escape(page.said)}">'
        f"{published.LABEL} ↗</a> <code>{html.escape(page.container)}</code> · {page.place}"
        for page in pages
    ]
    style = "padding:.4em 1em;margin:.5em 0 .3em;line-height:1.6"
    return Shown("\n".join(plain), box("<br>".join(rich), name="lab-pages", colour=_COLOUR, style=style, role="note"))
