"""The text that learners read keeps one language: one word a thing, right particles, friendly and plain."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from markdown_it import MarkdownIt

from helpers import course
from helpers.course import search
from helpers.text.josa import particle
from tests.support.books import cells

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[3]
FENCE = re.compile(r"^ *(```|~~~).*?^ *\1", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`[^`\n]+`")
URL = re.compile(r"\]\([^)\s]+\)")
PARTICLES = "을|를|은|는|이|가|과|와|으로|로|이라는|라는|이라고|라고|이에요|예요"
AFTER_CODE = re.compile(rf"`([^`\n]+)`({PARTICLES})(?![가-힣])")
LOOSE = re.compile(r"(?<=[*`)]) (?:을|를|은|는|과|와|으로|이에요|예요|이라고|라고|이라는|라는)(?![가-힣])")
BOTH_FORMS = re.compile(r"[을를은는이가과와]\([을를은는이가과와]\)|\(으\)로|\(이\)[라나]")
OTHER_WORDS = {
    "도커파일": "Dockerfile", "도커 파일": "Dockerfile", "도커 허브": "Docker Hub", "도커허브": "Docker Hub",
    "디렉토리": "폴더", "디렉터리": "폴더", "캐쉬": "캐시", "베이스 이미지": "바탕 이미지",
    "기반 이미지": "바탕 이미지", "빌드 콘텍스트": "빌드 컨텍스트", "레지스터리": "레지스트리", "콘테이너": "컨테이너",
    "리포지토리": "저장소", "레포지토리": "저장소", "쉘": "셸", "메세지": "메시지", "데몬": "도커 엔진",
    "댕글링": "이름 없는 이미지", "멀티 스테이지": "다단계 빌드", "셀을": "칸을", "주피터": "노트북", "유저": "사용자",
    "에러": "오류", "당신": "여러분", "아이디를": "ID", "아이디는": "ID", "아이디예": "ID", "아이디로": "ID",
    "사용자 이름": "사용자명", "셀에서": "칸", "셀의": "칸", "셀이": "칸", "셀은": "칸",
}  # fmt: skip
"""Words that the glossary has another word for."""
TOLD_IN_ONE_WORD = {"까닭": "이유", "견주": "비교하", "견줄": "비교할", "낱말": "단어", "옛 판": "이전 버전"}
"""Words that stand nowhere in what is told to a learner or a teacher, and the one word in their place."""
STIFF = re.compile(
    r"되어지|보여지|불리우|에 있어서|것이 가능|하는 것을 통해|에 의하여|하시오|하십시오|이루어지게 되|로 인하여"
)
FULL_WIDTH = re.compile(r"[\uff01-\uff5e\u3000-\u303f\u3040-\u30ff\u3400-\u9fff]")
EXERCISE = re.compile(r"^### 연습 문제:.*?^\[연습 문제 노트북.*?$", re.MULTILINE | re.DOTALL)
FORMAL = re.compile(r"[가-힣]니다\.")
COUNTS = (
    "한", "두", "세", "네", "다섯", "여섯", "일곱", "여덟", "아홉", "열",
    "열한", "열두", "열세", "열네", "열다섯", "열여섯", "열일곱", "열여덟", "열아홉", "스무",
)  # fmt: skip
_COUNT = r"(\d+|" + "|".join(COUNTS[1:]) + ")"  # 한 문제 is any exercise
COUNTED = re.compile(
    rf"문제[는가]? {_COUNT} ?(?:개|이고|이에요)|(?<![가-힣\d]){_COUNT} ?문제(?=[를는가로에])|\b(\d+) exercises\b"
)
"""A number of exercises in prose."""


SCAFFOLDING = re.compile(r"\d?> ?/dev/null|2>&1|\|\| true|grep -o|(?<=\s)-q(?=\s)")
"""What a demonstration may add to its commands only to show little, or always the same."""


def texts() -> Iterator[tuple[str, str]]:
    """Every text in Markdown that a learner reads, with where it stands."""
    for name in course.chapters():
        for cell in cells(name):
            if cell["cell_type"] == "markdown":
                yield f"{name}: {cell['source'][:40]!r}", cell["source"]
    yield "glossary", (ROOT / "helpers/course/glossary.md").read_text(encoding="utf-8")
    for exercise in course.exercises():
        yield exercise.id, "\n\n".join((exercise.title, exercise.prompt, *exercise.hints))


def prose(text: str) -> str:
    """Markdown without its code, links' targets and tables' rules."""
    return URL.sub("]", CODE.sub("`코드`", FENCE.sub("", text)))


TEXTS = tuple(texts())
DOCUMENTS = tuple((name, (ROOT / name).read_text(encoding="utf-8")) for name in ("README.md", "docs/teacher.md"))


def found(pattern: re.Pattern[str], *, of: tuple[tuple[str, str], ...] = TEXTS) -> list[tuple[str, str]]:
    """Where a pattern stands in the prose, with what it found."""
    return [(where, match[0]) for where, text in of for match in pattern.finditer(prose(text))]


def test_particles_fit_the_code_before_them() -> None:
    """A particle behind a command or a name follows how that is read."""
    wrong = [
        (where, match[0], right)
        for where, text in TEXTS
        for match in AFTER_CODE.finditer(FENCE.sub("", text))
        if match[1][-1].isalnum() and (right := particle(match[1], match[2])) != match[2]
    ]
    assert not wrong


def test_particles_follow_at_once() -> None:
    """No space stands before a particle, not even where Markdown's stars would ask for one."""
    assert not found(LOOSE, of=(*TEXTS, *DOCUMENTS))


def test_stars_never_show() -> None:
    """What is to be bold is: a star that Markdown does not take for a sign is seen by the reader."""
    markdown = MarkdownIt("commonmark").enable("table")
    shown = [
        (where, part.content)
        for where, text in (*TEXTS, *DOCUMENTS)
        for block in markdown.parse(text)
        for part in block.children or ()
        if part.type == "text" and "**" in part.content
    ]
    assert not shown


def test_no_particle_is_left_open() -> None:
    """No `을(를)`: the reader is given the form that fits."""
    assert not found(BOTH_FORMS)


def test_one_word_for_one_thing() -> None:
    """Only the glossary's own word stands for what it explains."""
    assert not [(where, OTHER_WORDS[word]) for where, word in found(re.compile("|".join(OTHER_WORDS)))]


def test_all_that_is_told_has_one_word() -> None:
    """In chapters, exercises, findings, the coach, the interface and the documents alike."""
    files = [p for kind in ("py", "md", "js", "html") for p in sorted((ROOT / "helpers").rglob(f"*.{kind}"))]
    files += [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md"))]
    found = [
        (str(path.relative_to(ROOT)), number, word, right)
        for path in files
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1)
        for word, right in TOLD_IN_ONE_WORD.items()
        if word in line
    ]
    assert not found


def test_no_stiff_phrases() -> None:
    """Nothing reads like a translation."""
    assert not found(STIFF)


def test_prose_speaks_to_the_reader() -> None:
    """Prose is in 해요체: no sentence ends in 습니다."""
    assert not found(FORMAL)


def test_no_full_width_slips() -> None:
    """No full-width sign, kana or Chinese character slipped into the text."""
    assert not found(FULL_WIDTH)


def counted(text: str) -> list[int]:
    """Return the numbers of exercises that a text says."""
    words = ("".join(match) for match in COUNTED.findall(prose(text)))
    return [int(word) if word.isdecimal() else COUNTS.index(word) + 1 for word in words]


@pytest.mark.parametrize("chapter", course.chapters())
def test_chapter_says_how_many_exercises_it_has(chapter: str) -> None:
    """A number of exercises in a chapter's text is that of its exercises."""
    text = "\n".join(cell["source"] for cell in cells(chapter) if cell["cell_type"] == "markdown")
    assert set(counted(EXERCISE.sub("", text))) <= {len(course.ids(chapter))}


def test_documents_say_how_many_exercises_there_are() -> None:
    """A number of exercises in the README or a document is that of the whole course."""
    documents = [ROOT / "README.md", *(ROOT / "docs").glob("*.md")]
    assert {number for path in documents for number in counted(path.read_text(encoding="utf-8"))} <= {len(course.ids())}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("연습 문제 스무 개에 90분", [20]),
        ("과제 아홉 문제에 약 60분", [9]),
        ("문제는 아홉이고", [9]),
        ("연습 문제 14개에", [14]),
        ("세 문제를 준비했어요", [3]),
        ("all 72 exercises", [72]),
        ("한 문제를 시작하면", []),
    ],
)
def test_number_of_exercises_is_seen(text: str, numbers: list[int]) -> None:
    """However a text says it; one exercise is any of them."""
    assert counted(text) == numbers


def test_numbered_titles_count_up() -> None:
    """Where titles are numbered, they are so from 1 on and in the order of the chapter."""
    for chapter in course.chapters():
        numbers = [re.match(r"(\d+)\. ", exercise.title) for exercise in course.exercises(chapter)]
        said = [int(number[1]) for number in numbers if number]
        assert said in ([], list(range(1, len(numbers) + 1)))


def glossary() -> list[tuple[str, str]]:
    """The terms of the glossary with their English."""
    return [(word.name, word.english) for word in search.words() if word.english]


@cache
def lesson(name: str) -> str:
    """A chapter's running text: without its aims, headings, boxes and exercises."""
    whole = "\n".join(cell["source"] for cell in cells(name) if cell["cell_type"] == "markdown")
    opening, _, rest = prose(EXERCISE.sub("", whole)).partition("\n## ")
    running = re.sub(r"^- .*", "", opening, flags=re.MULTILINE) + "\n## " + rest
    return re.sub(r"^[#>].*|\*\*|도커 실습실", "", running, flags=re.MULTILINE)


@pytest.mark.parametrize(("term", "english"), glossary(), ids=lambda value: value)
def test_english_stands_at_the_first_use(term: str, english: str) -> None:
    """A term of the glossary is brought in with its English in brackets, and is not used in that chapter before."""
    word, name = term.partition(", ")[0], english.partition(", ")[0]
    brought = re.compile(rf"{re.escape(word)}\({re.escape(name)}", re.IGNORECASE)
    chapter = next((text for text in map(lesson, course.chapters()) if brought.search(text)), None)
    assert chapter is not None, f"no chapter says {word}({name})"
    chapter = "\n".join(line for line in chapter.splitlines() if not line.startswith("|") or brought.search(line))
    used = re.search(rf"(?<![가-힣]){re.escape(word)}", chapter)
    assert used is not None
    start = used.start()
    assert brought.match(chapter, start), (
        f"{word} is used before it is brought in: …{chapter[start - 30 : start + 20]}…"
    )


@pytest.mark.parametrize("chapter", course.chapters())
def test_chapter_has_its_frame(chapter: str) -> None:
    """A chapter opens with its aims and its time, and closes with a summary, the usual mistakes and its exercises."""
    source = (ROOT / "helpers/course" / chapter / f"{chapter}.md").read_text(encoding="utf-8")
    opening = source.partition("\n## ")[0]
    headings = re.findall(r"^## (.*)$", source, re.MULTILINE)
    assert "**이 장을 마치면" in opening
    assert "**걸리는 시간" in opening
    assert headings[-3:] == ["요약", "자주 하는 실수", "연습 문제"]


@pytest.mark.parametrize("chapter", course.chapters())
def test_demonstrations_type_what_people_type(chapter: str) -> None:
    """A cell has nothing that only makes it say less, unless the text before or right behind it says why."""
    unexplained, book = [], list(cells(chapter))
    for at, cell in enumerate(book):
        told = "\n".join(around["source"] for around in book[: at + 2] if around["cell_type"] == "markdown")
        words = SCAFFOLDING.findall(cell["source"]) if cell["cell_type"] == "code" else []
        unexplained += [(word, cell["source"]) for word in words if not re.search(rf"`[^`\n]*{re.escape(word)}`", told)]
    assert unexplained == []


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("docker build -q -t demo:1.0 . > /dev/null 2>&1", ["-q", "> /dev/null", "2>&1"]),
        ("sh old.sh 2> /dev/null || true", ["2> /dev/null", "|| true"]),
        ("docker logs demo | grep -o word", ["grep -o"]),
        ("docker run -d --name demo busybox tail -f /dev/null", []),
    ],
)
def test_scaffolding_is_seen(line: str, found: list[str]) -> None:
    """What is sought in the cells is found wherever it stands in a command, and nothing that a program needs."""
    assert SCAFFOLDING.findall(line) == found
