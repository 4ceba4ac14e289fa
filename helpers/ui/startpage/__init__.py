"""Serve the course's first page: how far one is, and the way on. An extension of the Jupyter server.

Knows the server's addresses: `<base>course` is the page, below it are those to keep, `<base>lab` alone leads to the
start chapter, and what the server starts (kernels, terminals) learns from `LAB_COURSE_PAGE` where the page is, and
JupyterLab's page from its configuration (`courseChapters`) in which order the chapters' texts come. What it shows is
made in `ui.progress_view` and `ui.course_end`.

The server runs for weeks, so that the course's catalogue is read anew whenever the course on the disk has changed; by
another process, so that the server never holds an old half of an upgraded course, and a mistake in an exercise's file
is not the server's.
"""

from __future__ import annotations

import asyncio
import os
import sys
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jupyter_server.base.handlers import JupyterHandler
from tornado.web import authenticated

from helpers import course
from helpers.course import paths
from helpers.course.catalogue import read
from helpers.lesson.progress import progress_of
from helpers.lesson.progress_log import Logbook
from helpers.ui.course_end import commands_page, summary_page
from helpers.ui.progress_view import first_page
from helpers.world import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.course.catalogue import Chapter
    from helpers.lesson.progress import CourseProgress


ADDRESS = "course"


def _jupyter_server_extension_points() -> list[Mapping[str, str]]:
    """Answer what the server asks an extension for."""
    return [{"module": "helpers.ui.startpage"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Add the pages to the server."""
    base = server.web_app.settings["base_url"]
    os.environ["LAB_COURSE_PAGE"] = f"{base}{ADDRESS}"
    server.web_app.settings.setdefault("page_config_data", {})["courseChapters"] = [
        {"name": name, "path": paths.chapter_path(name)} for name in course.chapters()
    ]
    live = LiveCatalogue()
    server.web_app.add_handlers(
        ".*$",
        [
            (rf"{base}{ADDRESS}/?", StartPage, {"live": live}),
            (rf"{base}{ADDRESS}/commands", CommandsPage, {"live": live}),
            (rf"{base}{ADDRESS}/summary", SummaryPage, {"live": live}),
            (rf"{base}lab/?", StartChapter),
        ],
    )
    server.io_loop.call_later(0, live.catalogue)  # so that the first visitor need not wait for it


class CoursePage(JupyterHandler):  # type: ignore[misc] # the server has no types
    """A page that shows the course as it stands at this moment."""

    def initialize(self, live: LiveCatalogue) -> None:
        """Take what all requests share."""
        self._live = live

    @authenticated
    async def get(self) -> None:
        """Send the page."""
        words: list[str] = []
        traces = await asyncio.to_thread(Logbook(tell=words.append).traces)
        found = progress_of(await self._live.catalogue(), traces)
        self.set_header("Cache-Control", "no-store")
        self.finish(self.page(found, words))

    def page(self, found: CourseProgress, words: list[str]) -> str:
        """Return its HTML; `words` are what there was to say of the records."""
        raise NotImplementedError


class StartPage(CoursePage):
    """`<base>course`."""

    def page(self, found: CourseProgress, words: list[str]) -> str:
        """Return the first page."""
        return first_page(found, self.base_url, words)


class CommandsPage(CoursePage):
    """`<base>course/commands`: the commands to keep."""

    def page(self, found: CourseProgress, _words: list[str]) -> str:
        """Return the page of commands."""
        return commands_page(found.catalogue, f"{self.base_url}{ADDRESS}")


class SummaryPage(CoursePage):
    """`<base>course/summary`: what was learnt, the certificate, and how to go on."""

    def page(self, found: CourseProgress, _words: list[str]) -> str:
        """Return the page at the course's end."""
        return summary_page(found, f"{self.base_url}{ADDRESS}", environment.command("certificate"))


class StartChapter(JupyterHandler):  # type: ignore[misc] # the server has no types
    """`<base>lab` without a file: JupyterLab opens on the start chapter."""

    @authenticated
    async def get(self) -> None:
        """Lead on, and keep what the address asks besides (a token, a reset)."""
        place = os.environ.get("LAB_OPEN") or f"/lab/tree/{paths.address(paths.chapter_path(course.chapters()[0]))}"
        query = urlsplit(self.request.uri).query
        self.redirect(f"{self.base_url}{place.lstrip('/')}{'?' if query else ''}{query}")


class LiveCatalogue:
    """The catalogue of the course as it stands on the disk."""

    def __init__(self) -> None:
        self._lock = asyncio.Lock()
        self._seen: tuple[int, int] = (0, 0)
        self._chapters: tuple[Chapter, ...] = ()

    async def catalogue(self) -> tuple[Chapter, ...]:
        """Return all chapters; the last that could be read where they cannot be now. Raises RuntimeError for none."""
        async with self._lock:
            seen = _seen()
            if seen != self._seen:
                await self._read()
                self._seen = seen
        return self._chapters

    async def _read(self) -> None:
        asked = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "helpers.course.catalogue"),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await asked.communicate()
        if asked.returncode == 0:
            self._chapters = read(out.decode())
        elif not self._chapters:
            raise RuntimeError(err.decode(errors="replace"))


def _seen() -> tuple[int, int]:
    """Return the time of the youngest file of the course in nanoseconds, and how many there are."""
    times = [file.stat().st_mtime_ns for kind in ("*.py", "*.md") for file in course.FOLDER.glob(f"*/{kind}")]
    return max(times), len(times)
