"""`ls` at a terminal that writes the bytes of Korean names as numbers: the container's locale is not UTF-8."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import container_files
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = True
HEARD = ("run --tty", "exec --tty")
_HANGUL = re.compile(r"[\u1100-\u11ff\u3131-\u318e가-힣]")
_LOCALE = re.compile(r"(?:LC_ALL|LC_CTYPE|LANG)=.*utf-?8", re.IGNORECASE)
_PLAIN = re.compile(r"-\w*[Nb]\w*|--(?:literal|show-control-chars)")
"""Options by which `ls` writes names as they are, or otherwise on purpose."""


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """GNU's `ls` was run at a terminal, in a folder with such names, and no variable says UTF-8."""
    words = _ls(asked.arguments[1:]) if asked.has("--tty") and asked.verb in ("run", "exec") else ()
    if not words or any(map(_PLAIN.fullmatch, words)) or any(map(_LOCALE.match, _environment(asked, scene))):
        return None
    with container_files.of(ran, asked, scene) as inside:
        if inside is None or inside.find("/bin/busybox"):
            return None
        folders = [word for word in words[1:] if not word.startswith("-")] or ["."]
        shown = (name for folder in folders for name in inside.names(inside.absolute(folder)))
        name = next((name for name in shown if _HANGUL.search(name)), "")
    return _explanation(name, asked.verb) if name else None


def _ls(words: Sequence[str]) -> Sequence[str]:
    """Return the words of an `ls`, run by itself or by a shell; none where something else was run."""
    if len(words) > 2 and words[0].rpartition("/")[2] in ("sh", "bash") and words[1].endswith("c"):  # noqa: PLR2004
        words = words[2].split()
    return words if words and words[0].rpartition("/")[2] == "ls" else ()


def _environment(asked: Command, scene: Scene) -> Iterator[str]:
    """Yield the variables that the program had."""
    stands = scene.container(asked.arguments[0]) if asked.verb == "exec" else scene.image(asked.arguments[0])
    yield from ((stands or {}).get("Config") or {}).get("Env") or ()
    yield from asked.options.get("--env", ())


def _explanation(name: str, verb: str) -> Explanation:
    letter = next(letter for letter in name if _HANGUL.match(letter))
    octal = "".join(f"\\{byte:03o}" for byte in letter.encode())
    return Explanation(
        id="names-in-octal",
        what=say("`ls`가 한글 이름 `{name}`{을} `{octal}…`처럼 숫자로 보여 줬어요. 파일과 이름은 멀쩡해요.",
                 name=name, octal=octal),
        why="이 컨테이너에는 언어 설정(`LANG`)이 없어서 글자를 UTF-8로 읽지 않아요."
        " 그래서 터미널에 보여 줄 때 한글의 바이트를 하나씩 8진수로 적어요.",
        next=(
            say("`docker {verb}`의 옵션으로 `-e LANG=C.UTF-8`{을} 주면 한글로 보여요.", verb=verb),
            "이미지를 만들 때 정해 두려면 Dockerfile에 `ENV LANG=C.UTF-8`을 적어요.",
        ),
    )  # fmt: skip
