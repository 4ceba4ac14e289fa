"""start, check, hint, reset on the real lab, and what must not break them."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from helpers import course
from helpers.authoring.bystanders import present
from helpers.dockerdata.types import Computer
from helpers.exercise.model import Owned, Verdict
from helpers.lesson.exercise_folder import files_in
from helpers.world.computers import Computers
from helpers.world.engine import BUFFER, Engine
from tests.support.tiny import BUILD, IMAGE, TINY, bash, lesson

if TYPE_CHECKING:
    from collections.abc import Iterator

    from helpers.lesson.lesson import Lesson


@pytest.fixture
def tiny(computers: Computers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Lesson]:
    """The functions for the tiny exercise, in a work folder of their own."""
    monkeypatch.setenv("LAB_WORK", str(tmp_path / "work"))
    found = lesson(computers, tmp_path / "practice")
    yield found
    found.start("start.tiny")
    assert found.reset("start.tiny").kind == "done"


def folder(tmp_path: Path) -> Path:
    """Where the tiny exercise is worked on."""
    return tmp_path / "work" / "exercises" / "start" / "tiny"


def tags(engine: Engine) -> set[str]:
    """All image names on an engine."""
    return {tag for image in engine.snapshot().images for tag in image.tags}


def test_one_exercise_from_start_to_reset(tiny: Lesson, tmp_path: Path, computers: Computers) -> None:
    """Not attempted, then passed with all points, then gone without a trace."""
    assert tiny.start("start.tiny").kind == "done"
    assert tiny.check("start.tiny").verdict is Verdict.NOT_ATTEMPTED
    bash(BUILD, folder(tmp_path))
    feedback = tiny.check("start.tiny")
    assert (feedback.verdict, feedback.points) == (Verdict.PASSED, 1.0)
    assert tiny.reset("start.tiny").kind == "done"
    assert IMAGE not in tags(computers.mine)
    assert not any(folder(tmp_path).iterdir())


def test_second_start_begins_anew_and_keeps_the_learners_file(tiny: Lesson, tmp_path: Path) -> None:
    """What was made is cleared, what was written stays."""
    tiny.start("start.tiny")
    bash(f"{BUILD} && echo mine > notes.txt", folder(tmp_path))
    assert "`notes.txt`는 이미 있던 것을 그대로 두었습니다" in tiny.start("start.tiny").text
    assert tiny.check("start.tiny").verdict is not Verdict.PASSED
    assert (folder(tmp_path) / "notes.txt").read_text() == "mine\n"


def test_reset_puts_the_learners_files_aside(tiny: Lesson, tmp_path: Path) -> None:
    """They are in the folder that the note names."""
    tiny.start("start.tiny")
    (folder(tmp_path) / "notes.txt").write_text("mine\n")
    note = tiny.reset("start.tiny")
    aside = folder(tmp_path).parent / "kept" / "tiny" / "1"
    assert str(aside) in note.text
    assert (aside / "notes.txt").read_text() == "mine\n"


def test_all_that_an_exercise_owns_goes_and_nothing_else(tiny: Lesson, tmp_path: Path, computers: Computers) -> None:
    """Containers by name and by image, a volume, a network; bystanders stay."""
    with present(computers) as bystanders, bystanders.stand(tmp_path):
        before = computers.mine.snapshot()
        tiny.start("start.tiny")
        bash(
            f"{BUILD} && docker create --name lab-tiny {IMAGE} /x && docker create {IMAGE} /x"
            f" && docker volume create lab-tiny && docker network create lab-tiny"
            f" && echo 2 > hello.txt && tar -c hello.txt | docker import - {IMAGE}",
            folder(tmp_path),
        )
        tiny.reset("start.tiny")
        bystanders.survive("reset")
        after = computers.mine.snapshot()
    assert (after.containers, after.images, after.volumes) == (before.containers, before.images, before.volumes)
    assert after.networks == before.networks


@pytest.mark.parametrize("deed", ["docker tag lab-tiny:1.0 hello-world:latest", "docker rmi -f hello-world:latest"])
def test_public_name_is_given_back(
    computers: Computers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, deed: str
) -> None:
    """A public image that stood under an owned name stands there again after the reset, moved or removed meanwhile."""
    monkeypatch.setenv("LAB_WORK", str(tmp_path / "work"))
    bash("docker pull -q hello-world:latest", tmp_path)
    before = public_image(computers)
    owned = replace(TINY, owns=Owned(images=("hello-world:latest", IMAGE)))
    functions = lesson(computers, tmp_path / "practice", owned)
    assert functions.start("start.tiny").kind == "done"
    assert public_image(computers) == before
    bash(f"{BUILD} && {deed}", folder(tmp_path))
    assert public_image(computers) != before
    assert functions.reset("start.tiny").kind == "done"
    assert public_image(computers) == before
    assert IMAGE not in tags(computers.mine)


def public_image(computers: Computers) -> str | None:
    """What stands under the name hello-world:latest."""
    found = (image.id for image in computers.mine.snapshot().images if "hello-world:latest" in image.tags)
    return next(found, None)


def test_own_engine_is_guarded(computers: Computers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Outside the lab an exercise refuses to start over a name that stands there, and leaves it alone."""
    monkeypatch.delenv("LAB")
    monkeypatch.setenv("LAB_WORK", str(tmp_path / "work"))
    only = Computers(mine=computers.mine)
    functions = lesson(only, tmp_path / "practice")
    bash(BUILD, tmp_path)
    note = functions.start("start.tiny")
    assert (note.kind, f"이미지 {IMAGE}" in note.text) == ("refused", True)
    assert IMAGE in tags(computers.mine)
    bash(f"docker rmi {IMAGE}", tmp_path)
    assert functions.start("start.tiny").kind == "done"
    bash(BUILD, tmp_path)
    assert functions.check("start.tiny").verdict is Verdict.PASSED
    assert functions.start("start.tiny").kind == "done"
    assert functions.reset("start.tiny").kind == "done"
    assert IMAGE not in tags(computers.mine)


def test_exercise_of_two_computers_needs_two(computers: Computers, tmp_path: Path) -> None:
    """Outside the lab there is no other computer, and start says so."""
    far = replace(TINY, needs_other=True)
    note = lesson(Computers(mine=computers.mine), tmp_path, far).start("start.tiny")
    assert (note.kind, "다른 컴퓨터" in note.text) == ("broken", True)


def test_other_computer_gone_is_no_obstacle(
    computers: Computers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An exercise of one computer starts, is checked and is reset while the other is off."""
    monkeypatch.setenv("LAB_WORK", str(tmp_path / "work"))
    dead = Computers(mine=computers.mine, other=Engine(f"unix://{tmp_path}/nobody.sock", Computer.OTHER))
    functions = lesson(dead, tmp_path / "practice")
    assert functions.start("start.tiny").kind == "done"
    bash(BUILD, folder(tmp_path))
    assert functions.check("start.tiny").verdict is Verdict.PASSED
    assert functions.reset("start.tiny").kind == "done"


def test_forgotten_start_is_said(tiny: Lesson, computers: Computers) -> None:
    """After more events than the engine remembers, a check that does not pass says why it may be wrong."""
    tiny.start("start.tiny")
    for _ in range(BUFFER // 2 + 1):
        computers.mine.mark()
    feedback = tiny.check("start.tiny")
    assert feedback.verdict is not Verdict.PASSED
    assert "256" in feedback.trouble


def test_learner_deletes_everything_and_goes_on(tiny: Lesson, tmp_path: Path) -> None:
    """After `docker system prune -af --volumes` the exercise is simply not done, and can be."""
    tiny.start("start.tiny")
    bash(f"{BUILD} && docker system prune -af --volumes", folder(tmp_path))
    assert tiny.check("start.tiny").verdict is Verdict.FAILED
    bash(BUILD, folder(tmp_path))
    assert tiny.check("start.tiny").verdict is Verdict.PASSED


def test_two_notebooks_check_at_once(tiny: Lesson, tmp_path: Path) -> None:
    """Two processes with the same record give the same verdict."""
    tiny.start("start.tiny")
    bash(BUILD, folder(tmp_path))
    script = (
        "import sys; from pathlib import Path; from tests.support.tiny import lesson;"
        "print(lesson(None, Path(sys.argv[1])).check('start.tiny').verdict)"
    )

    def ask() -> str:
        asked = [sys.executable, "-c", script, str(tmp_path / "practice")]
        return subprocess.run(asked, capture_output=True, text=True, timeout=60, check=True).stdout.strip()

    with ThreadPoolExecutor(2) as pool:
        assert [asked.result() for asked in [pool.submit(ask), pool.submit(ask)]] == ["passed", "passed"]


def test_two_starts_at_once_leave_one_scene(computers: Computers, tiny: Lesson, tmp_path: Path) -> None:
    """They take turns; afterwards the exercise can be done."""
    with ThreadPoolExecutor(2) as pool:
        functions = [lesson(computers, tmp_path / "practice") for _ in range(2)]
        notes = list(pool.map(lambda found: found.start("start.tiny"), functions))
    assert [note.kind for note in notes] == ["done", "done"]
    bash(BUILD, folder(tmp_path))
    assert tiny.check("start.tiny").verdict is Verdict.PASSED


def test_check_while_a_container_restarts(tiny: Lesson, tmp_path: Path) -> None:
    """A container that comes and goes neither breaks the check nor keeps it for ever."""
    tiny.start("start.tiny")
    bash(f"{BUILD} && docker pull -q busybox", folder(tmp_path))
    bash("docker run -d --restart always --name lab-tiny busybox false", folder(tmp_path))
    assert tiny.check("start.tiny").verdict is Verdict.PASSED
    bash("docker rm -f lab-tiny", folder(tmp_path))


def test_failing_setup_is_our_fault(computers: Computers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is told as ours, with the words of what failed; nothing counts as begun, and nothing of it stays."""
    monkeypatch.setenv("LAB_WORK", str(tmp_path / "work"))
    setup = f"{BUILD}\necho 안 됩니다 >&2\nfalse\necho never"
    functions = lesson(computers, tmp_path / "practice", replace(TINY, setup=setup))
    folder(tmp_path).mkdir(parents=True)
    (folder(tmp_path) / "mine.txt").write_text("mine\n")
    note = functions.start("start.tiny")
    assert (note.kind, "안 됩니다" in note.text, "never" in note.text) == ("broken", True, False)
    assert functions.reset("start.tiny").kind == "refused"
    assert IMAGE not in tags(computers.mine)
    assert files_in(folder(tmp_path)) == ("mine.txt",)


def test_failing_second_start_keeps_the_learners_files(
    computers: Computers, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What they wrote after the first start is theirs, whatever becomes of the second."""
    monkeypatch.setenv("LAB_WORK", str(tmp_path / "work"))
    assert lesson(computers, tmp_path / "practice").start("start.tiny").kind == "done"
    bash("echo mine > mine.txt && rm notes.txt", folder(tmp_path))
    failing = lesson(computers, tmp_path / "practice", replace(TINY, setup="touch half-done && false"))
    note = failing.start("start.tiny")
    kept = folder(tmp_path).parent / "kept" / "tiny" / "1"
    assert (note.kind, str(kept) in note.text, files_in(kept)) == ("broken", True, ("half-done",))
    assert files_in(folder(tmp_path)) == ("mine.txt",)
    assert failing.reset("start.tiny").kind == "done"


def test_terminal_gives_the_same_as_the_notebook(tmp_path: Path) -> None:
    """`lab begin`, `lab check --json` and `lab reset` work and exit as documented."""

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "helpers.ui.cli", *arguments]
        return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)

    begun = run("begin", "START.first_run")
    assert (begun.returncode, begun.stderr) == (0, "")
    asked = course.exercise("start.first-run").prompt.replace("**", "").strip()
    assert asked in begun.stdout
    assert run("checklist").stdout.strip() in begun.stdout
    assert run("checklist").stdout == run("checklist", "start.first-run").stdout
    place = re.search("`cd ~/(.*)`", begun.stdout)
    assert place
    assert (Path.home() / place[1]).is_dir()
    again = subprocess.run(
        [sys.executable, "-m", "helpers.ui.cli", "begin", "start.first-run"],
        cwd=Path.home() / place[1],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )
    assert "지금 있는 이 폴더" in again.stdout
    checked = run("check", "start.first-run", "--json")
    assert (checked.returncode, json.loads(checked.stdout)["verdict"]) == (1, "not_attempted")
    bash("docker run --rm hello-world", tmp_path)
    passed = run("check", "start.first-run", "--json")
    assert (passed.returncode, json.loads(passed.stdout)["points"]) == (0, 1.0)
    undone = run("reset", "start.first-run")
    assert (undone.returncode, "`lab begin start.first-run`" in undone.stdout, "start(" in undone.stdout) == (
        0,
        True,
        False,
    )
