"""`./lab bench`: the measurements of bench/, each a program of its own that prints ratios.

Knows how they are called; not what they measure.
"""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Sequence

FOLDER = ROOT / "bench"
NAMED_ONLY = {"beside": "다른 클론이 있어야 해요", "faults": "스무 번에 5분쯤", "start": "10분쯤, 내려받기 수백 MB"}
"""Measurements that are only made when they are named, and what they cost."""


def known() -> list[str]:
    """The names of the measurements."""
    return sorted(file.stem for file in FOLDER.glob("*.py") if not file.stem.startswith("_"))


def run(names: Sequence[str], *, json: bool, rounds: int | None) -> int:
    """Run the measurements `names`, one after another; 1 where one of them failed. None named: all but the costly."""
    unknown = set(names).difference(known())
    if unknown:
        sys.stderr.write(f"그런 측정이 없습니다: {', '.join(sorted(unknown))}. 있는 것: {', '.join(known())}\n")
        return 2
    options = (["--json"] if json else []) + (["--rounds", str(rounds)] if rounds else [])
    env = {**os.environ, "PYTHONPATH": str(ROOT)}
    codes = [
        subprocess.run(
            [sys.executable, str(FOLDER / f"{name}.py"), *options], env=env, cwd=ROOT, check=False
        ).returncode
        for name in names or [name for name in known() if name not in NAMED_ONLY]
    ]
    if not (names or json):
        sys.stdout.write("".join(f"{name}: 이름을 대야 잽니다({cost}).\n" for name, cost in NAMED_ONLY.items()))
    return 1 if any(codes) else 0
