"""Work that looks like somebody else's is listed; what everybody finds by themselves is not."""

from __future__ import annotations

from helpers import course
from helpers.exercise.model import Learner
from helpers.grading.alike import find
from helpers.grading.sheet import Work
from helpers.lesson.input import filled

TASK, SECRET = "capstone", "봄학기"


def solved(name: str, more: str = "") -> dict[str, tuple[Work, ...]]:
    """The chapter solved with the values of `name` typed out, and a few lines beside them."""
    work: dict[str, tuple[Work, ...]] = {}
    for id in course.ids(TASK):
        exercise = course.exercise(id, Learner(name=name, secret=SECRET))
        way = exercise.solution
        work[id] = (Work(source=filled(f"{way.script}\n{way.answer or ''}", exercise.personal) + more),)
    return work


def test_everybodys_own_solution_is_nobodys_copy() -> None:
    """Three who found the course's own way, each with their values."""
    assert find({name: solved(name) for name in ("kim", "lee", "park")}, TASK, SECRET) == ()


def test_anothers_values_are_found() -> None:
    """Park handed in kim's notebook: kim is not the one who is told of."""
    found = find({"kim": solved("kim"), "lee": solved("lee"), "park": solved("kim")}, TASK, SECRET)
    assert {(one.learner, one.other) for one in found if "값이 있습니다" in one.reason} == {("park", "kim")}


def test_lines_that_only_two_have_are_found() -> None:
    """However the values were changed."""
    own = "\n# 여기서 막혔는데 포트를 바꾸니 됨\ndocker ps --all --no-trunc\nsleep 3; docker logs -f x\n"
    own += "for i in 1 2 3; do curl -s localhost; done\necho done $PORT again"
    other = "\n# 내가 쓴 것\ndocker ps -q | wc -l\necho one two\ncurl -v localhost\ndocker top it"
    works = {"kim": solved("kim", own), "lee": solved("lee", own), "park": solved("park", other)}
    assert [(one.learner, one.other, "같은 줄" in one.reason) for one in find(works, TASK, SECRET)] == [
        ("kim", "lee", True)
    ]
