"""The one image that comes from outside: Debian, pulled from Docker Hub or made here from Debian's own packages.

Knows three ways to it and their order. Knows nothing of the images built on it.
"""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

from helpers.host import base_engine, errors, process

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from helpers.host.settings import LabPaths

SUITE = "trixie"
PUBLIC = f"debian:{SUITE}-slim"
PINNED = "debian@sha256:3a39a0592364683e6bab97937b72cad5a8fa6dcbbee90edb3bb48c7f8e94f258"
"""PUBLIC for all processors as Docker's own list of its official images has it (docker-library/repo-info,
repos/debian/remote/trixie-slim.md, 3 August 2026). To renew it, take the first digest of that page, or the one that
`docker buildx imagetools inspect debian:trixie-slim` gives, and see that both say the same."""
NAME = f"docker-lab/base:{SUITE}"
LABEL = "lab.course"
"""Says of an image that it was made here, and which of the course's it is."""
_SLIM = ("man", "info", "locale", "groff", "lintian", "linda")


def ensure(paths: LabPaths, *, hub: bool) -> str:
    """Make sure that the base image is there and return its content. `hub` says whether Docker Hub may be asked.

    Raises LabError where none of the ways leads to it.
    """
    if not content(NAME):
        log = paths.logs / "base.log"
        (hub and from_hub(log)) or from_local() or _from_packages(paths)
    found = content(NAME)
    if not found:
        raise errors.no_base_image()
    return found


def content(name: str) -> str:
    """Return what an image of the base engine consists of, empty where it has none of that name."""
    said = process.run(["docker", "image", "inspect", "--format", "{{json .RootFS.Layers}}", name]).out
    return joined(json.loads(said)) if said.strip() else ""


def joined(layers: Iterable[str]) -> str:
    """Return an image's layers in one word: the same in every engine, where its id is each engine's own."""
    return " ".join(layers)


def from_local() -> bool:
    """Take the image that somebody loaded by hand, unless it is for another processor; tell whether there was one."""
    wanted = process.run(["docker", "version", "--format", "{{.Server.Arch}}"]).out.strip()
    there = process.run(["docker", "image", "inspect", "--format", "{{.Architecture}}", PUBLIC]).out.strip()
    return bool(there) and there == wanted and process.run(["docker", "tag", PUBLIC, NAME]).ok


def from_hub(log: Path) -> bool:
    """Pull the pinned image, whatever its tag means by now; tell whether it came."""
    return process.follow(["docker", "pull", PINNED], log).ok and process.run(["docker", "tag", PINNED, NAME]).ok


def make_archive(paths: LabPaths) -> Path | None:
    """Make the base image as a file, with mmdebstrap: what can be done of it before any engine is there.

    Needs Debian's or Ubuntu's packages and root (or a user with namespaces); None where that fails.
    """
    archive = paths.folder / "base.tar"
    if archive.exists():
        return archive
    if not shutil.which("mmdebstrap"):
        if not base_engine.may_install():
            return None
        base_engine.install(["mmdebstrap", "debian-archive-keyring"])
    slim = [f"--dpkgopt=path-exclude=/usr/share/{name}/*" for name in _SLIM]
    doc = ["--dpkgopt=path-exclude=/usr/share/doc/*", "--dpkgopt=path-include=/usr/share/doc/*/copyright"]
    hasty = "--dpkgopt=force-unsafe-io"  # as in Debian's own image: a build that a power cut ends begins again
    part = archive.with_suffix(".part.tar")
    command = ["mmdebstrap", "--variant=minbase", hasty, *slim, *doc, SUITE, str(part)]
    if not process.follow(command, paths.logs / "base.log", append=True).ok:
        return None
    return part.replace(archive)


def _from_packages(paths: LabPaths) -> bool:
    archive = make_archive(paths)
    if not archive:
        return False
    changes = ["--change", 'CMD ["bash"]', "--change", f"LABEL {LABEL}=base"]
    done = process.run(["docker", "import", *changes, str(archive), NAME], timeout=300)
    archive.unlink()
    return done.ok
