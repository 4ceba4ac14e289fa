"""What the coach looks up without an engine: Dockerfiles, ignore files, /proc, programs, events, accounts."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from helpers.coach.evidence import disk_usage, exit_137, images
from helpers.coach.evidence.build_context import Build
from helpers.coach.evidence.container_ports import Socket, sockets
from helpers.coach.evidence.exit_137 import Cause
from helpers.coach.rules import killed
from helpers.coach.rules.copied_too_early import misplaced
from helpers.coach.rules.ended_at_once import talker
from helpers.coach.scene import Scene
from helpers.dockerdata.types import DockerState, Event
from helpers.world.computers import Computers
from helpers.world.engine import Engine

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("FROM a\nCOPY . /app\nRUN apt-get update && \\\n apt-get install -y x", "."),
        ("FROM a\nADD src /app\nRUN pip install flask", "src"),
        ("FROM a\nCOPY . /app\nRUN <<EOF\napt-get update\napt-get install -y x\nEOF", "."),
        ("FROM a\nCOPY --chown=1 . /app\nRUN --mount=type=cache,target=/c pip install flask", "."),
        ("FROM a\nCOPY <<EOF /app/\nprint()\nEOF\nRUN pip install flask", ""),
        ("FROM a\nCOPY app.py /app/\nRUN apk add --no-cache curl", "app.py"),
        ("FROM a\nCOPY install.sh /tmp/\nRUN sh /tmp/install.sh && apt-get install -y x", ""),
        ("FROM a\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .", ""),
        ("FROM a\nRUN apt-get install -y x\nCOPY . /app", ""),
        ("FROM a\nCOPY . /app\nFROM b\nRUN apt-get install -y x", ""),
        ("FROM a\nCOPY . /app\nRUN echo apt", ""),
    ],
)
def test_order_of_a_dockerfile(tmp_path: Path, text: str, source: str) -> None:
    """What is copied before an installation that does not need it."""
    (tmp_path / "src").mkdir()
    (tmp_path / "Dockerfile").write_text(text)
    found = misplaced(Build(context=tmp_path, dockerfile=tmp_path / "Dockerfile"))
    assert (found[0] if found else "") == source


def test_sockets_of_proc() -> None:
    """Listening ones of both tables; a connection and Docker's own name server are none."""
    tables = (
        "  sl  local_address rem_address   st\n"
        "   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000\n"
        "   1: 00000000:0050 00000000:0000 0A 00000000:00000000\n"
        "   2: 0B00007F:9C41 00000000:0000 0A 00000000:00000000\n"
        "   3: 0200110A:0050 0100110A:C350 01 00000000:00000000\n"
        "   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000\n"
    )
    found = sorted(sockets(tables))
    assert found == [
        Socket(port=80, address="0.0.0.0"),  # noqa: S104 - as the table has it
        Socket(port=8000, address="127.0.0.1"),
        Socket(port=8080, address="::1"),
    ]
    assert [socket.inside_only for socket in found] == [False, True, True]


def test_processors() -> None:
    """Docker's names, ELF's numbers, and what runs on what."""
    elf: Callable[[int], bytes] = lambda number: b"\x7fELF\x02\x01\x01" + bytes(11) + number.to_bytes(2, "little")  # noqa: E731 - one line, used here
    assert [images.of_program(elf(number)) for number in (62, 183, 9999)] == ["amd64", "arm64", "ELF 9999"]
    assert images.of_program(b"#!/bin/sh\n") == ""
    assert [images.plain(name) for name in ("linux/arm64/v8", "x86_64", "aarch64")] == ["arm64", "amd64", "arm64"]
    assert images.foreign("arm64", "amd64")
    assert not images.foreign("386", "amd64")
    assert not images.foreign("", "amd64")


def happened(*steps: str) -> list[Event]:
    """A container's events, `kill:9` with its signal."""
    return [
        Event(
            kind="container", action=action, id="c", name="web", image="", time=number,
            exit_code=137 if action == "die" else None, attributes={"signal": signal} if signal else {},
        )
        for number, (action, _, signal) in enumerate(step.partition(":") for step in steps)
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("steps", "state", "cause"),
    [
        (("start", "kill:9", "die"), {}, Cause.KILL),
        (("start", "kill:15", "kill:9", "die", "stop"), {}, Cause.STOP),
        (("start", "oom", "die"), {"OOMKilled": False}, Cause.MEMORY),
        (("start", "die"), {"OOMKilled": True}, Cause.MEMORY),
        (("start", "die"), {"OOMKilled": False}, Cause.UNKNOWN),
        (("start", "kill:9", "die", "start", "die"), {}, Cause.UNKNOWN),
        (("start", "kill:1", "die"), {}, Cause.UNKNOWN),
    ],
)
def test_who_killed_a_container(steps: tuple[str, ...], state: dict[str, Any], cause: Cause) -> None:
    """From the events of its last run; `OOMKilled` alone is believed only where it is true."""
    assert exit_137.cause(happened(*steps), "c", state) is cause


class _Slow(Scene):
    """An engine that notes one more event each time it is asked; the container is gone."""

    def __init__(self, *steps: str) -> None:
        super().__init__(Computers(mine=Engine("unix:///nobody.sock")))
        self._events, self._noted = happened(*steps), 1

    @property
    def state(self) -> DockerState:  # asked anew each time
        return DockerState(events=tuple(self._events[: self._noted]))

    def look_again(self) -> None:
        self._noted += 1

    def container(self, name: str) -> None:
        del name


def test_an_end_that_the_engine_notes_late() -> None:
    """A command is back before its container's end is noted, and before the signal is."""
    explanation = killed.ended("c", _Slow("start", "die", "kill:9"))
    assert explanation is not None
    assert "`docker kill`이나 `docker rm -f`로 강제로" in explanation.why


def test_memory_limit_is_named() -> None:
    """Where there is one, and memory was the cause or may have been."""
    assert "메모리 한도는 512MiB예요" in exit_137.explanation("web", Cause.MEMORY, 512 * 1024**2).why
    assert "한도는" not in exit_137.explanation("web", Cause.STOP, 512 * 1024**2).why


def test_account_of_the_engine() -> None:
    """The largest first; only what nobody uses may go, and of images only the nameless."""
    shares = disk_usage.account(
        {
            "LayersSize": 500,
            "Images": [
                {"Size": 300, "Containers": 1, "RepoTags": ["a:1"]},
                {"Size": 100, "Containers": 0, "RepoTags": ["b:1"]},
                {"Size": 100, "Containers": 0, "RepoTags": None},
            ],
            "Containers": [{"SizeRw": 9000, "State": "exited"}, {"State": "running"}],
            "Volumes": [{"UsageData": {"Size": 70, "RefCount": 0}}],
            "BuildCache": None,
        }
    )
    said = [share.said() for share in shares]
    assert said == [
        "컨테이너 2개 9kB(쓰지 않는 것 1개)",
        "이미지 3개 500B(쓰지 않는 것 2개)",
        "볼륨 1개 70B(쓰지 않는 것 1개)",
    ]
    assert [(share.spare, bool(share.remedy)) for share in shares] == [(9000, True), (100, True), (70, False)]


@pytest.mark.parametrize(
    ("command", "talks"),
    [
        ("/bin/bash", True),
        ("sh -i", True),
        ("python3", True),
        ("busybox sh", True),
        ("bash -c ls", False),
        ("python3 app.py", False),
        ("python3 -m http.server", False),
        ("nginx -g x", False),
    ],
)
def test_programs_for_talking_to(command: str, talks: bool) -> None:  # noqa: FBT001 - the expected answer
    """A shell with nothing to do, and a program that has something to do."""
    assert talker(command.split()) is talks
