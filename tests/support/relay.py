"""Pass bytes to a real engine by a socket that can be cut and mended: for its users the engine goes and comes back."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Relay:
    """A socket at `path` behind which the engine at `engine` answers, while it is not cut."""

    def __init__(self, path: Path, engine: str) -> None:
        self._path = path
        self._engine = engine.removeprefix("unix://")
        self._open: list[socket.socket] = []
        self.mend()

    @property
    def host(self) -> str:
        """Return where it is, as in DOCKER_HOST."""
        return f"unix://{self._path}"

    def mend(self) -> None:
        """Let through again."""
        listener = socket.socket(socket.AF_UNIX)
        listener.bind(str(self._path))
        listener.listen()
        self._open = [listener]
        threading.Thread(target=self._accept, args=(listener,), daemon=True).start()

    def cut(self) -> None:
        """Break every connection and take no new one."""
        self._path.unlink(missing_ok=True)
        for found in self._open:
            with contextlib.suppress(OSError):
                found.shutdown(socket.SHUT_RDWR)
            found.close()

    def _accept(self, listener: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = listener.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(self._engine)
                self._open += [near, far]
                for pair in ((near, far), (far, near)):
                    threading.Thread(target=_pass_on, args=pair, daemon=True).start()


def _pass_on(source: socket.socket, sink: socket.socket) -> None:
    with contextlib.suppress(OSError):
        while part := source.recv(1 << 16):
            sink.sendall(part)
        sink.shutdown(socket.SHUT_WR)
