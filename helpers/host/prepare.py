"""What a lab needs before its containers: the engine, the base image, the course's images.

Knows in which order they are made and what can be made side by side; not how a lab lives (`lab`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.host import base_engine, base_image, errors, identity, images, network, settings
from helpers.host.compose import Lab
from helpers.host.process import Job, run_all

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.host.images import ImageRecipe
    from helpers.host.settings import LabPaths
    from helpers.host.terminal import Progress


def prepare(paths: LabPaths, progress: Progress, *, test: bool = False) -> Lab:
    """Make what a lab needs before its containers: engine, base image, images. What is there costs nothing.

    `test`: the lab will run tests, too, once `for_tests` has made where they run.
    """
    settings.check_folders(paths)
    hub = _ground(paths, progress)
    engine = base_engine.describe()
    found = identity.settle(paths, progress.say)
    if not base_image.content(base_image.NAME) and not engine.podman:
        with progress.step("바탕 이미지 마련하기"):
            base_image.ensure(paths, hub=hub)
    references = images.tags((*images.LAB, *images.TESTS) if test else images.LAB, base_image.content(base_image.NAME))
    here = Lab(paths=found.paths, settings=found.settings, images=references, base=engine, hub=hub, test=test)
    _build(images.LAB, here, progress)
    return here


def for_tests(here: Lab, progress: Progress, service: str = "test") -> None:
    """Make the image of `service` (`test` or `browser`) of the lab `here`. The lab can come up meanwhile."""
    _build([image for image in images.TESTS if image.name in ("test", service)], here, progress)


def _ground(paths: LabPaths, progress: Progress) -> bool:
    """Make sure of the base engine and return whether Docker Hub answers.

    On a bare computer the base image is made while Docker is being installed.
    """
    hub: list[bool] = []

    def tools() -> None:
        with progress.step("설치 준비하기"):
            base_engine.install(["mmdebstrap", "debian-archive-keyring"])

    def archive() -> None:
        if not hub[0]:
            with progress.step("바탕 이미지를 Debian 패키지로 만들기"):
                base_image.make_archive(paths)

    ask = Job(name="hub", action=lambda: hub.append(network.hub_reachable()))
    if base_engine.is_missing():
        jobs = [
            ask,
            Job(name="tools", action=tools),  # what makes the base image, before the engine's many packages
            Job(name="engine", action=lambda: base_engine.ensure(progress), after=("tools",)),
            Job(name="archive", action=archive, after=("hub", "tools")),
        ]
    else:
        jobs = [ask, Job(name="engine", action=lambda: base_engine.ensure(progress))]
    run_all(jobs)
    return hub[0]


def _build(wanted: Sequence[ImageRecipe], here: Lab, progress: Progress) -> None:
    """Build what is missing, each image as soon as those below it are there."""
    missing = images.missing(wanted, here.images)
    if missing and here.base.podman:
        raise errors.podman_builds_nothing(", ".join(image.name for image in missing))
    names = {image.name for image in missing}

    def job(image: ImageRecipe) -> Job:
        def action() -> None:
            with progress.step(f"{image.name} 이미지 만들기") as step:
                images.build(image, here.images, here.paths, step)

        return Job(name=image.name, action=action, after=tuple(names.intersection(image.builds_on.values())))

    run_all(job(image) for image in missing)
