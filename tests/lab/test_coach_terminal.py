"""The coach in JupyterLab's terminal: it speaks above the next prompt, and the keys do what they do without it."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers.coach import explain
from tests.support.coaching import DOCKER, FOLLOW, FOLLOWED, followed
from tests.support.terminal import PROMPT, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.world.computers import Computers

REMEMBERED = 256
"""So many events an engine remembers."""
WAIT = "timeout 60 sh -c 'until [ -s $LAB_COACH_BOX ]; do sleep 0.05; done'"


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """A terminal of JupyterLab's; the coach is switched on before and afterwards."""
    explain.switch(on=True)
    with Terminal() as opened:
        yield opened
    explain.switch(on=True)


@pytest.fixture
def _followed() -> Iterator[None]:
    """The container of `FOLLOW`."""
    with followed():
        yield


def explained(terminal: Terminal, line: str, code: int) -> str:
    """What stands on the screen when the coach has spoken: on a slow machine that may be a prompt later."""
    said = terminal.run(line, code=code)
    return said if "코치" in said else said + terminal.run(WAIT)


def told_at_last(terminal: Terminal, line: str, code: int) -> str:
    """Likewise where an answer that is too late comes only with the next one."""
    for _ in range(20):
        said = terminal.run(line, code=code)
        if "코치" in said:
            return said
    raise AssertionError(said)


def test_terminal_explains_above_the_prompt(terminal: Terminal) -> None:
    """After Docker's own words, which stand first and whole; a success says nothing."""
    said = explained(terminal, "docker rnu", code=1)
    assert re.search(r"'rnu' is not a docker command.*┃ 코치 .*rnu라는 명령이 없어요.*run", said, re.DOTALL)
    assert "코치" not in terminal.run("docker ps")


def test_terminal_tells_what_shows_late(terminal: Terminal) -> None:
    """With the command that it is of, above the first prompt after it was noticed."""
    try:
        terminal.run("docker run -d --name coach-late busybox sh")
        said = terminal.run(WAIT)
        assert re.search(r"┃ 코치 .*docker run -d --name coach-late busybox sh", said)
    finally:
        subprocess.run([DOCKER, "rm", "-f", "coach-late"], check=True, capture_output=True, timeout=60)


def test_terminal_is_silent_when_switched_off(terminal: Terminal) -> None:
    """`lab coach off` is obeyed by the next command, and so is `lab coach on`."""
    assert "꺼져" in terminal.run("lab coach off")
    assert "코치" not in terminal.run("docker rnu", code=1)
    assert "코치" not in terminal.run("docekr ps", code=127)
    assert "켜져" in terminal.run("lab coach on")
    assert "코치" in explained(terminal, "docker rnu", code=1)


def test_unknown_program_in_a_terminal(terminal: Terminal) -> None:
    """Bash's own words stay, and the command that was meant is named."""
    said = explained(terminal, "docekr ps", code=127)
    assert re.search(r"bash: docekr: command not found\s+┃ 코치 .*docker ps", said, re.DOTALL)
    said = explained(terminal, "애찯ㄱ ㅔㄴ -a", code=127)
    assert re.search(r"command not found\s+┃ 코치 .*한글 자판인 채로 docker를.*docker ps -a로", said, re.DOTALL)
    for other in ("nosuchthing", "안녕 docker"):
        assert "코치" not in terminal.run(other, code=127)


@pytest.mark.parametrize("way", ["ssh other", "ssh -t learner@other"])
def test_a_shell_on_the_other_computer(terminal: Terminal, way: str) -> None:
    """What is typed there is told there, of its files; a success and a coach that is switched off are silent."""
    terminal.type(way)
    terminal.read(r"learner@other:.*\$ ")
    terminal.name_prompt()
    said = told_at_last(terminal, "docker build .", code=1)
    assert re.search(r"┃ 코치 .*다른 컴퓨터의 /home/learner 폴더에 Dockerfile이라는 파일이 없어요", said, re.DOTALL)
    said = told_at_last(terminal, "docekr ps", code=127)
    assert re.search(r"command not found\s+┃ 코치 .*docker ps", said, re.DOTALL)
    assert "코치" not in terminal.run("docker ps")
    explain.switch(on=False)
    assert "코치" not in terminal.run("docker rnu", code=1)
    terminal.run("exit", code=1)
    assert not list(Path("/tmp").glob("lab-coach-*/beyond-*"))


def test_explain_in_a_terminal(terminal: Terminal) -> None:
    """The last failure again, and a message that was pasted."""
    terminal.run("docker rnu", code=1)
    assert "rnu라는 명령이 없어요" in terminal.run("lab explain")
    assert "터미널이 없어서" in terminal.run("lab explain the input device is not a TTY")
    assert "잘 모르겠어요" in terminal.run("lab explain something else", code=2)


@pytest.mark.parametrize("options", ["--rm", "--rm -it"])
def test_a_programs_words_are_not_explained_as_dockers(terminal: Terminal, computers: Computers, options: str) -> None:
    """Not even when so much has happened since that the engine does not remember that the program ran."""
    terminal.run(f"docker run {options} busybox sh -c 'echo the input device is not a TTY >&2; exit 1'", code=1)
    engine = computers.mine
    with engine.asking():
        for _ in range(REMEMBERED):
            engine.api.create_volume("coach-forget")
            engine.api.remove_volume("coach-forget")
    assert "잘 모르겠어요" in terminal.run("lab explain", code=2)


@pytest.mark.usefixtures("_followed")
@pytest.mark.parametrize("program", [DOCKER, "docker"])
def test_keys_in_a_terminal(terminal: Terminal, program: str) -> None:
    """Ctrl+Z stops, `fg` goes on, Ctrl+C ends, with the coach as without."""
    line = " ".join((program, *FOLLOW))
    terminal.type(line)
    terminal.read(r"\nready\n")
    terminal.press("\x1a")
    terminal.read(rf"Stopped +{line}")
    assert re.findall(PROMPT, terminal.read(PROMPT)) == ["148"]
    terminal.type("fg")
    terminal.read(rf"{line}\n")
    speak = ("exec", FOLLOWED, "sh", "-c", "echo again > /proc/1/fd/1")
    subprocess.run([DOCKER, *speak], check=True, capture_output=True, timeout=120)
    terminal.read(r"again\n")  # the shell says what it goes on with before it gives up the keyboard
    terminal.press("\x03")
    said = terminal.read(PROMPT)
    assert re.findall(PROMPT, said) == ["130"]
    assert "코치" not in said


def test_a_shell_inside_has_the_terminals_size(terminal: Terminal) -> None:
    """`docker run -it` is a real terminal, which follows the window."""
    terminal.type("docker run --rm -it busybox")
    terminal.read(r"/ # ")
    terminal.type("stty size")
    terminal.read(r"50 300\n")
    terminal.resize(40, 200)
    terminal.type("while ! stty size | grep '40 200'; do sleep 0.1; done")
    terminal.read(r"\n40 200\n")
    terminal.type("exit 7")
    assert re.findall(PROMPT, terminal.read(PROMPT))[-1] == "7"


def test_a_build_shows_its_progress(terminal: Terminal, tmp_path: Path) -> None:
    """Standard error is a terminal to the command: BuildKit draws."""
    folder = Path.home() / "work" / tmp_path.name
    folder.mkdir()
    (folder / "Dockerfile").write_text("FROM busybox\n")
    assert "[+] Building" in terminal.run(f"docker build -t coach-progress {folder}")
    terminal.run(f"docker rmi coach-progress; rm -r {folder}")
