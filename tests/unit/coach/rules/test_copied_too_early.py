"""What a Dockerfile copies before an installation that does not need it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.coach.evidence.build_context import Build
from helpers.coach.rules.copied_too_early import misplaced

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "source"),
    [
        ("FROM a\nCOPY . /app\nRUN apt-get update && \\\n apt-get install -y x", "."),
        ("FROM a\nADD src /app\nRUN pip install flask", "src"),
        ("FROM a\nCOPY . /app\nRUN <<EOF\napt-get update\napt-get install -y x\nEOF", "."),
        ("FROM a\nCOPY --chown=1 . /app\nRUN --mount=type=cache,target=/c pip install flask", "."),
        ("FROM a\nCOPY <<EOF /app/\nprint()\nEOF\nRUN pip install flask", ""),
        ("FROM a\nCOPY app.py /app/\nRUN apk add --no-cache curl", "app.py"),
        ("FROM a\nCOPY install.sh /tmp/\nRUN sh /tmp/install.sh && apt-get install -y x", ""),
        ("FROM a\nCOPY package.json package-lock.json ./\nRUN npm ci\nCOPY . .", ""),
        ("FROM a\nRUN apt-get install -y x\nCOPY . /app", ""),
        ("FROM a\nCOPY . /app\nFROM b\nRUN apt-get install -y x", ""),
        ("FROM a\nCOPY . /app\nRUN echo apt", ""),
    ],
)
def test_order_of_a_dockerfile(tmp_path: Path, text: str, source: str) -> None:
    """What is copied before an installation that does not need it."""
    (tmp_path / "src").mkdir()
    (tmp_path / "Dockerfile").write_text(text)
    found = misplaced(Build(context=tmp_path, dockerfile=tmp_path / "Dockerfile"))
    assert (found[0] if found else "") == source
