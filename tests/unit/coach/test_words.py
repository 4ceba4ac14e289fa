"""The coach's reading and writing: notes of the witness, pasted messages, boxes, explanations as text."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import pytest

from helpers import coach
from helpers.coach import learner_state, pasted_message, render, reports
from helpers.coach.evidence import docker_cli
from helpers.coach.explain import explained, switched
from helpers.coach.mailbox import Mailbox, Message, captioned, take
from helpers.dockerdata.types import Computer
from helpers.text.message import Note

if TYPE_CHECKING:
    from pathlib import Path

EXPLANATION = coach.Explanation(
    id="name-taken", what="이름 `web`이 <쓰이고> 있어요.", why="3분 전부터 돌아요.", next=("`docker ps`",)
)
RAN = coach.FinishedCommand(argv=("docker", "run", "busybox"), code=125, words="no\n", folder="/w", host="unix:///mine")


@pytest.fixture(autouse=True)
def _seat(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """A lab of its own with a home that nobody was in."""
    monkeypatch.setenv("LAB", "1")
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("LAB_ENGINE_HOST", "unix:///mine")
    monkeypatch.setenv("LAB_OTHER_HOST", "unix:///other")


def report(ran: coach.FinishedCommand) -> str:
    """As the witness writes it."""
    return json.dumps(asdict(ran))


def test_a_report_is_a_command() -> None:
    """The lab's own engines are known by their addresses, any other stands in it."""
    assert reports.read(report(RAN)) == replace(RAN, host="")
    assert reports.read(report(replace(RAN, host="unix:///other"))) == replace(RAN, host="", computer=Computer.OTHER)
    assert reports.read(report(replace(RAN, host="tcp://far"))) == replace(RAN, host="tcp://far")


@pytest.mark.parametrize(
    ("line", "argv"),
    [
        ("ssh other docker load -i x.tar", "docker load -i x.tar"),
        ("ssh -o BatchMode=yes -p 22 -n other docker ps -a", "docker ps -a"),
        ("ssh other cd x && docker build . | tail", "docker build ."),
        ("ssh other docker pull a; docker run b > log", "docker run b"),
        ("ssh other echo 'docker", ""),
        ("ssh other ls docker-files", ""),
    ],
)
def test_docker_on_the_other_computer(line: str, argv: str) -> None:
    """The last docker command of what `ssh` runs there; where `ssh` itself failed there is none."""
    ran = replace(RAN, argv=tuple(line.split()))
    read = reports.read(report(ran))
    assert " ".join(read.argv if read else ()) == argv
    if argv:
        assert read
        assert (read.computer, read.host) == (Computer.OTHER, "")
    assert reports.read(report(replace(ran, code=255))) is None


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        ("ssh other docker build .", "/home/learner"),
        ("ssh other cd app && docker build .", "/home/learner/app"),
        ("ssh other cd ~/app; cd src && docker build . ; cd /", "/home/learner/app/src"),
        ("ssh other cd /media/usb && docker load -i x.tar", "/media/usb"),
    ],
)
def test_the_folder_on_the_other_computer(line: str, folder: str) -> None:
    """The learner's home, unless `cd` has led out of it."""
    assert reports.beyond(line.split())[1] == folder


def test_a_terminals_words_are_cleaned() -> None:
    """Colours go, and what was written over."""
    assert reports.cleaned("\x1b[31mred\x1b[0m\r\n10%\r50%\r100%\n\x1b]0;title\x07end") == "red\n100%\nend"


def test_the_last_failure_is_remembered() -> None:
    """Whole; a file that somebody broke is none."""
    assert learner_state.last_failure() is None
    learner_state.keep(RAN)
    assert learner_state.last_failure() == RAN
    learner_state._last().write_text("{")
    assert learner_state.last_failure() is None


@pytest.mark.parametrize(
    ("text", "argv"),
    [
        ("$ docker run --name web nginx\ndocker: Error response", "docker run --name web nginx"),
        ("learner@my-computer:~/work$ docker ps\nCannot connect", "docker ps"),
        ("!docker rnu\ndocker: 'rnu' is not", "docker rnu"),
        ("이렇게 나와요: sudo 없이\n  docker rm web\nError", "docker rm web"),
        ("$ ssh other docker load -i x.tar\nopen", "docker load -i x.tar"),
        ("$ docekr ps\nbash: docekr: command not found", "docekr ps"),
    ],
)
def test_the_typed_command_is_found(text: str, argv: str) -> None:
    """Behind any prompt, between any words."""
    assert " ".join(next(pasted_message.commands(text, "/w")).argv) == argv


@pytest.mark.parametrize(
    ("text", "argv"),
    [
        ('Conflict. The container name "/web" is already in use by container "abc"', "docker run --name web image"),
        ("Bind for 0.0.0.0:8080 failed: port is already allocated", "docker run -p 8080:80 image"),
        ("pull access denied for nginxx, repository does not exist", "docker pull nginxx"),
        ("manifest for nginx:9 not found: manifest unknown", "docker pull nginx:9"),
        ("Error: No such container: web", "docker start web"),
        ('exec: "bash": executable file not found in $PATH', "docker run image bash"),
        ("뭐가 문제죠? the input device is not a TTY 래요", "docker run -it image"),
        ("remove data: volume is in use - [abc]", "docker volume rm data"),
        ("docker: 'rnu' is not a docker command.", "docker rnu"),
        ("bash: docekr: command not found", "docekr"),
        ("An image does not exist locally with the tag: me/x", "docker push me/x"),
    ],
)
def test_words_alone_lead_to_a_command(text: str, argv: str) -> None:
    """Its likeliest form, with the name that stands in the message."""
    assert argv in {" ".join(ran.argv) for ran in pasted_message.commands(text, "/w")}


def test_nothing_is_found_in_other_words() -> None:
    """But the bare program, which some explanations know their words by."""
    assert {ran.argv for ran in pasted_message.commands("점심 먹었어요?", "/w")} == {("docker",)}


def test_a_explanation_as_text() -> None:
    """Plain, in colour and as HTML; a command is named where it does not stand right above."""
    assert render.plain(EXPLANATION) == "[코치] 이름 `web`이 <쓰이고> 있어요.\n3분 전부터 돌아요.\n- `docker ps`"
    assert render.plain(EXPLANATION, "docker run").startswith("[코치] `docker run`\n이름")
    assert "\x1b[1mweb\x1b[0m이" in render.coloured(EXPLANATION)
    rich = render.rich(EXPLANATION, "docker run <x>")
    assert "이름 <code>web</code>이 &lt;쓰이고&gt; 있어요." in rich
    assert "<code>docker run &lt;x&gt;</code>" in rich
    assert render.named(replace(RAN, computer=Computer.OTHER)) == "ssh other docker run busybox"
    assert len(render.named(replace(RAN, argv=("docker", *["x"] * 99)))) == render.LONGEST


def test_a_box_keeps_the_last_three(tmp_path: Path) -> None:
    """None twice, and nothing that was taken."""
    box = Mailbox(tmp_path / "kernel.json")
    for number in (1, 2, 2, 3, 4):
        box.put(Message(explanation=replace(EXPLANATION, id=str(number)), command=f"docker {number}"))
    told = take(box.file)
    assert [said.explanation.id for said in told] == ["2", "3", "4"]
    assert [about for _, about in captioned(told)] == ["docker 2", "docker 3", "docker 4"]
    assert take(box.file) == []
    box.put(Message(explanation=EXPLANATION, command="docker"))
    assert captioned(take(box.file)) == [(EXPLANATION, "")]
    box.put(Message(explanation=EXPLANATION, command="docker run", late=True))
    assert captioned(take(box.file)) == [(EXPLANATION, "docker run")]


def test_a_shells_box_is_text(tmp_path: Path) -> None:
    """A shell empties it by itself."""
    box = Mailbox(tmp_path / "shell.txt")
    box.put(Message(explanation=EXPLANATION, command="docker"))
    assert box.file.read_text().startswith("\x1b[36m┃ 코치")
    box.file.write_text("")
    box.put(Message(explanation=replace(EXPLANATION, why=""), command="docker"))
    assert "3분" not in box.file.read_text()


def test_the_switch() -> None:
    """It is kept on disk, and names the command that turns it back."""
    assert learner_state.is_on()
    assert "꺼져" in switched("off").text
    assert not learner_state.is_on()
    assert "듣지 못했어요" in _said(explained())
    assert "`lab coach on`" in switched("status").text
    assert "`lab coach off`" in switched("on").text
    assert learner_state.is_on()
    assert "아직 실패한 명령이 없어요" in _said(explained())


def _said(found: Message | Note) -> str:
    assert isinstance(found, Note)
    return found.text


def test_without_a_docker_client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No command is called unknown where nobody can be asked; `docekr` is a typing error all the same."""
    monkeypatch.setenv("PATH", str(tmp_path))
    docker_cli._help.cache_clear()
    try:
        said = [explained(text) for text in ("$ docker rnu\nUsage: docker", "$ docekr ps\nbash: docekr: not found")]
    finally:
        docker_cli._help.cache_clear()
    assert isinstance(said[0], Note)
    assert isinstance(said[1], Message)
    assert "`docker`를 잘못 친" in said[1].explanation.what
