"""Which switch of the kernel keeps users from namespaces, and what doctor and start make of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.host import base_engine, diagnosis, errors, lab

if TYPE_CHECKING:
    from pathlib import Path

LIMIT, DEBIANS, UBUNTUS = base_engine.SWITCHES


def sysctls(folder: Path, **values: str) -> Path:
    """A tree like /proc/sys with those values, `__` in a name standing for its slash."""
    for name, value in values.items():
        file = folder / name.replace("__", "/")
        file.parent.mkdir(exist_ok=True)
        file.write_text(f"{value}\n")
    return folder


def test_an_open_kernel_has_no_switch_shut(tmp_path: Path) -> None:
    """Neither where all stand open nor where a kernel knows none of them."""
    assert base_engine.shut(tmp_path) is None
    opened = sysctls(tmp_path, user__max_user_namespaces="23456", kernel__unprivileged_userns_clone="1")
    assert base_engine.shut(opened) is None


@pytest.mark.parametrize("switch", base_engine.SWITCHES, ids=lambda switch: switch.name)
def test_the_shut_switch_is_found_and_named(tmp_path: Path, switch: base_engine.Switch) -> None:
    """Each is read where the kernel keeps it, and the remedies of doctor and start open that one and no other."""
    tree = sysctls(tmp_path, **{switch.name.replace(".", "__"): switch.shut})
    assert base_engine.shut(tree) is switch
    command = f"sudo sysctl {switch.name}={switch.opened}"
    assert command in lab.refusal(switch, privileged=False).remedy
    assert command in diagnosis.userns(switch, privileged=False).remedy


def test_privilege_is_offered_where_it_helps() -> None:
    """What users may not, root may; where nobody may, a privileged container is no way out."""
    assert lab.refusal(DEBIANS, privileged=False).code == errors.PRIVILEGE
    assert lab.refusal(LIMIT, privileged=False).code == errors.LAB
    assert "--allow-privileged" not in diagnosis.userns(LIMIT, privileged=False).remedy


def test_the_doctor_stops_only_where_start_would() -> None:
    """AppArmor has exceptions, and a lab that is privileged already passes every switch but the one for everybody."""
    assert not diagnosis.userns(None, privileged=False).remedy
    stops = [diagnosis.userns(one, privileged=False).stops for one in (LIMIT, DEBIANS, UBUNTUS)]
    assert stops == [True, True, False]
    assert [diagnosis.userns(one, privileged=True).stops for one in (LIMIT, DEBIANS)] == [True, False]
