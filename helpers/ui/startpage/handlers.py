"""The answers to a browser: the first page, and where JupyterLab's bare address leads.

Knows the server's login and nothing of what a page says.

The course's catalogue for a process that runs for weeks: read anew whenever the course on the disk has changed.

Knows how to tell that it has changed. It is read by another process, so that the server never holds an old half of
an upgraded course, and a mistake in an exercise's file is not the server's.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from jupyter_server.base.handlers import JupyterHandler
from tornado.web import authenticated

from helpers import course
from helpers.course import paths
from helpers.course.catalogue import read
from helpers.lesson.progress import standing
from helpers.lesson.progress_log import Logbook
from helpers.ui.startpage.page import render

if TYPE_CHECKING:
    from helpers.course.catalogue import Chapter


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
        place = os.environ.get("LAB_OPEN") or f"/lab/tree/{paths.chapter_path('start')}"
        query = urlsplit(self.request.uri).query
        self.redirect(f"{self.base_url}{place.lstrip('/')}{'?' if query else ''}{query}")


class Source:
    """The catalogue as it stands."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._seen: tuple[int, int] = (0, 0)
        self._chapters: tuple[Chapter, ...] = ()

    async def catalogue(self) -> tuple[Chapter, ...]:
        """All chapters; the last that could be read where they cannot be now. Raises RuntimeError where none could."""
        async with self._lock:
            seen = _seen()
            if seen != self._seen:
                await self._read()
                self._seen = seen
        return self._chapters

    async def _read(self) -> None:
        asked = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "helpers.course.catalogue",
            stdin=asyncio.subprocess.DEVNULL, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.PIPE,
        )  # fmt: skip
        out, err = await asked.communicate()
        if asked.returncode == 0:
            self._chapters = read(out.decode())
        elif not self._chapters:
            raise RuntimeError(err.decode(errors="replace"))


def _seen() -> tuple[int, int]:
    """The time of the youngest file of the course in nanoseconds, and how many there are."""
    times = [file.stat().st_mtime_ns for kind in ("*.py", "*.md") for file in course.FOLDER.glob(f"*/{kind}")]
    return max(times), len(times)
