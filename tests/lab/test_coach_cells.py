"""The coach in a real kernel: what a cell shows beneath its output, and where it keeps still."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from nbclient.exceptions import DeadKernelError

from helpers.coach import explain
from tests.lab.test_kernel import CHECK, RESET, START, client
from tests.support.staging import free_port

if TYPE_CHECKING:
    from collections.abc import Iterator

IMPORT = "from helpers import explain"
PYTHON = "import subprocess; print(subprocess.run(['docker', 'rnu'], capture_output=True, text=True).stderr)"
RAISES = {"tags": ["raises-exception"]}


@pytest.fixture(autouse=True)
def _on(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Kernels in which the coach speaks; it is switched on before and afterwards."""
    monkeypatch.setenv("LAB_COACH", "on")
    explain.switch(on=True)
    yield
    explain.switch(on=True)


def shown(*cells: str) -> list[tuple[str, str]]:
    """What each cell wrote, and what the coach said of it as plain text."""
    notebook = client(IMPORT, *cells)
    for cell in notebook.nb.cells:
        cell.metadata.update(RAISES)
    run: Any = notebook.execute()
    return [(_streams(cell.outputs), _displayed(cell.outputs)) for cell in run.cells[2:]]


def _streams(outputs: list[Any]) -> str:
    return "".join(output.text for output in outputs if output.output_type == "stream")


def _displayed(outputs: list[Any]) -> str:
    for output in outputs:
        if output.output_type == "display_data":
            assert "lab-" in output.data["text/html"]
    return "\n\n".join(output.data["text/plain"] for output in outputs if output.output_type == "display_data")


def test_every_way_of_running_a_command() -> None:
    """`!`, `%%bash`, `%%sh`, `subprocess`: Docker's words stay, the explanation stands beneath."""
    cells = ("!docker rnu", "%%bash\ndocker rnu", "%%sh\ndocker rnu", PYTHON)
    for wrote, told in shown(*cells, "%%bash\nssh other docker rnu"):
        assert "rnu" in wrote
        assert told.startswith("[코치] `docker`에는 `rnu`라는 명령이 없어요.")


def test_a_program_that_there_is_not() -> None:
    """In `!` and `%%bash` alike, after Bash's own words."""
    for wrote, told in shown("!docekr ps", "%%bash\ndocekr ps"):
        assert "line 1: docekr: command not found" in wrote
        assert "`docker ps`" in told


def test_a_failed_cell_has_no_traceback_of_ipythons_own() -> None:
    """One line with the exit code, and the cells after it do not run unasked; a learner's own Python keeps its own."""
    own = "import subprocess; subprocess.run(['false'], check=True)"
    notebook = client(IMPORT, "%%bash\nexit 3", own)
    for cell in notebook.nb.cells:
        cell.metadata.update(RAISES)
    *_, bash, python = notebook.execute().cells
    (error,) = bash.outputs
    assert (error.output_type, error.ename) == ("error", "CalledProcessError")
    assert error.traceback == ["이 칸의 명령이 종료 코드 3으로 끝났어요."]
    assert len(python.outputs[0].traceback) > 1


def test_several_failures_in_one_cell() -> None:
    """Each is named; the same one twice is told once."""
    ((_, told),) = shown("%%bash\ndocker rnu; docker rnu; docker imagse\ndocker ps")
    assert [line for line in told.splitlines() if line.startswith("[코치]")] == [
        "[코치] `docker rnu`", "[코치] `docker imagse`",
    ]  # fmt: skip


def test_a_mistake_that_shows_late() -> None:
    """A container that ends at once, although its command went well."""
    heard = "timeout 30 sh -c 'until [ -s $LAB_COACH_BOX ]; do sleep 0.05; done'"
    ((_, told), _) = shown(f"%%bash\ndocker run -d --name coach-late busybox sh\n{heard}", "!docker rm -f coach-late")
    assert told.startswith("[코치] ")
    assert "`coach-late`" in told


def test_a_mistake_that_led_to_another() -> None:
    """A port that is taken leaves a container behind, which then has the name: both are told."""
    run = f"docker run -d --name coach-chain -p {free_port()}:80 busybox httpd -f"
    try:
        _, (_, told) = shown(f"!{run.replace('chain', 'first')}", f"%%bash\n{run}\n{run}")
    finally:
        shown("!docker rm -f coach-first coach-chain")
    assert "coach-first" in told
    assert told.count("[코치]") == 2


def test_success_and_the_courses_own_commands_are_silent() -> None:
    """Nothing beneath a command that went well, nor of what `start`, `check` and `reset` do."""
    first, *lesson, last = shown("!docker ps", f"from helpers import *\n{START}", CHECK, RESET, "docker = 1")
    assert first[1] == last[1] == ""
    assert all("[코치]" not in told for _, told in lesson)


def test_a_cell_that_is_no_python() -> None:
    """Python's own error stands, and beneath it how a command is run; a learner's own mistakes are Python's to tell."""
    cells = (
        "docker ps",
        "# 목록\n%%bash\ndocker ps",
        "%bash\ndocker ps",
        "check(start.first-run)",
        "1 / 0",
        "!cd /tmp",
    )
    notebook = client("from helpers import *", *cells)
    for cell in notebook.nb.cells:
        cell.metadata.update(RAISES)
    run: Any = notebook.execute()
    told = [_displayed(cell.outputs) for cell in run.cells[2:]]
    kinds = [[output.output_type for output in cell.outputs] for cell in run.cells[2:]]
    assert [kind[0] for kind in kinds[:5]] == ["error"] * 5
    for said, part in zip(
        told, ["셸 명령", "첫 줄이 아니에요", "`%%bash`로", 'check("start.first-run")', "", "새 셸"], strict=True
    ):
        assert part in said
        assert bool(part) == said.startswith("[코치]")


@pytest.mark.parametrize(
    ("cell", "part"),
    [
        ("!timeout -s KILL 12 docker run --name coach-long busybox sleep infinity", "스스로 끝나지 않거나"),
        ("%%bash\ntimeout -s INT 12 docker events > /dev/null || true", "엔진에서 일어나는"),
    ],
)
def test_a_command_that_does_not_end(cell: str, part: str) -> None:
    """It is said while the cell still runs, once."""
    (_, told), _ = shown(cell, "!docker rm -f coach-long")
    assert part in told
    assert told.count("`[*]`") == 1


def test_a_cell_that_takes_its_time_and_ends() -> None:
    """Longer than it takes to look, and nothing is said."""
    ((_, told),) = shown("!docker run --rm busybox sleep 6")
    assert told == ""


def test_explain_and_the_switch() -> None:
    """The last failure again, a pasted message, a message nobody knows; and silence when it is switched off."""
    wrote, told = zip(
        *shown(
            "!docker rnu", "explain()", 'explain("the input device is not a TTY")', 'explain("모를 말")',
            "!lab coach off", "!docker imagse", "!lab coach on", "!docker imagse",
        ),
        strict=True,
    )  # fmt: skip
    assert "[코치] `docker rnu`\n`docker`에는 `rnu`라는 명령이 없어요." in told[1]
    assert "`-t`" in told[2]
    assert "잘 모르겠어요" in told[3]
    assert "꺼져" in wrote[4]
    assert told[5] == ""
    assert "켜져" in wrote[6]
    assert "`images`" in told[7]


def test_the_courses_notebooks_stay_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """A kernel that JupyterLab did not start, as under nbval, says nothing of its own."""
    monkeypatch.delenv("LAB_COACH")
    assert [told for _, told in shown("!docker rnu", "%%bash\ndocker rnu")] == ["", ""]


def test_kernels_leave_nothing_behind() -> None:
    """One that was shut down takes its box along; what a killed one leaves goes with the next kernel's start."""
    place = Path(f"/tmp/lab-coach-{os.getuid()}")
    shown("!docker rnu")
    assert not list(place.glob("kernel-*"))
    killed = client("import os, signal", "!docker rnu", "os.kill(os.getpid(), signal.SIGKILL)")
    with pytest.raises(DeadKernelError):
        killed.execute()
    (place / "beyond-1234567").write_text("")  # beyond the highest number of a process here
    shown("!docker rnu")
    assert not [*place.glob("kernel-*"), *place.glob("beyond-*")]
