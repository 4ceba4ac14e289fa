"""The door to Docker, on the lab's two real engines."""

from __future__ import annotations

import io
import json
import tarfile
import time
from typing import TYPE_CHECKING, Any

import pytest

from helpers.dockerdata.api import HIDDEN
from helpers.dockerdata.types import TOO_LONG, Computer
from helpers.dockerdata.units import NANO
from helpers.exercise import probes
from helpers.world import errors, hidden_containers
from helpers.world.computers import Computers, Since
from helpers.world.engine import BUFFER, Engine
from helpers.world.errors import EngineRefused
from helpers.world.prober import Prober
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.dockerdata.types import Fact, Probe

IMAGE = "lab-engine:1.0"


@pytest.fixture
def engine(computers: Computers) -> Iterator[Engine]:
    """내 컴퓨터's engine with one image of ours, and nothing of ours afterwards."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as tar:
        for name, content in (("hello.txt", b"hello"), ("etc/passwd", b"x")):
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    api = computers.mine.api
    api.import_image_from_data(stream.getvalue(), repository="lab-engine", tag="1.0")
    yield computers.mine
    for container in api.containers(all=True, filters={"ancestor": IMAGE}):
        api.remove_container(container["Id"], force=True, v=True)
    api.remove_image(IMAGE, force=True)


def test_snapshot_takes_as_many_questions_as_kinds(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """Five calls and no more, however many objects stand there."""
    for number in range(12):
        engine.api.create_container(IMAGE, ["/nothing"], name=f"lab-engine-{number}")
    asked: list[str] = []
    fetch = engine.fetch

    def noted(path: str, /, **query: Any) -> Any:
        asked.append(path)
        return fetch(path, **query)

    monkeypatch.setattr(engine, "fetch", noted)
    state = engine.snapshot(engine.now() - NANO, "")
    assert asked.count("/info") <= 1
    assert sorted(set(asked) - {"/info"}) == ["/containers/json", "/events", "/images/json", "/networks", "/volumes"]
    assert len(asked) - asked.count("/info") == 5
    assert sum(container.name.startswith("lab-engine-") for container in state.containers) == 12


def test_event_history_tells_what_stands_no_more(engine: Engine) -> None:
    """A container that was made and removed since the start is in the events, in order."""
    since, mark = engine.now(), engine.mark()
    made = engine.api.create_container(IMAGE, ["/nothing"], name="lab-engine-gone")["Id"]
    engine.api.remove_container(made)
    state = engine.snapshot(since, mark)
    assert [event.action for event in state.events if event.id == made] == ["create", "destroy"]
    assert state.remembered


def test_what_happened_before_the_start_is_not_told(engine: Engine) -> None:
    """Events begin at the start."""
    made = engine.api.create_container(IMAGE, ["/nothing"], name="lab-engine-early")["Id"]
    state = engine.snapshot(engine.now(), engine.mark())
    assert not [event for event in state.events if event.id == made]


def test_forgotten_start_is_noticed(engine: Engine) -> None:
    """The engine remembers 256 events; when the start is no longer among them the snapshot says so."""
    since, mark = engine.now(), engine.mark()
    for _ in range(BUFFER // 2 + 1):
        engine.mark()
    assert not engine.snapshot(since, mark).remembered


def test_hidden_containers_leave_no_trace(engine: Engine) -> None:
    """Looking into an image shows neither in the lists nor in the events, and nothing stays."""
    since = engine.now()
    with hidden_containers.container(engine, IMAGE, None, entrypoint="none") as made:
        state = engine.snapshot(since)
        assert made not in {container.id for container in state.containers}
        assert not state.events
    assert not engine.snapshot(since).events
    assert not engine.api.containers(all=True, filters={"label": HIDDEN})


def test_hidden_container_goes_even_where_looking_fails(engine: Engine) -> None:
    """An image that cannot run is a fact, and its container is removed."""
    fact = hidden_containers.run(engine, IMAGE, probes.run(IMAGE, ("/nothing",)).detail)
    assert (fact.found, fact.code) == (True, hidden_containers.CANNOT_START)
    assert not engine.api.containers(all=True, filters={"label": HIDDEN})


def test_facts_of_an_image_are_asked_once(engine: Engine, computers: Computers, tmp_path: Path) -> None:
    """What an image holds never changes; a second check does not ask again."""
    prober = Prober(computers)
    asked = (
        probes.image_file(IMAGE, "/hello.txt"),
        probes.image_file(IMAGE, "/none"),
        probes.image_file("none:1", "/x"),
    )
    states = {Computer.MINE: engine.snapshot()}
    found = prober.gather(asked, states, tmp_path)
    assert [found[probe].found for probe in asked] == [True, False, False]
    assert found[asked[0]].text == "hello"
    since = engine.now()
    assert prober.gather(asked, states, tmp_path) == found
    assert not engine.events(since)


def test_an_onlooker_runs_an_image_again_that_was_slow_once(
    engine: Engine, computers: Computers, tmp_path: Path
) -> None:
    """A busy computer does not decide for good what an image does; one that never ends is left alone after two runs."""
    prober = Prober(computers, hasty=3)
    computers.mine.api.pull("busybox:latest")
    until = f"until [ $(date +%s) -ge {int(time.time()) + 5} ]; do sleep 0.1; done; echo ready"
    once, never = probes.run("busybox:latest", ("sh", "-c", until)), probes.run("busybox:latest", ("sleep", "60"))
    states = {Computer.MINE: engine.snapshot()}
    assert prober.gather((once,), states, tmp_path)[once].text == "ready\n"
    assert prober.gather((never,), states, tmp_path)[never].code == TOO_LONG
    assert not prober.costs(never, states[Computer.MINE])


def test_words_that_the_engine_lost_are_asked_for_again(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """What ends at once may end before the engine has read what it wrote."""
    engine.api.pull("busybox:latest")
    read, lost = hidden_containers.logs, [""]
    monkeypatch.setattr(hidden_containers, "logs", lambda *asked: lost.pop() if lost else read(*asked))
    assert hidden_containers.run(engine, "busybox:latest", json.dumps({"command": ["echo", "here"]})).text == "here\n"
    assert hidden_containers.run(engine, "busybox:latest", json.dumps({"command": ["true"]})).text == ""


def test_folder_in_an_image_is_its_names(engine: Engine, computers: Computers, tmp_path: Path) -> None:
    """A folder's fact has code 1."""
    probe = probes.image_file(IMAGE, "/etc")
    fact = Prober(computers).gather((probe,), {Computer.MINE: engine.snapshot()}, tmp_path)[probe]
    assert (fact.code, "passwd" in fact.text.split("\n")) == (1, True)


def test_missing_container_is_a_fact(computers: Computers, tmp_path: Path) -> None:
    """Asking for what is not there is no error."""
    asked = (probes.container_inspect("none"), probes.container_logs("none"), probes.container_file("none", "/x"))
    found = Prober(computers).gather(asked, {Computer.MINE: computers.mine.snapshot()}, tmp_path)
    assert not any(fact.found for fact in found.values())


def test_files_are_found_on_both_computers(computers: Computers, tmp_path: Path) -> None:
    """In the exercise's folder here; absent ones there, too, are facts."""
    (tmp_path / "a.txt").write_text("가나다")
    here, there = probes.file("a.txt"), probes.file("lab-engine-none.txt", probes.HOME, Computer.OTHER)
    states = {Computer.MINE: computers.mine.snapshot(), Computer.OTHER: computers.on(Computer.OTHER).snapshot()}
    found = Prober(computers).gather((here, there), states, tmp_path)
    assert '"text": "가나다"' in found[here].text
    assert not found[there].found


def test_versions_and_kernel_are_read(computers: Computers, tmp_path: Path) -> None:
    """Of both computers."""
    states = {Computer.MINE: computers.mine.snapshot(), Computer.OTHER: computers.on(Computer.OTHER).snapshot()}
    asked = (probes.SERVER_VERSION, probes.CLIENT_VERSION, probes.KERNEL)
    found = Prober(computers).gather(asked, states, tmp_path)
    assert all(fact.found and fact.text[0].isdigit() for fact in found.values())


def test_both_computers_are_two_engines(computers: Computers) -> None:
    """What is made here does not stand there."""
    computers.mine.api.create_volume("lab-engine-here")
    try:
        mine, other = computers.look(need_other=True)
    finally:
        computers.mine.api.remove_volume("lab-engine-here")
    assert (mine.computer, other.computer) == (Computer.MINE, Computer.OTHER)
    assert "lab-engine-here" in {volume.name for volume in mine.volumes}
    assert "lab-engine-here" not in {volume.name for volume in other.volumes}


def test_other_computer_may_be_gone_where_it_is_not_needed(computers: Computers, tmp_path: Path) -> None:
    """Its snapshot is empty then; where it is needed, the trouble is its own."""
    dead = Computers(mine=computers.mine, other=Engine(f"unix://{tmp_path}/nobody.sock", Computer.OTHER))
    assert dead.look()[1].containers == ()
    with pytest.raises(errors.EngineGone, match="다른 컴퓨터의 도커 엔진이 꺼져 있습니다"):
        dead.look(Since(), Since(), need_other=True)


def test_refusal_carries_status_and_words(computers: Computers) -> None:
    """The engine's own no is told by its HTTP status."""
    with pytest.raises(EngineRefused) as refused:
        computers.mine.get("/containers/lab-engine-none/json")
    assert refused.value.status == 404


def test_engine_comes_to_rest(engine: Engine) -> None:
    """At rest, the last event is as long ago as was asked for."""
    since = engine.now()
    engine.api.create_container(IMAGE, ["/nothing"], name="lab-engine-rest")
    engine.rest(quiet=0.2, deadline=30)
    assert engine.now() - max(event.time for event in engine.events(since)) >= 0.2 * NANO


def _run(engine: Engine, probe: Probe) -> Fact:
    return hidden_containers.run(engine, probe.subject, probe.detail)


def test_run_is_told_whole(engine: Engine) -> None:
    """Both streams and the exit code."""
    engine.api.pull("busybox", "latest")
    fact = _run(engine, probes.run("busybox:latest", ("sh", "-c", "echo out; echo err >&2; exit 3")))
    assert (fact.code, sorted(fact.text.split())) == (3, ["err", "out"])


def test_run_that_never_ends_is_ended(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """It counts as too long, and its container is removed."""
    engine.api.pull("busybox", "latest")
    monkeypatch.setattr(hidden_containers, "SECONDS", 1)
    assert _run(engine, probes.run("busybox:latest", ("sleep", "60"))).code == TOO_LONG
    assert not engine.api.containers(all=True, filters={"label": HIDDEN})


def test_connection_survives_a_pause(computers: Computers) -> None:
    """A connection that the engine has closed meanwhile is opened again."""
    engine = computers.mine
    engine.snapshot()
    assert engine._wire is not None
    engine._wire.sock.close()
    eventually(engine.alive)
    assert engine.snapshot().networks


@pytest.fixture
def built(engine: Engine) -> Iterator[str]:
    """An image with an ENTRYPOINT, built on busybox."""
    name, lines = "lab-engine-built:1.0", b'FROM busybox\nENTRYPOINT ["sh", "-c"]\nCMD ["cat /a/b; echo $X"]\n'
    for said in engine.api.build(fileobj=io.BytesIO(lines), tag=name, rm=True, decode=True):
        assert "error" not in said, said
    yield name
    engine.api.remove_image(name, force=True)


def test_image_is_run_with_what_nobody_has_seen(engine: Engine, built: str) -> None:
    """Other values and files than the image's own; its ENTRYPOINT is kept, or replaced where that is asked."""
    assert _run(engine, probes.run(built, env={"X": "seven"}, files={"/a/b": "숨은 글\n"})).text == "숨은 글\nseven\n"
    assert _run(engine, probes.run(built, ("echo $0",))).text == "sh\n"
    assert _run(engine, probes.run(built, ("one",), entrypoint="echo")).text == "one\n"


def test_base_is_told_by_its_layers(engine: Engine, built: str, computers: Computers, tmp_path: Path) -> None:
    """Whatever the images are called: busybox lies below, and under another name it is still not ubuntu."""
    engine.api.pull("busybox", "latest")
    engine.api.tag("busybox:latest", "lab-engine-base", "1.0")
    asked = (probes.image_base(built, "busybox:latest"), probes.image_base(built, "ubuntu:latest"))
    try:
        found = Prober(computers).gather(asked, {Computer.MINE: engine.snapshot()}, tmp_path)
    finally:
        engine.api.remove_image("lab-engine-base:1.0")
    right, wrong = (json.loads(found[probe].text) for probe in asked)
    assert right == {"served": True}
    assert (wrong["served"], wrong["public"][0]) == (False, "busybox:latest")
    assert engine.get("/images/busybox:latest/json")["Id"] in wrong["below"]
