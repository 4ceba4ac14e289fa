"""Make the notebooks of a chapter: its text, its solved exercises, and what a learner gets of them.

The text is a MyST Markdown notebook: the directives that authors write are known, and what is not known is refused.
Exercises have nbgrader's cell metadata (schema 3), and `released` makes of a solved notebook what nbgrader's
`generate_assignment` does; a test in the lab holds it to the real one, byte for byte. Nothing is run here.
"""

from __future__ import annotations

import hashlib
import re
from functools import partial
from typing import TYPE_CHECKING, Any

import jupytext

from helpers import course
from helpers.authoring import notebook_file
from helpers.authoring.outputs import IGNORED
from helpers.course.paths import (
    CODE_STUB,
    GLOSSARY,
    TEXT_STUB,
    address,
    cell_id,
    chapter_path,
    exercise_address,
    exercises_path,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from helpers.authoring.notebook_file import Cell, Notebook
    from helpers.exercise.model import Exercise


_DIRECTIVE = re.compile(r"^```\{([\w-]+)\}[ \t]*(.*)\n(?:((?:.*\n)*?))```[ \t]*$", re.MULTILINE)
_LINK = re.compile(r"\]\((chapter|exercises|glossary):([\w-]*)\)")
_BOXES = {"note": "알아 두기", "tip": "도움말", "warning": "주의"}
_TAGS = {IGNORED, "raises-exception"}


class SourceError(ValueError):
    """A chapter's source that cannot be built; the message says where and why."""


def chapter(name: str, source: str, exercises: Mapping[str, Exercise]) -> tuple[str, Notebook]:
    """Return the title and the notebook of a chapter, not run.

    `source` is the text of `<name>.md`, `exercises` are the chapter's own by id, in their order. Raises SourceError for
    an unknown directive, tag or exercise, and where an exercise is not placed exactly once.
    """
    cells: list[Cell] = []
    places: list[str] = []
    for cell in jupytext.reads(source, fmt="md:myst").cells:
        if cell.cell_type == "code":
            cells.append(_code(name, cell.source, cell.metadata))
        else:
            cells.append(notebook_file.markdown(_prose(name, cell.source, exercises, places)))
    if sorted(places) != sorted(exercises):
        raise SourceError(f"{name}: exercises placed {sorted(places)}, the chapter has {sorted(exercises)}")
    return _title(name, cells), notebook_file.notebook(cells, name)


def _title(name: str, cells: list[Cell]) -> str:
    first = cells[0]["source"].partition("\n")[0] if cells else ""
    if not first.startswith("# "):
        raise SourceError(f"{name}: the source must open with one title, `# …`")
    return str(first.removeprefix("# "))


def _code(name: str, source: str, options: Mapping[str, Any]) -> Cell:
    tags = list(options.get("tags", []))
    where = f"{name}: cell `{source.partition(chr(10))[0]}`"
    if unknown := set(tags) - _TAGS:
        raise SourceError(f"{where}: unknown tags {sorted(unknown)}")
    if (IGNORED in tags) != ("reason" in options):
        raise SourceError(f"{where}: `{IGNORED}` and `:reason:` go together")
    if unknown := set(options) - {"tags", "reason", "keep"}:
        raise SourceError(f"{where}: unknown options {sorted(unknown)}")
    return notebook_file.code(source, **{key: options[key] for key in ("tags", "reason", "keep") if key in options})


def _prose(name: str, source: str, exercises: Mapping[str, Exercise], places: list[str]) -> str:
    """Replace every directive in a cell of prose; `places` gathers the exercises met."""

    def replaced(match: re.Match[str]) -> str:
        kind, argument, body = match[1], match[2].strip(), match[3] or ""
        if kind in _BOXES:
            lines = [f"**{argument or _BOXES[kind]}**", "", *body.strip().splitlines()]
            return "\n".join(f"> {line}".rstrip() for line in lines)
        if kind == "exercises":
            return listed(tuple(exercises.values()))
        if kind != "exercise" or argument not in exercises:
            raise SourceError(f"{name}: unknown directive or exercise `{{{kind}}} {argument}`")
        places.append(argument)
        return placed(exercises[argument])

    return _LINK.sub(partial(_linked, name), _DIRECTIVE.sub(replaced, source))


def _linked(name: str, match: re.Match[str]) -> str:
    """Return the link from a chapter's notebook to the glossary, to a chapter, or to its exercises."""
    kind, chapter = match.groups()
    if kind == "glossary":
        return f"](../{address(GLOSSARY)})"
    if chapter not in course.chapters():
        raise SourceError(f"{name}: no chapter for the link `{match[0]}`")
    return f"](../{address(chapter_path(chapter) if kind == 'chapter' else exercises_path(chapter))})"


BEGIN, END = "### BEGIN SOLUTION", "### END SOLUTION"
IMPORT = "from helpers import check, hint, reset, solution, start"
ANSWER_NOTE = "아래 답 칸을 실행하면, 칸이 출력하는 값이 답이 돼요. 값을 이미 안다면 `echo 값`이라고 써도 돼요."


def link(exercise: Exercise) -> str:
    """Return the link to an exercise from its chapter."""
    return f"../{exercise_address(exercise.chapter, exercise.title)}"


def placed(exercise: Exercise) -> str:
    """Return the Markdown that stands in the chapter: title, prompt, and the way to the exercise."""
    return (
        f"### 연습 문제: {exercise.title}\n\n{exercise.prompt.strip()}\n\n"
        f"[연습 문제 노트북에서 풀기]({link(exercise)}) · {exercise.points}점"
    )


def listed(exercises: Sequence[Exercise]) -> str:
    """Return the Markdown that lists the exercises of a chapter, as links."""
    return "\n".join(f"{n}. [{e.title}]({link(e)}) · {e.points}점" for n, e in enumerate(exercises, 1))


def solved(chapter: str, title: str, exercises: Sequence[Exercise]) -> Notebook:
    """Return the solved notebook of a chapter, which nbgrader calls the source."""
    total = sum(e.points for e in exercises)
    head = (
        f"# {title}: 연습 문제\n\n문제는 모두 {len(exercises)}개, {total}점이에요. "
        "한 문제만 골라 풀어도 되고, 순서를 바꿔도 돼요.\n\n"
        "- 문제 아래의 **시작하기**를 누르면 문제가 준비돼요.\n"
        f"- `{CODE_STUB}`라고 적힌 칸에 명령을 써서 실행하세요. 터미널에서 해도 돼요.\n"
        "- **확인하기**를 누르면 바로 채점돼요. 통과했으면 **다음 문제**로 가세요.\n\n"
        "막히면 **힌트**를, 처음 상태에서 다시 하려면 **처음부터**를, 풀이를 보려면 **풀이**를 누르세요. "
        "버튼이 보이지 않으면 `start`와 `check`가 있는 칸을 실행하고, "
        "새 칸에 `hint()`, `reset()`, `solution()`을 쓰세요. 괄호를 비우면 마지막에 시작한 문제라는 뜻이에요."
        f"\n\n[본문으로 돌아가기](../../{address(chapter_path(chapter))})"
    )
    cells = [notebook_file.markdown(head), notebook_file.code(IMPORT, **_nbgrader(f"{chapter}-import", locked=True))]
    for exercise in exercises:
        cells += _cells(exercise)
    return notebook_file.notebook(cells, f"exercises/{chapter}")


def _cells(exercise: Exercise) -> list[Cell]:
    name, way = exercise.id, exercise.solution
    prompt = exercise.prompt.strip().replace("](pictures/", "](../../notebooks/pictures/")
    text = f"## {exercise.title}\n\n**{exercise.points}점** · `{name}`\n\n{prompt}"
    if way.answer is not None:
        text += f"\n\n{ANSWER_NOTE}"
    cells = [
        notebook_file.markdown(text),
        notebook_file.code(f'start("{name}")', **_nbgrader(cell_id(name, "start"), locked=True)),
    ]
    if way.script or way.answer is None:
        source = _task("%%bash", exercise, exercise.starter, way.script)
        cells.append(notebook_file.code(source, **_nbgrader(cell_id(name, "solution"), solution=True)))
    if way.answer is not None:
        source = _task(f"%%answer {name}", exercise, "" if way.script else exercise.starter, way.answer)
        cells.append(notebook_file.code(source, **_nbgrader(cell_id(name, "answer"), solution=True)))
    marks = _nbgrader(cell_id(name, "check"), grade=True, locked=True, points=exercise.points)
    cells.append(notebook_file.code(f'check("{name}")', **marks))
    return cells


def _task(magic: str, exercise: Exercise, starter: str, script: str) -> str:
    shared = [starter.strip("\n")] if starter.strip() else []
    return "\n".join([magic, f"cd {exercise.slug}", *shared, BEGIN, script.strip("\n"), END])


def _nbgrader(
    grade_id: str, *, grade: bool = False, solution: bool = False, locked: bool = False, points: int | None = None
) -> dict[str, Any]:
    data = {
        "grade": grade,
        "grade_id": grade_id,
        "locked": locked,
        "schema_version": 3,
        "solution": solution,
        "task": False,
    }
    return {"nbgrader": data if points is None else {**data, "points": points}}


def grade_id(cell: Cell) -> str:
    """Return the name that nbgrader knows a cell by; empty where it knows none."""
    return str(cell["metadata"].get("nbgrader", {}).get("grade_id", ""))


def released(source: Notebook) -> Notebook:
    """Make a learner's notebook of a solved one: stubs for solutions, no outputs, nbgrader's locks and checksums."""
    book = notebook_file.cleared(source)
    for cell in book["cells"]:
        cell["source"] = _stubbed(cell["source"], CODE_STUB if cell["cell_type"] == "code" else TEXT_STUB)
        marks = cell["metadata"].get("nbgrader")
        if marks is None:
            continue
        cell["metadata"]["deletable"] = False
        if not marks["solution"]:
            cell["metadata"]["editable"] = False
        marks.update(cell_type=cell["cell_type"], checksum=_checksum(cell))
    return book


def _stubbed(source: str, stub: str) -> str:
    lines, inside = [], False
    for line in source.split("\n"):
        if line == BEGIN:
            lines.append(stub)
        inside = line == BEGIN or (inside and line != END)
        if not inside and line != END:
            lines.append(line)
    return "\n".join(lines)


def _checksum(cell: Cell) -> str:
    """Return nbgrader's own checksum: MD5 over source, type, what the cell is for, its name and its points."""
    marks = cell["metadata"]["nbgrader"]
    grade, solution = marks["grade"], marks["solution"]
    locked = not solution and (grade or marks["locked"])
    parts = [cell["source"], cell["cell_type"], str(grade), str(solution), str(locked), marks["grade_id"]]
    if grade:
        parts.append(str(float(marks["points"])))
    return hashlib.md5("".join(parts).encode(), usedforsecurity=False).hexdigest()
