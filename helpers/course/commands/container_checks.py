"""Checks that several exercises of this chapter share: several containers at once, and files in containers.

Knows the near misses of each; those about ports stand in `port_checks`. What all chapters share stands in `helpers.exercise.checks`.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.checks import Miss, Near, assemble, nothing
from helpers.exercise.checks.base import find_container, of_start, touched
from helpers.exercise.checks.containers import absent, command_of, not_gone, not_kept, remains
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from helpers.dockerdata.types import Container, World
    from helpers.exercise.model import Check, Finding

SERVE = """trap "exit 0" TERM; echo ready; tail -f /dev/null & wait"""
"""The command of a container that runs until it is told to stop, and then stops at once."""


def fresh(world: World) -> list[Container]:
    """Return the learner's containers that were made since the start."""
    return [found for found in world.mine.containers if found.id not in world.baseline.containers]


def status(name: str, *wanted: str) -> Callable[[World], bool]:
    """Return a condition for `Near`: the container of that name is in one of these states."""

    def when(world: World) -> bool:
        found = find_container(world, name)
        return found is not None and found.status in wanted

    return when


def happened(action: str, *, name: str = "", image: str = "", kind: str = "container") -> Callable[[World], bool]:
    """Return a condition for `Near`: the engine saw this event since the start, of that name or image (as typed)."""

    def when(world: World) -> bool:
        return any(
            event.kind == kind
            and event.action == action
            and (not name or name in (event.name, event.id))
            and (not image or event.image.partition(":")[0] == image)
            for event in world.mine.events
        )

    return when


def in_stock(*images: str) -> str:
    """Return a setup's lines that pull public images which the learner's own command will want."""
    return "".join(f"docker image inspect {name} > /dev/null 2>&1 || docker pull -q {name}\n" for name in images)


def calm(check: Check) -> Check:
    """Return the same check, which reads as not attempted while nothing was done since the start."""

    def test(world: World, answer: str | None) -> Finding | None:
        finding = check.test(world, answer)
        return replace(finding, attempted=touched(world)) if finding else None

    return replace(check, test=test)


def container_holds(
    id: str,
    name: str,
    path: str,
    text: str,
    *,
    alone: bool = False,
    requires: tuple[str, ...] = (),
    near: tuple[Near, ...] = (),
) -> Check:
    """Check that `text` is a whole line of the file `path` in the container (running or not); `alone`: the only one."""
    probe = probes.container_file(name, path)

    def look(world: World) -> Miss | None:
        fact = world.fact(probe)
        if find_container(world, name) is None:
            return absent(world, name, Computer.MINE)
        if not fact.found:
            return nothing(
                say("`{name}` 컨테이너 안에 `{path}`{이} 없습니다.", name=name, path=path),
                "어느 컨테이너의 어느 자리에 파일을 두었는지 확인해 보세요.",
            )
        if fact.code:
            return Miss(
                observed=say("`{name}` 컨테이너의 `{path}`{은} 파일이 아니라 폴더입니다.", name=name, path=path),
                advice="파일이 있을 자리에 폴더가 있습니다. 폴더를 지우고 파일을 만들어 보세요.",
            )
        lines = [line.strip() for line in fact.text.splitlines() if line.strip()]
        if lines == [text] if alone else text in lines:
            return None
        if set(lines) == {text}:
            return Miss(
                observed=say(
                    "`{name}` 컨테이너의 `{path}`에는 `{text}`{이라는} 줄이 {count}번 적혀 있습니다.",
                    name=name,
                    path=path,
                    text=text,
                    count=len(lines),
                ),
                advice="`>>`는 파일 끝에 덧붙이고 `>`는 새로 씁니다. 한 줄만 남겨 보세요.",
            )
        said = " / ".join(lines)[:80] or "(빈 파일)"
        return nothing(
            say("`{name}` 컨테이너의 `{path}`에는 `{said}`{이라고} 적혀 있습니다.", name=name, path=path, said=said),
            say("파일에 `{text}`{이라는} 줄{only} 있어야 합니다.", text=text, only="만" if alone else "이"),
        )

    said = f"`{{name}}` 컨테이너의 `{{path}}`에 `{{text}}`{'만' if alone else '{이}'} 적혀 있습니다."
    establishes = say(said, name=name, path=path, text=text)
    return assemble(id, establishes, look, requires=requires, near=near, probes=(probe,))


def serves(id: str, name: str, port: int, *, requires: tuple[str, ...] = ()) -> Check:
    """Check that a page comes from the container's own `port`, published or not."""
    page, config = probes.container_page(name, port), probes.container_inspect(name)

    def look(world: World) -> Miss | None:
        if world.fact(page).found:
            return None
        return Miss(
            observed=f"`{name}` 컨테이너는 실행 중이지만 {port}번 포트에서 아무도 대답하지 않습니다. "
            f"안에서 실행하는 것은 `{command_of(probes.data(world, config))[:80]}`입니다.",
            advice="이미지 이름 뒤에 명령을 적으면 이미지가 정해 둔 서버 대신 그 명령이 실행됩니다.",
        )

    establishes = f"`{name}` 컨테이너의 서버가 {port}번 포트에서 대답합니다."
    return assemble(id, establishes, look, requires=requires, probes=(page, config))


def all_kept(id: str, names: tuple[str, ...], *, requires: tuple[str, ...] = ()) -> Check:
    """Check that the containers of the start still run, all of them, under their names."""

    def look(world: World) -> Miss | None:
        misses = [miss for name in names if (miss := not_kept(world, name, was=name))]
        gone = [name for name in names if not of_start(world, name) and not find_container(world, name)]
        if gone:
            return Miss(
                observed=f"{_listed(gone)} 컨테이너가 지워졌습니다.",
                advice="그대로 두어야 하는 컨테이너였습니다. 처음 상태로 되돌려 다시 해 보세요.",
            )
        if misses:
            return misses[0]
        paused, stopped = (
            [name for name in names if status(name, *several)(world)] for several in (("paused",), _STOPPED)
        )
        if stopped:
            return Miss(
                observed=f"{_listed(stopped)} 컨테이너가 멈춰 있습니다.",
                advice="계속 실행 중이어야 하는 컨테이너입니다. 어느 이름을 적었는지 되짚어 보세요.",
            )
        if paused:
            return Miss(
                observed=f"{_listed(paused)} 컨테이너가 일시 정지되어 있습니다.",
                advice="계속 실행 중이어야 하는 컨테이너입니다. 일시 정지를 풀어야 다시 움직입니다.",
            )
        return None

    return assemble(id, f"{_listed(names)} 컨테이너가 그대로 실행 중입니다.", look, requires=requires)


_STOPPED = ("exited", "dead", "restarting", "created", "removing")


def all_gone(id: str, names: tuple[str, ...], *, requires: tuple[str, ...] = ()) -> Check:
    """Check that the containers of the start are removed, all of them, not renamed or made anew."""

    def look(world: World) -> Miss | None:
        misses = [miss for name in names if (miss := not_gone(world, name))]
        done = [miss for miss in misses if miss.attempted]
        if done or not misses:
            return done[0] if done else None
        left = [found for name in names if (found := find_container(world, name))]
        alike = [found.name for found in left if remains(found) == remains(left[0])]
        return nothing(
            f"{_listed(alike)} 컨테이너가 아직 {remains(left[0])}.",
            "멈추는 것과 지우는 것은 다른 일입니다. 끝난 것까지 보이는 목록에서 확인해 보세요.",
        )

    return assemble(id, f"{_listed(names)} 컨테이너가 지워졌습니다.", look, requires=requires)


def _listed(names: Iterable[str]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def inspected(world: World, name: str) -> dict[str, object]:
    """Return all that the engine knows of a container, from its `probes.container_inspect(name)`."""
    fact = world.fact(probes.container_inspect(name))
    found: dict[str, object] = json.loads(fact.text) if fact.text else {}
    return found
