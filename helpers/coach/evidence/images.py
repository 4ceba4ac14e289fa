"""The image that a command wanted from a registry, by the command or by the engine's message.

Which containers keep an image that was to be removed.

Processors by Docker's names: an engine's, an image's, a program's.

Knows the number that an ELF file carries for each; which one is emulated on which computer it cannot know.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from helpers.coach import phrases
from helpers.dockerdata.names import Reference, fault, parse
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command
    from helpers.dockerdata.types import Container


def _any(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_PULLED = _any(
    r"pull access denied for ([^\s,]+)",
    r"manifest for (\S+) not found",
    r"source metadata for (\S+?): ",
    r"unable to find image '([^']+)'",
    r"repository ([a-z0-9][\w./:-]*) not found",
)
_PUSHED = _any(
    r"does not exist locally with the tag: (\S+)",
    r"tag does not exist: (\S+)",
    r"push refers to repository \[([^\]]+)\]",
)
_FETCH = frozenset({"run", "create", "pull"})
_OTHERS = frozenset({"", "build", "compose up", "compose pull", "compose build"})
"""Commands that fetch images which they do not name."""


def wanted(asked: Command, words: str) -> Reference | None:
    """The image that a command was to fetch; None where it fetches none, or nothing tells which."""
    if asked.verb in _FETCH and asked.arguments:
        name = asked.arguments[0]
    elif asked.verb in _OTHERS:
        name = _named(words, _PULLED)
    else:
        return None
    return parse(name) if name and not fault(name) else None


def pushed(asked: Command, words: str) -> Reference | None:
    """The image that a command was to push; likewise."""
    if asked.verb not in ("", "push"):
        return None
    name = asked.arguments[0] if asked.arguments else _named(words, _PUSHED)
    return parse(name) if name and not fault(name) else None


def _named(words: str, patterns: tuple[re.Pattern[str], ...]) -> str:
    return next((found[1].rstrip(".,") for pattern in patterns if (found := pattern.search(words))), "")


def stands(image: Reference, asked: Command, scene: Scene) -> Reference | None:
    """The image that was to be pushed, where it stands here; a message without its command leaves out the tag."""
    if scene.image(image.familiar):
        return image
    tags = [] if asked.verb or image.tagged else [tag for found in scene.state.images for tag in found.tags]
    return next((found for tag in tags if (found := parse(tag)).repository == image.repository), None)


def added(image: Reference) -> str:
    """That Docker added `:latest` itself; empty where a tag was written."""
    return "" if image.tagged else " 태그를 적지 않아서 도커가 뒤에 `:latest`를 붙였어요."


def place(image: Reference) -> str:
    """The registry's name for sentences."""
    return f"`{image.registry}` 레지스트리" if image.registry else "Docker Hub"


_ALIVE = frozenset({"running", "paused", "restarting"})
_REFUSED = re.compile(r"unable to (?:remove|delete)|being used|is using|conflict", re.IGNORECASE)
_OTHERWISE = re.compile(r"multiple repositories|dependent child", re.IGNORECASE)
"""The engine's other reasons to keep an image."""


@dataclass(frozen=True, kw_only=True)
class Kept:
    """An image that stays: its name as the learner wrote it, the containers of it that run, and the others."""

    image: str
    running: tuple[Container, ...]
    others: tuple[Container, ...]


def kept(ran: FinishedCommand, asked: Command, scene: Scene) -> Kept | None:
    """The image that was not removed because of its containers; None where there are none, or another reason."""
    if asked.verb not in ("", "rmi") or not _REFUSED.search(ran.words) or _OTHERWISE.search(ran.words):
        return None
    for name, id in _images(ran, asked, scene):
        of_it = [found for found in scene.state.containers if found.image_id == id]
        if of_it:
            return Kept(
                image=name,
                running=tuple(found for found in of_it if found.status in _ALIVE),
                others=tuple(found for found in of_it if found.status not in _ALIVE),
            )
    return None


def _images(ran: FinishedCommand, asked: Command, scene: Scene) -> Iterable[tuple[str, str]]:
    """The images that were to go and still stand, by the name that was written and by id."""
    if asked.verb:
        yield from ((name, found["Id"]) for name in asked.arguments if (found := scene.image(name)))
    elif holder := phrases.mentioned(ran.words, scene.state):
        yield (next(iter(phrases.quoted(ran.words)), holder.image), holder.image_id)


def look(found: Kept) -> str:
    """The command that shows all containers of the image."""
    return say(
        "`docker ps -a --filter ancestor={image}`{으로} 그 이미지로 만든 컨테이너를 모두 볼 수 있어요.",
        image=found.image,
    )


def who(containers: Iterable[Container], scene: Scene) -> str:
    """The containers, each with what it does: `web`은 3분 전에 만든 컨테이너이고, …, at most three."""
    said = [
        say("`{name}`{은} {portrait}.", name=found.name, portrait=phrases.portrait(inspected, scene.now))
        for found in list(containers)[:3]
        if (inspected := scene.container(found.id))
    ]
    return " ".join(said)


_SAME = {"x86_64": "amd64", "aarch64": "arm64", "armv7l": "arm", "i386": "386", "i686": "386"}
_ALSO = {"amd64": {"386"}, "arm64": {"arm"}}
"""What a processor runs besides its own."""
_ELF = {
    3: "386", 8: "mips", 20: "ppc", 21: "ppc64le", 22: "s390x", 40: "arm", 50: "ia64", 62: "amd64", 183: "arm64",
    243: "riscv64", 258: "loong64",
}  # fmt: skip
_BIG_ENDIAN = 2
_HEADER = 20
KNOWN = "Intel·AMD 컴퓨터는 `amd64`, 애플 실리콘 맥은 `arm64`예요."


def of_engine(scene: Scene) -> str:
    """The processor of the computer that the engine runs on."""
    return plain(str(scene.engine.get("/version")["Arch"]))


def of_image(scene: Scene, name: str) -> str:
    """The processor that an image is for; empty where there is no such image."""
    found = scene.image(name)
    return plain(str(found.get("Architecture", ""))) if found else ""


def of_program(content: bytes) -> str:
    """The processor of a compiled Linux program; empty where it is none."""
    if not content.startswith(b"\x7fELF") or len(content) < _HEADER:
        return ""
    number = int.from_bytes(content[18:20], "big" if content[5] == _BIG_ENDIAN else "little")
    return _ELF.get(number, f"ELF {number}")


def plain(name: str) -> str:
    """Docker's name of a processor: `amd64` for `linux/amd64/v2` and for `x86_64`."""
    name = name.removeprefix("linux/").partition("/")[0].lower()
    return _SAME.get(name, name)


def foreign(wanted: str, engine: str) -> bool:
    """Whether a program for `wanted` needs another processor than `engine`; False where either is unknown."""
    return bool(wanted and engine) and wanted != engine and wanted not in _ALSO.get(engine, ())
