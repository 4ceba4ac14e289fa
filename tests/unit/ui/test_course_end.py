"""What a learner takes home: who gets a certificate, what it says, and what is said of one that was changed."""

from __future__ import annotations

import pytest

from helpers.course import catalogue
from helpers.ui import course_end
from helpers.ui.course_end import certificate, commands_page, parted, record, refusal, summary_page, verdict
from tests.support.standings import ALL, Page, found

SIGNATURE = "-----BEGIN SSH SIGNATURE-----\nU1NIU0lH\n-----END SSH SIGNATURE-----\n"
NAME = '<b>"배움이"</script>'


def sealed(page: str) -> str:
    """The page with a signature at its end, as `host.certificate` writes it."""
    return f'{page}<template id="signature">\n{SIGNATURE}</template>\n'


def test_nobody_gets_a_certificate_too_early() -> None:
    """What is left is named, and counted where it is much."""
    said = refusal(found(*ALL[2:]), "배움이")
    assert said
    assert "연습 문제 6개 가운데 2개가 남았습니다. 남은 문제: one `a` <문제>(`one.a`)" in said.text
    assert "그 밖에 1문제가 더 있습니다." in course_end.left(found())


@pytest.mark.parametrize("name", ["", "두\n줄", "길" * 61])
def test_a_name_is_one_line(name: str) -> None:
    """Nothing else goes on paper."""
    said = refusal(found(*ALL), name)
    assert said
    assert "이름" in said.text
    assert refusal(found(*ALL), "배움이") is None


def test_a_certificate_says_name_day_and_marks() -> None:
    """To people and to programs, and a name is no HTML."""
    page = certificate(found(*ALL), NAME, "2026-12-02")
    assert "&lt;b&gt;&quot;배움이&quot;&lt;/script&gt;" in page
    assert "2026년 12월 2일" in page
    assert "<td>12/12</td>" in page
    said = record(page)
    assert (said.name, said.points, said.max_points, said.exercises) == (NAME, 12, 12, 6)
    with pytest.raises(ValueError, match="day"):
        certificate(found(*ALL), NAME, "day")


def test_every_letter_before_the_signature_is_signed() -> None:
    """Nothing can be added behind it, and line ends of another system are no change."""
    page = certificate(found(*ALL), "배움이", "2026-12-02") + "\n"
    assert parted(sealed(page)) == (page, SIGNATURE)
    assert parted(sealed(page).replace("\n", "\r\n")) == (page, SIGNATURE)
    assert parted(sealed(page) + "<p>more</p>") is None
    assert parted(page) is None
    assert parted("") is None


def test_verdicts_say_what_is_true() -> None:
    """Unchanged, changed, and no certificate are three answers; whose lab it was is said where it is known."""
    page = sealed(certificate(found(*ALL), "배움이", "2026-12-02") + "\n")
    right = verdict(page, "SHA256:a", "SHA256:a")
    assert right.kind == "done"
    assert all(words in right.text for words in ("배움이", "2026년 12월 2일", "12/12점", "이 실습실에서"))
    assert "다른 실습실에서" in verdict(page, "SHA256:a", "SHA256:b").text
    assert "실습실에서 만든" not in verdict(page, "SHA256:a").text
    assert "바뀌었습니다" in verdict(page, "").text
    assert verdict("<html>", "").kind == "refused"


def test_the_pages_are_whole() -> None:
    """Each chapter has its summary, and each kept command its line."""
    chapters = catalogue.catalogue()
    assert all(len(chapter.summary) >= 4 for chapter in chapters)
    assert not [point for chapter in chapters for point in chapter.summary if "**" in point or "<" in point]
    for html in (
        commands_page(chapters),
        commands_page(chapters, "/course"),
        summary_page(found(), "/course", "./lab"),
    ):
        assert Page(html).open == []
    assert "docker exec -it 컨테이너 /bin/bash" in commands_page(chapters)


def test_commands_stand_one_a_line() -> None:
    """A template loses its line breaks; what is to be typed keeps them."""
    assert "docker version&#10;docker run hello-world&#10;" in summary_page(found(), "/course", "./lab certificate")


def test_the_end_tells_how_to_get_a_certificate() -> None:
    """Once all is done; before, what is left."""
    assert "./lab certificate 이름" in summary_page(found(*ALL), "/course", "./lab certificate")
    assert "6개가 남았습니다" in summary_page(found(), "/course", "./lab certificate")
