"""Make what a learner takes home: the pages of commands and of what was learnt, and the certificate.

Knows what the pages say and who gets a certificate; who signs it is `host.certificate`, how a signature is checked
`world.ssh_signature`. A signed page ends with its signature, so that every letter before it counts.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from helpers.course.commands_to_keep import KEPT
from helpers.lesson.progress import State
from helpers.text.message import Note
from helpers.ui import display
from helpers.ui.progress_view import style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.course.catalogue import Chapter
    from helpers.lesson.progress import CourseProgress

LONGEST = 60
"""Characters of a name."""
_NAMED = 5
"""So many exercises that are left are told by name; more are counted."""
_SIGNATURE = re.compile(r'<template id="signature">\n(-----BEGIN SSH SIGNATURE-----\n.*?)</template>\n*\Z', re.DOTALL)
_RECORD = re.compile(r'<script type="application/json" id="record">(.*?)</script>', re.DOTALL)


@dataclass(frozen=True, kw_only=True)
class Record:
    """What a certificate says: whose it is, the day (`2026-12-02`), and the marks."""

    name: str
    day: str
    points: float
    max_points: int
    exercises: int

    @property
    def day_in_words(self) -> str:
        """Return the day as one reads it."""
        found = date.fromisoformat(self.day)
        return f"{found.year}년 {found.month}월 {found.day}일"


def commands_page(chapters: Sequence[Chapter], home: str = "") -> str:
    """Return the page of commands to keep, whole in itself; `home` is the address of the course's first page."""
    groups = [(chapter.title, KEPT[chapter.name]) for chapter in chapters if chapter.name in KEPT]
    return display.fill("commands", groups=groups, home=home, style=style())


def summary_page(found: CourseProgress, home: str, command: str) -> str:
    """Return the page at the course's end; `command` is how `./lab certificate` is typed outside."""
    return display.fill("summary", found=found, home=home, command=command, left=left(found), style=style())


def left(found: CourseProgress) -> str:
    """Say what is left to do before there is a certificate; nothing where all is done."""
    open_ = [item.task for item in found.all.items if item.state is not State.DONE]
    if not open_:
        return ""
    named = ", ".join(f"{task.title}(`{task.id}`)" for task in open_[:_NAMED])
    more = f" 그 밖에 {len(open_) - _NAMED}문제가 더 있습니다." if len(open_) > _NAMED else ""
    return f"연습 문제 {len(found.all.items)}개 가운데 {len(open_)}개가 남았습니다. 남은 문제: {named}.{more}"


def refusal(found: CourseProgress, name: str) -> Note | None:
    """Say why there is no certificate for `name`; None where nothing is in the way."""
    if undone := left(found):
        return Note(kind="refused", text=f"수료증은 연습 문제를 모두 푼 다음에 받을 수 있습니다. {undone}")
    if not name or len(name) > LONGEST or not name.isprintable():
        return Note(kind="refused", text=f"수료증에 쓸 이름을 한 줄로, {LONGEST}자 안으로 적으세요.")
    return None


def certificate(found: CourseProgress, name: str, day: str) -> str:
    """Return the page of a certificate, which is still to be signed. Raises ValueError for a day that is none."""
    whole = found.all
    record = Record(name=name, day=day, points=whole.points, max_points=whole.max_points, exercises=len(whole.items))
    data = json.dumps(vars(record), ensure_ascii=False).replace("<", "\\u003c")
    return display.fill("certificate", record=record, found=found, data=data, style=style())


def parted(page: str) -> tuple[str, str] | None:
    """Return what was signed and the signature; None where the page is no certificate."""
    page = page.replace("\r\n", "\n")
    signature = _SIGNATURE.search(page)
    return (page[: signature.start()], signature[1]) if signature and _RECORD.search(page) else None


def record(page: str) -> Record:
    """Return what a certificate says. Raises ValueError or TypeError for anything else."""
    found = _RECORD.search(page)
    if not found:
        raise ValueError("no record")
    return Record(**json.loads(found[1]))


def verdict(page: str, signer: str, own: str = "") -> Note:
    """Say what is true of a page; `signer` is the fingerprint of the key that signed it as it stands, empty for none.

    `own` is the fingerprint of this lab's key, where it is known.
    """
    if not parted(page):
        return Note(kind="refused", text="이 파일은 실습실의 수료증이 아닙니다.")
    if not signer:
        return Note(
            kind="broken",
            title="맞지 않습니다",
            text="서명이 내용과 맞지 않습니다. 만들어진 뒤에 이름이나 날짜, 점수, 또는 다른 글자가 바뀌었습니다. "
            "받은 파일이 온전한지 보고, 수료증을 만든 사람에게 다시 받으세요.",
        )
    said = record(page)
    if signer == own:
        where = "이 실습실에서 만든 수료증입니다."
    else:
        other = "다른 실습실에서 만든 수료증입니다. " if own else ""
        where = f"{other}누구의 실습실인지는 열쇠의 지문을 그 사람에게 직접 물어 비교해 보세요."
    lines = (
        "수료증이 만들어진 뒤로 바뀌지 않았습니다.",
        f"  이름: {said.name}",
        f"  날짜: {said.day_in_words}",
        f"  점수: {said.points:g}/{said.max_points}점, 연습 문제 {said.exercises}개",
        f"  서명한 열쇠: {signer}",
        where,
    )
    return Note(title="맞습니다", text="\n".join(lines))
