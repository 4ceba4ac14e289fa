"""The unit and host tests, and the virtual environment of all that runs on the computer itself.

Knows requirements/dev.txt and the tools in it. Knows no lab.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import sys
from functools import partial
from typing import TYPE_CHECKING

from helpers.host import base_engine, errors, network, process
from helpers.host.settings import ROOT
from helpers.host.suite import shares
from helpers.host.suite.shares import Outcome, of_pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from helpers.host.terminal import Progress

VENV = ROOT / ".lab" / "dev-venv"
REQUIREMENTS = ROOT / "requirements" / "dev.txt"
BIN = VENV / ("Scripts" if sys.platform == "win32" else "bin")


def unit(folder: Path, progress: Progress, paths: Sequence[str], expression: str) -> Outcome:
    """Run the unit tests below `paths` in this computer's own Python, all in one process."""
    environment(folder, progress)
    log = folder / "unit.log"
    bare = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"}  # they need none, and nbval's load all of Jupyter
    code = _pytest(paths, log, progress, "unit 시험하기", expression, **bare)
    return of_pytest(code, log.read_text(encoding="utf-8"), may_be_empty=bool(expression))


def host(folder: Path, progress: Progress, report: Callable[[Outcome], None], expression: str) -> None:
    """Run the tests of what runs on the computer itself, in several shares: each has a clone of its own."""
    environment(folder, progress)
    queue = shares.queue(folder, "host")

    def share(step: str, number: int) -> int:
        log, title = _log(folder, step, number), f"host 시험하기 {number}/{len(shares.NUMBERS)}"
        return _pytest(["tests/host"], log, progress, title, expression, LAB_TEST_QUEUE=str(queue))

    shares.run(["host"], share, partial(_log, folder), report, may_be_empty=bool(expression))


def _log(folder: Path, step: str, number: int) -> Path:
    return folder / f"{step}-{number}.log"


def options(paths: Sequence[str], expression: str) -> list[str]:
    """Return arguments of pytest: one line a test (the project's own -q taken back), and all failures at the end."""
    return [*paths, "-vv", "--tb=short", "-ra", "--durations=20", *(["-k", expression] if expression else [])]


def environment(folder: Path, progress: Progress) -> None:
    """Make the virtual environment, or keep it where nothing that it is made of has changed."""
    mark = hashlib.sha256(REQUIREMENTS.read_bytes() + sys.version.encode()).hexdigest()
    seal = VENV / "made-of"
    if seal.is_file() and seal.read_text() == mark:
        return
    log = folder / "dev-venv.log"
    with progress.step("시험용 Python 환경 만들기"):
        shutil.rmtree(VENV, ignore_errors=True)
        made = process.follow([sys.executable, "-m", "venv", str(VENV)], log, env=env())
        if not made.ok and base_engine.may_install():
            base_engine.install(["python3-venv"])
            made = process.follow([sys.executable, "-m", "venv", "--clear", str(VENV)], log, env=env())
        command = [str(BIN / "python"), "-m", "pip", "install", "--require-hashes", "--requirement", str(REQUIREMENTS)]
        if not made.ok or not process.follow(command, log, env=env(), append=True).ok:
            raise errors.dev_environment(str(log))
        seal.write_text(mark)


def python(words: Sequence[str], log: Path) -> process.Result:
    """Run the environment's own Python with `words`."""
    return process.follow([str(BIN / "python"), *words], log, env=env())


def _pytest(paths: Sequence[str], log: Path, progress: Progress, title: str, expression: str, **variables: str) -> int:
    command = [str(BIN / "python"), "-m", "pytest", *options(paths, expression)]
    with progress.step(title) as shown:
        return process.follow(
            command, log, env=env(**variables), on_line=lambda line: setattr(shown, "note", line.strip())
        ).code


def env(**variables: str) -> dict[str, str]:
    """Return this program's environment with `variables`; pip and node are told of the computer's own CAs."""
    bundle = network.ca_bundle()
    extra = {"PYTHONUNBUFFERED": "1", "PYTHONPATH": str(ROOT), "PIP_DISABLE_PIP_VERSION_CHECK": "1"}
    if bundle:
        extra |= {"PIP_CERT": str(bundle), "NODE_EXTRA_CA_CERTS": str(bundle)}
    return {**extra, **os.environ, "PYTHONPATH": str(ROOT), **variables}
