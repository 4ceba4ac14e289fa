"""The learner's seat from outside."""

from __future__ import annotations

import io
import sys

import pytest

from helpers.host import seat, terminal


@pytest.mark.parametrize(
    ("reads", "words", "retold"),
    [
        ("cp949", ["exercises"], True),
        ("cp949", ["exercises", "--json"], False),
        ("utf-8", ["exercises"], False),
    ],
)
def test_words_are_retold_to_those_who_read_otherwise(
    monkeypatch: pytest.MonkeyPatch,
    reads: str,
    words: list[str],
    retold: bool,  # noqa: FBT001
) -> None:
    """`python lab exercises | more` on a Korean Windows; what a machine reads is UTF-8 everywhere."""
    asked: list[bool] = []

    def enter(*_: object, env: object, retell: bool) -> int:
        assert env == [f"LAB_TYPED={terminal.COMMAND}"]
        asked.append(retell)
        return 0

    monkeypatch.setattr(terminal, "encoding", lambda _: reads)
    monkeypatch.setattr(seat, "enter", enter)
    assert seat.learner(None, words) == 0  # type: ignore[arg-type]
    assert asked == [retold]


def test_what_is_retold_has_our_encoding(monkeypatch: pytest.MonkeyPatch) -> None:
    """The words come in UTF-8 and go out in ours, and the exit code stays."""
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(out := io.BytesIO(), encoding="cp949"))
    said = "import sys; sys.stdout.buffer.write('가나\\n'.encode()); sys.exit(3)"
    assert seat._retold([sys.executable, "-c", said]) == 3
    assert out.getvalue().split() == ["가나".encode("cp949")]


def test_a_reader_that_has_left_is_no_failure(
    monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]
) -> None:
    """`| more` is left with q before the end."""

    class Left(io.StringIO):
        def write(self, _text: str) -> int:
            raise OSError(22, "Invalid argument")

        def fileno(self) -> int:
            return 1

    monkeypatch.setattr(sys, "stdout", Left())
    assert seat._retold([sys.executable, "-c", "print(1)"]) == 0
    assert capfd.readouterr().out == ""
