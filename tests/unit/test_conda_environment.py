"""The conda environment and the package ask for the same four things."""

from __future__ import annotations

import re
import tomllib

import yaml

from helpers.host.settings import ROOT

CONDA_NAMES = {"docker-py": "docker"}


def split(requirement: str) -> tuple[str, str]:
    """Name and bounds of a requirement."""
    name = re.split(r"[^a-z-]", requirement, maxsplit=1)[0]
    return CONDA_NAMES.get(name, name), requirement.removeprefix(name)


def test_environment_and_package_agree() -> None:
    """environment.yml has Python and the package's own requirements, bounds included, and no more."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    listed = yaml.safe_load((ROOT / "environment.yml").read_text())["dependencies"]
    wanted = [*project["dependencies"], f"python{project['requires-python']}"]
    assert sorted(map(split, listed)) == sorted(map(split, wanted))


def test_the_lab_has_the_same_bounds() -> None:
    """What the notebook image installs keeps to the package's bounds."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    inside = {*(ROOT / "requirements" / "notebook.in").read_text().splitlines()}
    inside |= {*(ROOT / "requirements" / "test.in").read_text().splitlines()}
    assert set(project["dependencies"]) <= inside
