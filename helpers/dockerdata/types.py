"""What the engines say, as frozen types: one `DockerState` for each computer, and the `World` that holds both.

How they are fetched is said in `helpers.world` (`engine`, `prober`).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


class Computer(StrEnum):
    """The lab's two computers, by their Korean names in sentences."""

    MINE = "내 컴퓨터"
    OTHER = "다른 컴퓨터"


@dataclass(frozen=True, kw_only=True)
class Container:
    """One container of `GET /containers/json?all=1`.

    `status` is created, running, paused, restarting, removing, exited or dead.

    `image` is the name it was made from as the engine gives it, `image_id` the full digest. `ports` maps the
    container's port (`80/tcp`) to the host's (None where it is not published). `created` is in seconds since 1970.
    """

    id: str
    name: str
    image: str
    image_id: str
    command: str
    status: str
    created: int
    exit_code: int | None = None
    ports: Mapping[str, int | None] = field(default_factory=dict)
    networks: Mapping[str, str] = field(default_factory=dict)
    mounts: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)

    @property
    def running(self) -> bool:
        """Return whether its process runs now."""
        return self.status == "running"


@dataclass(frozen=True, kw_only=True)
class Image:
    """One image of `GET /images/json`.

    `tags` are familiar names (`ubuntu:latest`), empty for a nameless one; `size` is in bytes.
    """

    id: str
    tags: tuple[str, ...]
    size: int
    created: int
    digests: tuple[str, ...] = ()
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Network:
    """One network with its driver and the names of the containers joined to it."""

    id: str
    name: str
    driver: str
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Volume:
    """One volume."""

    name: str
    driver: str
    labels: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Event:
    """One entry of `GET /events`.

    `kind` is container, image, …; `action` is create, start, die, tag, …; `time` is in nanoseconds.
    """

    kind: str
    action: str
    id: str
    name: str
    image: str
    time: int
    exit_code: int | None = None
    attributes: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class DockerState:
    """One snapshot of one engine, sorted by name, with the events since the exercise began.

    `remembered` is False where the engine no longer knows all of them: it keeps its last 256, none when it restarts.
    """

    computer: Computer = Computer.MINE
    containers: tuple[Container, ...] = ()
    images: tuple[Image, ...] = ()
    networks: tuple[Network, ...] = ()
    volumes: tuple[Volume, ...] = ()
    events: tuple[Event, ...] = ()
    remembered: bool = True


class ProbeKind(StrEnum):
    """What a probe asks for; `helpers.world.prober` has the handler of each."""

    IMAGE_INSPECT = "image-inspect"
    IMAGE_HISTORY = "image-history"
    IMAGE_FILE = "image-file"
    IMAGE_BASE = "image-base"
    IMAGE_TEXT = "image-text"
    SERVED = "served"
    RUN = "run"
    FAILED_STARTS = "failed-starts"
    CONTAINER_INSPECT = "container-inspect"
    CONTAINER_LOGS = "container-logs"
    CONTAINER_FILE = "container-file"
    CONTAINER_PAGE = "container-page"
    VOLUME_FILE = "volume-file"
    SERVER_VERSION = "server-version"
    SERVER_PARTS = "server-parts"
    CLIENT_VERSION = "client-version"
    KERNEL = "kernel"
    HOST_NAME = "host-name"
    VM_KERNEL = "vm-kernel"
    FILE = "file"
    TAR = "tar"
    HTTP = "http"
    HTTP_BETWEEN = "http-between"
    HUB_MANIFEST = "hub-manifest"
    HUB_PUSHED = "hub-pushed"
    HUB_LOGIN = "hub-login"
    LOGIN_COPIES = "login-copies"
    WHEREABOUTS = "whereabouts"
    FTP_UPLOADS = "ftp-uploads"
    HUB_USER = "hub-user"

    @property
    def of_image(self) -> bool:
        """Return whether it is about what an image holds, which never changes."""
        return self in _OF_IMAGE

    @property
    def hidden(self) -> bool:
        """Return whether finding it takes a hidden container of the image; onlookers put that off."""
        return self in (ProbeKind.IMAGE_FILE, ProbeKind.SERVED, ProbeKind.RUN)

    @property
    def on_disk(self) -> bool:
        """Return whether it reads a disk; all others ask an engine, the Hub or a port."""
        return self in _ON_DISK


_ON_DISK = frozenset(
    {ProbeKind.FILE, ProbeKind.TAR, ProbeKind.WHEREABOUTS, ProbeKind.HUB_LOGIN, ProbeKind.LOGIN_COPIES}
)
_OF_IMAGE = frozenset(
    {
        ProbeKind.IMAGE_INSPECT,
        ProbeKind.IMAGE_HISTORY,
        ProbeKind.IMAGE_FILE,
        ProbeKind.IMAGE_TEXT,
        ProbeKind.SERVED,
        ProbeKind.RUN,
    }
)


@dataclass(frozen=True, kw_only=True)
class Probe:
    """A further fact that a check asks for; `facts` of the `World` are keyed by it.

    `subject` is what it is about (an image, a container, a file), `detail` what is asked of it.
    """

    kind: ProbeKind
    subject: str
    detail: str = ""
    computer: Computer = Computer.MINE


@dataclass(frozen=True, kw_only=True)
class Fact:
    """What a probe found.

    `text` is the content, `found` whether the subject exists, `code` an exit code or HTTP status.
    """

    found: bool
    text: str = ""
    code: int = 0


TOO_LONG = 124
"""The `code` of a run that was ended because it took too long, as `timeout` has it."""


@dataclass(frozen=True, kw_only=True)
class Baseline:
    """What stood on one computer when the exercise began. `since` is the engine's clock, in nanoseconds.

    `containers` and `networks` hold names and ids alike, `container_ids` the id by name; `images` maps each tag (a
    nameless image's id) to the id.
    """

    since: int = 0
    containers: frozenset[str] = frozenset()
    images: Mapping[str, str] = field(default_factory=dict)
    volumes: frozenset[str] = frozenset()
    networks: frozenset[str] = frozenset()
    container_ids: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class TriedCommand:
    """A command of the learner's that failed, as the witness in the seat saw it.

    `command` is the program with its verb (`docker build`), without the words that may hold a password; `said` the line
    of its error that says most. `ended` is in nanoseconds since 1970.
    """

    command: str
    code: int
    said: str = ""
    computer: Computer = Computer.MINE
    ended: int = 0


@dataclass(frozen=True, kw_only=True)
class World:
    """All that a check may look at: both computers, the baseline of each, the probed facts, what was tried in vain."""

    mine: DockerState = DockerState()
    other: DockerState = DockerState(computer=Computer.OTHER)
    baseline: Baseline = Baseline()
    other_baseline: Baseline = Baseline()
    facts: Mapping[Probe, Fact] = field(default_factory=dict)
    tried: tuple[TriedCommand, ...] = ()
    noted: Mapping[Probe, Fact] = field(default_factory=dict)
    """What the probes of the checks' `noted` found when the exercise began."""

    def on(self, computer: Computer) -> DockerState:
        """Return the state of one computer."""
        return self.mine if computer is Computer.MINE else self.other

    def fact(self, probe: Probe) -> Fact:
        """Return what `probe` found; a fact that was never gathered is a fault of ours and raises KeyError."""
        return self.facts[probe]

    def at_start(self, probe: Probe) -> Fact:
        """Return what `probe` found when the exercise began; one that no check has noted raises KeyError."""
        return self.noted[probe]
