"""A newer course takes the place of the older one: the lab serves it, learners' files go on, nothing else gives way.

What the version before left behind is shown by files of its formats in tests/support/older: a clone need not have its
history.
"""

from __future__ import annotations

import json
import shutil
import time
import uuid
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pytest

from helpers.host import images
from helpers.host.base_image import NAME
from helpers.host.settings import ROOT
from tests.support.clones import copy, docker

if TYPE_CHECKING:
    from collections.abc import Iterator

    from tests.support.clones import Clone

OLDER = ROOT / "tests" / "support" / "older"
SHOWN = {"notebook": "notebook", "engine": "engine", "registry": "hub", "standins": "mirror"}
"""A service that runs each image."""
TASK = "commands.run-detached"
DATABASE = """
CREATE TABLE event (number INTEGER PRIMARY KEY, at REAL NOT NULL, exercise TEXT NOT NULL, kind TEXT NOT NULL,
    verdict TEXT NOT NULL DEFAULT '', points REAL NOT NULL DEFAULT 0);
CREATE INDEX event_of ON event (exercise, number);
INSERT INTO event (at, exercise, kind, verdict, points) VALUES
    (1.79e9, 'start.first-run', 'start', '', 0), (1.79e9, 'start.first-run', 'check', 'passed', 1),
    (1.79e9, 'start.read-version', 'hint', '', 0), (1.79e9, 'commands.run-detached', 'start', '', 0);
PRAGMA user_version = 1;
"""
"""The progress of a learner who has solved one exercise, asked for a hint in a second and begun a third."""
pytestmark = [pytest.mark.together, pytest.mark.long]


@dataclass(frozen=True, kw_only=True)
class Upgraded:
    """A clone that got a newer version while its lab ran. `old` and `new` name the images, `own` what is a person's."""

    clone: Clone
    old: dict[str, str]
    new: dict[str, str]
    own: str
    stood: str
    """A container of the learner's from before they began TASK."""


@pytest.fixture(scope="module")
def upgraded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Upgraded]:
    """Start a lab, let a learner and a person leave things behind, and bring it to another version."""
    clone, own = copy(tmp_path_factory.mktemp("upgrade") / "lab"), f"own-{uuid.uuid4().hex[:8]}"
    try:
        docker("tag", NAME, f"{own}:1")
        docker("tag", NAME, f"docker-lab/{own}:1")
        old = renew(clone)
        stood = leave_behind(clone)
        docker("create", "--name", own, old["registry"], "true")
        docker("tag", old["engine"], f"{own}:1")
        yield Upgraded(clone=clone, old=old, new=renew(clone), own=own, stood=stood)
    finally:
        clone.lab("destroy", "--yes", code=None)
        docker("rm", "--force", own, code=None)
        for tag in (f"{own}:1", f"docker-lab/{own}:1"):
            docker("image", "rm", tag, code=None)


def renew(clone: Clone) -> dict[str, str]:
    """Make the clone one of another version, start it, and return the names of its images."""
    for image in images.LAB:
        recipe = clone.folder / "images" / image.name / "Dockerfile"
        recipe.write_text(f"{recipe.read_text()}\nRUN echo {uuid.uuid4()} > /etc/lab-version\n")
    clone.start()
    return {name: docker("inspect", "--format", "{{.Config.Image}}", clone.service(SHOWN[name])) for name in SHOWN}


def there(names: dict[str, str]) -> set[str]:
    """Return those of the images that the computer still has."""
    return {name for name, tag in names.items() if docker("image", "ls", "--quiet", tag)}


def leave_behind(clone: Clone) -> str:
    """Lay what the version before left: a notebook, progress, an exercise. Returns a container that stood then."""
    stood = clone.seat("docker run --detach nginx").split()[-1]
    record = json.loads((OLDER / f"{TASK}.json").read_text())
    for side in ("mine", "other"):
        record[side]["before"]["since"] = record[side]["baseline"]["since"] = time.time_ns()
    record["mine"]["before"]["containers"] = record["mine"]["baseline"]["containers"] = [stood]
    shutil.copyfile(OLDER / "learner.ipynb", clone.folder / "work" / "learner.ipynb")
    (clone.folder / "work" / "record.json").write_text(json.dumps(record))
    (clone.folder / "work" / "progress.sql").write_text(DATABASE)
    make = "import os, sqlite3; sqlite3.connect(os.path.expanduser('~/.lab/progress.db')).executescript(open(0).read())"
    clone.seat("rm -f ~/.lab/progress.db*")
    clone.seat(f'python3 -c "{make}" < ~/work/progress.sql && cp ~/work/record.json ~/.lab/{TASK}.json')
    return stood


def progress(clone: Clone) -> dict[str, dict[str, Any]]:
    """Return the learner's exercises by id, as `./lab progress --json` has them."""
    chapters = json.loads(clone.lab("progress", "--json").stdout)["chapters"]
    return {one["id"]: one for chapter in chapters for one in chapter["exercises"]}


def test_progress_goes_on_after_an_upgrade(upgraded: Upgraded) -> None:
    """What was solved is solved, what was begun is begun, and the next hint is the second."""
    found = progress(upgraded.clone)
    states = [found[name]["state"] for name in ("start.first-run", "start.read-version", TASK)]
    assert states == ["done", "tried", "tried"]
    assert "힌트 2/" in upgraded.clone.lab("hint", "start.read-version").stdout


def test_a_notebook_of_the_version_before_runs(upgraded: Upgraded) -> None:
    """Its imports work, and an exercise that was begun before is finished in it."""
    clone, book = upgraded.clone, upgraded.clone.folder / "work" / "learner.ipynb"
    clone.seat("docker run --detach --name bakery-home nginx")
    clone.seat("cd ~/work && cp learner.ipynb run.ipynb && jupyter execute --inplace run.ipynb")
    cells = json.loads(book.with_name("run.ipynb").read_text())["cells"]
    shown = ["".join(output["data"]["text/plain"]) for cell in cells for output in cell["outputs"] if "data" in output]
    assert "컨테이너 1.5" in shown[0]
    assert shown[1].startswith("[통과]")
    assert progress(clone)[TASK]["state"] == "done"


def test_an_exercise_begun_before_is_reset(upgraded: Upgraded) -> None:
    """By the record of the version before: what came since the start goes, what stood then stays."""
    clone = upgraded.clone
    since = clone.seat("docker create nginx").split()[-1]
    clone.lab("reset", TASK)
    left = clone.seat("docker ps --all --quiet --no-trunc").split()
    assert upgraded.stood in left
    assert since not in left
    assert "bakery-home" not in clone.seat("docker ps --all --format '{{.Names}}'")


def test_newer_code_alone_is_served(upgraded: Upgraded) -> None:
    """Jupyter does not go on with the code that it has in memory; a start that brings nothing new leaves it alone."""
    clone, before = upgraded.clone, upgraded.clone.ids()
    (clone.folder / "helpers" / "later.py").write_text("")
    clone.start()
    after = clone.ids()
    assert after["notebook"] != before["notebook"]
    assert after["other"] == before["other"]
    clone.seat("docker ps")
    clone.start()
    assert clone.ids() == after


def test_an_upgrade_takes_the_older_images_away(upgraded: Upgraded) -> None:
    """Those of the version before are gone once the new one serves; what anybody uses or has named stays."""
    clone, old, new, own = upgraded.clone, upgraded.old, upgraded.new, upgraded.own
    assert (there(old), there(new)) == ({"registry"}, set(new))
    assert docker("inspect", "--format", "{{.Config.Image}}", own) == old["registry"]
    bystanders = {name: name for name in (f"{own}:1", f"docker-lab/{own}:1", NAME)}
    assert there(bystanders) == set(bystanders)
    docker("rm", own)
    clone.lab("stop")
    clone.start()
    assert (there(old), there(new)) == (set(), set(new))
    clone.lab("destroy", "--yes")
    for tag in new.values():
        docker("image", "rm", tag)


def test_an_upgrade_takes_away_what_an_older_program_left_unnoted(clone: Clone) -> None:
    """The lab's own containers tell what it stood on, where nothing was written down or what was is damaged."""
    old = renew(clone)
    note = clone.folder / ".lab" / "images.json"
    note.write_text('{"no": list')
    new = renew(clone)
    assert (there(old), there(new)) == (set(), set(new))
    clone.lab("destroy", "--yes")
    for tag in new.values():
        docker("image", "rm", tag)
