"""Limit the text that a page is given of one cell: a line of ten million characters holds a browser up for a minute.

Only what goes to the page is cut. What a cell writes into a file, a pipe or a variable does not come through here.
Knows streams and cells; nothing of what is written.
"""

from __future__ import annotations

import re
import sys
import threading
import time
from typing import TYPE_CHECKING, Any

from helpers.world.environment import has_widgets

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

LINE = 10_000
"""Characters of one line that are shown."""
MOST = 200_000
"""Characters of one cell that are shown, by each stream."""
_PAUSE = 0.05
"""Seconds between two times that a running command's text is sent on: IPython sends it by the hundred characters."""
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n)?")


class Measure:
    """What of a cell's text is shown, piece by piece."""

    def __init__(self) -> None:
        self._column = self._cut = self._shown = self.left_out = 0

    def shown(self, text: str) -> str:
        """Return the part of `text` to show, with a word at the end of a line that goes on."""
        if self._shown >= MOST:
            self.left_out += len(text)
            return ""
        return "".join(self._parts(text))

    def ending(self) -> str:
        """Return what is to be said at the cell's end; nothing where all was shown."""
        end = self._line_end() if self._cut else ""
        if self.left_out:
            end += (
                f"\n… 출력이 너무 길어서 뒤의 {self.left_out:,}자는 보여 주지 않았어요. "
                "모두 보려면 명령 뒤에 > out.txt를 붙여 파일에 담아 열고, 앞부분만 보려면 | head를 붙이세요.\n"
            )
        return end

    def _parts(self, text: str) -> Iterator[str]:
        for piece in _LINE.findall(text):
            if self._shown >= MOST:
                self.left_out += len(piece)
                continue
            body = piece.rstrip("\r\n")
            room = min(LINE - self._column, MOST - self._shown)
            part = body[:room]
            self._cut += len(body) - len(part)
            self._column += len(part)
            self._shown += len(part) + len(piece) - len(body)
            yield part
            if len(piece) > len(body):
                yield self._line_end() if self._cut else ""
                yield piece[len(body) :]
                self._column = 0

    def _line_end(self) -> str:
        cut, self._cut = self._cut, 0
        return f" … (이 줄의 나머지 {cut:,}자는 줄였어요)"


class Outflow:
    """One of the kernel's streams, measured."""

    def __init__(self, stream: Any) -> None:
        self._write: Callable[[str], object] = stream.write
        self._flush: Callable[[], object] = stream.flush
        self._measure = Measure()
        self._sent = 0.0
        self._fresh = False
        stream.write, stream.flush = self.write, self.flush

    def write(self, text: str) -> int:
        """Write what is shown of `text`."""
        part = self._measure.shown(text) if isinstance(text, str) else text
        if part:
            self._write(part)
            self._fresh = True
        return len(text)

    def flush(self) -> None:
        """Send on what was written; of a running command not each piece, for it goes by itself after a moment."""
        busy = threading.current_thread() is not threading.main_thread()
        if self._fresh and not (busy and time.monotonic() - self._sent < _PAUSE):
            self._sent = time.monotonic()
            self._fresh = False
            self._flush()

    def begin(self, *_: Any) -> None:
        """Measure anew: a cell begins."""
        self._measure = Measure()

    def end(self, *_: Any) -> None:
        """Say what was left out: a cell has ended."""
        if said := self._measure.ending():
            self._write(said)
        self._flush()


def load_ipython_extension(shell: Any) -> None:
    """Measure the kernel's streams, cell by cell, where somebody looks at them in a browser. IPython calls it."""
    if not has_widgets():
        return
    for stream in (sys.stdout, sys.stderr):
        outflow = Outflow(stream)
        shell.events.register("pre_run_cell", outflow.begin)
        shell.events.register("post_run_cell", outflow.end)
