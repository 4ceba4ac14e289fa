"""A newer course takes the place of the older one, and nothing else gives way for it."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

import pytest

from helpers.host import images
from helpers.host.base_image import NAME
from tests.support.clones import docker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.clones import Clone

SHOWN = {"notebook": "notebook", "engine": "engine", "registry": "hub", "standins": "mirror"}
"""A service that runs each image."""
pytestmark = [pytest.mark.together, pytest.mark.long]


@pytest.fixture
def own() -> Iterator[str]:
    """A name for what is the person's own; all that has it is gone afterwards."""
    name = f"own-{uuid.uuid4().hex[:8]}"
    yield name
    docker("rm", "--force", name, code=None)
    for tag in (f"{name}:1", f"docker-lab/{name}:1"):
        docker("image", "rm", tag, code=None)


def renew(clone: Clone) -> dict[str, str]:
    """Make the clone one of another version, start it, and give the names of its images."""
    for image in images.LAB:
        recipe = clone.folder / "images" / image.name / "Dockerfile"
        recipe.write_text(f"{recipe.read_text()}\nRUN echo {uuid.uuid4()} > /etc/lab-version\n")
    clone.start()
    return {name: docker("inspect", "--format", "{{.Config.Image}}", clone.service(SHOWN[name])) for name in SHOWN}


def there(names: dict[str, str]) -> set[str]:
    """Those of the images that the computer still has."""
    return {name for name, tag in names.items() if docker("image", "ls", "--quiet", tag)}


def test_an_upgrade_takes_the_older_images_away(clone: Clone, own: str) -> None:
    """Those of the version before are gone once the new one serves; what anybody uses or has named stays."""
    docker("tag", NAME, f"{own}:1")
    docker("tag", NAME, f"docker-lab/{own}:1")
    old = renew(clone)
    docker("create", "--name", own, old["registry"], "true")
    docker("tag", old["engine"], f"{own}:1")
    new = renew(clone)
    assert (there(old), there(new)) == ({"registry"}, set(new))
    assert docker("inspect", "--format", "{{.Config.Image}}", own) == old["registry"]
    bystanders = {name: name for name in (f"{own}:1", f"docker-lab/{own}:1", NAME)}
    assert there(bystanders) == set(bystanders)
    docker("rm", own)
    clone.lab("stop")
    clone.start()
    assert (there(old), there(new)) == (set(), set(new))
    clone.lab("destroy", "--yes")
    for tag in new.values():
        docker("image", "rm", tag)


def test_an_upgrade_takes_away_what_an_older_program_left_unnoted(clone: Clone) -> None:
    """The lab's own containers tell what it stood on, where nothing was written down or what was is damaged."""
    old = renew(clone)
    note = clone.folder / ".lab" / "images.json"
    note.write_text('{"no": list')
    new = renew(clone)
    assert (there(old), there(new)) == (set(), set(new))
    clone.lab("destroy", "--yes")
    for tag in new.values():
        docker("image", "rm", tag)
