"""The learner's folder: where the course's notebooks are laid, and never laid over what the learner has changed.

Knows files and their hashes; knows nothing of what stands in a notebook but its outputs.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
from typing import TYPE_CHECKING, Any

from helpers.host.compose import owner
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.host.settings import Place

FOLDERS = ("notebooks", "exercises")


def lay(place: Place, source: Path = ROOT) -> None:
    """Lay the course of `source` in `place.work`: new notebooks come, untouched are renewed, edited stay.

    Notebooks are laid without outputs. What was laid is remembered by hash, so that "untouched" is a fact.
    """
    record = place.folder / "laid.json"
    laid = _read(record)
    own(place.work)
    for file in sorted(_course(source)):
        name = file.relative_to(source).as_posix()
        target = place.work / name
        body = without_outputs(file.read_bytes()) if file.suffix == ".ipynb" else file.read_bytes()
        now = _hash(target.read_bytes()) if target.is_file() else ""
        if now and now != laid.get(name):
            continue
        laid[name] = _hash(body)
        if now != laid[name]:
            own(target.parent, place.work)
            target.write_bytes(body)
            _chown(target)
    place.folder.mkdir(parents=True, exist_ok=True)
    record.write_text(json.dumps(laid, indent=1, ensure_ascii=False), encoding="utf-8")


def without_outputs(notebook: bytes) -> bytes:
    """The notebook's text with empty outputs, as a learner gets it."""
    content: dict[str, Any] = json.loads(notebook)
    for cell in content["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = []
            cell["execution_count"] = None
    return (json.dumps(content, indent=1, ensure_ascii=False) + "\n").encode()


def _course(source: Path) -> Iterator[Path]:
    for folder in FOLDERS:
        for file in (source / folder).rglob("*"):
            hidden = any(part.startswith(".") or part == "__pycache__" for part in file.relative_to(source).parts)
            if file.is_file() and not hidden:
                yield file


def _read(record: Path) -> dict[str, str]:
    try:
        return dict(json.loads(record.read_text(encoding="utf-8")))
    except (OSError, ValueError):
        return {}


def _hash(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()


def own(folder: Path, top: Path | None = None) -> None:
    """Make `folder`; it and each new level below `top` belong to the learner."""
    between = [level for level in folder.parents if top and top in level.parents and not level.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for level in (folder, *between):
        _chown(level)


def _chown(path: Path) -> None:
    """Give `path` to the learner where we are root; elsewhere it is theirs already."""
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        with contextlib.suppress(OSError):
            shutil.chown(path, *owner())
