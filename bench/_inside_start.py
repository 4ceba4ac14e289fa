"""Run by start.py on a bare computer: the parts of a first start, one after another; seconds of each as JSON."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING

from helpers.host import base_engine, base_image, images, lab, settings
from helpers.host.compose import Lab
from helpers.host.terminal import Progress, RunningStep

if TYPE_CHECKING:
    from collections.abc import Callable


def main() -> None:
    """What `./lab start` does, without its order and without anything at once."""
    paths = settings.learner_lab()
    references: dict[str, str] = {}

    def install() -> None:
        base_engine.install()
        base_engine.start_engine()

    def build() -> None:
        references.update(images.tags(images.LAB, base_image.content(base_image.NAME)))
        for image in images.LAB:
            images.build(image, references, paths, RunningStep(title=image.name))

    def up() -> None:
        with Progress() as progress:
            lab.up(
                Lab(paths=paths, settings=settings.load(paths), images=references, base=base_engine.describe()),
                progress,
            )

    parts: dict[str, Callable[[], object]] = {
        "packages": install,
        "base image": lambda: base_image.ensure(paths, hub=False),
        "images": build,
        "containers": up,
    }
    seconds = {}
    for name, part in parts.items():
        begin = time.perf_counter()
        part()
        seconds[name] = time.perf_counter() - begin
    print(json.dumps(seconds))


if __name__ == "__main__":
    main()
