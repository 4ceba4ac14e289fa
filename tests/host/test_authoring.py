"""What authors do by `./lab`: draft an exercise, prove it in a lab that stays, and take that lab away."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.clones import docker

if TYPE_CHECKING:
    from tests.support.clones import Clone


def standing(clone: Clone) -> str:
    """The id of the seat in the lab for proofs; empty where there is none."""
    work = clone.folder / ".lab" / "test" / "1" / "work"
    return docker("ps", "--quiet", "--filter", f"volume={work}", "--filter", "name=-notebook-1")


def test_exercises_are_proved_in_a_lab_that_stays(clone: Clone) -> None:
    """A proof says what held; a draft is not proved and says what is to do; both are of one lab, until it is ended."""
    said = clone.lab("prove", "start.first-run", "--only", "solution").stdout
    assert "모두 증명했습니다." in said
    seat = standing(clone)
    assert seat
    clone.lab("new", "exercise", "start.mine")
    said = clone.lab("prove", "start.mine", "--only", "solution", code=1).stdout
    assert "번째 줄: 풀이\n" in said
    assert "통과하지 못합니다" in said
    assert "모두 증명했습니다." in clone.lab("prove", "start.first-run", "--only", "mistakes").stdout
    assert standing(clone) == seat
    assert clone.lab("prove", "start.nothing", code=2).stderr.count("없습니다") == 1
    clone.lab("prove", "--stop")
    assert not standing(clone)
