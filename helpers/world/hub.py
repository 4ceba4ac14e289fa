"""Speak with the registries: the practice Hub with its account and logins, the lab's mirror, a registry of one's own.

Knows the registry's HTTP interface and Docker's configuration file; not what an exercise makes of either.
"""

from __future__ import annotations

import base64
import contextlib
import json
import os
import ssl
import subprocess
import urllib.error
import urllib.request
from dataclasses import replace
from functools import cache
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from helpers.dockerdata.names import parse
from helpers.dockerdata.types import Computer, Fact
from helpers.world import confined, environment, errors, other_computer, other_disk, safe_files
from helpers.world.environment import docker_config, hub_account, hub_password
from helpers.world.errors import Trouble

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from helpers.dockerdata.names import Reference
    from helpers.dockerdata.types import DockerState


_REGISTRY = "https://registry-1.docker.io"
_TOKENS = "https://auth.docker.io:8443/token"
_MIRROR = "mirror:5000"
_LIBRARY = "library/"
_LARGEST_CONFIG = 1_000_000
_SECONDS = 10
_ASIDE_SECONDS = 3
"""Seconds that a registry may take to answer where nothing depends on it."""
_KINDS = (
    "application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json, "
    "application/vnd.docker.distribution.manifest.list.v2+json, application/vnd.oci.image.index.v1+json"
)
PUBLIC = ("busybox:latest", "ubuntu:latest", "python:slim", "nginx:latest", "hello-world:latest", "busybox:1.36")
"""The public images that the course tells of."""
STAND_IN = "lab.standin"
"""The label of public images that were made for a lab without the real Hub; what is built on one inherits it."""
_LAYERS: dict[str, tuple[str, ...]] = {}
"""The layers of public images, by the digest of their configuration."""
_KEY = "https://index.docker.io/v1/"
"""Under which name the client keeps the login at Docker Hub, and looks for it when it pushes."""
_SERVERS = ("index.docker.io", "docker.io", "registry-1.docker.io", "hub.docker.com")


def fill_in(name: str) -> str:
    """Replace `{user}` in a name by the account."""
    return name.replace("{user}", hub_account())


def user() -> Fact:
    """Return the account's name as a fact."""
    return Fact(found=bool(hub_account()), text=hub_account())


def login(computer: Computer) -> Fact:
    """Find for which servers a computer keeps logins, and as whom it is logged in to Docker Hub."""
    auths = _config(computer).get("auths") or {}
    kept = {server: _user_of(auth) for server, auth in auths.items() if auth}
    at_hub = [name for server, name in kept.items() if any(hub in server for hub in _SERVERS)]
    data = {"servers": sorted(kept), "user": at_hub[0] if at_hub else None}
    return Fact(found=bool(at_hub), text=json.dumps(data))


def tried_login(computer: Computer) -> Fact:
    """Find the same, and try the login that `docker push` would use. Raises `Trouble` where the Hub is silent."""
    pair = ((_config(computer).get("auths") or {}).get(_KEY) or {}).get("auth", "")
    found = login(computer)
    more = {"kept": bool(pair), "accepted": _accepted(pair) if pair else None, "changed": 0}
    if computer is Computer.MINE:
        with contextlib.suppress(OSError):
            more["changed"] = _config_file().stat().st_mtime_ns
    return replace(found, text=json.dumps(json.loads(found.text) | more))


def _accepted(pair: str) -> bool:
    question = f"{_TOKENS}?service=registry.docker.io"
    with contextlib.suppress(ValueError):  # what is no header line is no login either
        status = _open(urllib.request.Request(question, headers={"Authorization": f"Basic {pair}"}))[0]
        return status == HTTPStatus.OK
    return False


def copies(computer: Computer, folder: Path) -> Fact:
    """Find the account's login in the files of a computer's home; of one's own in `folder` and on the stick, too."""
    if not hub_account():
        return Fact(found=False)
    script = 'cd; exec grep -srlIF -D skip --exclude-dir=work --exclude-dir=.cache -f - -- . "$@"'
    pair = _basic().encode() + b"\n"
    if computer is Computer.MINE:
        line = ["sh", "-c", script, "sh", str(folder), str(environment.usb())]
        home = os.environ | {"HOME": str(environment.learner_home())}
        said = subprocess.run(line, input=pair, capture_output=True, check=False, env=home).stdout
    elif disk := environment.other_disk():
        said = "\n".join(other_disk.holding(disk, _basic().encode())).encode(errors="surrogateescape")
    else:
        said = other_computer.ask(f"sh -c {other_computer.quoted(script)}", pair).stdout
    found = [line.removeprefix("./") for line in said.decode(errors="replace").splitlines()]
    return Fact(found=bool(found), text=json.dumps(sorted(found)))


def logout(computer: Computer) -> None:
    """Remove every login from a computer's Docker configuration, and nothing else of it."""
    config = _config(computer)
    if not config.get("auths"):
        return
    hand_over(computer, json.dumps(config | {"auths": {}}, indent=2).encode())


def hand_over(computer: Computer, config: bytes) -> None:
    """Write a computer's Docker configuration."""
    if not environment.is_examined():
        if computer is Computer.MINE:
            safe_files.write(_config_file(), config)
        else:
            other_computer.ask("cat > ~/.docker/config.json", config).check_returncode()
        return
    root, folder = _examined(computer)
    if folder.is_symlink() or not folder.is_dir():
        folder.unlink(missing_ok=True)
        folder.mkdir(mode=0o700)
    with confined.found(root, folder) as place:
        if place is None:
            raise FileNotFoundError(str(folder))
        safe_files.write(place / "config.json", config, ours=True)


def login_folder() -> Path:
    """Return the folder with this computer's logins; made where there was none yet, so that it can be watched."""
    folder = docker_config()
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _config_file() -> Path:
    return docker_config() / "config.json"


def _config(computer: Computer) -> dict[str, Any]:
    try:
        if environment.is_examined():
            text = _examined_config(computer)
        elif computer is Computer.MINE:
            text = _config_file().read_text(encoding="utf-8")
        else:
            text = other_computer.ask("cat ~/.docker/config.json").stdout.decode()
        found: dict[str, Any] = json.loads(text or "{}")
    except (OSError, ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) and _are_logins(found.get("auths")) else {}


def _are_logins(auths: object) -> bool:
    return auths is None or (isinstance(auths, dict) and all(isinstance(auth, dict) for auth in auths.values()))


def _examined(computer: Computer) -> tuple[Path, Path]:
    """Return the disk of a computer that is examined, and the folder with its logins there."""
    disk = environment.other_disk()
    if computer is Computer.OTHER and disk:
        return disk, other_disk.home(disk) / ".docker"
    return environment.learner_home(), docker_config()


def _examined_config(computer: Computer) -> str:
    """Read a configuration that may be a trap: a link, a pipe, or larger than any. Raises OSError, ValueError."""
    root, folder = _examined(computer)
    with confined.found(root, folder / "config.json") as place:
        if place is None or not place.is_file():
            return ""
        with place.open("rb") as file:
            return file.read(_LARGEST_CONFIG).decode()


def _user_of(auth: dict[str, str]) -> str | None:
    try:
        return base64.b64decode(auth.get("auth", "")).decode().partition(":")[0] or None
    except ValueError:
        return None


def manifest(image: str) -> Fact:
    """Find what stands on the Hub under `account/repository:tag`."""
    repository, tag = _parts(image)
    token = _token(f"repository:{repository}:pull")
    tags = _tags(repository)
    status, headers, body = _ask(f"/v2/{repository}/manifests/{tag}", token)
    if status != HTTPStatus.OK:
        return Fact(found=False, text=json.dumps({"tags": tags}), code=status)
    config = _for_us(json.loads(body), repository, token).get("config") or {}
    data = {"digest": headers.get("Docker-Content-Digest", ""), "image": config.get("digest", ""), "tags": tags}
    return Fact(found=True, text=json.dumps(data), code=status)


def _for_us(found: dict[str, Any], repository: str, token: str) -> dict[str, Any]:
    """Return the image's own manifest, where a list of several platforms stands there: the first that is an image."""
    for entry in found.get("manifests") or ():
        if (entry.get("platform") or {}).get("os") != "unknown":  # what is known of the build stands there, too
            one: dict[str, Any] = json.loads(_ask(f"/v2/{repository}/manifests/{entry['digest']}", token)[2])
            return one
    return found


def remove(image: str) -> None:
    """Take `account/repository:tag` off the Hub, where it stands there."""
    repository, tag = _parts(image)
    token = _token(f"repository:{repository}:pull,delete")
    status, headers, _ = _ask(f"/v2/{repository}/manifests/{tag}", token)
    if status == HTTPStatus.OK:
        _ask(f"/v2/{repository}/manifests/{headers['Docker-Content-Digest']}", token, method="DELETE")


def pushed() -> tuple[str, ...]:
    """List all that stands on the Hub under the account, as `account/repository:tag`."""
    listed = json.loads(_ask("/v2/_catalog?n=1000", _token("registry:catalog:*"))[2]).get("repositories") or []
    own = [repository for repository in listed if repository.startswith(f"{hub_account()}/")]
    return tuple(f"{repository}:{tag}" for repository in own for tag in _tags(repository))


def repositories(state: DockerState) -> frozenset[str]:
    """List names without tags: of this computer, of the mirror's public images, of the account on the Hub."""
    local = {parse(tag).repository for image in state.images for tag in image.tags}
    public = {name.removeprefix(_LIBRARY) for name in _told(_MIRROR, "_catalog?n=1000").get("repositories") or ()}
    return frozenset(local | public | {parse(name).repository for name in on_hub()})


def on_hub() -> tuple[str, ...]:
    """List what the account has on the practice Hub; nothing where the Hub does not answer."""
    if environment.hub_account():
        with contextlib.suppress(Trouble):
            return pushed()
    return ()


def tags(image: Reference) -> tuple[str, ...]:
    """List the tags under which an image can be fetched; none where it does not exist or nobody tells."""
    if image.registry:
        found = _told(image.registry, f"{image.path}/tags/list").get("tags") or ()
    elif image.namespace:
        found = [parse(name).tag for name in on_hub() if parse(name).repository == image.repository]
    else:
        found = _told(_MIRROR, f"{_LIBRARY}{image.path}/tags/list").get("tags") or ()
    return tuple(sorted(map(str, found)))


def public_layers(image: str, architecture: str) -> tuple[str, ...]:
    """Return the layers (diff ids, lowest first) of a public image as it is served here; nothing where nobody tells.

    Of an image for several kinds of computers, that for `architecture` (`amd64`).
    """
    found = parse(image)
    place = f"{_LIBRARY if not found.namespace else ''}{found.path}"
    told = _told(_MIRROR, f"{place}/manifests/{found.tag}", accept=_KINDS)
    if "manifests" in told:
        fitting = [one["digest"] for one in told["manifests"] if _fits(one, architecture)]
        told = _told(_MIRROR, f"{place}/manifests/{fitting[0]}", accept=_KINDS) if fitting else {}
    digest = (told.get("config") or {}).get("digest")
    return _layers(place, digest) if digest else ()


def _fits(manifest: Mapping[str, Any], architecture: str) -> bool:
    platform = manifest.get("platform") or {}
    return (platform.get("os"), platform.get("architecture")) == ("linux", architecture)


def _layers(place: str, digest: str) -> tuple[str, ...]:
    """Return the layers that a configuration lists; what a digest stands for never changes."""
    if digest not in _LAYERS:
        config = _told(_MIRROR, f"{place}/blobs/{digest}")
        if not config:
            return ()
        _LAYERS[digest] = tuple(config["rootfs"]["diff_ids"])
    return _LAYERS[digest]


def _tags(repository: str) -> list[str]:
    body = _ask(f"/v2/{repository}/tags/list", _token(f"repository:{repository}:pull"))[2]
    return sorted(json.loads(body or b"{}").get("tags") or [])


def _parts(image: str) -> tuple[str, str]:
    repository, _, tag = image.partition(":")
    return repository, tag or "latest"


def _token(scope: str) -> str:
    question = f"{_TOKENS}?service=registry.docker.io&scope={scope}"
    headers = {"Authorization": f"Basic {_basic()}"}
    answer = json.loads(_open(urllib.request.Request(question, headers=headers))[2])
    return str(answer.get("token") or answer["access_token"])


def _basic() -> str:
    """Return the account's login, as it stands in Docker's configuration and in a request."""
    return base64.b64encode(f"{hub_account()}:{hub_password()}".encode()).decode()


def _ask(path: str, token: str, method: str = "GET") -> tuple[int, dict[str, str], bytes]:
    headers = {"Authorization": f"Bearer {token}", "Accept": _KINDS}
    return _open(urllib.request.Request(_REGISTRY + path, headers=headers, method=method))


def _open(question: urllib.request.Request) -> tuple[int, dict[str, str], bytes]:
    trusted = _trusted()
    try:
        with urllib.request.urlopen(question, timeout=_SECONDS, context=trusted) as answer:
            return answer.status, dict(answer.headers), answer.read()
    except urllib.error.HTTPError as error:
        return error.code, dict(error.headers), error.read()
    except OSError as error:
        raise errors.hub_silent() from error


@cache
def _trusted() -> ssl.SSLContext:
    """Read whom this program trusts, once: to read all the authorities takes longer than an answer of the Hub."""
    trusted = ssl.create_default_context(cafile=os.environ.get("SSL_CERT_FILE"))
    trusted.verify_flags &= ~ssl.VERIFY_X509_STRICT  # private CAs leave out extensions that Python 3.13 insists on
    return trusted


def _told(registry: str, path: str, accept: str = "*/*") -> dict[str, Any]:
    """Return what a registry without logins answers; nothing where it does not."""
    question = urllib.request.Request(f"http://{registry}/v2/{path}", headers={"Accept": accept})
    try:
        with urllib.request.urlopen(question, timeout=_ASIDE_SECONDS) as answer:
            found: dict[str, Any] = json.loads(answer.read())
    except (OSError, ValueError):
        return {}
    return found
