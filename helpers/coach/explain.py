"""Answer `explain()` for a message that the learner pastes, or the last command that failed; and `lab coach`.

Which command a pasted message came from is guessed as well as its words tell: from how a prompt looks, and which words
which command says. The rules verify the guess on the engine. The last failure, and whether the coach speaks, is kept in
the learner's own folder.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import asdict
from typing import TYPE_CHECKING

from helpers.coach.diagnosis import diagnose
from helpers.coach.mailbox import Message
from helpers.coach.model import WORDS, FinishedCommand
from helpers.coach.render import named
from helpers.coach.reports import beyond, cleaned, commanded
from helpers.coach.scene import Scene
from helpers.dockerdata.types import Computer
from helpers.text.josa import say
from helpers.text.message import Note
from helpers.world import safe_files
from helpers.world.environment import here, state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.coach.model import Explanation


NOTHING_KEPT = Note(
    kind="refused",
    text='아직 실패한 명령이 없어요. 메시지를 붙여 넣으면 설명해 볼게요: `explain("메시지")`. '
    "명령까지 함께 붙여 넣으면 더 잘 찾아요.",
)
OFF = Note(
    kind="refused",
    text="코치가 꺼져 있어서 마지막 명령을 듣지 못했어요. "
    '터미널에서 `lab coach on`으로 켜거나, 메시지를 붙여 넣어 주세요: `explain("메시지")`.',
)
UNKNOWN = Note(
    kind="refused",
    text="이 메시지는 잘 모르겠어요. 짐작으로 말하지는 않을게요.\n"
    "입력한 명령과 메시지를 모두 붙여 넣으면 찾을 수도 있어요. "
    "`docker ps -a`와 `docker images`로 지금 무엇이 있는지도 살펴보세요.",
)


def explained(text: object = None) -> Message | Note:
    """Explain a message, or the last failure where there is none; a note says where nothing is known."""
    if text is None or not str(text).strip():
        ran = last_failure()
        if ran is None:
            return NOTHING_KEPT if is_on() else OFF
        explanation = diagnose(ran, Scene.after(ran))
        return Message(explanation=explanation, command=named(ran), late=True) if explanation else _unknown(ran)
    explanation = _of_message(str(text))
    return Message(explanation=explanation, command="") if explanation else UNKNOWN


def _of_message(text: str) -> Explanation | None:
    scene: dict[object, Scene] = {}
    for ran in commands(text, str(here())):
        if explanation := diagnose(ran, scene.setdefault(ran.computer, Scene.after(ran))):
            return explanation
    return None


def _unknown(ran: FinishedCommand) -> Note:
    return Note(
        kind="refused",
        text=say(
            "마지막으로 실패한 명령은 `{line}`{이고} 종료 코드는 {code}{이에요}. 왜 그런지는 잘 모르겠어요. ",
            line=named(ran),
            code=ran.code,
        )
        + "도커가 한 말을 다시 읽어 보고, 지금 무엇이 있는지 `docker ps -a`와 `docker images`로 살펴보세요.",
    )


def switched(wish: str) -> Note:
    """Switch the coach `on` or `off`; with any other wish only say whether it is."""
    if wish in ("on", "off"):
        switch(on=wish == "on")
    if is_on():
        return Note(
            text="코치가 켜져 있어요. 도커 명령이 잘못되면 그 아래에 까닭을 알려 드려요. "
            "끄려면 `lab coach off`를 실행해요."
        )
    return Note(text="코치가 꺼져 있어요. 다시 켜려면 `lab coach on`을 실행해요.")


_TYPED = re.compile(
    r"^\s*(?:[\w.-]+@[\w.-]+:[^$#%]*[$#%]|\(?[\w-]*\)?\s*[$#%>❯]|!|In \[\d*\]: ?!?)?\s*"
    r"((?:sudo |ssh [\w@.-]+ )?docker .*|doc?[a-z]{1,6}r? (?:ps|run|images|pull|build)\b.*)$"
)
_NAME = r"[\"'`]?/?([\w][\w./:@-]*)[\"'`]?"
_GUESSES: tuple[tuple[str, str], ...] = (
    (rf"container name {_NAME} is already in use", "docker run --name {0} image"),
    (r"(?:bind for|exposing port tcp|listen tcp\d?) [\d.\[\]:]*?:(\d+)", "docker run -p {0}:80 image"),
    (r"expos\w+ privileged port (\d+)", "docker run -p {0}:80 image"),
    (rf"cannot remove container {_NAME}", "docker rm {0}"),
    (rf"unable to remove repository reference {_NAME}", "docker rmi {0}"),
    (r"unable to delete (\w+)", "docker rmi {0}"),
    (rf"no such image: {_NAME}", "docker rmi {0}"),
    (rf"reference does not exist.*?{_NAME}|{_NAME}.*?reference does not exist", "docker save -o image.tar {0}"),
    (rf"no such container: {_NAME}", "docker start {0}"),
    (rf"no such object: {_NAME}", "docker inspect {0}"),
    (rf"unable to find image {_NAME}", "docker run {0}"),
    (rf"pull access denied for {_NAME}", "docker pull {0}"),
    (rf"manifest for {_NAME} not found", "docker pull {0}"),
    (r"toomanyrequests", "docker pull image"),
    (rf"invalid reference format: repository name \(?{_NAME}", "docker pull {0}"),
    (r"invalid (?:argument|tag) \"([^\"]+)\"", "docker build -t {0} ."),
    (r"exec: \"([^\"]+)\": executable file not found", "docker run image {0}"),
    (r"exec: \"([^\"]+)\": stat", "docker run image {0}"),
    (rf"container {_NAME} is not running", "docker exec {0} sh"),
    (r"not a (?:tty|terminal)", "docker run -it image"),
    (r"failed to (?:calculate checksum|compute cache key|read dockerfile)", "docker build ."),
    (r"parse error|unknown instruction|no build stage|requires (?:exactly )?1 argument", "docker build ."),
    (r"exec format error", "docker run image"),
    (r"json: no such file or directory|invalid tar header", "docker load -i image.tar"),
    (rf"image does not exist locally with the tag: {_NAME}", "docker push {0}"),
    (r"no basic auth credentials|requested access to the resource is denied|denied|unauthorized", "docker push image"),
    (rf"remove {_NAME}: volume is in use", "docker volume rm {0}"),
    (rf"network {_NAME} (?:id \w+ )?has active endpoints", "docker network rm {0}"),
    (rf"no such volume: {_NAME}|get {_NAME}: no such volume", "docker volume rm {0}"),
    (rf"network {_NAME} not found", "docker network rm {0}"),
    (rf"'{_NAME}' is not a docker command|unknown command: docker (\w+)", "docker {0}"),
    (rf"(?:^|\s){_NAME}: (?:command )?not found", "{0}"),
    (r"no space left on device", "docker pull image"),
    (r"docker (?:daemon|api)", "docker ps"),
)
"""Words (in lower case) and the command that says them, the surest first."""
_CODES = {"run": (125, 127, 126, 1), "exec": (1, 126, 127, 125), "create": (1, 125)}


def commands(text: str, folder: str) -> Iterator[FinishedCommand]:
    """Yield the commands that a message may be of, the likeliest first: the typed one, then what the words say."""
    words = cleaned(text)[-WORDS:]
    for argv, computer, there in _argvs(words, folder):
        codes = (127,) if argv[0] != "docker" else _CODES.get(next(iter(argv[1:]), ""), (1, 125))
        for code in codes:
            yield FinishedCommand(argv=argv, code=code, words=words, folder=there, computer=computer)


def _argvs(words: str, folder: str) -> Iterator[tuple[tuple[str, ...], Computer, str]]:
    for line in words.splitlines():
        typed = _TYPED.match(line)
        if typed and " daemon" not in typed[1]:
            yield from _read(typed[1].removeprefix("sudo "), folder)
    yield ("docker",), Computer.MINE, folder  # some rules know their own words without the command
    for pattern, guess in _GUESSES:
        found = re.search(pattern, words, re.IGNORECASE | re.MULTILINE)
        if found:
            name = next((group for group in found.groups() if group), "")
            yield tuple(guess.format(name).split()), Computer.MINE, folder


def _read(line: str, folder: str) -> Iterator[tuple[tuple[str, ...], Computer, str]]:
    if line.startswith("ssh "):
        (argv, there), computer = beyond(line.split()), Computer.OTHER
    else:
        (argv, there), computer = commanded(line, folder), Computer.MINE
        argv = argv or tuple(line.split())
    if argv:
        yield argv, computer, there or folder


def _off() -> Path:
    """Return the file that switches the coach off, everywhere and at once (images/notebook/coach/coached looks too)."""
    return state_folder() / "coach-off"


def _last() -> Path:
    return state_folder() / "coach-last.json"


def is_on() -> bool:
    """Return whether the learner wants to hear the coach."""
    return not _off().exists()


def switch(*, on: bool) -> None:
    """Switch the coach on or off. Raises OSError where the learner's disk cannot be written."""
    if on:
        _off().unlink(missing_ok=True)
    else:
        _off().parent.mkdir(parents=True, exist_ok=True)
        _off().touch()


def keep(ran: FinishedCommand) -> None:
    """Keep the last command that failed, for `explain()`. What cannot be kept is not missed."""
    with contextlib.suppress(OSError):
        _last().parent.mkdir(parents=True, exist_ok=True)
        safe_files.write(_last(), json.dumps(asdict(ran)).encode())


def last_failure() -> FinishedCommand | None:
    """Return the last command that failed; None where none is kept."""
    try:
        data = json.loads(_last().read_text(encoding="utf-8"))
        words = {key: tuple(data[key]) for key in ("argv", "missing")}
        return FinishedCommand(**data | words | {"computer": Computer(data["computer"])})
    except (OSError, ValueError, KeyError, TypeError):
        return None
