"""`./lab grade` on this computer: fair points for the honest, none for an attack, and nothing left of either.

Each submission is a notebook of the first chapter with one cell filled in; the chapter has three points.
"""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from helpers import course
from helpers.course.paths import CODE_STUB, cell_id, exercises_path, solutions_path
from tests.support.clones import copy, docker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.clones import Clone

pytestmark = [pytest.mark.long, pytest.mark.together]

ROOT = Path(__file__).parents[2]
TASK = "start"
FILE = Path(exercises_path(TASK)).name
FIRST, VERSION, OTHER = course.ids(TASK)
ATTACKS = {
    "own-check": "import helpers\nhelpers.check = check = lambda *_: 1.0",
    "environment": "import os\nos.environ |= {'LAB_TEST': '1', 'NBGRADER_EXECUTION': 'autograde', 'LAB_LEARNER': 'a'}",
    "course": "from helpers import course\nprint(course.exercise('start.first-run').solution)",
    "kills-the-seat": "import os\n[os.kill(int(p), 9) for p in os.listdir('/proc') if p.isdigit()]",
    "own-seat": (
        "import socket, os, json, threading\npath = os.path.expanduser('~/.lab/cells.sock')\nos.unlink(path)\n"
        "s = socket.socket(socket.AF_UNIX); s.bind(path); s.listen()\n"
        "def serve():\n    while True:\n        c, _ = s.accept(); c.recv(9999)\n"
        "        c.sendall(json.dumps({'ended': 'done', 'printed': 'x', 'said': 'y', 'points': 1}).encode() + b'\\n')\n"
        "threading.Thread(target=serve).start()"
    ),
    "engine": "%%bash\ndocker run --rm --privileged --pid=host busybox sh -c 'kill -9 -1'",
    "socket": "%%bash\ndocker run --rm -v /run/lab:/x busybox rm -rf /x/engine/docker.sock",
    "link": "%%bash\nln -sfn /run/lab ~/work/l\ndocker run --rm -v ~/work/l:/x busybox ls /x",
    "folders": "%%bash\nrm -rf ~/work/exercises && ln -sfn /course ~/work/exercises",
    "stays": (
        "%%bash\nmkdir -p ~/.ipython/profile_default/startup\n"
        "echo 'import helpers; helpers.check = lambda *_: 1' > ~/.ipython/profile_default/startup/a.py\n"
        "echo 'docker() { :; }' >> ~/.bashrc; echo 'docker() { :; }' | ssh other 'cat >> .bashrc'"
    ),
    "loud": "import sys\nfor _ in range(300): sys.stdout.write('x' * 1_000_000)",
}
LOOKS = r"""%%bash
echo course: $(ls -A /course)
echo books: $(find / -xdev -name '*gradebook*' -not -path '*/proc/*' 2> /dev/null)
echo word: $(env | grep -c LAB_SECRET) $(cat /proc/[0-9]*/environ 2> /dev/null | grep -ac LAB_SECRET)
echo out: $(for host in 1.1.1.1 172.17.0.1; do curl -s -m 3 -o /dev/null -w '%{http_code} ' http://$host/; done)
"""
FOUND_NOTHING = {"course": "", "books": "", "word": "0 0", "out": "000 000"}


def notebook(**cells: str) -> str:
    """The released notebook with these cells filled in, by exercise."""
    book: dict[str, Any] = json.loads((ROOT / exercises_path(TASK)).read_text(encoding="utf-8"))
    for cell in book["cells"]:
        grade_id = cell["metadata"].get("nbgrader", {}).get("grade_id", "")
        for exercise, source in cells.items():
            if grade_id in (cell_id(exercise, "solution"), cell_id(exercise, "answer")):
                old = "".join(cell["source"])
                cell["source"] = source if exercise == FIRST else old.replace(CODE_STUB, source)
    return json.dumps(book)


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Clone]:
    """A teacher's clone whose lab was never started, with a class's notebooks."""
    made = copy(tmp_path_factory.mktemp("marking") / "lab")
    assert "낸 노트북이 없습니다" in made.lab("grade", TASK, code=2).stdout  # which opens the course
    work = {
        "all": (ROOT / solutions_path(TASK)).read_text(encoding="utf-8"),
        "half": notebook(**{FIRST: "%%bash\ndocker run hello-world"}),
        "wrong": notebook(**{FIRST: "%%bash\ndocker pull -q hello-world", VERSION: "echo 1.2.3"}),
        "none": (ROOT / exercises_path(TASK)).read_text(encoding="utf-8"),
        "looks": notebook(**{FIRST: LOOKS}),
        **{name: notebook(**{FIRST: source}) for name, source in ATTACKS.items()},
    }
    for name, text in work.items():
        place = made.folder / "work" / "grading" / "submitted" / name / TASK
        place.mkdir(parents=True)
        (place / FILE).write_text(text, encoding="utf-8")
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
def test_nothing_is_left() -> None:
    """No container, volume or network of a marking lab outlives it."""
    for kind, shown in (("container", "{{.Names}}"), ("volume", "{{.Name}}"), ("network", "{{.Name}}")):
        every = ["--all"] if kind == "container" else []
        assert "-marking-" not in docker(kind, "ls", *every, "--format", shown), kind


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
