"""The images' own programs are no package: their folders are put where Python looks."""

from __future__ import annotations

import sys
from pathlib import Path

IMAGES = Path(__file__).resolve().parents[3] / "images"
sys.path[:0] = [str(IMAGES / name) for name in ("engine", "registry", "standins", "notebook/coach")]
