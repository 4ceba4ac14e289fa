"""What the course's images are built on, where it comes from a registry."""

from __future__ import annotations

import subprocess
import uuid
from typing import TYPE_CHECKING

from helpers.host import base_image, images
from tests.support.clones import docker
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

SERVE = """
printf 'version: 0.1\\nstorage: {filesystem: {rootdirectory: /tmp/kept}}\\nhttp: {addr: ":5000"}\\n' > /tmp/registry.yml
exec docker-registry serve /tmp/registry.yml
"""


def test_the_base_image_is_pulled_by_its_digest(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """From a registry whose tag has moved on comes what was pinned; what has another digest never becomes the base."""
    mark = f"lab-base-{uuid.uuid4().hex[:8]}"
    registry = images.tags(images.LAB, base_image.content(base_image.NAME))["registry"]
    monkeypatch.setattr(base_image, "NAME", f"{mark}:1")
    used = [base_image.NAME]
    run = ("run", "--detach", "--name", mark, "--publish", "127.0.0.1::5000", "--entrypoint", "sh")
    docker(*run, registry, "-c", SERVE)
    try:
        name = f"{docker('port', mark, '5000/tcp').splitlines()[0]}/debian"
        used.append(f"{name}:slim")
        pinned = pushed(f"{name}:slim", "pinned")
        used.append(f"{name}@{pinned}")
        used.append(f"{name}@{pushed(f'{name}:slim', 'newer')}")
        monkeypatch.setattr(base_image, "PINNED", f"{name}@sha256:{'0' * 64}")
        assert not base_image.from_hub(tmp_path / "log")
        assert not base_image.content(base_image.NAME)
        monkeypatch.setattr(base_image, "PINNED", f"{name}@{pinned}")
        assert base_image.from_hub(tmp_path / "log")
        assert docker("image", "inspect", "--format", "{{.Config.Labels.which}}", base_image.NAME) == "pinned"
    finally:
        docker("rm", "--force", "--volumes", mark)
        for image in used:
            docker("image", "rm", image, code=None)


def pushed(name: str, which: str) -> str:
    """The digest of a small image that was pushed as `name`, with a label to know it by."""
    made = ["docker", "import", "--change", f"LABEL which={which}", "-", name]
    subprocess.run(made, input=bytes(10240), stdout=subprocess.DEVNULL, check=True)
    push = ["docker", "push", name]
    eventually(
        lambda: subprocess.run(push, capture_output=True, check=False).returncode == 0, "the registry did not start"
    )
    digests = docker("image", "inspect", "--format", '{{join .RepoDigests " "}}', name).split()
    return next(one for one in digests if one.startswith(f"{name.rpartition(':')[0]}@")).partition("@")[2]
