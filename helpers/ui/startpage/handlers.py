"""The answers to a browser: the first page, and where JupyterLab's bare address leads.

Knows the server's login and nothing of what a page says.
"""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jupyter_server.base.handlers import JupyterHandler
from tornado.web import authenticated

from helpers.authoring import assignment
from helpers.lesson.progress import standing
from helpers.lesson.progress_log import Logbook
from helpers.ui.startpage.page import render

if TYPE_CHECKING:
    from helpers.ui.startpage.source import Source


class StartPage(JupyterHandler):  # type: ignore[misc] # the server has no types
    """`<base>course`."""

    def initialize(self, source: Source) -> None:
        """Take what all requests share."""
        self._source = source

    @authenticated
    async def get(self) -> None:
        """The page as things stand at this moment."""
        words: list[str] = []
        traces = await asyncio.to_thread(Logbook(tell=words.append).traces)
        found = standing(await self._source.catalogue(), traces)
        self.set_header("Cache-Control", "no-store")
        self.finish(render(found, self.base_url, words))


class StartChapter(JupyterHandler):  # type: ignore[misc] # the server has no types
    """`<base>lab` without a file: JupyterLab opens on the start chapter."""

    @authenticated
    async def get(self) -> None:
        """Lead on, and keep what the address asks besides (a token, a reset)."""
        place = os.environ.get("LAB_OPEN") or f"/lab/tree/{assignment.chapter_path('start')}"
        query = urlsplit(self.request.uri).query
        self.redirect(f"{self.base_url}{place.lstrip('/')}{'?' if query else ''}{query}")
