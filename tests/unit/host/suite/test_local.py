"""The static step reads all code there is, and takes its tools from locks."""

from __future__ import annotations

import hashlib
import io
import json
import re
import tomllib
from typing import TYPE_CHECKING

from helpers.host.settings import ROOT
from helpers.host.suite import local
from helpers.host.terminal import Progress

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

JUPYTERS = {"images/notebook/ipython_config.py", "images/notebook/jupyter_server_config.py", "nbgrader_config.py"}
"""What Jupyter's programs read as their settings: mypy knows neither them nor `c`."""


def names(ending: str, first_line: bytes = b"") -> set[str]:
    """Return the files of a kind as the project calls them: by their ending or by what their first line says."""
    found = [
        file
        for file in local.files()
        if file.suffix == ending or (first_line and first_line in file.read_bytes()[:80].split(b"\n")[0])
    ]
    return {file.relative_to(ROOT).as_posix() for file in found}


def test_mypy_reads_all_python() -> None:
    """What no entry of mypy's files covers is named above."""
    covered = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["mypy"]["files"]
    python = names(".py", b"python3")
    assert "lab" in python
    assert {
        name for name in python if not any(name == one or name.startswith(f"{one}/") for one in covered)
    } == JUPYTERS


def test_shellcheck_reads_all_shell() -> None:
    """With each kind of first line, and without one; nothing is read twice."""
    found = local.linters()
    with_a_first_line, sourced = (
        {name.removeprefix(f"{ROOT}/") for name in found[key] if name.startswith(str(ROOT))}
        for key in ("shellcheck", "shellcheck-sourced")
    )
    assert with_a_first_line > {".ci/run", "images/notebook/lab", "images/notebook/seat", "images/notebook/vm-init"}
    assert sourced == {"images/common/learner.bash", "images/notebook/bashrc", "images/notebook/coach/coach.bash"}
    assert not with_a_first_line & sourced


def test_eslint_and_tsc_read_the_same_javascript() -> None:
    """All of it stands where tsc is sent; eslint looks everywhere."""
    included = json.loads((local.JS / "tsconfig.json").read_text(encoding="utf-8"))["include"]
    assert {"*.js", "../../helpers/**/*.js"} <= set(included)
    assert all(name.startswith(("tests/js/", "helpers/")) for name in names(".js"))


def test_nodes_packages_are_locked_without_a_host() -> None:
    """Whatever registry there is, it gives the same packages; the page's xterm.js is the one that the types are of."""
    locked = json.loads((local.JS / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert all("integrity" in package for name, package in locked.items() if name)
    assert not any("resolved" in package for package in locked.values())
    served = json.loads((ROOT / "images/notebook/package.json").read_text(encoding="utf-8"))["dependencies"]
    asked = json.loads((local.JS / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    assert served.items() <= asked.items()
    assert all(locked[f"node_modules/{name}"]["version"] == version for name, version in asked.items())


def test_packages_are_fetched_once_for_each_lock(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the same lock has brought stays."""
    seal = tmp_path / "made-of"
    seal.write_text(hashlib.sha256((local.JS / "package-lock.json").read_bytes()).hexdigest())
    monkeypatch.setattr(local, "PACKAGES", tmp_path)
    local.fetch_packages(tmp_path / "log", Progress(io.StringIO()))
    assert [*tmp_path.iterdir()] == [seal]


def test_the_types_are_of_what_runs() -> None:
    """The browser tests are read with the Playwright that they run with."""
    versions = {
        re.search(r"^playwright==(\S+)", (ROOT / "requirements" / name).read_text(encoding="utf-8"), re.MULTILINE)
        for name in ("dev.txt", "test.txt")
    }
    assert len({found and found[1] for found in versions}) == 1
