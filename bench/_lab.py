"""The lab that is measured: this clone's own, as `./lab start` leaves it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from helpers.host import compose, lab, settings

PYTHON = "/opt/venv/bin/python"


def running() -> compose.Lab:
    """The running lab. Ends the program where there is none."""
    here = lab.existing(settings.learner_lab())
    if not lab.running(here):
        sys.exit("실습실이 꺼져 있습니다. ./lab start로 켠 다음 다시 재세요.")
    return here


def inside(here: compose.Lab, program: str, *arguments: str) -> Any:
    """Run one of bench's programs in the learner's seat and return the JSON that it prints last."""
    command = ["docker", "exec", "--interactive", "--user", "learner", here.notebook, PYTHON, "-", *arguments]
    text = (Path(__file__).parent / program).read_text(encoding="utf-8")  # bench is not in the learner's seat
    done = subprocess.run(command, input=text, check=True, capture_output=True, text=True)
    return json.loads(done.stdout.splitlines()[-1])
