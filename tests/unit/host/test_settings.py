"""What a lab keeps between starts, and the lock of its folder."""

from __future__ import annotations

import re
import stat
import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from helpers.host import errors, settings
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path


def paths(folder: Path) -> settings.LabPaths:
    """A lab's place below `folder`."""
    return settings.LabPaths(project="lab", folder=folder / "state", work=folder / "work")


def test_settings_are_made_once(tmp_path: Path) -> None:
    """The second load finds what the first one made."""
    assert settings.load(paths(tmp_path)) == settings.load(paths(tmp_path))


def test_two_labs_share_no_secret(tmp_path: Path) -> None:
    """Token and passwords are random for each lab."""
    one, two = settings.load(paths(tmp_path / "1")), settings.load(paths(tmp_path / "2"))
    assert {one.token, one.hub_password, one.ftp_password}.isdisjoint({two.token, two.hub_password, two.ftp_password})


def test_passwords_are_easy_to_type(tmp_path: Path) -> None:
    """A password is three groups of four letters and digits, none of them easily confused."""
    assert re.fullmatch(r"[a-z2-9]{4}(-[a-z2-9]{4}){2}", settings.load(paths(tmp_path)).hub_password)


def test_only_the_owner_reads_the_state(tmp_path: Path) -> None:
    """The file with the secrets has mode 600."""
    settings.load(paths(tmp_path))
    assert stat.S_IMODE(paths(tmp_path).state.stat().st_mode) == 0o600


def test_a_spoilt_state_is_made_anew(tmp_path: Path) -> None:
    """Half a file, as a crash may leave, does not keep the lab from starting."""
    settings.load(paths(tmp_path))
    paths(tmp_path).state.write_text('{"port": 88')
    assert settings.load(paths(tmp_path)).port == settings.FIRST_PORT


def test_a_newer_state_is_understood(tmp_path: Path) -> None:
    """A field of a newer version is passed over, the secrets are kept."""
    made = settings.load(paths(tmp_path))
    text = paths(tmp_path).state.read_text()
    paths(tmp_path).state.write_text(text.replace("{", '{"later": 1,', 1))
    assert settings.load(paths(tmp_path)) == made


def test_the_project_follows_from_the_clone() -> None:
    """The Compose project's name is the same at every start and one that Compose takes."""
    assert re.fullmatch(r"docker-lab-[0-9a-f]{8}", settings.learner_lab().project)
    assert settings.learner_lab() == settings.learner_lab()


HOLD = """
import sys, pathlib
sys.path.insert(0, sys.argv[1])
from helpers.host import settings
with settings.alone(pathlib.Path(sys.argv[2])):
    print("held", flush=True)
    sys.stdin.read()
"""


def test_the_second_is_told_to_wait(tmp_path: Path) -> None:
    """While one holds the folder another is refused, and killed holders hold nothing."""
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(ROOT), str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdout.readline() == "held\n"
        with pytest.raises(errors.LabError) as refused, settings.alone(tmp_path):
            pass
        assert refused.value.code == errors.BUSY
        holder.kill()
        holder.wait()
    with settings.alone(tmp_path):
        pass
