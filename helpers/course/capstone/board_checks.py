"""Checks that several exercises of this chapter share: the page that the board shows, its settings and its network.

Knows how each goes wrong; asks nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.checks import Miss, assemble, nothing
from helpers.exercise.checks.base import at, by, find_container
from helpers.exercise.checks.containers import absent
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.dockerdata.types import World
    from helpers.exercise.checks.base import Near
    from helpers.exercise.model import Check

MINE = Computer.MINE


def page(order_port: int, on: Computer = MINE) -> str:
    """Return the address of the board's page, as the learner's computer reaches it."""
    return f"http://{'localhost' if on is MINE else 'other'}:{order_port}/"


def page_says(
    id: str,
    url: str,
    text: str,
    *,
    requires: tuple[str, ...] = (),
    near: tuple[Near, ...] = (),
) -> Check:
    """Check that the page at `url` comes, and has a line with `text`."""
    probe, place = probes.http(url), url.removeprefix("http://").removesuffix("/")

    def look(world: World) -> Miss | None:
        fact = world.fact(probe)
        if not fact.found:
            return nothing(
                f"`{place}`에서 아무도 대답하지 않습니다.",
                "컨테이너가 실행 중인지, 포트가 바깥과 이어졌는지 살펴보세요.",
            )
        if text in fact.text:
            return None
        return nothing(
            say("`{place}`에서 나온 페이지의 마지막 줄은 `{line}`입니다.", place=place, line=_last(fact.text)),
            "페이지를 직접 열어 한 줄씩 읽고, 컨테이너의 로그와 설정을 살펴보세요.",
        )

    establishes = say("`{place}`의 페이지에 `{text}`{이} 나옵니다.", place=place, text=text)
    return assemble(id, establishes, look, requires=requires, near=near, probes=(probe,))


def _last(text: str) -> str:
    return text.strip().splitlines()[-1][:80] if text.strip() else "(빈 페이지)"


def setting(
    id: str,
    name: str,
    variable: str,
    value: str,
    *,
    on: Computer = MINE,
    requires: tuple[str, ...] = (),
    near: tuple[Near, ...] = (),
) -> Check:
    """Check that the container was given the environment variable with exactly that value."""
    probe = probes.container_inspect(name, on)

    def look(world: World) -> Miss | None:
        if find_container(world, name, on) is None:
            return absent(world, name, on)
        return _missed(name, variable, value, _variables(world, name, on))

    establishes = say(
        "{by}`{name}` 컨테이너가 환경 변수 `{variable}`{을} 받았습니다.", by=by(on), name=name, variable=variable
    )
    return assemble(id, establishes, look, requires=requires, near=near, probes=(probe,))


def _missed(name: str, variable: str, value: str, variables: Mapping[str, str]) -> Miss | None:
    """Return what is wrong with one of a container's environment variables; None where it has that value."""
    given = variables.get(variable)
    if given == value:
        return None
    if given is None:
        return nothing(
            say("`{name}` 컨테이너에 환경 변수 `{variable}`{이} 없습니다.", name=name, variable=variable),
            "환경 변수는 컨테이너를 만들 때만 건넬 수 있습니다. 변수의 이름도 확인해 보세요.",
        )
    if given.strip("'\"") == value:
        return Miss(
            observed=f"`{name}` 컨테이너의 `{variable}` 값에 따옴표까지 들어갔습니다.",
            advice="`--env-file`은 셸이 아니라서 따옴표를 벗기지 않습니다. 값을 어떻게 건넸는지 살펴보세요.",
        )
    return Miss(
        observed=f"`{name}` 컨테이너의 `{variable}` 값은 `{given}`입니다.",
        advice="주문서의 값과 한 글자씩 견주어 보세요.",
    )


def _variables(world: World, name: str, on: Computer) -> dict[str, str]:
    config = probes.data(world, probes.container_inspect(name, on)).get("Config") or {}
    pairs = (str(entry).partition("=") for entry in config.get("Env") or ())
    return {key: value for key, _, value in pairs}


def network_made(id: str, network: str, *, requires: tuple[str, ...] = ()) -> Check:
    """Check that a network of that name stands."""

    def look(world: World) -> Miss | None:
        names = {found.name for found in world.mine.networks}
        if network in names:
            return None
        new = sorted(name for name in names if name not in world.baseline.networks)
        if new:
            return Miss(
                observed=say(
                    "`{network}` 네트워크는 없고, 새로 만든 `{new}`{이} 있습니다.", network=network, new=new[0]
                ),
                advice="네트워크의 이름을 주문서와 견주어 보세요.",
            )
        return nothing(f"`{network}` 네트워크가 없습니다.", "컨테이너들이 이름으로 서로를 찾을 곳을 먼저 만드세요.")

    return assemble(id, f"`{network}` 네트워크가 있습니다.", look, requires=requires)


def joined(id: str, name: str, network: str, *, requires: tuple[str, ...] = ()) -> Check:
    """Check that the container is joined to the network."""

    def look(world: World) -> Miss | None:
        found = find_container(world, name)
        if found is None:
            return absent(world, name, MINE)
        if network in found.networks:
            return None
        where = ", ".join(f"`{joined_to}`" for joined_to in sorted(found.networks)) or "아무 데도 없음"
        return nothing(
            say(
                "`{name}` 컨테이너는 `{network}`에 이어져 있지 않습니다(지금 있는 곳: {where}).",
                name=name,
                network=network,
                where=where,
            ),
            "이름으로 찾으려면 두 컨테이너가 한 네트워크에 있어야 합니다.",
        )

    establishes = say("`{name}` 컨테이너가 `{network}` 네트워크에 이어져 있습니다.", name=name, network=network)
    return assemble(id, establishes, look, requires=requires)


def published_there(id: str, name: str, outside: int, inside: int, *, requires: tuple[str, ...] = ()) -> Check:
    """Check that on the other computer the container publishes `inside` as `outside`."""
    there = Computer.OTHER

    def look(world: World) -> Miss | None:
        found = find_container(world, name, there)
        if found is None:
            return absent(world, name, there)
        pairs = {(port, key.partition("/")[0]) for key, port in found.ports.items() if port}
        if (outside, str(inside)) in pairs:
            return None
        if not pairs:
            return Miss(
                observed=f"{at(there)}있는 `{name}` 컨테이너의 포트가 바깥과 이어져 있지 않습니다.",
                advice="내 컴퓨터에서 실행할 때와 똑같이 포트를 이어 주어야 합니다.",
            )
        shown = ", ".join(f"바깥 {port} → 안 {key}" for port, key in sorted(pairs))
        return Miss(
            observed=f"{at(there)}있는 `{name}` 컨테이너의 포트는 이렇게 이어져 있습니다: {shown}.",
            advice="두 포트 번호를 주문서와 견주어 보세요.",
        )

    establishes = f"{by(there)}`{name}` 컨테이너의 {inside}번 포트가 바깥의 {outside}번 포트로 이어져 있습니다."
    return assemble(id, establishes, look, requires=requires)
