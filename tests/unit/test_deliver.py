"""What a learner finds in their folder when the lab starts, and when the course has changed."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from helpers import ipynb
from helpers.deliver import RECORD, deliver

if TYPE_CHECKING:
    from pathlib import Path

NAME = "notebooks/images.ipynb"
BESIDE = "notebooks/images (새 판).ipynb"


def publish(course: Path, text: str) -> None:
    """Put a version of the chapter into the repository, with an output."""
    cell = ipynb.code("print(1)")
    cell.update(execution_count=1, outputs=[{"name": "stdout", "output_type": "stream", "text": "1\n"}])
    file = course / NAME
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(ipynb.write(ipynb.notebook([ipynb.markdown(text), cell], "images")), encoding="utf-8")


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A repository with one chapter."""
    publish(tmp_path / "course", "# 첫 판")
    return tmp_path / "course"


@pytest.fixture
def work(tmp_path: Path) -> Path:
    """A learner's folder, empty."""
    return tmp_path / "work"


def edit(work: Path, name: str = NAME) -> str:
    """Write into a notebook as a learner would; the text afterwards."""
    text = (work / name).read_text(encoding="utf-8").replace("print(1)", "print(2)")
    (work / name).write_text(text, encoding="utf-8")
    return text


def test_chapters_come_without_outputs(course: Path, work: Path) -> None:
    """A learner's notebook has the cells and none of the outputs."""
    deliver(course, work)
    cell = ipynb.read((work / NAME).read_text(encoding="utf-8"))["cells"][1]
    assert (cell["source"], cell["outputs"], cell["execution_count"]) == ("print(1)", [], None)


def test_exercises_come_too(course: Path, work: Path) -> None:
    """A chapter's exercise notebook lies in its own folder."""
    (course / "exercises/images").mkdir(parents=True)
    (course / "exercises/images/images.ipynb").write_text((course / NAME).read_text(encoding="utf-8"), encoding="utf-8")
    deliver(course, work)
    assert (work / "exercises/images/images.ipynb").exists()


def test_second_start_writes_nothing(course: Path, work: Path) -> None:
    """Starting the lab again leaves every notebook as it is."""
    deliver(course, work)
    assert deliver(course, work) == ()


def test_untouched_notebook_is_replaced(course: Path, work: Path) -> None:
    """A newer course replaces a notebook that nobody changed."""
    deliver(course, work)
    publish(course, "# 둘째 판")
    deliver(course, work)
    assert "둘째 판" in (work / NAME).read_text(encoding="utf-8")
    assert not (work / BESIDE).exists()


def test_edited_notebook_stays(course: Path, work: Path) -> None:
    """A newer course never overwrites an edited notebook: it comes beside it, under a clear name and with a note."""
    deliver(course, work)
    mine = edit(work)
    publish(course, "# 둘째 판")
    (delivery,) = deliver(course, work)
    assert (work / NAME).read_text(encoding="utf-8") == mine
    assert (delivery.path, delivery.beside) == (BESIDE, True)
    first, second = ipynb.read((work / BESIDE).read_text(encoding="utf-8"))["cells"][:2]
    assert "새 판" in first["source"]
    assert second["source"] == "# 둘째 판"


def test_edited_notebook_without_a_newer_course(course: Path, work: Path) -> None:
    """Editing alone brings no second copy at the next start."""
    deliver(course, work)
    edit(work)
    assert deliver(course, work) == ()


def test_new_version_comes_once(course: Path, work: Path) -> None:
    """The copy beside an edited notebook does not come back after the learner deleted it."""
    deliver(course, work)
    edit(work)
    publish(course, "# 둘째 판")
    deliver(course, work)
    (work / BESIDE).unlink()
    assert deliver(course, work) == ()


def test_untouched_new_version_gives_way(course: Path, work: Path) -> None:
    """A third version replaces the untouched copy of the second."""
    deliver(course, work)
    edit(work)
    for title in ("# 둘째 판", "# 셋째 판"):
        publish(course, title)
        deliver(course, work)
    assert "셋째 판" in (work / BESIDE).read_text(encoding="utf-8")
    assert not (work / "notebooks/images (새 판 2).ipynb").exists()


def test_edited_new_version_stays_too(course: Path, work: Path) -> None:
    """Where the learner works in the second version, the third gets a further name."""
    deliver(course, work)
    edit(work)
    publish(course, "# 둘째 판")
    deliver(course, work)
    mine = edit(work, BESIDE)
    publish(course, "# 셋째 판")
    (delivery,) = deliver(course, work)
    assert delivery.path == "notebooks/images (새 판 2).ipynb"
    assert (work / BESIDE).read_text(encoding="utf-8") == mine


def test_deleted_notebook_comes_back(course: Path, work: Path) -> None:
    """Deleting a notebook is how a learner gets it anew."""
    deliver(course, work)
    edit(work)
    (work / NAME).unlink()
    deliver(course, work)
    assert "print(1)" in (work / NAME).read_text(encoding="utf-8")


@pytest.mark.parametrize("spoilt", ["", "{", "[]"])
def test_spoilt_record_overwrites_nothing(course: Path, work: Path, spoilt: str) -> None:
    """Without a readable record every notebook that differs counts as edited."""
    deliver(course, work)
    mine = edit(work)
    (work / RECORD).write_text(spoilt, encoding="utf-8")
    deliver(course, work)
    assert (work / NAME).read_text(encoding="utf-8") == mine


def test_other_files_are_left_alone(course: Path, work: Path) -> None:
    """What the learner made is neither changed nor recorded."""
    (work / "notebooks").mkdir(parents=True)
    (work / "notebooks/mine.ipynb").write_text("내 글", encoding="utf-8")
    deliver(course, work)
    assert (work / "notebooks/mine.ipynb").read_text(encoding="utf-8") == "내 글"
    assert list(json.loads((work / RECORD).read_text(encoding="utf-8"))) == [NAME]


def test_pictures_come_along(course: Path, work: Path) -> None:
    """A chapter's pictures lie where its notebook looks for them, the newest of each."""
    picture = course / "notebooks/pictures/stack.svg"
    picture.parent.mkdir(parents=True)
    for text in ("<svg>1</svg>\n", "<svg>2</svg>\n"):
        picture.write_text(text, encoding="utf-8")
        deliver(course, work)
        assert (work / "notebooks/pictures/stack.svg").read_text(encoding="utf-8") == text
