"""Hand out the learner's files to JupyterLab and take them back, in the Jupyter server.

Two things are not as in Jupyter's own: a notebook is replaced as a whole when it is saved, and one that is not trusted
comes without its widgets, whose code a browser would run as soon as it is opened. All other files are written over in
their place: a container that has one mounted sees what the learner writes.

Knows the server's way with files; what is trusted is Jupyter's own to say.
"""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import nbformat
from anyio.to_thread import run_sync
from jupyter_server.services.contents.filecheckpoints import AsyncFileCheckpoints
from jupyter_server.services.contents.largefilemanager import AsyncLargeFileManager
from traitlets import default

from helpers.world import safe_files


class Checkpoints(AsyncFileCheckpoints):  # type: ignore[misc] # the server has no types
    """The copy that each notebook has for going back to."""

    async def _copy(self, src: str, dest: str) -> None:
        with self.perm_to_403(dest):
            await run_sync(safe_files.copy, Path(src), Path(dest))


class Files(AsyncLargeFileManager):  # type: ignore[misc] # the server has no types
    """The files of `work/`."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        for file in safe_files.recover(Path(self.root_dir)):
            self.log.warning("%s was left empty and has its contents back", file)

    @default("checkpoints_class")
    def _checkpoints_class_default(self) -> type[Checkpoints]:
        return Checkpoints

    def mark_trusted_cells(self, nb: Any, _path: str = "") -> None:
        """Mark the cells, and leave out the widgets of a notebook whose outputs were not all made here."""
        trusted = self.notary.check_signature(nb)
        self.notary.mark_cells(nb, trusted)
        if not trusted:
            nb.metadata.pop("widgets", None)

    async def _save_notebook(self, os_path: str, nb: Any, capture_validation_error: Any = None) -> None:
        written = partial(
            nbformat.writes, nb, version=nbformat.NO_CONVERT, capture_validation_error=capture_validation_error
        )
        text = await run_sync(written)
        with self.perm_to_403(os_path):
            await run_sync(safe_files.write, Path(os_path), f"{text.rstrip()}\n".encode())
