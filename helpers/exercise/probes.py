"""Ask for further facts (one function a kind of probe), and read what was found.

`helpers.world.prober` finds the facts on the real engines.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.types import Computer, Probe, ProbeKind

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.dockerdata.types import Fact, World

WORK, HOME, USB = "work", "home", "usb"
"""Where a file is looked for: the exercise's folder, the computer's home, the USB drive."""


def image_inspect(image: str, on: Computer = Computer.MINE) -> Probe:
    """Ask for all that the engine knows of an image: its configuration, its layers, its platform."""
    return Probe(kind=ProbeKind.IMAGE_INSPECT, subject=image, computer=on)


def image_history(image: str, on: Computer = Computer.MINE) -> Probe:
    """Ask for the instructions that made an image, with the size of each layer; newest first."""
    return Probe(kind=ProbeKind.IMAGE_HISTORY, subject=image, computer=on)


def image_file(image: str, path: str, on: Computer = Computer.MINE) -> Probe:
    """Ask for a file's text in an image, or a folder's names (one a line, `code` 1)."""
    return Probe(kind=ProbeKind.IMAGE_FILE, subject=image, detail=path, computer=on)


def image_base(image: str, base: str, on: Computer = Computer.MINE) -> Probe:
    """Ask what an image was made from: whether its lowest layers are those of the public image `base`.

    The fact's JSON: `served`, whether they are those that are served under that name now (None where nobody tells).
    Where that is not True, also `public`, the course's public images whose layers lie below, and `below`, the ids of
    this computer's images of which that is true; those with most layers come first.
    """
    return Probe(kind=ProbeKind.IMAGE_BASE, subject=image, detail=base, computer=on)


def image_text(image: str, text: str, on: Computer = Computer.MINE) -> Probe:
    """Ask in which places of an image (every layer's files, the configuration, the history) a text stands."""
    return Probe(kind=ProbeKind.IMAGE_TEXT, subject=image, detail=text, computer=on)


def container_inspect(name: str, on: Computer = Computer.MINE) -> Probe:
    """Ask for all that the engine knows of a container."""
    return Probe(kind=ProbeKind.CONTAINER_INSPECT, subject=name, computer=on)


def container_logs(name: str, on: Computer = Computer.MINE) -> Probe:
    """Ask what a container wrote, both streams."""
    return Probe(kind=ProbeKind.CONTAINER_LOGS, subject=name, computer=on)


def container_file(name: str, path: str, on: Computer = Computer.MINE) -> Probe:
    """Ask for a file's text in a container, running or not."""
    return Probe(kind=ProbeKind.CONTAINER_FILE, subject=name, detail=path, computer=on)


def run(
    image: str,
    command: tuple[str, ...] = (),
    on: Computer = Computer.MINE,
    *,
    entrypoint: str = "",
    env: Mapping[str, str] | None = None,
    files: Mapping[str, str] | None = None,
) -> Probe:
    """Ask what an image writes and how it ends when it is run as the learner would: `docker run IMAGE [COMMAND]`.

    `command` goes to the image's own ENTRYPOINT where it has one; `entrypoint` replaces that. `env` holds environment
    values, `files` contents by path that stand in the container before it starts, in place of the image's own: what the
    learner has not seen cannot have been written into the image beforehand.
    """
    asked = {"command": list(command), "entrypoint": entrypoint, "env": dict(env or {}), "files": dict(files or {})}
    said = {key: value for key, value in asked.items() if value}
    detail = json.dumps(said, ensure_ascii=False, sort_keys=True) if said else ""
    return Probe(kind=ProbeKind.RUN, subject=image, detail=detail, computer=on)


def served(
    image: str, ask: tuple[str, ...], env: Mapping[str, str] | None = None, on: Computer = Computer.MINE
) -> Probe:
    """Ask what an image serves when it is run as it is: what `ask`, a command run inside until it succeeds, writes.

    `env` holds variables that the container is given. The fact is JSON: `said` (null where `ask` never succeeded),
    `ended` (the exit code of an image that ended by itself, otherwise null), `command` and `logs`.
    """
    detail = json.dumps({"ask": list(ask), "env": dict(env or {})}, ensure_ascii=False, sort_keys=True)
    return Probe(kind=ProbeKind.SERVED, subject=image, detail=detail, computer=on)


def container_page(name: str, port: int, on: Computer = Computer.MINE) -> Probe:
    """Ask for the page that a running container serves at its own `port`, published or not.

    It is asked beside the container, in its network, with a program of its own image. Not found where nobody answers.
    """
    return Probe(kind=ProbeKind.CONTAINER_PAGE, subject=name, detail=str(port), computer=on)


def volume_file(volume: str, path: str, on: Computer = Computer.MINE) -> Probe:
    """Ask for a file's text in a volume, by its path from the volume's top."""
    return Probe(kind=ProbeKind.VOLUME_FILE, subject=volume, detail=path, computer=on)


def http(url: str) -> Probe:
    """Ask what answers at `url`, asked from the learner's computer; `code` is the HTTP status."""
    return Probe(kind=ProbeKind.HTTP, subject=url)


def http_between(caller: str, server: str, port: int = 80) -> Probe:
    """Ask what container `server` answers when container `caller` calls it by its name, `http://server/`.

    It is asked beside the caller, in its network and by its way to look up names, with a program of its own image. Not
    found where nobody answers or the two share no network that knows names.
    """
    return Probe(kind=ProbeKind.HTTP_BETWEEN, subject=caller, detail=f"{server}:{port}")


def file(path: str, place: str = WORK, on: Computer = Computer.MINE) -> Probe:
    """Ask for a file's size in bytes, SHA-256 and text; for a folder's names, and when anything in it changed last."""
    return Probe(kind=ProbeKind.FILE, subject=path, detail=place, computer=on)


def tar(path: str, place: str = WORK, on: Computer = Computer.MINE) -> Probe:
    """Ask what a tar file holds: images with their tags, ids and layers, or a container's file system."""
    return Probe(kind=ProbeKind.TAR, subject=path, detail=place, computer=on)


def hub_manifest(image: str) -> Probe:
    """Ask what the Hub holds under `{user}/repository:tag`."""
    return Probe(kind=ProbeKind.HUB_MANIFEST, subject=image)


HUB_PUSHED = Probe(kind=ProbeKind.HUB_PUSHED, subject="")
"""All that stands on the Hub under the learner's account, as `account/repository:tag`."""


def hub_login(on: Computer = Computer.MINE) -> Probe:
    """Ask whether a computer keeps a login for Docker Hub, and for which servers else.

    The fact's JSON: `servers`, the account `user`, whether a login is `kept` where `docker push` looks for it, whether
    the Hub `accepted` that when it was asked just now (None: nothing is kept there), and when the learner's file was
    `changed` last, in nanoseconds (0 for the other computer's).
    """
    return Probe(kind=ProbeKind.HUB_LOGIN, subject="", computer=on)


def login_copies(on: Computer = Computer.MINE) -> Probe:
    """Ask in which files of a computer's home, the exercise's folder and the USB drive the account's login stands."""
    return Probe(kind=ProbeKind.LOGIN_COPIES, subject="", computer=on)


WHEREABOUTS = Probe(kind=ProbeKind.WHEREABOUTS, subject="", computer=Computer.OTHER)
"""What lies in the other computer's home and /tmp: the SHA-256 of the `files` by path, where the `links` lead."""


FTP_UPLOADS = Probe(kind=ProbeKind.FTP_UPLOADS, subject="", computer=Computer.OTHER)
"""What the log of the other computer's FTP server says: of each upload `path`, `bytes`, `text` mode, `whole`, `time`.

`time` is in whole seconds since 1970; the oldest stands first.
"""


FAILED_STARTS = Probe(kind=ProbeKind.FAILED_STARTS, subject="")
"""Which containers were made and could not be started, by name: the engine's words about each, as JSON."""
HUB_USER = Probe(kind=ProbeKind.HUB_USER, subject="")
SERVER_VERSION = Probe(kind=ProbeKind.SERVER_VERSION, subject="")
SERVER_PARTS = Probe(kind=ProbeKind.SERVER_PARTS, subject="")
"""All that an engine says of its own versions, as JSON: `Components`, each with `Name`, `Version` and `Details`."""
CLIENT_VERSION = Probe(kind=ProbeKind.CLIENT_VERSION, subject="")
KERNEL = Probe(kind=ProbeKind.KERNEL, subject="")
VM_KERNEL = Probe(kind=ProbeKind.VM_KERNEL, subject="")
HOST_NAME = Probe(kind=ProbeKind.HOST_NAME, subject="")


def data(world: World, probe: Probe) -> Any:
    """Read a fact's JSON; an empty dict where the subject is absent or nothing was said."""
    return data_of(world.fact(probe))


def data_of(fact: Fact) -> Any:
    """Read a fact's JSON as `data` does."""
    return json.loads(fact.text) if fact.text else {}


def named(world: World, name: str) -> str:
    """Replace `{user}` in a name by the learner's account on the Hub."""
    return name.replace("{user}", world.fact(HUB_USER).text) if "{user}" in name else name


def user_probe(*names: str) -> tuple[Probe, ...]:
    """Ask for the account where one of `names` needs it."""
    return (HUB_USER,) if any("{user}" in name for name in names) else ()
