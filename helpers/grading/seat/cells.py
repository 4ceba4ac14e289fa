"""Run a submission's cells in one kernel, where neither the course nor its secrets are; asked over a UNIX socket.

    python cells.py SOCKET

One line of JSON is a question: the cell's `source`, the `folder` to begin in, the `seconds` that it may take. One line
is the answer: how the cell `ended` (done, failed, late, dead), what it `printed` on standard output, and all that it
`said`. Whoever asks believes none of it: this runs beside the submission, which may change it.
"""

from __future__ import annotations

import json
import queue
import socket
import sys
import time
from pathlib import Path
from typing import Any

from jupyter_client.manager import KernelManager

KEPT = 200_000
"""Letters of a cell's output that are kept."""
_START_SECONDS = 60
_LOOK = 1.0
"""Seconds without a word after which it is asked whether the kernel lives."""
_BARE = ["--InteractiveShellApp.extensions=[]", "--HistoryManager.enabled=False"]
"""The course's extensions are not here, and nobody looks back."""


class Kernel:
    """The one kernel, started with the first cell and again where it died."""

    def __init__(self) -> None:
        self._manager: KernelManager | None = None
        self._client: Any = None

    def run(self, source: str, folder: str, seconds: float) -> dict[str, str]:
        """Run one cell."""
        if self._manager is None or not self._manager.is_alive():
            self._begin(folder)
        printed, said = _Text(), _Text()
        asked = self._client.execute(source, allow_stdin=False, stop_on_error=False)
        ended, end = "late", time.monotonic() + seconds
        while time.monotonic() < end:
            try:
                message = self._client.get_iopub_msg(timeout=_LOOK)
            except queue.Empty:
                if not self._manager or not self._manager.is_alive():
                    ended = "dead"
                    break
                continue
            if message["parent_header"].get("msg_id") != asked:
                continue
            if message["msg_type"] == "status" and message["content"]["execution_state"] == "idle":
                ended = "failed" if said.failed else "done"
                break
            _hear(message, printed, said)
        if ended in {"late", "dead"}:
            self._end()
        return {"ended": ended, "printed": str(printed), "said": str(said)}

    def _begin(self, folder: str) -> None:
        self._end()
        Path(folder).mkdir(parents=True, exist_ok=True)
        self._manager = KernelManager()
        self._manager.start_kernel(cwd=folder, extra_arguments=_BARE)
        self._client = self._manager.client()
        self._client.start_channels()
        self._client.wait_for_ready(timeout=_START_SECONDS)

    def _end(self) -> None:
        if self._manager is not None:
            self._client.stop_channels()
            self._manager.shutdown_kernel(now=True)
            self._manager = None


def _hear(message: dict[str, Any], printed: _Text, said: _Text) -> None:
    """Keep what a cell writes."""
    kind, content = message["msg_type"], message["content"]
    if kind == "stream":
        said.add(content["text"])
        if content["name"] == "stdout":
            printed.add(content["text"])
    elif kind in {"execute_result", "display_data"}:
        said.add(str(content["data"].get("text/plain", "")) + "\n")
    elif kind == "error":
        said.add("\n".join(content["traceback"]) + "\n")
        said.failed = True


class _Text:
    """What is written, as far as it is kept."""

    def __init__(self) -> None:
        self.failed = False
        self._parts: list[str] = []
        self._left = KEPT

    def add(self, text: str) -> None:
        self._parts.append(text[: self._left])
        self._left -= min(len(text), self._left)

    def __str__(self) -> str:
        return "".join(self._parts)


def main(path: Path) -> None:
    """Answer one question after the other."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.unlink(missing_ok=True)
    kernel = Kernel()
    with socket.socket(socket.AF_UNIX) as door:
        door.bind(str(path))
        door.listen()
        while True:
            asker, _ = door.accept()
            with asker, asker.makefile("rwb") as line:
                asked = json.loads(line.readline())
                said = kernel.run(asked["source"], asked["folder"], asked["seconds"])
                line.write(json.dumps(said).encode() + b"\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
