"""Writes images straight into a registry's storage folder, as the registry itself would after a push.

Knows the folder's layout and the manifest formats; not what is inside a layer.
"""

from __future__ import annotations

import hashlib
import json
import platform
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from layers import Layer

CREATED = "2025-09-01T00:00:00Z"
MANIFEST = "application/vnd.docker.distribution.manifest.v2+json"
INDEX = "application/vnd.docker.distribution.manifest.list.v2+json"
CONFIG = "application/vnd.docker.container.image.v1+json"
LAYER = "application/vnd.docker.image.rootfs.diff.tar.gzip"
PATH = "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
HERE = {"x86_64": "amd64", "aarch64": "arm64"}[platform.machine()]


class Storage:
    """A registry's folder: blobs by digest, and links that say which repository holds which."""

    def __init__(self, root: Path) -> None:
        self.root = root / "docker/registry/v2"

    def blob(self, data: bytes) -> str:
        """Store `data` and return its digest."""
        hexadecimal = hashlib.sha256(data).hexdigest()
        path = self.root / "blobs/sha256" / hexadecimal[:2] / hexadecimal / "data"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        return f"sha256:{hexadecimal}"

    def link(self, repository: str, place: str, digest: str) -> None:
        """Make `place` of `repository` point at `digest`."""
        path = self.root / "repositories/library" / repository / place / "link"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(digest)

    def layered(self, repository: str, data: bytes) -> str:
        """Store a layer or a configuration of `repository`."""
        digest = self.blob(data)
        self.link(repository, f"_layers/sha256/{digest[7:]}", digest)
        return digest

    def manifest(self, repository: str, document: dict[str, object], tags: tuple[str, ...] = ()) -> tuple[str, int]:
        """Store a manifest under `tags`; returns its digest and size in bytes."""
        data = json.dumps(document, indent=1).encode()
        digest = self.blob(data)
        self.link(repository, f"_manifests/revisions/sha256/{digest[7:]}", digest)
        for tag in tags:
            self.link(repository, f"_manifests/tags/{tag}/current", digest)
            self.link(repository, f"_manifests/tags/{tag}/index/sha256/{digest[7:]}", digest)
        return digest, len(data)

    def image(
        self,
        repository: str,
        layers: list[Layer],
        settings: dict[str, object],
        *,
        tags: tuple[str, ...] = (),
        architecture: str = HERE,
    ) -> tuple[str, int]:
        """Store one image; `settings` are its `config` (Cmd, ExposedPorts, …). Returns manifest digest and size."""
        settings = {"Env": [PATH], "Labels": {"lab.standin": "true"}, **settings}
        steps = [{"created": CREATED, "created_by": f"stand-in for {repository}, from Debian packages"} for _ in layers]
        config = json.dumps(
            {
                "architecture": architecture,
                "os": "linux",
                "created": CREATED,
                "config": settings,
                "history": steps,
                "rootfs": {"type": "layers", "diff_ids": [one.diff_id for one in layers]},
            }
        ).encode()
        return self.manifest(
            repository,
            {
                "schemaVersion": 2,
                "mediaType": MANIFEST,
                "config": {"mediaType": CONFIG, "size": len(config), "digest": self.layered(repository, config)},
                "layers": [
                    {"mediaType": LAYER, "size": len(one.data), "digest": self.layered(repository, one.data)}
                    for one in layers
                ],
            },
            tags,
        )
