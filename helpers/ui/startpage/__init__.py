"""Serve the course's first page: how far one is, and the way on. An extension of the Jupyter server.

Knows the server's addresses: `<base>course` is the page, `<base>lab` alone leads to the start chapter, and what the
server starts (kernels, terminals) learns from `LAB_COURSE_PAGE` where the page is. What it shows is made in `page`.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

ADDRESS = "course"


def _jupyter_server_extension_points() -> list[Mapping[str, str]]:
    """Answer what the server asks an extension for."""
    return [{"module": "helpers.ui.startpage"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Add the pages to the server. Their module needs a server, and whoever only imports this package may have none."""
    from helpers.ui.startpage.handlers import LiveCatalogue, StartChapter, StartPage

    base = server.web_app.settings["base_url"]
    os.environ["LAB_COURSE_PAGE"] = f"{base}{ADDRESS}"
    live = LiveCatalogue()
    server.web_app.add_handlers(
        ".*$", [(rf"{base}{ADDRESS}/?", StartPage, {"live": live}), (rf"{base}lab/?", StartChapter)]
    )
    server.io_loop.call_later(0, live.catalogue)  # so that the first visitor need not wait for it
