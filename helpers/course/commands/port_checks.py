"""Checks about published ports: what a container publishes, who holds the port, and who answers there.

Knows the near misses: ports swapped, not published, taken by another container.
"""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.checks import Miss, assemble
from helpers.exercise.checks.base import find_container
from helpers.exercise.checks.containers import absent, not_running
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check


def published(id: str, name: str, outside: int, inside: int, *, requires: tuple[str, ...] = ()) -> Check:
    """Check that the container was made to publish `inside` as `outside`, whether or not it could start."""
    probe = probes.container_inspect(name)

    def look(world: World) -> Miss | None:
        bindings = (probes.data(world, probe).get("HostConfig") or {}).get("PortBindings") or {}
        pairs = {
            (entry.get("HostPort", ""), key.partition("/")[0])
            for key, entries in bindings.items()
            for entry in entries or []
        }
        return None if (str(outside), str(inside)) in pairs else _other_ports(name, pairs, outside, inside)

    establishes = f"`{name}` 컨테이너의 {inside}번 포트가 바깥의 {outside}번 포트로 이어져 있습니다."
    return assemble(id, establishes, look, requires=requires, probes=(probe,))


def _other_ports(name: str, pairs: set[tuple[str, str]], outside: int, inside: int) -> Miss:
    if not pairs:
        return Miss(
            observed=f"`{name}` 컨테이너의 포트가 바깥과 이어져 있지 않습니다.",
            advice="컨테이너를 만들 때 포트를 이어 주는 옵션을 살펴보세요. 만든 뒤에는 바꿀 수 없습니다.",
        )
    if (str(inside), str(outside)) in pairs:
        return Miss(
            observed=f"포트의 안과 밖이 바뀌었습니다. 바깥 {inside}번이 컨테이너의 {outside}번으로 이어져 있습니다.",
            advice="콜론(`:`)의 왼쪽이 바깥이고 오른쪽이 컨테이너 안입니다.",
        )
    shown = ", ".join(f"바깥 {left or '(아무 번호)'} → 안 {right}" for left, right in sorted(pairs))
    return Miss(
        observed=f"`{name}` 컨테이너의 포트는 이렇게 이어져 있습니다: {shown}.",
        advice="두 포트 번호를 문제와 견주어 보세요.",
    )


def running_on(id: str, name: str, port: int, *, requires: tuple[str, ...] = ()) -> Check:
    """Check that the container runs; where it was only made, say whether another one holds its `port`."""

    def look(world: World) -> Miss | None:
        container = find_container(world, name)
        if container is None:
            return absent(world, name, Computer.MINE)
        holder = next(
            (other.name for other in world.mine.containers if other.name != name and port in other.ports.values()), None
        )
        if container.status == "created" and holder:
            return Miss(
                observed=say(
                    "{port}번 포트를 `{holder}` 컨테이너가 이미 쓰고 있습니다. 그래서 `{name}`{은} 만들어지기만 하고 시작하지 못했습니다.",
                    port=port,
                    holder=holder,
                    name=name,
                ),
                advice="실패한 실행이 남긴 컨테이너(Created)를 먼저 치우고, 어느 포트를 쓸지 다시 정해 보세요.",
            )
        return not_running(container)

    return assemble(id, f"`{name}` 컨테이너가 실행 중입니다.", look, requires=requires)


def answers_at(id: str, port: int, text: str = "", *, requires: tuple[str, ...] = ()) -> Check:
    """Check that a web page comes from `port` of the learner's computer, and contains `text`."""
    probe = probes.http(f"http://localhost:{port}/")

    def look(world: World) -> Miss | None:
        fact = world.fact(probe)
        if not fact.found:
            return Miss(
                observed=f"`localhost:{port}`에서 아무도 대답하지 않습니다.",
                advice="컨테이너 안의 서버가 어느 포트에서 기다리는지, 그 포트가 바깥과 이어졌는지 살펴보세요.",
            )
        if text in fact.text and fact.code < HTTPStatus.BAD_REQUEST:
            return None
        return Miss(
            observed=f"`localhost:{port}`에서 다른 대답이 옵니다(HTTP {fact.code}).",
            advice="어느 컨테이너가 그 포트에서 대답하는지 컨테이너 목록의 `PORTS` 열에서 확인해 보세요.",
        )

    return assemble(id, f"`localhost:{port}`에서 웹 페이지가 열립니다.", look, requires=requires, probes=(probe,))
