"""Which images there are to be fetched: in the lab's mirror, on the practice Hub, in a registry of one's own.

Knows the registries' HTTP interface; says nothing where one does not answer.
"""

from __future__ import annotations

import contextlib
import json
import urllib.request
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.names import parse
from helpers.world import environment, hub
from helpers.world.errors import Trouble

if TYPE_CHECKING:
    from helpers.dockerdata.names import Reference
    from helpers.dockerdata.types import DockerState

_MIRROR = "mirror:5000"
_LIBRARY = "library/"
_SECONDS = 3


def _ask(registry: str, path: str) -> dict[str, Any]:
    try:
        with urllib.request.urlopen(f"http://{registry}/v2/{path}", timeout=_SECONDS) as answer:
            found: dict[str, Any] = json.loads(answer.read())
    except (OSError, ValueError):
        return {}
    return found


def repositories(state: DockerState) -> frozenset[str]:
    """Names without tags: what this computer has, the public images of the mirror, the account's own on the Hub."""
    local = {parse(tag).repository for image in state.images for tag in image.tags}
    public = {name.removeprefix(_LIBRARY) for name in _ask(_MIRROR, "_catalog?n=1000").get("repositories") or ()}
    return frozenset(local | public | {parse(name).repository for name in on_hub()})


def on_hub() -> tuple[str, ...]:
    """What the account has on the practice Hub, as `account/repository:tag`."""
    if environment.hub_account():
        with contextlib.suppress(Trouble):
            return hub.pushed()
    return ()


def tags(image: Reference) -> tuple[str, ...]:
    """The tags under which an image can be fetched; none where it does not exist or nobody tells."""
    if image.registry:
        found = _ask(image.registry, f"{image.path}/tags/list").get("tags") or ()
    elif image.namespace:
        found = [parse(name).tag for name in on_hub() if parse(name).repository == image.repository]
    else:
        found = _ask(_MIRROR, f"{_LIBRARY}{image.path}/tags/list").get("tags") or ()
    return tuple(sorted(map(str, found)))
