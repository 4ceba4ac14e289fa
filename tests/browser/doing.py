"""What a person does in a notebook, for the tests of this folder: a notebook of their own, its cells, the terminal."""

from __future__ import annotations

import os
from pathlib import Path

WORK = Path(os.environ.get("LAB_WORK", "/home/learner/work"))
