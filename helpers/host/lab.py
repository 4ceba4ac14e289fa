"""The lab's life: made ready, brought up, stopped, destroyed.

Knows in which order engine, base image and images are made before it, what of them can be made side by side, and what
to do when something fails. Knows no command line and no browser.
"""

from __future__ import annotations

import dataclasses
import re
from typing import TYPE_CHECKING

from helpers.host import base_engine, base_image, errors, identity, images, network, process, settings
from helpers.host.compose import Lab
from helpers.host.process import Job, run_all

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from helpers.host.base_engine import KernelSwitch
    from helpers.host.images import ImageRecipe
    from helpers.host.settings import LabPaths
    from helpers.host.terminal import Progress


def prepare(paths: LabPaths, progress: Progress, *, test: bool = False, also: Sequence[ImageRecipe] = ()) -> Lab:
    """Make what a lab needs before its containers: engine, base image, images. What is there costs nothing.

    `test`: the lab will run tests, too, once `for_tests` has made where they run. `also` are made as well.
    """
    settings.check_folders(paths)
    hub = _ground(paths, progress)
    engine = base_engine.describe()
    found = identity.settle(paths, progress.say)
    if not base_image.content(base_image.NAME) and not engine.podman:
        with progress.step("바탕 이미지 마련하기"):
            base_image.ensure(paths, hub=hub)
    known = (*images.LAB, *(images.TESTS if test else ()), *also)
    references = images.tags(known, base_image.content(base_image.NAME))
    here = Lab(paths=found.paths, settings=found.settings, images=references, base=engine, hub=hub, test=test)
    _build((*images.LAB, *also), here, progress)
    return here


def for_tests(here: Lab, progress: Progress, service: str = "test") -> None:
    """Make the image of `service` (`test` or `browser`) of the lab `here`. The lab can come up meanwhile."""
    _build([image for image in images.TESTS if image.name in ("test", service)], here, progress)


def _ground(paths: LabPaths, progress: Progress) -> bool:
    """Make sure of the base engine and return whether Docker Hub answers.

    On a bare computer the base image is made while Docker is being installed.
    """
    hub: list[bool] = []

    def tools() -> None:
        with progress.step("설치 준비하기"):
            base_engine.install(["mmdebstrap", "debian-archive-keyring"])

    def archive() -> None:
        if not hub[0]:
            with progress.step("바탕 이미지를 Debian 패키지로 만들기"):
                base_image.make_archive(paths)

    ask = Job(name="hub", action=lambda: hub.append(network.hub_reachable()))
    if base_engine.is_missing():
        jobs = [
            ask,
            Job(name="tools", action=tools),  # what makes the base image, before the engine's many packages
            Job(name="engine", action=lambda: base_engine.ensure(progress), after=("tools",)),
            Job(name="archive", action=archive, after=("hub", "tools")),
        ]
    else:
        jobs = [ask, Job(name="engine", action=lambda: base_engine.ensure(progress))]
    run_all(jobs)
    return hub[0]


def _build(wanted: Sequence[ImageRecipe], here: Lab, progress: Progress) -> None:
    """Build what is missing, each image as soon as those below it are there."""
    missing = images.missing(wanted, here.images)
    if missing and here.base.podman:
        raise errors.podman_builds_nothing(", ".join(image.name for image in missing))
    names = {image.name for image in missing}

    def job(image: ImageRecipe) -> Job:
        def action() -> None:
            with progress.step(f"{image.name} 이미지 만들기") as step:
                images.build(image, here.images, here.paths, step)

        return Job(name=image.name, action=action, after=tuple(names.intersection(image.builds_on.values())))

    run_all(job(image) for image in missing)


PORTS = 40  # how many ports from the first one are tried
PARTS = ("engine", "other", "ssh", "ftp", "hub", "mirror", "jupyter")
_TAKEN = re.compile(r"port is already allocated|address already in use|ports are not available", re.IGNORECASE)
_OVERLAPS = re.compile(r"overlap|is already used on the host", re.IGNORECASE)
_MOVED = re.compile(r"no configured subnet|does not belong to any of this network|not in any subnet", re.IGNORECASE)
_STUCK = re.compile(r"failed to create task.*already exists", re.IGNORECASE)
_UNSEEN = re.compile(r"mount path must be absolute", re.IGNORECASE)
READY_SECONDS = 180
"""JupyterLab alone took more than 90 on a computer that was busy with other things."""
_STALE = 3  # lab-ready: the engine stands in the network of an earlier notebook
_REFUSED = 4  # lab-ready: the engine was refused a user namespace


def existing(paths: LabPaths) -> Lab:
    """Return the lab as it was last prepared, for commands that make nothing. Raises LabError without an engine."""
    if not base_engine.ping().ok:
        raise errors.not_running()
    references = images.tags(images.LAB, base_image.content(base_image.NAME))
    found = identity.find(paths)
    return Lab(paths=found.paths, settings=found.settings, images=references, base=base_engine.describe())


def up(lab: Lab, progress: Progress, *, port: int | None = None) -> Lab:
    """Start the lab's containers and wait until every part serves. Returns the lab with the port that it got.

    `port` is the one the person insists on; otherwise the last one is kept or the next free one taken.
    """
    settings.make_own(lab.paths.work)
    settings.make_own(lab.paths.folder / "out")
    images.note_used(lab.paths, lab.images.values())
    with progress.step("실습실 켜기") as step:
        lab = _containers(lab, port)
        _wait_ready(lab, lambda seen: step.advance(seen, len(PARTS)))
        _deliver(lab, progress)
        _tell_lost(lab, progress)
    images.remove_unused(lab.paths, lab.images.values())
    return lab


def running(lab: Lab) -> bool:
    """Tell whether the learner's seat is there."""
    return process.run(["docker", "inspect", "--format", "{{.State.Running}}", lab.notebook]).out.strip() == "true"


def stop(lab: Lab) -> None:
    """Stop the containers; everything in them and in their volumes stays."""
    _must(lab.run("stop", "--timeout", "10", timeout=120))


def destroy(lab: Lab, *, seconds: int = 2) -> None:
    """Remove containers, volumes and networks. The learner's files are on their own disk and stay.

    A container may take `seconds` to end by itself.
    """
    _must(lab.run("down", "--volumes", "--timeout", str(seconds), "--remove-orphans", timeout=180))
    if lab.marking:
        return
    # those that an older course had under other names
    ours = f"label=com.docker.compose.project={lab.paths.project}"
    process.run(["docker", "network", "prune", "--force", "--filter", ours], timeout=60)


def remove_images() -> int:
    """Remove every image of the course that no container stands on; return how many went."""
    listed = process.run(["docker", "image", "ls", "--format", "{{.Repository}}:{{.Tag}}"]).out.split()
    ours = [name for name in listed if images.of_the_course(name)]
    return sum(process.run(["docker", "image", "rm", name], timeout=120).ok for name in ours)


def allow_privileged(lab: Lab) -> Lab:
    """Give the lab privileged engines, also for later starts."""
    return _privileged(lab, allowed=True)


def forbid_privileged(lab: Lab) -> Lab:
    """Give the lab engines without privileges, also for later starts."""
    return _privileged(lab, allowed=False)


def named(lab: Lab, *, learner: str | None, secret: str | None) -> Lab:
    """Give the lab that learner and class, also for later starts; None leaves what was."""
    was = lab.settings
    changed = dataclasses.replace(
        was, learner=was.learner if learner is None else learner, secret=was.secret if secret is None else secret
    )
    if changed != was:
        settings.save(lab.paths, changed)
    return dataclasses.replace(lab, settings=changed)


def refusal(switch: KernelSwitch | None, *, privileged: bool) -> errors.LabError:
    """Return the error where the engine gets no user namespace; a privileged one, too, where all are kept out."""
    command = switch.command if switch else ""
    if privileged or (switch and switch.everybody):
        return errors.no_namespaces(command)
    return errors.engine_needs_privilege(command)


def _privileged(lab: Lab, *, allowed: bool) -> Lab:
    changed = dataclasses.replace(lab.settings, privileged=allowed)
    if changed != lab.settings:
        settings.save(lab.paths, changed)
    return dataclasses.replace(lab, settings=changed)


def _containers(lab: Lab, port: int | None) -> Lab:
    """Run `compose up`, with the next port where another program took ours between looking and starting."""
    last = settings.FIRST_PORT + PORTS
    candidates = [port] if port else [lab.settings.port, *range(settings.FIRST_PORT, last)]
    alive = running(lab)
    for candidate in candidates:
        mine = alive and candidate == lab.settings.port
        if not mine and not network.port_is_free(candidate):
            continue
        trial, done = compose_up(_with_port(lab, candidate))
        if done.ok:
            settings.save(lab.paths, trial.settings)
            return trial
        if not _TAKEN.search(done.out):
            tail = "\n".join(done.out.splitlines()[-8:])
            raise errors.folders_unseen(tail) if _UNSEEN.search(tail) else errors.lab_would_not_start(tail)
    raise errors.port_taken(port) if port else errors.no_free_port(settings.FIRST_PORT, last - 1)


def compose_up(lab: Lab) -> tuple[Lab, process.Result]:
    """Run `compose up`, with the next network for the Hub where another one of this computer stands in the way."""
    up, log = ("up", "--detach", "--remove-orphans"), lab.paths.logs / "up.log"
    for turn in range(settings.NETS):
        trial = _with_net(lab, (lab.settings.net + turn) % settings.NETS)
        done = trial.follow(*up, log=log)
        if _MOVED.search(done.out):  # this lab's network has a number that an interrupted start did not come to keep
            _must(trial.run("down", "--timeout", "5"))
            done = trial.follow(*up, log=log)
        if not _OVERLAPS.search(done.out):
            break
    if _STUCK.search(done.out):  # what a restarted dockerd lost sight of lives on under that container's id
        done = trial.follow(*up, "--force-recreate", log=log)
    return trial, done


def _with_port(lab: Lab, port: int) -> Lab:
    return dataclasses.replace(lab, settings=dataclasses.replace(lab.settings, port=port))


def _with_net(lab: Lab, net: int) -> Lab:
    return dataclasses.replace(lab, settings=dataclasses.replace(lab.settings, net=net))


def _wait_ready(lab: Lab, show: Callable[[int], None]) -> None:
    """Wait for lab-ready. An engine that was left in an earlier notebook's network is made anew once."""
    done = _lab_ready(lab, show)
    if done.code == _STALE:
        # Not restarted: its network names the container of the notebook that was.
        _must(lab.run("up", "--detach", "--no-deps", "--force-recreate", "--timeout", "5", "engine"))
        done = _lab_ready(lab, show)
    if done.ok:
        return
    if done.code == _REFUSED:
        raise refusal(base_engine.shut_switch(), privileged=lab.settings.privileged)
    said = lab.run("logs", "--no-color", "--tail", "20", "engine", "other").out
    said = said.replace("\x1b[2K", "")  # Compose clears lines that no terminal shows
    missing = [part for part in PARTS if part not in done.out.split()] if done.out else list(PARTS)
    raise errors.lab_would_not_start("\n".join([f"대답하지 않는 곳: {', '.join(missing)}", *said.splitlines()[-8:]]))


def _deliver(lab: Lab, progress: Progress) -> None:
    """Lay the course into the learner's folder, and pass on what they should know of it."""
    done = process.run(["docker", "exec", "--user", "learner", lab.notebook, *settings.DELIVER])
    if done.code == settings.IN_THE_WAY:
        raise errors.course_not_delivered(done.err.strip())
    _must(done)
    if done.out.strip():
        progress.say(done.out.strip())


def _tell_lost(lab: Lab, progress: Progress) -> None:
    """Say once which containers ran at the lab's end and could not be started again (images/engine/revive.py)."""
    for service, computer in (("engine", "내 컴퓨터"), ("other", "다른 컴퓨터")):
        file = f"/run/lab/{service}/not-woken"
        if process.run(["docker", "exec", lab.notebook, "test", "-s", file]).ok:
            told = lab.run("exec", "-T", "--user", "learner", service, "sh", "-c", f"cat {file} && rm {file}")
            progress.say(
                f"끄기 전에 실행 중이었지만 다시 시작하지 못한 {computer}의 컨테이너: {', '.join(told.out.split())}\n"
                "`--rm`으로 실행한 컨테이너는 끌 때 지워집니다. 남아 있는 컨테이너라면 `docker start 이름`을 실행해 "
                "이유를 읽어 보세요."
            )


def _lab_ready(lab: Lab, show: Callable[[int], None]) -> process.Result:
    seen: list[str] = []

    def count(line: str) -> None:
        seen.append(line)
        show(len(seen))

    log = lab.paths.logs / "ready.log"
    command = ["docker", "exec", "--user", "learner", lab.notebook, "lab-ready", str(READY_SECONDS)]
    return process.follow(command, log, on_line=count)


def _must(result: process.Result) -> None:
    if not result.ok:
        raise errors.lab_would_not_start(result.err.strip() or result.out.strip())
