"""A file was changed after the image was built, and the image was run without building it anew."""

from __future__ import annotations

import posixpath
from pathlib import Path
from typing import TYPE_CHECKING, Any

from helpers.coach.evidence import build_context, compose_services
from helpers.coach.model import Explanation
from helpers.dockerdata import dockerfile
from helpers.dockerdata.names import short
from helpers.dockerdata.units import NANO, nanoseconds
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.coach.evidence.build_context import Build
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run", "compose up")
_LARGEST = 1_000_000
"""Bytes of a file that is compared, at most."""
_MOST = 5
"""Files that are compared, at most."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The image holds the file as it was, and nothing was built since it was changed."""
    del ran
    for name, build in _run(asked, scene):
        if file := _changed(build, scene.image(name), scene) or _rewritten(build, scene.image(name), scene):
            return _explanation(short(name), file, asked.verb)
    return None


def _run(asked: Command, scene: Scene) -> Iterator[tuple[str, Build]]:
    """Yield the images that were run, and what they may have been built from."""
    if asked.verb == "run" and asked.arguments and not asked.has("--volume") and not asked.has("--mount"):
        yield asked.arguments[0], build_context.of_folder(scene.folder)
    elif asked.verb == "compose up" and not asked.has("--build"):
        yield from _of_compose(scene)


def _of_compose(scene: Scene) -> Iterator[tuple[str, Build]]:
    """Yield the images of the services that are built here, and what they are built from."""
    folder = scene.path(".")
    built = compose_services.builds(compose_services.text_of(folder))
    for found in compose_services.containers(scene):
        if context := built.get(compose_services.service_of(found)):
            yield found.image, build_context.of_folder(folder / context)


def _changed(build: Build, image: dict[str, Any] | None, scene: Scene) -> str:
    """Return a file that is newer than the image and not as it is in there; empty where there is none."""
    if image is None or image.get("RepoDigests") or not isinstance(build.context, Path):
        return ""
    made = nanoseconds(str(image["Created"])) / NANO
    newer = [(path, inside) for path, inside in _copied(build) if path.stat().st_mtime > made]
    others = [found for found in scene.state.images if not found.digests and found.id != image["Id"]]
    for path, places in newer[:_MOST]:
        if any(found.created >= int(path.stat().st_mtime) for found in others):  # the engine lists them by the second
            continue
        held = next((text for at in places if (text := scene.image_file(str(image["Id"]), at)) is not None), None)
        if held is not None and held != path.read_bytes():
            return str(path.relative_to(build.context))
    return ""


def _rewritten(build: Build, image: dict[str, Any] | None, scene: Scene) -> str:
    """Return the Dockerfile's name where it is newer than the image and has a RUN that the image was not made by."""
    file = Path(str(build.dockerfile))
    if image is None or image.get("RepoDigests") or not file.is_file():
        return ""
    written, made = file.stat().st_mtime, nanoseconds(str(image["Created"])) / NANO
    others = [found for found in scene.state.images if not found.digests and found.id != image["Id"]]
    if written <= made or any(found.created >= int(written) for found in others):
        return ""
    layers = [str(layer.get("CreatedBy", "")) for layer in scene.engine.get(f"/images/{image['Id']}/history") or ()]
    ours = [item for item in build.instructions() if item.name == "RUN"]
    changed = any(all(item.argument not in layer for layer in layers) for item in ours)
    return file.name if changed and _is_of(build, layers) else ""


def _is_of(build: Build, layers: list[str]) -> bool:
    """Return whether the image may be of this Dockerfile: its last steps, newest first, are of the same kinds."""
    kinds = [item.name for item in build.instructions()]
    last = kinds[len(kinds) - kinds[::-1].index("FROM") :] if "FROM" in kinds else []
    steps = [kind for kind in reversed(last) if kind != "ARG"]
    return bool(steps) and steps == [layer.partition(" ")[0] for layer in layers[: len(steps)]]


def _copied(build: Build) -> Iterator[tuple[Path, tuple[str, ...]]]:
    """Yield the files of the folder that COPY takes, and where they may stand in the image."""
    workdir, ignored = "/", build.ignore_lines()
    for item in build.instructions():
        if item.name == "FROM":
            workdir = "/"
        elif item.name == "WORKDIR":
            workdir = posixpath.join(workdir, item.argument)
        elif item.name in ("COPY", "ADD"):
            sources, target = item.copies()
            for source in map(dockerfile.within, sources):
                yield from _of_source(build, source, posixpath.join(workdir, target), ignored)


def _of_source(
    build: Build, source: str, target: str, ignored: tuple[str, ...]
) -> Iterator[tuple[Path, tuple[str, ...]]]:
    root = Path(str(build.context / source))
    if root.is_file() and root.stat().st_size <= _LARGEST:
        beneath = posixpath.normpath(posixpath.join(target, root.name))
        yield root, (beneath,) if target.endswith(("/", "/.")) else (posixpath.normpath(target), beneath)
    elif root.is_dir():
        for name in build_context.below(root, 2):
            path, whole = root / name, posixpath.normpath(posixpath.join(source, name))
            if path.is_file() and path.stat().st_size <= _LARGEST and not dockerfile.excluded_by(whole, ignored):
                yield path, (posixpath.normpath(posixpath.join(target, name)),)


def _explanation(image: str, file: str, verb: str) -> Explanation:
    again = (
        "`docker compose up`에 `--build`를 붙이면 이미지를 다시 빌드한 다음 실행해요."
        if verb == "compose up"
        else say("`docker build`로 `{image}` 이미지를 다시 빌드한 다음 실행해요.", image=image)
    )
    return Explanation(
        id="image-outdated",
        what=say("`{image}` 이미지는 `{file}`{을} 고치기 전에 빌드한 것이라, 고친 내용이 들어 있지 않아요.",
                 image=image, file=file),
        why="이미지에는 빌드할 때의 파일이 그대로 들어 있어요."
        " 그 뒤에 내 컴퓨터에서 파일을 고쳐도 이미지는 바뀌지 않아요.",
        next=(again,),
    )  # fmt: skip
