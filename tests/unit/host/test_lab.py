"""Which port and network the lab gets, and what a failed start is told to be."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING

import pytest

from helpers.host import errors, lab, network, process, settings
from helpers.host.base_engine import BaseEngine
from helpers.host.compose import Lab

if TYPE_CHECKING:
    from pathlib import Path

FIRST = settings.FIRST_PORT
DOCKER = BaseEngine(product="Docker", version="26.1.5")


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Lab:
    """A lab that is down, on a computer where every port looks free."""
    monkeypatch.setattr(network, "port_is_free", lambda _port: True)
    monkeypatch.setattr(lab, "running", lambda _lab: False)
    paths = settings.LabPaths(project="docker-lab-0", folder=tmp_path, work=tmp_path / "work")
    return Lab(paths=paths, settings=settings.load(paths), images={}, base=DOCKER)


def compose_says(monkeypatch: pytest.MonkeyPatch, answers: dict[int, str]) -> list[int]:
    """Let `compose up` fail with these words at these ports; the ports that were tried."""
    tried: list[int] = []

    def follow(self: Lab, *_: str, **__: object) -> process.Result:
        tried.append(self.settings.port)
        words = answers.get(self.settings.port, "")
        return process.Result(code=1 if words else 0, out=words)

    monkeypatch.setattr(Lab, "follow", follow)
    return tried


@pytest.mark.parametrize(
    "words",
    [
        "Bind for 127.0.0.1:8888 failed: port is already allocated",
        "listen tcp4 127.0.0.1:8888: bind: address already in use",
        "Ports are not available: exposing port TCP 127.0.0.1:8888",
    ],
)
def test_a_port_lost_at_the_last_moment_is_left_for_the_next(
    here: Lab, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    """A port that was free when we looked and taken when Docker came is given up, and the next is kept."""
    compose_says(monkeypatch, {FIRST: words})
    assert lab._containers(here, None).settings.port == FIRST + 1
    assert settings.load(here.paths).port == FIRST + 1


def test_an_engine_inside_wsl_is_told_by_its_words(here: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder of Windows is no path to it: one is sent to where the engine is, and no other port is tried."""
    words = "invalid mount config for type \"bind\": invalid mount path: 'C:/lab' mount path must be absolute"
    tried = compose_says(monkeypatch, {FIRST: words})
    with pytest.raises(errors.LabError, match="폴더를 읽지 못합니다") as failed:
        lab._containers(here, None)
    assert "WSL" in failed.value.remedy
    assert tried == [FIRST]


def test_the_last_port_is_tried_first(here: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A bookmark goes on working: the lab comes back where it was."""
    tried = compose_says(monkeypatch, {})
    moved = lab._with_port(here, 9000)
    assert lab._containers(moved, None).settings.port == 9000
    assert tried == [9000]


@pytest.mark.parametrize(
    "words",
    [
        "Error response from daemon: Pool overlaps with other one on this address space",
        "networks have overlapping IPv4",
        "subnet 10.214.3.0/24 is already used on the host or by another config",
    ],
)
def test_a_taken_network_is_passed_over(here: Lab, monkeypatch: pytest.MonkeyPatch, words: str) -> None:
    """The Hub's network is the next one where another stands, whatever the engine calls that; it is then kept."""
    last = lab._with_net(here, settings.NETS - 1)
    tried: list[int] = []

    def follow(self: Lab, *_: str, **__: object) -> process.Result:
        tried.append(self.settings.net)
        return process.Result(code=1, out=words) if len(tried) == 1 else process.Result(code=0)

    monkeypatch.setattr(Lab, "follow", follow)
    assert lab._containers(last, None).settings.net == 0
    assert (tried, settings.load(here.paths).net) == ([settings.NETS - 1, 0], 0)


def test_what_the_engine_lost_sight_of_is_made_anew(here: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A container whose task outlived its dockerd can never start again under its id: all get new ones, once."""
    words = "Error response from daemon: failed to create task for container: task 291aa7f7193e: already exists"
    asked: list[tuple[str, ...]] = []

    def follow(_: Lab, *arguments: str, **__: object) -> process.Result:
        asked.append(arguments)
        return process.Result(code=int("--force-recreate" not in arguments), out=words)

    monkeypatch.setattr(Lab, "follow", follow)
    lab._containers(here, None)
    assert ["--force-recreate" in arguments for arguments in asked] == [False, True]


def test_a_port_that_was_asked_for_is_not_replaced(here: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """--port means this port or an error."""
    tried = compose_says(monkeypatch, {9000: "port is already allocated"})
    with pytest.raises(errors.LabError) as failed:
        lab._containers(here, 9000)
    assert (failed.value.code, tried) == (errors.PORT, [9000])


def test_other_failures_are_not_tried_again(here: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A failure that no other port would cure is raised at once with Compose's words."""
    tried = compose_says(monkeypatch, {FIRST: "no such image"})
    with pytest.raises(errors.LabError, match="no such image"):
        lab._containers(here, None)
    assert tried == [FIRST]


def test_an_engine_that_may_not_run_is_told_with_its_way_out(here: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """A refused user namespace is an error of its own, which --allow-privileged answers; but only once."""
    monkeypatch.setattr(lab, "_lab_ready", lambda *_: process.Result(code=lab._REFUSED, out="hub\n"))
    with pytest.raises(errors.LabError, match="특권 없이") as failed:
        lab._wait_ready(here, lambda _seen: None)
    assert failed.value.code == errors.PRIVILEGE
    allowed = dataclasses.replace(here, settings=dataclasses.replace(here.settings, privileged=True))
    with pytest.raises(errors.LabError, match="특권으로도") as failed:
        lab._wait_ready(allowed, lambda _seen: None)
    assert failed.value.code != errors.PRIVILEGE


def test_a_part_that_stays_silent_is_named(here: Lab, monkeypatch: pytest.MonkeyPatch) -> None:
    """The error says which parts do not answer, and only those."""
    monkeypatch.setattr(
        lab, "_lab_ready", lambda *_: process.Result(code=1, out="engine\nother\nssh\nftp\nhub\njupyter\n")
    )
    monkeypatch.setattr(Lab, "run", lambda *_, **__: process.Result(code=0, out="\x1b[2Kengine-1  | why"))
    with pytest.raises(errors.LabError, match=r"답하지 않는 곳: mirror\nengine-1  \| why$"):
        lab._wait_ready(here, lambda _seen: None)


def test_the_learners_name_is_remembered(here: Lab) -> None:
    """Who learns here is told to the containers, and a later start without a name keeps it."""
    named = lab.named(here, learner="20251234", secret=None)
    assert named.environment()["LAB_LEARNER"] == "20251234"
    later = Lab(paths=here.paths, settings=settings.load(here.paths), images={}, base=DOCKER)
    assert lab.named(later, learner=None, secret=None).settings.learner == "20251234"
