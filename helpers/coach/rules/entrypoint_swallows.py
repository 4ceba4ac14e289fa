"""A program after the image's name that the image's ENTRYPOINT got as its argument."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach.evidence import container_files
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.coach.evidence.container_files import Inside
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_WRAPPERS = frozenset({
    "tini", "tini-static", "docker-init", "dumb-init", "catatonit", "gosu", "su-exec", "setpriv", "nice", "xvfb-run",
})  # fmt: skip
"""Programs that run what they are given."""
_PASSES_ON = (b'exec "$@"', b'exec "${@}"', b"exec $@")
"""How a start script runs what it is given."""
SHELLS = frozenset({"sh", "bash", "ash", "dash", "env", "exec"})


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The image's ENTRYPOINT complained of the first word, which is a program of the image.

    A terminal (`-t`) keeps what it complained of from us: then a shell is what nobody hands to another program.
    """
    word = next(iter(asked.arguments[1:]), "")
    unheard = asked.has("--tty") and not ran.said.strip() and word in SHELLS
    return swallowed(ran, asked, scene) if word and (word in ran.inside or unheard) else None


def swallowed(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """Explain it where the image's ENTRYPOINT runs no program that it is given, and got one."""
    if asked.verb != "run" or not asked.arguments[1:] or asked.has("--entrypoint"):
        return None
    image = scene.image(asked.arguments[0])
    entrypoint = ((image or {}).get("Config") or {}).get("Entrypoint") or []
    word = asked.arguments[1]
    runs_it = bool(entrypoint) and entrypoint[0].rpartition("/")[2] in SHELLS | _WRAPPERS
    if not entrypoint or runs_it or word.startswith("-"):
        return None
    with container_files.of(ran, asked, scene) as inside:
        if inside is None or not _is_program(word, inside) or _passes_on(entrypoint, inside):
            return None
    return _explanation(asked.arguments[0], entrypoint, asked.arguments[1:])


def _is_program(word: str, inside: Inside) -> bool:
    return word in SHELLS or bool(inside.find(word))


def _passes_on(entrypoint: Sequence[str], inside: Inside) -> bool:
    path = inside.find(entrypoint[0])
    start = inside.content(path) if path else b""
    unread = start.startswith(b"#!") and len(start) >= container_files.START
    return unread or any(words in start for words in _PASSES_ON)


def _explanation(image: str, entrypoint: Sequence[str], words: Sequence[str]) -> Explanation:
    whole = " ".join((*entrypoint, *words))
    return Explanation(
        id="entrypoint-swallows",
        what=say("`{word}`{이} 실행되지 않고, 이미지의 ENTRYPOINT에 넘겨졌어요.", word=words[0]),
        why=say("`{image}` 이미지에는 ENTRYPOINT가 `{entrypoint}`{으로} 정해져 있어요.",
                image=image, entrypoint=" ".join(entrypoint))
        + " 그런 이미지에서는 이미지 이름 뒤에 적은 것이 그 프로그램의 인자가 돼요."
        + say(" 그래서 실제로 실행된 것은 `{whole}`{이에요}.", whole=whole),
        next=(
            say("`{word}`{을} 실행하려면 이미지 이름 앞에 `--entrypoint {word}`{을} 적어요.", word=words[0])
            + " 그 프로그램에 줄 나머지는 이미지 이름 뒤에 적어요.",
        ),
    )  # fmt: skip
