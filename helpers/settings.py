"""Checks about a running container's settings and what it serves: ports, environment, networks, logs, web pages.

Knows the near misses of each: ports swapped, not published, the default bridge, the wrong page.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from helpers import facts
from helpers.containers import absent, not_running
from helpers.near import Miss, Options, assemble, find_container, nothing
from helpers.particles import say
from helpers.state import Computer

if TYPE_CHECKING:
    from helpers.model import Check
    from helpers.state import World

MINE = Computer.MINE


def container_published(id: str, name: str, host: int, port: int, **more: Unpack[Options]) -> Check:
    """The running container's `port` (TCP) is published as `host` on the learner's computer."""

    def look(world: World) -> Miss | None:
        container = find_container(world, name)
        if container is None:
            return absent(world, name, MINE)
        stopped = not_running(container)
        if stopped:
            return stopped
        if container.ports.get(f"{port}/tcp") == host:
            return None
        shown = {inner: outer for inner, outer in container.ports.items() if outer is not None}
        if shown.get(f"{host}/tcp") == port:
            return Miss(
                observed=f"포트가 뒤바뀌었습니다. 내 컴퓨터의 {port}번이 컨테이너의 {host}번에 이어져 있습니다.",
                advice="둘 가운데 어느 쪽이 바깥이고 어느 쪽이 컨테이너 안인지 살펴보세요.",
            )
        if not shown:
            return Miss(
                observed=f"`{name}` 컨테이너의 포트가 바깥에 열려 있지 않습니다.",
                advice="포트는 컨테이너를 만들 때 엽니다.",
            )
        inner, outer = min(shown.items())
        return Miss(
            observed=f"내 컴퓨터의 {outer}번 포트가 컨테이너의 {inner.partition('/')[0]}번에 이어져 있습니다.",
            advice="두 포트 번호를 문제와 견주어 보세요.",
        )

    establishes = f"내 컴퓨터의 {host}번 포트가 `{name}` 컨테이너의 {port}번에 이어져 있습니다."
    return assemble(id, establishes, look, **more)


def page_says(id: str, url: str, text: str, **more: Unpack[Options]) -> Check:
    """The page at `url`, asked from the learner's computer, answers with status 200 and holds `text`."""
    probe = facts.http(url)

    def look(world: World) -> Miss | None:
        fact = world.fact(probe)
        if not fact.found:
            return nothing(
                f"`{url}`에서 아무도 대답하지 않습니다.", "컨테이너가 실행 중인지, 어느 포트가 열려 있는지 살펴보세요."
            )
        if fact.code == 200 and text in fact.text:  # noqa: PLR2004
            return None
        shown = f"HTTP 상태 {fact.code}로" if fact.code != 200 else "다른 내용으로"  # noqa: PLR2004
        return Miss(
            observed=f"`{url}`에서 {shown} 대답합니다.", advice="어느 컨테이너가 그 포트에서 대답하는지 살펴보세요."
        )

    establishes = say("`{url}`에서 `{text}`{이} 보입니다.", url=url, text=text)
    return assemble(id, establishes, look, probes=(probe,), **more)


def container_env(id: str, name: str, variable: str, value: str, **more: Unpack[Options]) -> Check:
    """The container has the environment variable with that value."""
    probe = facts.container_inspect(name)

    def look(world: World) -> Miss | None:
        if not world.fact(probe).found:
            return absent(world, name, MINE)
        pairs = (entry.partition("=") for entry in facts.data(world, probe)["Config"].get("Env") or [])
        found = {key: text for key, _, text in pairs}
        if found.get(variable) == value:
            return None
        if variable in found:
            return Miss(
                observed=f"`{name}` 컨테이너의 `{variable}` 값이 `{found[variable]}`입니다.",
                advice="값을 문제와 견주어 보세요.",
            )
        return Miss(
            observed=say("`{name}` 컨테이너에 환경 변수 `{var}`{이} 없습니다.", name=name, var=variable),
            advice="환경 변수는 컨테이너를 만들 때 건넵니다.",
        )

    establishes = f"`{name}` 컨테이너의 환경 변수 `{variable}` 값이 `{value}`입니다."
    return assemble(id, establishes, look, probes=(probe,), **more)


def container_joined(id: str, name: str, network: str, **more: Unpack[Options]) -> Check:
    """The container is joined to the network of that name."""

    def look(world: World) -> Miss | None:
        container = find_container(world, name)
        if container is None:
            return absent(world, name, MINE)
        if network in container.networks:
            return None
        if all(found.name != network for found in world.mine.networks):
            return nothing(f"`{network}` 네트워크가 없습니다.", "네트워크 목록을 확인해 보세요.")
        joined = sorted(container.networks)
        if joined == ["bridge"]:
            return Miss(
                observed=f"`{name}` 컨테이너가 기본 네트워크 `bridge`에만 이어져 있습니다.",
                advice="기본 네트워크에서는 컨테이너 이름으로 서로를 찾을 수 없습니다.",
            )
        there = f"`{joined[0]}`에 이어져 있습니다" if joined else "어느 네트워크에도 이어져 있지 않습니다"
        return Miss(observed=f"`{name}` 컨테이너가 {there}.", advice="네트워크의 이름을 확인해 보세요.")

    establishes = f"`{name}` 컨테이너가 `{network}` 네트워크에 이어져 있습니다."
    return assemble(id, establishes, look, **more)


def container_file(id: str, name: str, path: str, *, contains: str = "", **more: Unpack[Options]) -> Check:
    """A file stands in the container at `path`, running or not, and holds `contains`."""
    probe = facts.container_file(name, path)

    def look(world: World) -> Miss | None:
        if find_container(world, name) is None:
            return absent(world, name, MINE)
        fact = world.fact(probe)
        if fact.found and contains in fact.text:
            return None
        if fact.found:
            return Miss(
                observed=f"컨테이너 안의 `{path}` 파일에 `{contains}` 내용이 없습니다.",
                advice="파일의 내용을 살펴보세요.",
            )
        return Miss(
            observed=say("`{name}` 컨테이너 안에 `{path}`{이} 없습니다.", name=name, path=path),
            advice="어느 컨테이너 안에서 일했는지, 파일을 어디에 두었는지 살펴보세요.",
        )

    establishes = say("`{name}` 컨테이너 안에 `{path}`{이} 있습니다.", name=name, path=path)
    return assemble(id, establishes, look, probes=(probe,), **more)
