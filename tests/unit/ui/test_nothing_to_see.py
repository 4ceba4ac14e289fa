"""What a learner looks at, where nothing can be seen: no engine, no Hub, no browser."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.ui import board, cli
from helpers.ui.layers import layers

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@pytest.fixture(autouse=True)
def _no_engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    """An engine that is off, no account and no USB drive."""
    monkeypatch.setenv("LAB_ENGINE_HOST", f"unix://{tmp_path}/nobody.sock")
    monkeypatch.setenv("LAB_USB", str(tmp_path / "none"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    for name in ("LAB_OTHER_HOST", "LAB_HUB_USER", "LAB_WIDGETS"):
        monkeypatch.delenv(name, raising=False)
    board._text_board.cache_clear()
    yield
    board._text_board.cache_clear()


def test_board_without_an_engine_says_so(shown: list[dict[str, str]]) -> None:
    """As text, where no browser looks."""
    board.board()
    assert set(shown[0]) == {"text/plain"}
    assert shown[0]["text/plain"].startswith("[내 컴퓨터]\n  내 컴퓨터의 도커 엔진이 꺼져 있습니다.")


def test_layers_without_an_engine_say_so(shown: list[dict[str, str]]) -> None:
    """As text and as HTML; nothing is raised."""
    layers("app:1")
    assert "꺼져 있습니다" in shown[0]["text/plain"]
    assert 'class="lab-note' in shown[0]["text/html"]


def test_terminal_without_an_engine(capsys: pytest.CaptureFixture[str]) -> None:
    """The board is there and says what it does not see; layers of nothing cannot be shown."""
    assert cli.main(["board"]) == 0
    assert "꺼져 있습니다" in capsys.readouterr().out
    assert cli.main(["layers", "app:1"]) == 3
    assert "꺼져 있습니다" in capsys.readouterr().err
