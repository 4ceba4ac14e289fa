"""Checks about the practice Hub: what it holds under the learner's account, and who is logged in.

`{user}` in a name stands for the learner's account; knows nothing of passwords or of how a registry is asked.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from helpers import facts
from helpers.near import Miss, Options, assemble, by, find_image, nothing, repository
from helpers.particles import say
from helpers.state import Computer

if TYPE_CHECKING:
    from helpers.model import Check
    from helpers.state import World

MINE = Computer.MINE


def hub_holds(id: str, image: str, *, same_as: str = "", **more: Unpack[Options]) -> Check:
    """The Hub holds `image` (`{user}/name:tag`); with `same_as`, the very image of that name here."""
    probe = facts.hub_manifest(image)

    def look(world: World) -> Miss | None:
        found, name = facts.data(world, probe), facts.named(world, image)
        if not world.fact(probe).found:
            return _not_on_hub(name, tuple(found.get("tags") or ()))
        local = find_image(world, facts.named(world, same_as)) if same_as else None
        if not same_as or (local and found["image"] == local.id):
            return None
        return Miss(
            observed=say("Docker Hub의 `{name}`{은} 내 컴퓨터의 이미지와 다릅니다.", name=name),
            advice="새로 만든 이미지에 이름을 붙이고 올렸는지 확인해 보세요.",
        )

    establishes = say("Docker Hub에 `{image}`{이} 있습니다.", image=image.replace("{user}", "사용자명"))
    probes = (probe, facts.HUB_USER)
    return assemble(id, establishes, look, probes=probes, **more)


def _not_on_hub(name: str, tags: tuple[str, ...]) -> Miss:
    if tags:
        return Miss(
            observed=say("Docker Hub에 `{repo}`{이} 있지만 태그가 `{tag}`입니다.", repo=repository(name), tag=tags[0]),
            advice="올릴 이미지의 태그를 확인해 보세요.",
        )
    return nothing(
        say("Docker Hub에 `{name}`{이} 없습니다.", name=name),
        "이미지의 이름이 사용자명으로 시작하는지, 로그인했는지 살펴보세요.",
    )


def logged_in(id: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """A computer keeps a login for Docker Hub."""
    probe = facts.hub_login(on)

    def look(world: World) -> Miss | None:
        if world.fact(probe).found:
            return None
        servers = facts.data(world, probe).get("servers") or ()
        if servers:
            return Miss(
                observed=f"Docker Hub가 아니라 `{servers[0]}`에 로그인했습니다.",
                advice="레지스트리의 주소를 적지 않으면 Docker Hub로 로그인합니다.",
            )
        return nothing(
            f"{by(on)}Docker Hub에 로그인하지 않았습니다.", "화면에 나온 사용자명과 비밀번호를 확인해 보세요."
        )

    establishes = f"{by(on)}Docker Hub에 로그인했습니다."
    return assemble(id, establishes, look, probes=(probe,), **more)


def logged_out(id: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """A computer keeps no login for Docker Hub; the exercise's setup logged in before."""
    probe = facts.hub_login(on)

    def look(world: World) -> Miss | None:
        if not world.fact(probe).found:
            return None
        return nothing(f"{by(on)}Docker Hub 로그인 정보가 남아 있습니다.", "로그인의 반대가 되는 명령을 살펴보세요.")

    establishes = f"{by(on)}Docker Hub 로그인 정보가 남아 있지 않습니다."
    return assemble(id, establishes, look, probes=(probe,), **more)
