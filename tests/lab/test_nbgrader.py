"""nbgrader itself on the real lab, from its quick start to the gradebook, for three learners with orders of their own.

One has all right, one exactly half, one nothing. They are marked as the teacher's page says.
"""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from nbgrader.api import Gradebook

from helpers import course
from helpers.authoring import notebook_file
from helpers.authoring.clean_lab import fresh
from helpers.course.paths import CODE_STUB, cell_id, exercises_path, solutions_path
from helpers.exercise.model import Learner
from helpers.grading import gradebook, marking
from helpers.lesson.input import filled

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from helpers.exercise.model import Exercise, Way

pytestmark = pytest.mark.long
ROOT = Path(__file__).parents[2]
TASK = "capstone"
RIGHT, HALF, WRONG = "all-right", "half-right", "all-wrong"
HALF_WAY = 5
"""So many exercises from the first one are worth half of the points; a unit test holds it."""


def handed_in(release: Path, name: str, right: int) -> str:
    """The released notebook as a learner hands it in: the first `right` exercises solved, a mistake in all others."""
    book = notebook_file.read(release.read_text(encoding="utf-8"))
    cells = {cell["metadata"].get("nbgrader", {}).get("grade_id"): cell for cell in book["cells"]}
    for number, id in enumerate(course.ids(TASK)):
        exercise = course.exercise(id, Learner(name=name))
        way = exercise.solution if number < right else exercise.mistakes[0].way
        for part, text in answers(exercise, way).items():
            cell = cells[f"{id.replace('.', '-')}-{part}"]
            assert CODE_STUB in cell["source"]
            cell["source"] = cell["source"].replace(CODE_STUB, text)
    return notebook_file.write(book)


def answers(exercise: Exercise, way: Way) -> dict[str, str]:
    """What a learner writes into their cells, with their own values typed out."""
    parts = {"solution": way.script, "answer": way.answer}
    return {part: filled(text, exercise.personal) for part, text in parts.items() if text}


@pytest.fixture(scope="module")
def classroom(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A course of nbgrader's own making, with our settings and our source in it; nothing is handed in yet."""
    place = tmp_path_factory.mktemp("nbgrader") / "classroom"
    assert marking.main([TASK, "--collect", "--course", str(place)]) == marking.NOTHING
    yield place
    fresh()


@pytest.fixture(scope="module")
def scores(classroom: Path) -> dict[str, dict[str, float]]:
    """What nbgrader's own `autograde` puts into the gradebook for each learner, as a teacher may call it."""
    release = classroom / exercises_path(TASK)
    for name, right in ((RIGHT, len(course.ids(TASK))), (HALF, HALF_WAY), (WRONG, 0)):
        place = classroom / "submitted" / name / TASK
        place.mkdir(parents=True)
        (place / Path(exercises_path(TASK)).name).write_text(handed_in(release, name, right), encoding="utf-8")
        with pytest.MonkeyPatch.context() as patch:
            patch.setenv("LAB_LEARNER", name)
            marking.nbgrader("autograde", TASK, "--student", name, "--force", at=classroom)
    return gradebook.points(classroom, TASK)


@pytest.mark.parametrize(("name", "share"), [(RIGHT, 1), (HALF, 0.5), (WRONG, 0)])
def test_the_gradebook_says_what_is_due(scores: dict[str, dict[str, float]], name: str, share: float) -> None:
    """Right answers earn all their points, wrong ones none, and half of them exactly half."""
    total = float(sum(exercise.points for exercise in course.exercises(TASK)))
    assert sum(scores[name].values()) == share * total
    assert scores[name].keys() == set(course.ids(TASK))


@pytest.mark.usefixtures("scores")
def test_points_of_an_examiner_are_recorded(classroom: Path) -> None:
    """For whoever is known and for whoever is not; a submission that is withdrawn leaves the gradebook."""
    earned = dict.fromkeys(course.ids(TASK), 1.0)
    for name in (WRONG, "new"):
        gradebook.record(classroom, TASK, name, earned)
        assert gradebook.points(classroom, TASK)[name] == earned
    gradebook.withdraw(classroom, TASK, {RIGHT, HALF})
    assert gradebook.points(classroom, TASK).keys() == {RIGHT, HALF}


@pytest.mark.usefixtures("scores")
@pytest.mark.usefixtures("scores")
def test_who_is_late_loses_what_the_settings_say(classroom: Path) -> None:
    """By nbgrader's own plugin, from the course's own settings; points given by hand stay."""
    with Gradebook(f"sqlite:///{classroom / 'gradebook.db'}") as book:
        book.update_or_create_assignment(TASK, duedate="2031-04-01 09:00:00 UTC")
        first = book.find_submission(TASK, HALF).notebooks[0].grades[0]
        first.manual_score, given = 0.25, first.name
        book.db.commit()
    settings = classroom / "nbgrader_config.py"
    before = settings.read_text(encoding="utf-8")
    settings.write_text(before + "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n", encoding="utf-8")
    for moment, lost in (("2031-04-01 08:00:00 UTC", False), ("2031-04-01 10:00:00 UTC", True), ("", False)):
        gradebook.record(classroom, TASK, HALF, dict.fromkeys(course.ids(TASK), 1.0), moment)
        points = gradebook.points(classroom, TASK)[HALF]
        assert points[next(id for id in course.ids(TASK) if cell_id(id, "check") == given)] == pytest.approx(0.25)
        assert gradebook.penalties(classroom, TASK)[HALF] == (sum(points.values()) if lost else 0)
    settings.write_text(before, encoding="utf-8")


def test_the_release_is_ours(classroom: Path) -> None:
    """What nbgrader released to the learners is exercises/, byte for byte."""
    released = classroom / exercises_path(TASK)
    assert released.read_bytes() == (ROOT / exercises_path(TASK)).read_bytes()


def test_nothing_is_left_beside_the_course(classroom: Path) -> None:
    """All of it stands in its own folder: the one around it is the teacher's."""
    assert [found.name for found in classroom.parent.iterdir()] == [classroom.name]


@pytest.fixture
def _clean_before_and_after() -> Iterator[None]:
    """A whole notebook begins with nothing, and leaves what it did: the next test finds none of it."""
    fresh()
    yield
    fresh()


@pytest.mark.usefixtures("_clean_before_and_after")
@pytest.mark.parametrize(("path", "options"), [(solutions_path, []), (exercises_path, ["--invert"])])
@pytest.mark.parametrize("chapter", course.chapters())
def test_validate_tells_solved_from_unsolved(
    chapter: str, path: Callable[[str], str], options: list[str], tmp_path: Path
) -> None:
    """`nbgrader validate` is content with every solved notebook and, inverted, with every unsolved one."""
    place = tmp_path / chapter
    place.mkdir()
    file = ROOT / path(chapter)
    shutil.copyfile(file, place / file.name)
    shutil.copyfile(ROOT / "nbgrader_config.py", place / "nbgrader_config.py")
    assert "Success!" in marking.nbgrader("validate", *options, file.name, at=place)
