"""There is no way out of the lab that the tests use, and apt-get works in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from tests.support.coaching import provoke
from tests.support.staging import staged
from tests.support.terminal import PROMPT, Terminal

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2]
KEPT = (ROOT / "images" / "standins" / "packages.txt").read_text().split()
ELSEWHERE = "192.0.2.1"  # an address of RFC 5737: in no network of ours
EXPIRED = "-o Acquire::Max-ValidTime=1"
"""Lists are good for one second, as if the lab had stood for months."""
PAST_THE_LAB = "-o Acquire::http::Proxy-Auto-Detect= -o Acquire::Retries=0"
"""apt asks the archive itself."""


@pytest.fixture(autouse=True)
def _stage() -> Iterator[None]:
    with staged("ubuntu"):
        yield


@pytest.fixture
def terminal() -> Iterator[Terminal]:
    """JupyterLab's terminal."""
    with Terminal() as opened:
        yield opened


@pytest.mark.parametrize("computer", ["", "ssh other "])
def test_no_road_leads_out(terminal: Terminal, computer: str) -> None:
    """Either computer finds the road to the mirror, and none to anywhere else."""
    road = f"{computer}ip route get"
    assert " dev " in terminal.run(f"{road} $(getent hosts mirror | cut -d' ' -f1)")
    assert "Network is unreachable" in terminal.run(f"{road} {ELSEWHERE}", code=2)


def test_packages(terminal: Terminal) -> None:
    """A container gets lists by an update only, however old they are, and every package that is kept."""
    terminal.type("docker run -it ubuntu bash")
    terminal.read(r"root@[0-9a-f]{12}:/# ")
    terminal.name_prompt()
    assert "Unable to locate package nano" in terminal.run("apt-get install -y nano", code=100)
    assert "Temporary failure resolving" in terminal.run(f"apt-get update --error-on=any {PAST_THE_LAB}", code=100)
    assert "is expired" in terminal.run(f"apt-get update {EXPIRED} -o Acquire::Check-Valid-Until=true", code=100)
    assert "W:" not in terminal.run(f"apt-get update --error-on=any {EXPIRED}")
    terminal.run("apt-get install -y nano iputils-ping")
    assert "GNU nano" in terminal.run("nano --version")
    assert "1 received" in terminal.run("ping -c 1 localhost")
    terminal.run(f"apt-get install -y --download-only {' '.join(KEPT)}")
    terminal.type("exit")
    terminal.read(PROMPT)


def test_a_package_that_is_not_kept(tmp_path: Path) -> None:
    """A build that wants one fails, and the coach says why."""
    (tmp_path / "Dockerfile").write_text("FROM ubuntu\nRUN apt-get update && apt-get install -y cowsay\n")
    ran, story = provoke("docker build .", tmp_path)
    assert (ran.code, "cowsay" in ran.words) == (1, True)
    assert story is not None
    assert story.id == "package-unreachable"
    assert story.what.startswith("`cowsay` 패키지를 인터넷에서")
    assert "실습실에 들어 있는 패키지를 먼저" in story.why
