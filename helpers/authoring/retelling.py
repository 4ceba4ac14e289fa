"""Tell a solution in other words: the same docker commands by another spelling, tool or order, or spoilt on purpose.

    python -m helpers.authoring.retelling long-options,buildx run -d --name web nginx

A script is retold by `through`: a shell function takes the place of `docker` and gives every command to this module,
which rewrites it, and the Dockerfile that a build reads, and runs what came out. What it does not know is left as it
is. `helpers.authoring.variants` says which retellings there are for an exercise, and what each must lead to.
"""

from __future__ import annotations

import json
import os
import platform
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from helpers.dockerdata.command_line import Command, read
from helpers.dockerdata.names import familiar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

Words: TypeAlias = "list[str]"
Rewriting: TypeAlias = "Callable[[Words], list[Words]]"
"""One docker command (without `docker`) to the commands that take its place, each with its program's name."""

PUBLIC = ("busybox", "hello-world", "nginx", "python", "ubuntu")
CONTAINER = "attach commit cp create diff exec export kill logs pause port rename restart rm run start stop top".split()
IMAGE = "build history import load pull push save tag".split()
LISTS = {"ps": ["container", "ls"], "images": ["image", "ls"], "rmi": ["image", "rm"]}
OTHER_BASE = {
    "busybox": "ubuntu:latest",
    "ubuntu": "python:latest",
    "nginx": "busybox:latest",
    "python": "ubuntu:latest",
}
"""A base in which the same program would run as well, or nearly."""
API = "http://localhost/v1.44"
SDK = "build network pull rm rmi run start stop tag".split()
"""What `helpers.authoring.python_sdk` does, or hands on."""


def through(retellings: Sequence[str], script: str) -> str:
    """Return a Bash script whose docker commands go through the retellings."""
    own = shlex.join([sys.executable, "-m", "helpers.authoring.retelling", ",".join(retellings)])
    return f'docker() {{ {own} "$@"; }}\n{script}' if script.strip() else script


def management(words: Words) -> list[Words]:
    """Write `docker container run` for `docker run`."""
    verb, *rest = words
    group = LISTS.get(verb) or (
        ["container", verb] if verb in CONTAINER else ["image", verb] if verb in IMAGE else [verb]
    )
    return [["docker", *group, *rest]]


def long_options(words: Words) -> list[Words]:
    """Write `--detach` for `-d`, and every value behind an equals sign."""
    return [["docker", *_written(read(["docker", *words]))]]


def _written(command: Command, leave_out: frozenset[str] = frozenset()) -> Words:
    options = [
        name if value == "true" else f"{name}={value}"
        for name, values in command.options.items()
        if name not in leave_out
        for value in values
    ]
    return [*command.verb.split(), *options, *command.arguments]


def full_names(words: Words) -> list[Words]:
    """Write a public image's name with its registry: `docker.io/library/busybox:latest`."""
    command = read(["docker", *words])
    if command.verb not in ("run", "create", "pull") or not command.arguments:
        return [["docker", *words]]
    image, *rest = command.arguments
    return [["docker", *_written(command)[: -len(command.arguments)], _full_name(image), *rest]]


def _full_name(image: str) -> str:
    return f"docker.io/library/{familiar(image)}" if _public(image) else image


def _public(image: str) -> str:
    repository = familiar(image).partition(":")[0]
    return repository if repository in PUBLIC and "@" not in image else ""


def create_start(words: Words) -> list[Words]:
    """Make the container first, and start it in a second step."""
    command = read(["docker", *words])
    if command.verb != "run":
        return [["docker", *words]]
    name = command.option("--name") or f"retold-{os.getpid()}"
    given = _written(command, leave_out=frozenset({"--detach", "--name", "--quiet"}))[1:]
    attached = [] if command.has("--detach") else ["-ai" if command.has("--interactive") else "-a"]
    quietly = f"{shlex.join(['docker', 'create', '--name', name, *given])} > /dev/null"
    return [["sh", "-c", quietly], ["docker", "start", *attached, name]]


def buildx(words: Words) -> list[Words]:
    """Build with `docker buildx build --load`."""
    command = read(["docker", *words])
    return [
        ["docker", "buildx", "build", "--load", *_written(command)[1:]]
        if command.verb == "build"
        else ["docker", *words]
    ]


def streamed(words: Words) -> list[Words]:
    """Give the build context as a tar stream on standard input."""
    command = read(["docker", *words])
    if command.verb != "build" or command.arguments[-1:] == ("-",):
        return [["docker", *words]]
    build = ["docker", *_written(command)[: -len(command.arguments)], "-"]
    return [["sh", "-c", f"tar -cC {shlex.quote(command.arguments[-1])} . | {shlex.join(build)}"]]


def from_elsewhere(words: Words) -> list[Words]:
    """Build from another folder, with the whole paths of the context and the Dockerfile."""
    command = read(["docker", *words])
    if command.verb != "build" or command.arguments[-1:] == ("-",):
        return [["docker", *words]]
    context = Path(command.arguments[-1]).resolve()
    file = Path(command.option("--file") or context / "Dockerfile").resolve()
    given = _written(command, leave_out=frozenset({"--file"}))[1 : -len(command.arguments)]
    return [["sh", "-c", f"cd / && {shlex.join(['docker', 'build', *given, '-f', str(file), f'{context}/'])}"]]


def by_sdk(words: Words) -> list[Words]:
    """Build, run, pull, start, stop, tag and remove by Python's Docker SDK."""
    return [[sys.executable, "-m", "helpers.authoring.python_sdk", *words] if words[0] in SDK else ["docker", *words]]


def by_api(words: Words) -> list[Words]:
    """Ask the engine over HTTP, as curl does, for what takes no long description."""
    command = read(["docker", *words])
    asked = [
        _request(command.verb, argument, command)
        for argument in command.arguments[: 1 if command.verb == "tag" else None]
    ]
    if not asked or not all(asked) or set(command.options) - {"--force", "--quiet", "--time", "--timeout"}:
        return [["docker", *words]]
    socket = os.environ.get("DOCKER_HOST", "unix:///var/run/docker.sock").removeprefix("unix://")
    where = ["--unix-socket", socket] if socket.startswith("/") else []
    base = API if where else socket.replace("tcp://", "http://")
    return [
        ["curl", "-fsS", "-o", "/dev/null", *where, "-X", method, *body, base + path] for method, path, *body in asked
    ]


def _request(verb: str, subject: str, command: Command) -> Words:
    force = "?force=1" if command.has("--force") else ""
    if verb in ("start", "stop", "restart", "kill", "pause", "unpause"):
        return ["POST", f"/containers/{subject}/{verb}"]
    if verb == "network create":
        return ["POST", "/networks/create", "-H", "Content-Type: application/json", "-d", json.dumps({"Name": subject})]
    if verb == "tag":
        repository, _, tag = familiar(command.arguments[1]).rpartition(":")
        return ["POST", f"/images/{subject}/tag?repo={repository}&tag={tag}"]
    simple = {
        "rm": f"/containers/{subject}{force}",
        "rmi": f"/images/{subject}{force}",
        "network rm": f"/networks/{subject}",
    }
    if verb in simple:
        return ["DELETE", simple[verb]]
    repository, _, tag = familiar(subject).rpartition(":")
    return ["POST", f"/images/create?fromImage={repository}&tag={tag}"] if verb == "pull" else []


_COMPOSED = frozenset({"--detach", "--name", "--publish", "--env", "--network", "--hostname"})


def by_compose(words: Words) -> list[Words]:
    """Describe a container that stays in a file of Docker Compose, and bring it up."""
    command = read(["docker", *words])
    if command.verb != "run" or not command.has("--detach") or set(command.options) - _COMPOSED:
        return [["docker", *words]]
    name, network = command.option("--name"), command.option("--network")
    image, *rest = command.arguments
    service: dict[str, object] = {"image": image, "container_name": name} | (
        {"command": _undollared(rest)} if rest else {}
    )
    for option, key in (("--publish", "ports"), ("--env", "environment")):
        if command.has(option):
            service[key] = _undollared(command.options[option])
    if command.has("--hostname"):
        service["hostname"] = command.option("--hostname")
    more = {"networks": {network: {"external": True}}} if network else {}
    service |= {"networks": [network]} if network else {"network_mode": "bridge"}
    file = Path(f"/tmp/retold-{name}.yaml")  # noqa: S108 - beside the exercise's folder, which is looked at
    file.write_text(json.dumps({"name": f"retold-{name}", "services": {name: service}, **more}), encoding="utf-8")
    return [["docker", "compose", "-f", str(file), "up", "-d", "--quiet-pull"]]


def _undollared(values: Sequence[str]) -> Words:
    return [value.replace("$", "$$") for value in values]


def asleep(words: Words) -> list[Words]:
    """Let every container only sleep, under the same name."""
    return _replaced(words, ["busybox:latest", "sleep", "600"], keep=frozenset({"--detach", "--name"}))


def bare(words: Words) -> list[Words]:
    """Run the same image without the options that were asked for."""
    command = read(["docker", *words])
    return _replaced(words, list(command.arguments), keep=frozenset({"--detach", "--name", "--interactive", "--rm"}))


def other_image(words: Words) -> list[Words]:
    """Run another public image in place of the one that was asked for."""
    command = read(["docker", *words])
    if command.verb not in ("run", "create", "pull") or not _public(command.arguments[0]):
        return [["docker", *words]]
    image, *rest = command.arguments
    other = OTHER_BASE.get(_public(image), "busybox:latest")
    return [["docker", *_written(command)[: -len(command.arguments)], other, *rest]]


def _replaced(words: Words, arguments: Words, keep: frozenset[str]) -> list[Words]:
    command = read(["docker", *words])
    if command.verb != "run":
        return [["docker", *words]]
    given = _written(command, leave_out=frozenset(command.options) - keep)[: -len(command.arguments)]
    return [["docker", *given, *arguments]]


def unbuilt(words: Words) -> list[Words]:
    """Leave every build out."""
    return [] if read(["docker", *words]).verb in ("build", "buildx build") else [["docker", *words]]


COMMANDS: Mapping[str, Rewriting] = {
    "long-options": long_options,
    "full-names": full_names,
    "management-commands": management,
    "create-start": create_start,
    "buildx": buildx,
    "build-streamed": streamed,
    "build-from-elsewhere": from_elsewhere,
    "python-sdk": by_sdk,
    "http-api": by_api,
    "compose": by_compose,
    "asleep": asleep,
    "options-left-out": bare,
    "other-image": other_image,
    "fixed-after-the-build": unbuilt,
}


def _lower(text: str) -> str:
    return re.sub(r"(?m)^[A-Z]+(?= )", lambda found: found[0].lower(), text)


def _through_arg(text: str) -> str:
    return re.sub(r"(?mi)\A((?:#.*\n|\s*\n)*)FROM (--\S+ )?(\S+)", r"\1ARG BASE=\3\nFROM \2${BASE}", text)


def _by_platform(text: str) -> str:
    machine = {"x86_64": "amd64", "aarch64": "arm64"}.get(platform.machine(), platform.machine())
    return re.sub(r"(?mi)^FROM (?!--platform)", f"FROM --platform=linux/{machine} ", text)


def _in_stages(text: str) -> str:
    if len(re.findall(r"(?mi)^FROM ", text)) != 1 or re.search(r"(?mi)^FROM .* AS ", text):
        return text
    return re.sub(r"(?mi)^(FROM .*)$", r"\1 AS kitchen", text).rstrip() + "\nFROM kitchen\n"


def _heredoc(text: str) -> str:
    return re.sub(r"(?mi)^RUN (?!--|<<|\[)((?:.*\\\n)*.*)$", lambda found: f"RUN <<RETOLD\n{found[1]}\nRETOLD", text)


def _shell_form(text: str) -> str:
    return re.sub(
        r"(?mi)^(CMD|ENTRYPOINT) (\[.*\])$", lambda found: f"{found[1]} {shlex.join(json.loads(found[2]))}", text
    )


def _entrypoint(text: str) -> str:
    return text if re.search(r"(?mi)^ENTRYPOINT", text) else re.sub(r"(?mi)^CMD (?=\[)", "ENTRYPOINT ", text)


def _named_in_full(text: str) -> str:
    return re.sub(r"(?mi)^(FROM (?:--\S+ )?)(\S+)", lambda found: found[1] + _full_name(found[2]), text)


def _other_base(text: str) -> str:
    return re.sub(
        r"(?mi)^(FROM (?:--\S+ )?)(\S+)", lambda found: found[1] + OTHER_BASE.get(_public(found[2]), found[2]), text
    )


DOCKERFILES: Mapping[str, Callable[[str], str]] = {
    "full-names": _named_in_full,
    "platform": _by_platform,
    "add": lambda text: re.sub(r"(?mi)^COPY (?!--|.*<<)", "ADD ", text),
    "heredoc-run": _heredoc,
    "shell-form": _shell_form,
    "entrypoint": _entrypoint,
    "multi-stage": _in_stages,
    "arg": _through_arg,
    "other-base": _other_base,
    "lower-case": _lower,
}
"""How a Dockerfile is retold before a build reads it, in an order in which several may be applied."""


def retold(names: Sequence[str], words: Words) -> list[Words]:
    """Return the commands that take the place of one docker command, each with its program's name."""
    commands = [["docker", *words]]
    for name, rewrite in COMMANDS.items():
        if name in names:
            commands = [new for old in commands for new in (rewrite(old[1:]) if old[0] == "docker" else [old])]
    return commands


def _rewrite_dockerfile(names: Sequence[str], words: Words) -> None:
    command = read(["docker", *words])
    wanted = [rewrite for name, rewrite in DOCKERFILES.items() if name in names]
    if not wanted or command.verb not in ("build", "buildx build") or command.arguments[-1:] == ("-",):
        return
    file = Path(command.option("--file") or Path(command.arguments[-1]) / "Dockerfile")
    text = file.read_text(encoding="utf-8")
    for rewrite in wanted:
        text = rewrite(text)
    file.write_text(text, encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    """Run one docker command as the retellings have it; the exit code is the last one's."""
    names, words = arguments[0].split(","), list(arguments[1:])
    _rewrite_dockerfile(names, words)
    code = 0
    for command in retold(names, words):
        code = subprocess.run(command, check=False).returncode
        if code:
            break
    return code


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
