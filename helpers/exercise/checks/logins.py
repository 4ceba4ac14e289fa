"""Checks about logins: whether a computer keeps one for Docker Hub. Knows nothing of passwords or registries."""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.checks.base import Miss, Options, assemble, at, nothing

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check

MINE = Computer.MINE


def logged_out(id: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """A computer keeps no login for Docker Hub; the exercise's setup logged in before."""
    probe = probes.hub_login(on)

    def look(world: World) -> Miss | None:
        if not world.fact(probe).found:
            return None
        return nothing(f"{at(on)}Docker Hub 로그인 정보가 남아 있습니다.", "로그인의 반대가 되는 명령을 살펴보세요.")

    establishes = f"{at(on)}Docker Hub 로그인 정보가 남아 있지 않습니다."
    return assemble(id, establishes, look, probes=(probe,), **more)
