"""A cable to a real engine that a test can pull out and plug in again."""

from __future__ import annotations

import contextlib
import socket
import threading
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


class Cable:
    """Carries bytes between a socket of our own and the engine's; begins unplugged."""

    def __init__(self, path: Path, to: str) -> None:
        self.host = f"unix://{path}"
        self._path, self._to = path, to.removeprefix("unix://")
        self._open: list[socket.socket] = []

    def plug(self) -> None:
        """Connect."""
        server = socket.socket(socket.AF_UNIX)
        server.bind(str(self._path))
        server.listen()
        self._open = [server]
        threading.Thread(target=self._serve, args=(server,), daemon=True).start()

    def pull(self) -> None:
        """Cut every connection."""
        self._path.unlink(missing_ok=True)
        for found in self._open:
            with contextlib.suppress(OSError):
                found.shutdown(socket.SHUT_RDWR)
            found.close()
        self._open = []

    def _serve(self, server: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                near, _ = server.accept()
                far = socket.socket(socket.AF_UNIX)
                far.connect(self._to)
                self._open += [near, far]
                for a, b in ((near, far), (far, near)):
                    threading.Thread(target=self._pump, args=(a, b), daemon=True).start()

    @staticmethod
    def _pump(source: socket.socket, to: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while data := source.recv(1 << 16):
                to.sendall(data)
            to.shutdown(socket.SHUT_WR)
