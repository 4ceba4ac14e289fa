"""Serve the course's first page: how far one is, and the way on. An extension of the Jupyter server.

Knows the server's addresses: `<base>course` is the page, with `?q=…` what a search found on top, above JupyterLab,
which loads beneath it (labextensions/docker-lab/first.js); `<base>course/page` is the page alone, as JupyterLab's tab
shows it; beside it are those to keep, and `<base>course/state`, what JupyterLab shows of the course. `<base>lab` alone
leads to the start chapter. What the server starts (kernels, terminals) learns from `LAB_COURSE_PAGE` where the page
is, and JupyterLab's page from its configuration in which order the chapters' texts come (`courseChapters`) and what
starts the lab (`courseStart`). What it shows is made in `ui.progress_view` and `ui.course_end`.

The server runs for weeks, so that the course's catalogue is read anew whenever the course on the disk has changed; by
another process, so that the server never holds an old half of an upgraded course, and a mistake in an exercise's file
is not the server's.
"""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from jupyter_server.base.handlers import JupyterHandler
from jupyterlab_server.handlers import LabHandler
from tornado.routing import PathMatches, Rule
from tornado.web import authenticated

from helpers import course
from helpers.course import paths
from helpers.course.catalogue import read
from helpers.course.search import find
from helpers.lesson.progress import progress_of, states
from helpers.lesson.progress_log import Logbook
from helpers.ui.course_end import commands_page, summary_page
from helpers.ui.progress_view import first_page
from helpers.world import environment

if TYPE_CHECKING:
    from collections.abc import Mapping

    from tornado.httputil import HTTPServerRequest

    from helpers.course.catalogue import Chapter
    from helpers.course.search import Place
    from helpers.lesson.progress import CourseProgress


ADDRESS = "course"


def _jupyter_server_extension_points() -> list[Mapping[str, str]]:
    """Answer what the server asks an extension for."""
    return [{"module": "helpers.ui.startpage"}]


def _load_jupyter_server_extension(server: Any) -> None:
    """Add the pages to the server."""
    base = server.web_app.settings["base_url"]
    os.environ["LAB_COURSE_PAGE"] = f"{base}{ADDRESS}"
    server.web_app.settings.setdefault("page_config_data", {}).update(
        courseChapters=[{"name": name, "path": paths.chapter_path(name)} for name in course.chapters()],
        courseStart=environment.command("start"),
    )
    live = LiveCatalogue()
    server.web_app.add_handlers(
        ".*$",
        [
            (rf"{base}{ADDRESS}/?", Application, {"live": live}),
            (rf"{base}{ADDRESS}/page", StartPage, {"live": live}),
            (rf"{base}{ADDRESS}/commands", CommandsPage, {"live": live}),
            (rf"{base}{ADDRESS}/summary", SummaryPage, {"live": live}),
            (rf"{base}{ADDRESS}/state", CourseState, {"live": live}),
            (rf"{base}lab/?", StartChapter),
            Rule(AsksFormer(rf"({base}lab(?:/workspaces/[^/]+)?/tree/)(.+)"), Former),
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
    """`<base>course/page`."""

    def page(self, found: CourseProgress, words: list[str]) -> str:
        """Return the first page."""
        asked = self.get_query_argument("q", "").strip()
        return first_page(found, self.base_url, words, asked, find(self._live.places, asked), lab=self.lab())

    def lab(self) -> str:
        """Return the page to show it in."""
        return ""


class Application(StartPage, LabHandler):  # type: ignore[misc] # the server has no types
    """`<base>course`: the first page at once, and JupyterLab, which it leads into, beneath it."""

    def initialize(self, live: LiveCatalogue) -> None:
        """Take what all requests share."""
        StartPage.initialize(self, live)
        LabHandler.initialize(self, "lab")

    def lab(self) -> str:
        """Return JupyterLab's page, with no file open."""
        opens = {"mode": "multiple-document", "workspace": "default", "treePath": ""}
        page = str(self.render_template("index.html", page_config={**self.get_page_config(), **opens}))
        return page.replace(' lang="en"', ' lang="ko"', 1).replace("<title>JupyterLab<", "<title>도커 실습실<", 1)


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


class CourseState(JupyterHandler):  # type: ignore[misc] # the server has no types
    """`<base>course/state`: what JupyterLab shows of the course (labextensions/docker-lab/lab.js)."""

    def initialize(self, live: LiveCatalogue) -> None:
        """Take what all requests share."""
        self._live = live

    @authenticated
    async def get(self) -> None:
        """Send each exercise's state by its notebook and its heading, and the paths of before."""
        traces = await asyncio.to_thread(Logbook(tell=lambda _: None).traces)
        chapters = await self._live.catalogue()
        self.set_header("Cache-Control", "no-store")
        self.finish({"former": former(), "states": states(progress_of(chapters, traces))})


class Former(JupyterHandler):  # type: ignore[misc] # the server has no types
    """`<base>lab/tree/PATH` of a notebook that has another name now."""

    @authenticated
    async def get(self, before: str, path: str) -> None:
        """Lead over to the name that it has now, and keep what the address asks besides."""
        query = urlsplit(self.request.uri).query
        self.redirect(f"{before}{paths.address(former()[path])}{'?' if query else ''}{query}")


class AsksFormer(PathMatches):
    """Requests of a notebook by a name that it had before; not where the learner has something of that name."""

    def match(self, request: HTTPServerRequest) -> dict[str, Any] | None:
        """Return the path's parts, None where the request is not meant."""
        found = super().match(request)
        return found if found and found["path_args"][1].decode(errors="replace") in former() else None


def former() -> dict[str, str]:
    """Return the names that notebooks had before and nothing has now, each with the path of today."""
    work = environment.work() or Path.home() / "work"
    return {old: path for old, path in paths.former_paths().items() if not os.path.lexists(work / old)}


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
        self.places: tuple[Place, ...] = ()

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
            self._chapters, self.places = read(out.decode())
        elif not self._chapters:
            raise RuntimeError(err.decode(errors="replace"))


def _seen() -> tuple[int, int]:
    """Return the time of the youngest file of the course in nanoseconds, and how many there are."""
    times = [file.stat().st_mtime_ns for kind in ("*/*.py", "*/*.md", "*.md") for file in course.FOLDER.glob(kind)]
    return max(times), len(times)
