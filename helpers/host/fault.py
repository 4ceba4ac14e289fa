"""What nobody foresaw: its details go to a file, and the person gets a sentence.

Knows where such a file may lie; not what went wrong.
"""

from __future__ import annotations

import os
import platform
import sys
import tempfile
import traceback
from pathlib import Path

from helpers.host import errors
from helpers.host.settings import ROOT

LOG = ROOT / ".lab" / "log" / "fault.log"


def noted(error: Exception) -> errors.LabError:
    """Write the details of `error` where there is room for them, and return what to say."""
    details = "".join(traceback.format_exception(error))
    text = f"{sys.argv}\nPython {platform.python_version()}, {platform.platform()}\n{details}"
    reason = f"{type(error).__name__}: {error}".splitlines()[0]
    return errors.our_fault(reason, _written(text) or "쓸 수 있는 디스크가 없어 남기지 못했습니다")


def _written(text: str) -> str:
    """The file that has the text now; empty where none could be written."""
    try:
        LOG.parent.mkdir(parents=True, exist_ok=True)
        LOG.write_text(text, encoding="utf-8", errors="replace")
    except OSError:
        return _written_elsewhere(text)
    return str(LOG)


def _written_elsewhere(text: str) -> str:
    try:
        number, name = tempfile.mkstemp(prefix="docker-lab-", suffix=".log")
        with os.fdopen(number, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError:
        return ""
    return str(Path(name))
