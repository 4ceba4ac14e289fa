"""What breaks under the lab, or inside it, and what a learner meets then."""

from __future__ import annotations

import json
import subprocess
import uuid
from typing import TYPE_CHECKING, Any

import pytest

from helpers.host.lab import PARTS
from helpers.host.network import answers
from tests.support.clones import docker
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.clones import Clone

EXERCISE = "start.first-run"
SOLVED = "docker run hello-world"


def serves(lab: Clone, where: str = "") -> bool:
    """Whether an engine answers: this computer's, or the other's with `ssh other`."""
    return lab.lab("sh", f"{where} docker version >/dev/null 2>&1", code=None).returncode == 0


def check(lab: Clone, exercise: str = EXERCISE) -> dict[str, Any]:
    """What `./lab check --json` says."""
    return dict(json.loads(lab.lab("check", exercise, "--json", code=None).stdout))


def verdict(lab: Clone) -> str:
    """The verdict that `./lab check --json` gives."""
    return str(check(lab)["verdict"])


def kill_engine(lab: Clone) -> None:
    """End the engine's process at once; what supervises it starts it again."""
    docker("exec", "--user", "learner", lab.service("engine"), "pkill", "-KILL", "dockerd")


@pytest.fixture
def bystander() -> Iterator[str]:
    """A container, an image, a volume and a network of the person's own, on the base engine."""
    name = f"bystander-{uuid.uuid4().hex[:8]}"
    base = docker(
        "image", "ls", "--format", "{{.Repository}}:{{.Tag}}", "--filter", "reference=docker-lab/base"
    ).split()[0]
    docker("tag", base, f"{name}:1")
    docker("volume", "create", name)
    docker("network", "create", name)
    docker("run", "--detach", "--name", name, "--volume", f"{name}:/data", f"{name}:1", "sleep", "infinity")
    yield name
    docker("rm", "--force", name, code=None)
    docker("network", "rm", name, code=None)
    docker("volume", "rm", name, code=None)
    docker("image", "rm", f"{name}:1", code=None)


def test_the_learners_own_docker_is_out_of_reach(lab: Clone, bystander: str) -> None:
    """Removing and pruning everything inside the lab touches nothing of the computer's own engine, and work goes on."""
    lab.seat("docker pull -q hello-world; docker run --name swept hello-world >/dev/null")
    lab.seat("docker rm -f $(docker ps -aq); docker system prune -af --volumes")
    assert lab.seat("docker ps -aq; docker image ls -q") == ""
    assert docker("inspect", "-f", "{{.State.Running}}", bystander) == "true"
    for kind, name in (("image", f"{bystander}:1"), ("volume", bystander), ("network", bystander)):
        docker(kind, "inspect", name)
    assert "Hello from Docker!" in lab.seat("docker run --rm hello-world")


def test_a_notebook_container_that_is_gone_is_made_anew(lab: Clone) -> None:
    """Without its notebook container the lab starts again, and the engine finds the new one's network."""
    lab.seat("docker pull -q busybox:latest")
    docker("rm", "--force", lab.service("notebook"))
    lab.start()
    assert serves(lab)
    assert lab.seat("docker image ls -q busybox:latest").strip()
    assert lab.seat("docker pull -q hello-world:latest").strip()


def test_a_killed_engine_comes_back_by_itself(lab: Clone) -> None:
    """An engine killed while it builds ends that build, comes back without help and still has its images."""
    lab.seat("docker pull -q ubuntu:latest")
    lab.seat(
        "mkdir -p /tmp/slow && printf 'FROM ubuntu:latest\\nRUN echo slow-step && sleep 300\\n' > /tmp/slow/Dockerfile"
    )
    build = [str(lab.folder / "lab"), "sh", "docker build --no-cache --progress=plain /tmp/slow 2>&1"]
    with subprocess.Popen(build, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as building:
        assert building.stdout is not None
        assert any("slow-step" in line and "echo" not in line for line in building.stdout), "the build never began"
        kill_engine(lab)
        building.stdout.read()
        assert building.wait(60) != 0
    eventually(lambda: serves(lab), "the engine did not come back")
    assert lab.seat("docker image ls -q ubuntu:latest").strip()
    assert answers(lab.address)


def test_what_ran_on_a_killed_engine_runs_again(lab: Clone) -> None:
    """Unasked, and nothing else."""
    lab.seat("docker pull -q busybox && docker run -d --name revived busybox sleep 1000")
    lab.seat("docker run -d --name rests busybox sleep 1000 && docker kill rests")
    listed = "docker ps --filter name=revived --filter name=rests --format '{{.Names}} {{.ID}}'"
    before = lab.seat(listed)
    for killed in (kill_engine, lambda where: kill_first_process(where, "engine")):
        killed(lab)
        docker("exec", "--user", "learner", lab.service("notebook"), "lab-ready", "100")
        assert lab.seat(listed) == before
    lab.seat("docker rm -f revived rests")


def test_a_missing_engine_is_our_fault_and_said_so(lab: Clone) -> None:
    """While the engine is gone a check is broken, not wrong; start brings it back and the check goes on."""
    lab.lab("begin", EXERCISE)
    docker("stop", "--time", "5", lab.service("engine"))
    assert verdict(lab) == "broken"
    assert answers(lab.address)
    lab.start()
    lab.seat(SOLVED)
    assert verdict(lab) == "passed"
    lab.lab("reset", EXERCISE)


def test_an_engine_killed_under_a_check_is_our_fault(lab: Clone) -> None:
    """The check that was under way says so in Korean, and the next one goes on as if nothing had been."""
    lab.lab("begin", "images.copy")
    endless = 'FROM busybox\\nWORKDIR /app\\nCOPY weather.sh .\\nCMD ["sleep", "300"]\\n'
    build = "docker build -q -t weather-copy:1.0 ."
    lab.seat(f"cd ~/work/exercises/images/copy && printf '{endless}' > Dockerfile && {build}")
    command = [str(lab.folder / "lab"), "check", "images.copy", "--json"]
    with subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, text=True) as checking:
        # A check of this exercise runs the image. The learner's own `docker ps` would wait until it has ended.
        running = "/usr/bin/docker ps -q --filter label=lab.hidden"
        eventually(lambda: bool(lab.seat(running)), "the check never ran the image")
        kill_engine(lab)
        said = json.loads(checking.communicate(timeout=60)[0])
    assert (said["verdict"], "도커 엔진이 꺼져 있습니다" in said["trouble"]) == ("broken", True)
    eventually(lambda: serves(lab), "the engine did not come back")
    lab.seat(f'cd ~/work/exercises/images/copy && sed -i \'s/^CMD.*/CMD ["sh", "weather.sh"]/\' Dockerfile && {build}')
    assert check(lab, "images.copy")["verdict"] == "passed"
    lab.lab("reset", "images.copy")


def test_a_restarted_engine_does_not_make_a_mistake_of_nothing(lab: Clone) -> None:
    """It has forgotten what happened; where nothing is to be seen, the check says that, and not that it is wrong."""
    lab.lab("begin", EXERCISE)
    kill_engine(lab)
    eventually(lambda: serves(lab), "the engine did not come back")
    said = check(lab)
    assert (said["verdict"], "다시 켜지면 모두 잊습니다" in said["trouble"]) == ("not_attempted", True)
    lab.seat(SOLVED)
    assert verdict(lab) == "passed"
    lab.lab("reset", EXERCISE)


@pytest.mark.parametrize("gone", ["other", "hub", "mirror"])
def test_work_goes_on_without(lab: Clone, gone: str) -> None:
    """With one of the helpers gone the learner's own computer still works and is checked; start brings it back."""
    lab.seat("docker pull -q hello-world")
    docker("kill", lab.service(gone))
    assert "Hello from Docker!" in lab.seat("docker run --rm hello-world")
    assert verdict(lab) in {"not_attempted", "failed", "passed"}
    lab.start()
    assert docker("inspect", "-f", "{{.State.Running}}", lab.service(gone)) == "true"
    assert serves(lab, "ssh other")


def test_without_the_hub_its_names_lead_nowhere_else(lab: Clone) -> None:
    """While the practice Hub is off, its password goes nowhere: no computer of the lab finds the real Docker Hub."""
    names = "registry-1.docker.io index.docker.io auth.docker.io docker.io hub.docker.com"
    find = f"for name in {names}; do getent ahosts $name || exit; done"
    place = f"10.214.{lab.state['net']}.10"
    docker("stop", "--time", "5", lab.service("hub"))
    for found in (
        lab.seat(find),
        docker("exec", lab.service("engine"), "sh", "-c", find),
        lab.seat(f"ssh other '{find}'"),
    ):
        assert {line.split()[0] for line in found.splitlines()} == {place}
    log_in = 'echo "$LAB_HUB_PASSWORD" | docker login -u "$LAB_HUB_USER" --password-stdin'
    assert lab.lab("sh", log_in, code=None).returncode != 0
    ready = docker("exec", lab.service("notebook"), "sh", "-c", "lab-ready 10 2>&1", code=1)  # as start asks it
    assert sorted(ready.split()) == sorted(set(PARTS) - {"hub"})
    lab.start()
    assert "Login Succeeded" in lab.seat(f"{log_in} 2>/dev/null; docker logout >/dev/null")


def test_a_full_disk_is_told_and_survived(clone: Clone) -> None:
    """With no room left the engine says so, checks still answer, and after clearing up work goes on."""
    clone.start()
    project = clone.service("notebook").removesuffix("-notebook-1")
    volume = f"{project}_engine-data"
    docker("rm", "--force", clone.service("engine"))
    docker("volume", "rm", volume)
    labels = ("--label", f"com.docker.compose.project={project}", "--label", "com.docker.compose.volume=engine-data")
    small = ("--opt", "type=tmpfs", "--opt", "device=tmpfs", "--opt", "o=size=48m")
    docker("volume", "create", *labels, *small, volume)
    clone.start()
    filling = "docker run --name fills busybox dd if=/dev/zero of=/full bs=1M count=100 2>&1"
    assert "no space left" in clone.seat(filling, code=1).lower()
    assert "no space left" in clone.seat("docker run --rm busybox cp /bin/busybox /big 2>&1", code=None).lower()
    assert verdict(clone) != "passed"
    clone.seat("docker rm --force fills")
    assert "Hello from Docker!" in clone.seat("docker run --rm hello-world")


def test_exercises_leave_nothing_in_the_seats_tmp(lab: Clone) -> None:
    """However often one with images of its own is begun and reset, /tmp is as it was."""
    cycle = "lab begin transfer.save && lab reset transfer.save"
    lab.seat(cycle)
    before = lab.seat("ls -A /tmp")
    lab.seat(f"{cycle} && {cycle}")
    assert lab.seat("ls -A /tmp") == before


def kill_first_process(lab: Clone, service: str) -> None:
    """End a container's first process at once, from outside: Docker's own kill would count as the person's stop."""
    number = docker("inspect", "-f", "{{.State.Pid}}", lab.service(service))
    image = docker("inspect", "-f", "{{.Config.Image}}", lab.service("engine"))
    docker("run", "--rm", "--privileged", "--pid=host", "--network=none", "--entrypoint=kill", image, "-KILL", number)


def test_an_engine_follows_a_notebook_that_died(lab: Clone) -> None:
    """Its network is the notebook container's: where that dies and comes back, ports and pulls work again, unasked."""
    lab.seat("docker pull -q nginx")
    before = docker("inspect", "-f", "{{.State.StartedAt}}", lab.service("engine"))
    kill_first_process(lab, "notebook")
    started = ("inspect", "-f", "{{.State.StartedAt}}", lab.service("engine"))
    eventually(lambda: docker(*started) != before, "the engine stays in a dead network")
    eventually(lambda: serves(lab) and answers(lab.address), "the lab did not come back")
    lab.seat("docker rm -f followed 2>/dev/null; docker run -d --name followed -p 8087:80 nginx")
    assert "nginx" in lab.seat("curl -fsS --retry 20 --retry-all-errors localhost:8087; docker rm -f followed")
    assert lab.seat("docker rmi -f busybox 2>/dev/null; docker pull -q busybox").endswith("busybox:latest\n")


@pytest.mark.parametrize("service", ["engine", "other", "hub", "mirror"])
def test_a_service_that_died_comes_back_by_itself(lab: Clone, service: str) -> None:
    """Nobody has to start anything again."""
    kill_first_process(lab, service)
    eventually(lambda: "jupyter" in docker("exec", lab.service("notebook"), "lab-ready", "1", code=None), "no lab")
    docker("exec", "--user", "learner", lab.service("notebook"), "lab-ready", "100")
    assert serves(lab, "ssh other")


def test_all_trust_a_hub_that_lost_its_volume(lab: Clone) -> None:
    """It has made itself a new authority; once start says that the lab is open, login, push and pull work."""
    project = lab.service("notebook").removesuffix("-notebook-1")
    lab.seat("docker pull -q hello-world; docker tag hello-world learner/again:1")
    log_in = 'echo "$LAB_HUB_PASSWORD" | docker login -u "$LAB_HUB_USER" --password-stdin >/dev/null 2>&1'
    for _ in range(3):
        docker("rm", "--force", lab.service("hub"))
        docker("volume", "rm", f"{project}_hub")
        lab.start()
        lab.seat(f"{log_in} && docker push -q learner/again:1 && ssh other docker pull -q learner/again:1")
    lab.seat("docker logout; docker rmi learner/again:1; ssh other docker rmi learner/again:1")


def test_the_hub_collects_what_was_deleted(lab: Clone) -> None:
    """An image that was pushed and deleted leaves no layer behind when the Hub starts the next time."""
    log_in = 'echo "$LAB_HUB_PASSWORD" | docker login -u "$LAB_HUB_USER" --password-stdin >/dev/null 2>&1'
    blobs = (
        "exec",
        "--user",
        "docker-registry",
        lab.service("hub"),
        "sh",
        "-c",
        "find /var/lib/hub/registry -path '*/blobs/*' -name data | wc -l",
    )
    lab.seat("docker pull -q busybox")
    docker("restart", lab.service("hub"))
    lab.start()
    before = int(docker(*blobs))
    recipe = "FROM busybox\\nRUN head -c 100000 /dev/urandom > /new"
    lab.seat(f"{log_in}; printf '{recipe}' | docker build -q -t learner/gone:1 -; docker push -q learner/gone:1")
    assert int(docker(*blobs)) > before
    lab.seat("python -c 'from helpers.world import hub; hub.remove(\"learner/gone:1\")'")
    docker("restart", lab.service("hub"))
    lab.start()
    assert int(docker(*blobs)) == before
