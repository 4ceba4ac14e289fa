"""The lab's own images: which there are, when they are out of date, how they are built, and when old ones go.

An image's tag is a hash of everything that goes into it, so that all clones on a computer share what is equal and an
unchanged image is never built twice. What a lab stood on before the course became new is listed in `images.json` in the
lab's folder, and goes once nothing stands on it: nothing is forced, and no name but the course's own is touched.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING

from helpers.host import base_image, errors, network, process
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping
    from pathlib import Path, PurePath

    from helpers.host.settings import LabPaths
    from helpers.host.terminal import RunningStep

_STEP = re.compile(r"^#\d+ \[(?:\S+ )?\s*(\d+)/(\d+)\] (.*)")
_PROXIES = ("http_proxy", "https_proxy", "no_proxy", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
_REGISTRY = re.compile(r"^(docker\.io|localhost)/")
_TAGGED = re.compile(r"docker-lab/(notebook|registry|engine|standins|test|browser|classroom|classseat):[0-9a-f]{16}")
_IGNORED = ("__pycache__", ".pyc", ".ipynb_checkpoints")
_PROJECT = "com.docker.compose.project"
_BY_LAB = f'{{{{index .Config.Labels "{_PROJECT}"}}}} {{{{.Config.Image}}}} {{{{.Image}}}}'
Used = set[tuple[str, str]]
"""Names and ids of images."""


@dataclass(frozen=True, kw_only=True)
class ImageRecipe:
    """How one image is built: one folder of images/.

    `builds_on` maps a build argument to the image it names; `requirements` are the files of requirements/ that go in,
    `contexts` other folders of the project by the names that the Dockerfile has for them.
    """

    name: str
    builds_on: Mapping[str, str]
    requirements: tuple[str, ...] = ()
    contexts: Mapping[str, str] = field(default_factory=dict)


LAB = (
    ImageRecipe(
        name="notebook",
        builds_on={"BASE": "base"},
        requirements=("uv.txt", "notebook.txt", "node.txt"),
        contexts={"common": "images/common"},
    ),
    ImageRecipe(name="registry", builds_on={"BASE": "base"}),
    ImageRecipe(
        name="engine",
        builds_on={"BASE": "base"},
        contexts={"common": "images/common", "coach": "images/notebook/coach"},
    ),
    ImageRecipe(name="standins", builds_on={"BASE": "base", "REGISTRY": "registry"}),
)
SBOM = ImageRecipe(
    name="sbom",
    builds_on={"BASE": "base", **{image.name.upper(): image.name for image in LAB}},
    requirements=("sbom.txt",),
)
"""The lists of what is in all of them: files, no image."""
CLASSROOM = (
    ImageRecipe(name="classroom", builds_on={"BASE": "base"}, requirements=("uv.txt", "node.txt", "classroom.txt")),
    ImageRecipe(name="classseat", builds_on={"NOTEBOOK": "notebook"}, requirements=("uv.txt", "seat.txt")),
)
"""What a class has beside the lab's."""
TESTS = (
    ImageRecipe(name="test", builds_on={"NOTEBOOK": "notebook"}, requirements=("uv.txt", "test.txt")),
    ImageRecipe(name="browser", builds_on={"TEST": "test"}, requirements=("node.txt",)),
)


def tags(images: Iterable[ImageRecipe], base_content: str, root: Path = ROOT) -> dict[str, str]:
    """Return the full reference of every image, `base` among them; `images` stand behind those that they build on."""
    found = {"base": base_image.NAME}
    for image in images:
        seeds = sorted(f"{name}={found[parent]}" for name, parent in image.builds_on.items())
        paths = [f"images/{image.name}", *(f"requirements/{name}" for name in image.requirements)]
        paths += image.contexts.values()
        found[image.name] = f"docker-lab/{image.name}:{digest(root, paths, [*seeds, base_content])}"
    return found


def digest(root: Path, paths: Iterable[str], seeds: Iterable[str] = ()) -> str:
    """Return the hash of the files under `paths` (names and contents) and of `seeds`; on every system the same.

    Modes are no part of it: Windows has none, so that each Dockerfile gives its own (`COPY --chmod`).
    """
    sha = hashlib.sha256()
    for name in names({file for path in paths for file in _files(root / path)}, root):
        body = hashlib.sha256((root / name).read_bytes()).hexdigest()
        sha.update(f"{name} {body}\n".encode())
    for seed in seeds:
        sha.update(f"={seed}\n".encode())
    return sha.hexdigest()[:16]


def names(files: Iterable[PurePath], root: PurePath) -> list[str]:
    """Return the names of `files` below `root`, sorted as text: paths of Windows sort without regard to capitals."""
    return sorted(file.relative_to(root).as_posix() for file in files)


def build_step(line: str) -> tuple[int, int, str] | None:
    """Read the step number, the number of steps and the instruction in a line of BuildKit's plain progress."""
    found = _STEP.match(line)
    return (int(found[1]), int(found[2]), found[3]) if found else None


def build(image: ImageRecipe, references: Mapping[str, str], paths: LabPaths, step: RunningStep) -> None:
    """Build `image`; `references` are those of `tags`. Raises LabError with the end of the log."""
    into = ["--load", "--tag", references[image.name], "--label", f"{base_image.LABEL}={image.name}"]
    _run_build(image, references, into, paths, step)


def export(image: ImageRecipe, references: Mapping[str, str], folder: Path, paths: LabPaths, step: RunningStep) -> None:
    """Build `image` for its files, which are laid into `folder`. Raises LabError with the end of the log."""
    _run_build(image, references, ["--output", f'type=local,"dest={folder}"'], paths, step)


@cache
def build_env() -> Mapping[str, str]:
    """Return a build's environment: with the current context's builder, the only one that sees the local images."""
    context = process.run(["docker", "context", "show"]).out.strip() or "default"
    return {**os.environ, "BUILDX_BUILDER": context, "DOCKER_BUILDKIT": "1"}


def missing(images: Iterable[ImageRecipe], references: Mapping[str, str]) -> list[ImageRecipe]:
    """Return those that the base engine does not have, by one question."""
    listed = process.run(["docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}"]).out.split()
    known = {familiar(name) for name in listed}
    return [image for image in images if references[image.name] not in known]


def familiar(name: str) -> str:
    """Return an image's name as we write it; Podman puts one registry before it."""
    return _REGISTRY.sub("", name)


def of_the_course(name: str) -> bool:
    """Tell whether `name` is one that we give: nobody's own image has sixteen such digits behind it by chance."""
    return familiar(name) == base_image.NAME or _TAGGED.fullmatch(familiar(name)) is not None


def note_used(paths: LabPaths, wanted: Collection[str]) -> None:
    """Remember what a lab stands on and is about to stand on (`wanted`), before its containers are made anew."""
    mine = {(name, image) for project, name, image in _containers() if project == paths.project}
    _write_used(paths, {use for use in (*_read_used(paths), *mine, *_present(wanted)) if of_the_course(use[0])})


def remove_unused(paths: LabPaths, wanted: Collection[str]) -> None:
    """Remove what a lab stood on before and nobody's container stands on now. What stays is tried again next time."""
    now, others = _present(wanted), _containers()
    _write_used(paths, now | {use for use in _read_used(paths) - now if not _removed(*use, others)})


def _files(path: Path) -> list[Path]:
    found = [path] if path.is_file() else [file for file in path.rglob("*") if file.is_file()]
    return [file for file in found if not any(part in str(file) for part in _IGNORED)]


def _run_build(
    image: ImageRecipe, references: Mapping[str, str], into: list[str], paths: LabPaths, step: RunningStep
) -> None:
    log = paths.logs / f"image-{image.name}.log"

    def show(line: str) -> None:
        found = build_step(line)
        if found:
            step.advance(found[0], found[1])
            step.note = found[2]

    done = process.follow(_build_command(image, references, into), log, env=build_env(), on_line=show)
    if not done.ok:
        raise errors.build_failed(image.name, str(log), "\n".join(done.out.splitlines()[-12:]))


def _build_command(image: ImageRecipe, references: Mapping[str, str], into: list[str]) -> list[str]:
    folder = ROOT / "images" / image.name
    command = ["docker", "buildx", "build", *into, "--progress=plain", "--provenance=false"]
    command += ["--file", str(folder / "Dockerfile")]
    for name, parent in image.builds_on.items():
        command += ["--build-arg", f"{name}={references[parent]}"]
    if image.requirements:
        command += ["--build-context", f"requirements={ROOT / 'requirements'}"]
    for name, path in image.contexts.items():
        command += ["--build-context", f"{name}={ROOT / path}"]
    bundle = network.ca_bundle()
    if bundle:
        command += ["--secret", f"id=ca,src={bundle}"]
    for name in _PROXIES:
        if os.environ.get(name):
            command += ["--build-arg", name]
    return [*command, str(folder)]


def _removed(name: str, image: str, containers: Iterable[tuple[str, str, str]]) -> bool:
    """Remove the image, or its name where it has others too; tell whether nothing of it is left to remove."""
    said = process.run(["docker", "image", "inspect", "--format", "{{json .RepoTags}}", image])
    tags = {familiar(tag) for tag in json.loads(said.out) or ()} if said.ok else set()
    if not said.ok or (tags and name not in tags):
        return True
    if any((tags and used == name) or (one == image and len(tags) <= 1) for _, used, one in containers):
        return False
    return process.run(["docker", "image", "rm", name if tags else image], timeout=120).ok


def _present(wanted: Collection[str]) -> Used:
    """Return those of the wanted images that there are."""
    listed = process.run(["docker", "image", "ls", "--no-trunc", "--format", "{{.Repository}}:{{.Tag}} {{.ID}}"])
    found = [line.split(" ") for line in listed.out.splitlines()]
    return {(familiar(name), image) for name, image in found if familiar(name) in wanted}


def _containers() -> list[tuple[str, str, str]]:
    """Return every container's project, the name of its image and its id."""
    listed = process.run(["docker", "ps", "--all", "--quiet"]).out.split()
    lines = process.run(["docker", "inspect", "--format", _BY_LAB, *listed]).out.splitlines() if listed else []
    found = [line.split(" ") for line in lines]
    return [(project, familiar(name), image) for project, name, image in found]


def _used_file(paths: LabPaths) -> Path:
    return paths.folder / "images.json"


def _read_used(paths: LabPaths) -> Used:
    try:
        return {(str(name), str(image)) for name, image in json.loads(_used_file(paths).read_text(encoding="utf-8"))}
    except (OSError, ValueError, TypeError):
        return set()


def _write_used(paths: LabPaths, used: Used) -> None:
    part = _used_file(paths).with_suffix(".part")
    with contextlib.suppress(OSError):
        part.write_text(json.dumps(sorted(used), indent=1), encoding="utf-8")
        part.replace(_used_file(paths))
