"""The course's catalogue for a process that runs for weeks: read anew whenever the course on the disk has changed.

Knows how to tell that it has changed. It is read by another process, so that the server never holds an old half of
an upgraded course, and a mistake in an exercise's file is not the server's.
"""

from __future__ import annotations

import asyncio
import sys
from typing import TYPE_CHECKING

from helpers import course
from helpers.course.catalogue import read

if TYPE_CHECKING:
    from helpers.course.catalogue import Chapter


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
