"""The learner's notebooks, as the server saves them and hands them out."""

from __future__ import annotations

import asyncio
import base64
import itertools
import json
import os
import random
import re
import shutil
import subprocess
import time
import urllib.error
import urllib.request
from contextlib import contextmanager
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any
from uuid import uuid4

import pytest
from nbformat.v4 import new_code_cell, new_notebook, new_output
from tornado.netutil import bind_sockets

from helpers.ui.server.contents import Files
from tests.support.waiting import answers, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from multiprocessing.connection import Connection

FORK = get_context("fork")
KILLS = 24
LARGE = 30_000_000
WIDGETS = {"application/vnd.jupyter.widget-state+json": {"version_major": 2, "version_minor": 0, "state": {}}}


class Server:
    """A Jupyter server with the lab's configuration, over a folder of its own."""

    def __init__(self, folder: Path) -> None:
        [unused] = bind_sockets(0, "127.0.0.1")
        self.folder, self.port = folder, unused.getsockname()[1]
        unused.close()
        plain = ["--ServerApp.jpserver_extensions={}", f"--ServerApp.root_dir={folder}"]
        command = ["jupyter", "server", *plain, f"--ServerApp.port={self.port}", "--no-browser"]
        environment = {**os.environ, "JUPYTER_TOKEN": os.environ["LAB_TOKEN"]}
        self.process = subprocess.Popen(command, env=environment, stderr=subprocess.DEVNULL)
        eventually(lambda: answers(f"http://127.0.0.1:{self.port}/api"), seconds=60)

    def ask(self, path: str, method: str = "GET", body: dict[str, Any] | None = None) -> Any:
        """What the server answers. Raises OSError where it refuses, or dies."""
        headers = {"Authorization": f"token {os.environ['LAB_TOKEN']}"}
        address = f"http://127.0.0.1:{self.port}/api/contents/{path}"
        data = None if body is None else json.dumps(body).encode()
        asked = urllib.request.Request(address, method=method, headers=headers, data=data)
        with urllib.request.urlopen(asked, timeout=60) as answer:  # noqa: S310 - ours
            text = answer.read()
        return json.loads(text) if text else None

    def save(self, name: str, book: Any) -> None:
        """Save a notebook as JupyterLab does."""
        self.ask(name, "PUT", {"type": "notebook", "format": "json", "content": book})

    def end(self) -> None:
        """Stop it."""
        self.process.terminate()
        self.process.wait()


@contextmanager
def serving(folder: Path) -> Iterator[Server]:
    """A server while the test runs."""
    server = Server(folder)
    try:
        yield server
    finally:
        server.end()


def book(source: str, *outputs: Any, **metadata: Any) -> Any:
    """A notebook with one cell."""
    cell = new_code_cell(source, outputs=list(outputs), id="one")
    return new_notebook(cells=[cell], metadata=metadata)


def source_of(file: Path) -> str:
    """The first cell of a notebook on the disk."""
    return str("".join(json.loads(file.read_bytes())["cells"][0]["source"]))


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server for what needs no other start."""
    with serving(tmp_path_factory.mktemp("work")) as found:
        yield found


@pytest.mark.long
def test_a_killed_save_leaves_the_old_notebook_or_the_new_one(tmp_path: Path) -> None:
    """At whatever moment of saving 30 MB: nothing between, and nothing beside it after the next start."""
    file = tmp_path / "a.ipynb"
    asyncio.run(save(tmp_path, 0))
    moments = random.Random(20)  # noqa: S311 - no secret
    began = time.monotonic()
    asyncio.run(save(tmp_path, 1))
    needs = time.monotonic() - began
    for kill in range(KILLS):
        here, there = FORK.Pipe()
        saving = FORK.Process(target=save_on, args=(tmp_path, there))
        saving.start()
        assert here.recv() == "begins"
        here.poll(moments.uniform(0, needs))  # the moment that is drawn
        saving.kill()
        saving.join()
        [cell] = json.loads(file.read_bytes())["cells"]
        assert re.fullmatch("save [0-9]+", "".join(cell["source"])), f"kill {kill}"
        assert len("".join(cell["outputs"][0]["text"])) == LARGE
        assert not list(tmp_path.glob(".~*"))
    Files(root_dir=str(tmp_path))
    assert [left.name for left in tmp_path.iterdir() if left.is_file()] == ["a.ipynb"]


async def save(folder: Path, number: int) -> None:
    """Save the large notebook, as the server does."""
    content = book(f"save {number}", new_output("stream", text="x" * LARGE))
    await Files(root_dir=str(folder)).save({"type": "notebook", "format": "json", "content": content}, "a.ipynb")


def save_on(folder: Path, tell: Connection) -> None:
    """Save again and again, and tell of each time."""
    for number in itertools.count(2):
        tell.send("begins")
        asyncio.run(save(folder, number))


def test_a_full_disk_is_told_and_the_old_notebook_is_whole() -> None:
    """On a file system that is really full."""
    folder = Path("/dev/shm", uuid4().hex)
    folder.mkdir()
    try:
        with serving(folder) as server:
            server.save("a.ipynb", book("old"))
            old = (folder / "a.ipynb").read_bytes()
            free = shutil.disk_usage(folder).free
            with pytest.raises(urllib.error.HTTPError) as refused:
                server.save("a.ipynb", book("new", new_output("stream", text="x" * (free + 1))))
            assert refused.value.code == 500
            assert "No space left" in refused.value.read().decode()
            assert (folder / "a.ipynb").read_bytes() == old
            assert [file.name for file in folder.iterdir() if file.is_file()] == ["a.ipynb"]
    finally:
        shutil.rmtree(folder)


def test_a_notebook_that_an_older_server_left_empty_comes_back(tmp_path: Path) -> None:
    """At the next start, and where it happens later, when it is opened."""
    whole = json.dumps(book("kept")).encode()
    (tmp_path / "a.ipynb").write_bytes(b"")
    (tmp_path / ".~a.ipynb").write_bytes(whole)
    with serving(tmp_path) as server:
        assert (tmp_path / "a.ipynb").read_bytes() == whole
        (tmp_path / "b.ipynb").write_bytes(b"")
        (tmp_path / ".~b.ipynb").write_bytes(whole)
        assert server.ask("b.ipynb")["content"]["cells"][0]["source"] == "kept"
        assert (tmp_path / "b.ipynb").read_bytes() == whole


def test_one_can_go_back_to_the_checkpoint(server: Server) -> None:
    """What was saved since is gone, and only that."""
    server.save("a.ipynb", book("first"))
    server.ask("a.ipynb/checkpoints", "POST")
    server.save("a.ipynb", book("second"))
    server.ask("a.ipynb/checkpoints/checkpoint", "POST")
    assert source_of(server.folder / "a.ipynb") == "first"
    assert len(server.ask("a.ipynb/checkpoints")) == 1


def test_a_text_file_stays_the_same_file(server: Server) -> None:
    """A container that has it mounted sees what is written."""
    file = server.folder / "index.html"
    file.write_text("old")
    before = file.stat().st_ino
    server.ask("index.html", "PUT", {"type": "file", "format": "text", "content": "new"})
    assert (file.read_text(), file.stat().st_ino) == ("new", before)
    assert not (server.folder / ".~index.html").exists()


def test_widgets_come_with_what_ran_here_only(server: Server) -> None:
    """A notebook from elsewhere comes without; one whose outputs were made here keeps them, a copy of it too."""
    shown = new_output("display_data", {"text/html": uuid4().hex})  # never seen here, nor trusted
    (server.folder / "theirs.ipynb").write_text(json.dumps(book("x", shown, widgets=WIDGETS)))
    marked = book("x", shown, widgets=WIDGETS)
    marked["cells"][0]["metadata"]["trusted"] = True
    (server.folder / "marked.ipynb").write_text(json.dumps(marked))
    for name in ("theirs.ipynb", "marked.ipynb"):
        found = server.ask(name)["content"]
        assert "widgets" not in found["metadata"]
        assert found["cells"][0]["metadata"]["trusted"] is False
    upload = base64.b64encode((server.folder / "marked.ipynb").read_bytes()).decode()
    server.ask("uploaded.ipynb", "PUT", {"type": "file", "format": "base64", "content": upload})
    assert "widgets" not in server.ask("uploaded.ipynb")["content"]["metadata"]
    server.save("mine.ipynb", marked)
    assert server.ask("mine.ipynb")["content"]["metadata"]["widgets"] == WIDGETS
    copy = server.ask("", "POST", {"copy_from": "mine.ipynb"})
    assert server.ask(copy["path"])["content"]["metadata"]["widgets"] == WIDGETS
