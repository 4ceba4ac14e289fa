"""Faults at drawn moments, one after another, on one lab."""

from __future__ import annotations

import json
import os
import subprocess
import sys

import pytest

from helpers.host.settings import ROOT

ROUNDS = 8


@pytest.mark.long
def test_drawn_faults_are_survived() -> None:
    """The lab serves after each of them, and all that was made is there (`./lab bench faults` draws more)."""
    command = [sys.executable, str(ROOT / "bench" / "faults.py"), "--json", "--rounds", str(ROUNDS)]
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    done = subprocess.run(command, env=env, cwd=ROOT, capture_output=True, text=True, timeout=1500, check=False)
    found = json.loads(done.stdout or "{}")
    assert {name: found.get(name) for name in ("tried", "survived", "lost")} == {
        "tried": ROUNDS,
        "survived": ROUNDS,
        "lost": 0,
    }, f"{done.stdout}{done.stderr}"
    assert done.returncode == 0
