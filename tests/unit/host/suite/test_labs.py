"""Test labs are the learners' labs in all but what they wait for."""

from __future__ import annotations

import json

from helpers.host.compose import SECCOMP
from helpers.host.suite.labs import SYNCS, unsynced


def test_a_test_labs_profile_differs_in_the_syncs_alone() -> None:
    """They succeed and do nothing; whatever else the profile forbids or allows stays so."""
    kept = json.loads(SECCOMP.read_text())
    made = json.loads(unsynced(SECCOMP.read_text()))
    *rules, added = made["syscalls"]
    assert added == {"names": sorted(SYNCS), "action": "SCMP_ACT_ERRNO", "errnoRet": 0}
    assert {**made, "syscalls": None} == {**kept, "syscalls": None}
    for before, after in zip(kept["syscalls"], rules, strict=True):
        assert {**before, "names": sorted({*before["names"]} - SYNCS)} == {**after, "names": sorted(after["names"])}
    assert {name for rule in kept["syscalls"] for name in rule["names"]} >= SYNCS
