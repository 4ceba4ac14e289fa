"""What is read from the help of docker's commands when the image is built."""

from __future__ import annotations

import json

from docker_options import Help, parse, written

LS = """
Usage:  docker container ls [OPTIONS]

List containers

Aliases:
  docker container ls, docker container list, docker container ps, docker ps

Options:
  -a, --all             Show all containers (default shows just running)
  -f, --filter filter   Filter output based on conditions provided
      --format string   Format output using a custom template:
                        'table':            Print output in table format
                        --no-trunc is not for this
      --no-trunc
      --ssh string[="default"]   Set SSH authentications
"""


def test_the_help_of_a_command() -> None:
    """Its names, its options with and without a value, its short options."""
    found = parse(LS)
    assert found == Help(
        names=("container ls", "container list", "container ps", "ps"),
        flags=frozenset({"--all", "--no-trunc", "--ssh"}),
        values=frozenset({"--filter", "--format"}),
        long={"-a": "--all", "-f": "--filter"},
    )
    assert found.shortest == "ps"


def test_the_help_of_the_client_itself() -> None:
    """It has no name."""
    found = parse(
        "\nUsage:  docker [OPTIONS] COMMAND\n\nGlobal Options:\n      --config string      Location of files\n"
    )
    assert found == Help(names=("",), flags=frozenset(), values=frozenset({"--config"}), long={})


def test_the_file() -> None:
    """One command a line, under its shortest name; what has nothing to tell is left out."""
    ls, bare = parse(LS), Help(names=("swarm",), flags=frozenset(), values=frozenset(), long={})
    text = written({"ps": ls, "container ls": ls, "swarm": bare})
    assert len(text.splitlines()) == 3
    assert json.loads(text) == {
        "ps": {
            "names": ["container list", "container ls", "container ps"],
            "flags": ["--all", "--no-trunc", "--ssh"],
            "values": ["--filter", "--format"],
            "long": {"-a": "--all", "-f": "--filter"},
        }
    }
