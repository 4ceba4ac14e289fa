"""What each command of `./lab` does, in a few lines each; each returns its exit code.

Knows the order of the work and what the person is told at its end; the work itself is done elsewhere.
"""

from __future__ import annotations

import os
import subprocess
import sys
import webbrowser
from datetime import datetime
from typing import TYPE_CHECKING

from helpers.host import base_engine, certificate, diagnosis, errors, kit, lab, marking, seat, settings, terminal
from helpers.host.settings import ROOT
from helpers.host.suite import STEPS, authoring, changed, run_suite
from helpers.host.terminal import Progress

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from helpers.host.compose import Lab

PROOFS = ("solution", "alternatives", "mistakes", "variants")
DRAFTS = ("exercise", "rule")
BENCH = ROOT / "bench"
BENCH_NAMED_ONLY = {
    "attacks": "10분쯤",
    "marking": "15분쯤",
    "beside": "다른 클론이 있어야 해요",
    "classroom": "열 사람의 실습실을 켜요",
    "faults": "스무 번에 5분쯤",
    "start": "10분쯤, 내려받기 수백 MB",
}
"""Measurements that are only made when they are named, and what they cost."""
_DESTROY = "실습실의 컨테이너와 이미지, 연습용 Docker Hub를 모두 지웁니다. 지울까요? [y/N] "
PRIVILEGED = (
    "주의: 특권 컨테이너로 켭니다. 특권 컨테이너의 root는 이 컴퓨터의 진짜 root입니다. "
    "실습실에서 배우는 사람은 이 컴퓨터의 root가 되어 모든 파일을 읽고 고칠 수 있습니다.\n"
    "혼자 쓰는 내 컴퓨터에서 나만 배울 때에만 쓰세요. 특권 없이 되돌리려면: ./lab start --no-privileged"
)


def start(options: argparse.Namespace) -> int:
    """Bring the lab up and show its address."""
    paths = settings.learner_lab()
    with settings.alone(paths.folder), Progress() as progress:
        here = lab.named(lab.prepare(paths, progress), learner=options.learner, secret=options.secret)
        if options.no_privileged:
            here = lab.forbid_privileged(here)
        if here.settings.privileged:
            progress.say(PRIVILEGED)
        try:
            here = lab.up(here, progress, port=options.port)
        except errors.LabError as error:
            if not (options.allow_privileged and error.code == errors.PRIVILEGE):
                raise
            progress.say(f"특권 없이는 엔진이 뜨지 않아 특권 컨테이너로 다시 켭니다.\n{PRIVILEGED}")
            here = lab.up(lab.allow_privileged(here), progress, port=options.port)
    _say(f"\n실습실이 열렸습니다. 브라우저에서 여세요:\n\n    {here.address}\n")
    if not options.no_browser:
        webbrowser.open(here.address)
    return 0


def stop(_: argparse.Namespace) -> int:
    """Stop the lab; nothing is lost."""
    paths = settings.learner_lab()
    with settings.alone(paths.folder), Progress() as progress, progress.step("실습실 끄기"):
        lab.stop(lab.existing(paths))
    _say("실습실을 껐습니다. ./lab start로 이어서 할 수 있습니다. 실행 중이던 컨테이너도 그때 다시 시작합니다.")
    return 0


def destroy(options: argparse.Namespace) -> int:
    """Remove the lab after a question; never the learner's files."""
    paths = settings.learner_lab()
    here = lab.existing(paths)
    if not options.yes and not terminal.agreed(_DESTROY):
        _say("그대로 두었습니다.")
        return 1
    with settings.alone(paths.folder), Progress() as progress:
        authoring.stop_proving(progress)
        with progress.step("실습실 지우기"):
            lab.destroy(here)
            settings.forget(paths)
        if options.images:
            with progress.step("이미지 지우기"):
                lab.remove_images()
                base_engine.stop_ours()
    _say("실습실을 지웠습니다. work/의 파일은 그대로 있습니다.")
    if not options.images:
        _say("실습실의 이미지는 다음에 빨리 켜도록 남겨 두었습니다. 함께 지우려면: ./lab destroy --images")
    return 0


def doctor(_: argparse.Namespace) -> int:
    """Say what this computer has and lacks; 1 where something keeps the lab from starting."""
    findings = diagnosis.examine(settings.learner_lab())
    _say(diagnosis.render(findings))
    return 1 if any(finding.stops for finding in findings) else 0


def kit_save(options: argparse.Namespace) -> int:
    """Write all images of the course into one file."""
    paths = settings.learner_lab()
    kit.must_be_new(options.file)
    with settings.alone(paths.folder), Progress() as progress:
        here = lab.prepare(paths, progress)
        with progress.step("키트에 담기") as step:
            digest = kit.save(options.file, here.images.values(), step)
        try:
            with progress.step("이미지에 든 것의 목록(SBOM) 만들기") as step:
                kit.list_contents(options.file, here, step)
        except errors.LabError as error:  # without a network, or with Podman: the kit is whole without it
            progress.say(
                f"이미지에 든 것의 목록(SBOM)은 만들지 못했습니다. 키트는 온전합니다.\n{error.cause.splitlines()[0]}"
            )
    _say(f"키트를 만들었습니다: {options.file}\nSHA-256: {digest} ({kit.beside(options.file).name}에도 적었습니다)")
    _say("다른 컴퓨터의 같은 강의 폴더에서 ./lab kit load로 불러오세요.")
    return 0


def kit_load(options: argparse.Namespace) -> int:
    """Load all images of the course from one file."""
    with settings.alone(settings.learner_lab().folder), Progress() as progress:
        base_engine.ensure(progress)
        kit.load(options.file, progress, digest=options.sha256 or "")
    _say("키트를 불러왔습니다. 이제 네트워크 없이 ./lab start로 켤 수 있습니다.")
    return 0


def shell(options: argparse.Namespace) -> int:
    """Open a shell or run one command in the learner's seat."""
    return seat.enter(_lab(), [word for word in options.words if word != "--"])


def certify(options: argparse.Namespace) -> int:
    """Sign a certificate for whoever has finished the course, and lay it into their folder."""
    here = _lab()
    name = (options.name or here.settings.learner).strip()
    if not name:
        raise errors.nameless()
    file = certificate.issue(here, name, datetime.now().astimezone().date().isoformat())
    _say(f"수료증을 만들었습니다: {file}\n브라우저로 열어 보거나 인쇄하세요. 확인하는 명령: ./lab verify {file}")
    _say(f"서명한 열쇠의 지문: {certificate.fingerprint(here)}")
    return 0


def verify(options: argparse.Namespace) -> int:
    """Say whether a certificate is as it was made; 1 where it is not."""
    found = certificate.verify(_lab(), options.file)
    sys.stderr.write(found.err)
    sys.stdout.write(found.out)
    return found.code


def learner(words: Sequence[str]) -> int:
    """Run one of the learner's own commands, as it was typed, in the learner's seat."""
    return seat.learner(_lab(), words)


def grade(options: argparse.Namespace) -> int:
    """Mark what a class handed in, each submission in a lab of its own."""
    paths = settings.learner_lab()
    with settings.alone(paths.folder), Progress() as progress:
        here = lab.prepare(paths, progress, test=True)
        lab.for_tests(here, progress)
        return marking.grade(here, options.chapter, marking.Wanted.of(options), progress)


def test(options: argparse.Namespace) -> int:
    """Run the whole test suite, or the steps of `--only`, or what a change can reach."""
    steps, unit_tests = dict.fromkeys(STEPS, changed.ALL), ["tests/unit"]
    if options.changed:
        files = changed.files()
        steps, unit_tests = changed.reached(files), changed.unit_tests(files)
        _say(changed.told(files, steps) if files else "바뀐 파일이 없습니다.")
    wanted = {step: changed.both(what, options.expression) for step, what in steps.items()}
    wanted = {step: what for step, what in wanted.items() if not options.only or step in options.only}
    return run_suite(wanted, keep=options.keep, unit_tests=unit_tests) if wanted else 0


def build(options: argparse.Namespace) -> int:
    """Build the three folders of notebooks from the course's source."""
    return authoring.build_course(options.chapters, check=options.check, only=options.only, run=not options.no_run)


def prove(options: argparse.Namespace) -> int:
    """Prove exercises in a test lab that stays for the next time."""
    if options.stop:
        with Progress() as progress:
            ended = authoring.stop_proving(progress)
        _say("시험용 실습실을 지웠습니다." if ended else "켜 둔 시험용 실습실이 없습니다.")
        return 0
    known = subprocess.run(
        [sys.executable, "-m", "helpers.course", *options.names], cwd=ROOT, capture_output=True, check=False
    )
    if known.returncode:
        sys.stderr.buffer.write(known.stderr)
        return known.returncode
    return authoring.prove(options.names, only=options.only)


def new(options: argparse.Namespace) -> int:
    """Write a draft of an exercise or of a coach rule."""
    command = [sys.executable, "-m", "helpers.authoring.scaffold", options.kind, options.name]
    return subprocess.run(command, cwd=ROOT, check=False).returncode


def bench(options: argparse.Namespace) -> int:
    """Run measurements of bench/, each a program of its own; 1 where one failed. None named: all but the costly."""
    known = sorted(file.stem for file in BENCH.glob("*.py") if not file.stem.startswith("_"))
    unknown = sorted(set(options.names).difference(known))
    if unknown:
        sys.stderr.write(f"그런 측정이 없습니다: {', '.join(unknown)}. 있는 것: {', '.join(known)}\n")
        return 2
    arguments = (["--json"] if options.json else []) + (["--rounds", str(options.rounds)] if options.rounds else [])
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    failed = False
    for name in options.names or [name for name in known if name not in BENCH_NAMED_ONLY]:
        command = [sys.executable, str(BENCH / f"{name}.py"), *arguments]
        failed |= subprocess.run(command, env=env, cwd=ROOT, check=False).returncode != 0
    if not (options.names or options.json):
        sys.stdout.write("".join(f"{name}: 이름을 대야 잽니다({cost}).\n" for name, cost in BENCH_NAMED_ONLY.items()))
    return int(failed)


def _lab() -> Lab:
    return lab.existing(settings.learner_lab())


def _say(text: str) -> None:
    sys.stdout.write(terminal.spoken(text) + "\n")
    sys.stdout.flush()
