"""Type into JupyterLab's own terminal and read it, over its protocol and without a browser.

Knows Jupyter's terminal protocol and the shell's prompt; nothing of Docker.
"""

from __future__ import annotations

import json
import os
import re
import threading
import urllib.request
from contextlib import suppress
from typing import TYPE_CHECKING

import websocket

from tests.support.waiting import PATIENCE

if TYPE_CHECKING:
    from types import TracebackType
    from typing import Self

SERVER = "127.0.0.1:8888"
PROMPT = r"\[lab:(\d+)\] "
"""The prompt that `Terminal` sets: it tells the exit code of the command before it."""
_CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b\][^\x07]*\x07|\x1b[=>]|\r")


def jupyter(path: str, method: str = "GET") -> str:
    """Return what JupyterLab's server answers to somebody with the token. Raises HTTPError."""
    headers = {"Authorization": f"token {os.environ['LAB_TOKEN']}"}
    question = urllib.request.Request(f"http://{SERVER}{path}", headers=headers, method=method)
    with urllib.request.urlopen(question, timeout=PATIENCE) as answer:  # noqa: S310 - the lab's own
        return str(answer.read().decode())


class Terminal:
    """One terminal in the learner's seat."""

    def __enter__(self) -> Self:
        self._name = json.loads(jupyter("/api/terminals", "POST"))["name"]
        self._unread = ""
        self._news = threading.Condition()
        self._socket = websocket.create_connection(
            f"ws://{SERVER}/terminals/websocket/{self._name}",
            header=[f"Authorization: token {os.environ['LAB_TOKEN']}"],
        )
        self._listener = threading.Thread(target=self._listen)  # always: the server hangs up on who does not answer
        self._listener.start()
        self.resize(50, 300)  # wide: readline folds long lines with characters of its own
        self.read(r"\$ ")
        self.name_prompt()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._socket.abort()
        self._listener.join()
        self._socket.shutdown()
        jupyter(f"/api/terminals/{self._name}", "DELETE")

    def run(self, line: str, *, code: int = 0) -> str:
        """Type a command, and return what it says when the prompt is back; its exit code must be `code`."""
        self.type(line)
        said = self.read(PROMPT)
        found = re.findall(PROMPT, said)[-1]
        assert found == str(code), f"{line}: exit code {found}\n{said}"
        return said

    def type(self, line: str) -> None:
        """Type a line and Enter."""
        self.press(line + "\r")

    def press(self, key: str) -> None:
        """Press one key."""
        self._send("stdin", key)

    def resize(self, rows: int, columns: int) -> None:
        """Make the window another size."""
        self._send("set_size", rows, columns, 0, 0)

    def read(self, pattern: str) -> str:
        """Return the screen's text up to what is waited for; all of it counts as read then."""
        with self._news:
            self._news.wait_for(lambda: re.search(pattern, self._text()), PATIENCE)
            found = re.search(pattern, self._text())
            assert found, f"{pattern!r} did not come:\n{self._text()[-3000:]}"
            said, self._unread = self._text()[: found.end()], self._text()[found.end() :]
            return said

    def name_prompt(self) -> None:
        """Give the shell in front the prompt that `run` waits for."""
        self.type("PS1='[lab:$?] '")
        self.read(PROMPT)

    def _listen(self) -> None:
        with suppress(websocket.WebSocketException, OSError):
            while message := self._socket.recv():
                kind, *content = json.loads(message)
                if kind == "stdout":
                    with self._news:
                        self._unread += content[0]
                        self._news.notify_all()

    def _text(self) -> str:
        return _CONTROL.sub("", self._unread)

    def _send(self, *message: object) -> None:
        self._socket.send(json.dumps(message))
