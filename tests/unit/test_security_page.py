"""SECURITY.md names a test for each of its promises, and each of these tests is there."""

from __future__ import annotations

import ast
import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "SECURITY.md").read_text(encoding="utf-8")
PROMISED = PAGE.partition("## 약속\n")[2].partition("## 약속하지 않는 것")[0]


def test_each_promise_has_a_test_that_is_there() -> None:
    """A row of the page without a test, or with one that was renamed, is no promise."""
    rows = [line for line in PROMISED.splitlines() if line.startswith("| ") and not line.startswith("| 약속")]
    named = [re.search(r"`(tests/\S+\.py)::(test_\w+)` \|$", row) for row in rows]
    assert len(rows) > 20
    for row, found in zip(rows, named, strict=True):
        assert found, row
        tree = ast.parse((ROOT / found[1]).read_text(encoding="utf-8"))
        assert found[2] in {node.name for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)}, row
