"""`./lab grade` on this computer: fair points for the honest, none for an attack, and nothing left of either.

Each submission is a notebook of the first chapter with one cell filled in; the chapter has three points.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.course.paths import exercises_path, solutions_path
from tests.support import attacks
from tests.support.attacks import notebook
from tests.support.clones import copy, docker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.clones import Clone

pytestmark = [pytest.mark.long, pytest.mark.together]

ROOT = Path(__file__).parents[2]
TASK = "start"
FILE = Path(exercises_path(TASK)).name
FIRST, VERSION, OTHER = course.ids(TASK)
SUITE = frozenset(
    """
    own-check environment course kills-the-seat own-seat engine-killed socket link folders stays loud seat-odd script
    """.split()
)
"""Attacks of each kind; `./lab bench attacks` runs all."""
ATTACKS = {attack.name: attack for attack in attacks.every() if attack.name in SUITE}
ELSEWHERE = {attack.name: attack for attack in attacks.every() if attack.name in ("ftp-log", "bash-usb")}
"""Attacks on what is seen of the other computer, in another chapter."""
LOOKS = r"""%%bash
echo course: $(ls -A /course)
echo books: $(find / -xdev -name '*gradebook*' -not -path '*/proc/*' 2> /dev/null)
echo word: $(env | grep -c LAB_SECRET) $(cat /proc/[0-9]*/environ 2> /dev/null | grep -ac LAB_SECRET)
echo out: $(for host in 1.1.1.1 172.17.0.1; do curl -s -m 3 -o /dev/null -w '%{http_code} ' http://$host/; done)
"""
FOUND_NOTHING = {"course": "", "books": "", "word": "0 0", "out": "000 000"}


def hand_in(made: Clone, learner: str, chapter: str, text: str) -> None:
    """Lay a notebook where the class's are collected."""
    place = made.folder / "work" / "grading" / "submitted" / learner / chapter
    place.mkdir(parents=True)
    (place / Path(exercises_path(chapter)).name).write_text(text, encoding="utf-8")


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """A teacher's clone whose lab was never started, with a class's notebooks."""
    made = copy(tmp_path_factory.mktemp("marking") / "lab")
    assert "낸 노트북이 없습니다" in made.lab("grade", TASK, code=2).stdout  # which opens the course
    work = {
        "all": (ROOT / solutions_path(TASK)).read_text(encoding="utf-8"),
        "half": notebook(TASK, **{FIRST: "%%bash\ndocker run hello-world"}),
        "wrong": notebook(TASK, **{FIRST: "%%bash\ndocker pull -q hello-world", VERSION: "echo 1.2.3"}),
        "none": (ROOT / exercises_path(TASK)).read_text(encoding="utf-8"),
        "looks": notebook(TASK, **{FIRST: LOOKS}),
    }
    for name, text in work.items():
        hand_in(made, name, TASK, text)
    for attack in (*ATTACKS.values(), *ELSEWHERE.values()):
        hand_in(made, attack.name, attack.chapter, attack.notebook())
    yield made
    made.lab("destroy", "--yes", code=None)


@pytest.fixture(scope="module")
def marks(classroom: Clone) -> dict[str, dict[str, str]]:
    """The table of marks."""
    classroom.lab("grade", TASK, "--seconds", "30", code=None)
    return table(classroom)


def table(classroom: Clone) -> dict[str, dict[str, str]]:
    """The rows of grades.csv by learner."""
    file = classroom.folder / "work" / "grading" / "grades.csv"
    with file.open(encoding="utf-8-sig", newline="") as lines:
        return {row["이름"]: row for row in csv.DictReader(lines)}


@pytest.mark.parametrize(("name", "points"), [("all", "3"), ("half", "1"), ("wrong", "0"), ("none", "0")])
def test_the_honest_get_what_is_due(marks: dict[str, dict[str, str]], name: str, points: str) -> None:
    """Beside all the attacks."""
    assert (marks[name]["상태"], marks[name]["점수"]) == ("채점", points)


@pytest.mark.parametrize("name", sorted(ATTACKS))
def test_an_attack_gains_nothing(marks: dict[str, dict[str, str]], name: str) -> None:
    """It has no points, or its row says that it could not be marked."""
    assert marks[name]["점수"] in ("", "0")


def test_a_shell_of_the_other_computer_is_not_believed(marks: dict[str, dict[str, str]], classroom: Clone) -> None:
    """Its settings and its FTP log are the learner's to change; what is looked at are its disk and another log."""
    assert marks
    classroom.lab("grade", "transfer", "--seconds", "60", code=None)
    rows = table(classroom)
    assert {name: (rows[name]["상태"], rows[name]["점수"]) for name in ELSEWHERE} == dict.fromkeys(
        ELSEWHERE, ("채점", "0")
    )


def test_what_the_guard_refused_is_told(marks: dict[str, dict[str, str]]) -> None:
    """In the teacher's table."""
    assert "--pid" in marks["engine-killed"]["비고"]


def test_a_page_shows_a_script_and_runs_none(marks: dict[str, dict[str, str]], classroom: Clone) -> None:
    """A learner's page has what their cells printed as text; the class's has everybody."""
    place = classroom.folder / "work" / "grading"
    page = (place / "feedback" / "script" / TASK / FILE).with_suffix(".html").read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)" in page
    assert "<script" not in page
    summary = (place / f"summary-{TASK}.html").read_text(encoding="utf-8")
    assert all(name in summary for name in marks)


def test_nothing_is_found_where_cells_run(marks: dict[str, dict[str, str]], classroom: Clone) -> None:
    """Neither the course nor the gradebook nor the class's word nor a network."""
    assert marks["looks"]["점수"] == "0"
    file = classroom.folder / "work" / "grading" / "autograded" / "looks" / TASK / FILE
    said = "\n".join(
        "".join(output["text"])
        for cell in json.loads(file.read_text(encoding="utf-8"))["cells"]
        for output in cell.get("outputs", ())
    )
    lines = dict(line.split(":", 1) for line in said.splitlines() if line.split(":")[0] in FOUND_NOTHING)
    assert {name: text.strip() for name, text in lines.items()} == FOUND_NOTHING


@pytest.mark.usefixtures("marks")
def test_nothing_is_left(classroom: Clone) -> None:
    """No container, volume or network of a marking lab of this class's outlives it."""
    own = f"{classroom.state['project']}-marking-"
    for kind, shown in (("container", "{{.Names}}"), ("volume", "{{.Name}}"), ("network", "{{.Name}}")):
        every = ["--all"] if kind == "container" else []
        assert own not in docker(kind, "ls", *every, "--format", shown), kind


def test_what_was_marked_is_not_marked_again(marks: dict[str, dict[str, str]], classroom: Clone) -> None:
    """Only what changed is; one who is named is marked alone."""
    said = classroom.lab("grade", TASK, "--student", "half", code=None)
    assert "half 채점하기" not in said.stdout
    said = classroom.lab("grade", TASK, "--student", "half", "--again", code=None)
    assert "half 채점하기" in said.stdout
    assert "all 채점하기" not in said.stdout
    assert table(classroom)["half"] == marks["half"]


def test_a_name_that_nobody_has_is_told(classroom: Clone) -> None:
    """With the place where names are."""
    said = classroom.lab("grade", TASK, "--student", "nobody", code=1)
    assert "nobody" in said.stderr
    assert "submitted" in said.stderr
