"""What a person does in a notebook, for the tests of this folder: a notebook of their own, its cells, the terminal."""

from __future__ import annotations

import json
import os
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from uuid import uuid4

import nbformat
from test_course import cell_with, open_notebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Locator, Page

WORK = Path(os.environ.get("LAB_WORK", "/home/learner/work"))
