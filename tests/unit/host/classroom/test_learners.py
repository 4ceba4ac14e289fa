"""A teacher's table of a class, as Excel and schools' systems write it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.host.classroom import learners
from helpers.host.classroom.passwords import password
from helpers.host.errors import LabError

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp949"])
@pytest.mark.parametrize(
    ("text", "people"),
    [
        ("아이디,이름\nbora,보라\n", {"bora": "보라"}),
        ("이름,학번\r\n보라,20251234\r\n\r\n", {"s20251234": "보라"}),
        ("bora\nGaram\n", {"bora": "", "garam": ""}),
        ('계정,이름\nbora,"김, 보라"\n', {"bora": "김, 보라"}),
    ],
)
def test_a_table_is_read(tmp_path: Path, encoding: str, text: str, people: dict[str, str]) -> None:
    """Columns by their names, in any order; accounts alone; a student's number; empty lines."""
    file = tmp_path / "반.csv"
    file.write_bytes(text.encode(encoding))
    assert learners.read_table(file) == people


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("아이디\n보라\n".encode(), "아이디로 쓸 수 없습니다: 보라"),
        (b"id,name\nbora,a\nBORA,b\n", "두 번"),
        ("아이디,이름\n".encode(), "하나도 없습니다"),
        (b"", "하나도 없습니다"),
        (b"\xff\xfe\x00\xd8\xff", "글자를 읽을 수 없습니다"),
        (b"id,name\n,nobody\n", "(빈칸)"),
        (b"id\n../../etc\n", "아이디로 쓸 수 없습니다"),
    ],
)
def test_a_table_that_cannot_be_a_class_is_told(tmp_path: Path, body: bytes, said: str) -> None:
    """By the row that is wrong, with a remedy."""
    file = tmp_path / "class.csv"
    file.write_bytes(body)
    with pytest.raises(LabError) as told:
        learners.read_table(file)
    assert said in told.value.cause
    assert told.value.remedy


def test_the_list_is_kept_and_cards_are_for_excel(tmp_path: Path) -> None:
    """What was written is read again; the cards have a byte order mark and everybody's own password."""
    assert learners.read(tmp_path) == {}
    learners.write(tmp_path, {"bora": "보라", "garam": "가람"})
    assert learners.read(tmp_path) == {"bora": "보라", "garam": "가람"}
    cards = learners.cards(learners.read(tmp_path), "key")
    assert cards.startswith(b"\xef\xbb\xbf")
    assert f"bora,{password('key', 'login', 'bora')},보라" in cards.decode("utf-8-sig")


def test_a_password_is_one_persons_for_one_use_of_one_class() -> None:
    """The same key gives the same one again; another key, use or name gives another."""
    found = {password(key, use, name) for key in "ab" for use in ("login", "hub") for name in ("bora", "garam")}
    assert len(found) == 8
    assert password("a", "hub", "bora") in found
