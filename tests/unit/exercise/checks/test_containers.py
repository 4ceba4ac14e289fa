"""Checks of containers and of runs: what passes, and what each near miss is told."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.dockerdata.types import Computer, World
from helpers.exercise import checks, probes
from helpers.exercise.checks.containers import not_kept
from tests.support.worlds import container, ended, event, fact, image, miss, passes, world

INSPECT, _RUNS = probes.container_inspect("web"), checks.container_running("r", "web")
WEB = container("web", "nginx:latest", ports={"80/tcp": 8080}, networks={"shop": "10.0.0.2"})


def test_ran_and_was_removed() -> None:
    """A run whose container is gone still counts, by the engine's events."""
    assert passes(checks.ran("r", "hello-world"), world(*ended("hello-world:latest")))


def test_ran_and_stands() -> None:
    """A new container that has ended counts even where the events were lost."""
    stands = container("x", "hello-world", "exited", exit_code=0)
    assert passes(checks.ran("r", "hello-world"), world(stands))
    assert not passes(checks.ran("r", "hello-world"), world(stands, before=(stands,)))


def test_ran_by_id() -> None:
    """An image run by a short id counts for its name."""
    own = image("first:1.0", id="sha256:abcdef123456")
    assert passes(checks.ran("r", "first:1.0"), world(own, *ended("abcdef1")))


@pytest.mark.parametrize(
    ("scene", "says", "attempted"),
    [
        (world(), "실행한 적이 없습니다", False),
        (
            world(image("hello-world:latest"), before=(image("hello-world:latest"),)),
            "이미지는 있지만 컨테이너로",
            False,
        ),
        (world(event("pull", name="hello-world", kind="image")), "내려받기만 하고 실행하지 않았습니다", True),
        (world(container("x", "hello-world", "created")), "만들어지기만 하고 시작되지 않았습니다", True),
        (world(container("x", "hello-world", "running")), "아직 끝나지 않았습니다", True),
        (world(*ended("hello-world", 3)), "종료 코드 3으로 끝났습니다", True),
        (world(there=ended("hello-world")), "다른 컴퓨터에서 실행했습니다", True),
        (world(*ended("hello-world:linux")), "`hello-world:linux` 이미지를 실행했고", True),
    ],
)
def test_never_ran(scene: World, says: str, attempted: bool) -> None:  # noqa: FBT001
    """Each way not to have run an image gets its own sentence."""
    finding = miss(checks.ran("r", "hello-world"), scene)
    assert says in finding.observed
    assert finding.attempted is attempted


def test_forgotten() -> None:
    """Where the engine forgot what happened, that is said, and no mistake is made of what is not to be seen."""
    scene = world()
    lost = World(mine=type(scene.mine)(remembered=False))
    found = miss(checks.ran("r", "hello-world"), lost)
    assert ("기억하지 못합니다" in found.observed, found.attempted) == (True, False)


def test_ran_there() -> None:
    """A run on the other computer counts there, and a run here is told."""
    check = checks.ran("r", "hello-world", on=Computer.OTHER)
    assert passes(check, world(there=ended("hello-world")))
    assert "내 컴퓨터에서 실행했습니다" in miss(check, world(*ended("hello-world"))).observed


def test_not_run() -> None:
    """An image that was fetched and not run passes; one that ran does not."""
    check = checks.not_run("n", "busybox")
    assert passes(check, world(event("pull", name="busybox", kind="image")))
    box = image("busybox:latest")
    assert "`run` 컨테이너를 실행했습니다" in miss(check, world(*ended("busybox"), box)).observed
    removed = event("untag", name=box.id, kind="image")
    assert passes(check, world(*ended("busybox"), removed, box))
    assert not passes(check, world(removed, *ended("busybox"), box))


@pytest.mark.parametrize(
    ("status", "says"),
    [
        ("created", "만들어지기만 하고 시작되지 않았습니다"),
        ("exited", "있지만 멈춰 있습니다(종료 코드 0)"),
        ("paused", "일시 정지되어 있습니다"),
        ("restarting", "되풀이하고 있습니다"),
        ("dead", "있지만 멈춰 있습니다"),
    ],
)
def test_stands_but_does_not_run(status: str, says: str) -> None:
    """A container that stands is never called absent."""
    assert says in miss(_RUNS, world(container("web", status=status), facts={INSPECT: fact()})).observed


@pytest.mark.parametrize(
    ("error", "command", "says"),
    [
        ("driver failed", [], "8080번 포트를 `door` 컨테이너가 이미 쓰고 있습니다"),
        ('runc: unable to start container process: exec: "x": no such file: unknown', [], '`exec: "x": no such file`'),
        ("x", ["-p", "8080:80"], "`-p`는 컨테이너 안에서 실행할 명령이 되었습니다"),
    ],
)
def test_could_not_start(error: str, command: list[str], says: str) -> None:
    """Who holds the port is named, and otherwise what the engine said; an option that became a command explains it."""
    ports = {"80/tcp": [{"HostPort": "8080"}]} if error == "driver failed" else {}
    made = {
        "Name": "/web",
        "State": {"Error": error},
        "HostConfig": {"PortBindings": ports},
        "Config": {"Cmd": command},
    }
    door = container("door", ports={"80/tcp": 8080})
    scene = world(container("web", status="created"), door, facts={INSPECT: fact(made)})
    assert says in miss(_RUNS, scene).observed


@pytest.mark.parametrize(
    ("scene", "says"),
    [
        (world(), "`web` 컨테이너가 없습니다"),
        (world(container("wep")), "이름이 비슷한 `wep`이 있습니다"),
        (world(container("brave_hopper")), "새 컨테이너의 이름은 도커가 붙인 이름입니다"),
        (
            world(container("brave_hopper", command="--name web -p 8080:80")),
            "그 컨테이너가 실행할 명령이 `--name web -p 8080:80`입니다",
        ),
        (world(there=(container("web"),)), "다른 컴퓨터에 있습니다"),
        (world(event("destroy", name="web")), "있었지만 지금은 지워졌습니다"),
    ],
)
def test_absent(scene: World, says: str) -> None:
    """A container that does not stand is told with what stands instead."""
    assert says in miss(_RUNS, replace(scene, facts={INSPECT: fact(found=False)})).observed
    assert says in miss(checks.container_there("t", "web"), scene).observed


def test_random_names_are_not_repeated() -> None:
    """A name that the engine drew is the same sentence each time."""
    first = miss(checks.container_there("t", "web"), world(container("brave_hopper")))
    assert first == miss(checks.container_there("t", "web"), world(container("sad_turing")))


def test_ended() -> None:
    """A container has to have ended, with the right code."""
    check = checks.container_ended("e", "web")
    assert passes(check, world(container("web", status="exited", exit_code=0)))
    assert "137로" in miss(check, world(container("web", status="exited", exit_code=137))).observed
    assert "아직 실행 중입니다" in miss(check, world(WEB)).observed
    assert "시작되지 않았습니다" in miss(check, world(container("web", status="created"))).observed


def test_made_from() -> None:
    """The image is compared by id: a container from before a rebuild is told."""
    check = checks.container_made_from("m", "web", "nginx")
    assert passes(check, world(WEB, image("nginx:latest")))
    assert "다시 만들기 전" in miss(check, world(WEB, image("nginx:latest", id="sha256:new"))).observed
    assert "`redis` 이미지로" in miss(check, world(container("web", "redis"), image("nginx:latest"))).observed


def test_kept() -> None:
    """A bystander is the same container, in the same condition."""
    check = checks.container_kept("k", "web", running=True)
    assert passes(check, world(WEB, before=(WEB,)))
    assert "지워졌습니다" in miss(check, world(before=(WEB,))).observed
    assert "새로 만든 것" in miss(check, world(container("web", id="other"), before=(WEB,))).observed
    assert "멈춰 있습니다" in miss(check, world(container("web", status="exited"), before=(WEB,))).observed
    assert "실행 중입니다" in miss(checks.container_kept("k", "web", running=False), world(WEB, before=(WEB,))).observed
    assert passes(checks.container_kept("k", "web"), world(container("web", status="exited"), before=(WEB,)))


def test_gone() -> None:
    """Absence counts only after presence: at the start, or by the events."""
    check = checks.container_gone("g", "web")
    assert passes(check, world(before=(WEB,)))
    assert passes(check, world(event("create", name="web"), event("destroy", name="web")))
    assert "있었던 적이 없습니다" in miss(check, world()).observed
    assert "멈춘 채 남아 있습니다" in miss(check, world(container("web", status="exited"))).observed


def test_renamed_is_neither_kept_nor_gone() -> None:
    """The container is known by its id: under another name it stands all the same, and its new name is told."""
    renamed = world(container("old", id=WEB.id, status="exited"), before=(WEB,))
    assert "이름이 지금은 `old`입니다" in miss(checks.container_kept("k", "web"), renamed).observed
    assert not_kept(renamed, "old", was="web") is None
    assert "이름만 `old`로 바뀌었습니다" in miss(checks.container_gone("g", "web"), renamed).observed


def test_another_one_of_the_start_is_no_new_one() -> None:
    """Of two that are to swap their names, one that is gone is told as gone; one that kept its name, as that."""
    left, right = container("left"), container("right")
    gone = not_kept(world(container("left", id=left.id), before=(left, right)), "left", was="right")
    assert gone
    assert gone.observed == "`right` 컨테이너가 지워졌습니다."
    still = not_kept(world(container("right", id=right.id), before=(left, right)), "left", was="right")
    assert still
    assert "이름이 아직 `right`입니다" in still.observed


def test_made_anew_is_not_gone() -> None:
    """A new container of the name is told as what it is, with its condition."""
    anew = world(container("web", id="new", status="paused"), before=(WEB,))
    said = miss(checks.container_gone("g", "web"), anew).observed
    assert "새로 만든 컨테이너가 일시 정지된 채 남아 있습니다" in said


NGINX, BUSYBOX = image("nginx:latest"), image("busybox:latest")


def test_from_the_given_image_by_its_id() -> None:
    """The image counts, under any name; what was pulled under the name since counts as well."""
    check = checks.container_from_given("i", "web", "nginx")
    assert passes(check, world(container("web", "nginx"), NGINX, before=(NGINX,)))
    assert passes(check, world(container("web", "mine", image_id=NGINX.id), before=(NGINX,)))
    newer = replace(image("nginx:latest", id="sha256:new"), digests=("nginx@sha256:1",))
    assert passes(check, world(container("web", "nginx", image_id="sha256:new"), newer, before=(NGINX,)))


@pytest.mark.parametrize(
    ("scene", "says"),
    [
        (world(container("web", "busybox"), BUSYBOX, before=(NGINX,)), "`busybox:latest` 이미지로"),
        (
            world(
                container("web", "nginx", image_id=BUSYBOX.id),
                replace(BUSYBOX, tags=("busybox:latest", "nginx:latest")),
                before=(NGINX,),
            ),
            "지금은 `busybox:latest`와 같은 이미지입니다",
        ),
        (world(container("web", "mine:1"), before=(NGINX,)), "`mine:1` 이미지로"),
        (world(before=(NGINX,)), "`web` 컨테이너가 없습니다"),
    ],
)
def test_from_another_image(scene: World, says: str) -> None:
    """Another image is named, also where it was given the right one's name."""
    assert says in miss(checks.container_from_given("i", "web", "nginx"), scene).observed


@pytest.mark.parametrize(
    ("path", "arguments", "right"),
    [
        ("sh", ["-c", 'trap "exit 0" TERM; wait'], True),
        ("/bin/sh", ["-c", "trap 'exit 0' TERM;  wait"], True),
        ("sh", ["-c", "trap 'exit 1' TERM; wait"], False),
        ("sleep", ["3600"], False),
    ],
)
def test_runs_the_command(path: str, arguments: list[str], right: bool) -> None:  # noqa: FBT001
    """Quotes and the program's folder do not matter, every word does; another command is shown."""
    check = checks.container_runs("c", "web", """sh -c 'trap "exit 0" TERM; wait'""")
    facts = {check.probes[0]: fact({"Path": path, "Args": arguments})}
    scene = world(container("web"), facts=facts)
    assert passes(check, scene) is right
    if not right:
        assert f"`{' '.join((path, *arguments))}`" in miss(check, scene).observed
