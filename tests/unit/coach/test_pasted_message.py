"""Which command a pasted message came from."""

from __future__ import annotations

import pytest

from helpers.coach import pasted_message


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
