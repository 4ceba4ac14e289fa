"""Shares of one step: what they take from the queue is everything, once, and groups stay whole."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
CONFTEST = """
from tests.support.sharding import run

def pytest_runtestloop(session):
    return run(session, lambda item: item.path.name)
"""
TESTS = """
import pytest, time

@pytest.mark.parametrize("n", range({count}))
def test_it(n):
    time.sleep(0.01)
"""
SIZES = {"a": 4, "b": 9, "c": 2, "d": 3, "e": 6}


@pytest.fixture
def suite(tmp_path: Path) -> Path:
    """A suite of five files, and a queue beside it."""
    (tmp_path / "queue").mkdir()
    (tmp_path / "suite").mkdir()
    (tmp_path / "suite" / "conftest.py").write_text(CONFTEST)
    for name, count in SIZES.items():
        (tmp_path / "suite" / f"test_{name}.py").write_text(TESTS.format(count=count))
    return tmp_path


def share(suite: Path, *options: str) -> subprocess.CompletedProcess[str]:
    """One share of it, to its end."""
    return subprocess.run(
        [
            sys.executable, "-m", "pytest", "-c", os.devnull, "-p", "no:cacheprovider", "-vv", "--color=no",
            *options, str(suite / "suite"),
        ],
        env={**os.environ, "PYTHONPATH": str(ROOT), "LAB_TEST_QUEUE": str(suite / "queue"), "PYTEST_ADDOPTS": "",
             "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        check=False, capture_output=True, text=True,
    )  # fmt: skip


def ran(done: subprocess.CompletedProcess[str]) -> list[str]:
    """The tests of a share, in their order."""
    return re.findall(r"(test_\w\.py::\S+) (?:PASSED|FAILED)", done.stdout)


def test_two_shares_run_everything_once(suite: Path) -> None:
    """Whoever runs a test of a file runs the whole file, large files before small ones; a failure is that share's."""
    (suite / "suite" / "test_f.py").write_text("def test_f(): assert False\n")
    with ThreadPoolExecutor() as pool:
        shares = list(pool.map(lambda _: share(suite), range(2)))
    everything = [name for done in shares for name in ran(done)]
    assert len(everything) == len(set(everything)) == sum(SIZES.values()) + 1, shares
    files = [list(dict.fromkeys(name.partition("::")[0] for name in ran(done))) for done in shares]
    assert not set(files[0]) & set(files[1])
    largest_first = ["test_b.py", "test_e.py", "test_a.py", "test_d.py", "test_c.py", "test_f.py"]
    assert [sorted(taken, key=largest_first.index) for taken in files] == files
    assert [done.returncode for done in shares] == [int("test_f.py" in taken) for taken in files]


def test_what_cannot_be_collected_is_a_failure(suite: Path) -> None:
    """A file that cannot be imported fails the share, as without a queue."""
    (suite / "suite" / "test_g.py").write_text("import no_such_module\n")
    assert share(suite).returncode == pytest.ExitCode.INTERRUPTED
