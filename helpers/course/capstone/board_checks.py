"""Checks of how the board and its store were run: their program, their settings, their network.

Knows how each goes wrong; asks nothing.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.dockerdata.types import Computer
from helpers.exercise import probes
from helpers.exercise.checks import Miss, assemble, nothing
from helpers.exercise.checks.base import baseline, by, find_container, find_image
from helpers.exercise.checks.containers import absent, command_of, not_made_from
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from helpers.dockerdata.types import Probe, World
    from helpers.exercise.checks.base import Near
    from helpers.exercise.model import Check

MINE = Computer.MINE
_ANYWAY = re.compile(r"(?:/bin/)?sh (?:-c )?(?:exec )?(?:(?:/bin/)?sh )?(?:\./|/board/)?serve\.sh")
"""Commands that start the board as its image does."""
_LONG = 100
"""So many characters of a line are said at most."""


def runs(
    id: str,
    name: str,
    image: str,
    *,
    on: Computer = MINE,
    requires: tuple[str, ...] = (),
    near: tuple[Near, ...] = (),
) -> Check:
    """Check that the container runs what the image is made to run, and that the image is that of the start."""
    of_container, of_image = probes.container_inspect(name, on), probes.image_inspect(image, on)

    def look(world: World) -> Miss | None:
        shown = probes.named(world, image)
        miss = not_made_from(world, name, shown, on) or _rebuilt(world, shown, on)
        return miss or _another_command(world, name, of_container, of_image)

    establishes = f"{by(on)}`{name}` 컨테이너는 `{image}` 이미지를 그대로 실행한 것입니다."
    wanted = (of_container, of_image, *probes.user_probe(image))
    return assemble(id, establishes, look, requires=requires, near=near, probes=wanted)


def _rebuilt(world: World, image: str, on: Computer) -> Miss | None:
    found, stood = find_image(world, image, on), baseline(world, on).images.get(image)
    if found is None or stood in (None, found.id):
        return None
    return Miss(
        observed=say("`{image}`{은} 처음에 있던 이미지가 아니라 새로 만든 이미지입니다.", image=image),
        advice="준비된 이미지는 그대로 두어야 합니다. 처음 상태로 되돌려 다시 해 보세요.",
    )


def _another_command(world: World, name: str, of_container: Probe, of_image: Probe) -> Miss | None:
    run = command_of(probes.data(world, of_container))
    config = probes.data(world, of_image).get("Config") or {}
    own = " ".join([*(config.get("Entrypoint") or ()), *(config.get("Cmd") or ())])
    if run == own or ("serve.sh" in own and _ANYWAY.fullmatch(run)):
        return None
    return Miss(
        observed=f"`{name}` 컨테이너는 이미지의 기본 명령이 아니라 `{run[:_LONG]}` 명령을 실행합니다.",
        advice="이미지 이름 뒤에 적은 것은 기본 명령을 대신합니다. 실행한 명령을 되짚어 보세요.",
    )


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
        variables = _variables(world, name, on)
        if variable not in variables:
            return _not_given(world, name, variable, variables, on)
        return _other_value(name, variable, value, variables[variable])

    establishes = say(
        "{by}`{name}` 컨테이너가 환경 변수 `{variable}`{을} 받았습니다.", by=by(on), name=name, variable=variable
    )
    return assemble(id, establishes, look, requires=requires, near=near, probes=(probe,))


def _not_given(world: World, name: str, variable: str, variables: Mapping[str, str], on: Computer) -> Miss:
    """Say what a container has instead of a variable: one spelt otherwise, or it is still the one of the start."""
    spelt = next((other for other in variables if other.casefold() == variable.casefold()), "")
    if spelt:
        return Miss(
            observed=say(
                "`{name}` 컨테이너에 환경 변수 `{variable}`{은} 없고 `{spelt}`{이} 있습니다.",
                name=name,
                variable=variable,
                spelt=spelt,
            ),
            advice="변수의 이름은 대문자와 소문자까지 같아야 합니다.",
        )
    container, known = find_container(world, name, on), baseline(world, on).containers
    old = container is not None and container.id in known
    fresh = sorted(found.name for found in world.on(on).containers if found.id not in known) if old else []
    whose = "처음부터 있던 " if old else ""
    beside = say(" 새로 만든 컨테이너의 이름은 `{fresh}`입니다.", fresh=fresh[0]) if fresh else ""
    return nothing(
        say(
            "{whose}`{name}` 컨테이너에 환경 변수 `{variable}`{이} 없습니다.{beside}",
            whose=whose,
            name=name,
            variable=variable,
            beside=beside,
        ),
        "환경 변수는 컨테이너를 만들 때만 건넬 수 있습니다. 변수의 이름도 확인해 보세요.",
    )


def _other_value(name: str, variable: str, value: str, given: str) -> Miss | None:
    """Say what a variable holds instead of its value; None where it holds that."""
    if given == value:
        return None
    if not given.strip():
        return Miss(
            observed=f"`{name}` 컨테이너의 환경 변수 `{variable}`의 값이 비어 있습니다.",
            advice="값을 담은 변수를 그 셸이 아는지 확인해 보세요. 명령이 어느 컴퓨터의 셸에서 풀이되는지도 생각해 보세요.",
        )
    if given.strip("'\"") == value:
        return Miss(
            observed=f"`{name}` 컨테이너의 `{variable}` 값에 따옴표까지 들어갔습니다.",
            advice="따옴표는 셸이 벗겨 냅니다. 따옴표 안의 따옴표와, `--env-file`로 읽는 파일의 따옴표는 벗겨 내지 않습니다.",
        )
    return Miss(
        observed=say(
            "`{name}` 컨테이너의 `{variable}` 값은 `{given}`입니다.", name=name, variable=variable, given=given
        ),
        advice="주문서의 값과 한 글자씩 비교해 보세요.",
    )


def _variables(world: World, name: str, on: Computer) -> dict[str, str]:
    config = probes.data(world, probes.container_inspect(name, on)).get("Config") or {}
    pairs = (str(entry).partition("=") for entry in config.get("Env") or ())
    return {key: value for key, _, value in pairs}


def not_set(
    id: str, name: str, variable: str, why: str, *, on: Computer = MINE, requires: tuple[str, ...] = ()
) -> Check:
    """Check that the container was not given a variable; `why` is the advice to one who gave it."""

    def look(world: World) -> Miss | None:
        if find_container(world, name, on) is None:
            return absent(world, name, on)
        given = _variables(world, name, on).get(variable)
        if not given:
            return None
        observed = say(
            "`{name}` 컨테이너가 환경 변수 `{variable}`{을} 받았습니다. 값은 `{given}`입니다.",
            name=name,
            variable=variable,
            given=given,
        )
        return Miss(observed=observed, advice=why)

    establishes = say(
        "{by}`{name}` 컨테이너에는 `{variable}`{을} 건네지 않았습니다.", by=by(on), name=name, variable=variable
    )
    return assemble(id, establishes, look, requires=requires, probes=(probes.container_inspect(name, on),))


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
                advice="네트워크의 이름을 주문서와 비교해 보세요.",
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


def closed(id: str, name: str, *, requires: tuple[str, ...] = ()) -> Check:
    """Check that the container publishes no port."""
    probe = probes.container_inspect(name)

    def look(world: World) -> Miss | None:
        found = find_container(world, name)
        if found is None:
            return absent(world, name, MINE)
        bindings = (probes.data(world, probe).get("HostConfig") or {}).get("PortBindings") or {}
        asked = {str(entry.get("HostPort") or "") for entries in bindings.values() for entry in entries or ()}
        outside = sorted(asked | {str(port) for port in found.ports.values() if port})
        if not outside:
            return None
        port = f"{outside[-1]}번 포트" if outside[-1] else "포트"
        return Miss(
            observed=f"`{name}` 컨테이너가 바깥의 {port}로도 열려 있습니다.",
            advice="같은 네트워크에 있는 컨테이너끼리는 포트를 바깥에 잇지 않아도 이야기할 수 있습니다.",
        )

    establishes = f"`{name}` 컨테이너의 포트는 바깥과 이어져 있지 않습니다."
    return assemble(id, establishes, look, requires=requires, probes=(probe,))
