"""Progress on the real lab: every check is kept, many at once lose nothing, and the first page shows it at once."""

from __future__ import annotations

import asyncio
import json
import os
import re
import statistics
import subprocess
import sys
import time
import urllib.request
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

import nbformat
import pytest
from nbclient import NotebookClient

from helpers.authoring.clean_lab import fresh
from helpers.lesson.lesson import Lesson
from helpers.lesson.progress_log import NAME, Logbook
from helpers.world.environment import state_folder
from tests.support.staging import free_port
from tests.support.terminal import Terminal
from tests.support.waiting import answers, eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

EXERCISE = "start.first-run"


@pytest.fixture(scope="module", autouse=True)
def _first_day() -> None:
    """A lab in which no exercise was begun: a new database would recall it."""
    fresh()


@pytest.fixture(autouse=True)
def _nothing_done() -> Iterator[None]:
    """The exercise is not begun, and nothing is remembered of it, before and afterwards."""
    Lesson().reset(EXERCISE)
    (state_folder() / NAME).unlink(missing_ok=True)
    yield
    Lesson().reset(EXERCISE)
    (state_folder() / NAME).unlink(missing_ok=True)


def lab(*words: str) -> subprocess.CompletedProcess[str]:
    """`lab …` in the lab's terminal, without anybody at the keyboard."""
    return subprocess.run(
        ["lab", *words], stdin=subprocess.DEVNULL, capture_output=True, text=True, timeout=120, check=False
    )


def progress() -> dict[str, Any]:
    """The exercise, as `lab progress --json` has it."""
    said = lab("progress", "--json")
    assert (said.returncode, said.stderr) == (0, "")
    items = [item for chapter in json.loads(said.stdout)["chapters"] for item in chapter["exercises"]]
    return next(item for item in items if item["id"] == EXERCISE)


def cells(*sources: str) -> NotebookClient:
    """A notebook with these cells, whose functions are there without an import."""
    book = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell(source) for source in sources])
    work = os.environ.get("LAB_WORK", str(Path.home()))
    return NotebookClient(
        book, timeout=120, startup_timeout=120, kernel_name="python3", resources={"metadata": {"path": work}}
    )


def told(client: NotebookClient) -> list[str]:
    """What each cell of a notebook that was run shows as plain text."""
    shown = [[output.data["text/plain"] for output in cell.outputs if "data" in output] for cell in client.nb.cells]
    return ["\n".join(texts) for texts in shown]


def test_an_exercise_goes_from_open_to_done() -> None:
    """Open, tried by its start, still tried by a check that fails, done by one that passes and whatever comes after."""
    assert progress()["state"] == "open"
    assert lab("begin", EXERCISE).returncode == 0
    assert progress()["state"] == "tried"
    assert lab("check", EXERCISE).returncode == 1
    assert (progress()["state"], progress()["checks"]) == ("tried", 1)
    subprocess.run(["docker", "run", "hello-world"], check=True, capture_output=True)
    assert lab("check", EXERCISE).returncode == 0
    assert lab("reset", EXERCISE).returncode == 0
    found = progress()
    assert (found["state"], found["checks"], found["points"]) == ("done", 2, 1.0)


def test_terminals_at_once_lose_nothing() -> None:
    """Eight commands that check and ask for hints at the same time are all in the database."""
    assert lab("begin", EXERCISE).returncode == 0
    words = [("check", EXERCISE), ("hint", EXERCISE)] * 4
    running = [
        subprocess.Popen(["lab", *each], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        for each in words
    ]
    said = [process.communicate(timeout=120) for process in running]
    assert [err for _, err in said] == [b""] * len(words)
    found = progress()
    assert (found["checks"], found["hints"]) == (4, min(4, len(Lesson().exercise(EXERCISE).hints)))


def test_notebooks_at_once_lose_nothing() -> None:
    """Two kernels that check over and over: every check of each is kept."""
    assert lab("begin", EXERCISE).returncode == 0
    books = [cells(*[f'check("{EXERCISE}")'] * 5) for _ in range(2)]

    async def both() -> None:
        await asyncio.gather(*(book.async_execute() for book in books))

    asyncio.run(both())
    assert progress()["checks"] == 10


def test_hints_go_on_after_the_kernel_restarts() -> None:
    """What was given in one kernel is known in the next, and in the terminal."""
    hint = cells(f'hint("{EXERCISE}")')
    hint.execute()
    again = cells(f'hint("{EXERCISE}")')
    again.execute()
    assert [re.findall(r"힌트 \d/", told(book)[0]) for book in (hint, again)] == [["힌트 1/"], ["힌트 2/"]]
    assert progress()["hints"] == 2


def test_progress_is_shown_in_a_notebook() -> None:
    """As text and as HTML, with the way to the next exercise."""
    book = cells("progress()")
    book.execute()
    (shown,) = book.nb.cells[0].outputs
    assert "0. 시작하기" in shown.data["text/plain"]
    assert f"({EXERCISE})" in shown.data["text/plain"]
    assert f"{quote('exercises/start/0-시작하기-연습.ipynb')}#" in shown.data["text/html"]


def test_a_damaged_database_breaks_no_check() -> None:
    """The verdict comes as ever, the learner is told what happened, and the file is kept beside the new one."""
    assert lab("begin", EXERCISE).returncode == 0
    (state_folder() / NAME).write_bytes(b"spoilt " * 1000)
    checked = lab("check", EXERCISE, "--json")
    assert json.loads(checked.stdout)["verdict"] == "not_attempted"
    assert "망가져서" in checked.stderr
    assert list(state_folder().glob("progress-damaged-*.db"))
    assert progress()["checks"] == 1
    for file in state_folder().glob("progress-damaged-*.db"):
        file.unlink()


def test_a_solution_is_shown_to_nobody_unasked() -> None:
    """Without anybody at the keyboard it takes --yes; it is remembered that it was shown, and only then."""
    refused = lab("solution", EXERCISE)
    assert (refused.returncode, refused.stdout, "--yes" in refused.stderr) == (2, "", True)
    assert progress()["solution_shown"] is False
    assert "docker run hello-world" in lab("solution", EXERCISE, "--yes").stdout
    assert progress()["solution_shown"] is True


def test_a_solution_asks_in_a_terminal_first() -> None:
    """Somebody at the keyboard is asked, may think better of it, and gets it after a yes."""
    with Terminal() as terminal:
        terminal.type(f"lab solution {EXERCISE}")
        terminal.read(r"\[y/N\] ")
        assert "docker run" not in terminal.run("", code=1)
        terminal.type(f"lab solution {EXERCISE}")
        terminal.read(r"\[y/N\] ")
        assert "docker run hello-world" in terminal.run("y")


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    """The address of a Jupyter server with the course's first page, under a base of its own as on a hub."""
    port = free_port()
    command = [
        sys.executable, "-m", "jupyter", "server", "--no-browser", "--ServerApp.ip=127.0.0.1",
        f"--ServerApp.port={port}", "--ServerApp.base_url=/user/ada/",
        "--IdentityProvider.token=secret", "--ServerApp.default_url=/course",
        "--ServerApp.jpserver_extensions={'helpers.ui.startpage': True}",
    ]  # fmt: skip
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        address = f"http://127.0.0.1:{port}/user/ada/"
        try:
            eventually(lambda: answers(f"{address}api"), "the server does not answer", 60)
            yield address
        finally:
            process.terminate()


def _get(address: str) -> tuple[str, str]:
    """Where an address leads in the end, and what stands there. Raises OSError where nobody answers."""
    with urllib.request.urlopen(address, timeout=10) as answer:  # noqa: S310 - http, ours
        return answer.url, answer.read().decode()


def page(address: str) -> str:
    """The first page's HTML."""
    return _get(f"{address}course?token=secret")[1]


def test_the_first_page_works_under_a_base_of_its_own(server: str) -> None:
    """Every link stays under the server's base, and `/` and `lab` lead where they should."""
    links = re.findall(r'href="([^"]+)"', page(server))
    assert len(links) > 80
    assert all(link.startswith("/user/ada/") for link in links)
    assert "/user/ada/course?" in _get(f"{server}?token=secret")[0]
    assert f"/user/ada/lab/tree/{quote('notebooks/0-시작하기.ipynb')}?" in _get(f"{server}lab?token=secret")[0]


def test_the_first_page_asks_who_is_there(server: str) -> None:
    """Without the token nothing of it is shown."""
    where, shown = _get(f"{server}course")
    assert "/user/ada/login" in where
    assert "exercises/start" not in shown


def test_the_course_is_searched_without_a_script(server: str) -> None:
    """What was found stands on the page; what was asked is text, whatever it looks like."""
    found = _get(f"{server}course?token=secret&q=docker+cp")[1]
    assert f'href="/user/ada/lab/tree/{quote("notebooks/4-도커-명령.ipynb")}#' in found
    odd = _get(f"{server}course?token=secret&q={quote('<b>x')}")[1]
    assert "‘&lt;b&gt;x’" in odd
    assert "<b>x" not in odd


def test_jupyterlab_is_told_how_far_one_is(server: str) -> None:
    """By notebook and heading; whoever is not logged in is told nothing."""
    Logbook().hint(EXERCISE, 2)
    told = json.loads(_get(f"{server}course/state?token=secret")[1])
    title = Lesson().exercise(EXERCISE).title
    assert told["states"]["exercises/start/0-시작하기-연습.ipynb"][title] == "tried"
    assert told["states"]["notebooks/0-시작하기.ipynb"][f"연습 문제: {title}"] == "tried"
    assert told["former"]["notebooks/images.ipynb"] == "notebooks/2-이미지.ipynb"
    assert "/user/ada/login" in _get(f"{server}course/state")[0]


@pytest.mark.parametrize("before", ["lab/tree/", "lab/workspaces/a/tree/"])
def test_old_addresses_lead_on_under_a_base_of_its_own(server: str, before: str) -> None:
    """To the notebook of today, with all that they ask besides."""
    where, _ = _get(f"{server}{before}exercises/images/images.ipynb?token=secret")
    assert f"/user/ada/{before}{quote('exercises/images/2-이미지-연습.ipynb')}?token=secret" in where


def test_the_first_page_is_fast_and_up_to_date(server: str) -> None:
    """What was done a moment ago stands on it, and the answer takes under 50 ms."""
    assert "시작하기</a>" in page(server)
    Logbook().hint(EXERCISE, 2)
    assert "이어서 하기" in page(server)
    taken = []
    for _ in range(20):
        began = time.perf_counter()
        page(server)
        taken.append(time.perf_counter() - began)
    assert statistics.median(taken) < 0.05
