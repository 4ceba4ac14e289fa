"""One `./lab` at a time."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest

from helpers.host import errors, settings
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path

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
