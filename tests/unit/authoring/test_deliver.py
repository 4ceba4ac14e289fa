"""What a learner finds in their folder when the lab starts, and when the course has changed."""

from __future__ import annotations

import json
import os
import shutil
from typing import TYPE_CHECKING

import pytest

from helpers.authoring import notebook_file
from helpers.authoring.deliver import IN_THE_WAY, RECORD, deliver, main

if TYPE_CHECKING:
    from pathlib import Path

NAME = "notebooks/2-이미지.ipynb"
FORMER = "notebooks/images.ipynb"
KEPT = "notebooks/2-이미지 (전 것).ipynb"
BESIDE = "notebooks/2-이미지 (새 판).ipynb"


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


def edit(work: Path, name: str = NAME, old: str = "print(1)", new: str = "print(2)") -> str:
    """Write into a notebook as a learner would; the text afterwards."""
    text = (work / name).read_text(encoding="utf-8").replace(old, new)
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
    shutil.copyfile(course / NAME, course / "exercises/images/2-이미지-연습.ipynb")
    deliver(course, work)
    assert (work / "exercises/images/2-이미지-연습.ipynb").exists()


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


def opened(work: Path, name: str = NAME) -> notebook_file.Notebook:
    """A notebook of the learner's folder."""
    return notebook_file.read((work / name).read_text(encoding="utf-8"))


def said(work: Path, name: str = NAME) -> list[str]:
    """The sources of its cells."""
    return [cell["source"] for cell in opened(work, name)["cells"]]


def autosave(work: Path, name: str = NAME, *, empty: bool = True) -> None:
    """Write what JupyterLab writes for somebody who opens a notebook and runs its cells, and changes nothing."""
    book = opened(work, name)
    book["metadata"]["language_info"]["version"] = "3.11.2"
    for cell in book["cells"]:
        if cell["cell_type"] == "code":
            stream = {"name": "stdout", "output_type": "stream", "text": "1\n"}
            cell.update(execution_count=7, outputs=[stream], metadata={**cell["metadata"], "scrolled": True})
    if empty:
        book["cells"].append({**notebook_file.code(""), "id": "by-itself"})
    (work / name).write_text(notebook_file.write(book), encoding="utf-8")


def test_opened_and_run_is_not_edited(course: Path, work: Path) -> None:
    """What JupyterLab saves by itself is nobody's work: the newer course takes its place."""
    deliver(course, work)
    autosave(work)
    publish(course, "# 둘째 판")
    deliver(course, work)
    assert said(work) == ["# 둘째 판", "print(1)"]
    assert [file.name for file in (work / "notebooks").iterdir()] == ["2-이미지.ipynb"]


def test_edited_cells_are_carried_over(course: Path, work: Path) -> None:
    """A newer course has what the learner changed and added; the old file is kept as it was, and a note tells of it."""
    deliver(course, work)
    edit(work)
    autosave(work, empty=False)
    book = opened(work)
    book["cells"].insert(1, {**notebook_file.markdown("내 메모"), "id": "mine"})
    (work / NAME).write_text(notebook_file.write(book), encoding="utf-8")
    mine = (work / NAME).read_bytes()
    publish(course, "# 둘째 판")
    (delivery,) = deliver(course, work)
    note, *cells = said(work)
    assert "새 판" in note
    assert "2-%EC%9D%B4" in note
    assert sorted(cells) == ["# 둘째 판", "print(2)", "내 메모"]
    assert (work / KEPT).read_bytes() == mine
    assert (delivery.path, delivery.kept) == (NAME, (KEPT,))
    assert deliver(course, work) == ()


def test_carried_cells_are_carried_on(course: Path, work: Path) -> None:
    """What came over into the second version comes over into the third one, too, and with it what was changed there."""
    deliver(course, work)
    edit(work)
    publish(course, "# 둘째 판")
    deliver(course, work)
    (work / NAME).write_text((work / NAME).read_text("utf-8").replace("둘째 판", "둘째 판이에요"), encoding="utf-8")
    publish(course, "# 셋째 판")
    deliver(course, work)
    assert said(work)[1:] == ["# 둘째 판이에요", "# 셋째 판", "print(2)"]
    assert (work / "notebooks/2-이미지 (전 것 2).ipynb").exists()


def former(course: Path, work: Path) -> None:
    """Lay the notebook as the course did before it had numbers: under its old name, with no word of its cells."""
    deliver(course, work)
    (work / NAME).rename(work / FORMER)
    record = json.loads((work / RECORD).read_text(encoding="utf-8"))
    old = {FORMER: {"course": record[NAME]["course"], "file": "1" * 64}}
    (work / RECORD).write_text(json.dumps(old), encoding="utf-8")


def test_a_copy_under_the_former_name_gets_the_new_one(course: Path, work: Path) -> None:
    """Where nobody changed a cell there is one notebook afterwards."""
    former(course, work)
    autosave(work, FORMER)
    publish(course, "# 둘째 판")
    deliver(course, work)
    assert said(work) == ["# 둘째 판", "print(1)"]
    assert [file.name for file in (work / "notebooks").iterdir()] == ["2-이미지.ipynb"]


def test_cells_under_the_former_names_are_carried_over(course: Path, work: Path) -> None:
    """Of the notebook and of the newer version that once was laid beside it; both are kept."""
    former(course, work)
    edit(work, FORMER)
    shutil.copyfile(work / FORMER, work / "notebooks/images (새 판).ipynb")
    later = edit(work, "notebooks/images (새 판).ipynb", "print(2)", "print(3)")
    record = json.loads((work / RECORD).read_text(encoding="utf-8"))
    record["notebooks/images (새 판).ipynb"] = record[FORMER]
    (work / RECORD).write_text(json.dumps(record), encoding="utf-8")
    publish(course, "# 둘째 판")
    deliver(course, work)
    assert said(work)[1:] == ["# 둘째 판", "print(3)"]
    assert (work / "notebooks/2-이미지 (전 것 2).ipynb").read_text(encoding="utf-8") == later
    names = {file.name for file in (work / "notebooks").iterdir()}
    assert names == {"2-이미지.ipynb", "2-이미지 (전 것).ipynb", "2-이미지 (전 것 2).ipynb"}


def test_edited_notebook_without_a_newer_course(course: Path, work: Path) -> None:
    """Editing alone brings no second copy at the next start."""
    deliver(course, work)
    edit(work)
    assert deliver(course, work) == ()


def test_notebook_beside_something_else_comes_once(course: Path, work: Path) -> None:
    """Beside what is no notebook it does not come back after the learner deleted it."""
    (work / NAME).mkdir(parents=True)
    deliver(course, work)
    (work / BESIDE).unlink()
    assert deliver(course, work) == ()


def test_notebook_beside_something_else_is_kept_up(course: Path, work: Path) -> None:
    """The next version takes the place of the one before, with what the learner wrote there; that one is kept."""
    (work / NAME).mkdir(parents=True)
    deliver(course, work)
    publish(course, "# 둘째 판")
    deliver(course, work)
    assert said(work, BESIDE)[1:] == ["# 둘째 판", "print(1)"]
    mine = edit(work, BESIDE)
    publish(course, "# 셋째 판")
    (delivery,) = deliver(course, work)
    assert (delivery.path, delivery.kept) == (BESIDE, (KEPT,))
    assert said(work, BESIDE)[1:] == ["# 셋째 판", "print(2)"]
    assert (work / KEPT).read_text(encoding="utf-8") == mine


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
    '{"notebooks/2-이미지.ipynb": 7}',
    '{"notebooks/2-이미지.ipynb": ["course"]}',
    '{"notebooks/2-이미지.ipynb": {"course": [1], "file": {"a": 1}}}',
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
    assert (work / KEPT).read_text(encoding="utf-8") == mine
    assert said(work)[1:] == ["# 둘째 판", "print(2)"]
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
