"""What `explain()` and the coach's switch answer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.coach import learner_state
from helpers.coach.evidence import docker_cli
from helpers.coach.explain import explained, switched
from helpers.coach.mailbox import Message
from helpers.text.message import Note

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_the_switch() -> None:
    """It is kept on disk, and names the command that turns it back."""
    assert learner_state.is_on()
    assert "꺼져" in switched("off").text
    assert not learner_state.is_on()
    assert "듣지 못했어요" in _said(explained())
    assert "`lab coach on`" in switched("status").text
    assert "`lab coach off`" in switched("on").text
    assert learner_state.is_on()
    assert "아직 실패한 명령이 없어요" in _said(explained())


def _said(found: Message | Note) -> str:
    assert isinstance(found, Note)
    return found.text


def test_without_a_docker_client(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """No command is called unknown where nobody can be asked; `docekr` is a typing error all the same."""
    monkeypatch.setenv("PATH", str(tmp_path))
    docker_cli._help.cache_clear()
    try:
        said = [explained(text) for text in ("$ docker rnu\nUsage: docker", "$ docekr ps\nbash: docekr: not found")]
    finally:
        docker_cli._help.cache_clear()
    assert isinstance(said[0], Note)
    assert isinstance(said[1], Message)
    assert "`docker`를 잘못 친" in said[1].explanation.what
