"""Docker commands and Dockerfiles in other words; that the engine takes them so is shown on the lab."""

from __future__ import annotations

import shlex

import pytest

from helpers.authoring.retelling import COMMANDS, DOCKERFILES, retold, through
from helpers.dockerdata.dockerfile import parse


@pytest.mark.parametrize(
    ("names", "given", "wanted"),
    [
        (["management-commands"], "run -d nginx", ["docker container run -d nginx"]),
        (["management-commands"], "rmi flyer:1.0", ["docker image rm flyer:1.0"]),
        (["management-commands"], "network create street", ["docker network create street"]),
        (["long-options"], "run -d -p 80:80 nginx -d", ["docker run --detach --publish=80:80 nginx -d"]),
        (["long-options"], "container prune -f --filter a=b", ["docker container prune --force --filter=a=b"]),
        (
            ["full-names"],
            "run -d --name web nginx sh",
            ["docker run --detach --name=web docker.io/library/nginx:latest sh"],
        ),
        (["full-names"], "run my/nginx", ["docker run my/nginx"]),
        (
            ["create-start"],
            "run -d --name web nginx",
            ["sh -c 'docker create --name web nginx > /dev/null'", "docker start web"],
        ),
        (
            ["create-start"],
            "run -i --name web nginx",
            ["sh -c 'docker create --name web --interactive nginx > /dev/null'", "docker start -ai web"],
        ),
        (["buildx"], "build -q -t a:1 .", ["docker buildx build --load --quiet --tag=a:1 ."]),
        (["compose"], "run --name web nginx", ["docker run --name web nginx"]),
        (["asleep"], "run -d --name web -p 80:80 nginx", ["docker run --detach --name=web busybox:latest sleep 600"]),
        (["options-left-out"], "run -d --name web -p 80:80 nginx", ["docker run --detach --name=web nginx"]),
        (["other-image"], "run nginx", ["docker run busybox:latest"]),
        (["fixed-after-the-build"], "build -t a .", []),
        (["long-options", "management-commands"], "rm -f web", ["docker container rm --force web"]),
    ],
)
def test_a_command_is_told_otherwise(names: list[str], given: str, wanted: list[str]) -> None:
    """Each retelling says the same in its own words."""
    assert [shlex.join(words) for words in retold(names, shlex.split(given))] == wanted


@pytest.mark.parametrize("name", sorted(COMMANDS))
def test_what_a_retelling_does_not_know_stays(name: str) -> None:
    """A command that only looks is the same in every retelling, but for its longer names."""
    told = retold([name], ["version", "--format", "{{.Server.Version}}"])
    assert [words[:2] for words in told] == [["docker", "version"]]


FILE = """\
# a menu
FROM busybox:latest
WORKDIR /menu
COPY menu.txt /menu/
RUN echo one && \\
    echo two
CMD ["cat", "menu.txt"]
"""


@pytest.mark.parametrize("name", sorted(DOCKERFILES))
def test_a_dockerfile_is_told_otherwise(name: str) -> None:
    """The text changes, and stays a Dockerfile."""
    text = DOCKERFILES[name](FILE)
    assert text != FILE
    assert any(found.name == "FROM" for found in parse(text))


def test_all_of_a_dockerfile_at_once() -> None:
    """Several retellings may be applied one after the other."""
    text = FILE
    for rewrite in DOCKERFILES.values():
        text = rewrite(text)
    assert "arg BASE=docker.io/library/busybox:latest\nfrom --platform=linux/" in text
    assert "} AS kitchen\n" in text
    assert "run <<RETOLD\necho one && \\\n    echo two\nRETOLD\n" in text


def test_a_script_goes_through_the_retellings() -> None:
    """An empty script stays empty; in another, `docker` is a function."""
    assert through(["buildx"], "") == ""
    assert through(["buildx"], "docker build .").endswith("\ndocker build .")
