"""What `explain()` and `lab coach` answer, what is kept for them, and which command a pasted message came from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.coach import explain, pasted
from helpers.coach.evidence import mistypings
from helpers.coach.explain import explained, switched
from helpers.coach.mailbox import Message
from helpers.coach.model import FinishedCommand
from helpers.text.message import Note

if TYPE_CHECKING:
    from pathlib import Path


def test_the_switch() -> None:
    """It is kept on disk, and names the command that turns it back."""
    assert explain.is_on()
    assert "꺼져" in switched("off").text
    assert not explain.is_on()
    assert "듣지 못했어요" in _said(explained())
    assert "`lab coach on`" in switched("status").text
    assert "`lab coach off`" in switched("on").text
    assert explain.is_on()
    assert "아직 실패한 명령이 없어요" in _said(explained())


def _said(found: Message | Note) -> str:
    assert isinstance(found, Note)
    return found.text


def test_without_a_docker_client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No command is called unknown where nobody can be asked; `docekr` is a typing error all the same."""
    monkeypatch.setenv("PATH", str(tmp_path))
    mistypings._help.cache_clear()
    try:
        said = [explained(text) for text in ("$ docker rnu\nUsage: docker", "$ docekr ps\nbash: docekr: not found")]
    finally:
        mistypings._help.cache_clear()
    assert isinstance(said[0], Note)
    assert isinstance(said[1], Message)
    assert "`docker`를 잘못 친" in said[1].explanation.what


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
    assert " ".join(next(pasted.commands(text, "/w")).argv) == argv


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
    assert argv in {" ".join(ran.argv) for ran in pasted.commands(text, "/w")}


def test_nothing_is_found_in_other_words() -> None:
    """But the bare program, which some explanations know their words by."""
    assert {ran.argv for ran in pasted.commands("점심 먹었어요?", "/w")} == {("docker",)}


RAN = FinishedCommand(argv=("docker", "run", "busybox"), code=125, words="no\n", folder="/w", host="unix:///mine")


def test_the_last_failure_is_remembered() -> None:
    """Whole; a file that somebody broke is none."""
    assert explain.last_failure() is None
    explain.keep(RAN)
    assert explain.last_failure() == RAN
    explain._last().write_text("{")
    assert explain.last_failure() is None
