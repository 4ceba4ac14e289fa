"""Read the Engine API's JSON as the types of `types`.

What the course itself makes behind the scenes
(label `lab.hidden`, volumes named `lab-hidden-…`) is left out everywhere: to checks and learners it does not exist.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.names import short
from helpers.dockerdata.types import Baseline, Container, DockerState, Event, Image, Network, Volume

if TYPE_CHECKING:
    from collections.abc import Mapping

HIDDEN = "lab.hidden"
"""The label of helper containers."""
MARK = "lab-hidden-"
"""How the names of helper volumes begin."""
WOKEN = f"{MARK}woken"
"""The helper volume of an engine that came up again and started what ran before (images/engine/revive.py)."""

_LOOKED = "archive-path"
"""A file was read out of a container, by one of our checks or by `docker cp`: nothing has changed."""
_EXIT = re.compile(r"\((\d+)\)")


def container(raw: Mapping[str, Any]) -> Container:
    """Read one entry of `GET /containers/json`."""
    status = str(raw.get("State", ""))
    ended = _EXIT.search(raw.get("Status", "")) if status in ("exited", "dead", "restarting") else None
    joined = (raw.get("NetworkSettings") or {}).get("Networks") or {}
    return Container(
        id=raw["Id"],
        name=_name(raw.get("Names") or []),
        image=short(raw.get("Image", "")),
        image_id=raw.get("ImageID", ""),
        command=raw.get("Command", ""),
        status=status,
        created=int(raw.get("Created", 0)),
        exit_code=int(ended[1]) if ended else None,
        ports=_ports(raw.get("Ports") or []),
        networks={name: (network or {}).get("IPAddress", "") for name, network in sorted(joined.items())},
        mounts=tuple(sorted(_mount(mount) for mount in raw.get("Mounts") or [])),
        labels=raw.get("Labels") or {},
    )


def _name(names: list[str]) -> str:
    """Return the container's own name; the others (`/web/db`) are those of old links."""
    return min(names, key=lambda name: name.count("/"), default="").lstrip("/")


def _ports(ports: list[dict[str, Any]]) -> dict[str, int | None]:
    found: dict[str, int | None] = {}
    for port in ports:
        key = f"{port['PrivatePort']}/{port.get('Type', 'tcp')}"
        found[key] = port.get("PublicPort") or found.get(key)
    return dict(sorted(found.items()))


def _mount(mount: dict[str, Any]) -> str:
    """Write `source:destination`, as after `-v`; the source is a volume's name or a path on the host."""
    source = mount.get("Name") or mount.get("Source", "")
    return f"{source}:{mount.get('Destination', '')}{'' if mount.get('RW', True) else ':ro'}"


def image(raw: Mapping[str, Any]) -> Image:
    """Read one entry of `GET /images/json`."""
    tags = (short(tag) for tag in raw.get("RepoTags") or [])
    return Image(
        id=raw["Id"],
        tags=tuple(sorted(tag for tag in tags if tag != "<none>:<none>")),
        size=int(raw.get("Size", 0)),
        created=int(raw.get("Created", 0)),
        digests=tuple(sorted(digest for digest in raw.get("RepoDigests") or [] if not digest.startswith("<none>"))),
        labels=raw.get("Labels") or {},
    )


def network(raw: Mapping[str, Any]) -> Network:
    """Read one entry of `GET /networks`."""
    return Network(id=raw["Id"], name=raw["Name"], driver=raw.get("Driver", ""), labels=raw.get("Labels") or {})


def volume(raw: Mapping[str, Any]) -> Volume:
    """Read one entry of `GET /volumes`."""
    return Volume(name=raw["Name"], driver=raw.get("Driver", ""), labels=raw.get("Labels") or {})


def event(raw: Mapping[str, Any]) -> Event:
    """Read one line of `GET /events`."""
    actor = raw.get("Actor") or {}
    attributes = actor.get("Attributes") or {}
    code = attributes.get("exitCode", "")
    return Event(
        kind=raw.get("Type", ""),
        action=str(raw.get("Action", "")).partition(":")[0],
        id=actor.get("ID", ""),
        name=short(attributes.get("name", "")),
        image=short(attributes.get("image", "")),
        time=int(raw.get("timeNano") or int(raw.get("time", 0)) * 10**9),
        exit_code=int(code) if code.isdigit() else None,
        attributes=attributes,
    )


def visible_events(events: list[Event]) -> tuple[Event, ...]:
    """Leave out what an engine did to come up again, the course's own helpers, and what only looking leaves."""
    woken = max((place for place, event in enumerate(events, 1) if event.id == WOKEN), default=0)
    events = events[woken:]
    hidden = {event.id for event in events if is_hidden(event)}
    return tuple(
        event
        for event in events
        if event.id not in hidden and event.attributes.get("container") not in hidden and is_change(event)
    )


def is_hidden(event: Event) -> bool:
    """Return whether an event is that of one of the course's own helper containers."""
    return HIDDEN in event.attributes


def is_change(event: Event) -> bool:
    """Return whether an event says that something has changed, and not by the course itself."""
    return event.action != _LOOKED and not (event.kind == "volume" and event.id.startswith(MARK))


def without_helpers(state: DockerState) -> DockerState:
    """Leave out the course's own helpers from a snapshot, and sort each kind by name."""
    return DockerState(
        computer=state.computer,
        containers=tuple(sorted((c for c in state.containers if HIDDEN not in c.labels), key=lambda c: c.name)),
        images=tuple(sorted(state.images, key=lambda image: (image.tags, image.id))),
        networks=tuple(sorted(state.networks, key=lambda network: (network.name, network.id))),
        volumes=tuple(sorted((v for v in state.volumes if not v.name.startswith(MARK)), key=lambda v: v.name)),
        events=visible_events(list(state.events)),
        remembered=state.remembered,
    )


def baseline(state: DockerState, since: int) -> Baseline:
    """Note what stands now, by names and ids; a nameless image stands under its id."""
    return Baseline(
        since=since,
        containers=frozenset(key for found in state.containers for key in (found.id, found.name)),
        images={key: found.id for found in state.images for key in (found.tags or (found.id,))},
        volumes=frozenset(found.name for found in state.volumes),
        networks=frozenset(key for found in state.networks for key in (found.id, found.name)),
        container_ids={found.name: found.id for found in state.containers},
    )
