"""What a learner finds in their folder when the lab starts, and when the course has changed."""

from __future__ import annotations

import json
import os
from typing import TYPE_CHECKING

import pytest

from helpers.authoring import notebook_file
from helpers.authoring.deliver import IN_THE_WAY, RECORD, deliver, main

if TYPE_CHECKING:
    from pathlib import Path

NAME = "notebooks/images.ipynb"
BESIDE = "notebooks/images (새 판).ipynb"


def publish(course: Path, text: str) -> None:
    """Put a version of the chapter into the repository, with an output."""
    cell = notebook_file.code("print(1)")
    cell.update(execution_count=1, outputs=[{"name": "stdout", "output_type": "stream", "text": "1\n"}])
    file = course / NAME
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(
        notebook_file.write(notebook_file.notebook([notebook_file.markdown(text), cell], "images")), encoding="utf-8"
    )


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
    cell = notebook_file.read((work / NAME).read_text(encoding="utf-8"))["cells"][1]
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
    first, second = notebook_file.read((work / BESIDE).read_text(encoding="utf-8"))["cells"][:2]
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


ODD = [
    "[1, 2]",
    '{"notebooks/images.ipynb": 7}',
    '{"notebooks/images.ipynb": ["course"]}',
    '{"notebooks/images.ipynb": {"course": [1], "file": {"a": 1}}}',
    "[" * 100_000,
    "\\ud800",
]


@pytest.mark.parametrize("odd", ODD, ids=range(len(ODD)))
def test_odd_record_overwrites_nothing(course: Path, work: Path, odd: str) -> None:
    """Whatever stands in the record, what the learner wrote stays, and the next start is as quiet as ever."""
    deliver(course, work)
    mine = edit(work)
    (work / RECORD).write_text(odd, encoding="utf-8")
    publish(course, "# 둘째 판")
    assert main(["--course", str(course), "--work", str(work)]) == 0
    assert (work / NAME).read_text(encoding="utf-8") == mine
    assert deliver(course, work) == ()


def test_own_picture_gets_another_name(course: Path, work: Path) -> None:
    """A learner's drawing under the name of a picture of the course is not lost to it."""
    picture = course / "notebooks/pictures/stack.svg"
    picture.parent.mkdir(parents=True)
    picture.write_text("<svg>1</svg>\n", encoding="utf-8")
    laid = work / "notebooks/pictures/stack.svg"
    laid.parent.mkdir(parents=True)
    laid.write_text("내 그림", encoding="utf-8")
    deliver(course, work)
    assert laid.read_text(encoding="utf-8") == "<svg>1</svg>\n"
    assert (laid.parent / "stack (전 것).svg").read_text(encoding="utf-8") == "내 그림"


@pytest.mark.parametrize("kind", ["link", "dangling", "folder"])
def test_what_is_no_plain_file_is_the_learners(course: Path, work: Path, tmp_path: Path, kind: str) -> None:
    """A link, even to nothing, and a folder under a notebook's name stay; the notebook comes beside."""
    place = work / NAME
    place.parent.mkdir(parents=True)
    target = tmp_path / "elsewhere"
    if kind == "folder":
        place.mkdir()
    else:
        place.symlink_to(target)
    if kind == "link":
        target.write_text("내 글", encoding="utf-8")
    (delivery,) = deliver(course, work)
    assert delivery.path == BESIDE
    assert place.is_dir() if kind == "folder" else place.readlink() == target
    assert not target.exists() if kind == "dangling" else True


@pytest.mark.parametrize(
    "obstacle",
    [
        ("notebooks", "file", "work/notebooks가 폴더가 아니라 파일입니다."),
        ("notebooks", "dangling", "work/notebooks 링크가 가리키는 곳(nowhere)이 없습니다."),
        ("notebooks/pictures", "file", "work/notebooks/pictures가 폴더가 아니라 파일입니다."),
        ("", "file", "work가 폴더가 아니라 파일입니다."),
        (RECORD, "folder", "work/.course.json이 파일이 아니라 폴더입니다."),
    ],
)
def test_what_stands_in_the_way_is_told(
    course: Path, work: Path, capsys: pytest.CaptureFixture[str], obstacle: tuple[str, str, str]
) -> None:
    """Cause and remedy name it as the learner knows it, and it stays as it is."""
    where, kind, cause = obstacle
    picture = course / "notebooks/pictures/stack.svg"
    picture.parent.mkdir(parents=True)
    picture.write_text("<svg>1</svg>\n", encoding="utf-8")
    place = work / where
    place.parent.mkdir(parents=True, exist_ok=True)
    if kind == "file":
        place.write_text("내 글", encoding="utf-8")
    elif kind == "folder":
        place.mkdir()
    else:
        place.symlink_to("nowhere")
    assert main(["--course", str(course), "--work", str(work)]) == IN_THE_WAY
    said = capsys.readouterr().err
    assert said.startswith(f"{cause}\n→ ")
    assert "다시 실행하세요" in said
    assert place.read_text(encoding="utf-8") == "내 글" if kind == "file" else os.path.lexists(place)
