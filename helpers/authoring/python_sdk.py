"""Do what a docker command does by Python's Docker SDK, as a learner might: the variant `python-sdk`.

    python -m helpers.authoring.python_sdk run -d --name web nginx

What the SDK is not asked for here, `docker` does.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import docker

from helpers.dockerdata.command_line import Command, read
from helpers.dockerdata.names import familiar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from docker import DockerClient

_PLAIN = frozenset({"--detach", "--name", "--publish", "--env", "--network", "--hostname", "--rm"})


def _sdk_build(client: DockerClient, command: Command) -> None:
    context = command.arguments[-1]
    file = command.option("--file")
    streamed = {"fileobj": sys.stdin.buffer, "custom_context": True} if context == "-" else {"path": context}
    for name in command.options.get("--tag", ("",)):
        client.images.build(
            **streamed, dockerfile=str(Path(file).resolve()) if file else None, tag=name or None, rm=True
        )


def _sdk_run(client: DockerClient, command: Command) -> None:
    if set(command.options) - _PLAIN:
        raise NotImplementedError
    image, *rest = command.arguments
    made = client.containers.run(
        image,
        rest or None,
        name=command.option("--name") or None,
        hostname=command.option("--hostname") or None,
        network=command.option("--network") or None,
        ports=dict(_port(value) for value in command.options.get("--publish", ())),
        environment=[
            value if "=" in value else f"{value}={os.environ[value]}" for value in command.options.get("--env", ())
        ],
        detach=True,
    )
    if command.has("--detach"):
        return
    code = made.wait()["StatusCode"]
    sys.stdout.buffer.write(made.logs(stdout=True, stderr=False))
    sys.stderr.buffer.write(made.logs(stdout=False, stderr=True))
    if command.has("--rm"):
        made.remove()
    sys.exit(code)


def _port(value: str) -> tuple[str, object]:
    *address, host, inside = value.split(":")
    return f"{inside}/tcp", (address[0], int(host)) if address else int(host)


ROADS: Mapping[str, Callable[[DockerClient, Command], object]] = {
    "build": _sdk_build,
    "run": _sdk_run,
    "pull": lambda client, command: client.images.pull(familiar(command.arguments[0])),
    "tag": lambda client, command: client.images.get(command.arguments[0]).tag(command.arguments[1]),
    "start": lambda client, command: [client.containers.get(name).start() for name in command.arguments],
    "stop": lambda client, command: [client.containers.get(name).stop() for name in command.arguments],
    "rm": lambda client, command: [
        client.containers.get(name).remove(force=command.has("--force")) for name in command.arguments
    ],
    "rmi": lambda client, command: [client.images.remove(name) for name in command.arguments],
    "network create": lambda client, command: client.networks.create(command.arguments[0]),
}
"""How Python's SDK does what these commands do."""


def main(arguments: Sequence[str]) -> int:
    """Do one docker command by the SDK, or else by the client."""
    command = read(["docker", *arguments])
    try:
        ROADS[command.verb](docker.from_env(), command)
    except (KeyError, NotImplementedError):
        os.execvp("docker", ["docker", *arguments])  # noqa: S606 - the lab's own client, as the learner calls it
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
