"""Packs root file systems as Docker images, straight into a registry's storage folder.

`pack.py IN OUT`: IN holds ubuntu/, nginx/, python/ and busybox/. nginx and python share ubuntu's layer: only what
differs from it becomes a second one.
"""

from __future__ import annotations

import sys
from pathlib import Path

from elf import program
from layers import file_layer, layer
from storage import INDEX, MANIFEST, Storage


def hello_world(storage: Storage, text: bytes) -> None:
    """hello-world for both processors under one name, so that the other one's can be asked for too."""
    manifests = []
    for architecture in ("amd64", "arm64"):
        layers = [file_layer("hello", program(architecture, text))]
        digest, size = storage.image("hello-world", layers, {"Cmd": ["/hello"]}, architecture=architecture)
        manifests.append(
            {
                "mediaType": MANIFEST,
                "digest": digest,
                "size": size,
                "platform": {"architecture": architecture, "os": "linux"},
            }
        )
    index = {"schemaVersion": 2, "mediaType": INDEX, "manifests": manifests}
    storage.manifest("hello-world", index, ("latest", "linux"))


def main(source: Path, target: Path) -> None:
    """Pack the five public images of the course."""
    storage = Storage(target)
    ubuntu = layer(source / "ubuntu")
    storage.image("ubuntu", [ubuntu], {"Cmd": ["/bin/bash"]}, tags=("latest", "24.04", "22.04", "noble"))
    nginx = layer(source / "nginx", source / "ubuntu")
    storage.image(
        "nginx",
        [ubuntu, nginx],
        {"Cmd": ["nginx", "-g", "daemon off;"], "ExposedPorts": {"80/tcp": {}}, "StopSignal": "SIGQUIT"},
        tags=("latest", "1.27", "1.28", "stable"),
    )
    python = layer(source / "python", source / "ubuntu")
    storage.image("python", [ubuntu, python], {"Cmd": ["python3"]}, tags=("latest", "3", "3.13", "3.13-slim", "slim"))
    busybox = layer(source / "busybox")
    storage.image("busybox", [busybox], {"Cmd": ["sh"]}, tags=("latest", "1.37", "stable"))
    # another image, as on the real Hub: what is built on it can be told from what is built on `latest`
    older = file_layer("etc/busybox-version", b"1.36\n")
    storage.image("busybox", [busybox, older], {"Cmd": ["sh"]}, tags=("1.36",))
    hello_world(storage, Path("/greeting.txt").read_bytes())


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
