"""`./lab certificate` and `./lab verify`, from the end of the course to a file that somebody changed."""

from __future__ import annotations

import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tests.support.clones import Clone

DONE = """/opt/venv/bin/python - <<'END'
from helpers import course
from helpers.lesson.progress_log import Kind, Logbook
for exercise in course.exercises():
    Logbook().note(exercise.id, Kind.CHECK, verdict="passed", points=exercise.points)
END"""


def test_a_certificate_from_the_end_to_a_changed_one(clone: Clone) -> None:
    """It is refused too early, made once all is done, checked, and noticed where it was changed."""
    clone.start()
    early = clone.lab("certificate", "배움이", code=1)
    assert "남았습니다" in early.stderr
    assert not (clone.folder / "work" / "수료증.html").exists()
    clone.seat(DONE)
    assert "이름을 함께 적으세요" in clone.lab("certificate", code=1).stderr
    told = clone.lab("certificate", "배움 이").stdout
    key = clone.folder / ".lab" / "certificate-key.json"
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    assert clone.seat("cat ~/work/수료증.html; env; mount; cat /proc/*/environ 2> /dev/null").count("PRIVATE KEY") == 0
    file = clone.folder / "work" / "수료증.html"
    said = clone.lab("verify", str(file)).stdout
    assert "배움 이" in said
    assert "이 실습실에서 만든 수료증입니다." in said
    assert said.partition("SHA256:")[2].split()[0] in told
    assert "맞습니다" in clone.seat("lab verify ~/work/수료증.html")
    page = file.read_text(encoding="utf-8")
    file.write_text(page.replace("배움 이", "나눔 이"), encoding="utf-8")
    assert "맞지 않습니다" in clone.lab("verify", str(file), code=1).stderr
    clone.lab("certificate", "배움 이")
    assert file.read_text(encoding="utf-8") != page  # what lay there was not written over
    assert "맞습니다" in clone.lab("verify", str(file.with_name("수료증-2.html"))).stdout
