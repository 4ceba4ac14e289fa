"""Why there is no image, and what was done instead of building one, from a folder, events and the witness."""

from __future__ import annotations

import dataclasses
from typing import TYPE_CHECKING, Any

import pytest

from helpers.course.images.build_checks import built, not_rebuilt
from helpers.dockerdata.types import Computer, TriedCommand
from helpers.exercise import checks, probes
from tests.support.worlds import ABSENT, event, fact, image, miss, passes, state, world

if TYPE_CHECKING:
    from helpers.dockerdata.types import World

GIVEN = "FROM busybox\n"
BUILT = built("first:1.0", GIVEN)
FAILED = TriedCommand(command="docker build", code=1, said="ERROR: failed to solve: no such thing")


def folder(text: str | None, *things: Any, tried: tuple[TriedCommand, ...] = (), names: tuple[str, ...] = ()) -> World:
    """A world with this Dockerfile, and these names in the folder."""
    file = ABSENT if text is None else fact({"text": text})
    facts = {probes.file("Dockerfile"): file, probes.file(""): fact({"entries": ["Dockerfile", *names]})}
    return dataclasses.replace(world(*things, facts=facts), tried=tried)


def test_nothing_was_tried() -> None:
    """The folder is as it was, and the witness saw nothing."""
    assert not miss(BUILT, folder(GIVEN)).attempted


@pytest.mark.parametrize(
    ("text", "tried", "says"),
    [
        ("FORM busybox\n", (), "`FORM`이라는 명령어가 있는데"),
        ("FROM busybox\nCOPY memu.txt /a\n", (), "`COPY`가 원본으로 적은 `memu.txt`는 이 폴더에 없습니다"),
        ("FROM busybox\nCOPY /home/me/menu.txt /a\n", (), "`/home/me/menu.txt`는 이 폴더에 없습니다"),
        ("FROM busybox\nCOPY ./menu.txt *.md $X /a\nCOPY --from=x y /\n", (), "Dockerfile은 썼지만, 새로 만든"),
        ("FROM busybox\nCMD a\n", (FAILED,), "오류로 끝났습니다: `ERROR: failed to solve: no such thing`"),
        (GIVEN, (FAILED,), "마지막으로 실행한 `docker build` 명령은 오류로"),
        (GIVEN, (dataclasses.replace(FAILED, said=""),), "명령은 오류로 끝났습니다."),
    ],
)
def test_why_nothing_was_built(text: str, tried: tuple[TriedCommand, ...], says: str) -> None:
    """An unknown instruction, a source that is not there, or what the build said."""
    found = miss(BUILT, folder(text, tried=tried, names=("menu.txt",)))
    assert says in found.observed
    assert found.attempted


def test_a_dockerfile_of_another_name_is_named() -> None:
    """No build finds it."""
    found = miss(BUILT, folder(None, tried=(FAILED,), names=("dockerfile.txt",)))
    assert "`Dockerfile`이 없고" in found.observed


def test_another_name_comes_before_the_dockerfile() -> None:
    """Where something was built, the Dockerfile's faults are no reason."""
    found = miss(BUILT, folder("FORM x\n", image("first:latest")))
    assert "태그가 다른 `first:latest`" in found.observed


def test_built_on_the_other_computer() -> None:
    """It is said where the image is, not that there is none."""
    here = folder("FROM a\n")
    there = dataclasses.replace(here, other=state(image("first:1.0"), on=Computer.OTHER))
    assert "다른 컴퓨터에 있습니다" in miss(BUILT, there).observed


def test_foreseen_only_where_nothing_was_built() -> None:
    """A near miss that says so would not be true otherwise."""
    near = checks.Near(when=lambda _: True, observed="만들어지지 않았습니다.", advice="보세요.")
    check = built("first:1.0", GIVEN, unbuilt=(near,))
    assert miss(check, folder("FROM a\n")).observed == "만들어지지 않았습니다."
    assert "태그가 다른" in miss(check, folder("FROM a\n", image("first:latest"))).observed


def test_made_otherwise_than_by_a_build() -> None:
    """A container that became an image, or a file: its event tells."""
    first = image("first:1.0", id="sha256:f")
    committed = dataclasses.replace(event("commit", name="box"), attributes={"imageID": "sha256:f"})
    assert "`docker commit`으로" in miss(BUILT, folder(GIVEN, first, committed)).observed
    imported = event("import", name="sha256:f", kind="image")
    assert "`docker import`로" in miss(BUILT, folder(GIVEN, first, imported)).observed
    assert passes(BUILT, folder(GIVEN, first, dataclasses.replace(committed, attributes={"imageID": "sha256:g"})))


@pytest.mark.parametrize(
    ("text", "made", "says"),
    [
        ("FROM a\nWORKDIR /b\n", ["WORKDIR /a"], "`WORKDIR /b`가 `first:1.0` 이미지에는 없습니다"),
        ("FROM a\nWORKDIR /b/\nWORKDIR c\n", ["WORKDIR /b", "WORKDIR /b/c"], ""),
        ('FROM a\nCMD ["a", "b"]\n', ['CMD ["a" "b"]'], ""),
        ('FROM a\nCMD ["a", "b"]\n', ['/bin/sh -c #(nop)  CMD ["a" "b"]'], ""),
        ('FROM a\nENTRYPOINT ["a"]\n', ['CMD ["a"]'], '`ENTRYPOINT ["a"]`가 '),
        ("FROM a AS b\nWORKDIR /x\nFROM c\nCMD a\nRUN b\n", [], ""),
        ("", [], ""),
    ],
)
def test_a_dockerfile_that_was_not_built_again(text: str, made: list[str], says: str) -> None:
    """What it says and the image's history does not; only what both would say in the same words."""
    near = not_rebuilt("first:1.0")
    file, history = near.probes
    scene = world(facts={file: fact({"text": text}), history: fact([{"CreatedBy": line} for line in made[::-1]])})
    assert near.when(scene) == bool(says)
    assert says in (near.says(scene) if says else "")
    assert not near.when(world(facts={file: fact({"text": text}), history: ABSENT}))
