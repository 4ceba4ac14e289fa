"""Check how images travel: tar files on any of the disks, and logins to Docker Hub.

Knows what kinds of tar files there are, and that only one of them holds an image with its name.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from helpers.dockerdata.names import familiar
from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.checks.base import Miss, Options, assemble, at, nothing
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import Probe, World
    from helpers.exercise.model import Check

MINE = Computer.MINE
_PLACES = {probes.WORK: "연습 폴더", probes.HOME: "홈 폴더", probes.USB: "USB 드라이브"}


def place_of(probe: Probe) -> str:
    """Say where a file is looked for: `연습 폴더`, `다른 컴퓨터의 홈 폴더`."""
    place = _PLACES[probe.detail]
    return f"{probe.computer}의 {place}" if probe.computer is Computer.OTHER else place


def tar_holds(id: str, tar: Probe, image: str, **more: Unpack[Options]) -> Check:
    """Check that the file of a `probes.tar` is an image's tar that holds `image` under its name and tag."""
    path, wanted = tar.subject, familiar(image)

    def look(world: World) -> Miss | None:
        if not world.fact(tar).found:
            return nothing(
                say("{place}에 `{path}`{이} 없습니다.", place=place_of(tar), path=path),
                "파일의 이름과 그것을 둔 폴더를 확인해 보세요.",
            )
        found = probes.data(world, tar)
        if found["kind"] != "save":
            return _other_kind(path, found["kind"])
        tags = [familiar(tag) for tag in found["tags"]]
        if familiar(probes.named(world, image)) in tags:
            return None
        if not tags:
            return Miss(
                observed=f"`{path}` 안의 이미지에 이름이 없습니다.",
                advice="이미지를 무엇으로 가리켜 저장했는지 살펴보세요. ID로 가리키면 이름이 따라가지 않습니다.",
            )
        return Miss(
            observed=f"`{path}` 안에는 `{tags[0]}` 이미지가 들어 있습니다.",
            advice="어느 이미지를 저장해야 하는지 확인해 보세요.",
        )

    return assemble(
        id,
        say("`{path}`에 `{wanted}` 이미지가 이름과 함께 들어 있습니다.", path=path, wanted=wanted),
        look,
        probes=(tar, *probes.user_probe(image)),
        **more,
    )


def _other_kind(path: str, kind: str) -> Miss:
    if kind == "export":
        return Miss(
            observed=f"`{path}`에는 이미지가 아니라 컨테이너의 파일들이 들어 있습니다.",
            advice="컨테이너를 내보내는 명령과 이미지를 저장하는 명령은 다릅니다.",
        )
    if kind == "empty":
        return Miss(
            observed=f"`{path}` 파일이 비어 있습니다.", advice="파일을 만든 명령이 오류 없이 끝났는지 살펴보세요."
        )
    return Miss(
        observed=say("`{path}`{은} 온전한 tar 파일이 아닙니다.", path=path),
        advice="파일을 만들거나 옮기다가 끊기지 않았는지 살펴보세요.",
    )


def logged_out(id: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that a computer keeps no login for Docker Hub; the exercise's setup logged in before."""
    probe = probes.hub_login(on)

    def look(world: World) -> Miss | None:
        if not world.fact(probe).found:
            return None
        return nothing(f"{at(on)}Docker Hub 로그인 정보가 남아 있습니다.", "로그인의 반대가 되는 명령을 살펴보세요.")

    establishes = f"{at(on)}Docker Hub 로그인 정보가 남아 있지 않습니다."
    return assemble(id, establishes, look, probes=(probe,), **more)
