"""A certificate's signature, by the OpenSSH of the learner's seat: whatever is changed is noticed."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.lesson.progress_log import NAME, Kind, Logbook
from helpers.ui import cli
from helpers.world import ssh_signature
from helpers.world.environment import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

DAY = "2026-12-02"


@pytest.fixture
def _done() -> Iterator[None]:
    """All exercises have passed, as the records have it; afterwards nothing was ever done."""
    book = Logbook()
    for exercise in course.exercises():
        book.note(exercise.id, Kind.CHECK, verdict="passed", points=exercise.points)
    yield
    (state_folder() / NAME).unlink()


@pytest.mark.usefixtures("_done")
def test_a_changed_certificate_is_noticed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Its name, its day, its marks, what is read and what a program reads; a letter more at any place."""
    assert cli.main(["certificate", "배움이", "--day", DAY]) == cli.PASSED
    page = capsys.readouterr().out
    made = ssh_signature.signed(page)
    seal = f'<template id="signature">\n{made["signature"]}</template>\n'
    file = tmp_path / "수료증.html"
    file.write_text(page + seal, encoding="utf-8")
    assert cli.main(["verify", str(file), "--own", made["fingerprint"]]) == cli.PASSED
    said = capsys.readouterr().out
    assert "바뀌지 않았습니다" in said
    assert "배움이" in said
    assert "이 실습실에서" in said
    for old, new in (("배움이", "나눔이"), (DAY, "2026-01-02"), ("12월", "11월"), ("</table>", "</table> ")):
        assert old in page
        file.write_text(page.replace(old, new, 1) + seal, encoding="utf-8")
        assert cli.main(["verify", str(file)]) == cli.NOT_PASSED, (old, new)
        assert "맞지 않습니다" in capsys.readouterr().err
    file.write_bytes((page + seal).replace("\n", "\r\n").encode())
    assert cli.main(["verify", str(file)]) == cli.PASSED


def test_a_key_signs_again_as_itself() -> None:
    """The same lab's certificates have one fingerprint; another lab's another, and what is no key is refused."""
    first = ssh_signature.signed("하나")
    again = ssh_signature.signed("둘", first["key"])
    assert again["fingerprint"] == first["fingerprint"] == ssh_signature.signer("둘", again["signature"])
    assert ssh_signature.signed("셋")["fingerprint"] != first["fingerprint"]
    assert ssh_signature.signer("둘", first["signature"]) == ssh_signature.signer("둘", "no signature") == ""
    with pytest.raises(subprocess.CalledProcessError):
        ssh_signature.signed("넷", "no key")


def test_whoever_is_not_done_is_told_what_is_left(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """And a file that is none, or is not there, is no traceback."""
    assert cli.main(["certificate", "배움이", "--day", DAY]) == cli.NOT_PASSED
    assert "남았습니다" in capsys.readouterr().err
    assert cli.main(["verify", str(tmp_path / "없음.html")]) == cli.BAD_INPUT
    (tmp_path / "그림.png").write_bytes(b"\x89PNG\xff")
    assert cli.main(["verify", str(tmp_path / "그림.png")]) == cli.BAD_INPUT
    assert "수료증이 아닙니다" in capsys.readouterr().err


def test_the_commands_are_a_text_and_a_page(capsys: pytest.CaptureFixture[str]) -> None:
    """In the terminal, and whole in itself for whoever keeps the file."""
    assert cli.main(["commands"]) == cli.PASSED
    assert "  docker exec -it 컨테이너 /bin/bash\n" in capsys.readouterr().out
    assert cli.main(["commands", "--html"]) == cli.PASSED
    page = capsys.readouterr().out
    assert page.startswith("<!doctype html>")
    assert "href" not in page
