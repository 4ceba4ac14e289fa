"""`./lab start`, `stop` and `destroy` keep their promises on a real engine."""

from __future__ import annotations

import json
import os
import re
import signal
import socket
import subprocess
import sys
import tarfile
import uuid
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.host import base_image, errors, settings, terminal
from helpers.host.network import answers
from tests.support.clones import SERVICES, docker
from tests.support.waiting import eventually

if TYPE_CHECKING:
    from pathlib import Path

    from tests.support.clones import Clone


def test_the_printed_address_opens(lab: Clone) -> None:
    """The address that start prints is JupyterLab's, with the token that it asks for, and for this computer alone."""
    said = lab.lab("start", "--no-browser").stdout
    assert f"http://127.0.0.1:{lab.state['port']}/?token={lab.state['token']}" in said
    assert answers(lab.address)
    assert not answers(lab.address.replace(lab.state["token"], "wrong"))
    assert docker("port", lab.service("notebook")).splitlines() == [f"8888/tcp -> 127.0.0.1:{lab.state['port']}"]


def test_texts_in_the_lab_name_this_computers_command(lab: Clone) -> None:
    """Where the way back is a command outside the lab, it is the one that is typed there."""
    said = lab.seat("python -c 'from helpers.world.errors import hub_silent; print(hub_silent())'")
    assert f"({terminal.COMMAND} start)" in said
    assert lab.seat('echo "$LAB_COMMAND"') == f"{terminal.COMMAND}\n"


def test_an_exercise_is_worked_on_from_outside(lab: Clone) -> None:
    """`./lab begin` says what is to be done, what is checked, where, and what to type; `./lab checklist` goes on."""
    exercise = "commands.stop"
    said = lab.lab("begin", exercise).stdout
    task = re.sub(r"\*\*", "", course.exercise(exercise).prompt).strip()
    assert all(part in said for part in (task, f"{terminal.COMMAND} sh", f"{terminal.COMMAND} check {exercise}"))
    place = re.search(r"`(work/exercises/\S+)`", said)
    assert place
    assert (lab.folder / place[1]).is_dir()
    listed = lab.lab("checklist").stdout
    assert listed.strip() in said
    assert listed == lab.lab("checklist", exercise).stdout
    said = lab.lab("reset", exercise).stdout
    assert (f"`{terminal.COMMAND} begin {exercise}`" in said, "start(" in said) == (True, False)


def test_starting_twice_changes_nothing(lab: Clone) -> None:
    """A second start finds the same containers, address and secrets."""
    before, ids = lab.state, lab.ids()
    lab.start()
    assert (lab.state, lab.ids()) == (before, ids)


def test_stop_keeps_what_the_learner_made(lab: Clone) -> None:
    """Images, containers and files of both computers are there again after stop and start."""
    lab.seat("docker pull -q hello-world && docker create --name kept-in-stop hello-world && touch ~/kept-in-stop")
    lab.seat("ssh other 'docker pull -q busybox && touch kept-in-stop'")
    lab.lab("stop")
    assert not answers(lab.address)
    assert lab.lab("sh", "true", code=errors.NOT_RUNNING).stderr.strip()
    lab.start()
    assert lab.seat("docker ps -a --filter name=kept-in-stop --format '{{.Names}}'; ls ~/kept-in-stop").split() == [
        "kept-in-stop",
        "/home/learner/kept-in-stop",
    ]
    assert lab.seat("ssh other 'docker image ls -q busybox | wc -l; ls kept-in-stop'").split() == ["1", "kept-in-stop"]
    lab.seat("docker rm kept-in-stop; rm ~/kept-in-stop; ssh other rm kept-in-stop")


def standing(lab: Clone) -> str:
    """The containers of both computers that the next test begins with, and whether they run, by name."""
    listed = "docker ps -a --filter name=woken --format '{{.Names}} {{.State}}' | sort"
    return lab.seat(f'{listed}; ssh other "{listed}"')


def test_what_ran_before_a_stop_runs_again(lab: Clone) -> None:
    """On both computers, with its port; what was stopped stays so, and what cannot come back is told once."""
    run = "docker run -d --name"
    lab.seat(
        f"docker pull -q nginx && {run} woken-web -p 8086:80 nginx && {run} woken-off nginx && docker stop woken-off"
    )
    lab.seat(f"{run} woken-gone --rm nginx && docker run --name woken-done nginx true")
    lab.seat(f"ssh other 'docker pull -q busybox && {run} woken-there busybox sleep 1000'")
    before = standing(lab)
    lab.lab("stop")
    said = lab.lab("start", "--no-browser").stdout
    assert "다시 시작하지 못한 내 컴퓨터의 컨테이너: woken-gone\n" in said
    assert standing(lab) == before.replace("woken-gone running\n", "")
    assert "nginx" in lab.seat("curl -fsS --retry 20 --retry-all-errors localhost:8086")
    assert "다시 시작하지 못한" not in lab.lab("start", "--no-browser").stdout
    lab.seat("docker rm -f woken-web woken-off woken-done; ssh other docker rm -f woken-there")


def test_what_a_start_brings_back_is_nobodys_deed(lab: Clone) -> None:
    """An exercise whose container runs again is as it was: nothing done yet, and not `restarted` by the learner."""
    exercise = "commands.exec-it"
    lab.lab("begin", exercise)
    lab.lab("stop")
    lab.start()
    found = json.loads(lab.lab("check", exercise, "--json", code=1).stdout)
    assert (found["verdict"], "다시 켜지면 모두 잊습니다" in found["trouble"]) == ("not_attempted", True)
    assert "다시 시작했습니다" not in found["findings"][0]["observed"]
    lab.seat("docker exec menu-board sed -i s/salt/cream/ /srv/menu.txt")
    assert json.loads(lab.lab("check", exercise, "--json").stdout)["verdict"] == "passed"
    lab.lab("reset", exercise)


def test_privileged_engines_go_on_where_the_others_stopped(clone: Clone) -> None:
    """Where the kernel asks for them: images, progress and files are as before, and containers write to the files.

    What it costs is told at each start, and the way back leads to the same lab without.
    """
    clone.start()
    clone.seat("touch ~/mine && lab begin start.first-run && docker run hello-world && lab check start.first-run")
    reached = json.loads(clone.lab("progress", "--json").stdout)
    allow = "from helpers.host import lab, settings; lab.allow_privileged(lab.existing(settings.learner_lab()))"
    subprocess.run([sys.executable, "-c", allow], cwd=clone.folder, check=True)
    clone.start()
    assert docker("inspect", "-f", "{{.HostConfig.Privileged}}", clone.service("engine")) == "true"
    assert json.loads(clone.lab("progress", "--json").stdout) == reached
    assert clone.seat("docker images --format '{{.Repository}}'; ls ~/mine").split() == [
        "hello-world",
        "/home/learner/mine",
    ]
    clone.seat("docker run --rm -v ~/work:/made busybox touch /made/by-container && ssh other docker pull -q busybox")
    assert clone.seat("stat -c %U ~/work/by-container") == "learner\n"
    assert "진짜 root" in clone.lab("start", "--no-browser").stdout
    assert "[주의] 특권" in clone.lab("doctor").stdout
    assert "진짜 root" not in clone.lab("start", "--no-browser", "--no-privileged").stdout
    assert docker("inspect", "-f", "{{.HostConfig.Privileged}}", clone.service("engine")) == "false"
    assert json.loads(clone.lab("progress", "--json").stdout) == reached
    assert clone.seat("docker images --format '{{.Repository}}' hello-world; ls ~/mine").split() == [
        "hello-world",
        "/home/learner/mine",
    ]
    assert "Hello from Docker!" in clone.seat("docker run --rm hello-world")
    clone.start()
    assert clone.state["privileged"] is False


def test_a_taken_port_is_passed_over(lab: Clone) -> None:
    """Where another program took the lab's port, start takes a free one; a port that was asked for is an error."""
    lab.lab("stop")
    port = lab.state["port"]
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        other.bind(("127.0.0.1", port))
        other.listen()
        assert str(port) in lab.lab("start", "--no-browser", "--port", str(port), code=errors.PORT).stderr
        lab.start()
        assert lab.state["port"] != port
        assert answers(lab.address)


def test_a_taken_network_is_passed_over(clone: Clone) -> None:
    """Where another network of this computer stands in the lab's place, start takes one that is free.

    A start that ended before it had kept the new number does no harm: the lab stays where it is.
    """
    paths = settings.LabPaths(project="docker-lab-taken", folder=clone.folder / ".lab", work=clone.folder / "work")
    number = settings.load(paths).net
    name = f"taken-{uuid.uuid4().hex[:8]}"
    docker("network", "create", "--subnet", f"10.214.{number}.0/24", name)
    subnets = docker(
        "network", "inspect", "-f", "{{range .IPAM.Config}}{{.Subnet}}{{end}}", *docker("network", "ls", "-q").split()
    )
    after = ((number + step) % settings.NETS for step in range(1, settings.NETS))
    taken = next(net for net in after if f"10.214.{net}.0/24" not in subnets.split())
    try:
        clone.start()
        assert clone.state["net"] == taken
        clone.seat("echo mine > ~/kept")
        settings.save(paths, replace(settings.load(paths), net=number))
        clone.start()
        assert clone.state["net"] == taken
        assert clone.seat("cat ~/kept") == "mine\n"
    finally:
        docker("network", "rm", name)


def test_the_lab_is_of_the_engines_processor(lab: Clone) -> None:
    """Where a person has another processor's images made by default, as on Apple silicon, the lab's stay its own."""
    docker("rm", "--force", lab.service("mirror"))
    lab.lab("start", "--no-browser", DOCKER_DEFAULT_PLATFORM="linux/s390x")
    assert docker("inspect", "-f", "{{.State.Running}}", lab.service("mirror")) == "true"


def test_a_base_image_for_another_processor_is_no_use(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A Debian that somebody has here becomes the lab's base where this computer's processor runs it."""
    mark = uuid.uuid4().hex[:8]
    monkeypatch.setattr(base_image, "PUBLIC", f"lab-public:{mark}")
    monkeypatch.setattr(base_image, "NAME", f"lab-base:{mark}")
    tarfile.open(tmp_path / "empty.tar", "w").close()
    try:
        docker("import", "--platform", "linux/s390x", str(tmp_path / "empty.tar"), base_image.PUBLIC)
        assert not base_image.from_local()
        docker("import", str(tmp_path / "empty.tar"), base_image.PUBLIC)
        assert base_image.from_local()
    finally:
        docker("image", "rm", base_image.PUBLIC, base_image.NAME, code=None)


def test_files_in_work_are_the_learners(lab: Clone) -> None:
    """What is made in the lab belongs on the disk to the owner of work/, and never to root."""
    lab.seat("echo hi > ~/work/owned.txt")
    made = lab.folder / "work" / "owned.txt"
    assert made.stat().st_uid == (lab.folder / "work").stat().st_uid != 0
    made.unlink()


def test_destroy_asks_first_and_keeps_the_files(clone: Clone) -> None:
    """Without a yes nothing goes; with it containers, volumes and networks go, and work/ stays to the letter."""
    clone.start()
    project = clone.service("notebook").removesuffix("-notebook-1")
    label = ("--filter", f"label=com.docker.compose.project={project}", "-q")
    clone.seat("echo 내 글 > ~/work/mine.txt")
    clone.lab("destroy", code=1)
    assert len(docker("ps", *label).split()) == len(SERVICES)
    clone.lab("destroy", "--yes")
    assert docker("ps", "--all", *label) == docker("volume", "ls", *label) == docker("network", "ls", *label) == ""
    assert (clone.folder / "work" / "mine.txt").read_text() == "내 글\n"


@pytest.mark.parametrize("how", [signal.SIGKILL, signal.SIGINT], ids=["killed", "ctrl-c"])
def test_an_interrupted_build_is_taken_up_again(clone: Clone, how: signal.Signals) -> None:
    """However start ends in the middle of an image build, the next one goes on and reaches a serving lab."""
    mark = uuid.uuid4().hex
    recipe = clone.folder / "images" / "engine" / "Dockerfile"
    recipe.write_text(f"{recipe.read_text()}\nRUN sleep 6 && echo {mark}\n")
    log = clone.folder / ".lab" / "log" / "image-engine.log"
    with clone.begin() as running:
        eventually(lambda: log.is_file() and mark in log.read_text(), "the build never came to the slow step")
        os.kill(running.pid, how)
        said = running.communicate(timeout=60)[0]
    assert running.returncode == (-signal.SIGKILL if how is signal.SIGKILL else errors.INTERRUPTED), said
    clone.start()
    assert answers(clone.address)
    image = docker("inspect", "-f", "{{.Config.Image}}", clone.service("engine"))
    clone.lab("destroy", "--yes")
    docker("image", "rm", image)
