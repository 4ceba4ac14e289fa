"""How a docker command is read: its verb, its options, its arguments."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from helpers.dockerdata import command_line
from helpers.dockerdata.command_line import Command, read

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


def typed(line: str) -> Command:
    """Read a command as it is typed."""
    return read(line.split())


@pytest.mark.parametrize(
    ("line", "verb"),
    [
        ("docker ps", "ps"),
        ("docker container ls", "ps"),
        ("docker image rm x", "rmi"),
        ("docker container inspect x", "inspect"),
        ("docker image build .", "build"),
        ("docker buildx b .", "build"),
        ("docker builder build .", "build"),
        ("docker volume remove x", "volume rm"),
        ("docker network ls", "network ls"),
        ("docker compose up", "compose up"),
        ("docker container lss", "lss"),
        ("docker volume lss", "volume lss"),
        ("docker volume", "volume"),
        ("docker rnu", "rnu"),
        ("docker", ""),
    ],
)
def test_verbs(line: str, verb: str) -> None:
    """The short form, whichever name was typed."""
    assert typed(line).verb == verb


@pytest.mark.parametrize(
    ("line", "options", "arguments"),
    [
        ("docker run -itp80:80 web ls", {"--interactive": "true", "--tty": "true", "--publish": "80:80"}, "web ls"),
        ("docker run -d --name=web --rm nginx", {"--detach": "true", "--name": "web", "--rm": "true"}, "nginx"),
        ("docker run --name web -e=A=1 nginx", {"--name": "web", "--env": "A=1"}, "nginx"),
        ("docker run --nosuch web nginx", {"--nosuch": "web"}, "nginx"),
        ("docker rm -fv web", {"--force": "true", "--volumes": "true"}, "web"),
        ("docker build -t x -f y .", {"--tag": "x", "--file": "y"}, "."),
        ("docker build --force-rm .", {"--force-rm": "true"}, "."),
        ("docker cp -q a b:/", {"--quiet": "true"}, "a b:/"),
        ("docker exec -it web ls -l", {"--interactive": "true", "--tty": "true"}, "web ls -l"),
        ("docker container prune -f --filter x=y", {"--force": "true", "--filter": "x=y"}, ""),
        ("docker rm -- -x", {}, "-x"),
        ("docker load -i -", {"--input": "-"}, ""),
        ("docker run --name", {"--name": "true"}, ""),
    ],
)  # fmt: skip
def test_options(line: str, options: dict[str, str], arguments: str) -> None:
    """By their long names; what takes no value takes none of the words behind it."""
    found = typed(line)
    assert {name: found.option(name) for name in found.options} == options
    assert " ".join(found.arguments) == arguments


def test_options_of_the_client_itself() -> None:
    """They stand before the verb; with one that there is not, nothing more is read."""
    assert typed("docker -H unix:///x --debug --tlscacert x ps --all") == typed("docker ps -a")
    assert typed("docker --nosuch ps") == Command(options={"--nosuch": ("true",)}, arguments=("ps",))


def test_values_in_order() -> None:
    """An option that stands there twice has two values, and the last counts."""
    found = read(["docker", "run", "-p", "1:1", "--publish", "2:2", "web"])
    assert found.options["--publish"] == ("1:1", "2:2")
    assert found.option("--publish") == "2:2"
    assert (found.has("--publish"), found.has("--name"), found.option("--name")) == (True, False, "")


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Where the lab's own client would have told of its options."""
    file = tmp_path / "docker_options.json"
    monkeypatch.setattr(command_line, "INSTALLED", file)
    command_line._commands.cache_clear()
    yield file
    command_line._commands.cache_clear()


def test_the_labs_own_client_is_believed(client: Path) -> None:
    """Before the file that came with the course."""
    bare: dict[str, object] = {"names": [], "flags": [], "values": [], "long": {}}
    run = {"names": ["go"], "flags": ["--new"], "values": [], "long": {"-n": "--new"}}
    client.write_text(json.dumps({"": bare, "run": run}))
    assert typed("docker go -n web") == Command(verb="run", options={"--new": ("true",)}, arguments=("web",))
