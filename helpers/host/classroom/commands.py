"""What each command of `./lab class` does, in a few lines each; each returns its exit code."""

from __future__ import annotations

import dataclasses
import io
import json
import os
import shutil
import sys
import tarfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any

from helpers.host import base_engine, base_image, errors, images, lab, process, settings, terminal
from helpers.host.classroom import failures, learners, room
from helpers.host.classroom.learner_lab import LearnerLab
from helpers.host.classroom.room import Room
from helpers.host.settings import ROOT, LabPaths
from helpers.host.terminal import Progress

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

FOLDER = ROOT / ".lab" / "class"
READY_SECONDS = 120
_HEALTH = (
    "import ssl, urllib.request as r; "
    "r.urlopen('https://proxy:8000/hub/health', context=ssl._create_unverified_context())"
)
"""Run beside JupyterHub: asks for it by the door."""


def start(options: argparse.Namespace) -> int:
    """Open a class, or the one that there is, as it is asked for now."""
    with settings.alone(FOLDER), Progress() as progress:
        here = _prepare(options, progress)
        people = learners.read(here.own)
        people |= learners.read_table(options.learners) if options.learners else {}
        people |= {here.values.teacher: "선생님"} if here.values.teacher else {}
        if not people and not here.values.open:
            raise failures.for_nobody()
        here.save()
        learners.write(here.own, people)
        kept = LabPaths(project=here.values.project, folder=FOLDER, work=FOLDER)
        images.note_used(kept, here.images.values())
        with progress.step("반 열기"):
            _up(here)
            _wait(here)
        images.remove_unused(kept, here.images.values())
        if options.prestart:
            _prestart(here, [*people], progress)
    _say(_opened(here, len(people)))
    return 0


def status(_: argparse.Namespace) -> int:
    """List whose labs there are and whether they run."""
    here = _room()
    people = learners.read(here.own)
    running = {one.name: one.running() for one in _learner_labs(here)}
    for name in sorted({*people, *running}):
        state = "켜짐" if running.get(name) else "꺼짐" if name in running else "아직 없음"
        _say(f"{name:<20} {state:<6} {people.get(name, '')}".rstrip())
    _say(f"\n{len({*people, *running})}명 가운데 {sum(running.values())}명의 실습실이 켜져 있습니다.")
    return 0


def stop(_: argparse.Namespace) -> int:
    """Close the class; nothing is lost."""
    here = _room()
    with settings.alone(FOLDER), Progress() as progress, progress.step("반 닫기"):
        _must(here.run("stop", "--timeout", "5", "proxy", "jupyterhub"))
        _together(here, LearnerLab.stop)
        _must(here.run("stop", "--timeout", "10"))
    _say("반을 닫았습니다. ./lab class start로 이어서 할 수 있습니다.")
    return 0


def add(options: argparse.Namespace) -> int:
    """Add accounts to the list of a class, and say their passwords."""
    here = _room()
    new = {learners.as_account(name): "" for name in options.names}
    learners.write(here.own, {**new, **learners.read(here.own)})
    _write_cards(here)
    sys.stdout.write(learners.cards(new, here.values.key).decode("utf-8-sig").replace("\r\n", "\n"))
    return 0


def reset(options: argparse.Namespace) -> int:
    """Give a learner a fresh lab; the files in work/ stay."""
    here = _room()
    found = {one.name: one for one in _learner_labs(here)}
    if options.name not in found:
        raise failures.no_such_learner(options.name)
    with settings.alone(FOLDER), Progress() as progress, progress.step(f"{options.name}의 실습실 새로 만들기"):
        _admin(here, "stop", options.name)
        _must(found[options.name].renew())
    _say(f"{options.name}의 컨테이너와 이미지를 모두 지웠습니다. work/의 파일은 그대로입니다.")
    _say("다시 들어오면 새 실습실이 켜집니다.")
    return 0


def collect(options: argparse.Namespace) -> int:
    """Copy everybody's notebooks of a chapter to where `./lab grade` looks for them."""
    here = _room()
    chapters = sorted(path.name for path in (ROOT / "exercises").iterdir() if path.is_dir())
    if options.chapter not in chapters:
        raise failures.no_such_chapter(options.chapter, ", ".join(chapters))
    count = 0
    for one in _learner_labs(here):
        into = settings.learner_lab().work / "grading" / "submitted" / one.name / options.chapter
        taken = _notebooks(one, options.chapter)
        count += bool(taken)
        for name, body in taken.items():
            into.mkdir(parents=True, exist_ok=True)
            (into / name).write_bytes(body)
    _say(f"{count}명의 노트북을 work/grading/submitted/에 모았습니다. 채점하려면: ./lab grade {options.chapter}")
    return 0


def give(options: argparse.Namespace) -> int:
    """Lay a file into everybody's work/; a file of theirs by that name is left as it is."""
    here = _room()
    file: Path = options.file
    if not file.is_file():
        raise errors.path_missing(str(file))
    kept = [one.name for one in _learner_labs(here) if not _lay(one, file)]
    _say(f"{file.name} 파일을 모두의 work/에 넣었습니다.")
    if kept:
        _say(f"같은 이름의 파일이 있어 그대로 둔 사람: {', '.join(kept)}")
    return 0


def destroy(options: argparse.Namespace) -> int:
    """Remove the class with everybody's labs and files, after a question."""
    here = _room()
    question = "반 전체를 지웁니다. 모든 사람의 실습실과 work/의 파일도 지워집니다. 지울까요? [y/N] "
    if not options.yes and not terminal.agreed(question):
        _say("그대로 두었습니다.")
        return 1
    with settings.alone(FOLDER), Progress() as progress, progress.step("반 지우기"):
        here.run("stop", "--timeout", "2", "proxy", "jupyterhub")
        _together(here, LearnerLab.remove)
        _must(here.run("down", "--volumes", "--timeout", "2", "--remove-orphans"))
        shutil.rmtree(here.own)
        (FOLDER / "class.json").unlink()
    _say("반을 지웠습니다.")
    return 0


def _prepare(options: argparse.Namespace, progress: Progress) -> Room:
    """Make the images, and the class's values as they are asked for: what is not named stays as it was."""
    if base_engine.ping().ok and base_engine.describe().podman:
        raise failures.podman()
    prepared = lab.prepare(settings.learner_lab(), progress, also=images.CLASSROOM)
    values = room.load(FOLDER) or room.fresh()
    asked: dict[str, Any] = {
        name: getattr(options, name) for name in ("port", "address", "name", "teacher", "secret", "idle", "open")
    }
    changed = {name: value for name, value in asked.items() if value is not None}
    if "teacher" in changed:
        changed["teacher"] = learners.as_account(changed["teacher"])
    here = Room(
        folder=FOLDER, values=dataclasses.replace(values, **changed), images=prepared.images, base=prepared.base
    )
    here.own.mkdir(parents=True, exist_ok=True)
    if options.certificate and not (options.key and here.values.name):
        raise failures.certificate_alone()
    if options.certificate:
        _keep(options.certificate, here.own / "own.crt")
        _keep(options.key, here.own / "own.key")
    if options.config:
        _keep(options.config, here.own / "jupyterhub_config.py")
    return here


def _keep(file: Path, place: Path) -> None:
    """Copy a file of the teacher's to where JupyterHub reads it, for its owner alone."""
    if not file.is_file():
        raise errors.path_missing(str(file))
    with os.fdopen(os.open(place, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as copy:
        copy.write(file.read_bytes())


def _up(here: Room) -> None:
    """Start the class's containers; labs that run meanwhile find its Hub and mirror again."""
    done = here.run("up", "--detach", "--no-build", *room.SERVICES)
    if "port is already allocated" in done.err or "address already in use" in done.err:
        raise errors.port_taken(here.values.port)
    _must(done)
    for one in _learner_labs(here):
        if one.running():
            _must(one.join())


def _wait(here: Room) -> None:
    """Wait until JupyterHub answers by its door."""
    end = time.monotonic() + READY_SECONDS
    while time.monotonic() < end:
        if _in_hub(here, "python3", "-c", _HEALTH).ok:
            return
        time.sleep(0.3)  # JupyterHub is still starting
    said = here.run("logs", "--no-color", "--tail", "15", "jupyterhub", "proxy").out
    raise failures.would_not_start(said)


def _prestart(here: Room, names: Sequence[str], progress: Progress) -> None:
    """Have everybody's lab up before they come."""
    with progress.step("실습실 미리 켜기") as step:
        failed: list[str] = []
        for place in range(0, len(names), 4):
            failed += _admin(here, "start", *names[place : place + 4])["failed"]
            step.advance(min(place + 4, len(names)), len(names))
    if failed:
        progress.say(f"미리 켜지 못한 사람: {', '.join(failed)}. 들어올 때 다시 켭니다.")


def _opened(here: Room, count: int) -> str:
    """Return what the teacher is told of an open class."""
    _write_cards(here)
    name = here.values.name or room.own_addresses()[0]
    lines = [
        f"\n반을 열었습니다. 배우는 사람은 브라우저에서 이 주소를 엽니다:\n\n    https://{name}:{here.values.port}\n"
    ]
    if count:
        lines.append(f"계정 {count}개의 아이디와 비밀번호: .lab/class/accounts.csv (엑셀에서 열립니다)")
    if here.values.open:
        lines.append("누구나 첫 화면에서 계정을 만들 수 있습니다.")
    if not (here.own / "own.crt").exists():
        lines.append("이 반의 인증서는 스스로 만든 것이라 브라우저가 처음 한 번 경고합니다. 선생님용 안내를 보세요.")
    return "\n".join(lines)


def _write_cards(here: Room) -> None:
    file = here.folder / "accounts.csv"
    with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "wb") as out:
        out.write(learners.cards(learners.read(here.own), here.values.key))


def _room() -> Room:
    """Return the class that there is. Raises LabError where there is none."""
    values = room.load(FOLDER)
    if values is None:
        raise failures.no_class()
    if not base_engine.ping().ok:
        raise errors.not_running()
    references = images.tags((*images.LAB, *images.CLASSROOM), base_image.content(base_image.NAME))
    return Room(folder=FOLDER, values=values, images=references, base=base_engine.describe())


def _learner_labs(here: Room) -> list[LearnerLab]:
    return LearnerLab.all(here.environment())


def _together(here: Room, action: Callable[[LearnerLab], process.Result]) -> None:
    """Do something with everybody's labs, as many at once as the server has processors."""
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for done in pool.map(action, _learner_labs(here)):
            _must(done)


def _in_hub(here: Room, *words: str, timeout: float = 300) -> process.Result:
    return here.run("exec", "-T", "jupyterhub", *words, timeout=timeout)


def _admin(here: Room, command: str, *names: str) -> dict[str, Any]:
    done = _in_hub(here, "python3", "/opt/classroom/class_admin.py", command, *names)
    _must(done)
    found: dict[str, Any] = json.loads(done.out)
    return found


def _notebooks(one: LearnerLab, chapter: str) -> dict[str, bytes]:
    """Return a learner's notebooks of a chapter by name: plain files of that folder, none that a link leads to."""
    return {
        PurePosixPath(member.name).name: body
        for member, body in one.files(f"/home/learner/work/exercises/{chapter}")
        if member.name.endswith(".ipynb")
    }


def _lay(one: LearnerLab, file: Path) -> bool:
    """Lay a file into a learner's work/; False where there is one by that name."""
    body = io.BytesIO()
    with tarfile.open(fileobj=body, mode="w") as archive:
        entry = tarfile.TarInfo(file.name)
        entry.size = file.stat().st_size
        entry.uid = entry.gid = int(one.environment()["LAB_UID"])
        entry.mtime = int(time.time())
        with file.open("rb") as source:
            archive.addfile(entry, source)
    return one.lay(file.name, body.getvalue())


def _must(result: process.Result) -> None:
    if not result.ok:
        raise failures.would_not_start(result.err.strip() or result.out.strip())


def _say(text: str) -> None:
    sys.stdout.write(terminal.spoken(text) + "\n")
    sys.stdout.flush()
