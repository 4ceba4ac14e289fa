"""Show an exercise's files as they stand on the disk, each with a button that opens it in JupyterLab's editor."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.ui import display
from helpers.ui.display import Shown
from helpers.world import environment

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

SHORT = 12
"""A file of so many lines is shown unfolded."""
MOST = 20_000
"""So many characters of a file are shown."""


@dataclass(frozen=True, kw_only=True)
class ShownFile:
    """One file: its text, None where it is none, and what JupyterLab's `docmanager:open` is told (JSON)."""

    name: str
    text: str | None
    open: str = ""

    @property
    def lines(self) -> int:
        """Count the lines of its text."""
        return len((self.text or "").splitlines())

    @property
    def short(self) -> bool:
        """Return whether it is shown unfolded."""
        return self.lines <= SHORT


def shown(folder: Path, names: Iterable[str]) -> Shown:
    """Return the files `names` of an exercise's `folder`, to be shown beneath its start."""
    files = [_file(folder, name) for name in names]
    plain = "파일: " + ", ".join(file.name for file in files)
    return Shown(plain, display.fill("files", folder=folder.name, files=files))


def _file(folder: Path, name: str) -> ShownFile:
    path = folder / name
    try:
        with path.open(encoding="utf-8") as file:
            text = file.read(MOST + 1)
    except (OSError, UnicodeDecodeError):
        return ShownFile(name=name, text=None)
    cut = text[:MOST] + "\n…" if len(text) > MOST else text
    return ShownFile(name=name, text=cut, open=_opening(path))


def _opening(path: Path) -> str:
    """Return what opens a file in the editor; empty where JupyterLab does not stand at the learner's work folder."""
    work = environment.work()
    if not work or not path.is_relative_to(work):
        return ""
    return json.dumps({"path": path.relative_to(work).as_posix(), "factory": "Editor"})
