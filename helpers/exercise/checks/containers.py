"""Check containers: which stand, which run, what they were made from and how they ended.

Knows the near misses of each: made but never started, ended at once, another name, the other computer.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Unpack

from helpers.dockerdata.names import familiar, repository, similar
from helpers.dockerdata.types import Computer, Container
from helpers.exercise import probes
from helpers.exercise.checks.base import (
    Miss,
    Options,
    assemble,
    at,
    baseline,
    by,
    elsewhere,
    find_container,
    find_image,
    in_vain,
    nothing,
    of_start,
)
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check

MINE = Computer.MINE
_LONG = 100
"""So many characters of a command are said at most."""
_LOOK = "컨테이너 목록에서 이름과 상태를 확인해 보세요. 멈춘 컨테이너까지 보려면 옵션이 필요합니다."


def absent(world: World, name: str, on: Computer) -> Miss:
    """Say why no container of that name stands: another name, the other computer, removed, or nothing yet."""
    state, known = world.on(on), baseline(world, on).containers
    if find_container(world, name, elsewhere(on)):
        return Miss(
            observed=say("`{name}` 컨테이너가 {there}에 있습니다.", name=name, there=elsewhere(on)),
            advice="어느 컴퓨터에서 명령을 실행했는지 확인해 보세요.",
        )
    gone = [e.time for e in state.events if (e.kind, e.action, e.name) == ("container", "destroy", name)]
    if gone:
        failed = [tried for tried in world.tried if tried.ended > gone[-1]]
        return Miss(
            observed=f"`{name}` 컨테이너가 있었지만 지금은 지워졌습니다.{in_vain(failed[-1]) if failed else ''}",
            advice="왜 지워졌는지, 그 뒤에 다시 만들었는지 되짚어 보세요.",
        )
    near = similar(name, (container.name for container in state.containers if container.name not in known))
    if near:
        return Miss(
            observed=say("`{name}` 컨테이너는 없고, 이름이 비슷한 `{near}`{이} 있습니다.", name=name, near=near),
            advice="컨테이너 이름의 철자를 확인해 보세요.",
        )
    new = [container for container in state.containers if not {container.id, container.name} & known]
    if new:
        return _other_name(name, new)
    return nothing(f"{at(on)}`{name}` 컨테이너가 없습니다.", _LOOK)


def _other_name(name: str, new: list[Container]) -> Miss:
    """Say what the new containers are called instead; names that the engine drew differ each time and are not said."""
    chosen = ", ".join(sorted(f"`{container.name}`" for container in new if "_" not in container.name))
    observed = f"`{name}` 컨테이너는 없고, 새 컨테이너의 이름은 {chosen or '도커가 붙인 이름'}입니다."
    if chosen:
        return Miss(observed=observed, advice="컨테이너를 만들 때 적은 이름을 문제와 한 글자씩 비교해 보세요.")
    late = next((container.command for container in new if re.search(r"(?:^|\s)--name\b", container.command)), "")
    if late:
        return Miss(
            observed=f"{observed} 그 컨테이너가 실행할 명령이 `{late[:_LONG]}`입니다.",
            advice="옵션은 이미지 이름보다 앞에 적습니다. 뒤에 적은 것은 컨테이너 안에서 실행할 명령이 됩니다.",
        )
    return Miss(observed=observed, advice="컨테이너를 만들 때 이름을 정하지 않으면 도커가 아무 이름이나 붙입니다.")


def not_running(container: Container) -> Miss | None:
    """Say why a container does not run; None where it does."""
    name = f"`{container.name}` 컨테이너"
    command = f" 안에서 실행하는 명령은 `{container.command[:80]}`입니다." if container.command else ""
    match container.status:
        case "running":
            return None
        case "created":
            return Miss(
                observed=f"{name}가 만들어지기만 하고 시작되지 않았습니다.",
                advice="만드는 것과 시작하는 것은 다른 일입니다. 시작하다가 오류가 났다면 그 오류를 먼저 읽어 보세요.",
            )
        case "paused":
            return Miss(observed=f"{name}가 일시 정지되어 있습니다.", advice="일시 정지를 풀어야 다시 움직입니다.")
        case "restarting":
            return Miss(
                observed=f"{name}가 끝났다가 다시 시작되기를 되풀이하고 있습니다.{command}",
                advice="컨테이너가 남긴 로그를 읽어 보세요.",
            )
    return Miss(
        observed=f"{name}가 있지만 멈춰 있습니다(종료 코드 {container.exit_code or 0}).{command}",
        advice="컨테이너는 안에서 도는 프로세스가 끝나면 함께 멈춥니다. 로그와 실행한 명령을 살펴보세요.",
    )


def container_there(id: str, name: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that a container of that name stands, running or not."""

    def look(world: World) -> Miss | None:
        return None if find_container(world, name, on) else absent(world, name, on)

    return assemble(id, f"{at(on)}`{name}` 컨테이너가 있습니다.", look, **more)


def container_running(id: str, name: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that a container of that name runs now; where it could not start, say why."""
    probe = probes.container_inspect(name, on)

    def look(world: World) -> Miss | None:
        container, inspected = find_container(world, name, on), probes.data(world, probe)
        if container is None:
            return absent(world, name, on)
        error = (inspected.get("State") or {}).get("Error", "")
        if container.status == "created" and error:
            return option_inside(inspected) or _could_not_start(world, inspected, error, on)
        return not_running(container) and (option_inside(inspected) or not_running(container))

    return assemble(id, f"{by(on)}`{name}` 컨테이너가 실행 중입니다.", look, probes=(probe,), **more)


def option_inside(inspected: dict[str, Any]) -> Miss | None:
    """Say that an option stood behind the image's name, where it is a command: a container was to run it."""
    first = next(iter((inspected.get("Config") or {}).get("Cmd") or []), "")
    if not first.startswith("-"):
        return None
    name = inspected["Name"].lstrip("/")
    observed = say(
        "`{name}`{을} 만들 때 적은 `{first}`{은} 컨테이너 안에서 실행할 명령이 되었습니다.", name=name, first=first
    )
    return Miss(
        observed=observed, advice="이미지 이름 뒤에 적은 것은 옵션이 아닙니다. 옵션은 이미지 이름보다 앞에 와야 합니다."
    )


def _could_not_start(world: World, inspected: dict[str, Any], error: str, on: Computer) -> Miss:
    """Say who holds the port that a container was to have, or else what the engine said when it could not start it."""
    name, made = inspected["Name"].lstrip("/"), inspected["HostConfig"].get("PortBindings") or {}
    ports = {entry.get("HostPort") for entries in made.values() for entry in entries or []}
    taken = [
        (port, other.name)
        for other in world.on(on).containers
        for port in other.ports.values()
        if other.name != name and str(port) in ports
    ]
    fate = say("`{name}`{은} 만들어지기만 하고 시작하지 못했습니다.", name=name)
    if not taken:
        return Miss(
            observed=f"{fate} 도커가 남긴 말은 `{_gist(error)}`입니다.",
            advice="시작하지 못한 컨테이너(Created)를 먼저 치우고, 그 말이 가리키는 것을 고쳐서 다시 실행해 보세요.",
        )
    port, holder = taken[0]
    said = "{port}번 포트를 `{holder}` 컨테이너가 이미 쓰고 있습니다. 그래서 {fate}"
    return Miss(
        observed=say(said, port=port, holder=holder, fate=fate),
        advice="실패한 실행이 남긴 컨테이너(Created)를 먼저 치우고, 어느 포트를 쓸지 다시 정해 보세요.",
    )


def _gist(error: str) -> str:
    """Return the part of the engine's error that says what is wrong, without the ways that it went."""
    said = error.removesuffix(": unknown")
    return (said.rpartition("process: ")[2] if "process: " in said else said.rpartition(": ")[2])[:100]


def container_ended(id: str, name: str, *, code: int = 0, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that a container of that name stands and has ended with exit code `code`."""

    def look(world: World) -> Miss | None:
        container = find_container(world, name, on)
        if container is None:
            return absent(world, name, on)
        if container.status in ("exited", "dead"):
            return None if container.exit_code == code else ended_with(f"`{name}` 컨테이너", container.exit_code or 0)
        if container.running:
            return Miss(
                observed=f"`{name}` 컨테이너가 아직 실행 중입니다.", advice="컨테이너를 멈추는 일이 남았습니다."
            )
        return not_running(container)

    establishes = say("`{name}` 컨테이너가 종료 코드 {code}{으로} 끝나 있습니다.", name=name, code=code)
    return assemble(id, establishes, look, **more)


def ended_with(what: str, code: int) -> Miss:
    """Say that `what` ended with another exit code than it should."""
    return Miss(
        observed=say("{what}{이} 종료 코드 {code}{으로} 끝났습니다.", what=what, code=code),
        advice="종료 코드가 0이 아니면 안에서 무언가 잘못된 것입니다. 컨테이너의 로그를 읽어 보세요.",
    )


def container_made_from(id: str, name: str, image: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that a container was made from `image` as it stands now (its id), not from an older one."""

    def look(world: World) -> Miss | None:
        return not_made_from(world, name, probes.named(world, image), on)

    establishes = f"`{name}` 컨테이너는 `{image}` 이미지로 만들어졌습니다."
    return assemble(id, establishes, look, probes=probes.user_probe(image), **more)


def not_made_from(world: World, name: str, image: str, on: Computer = MINE) -> Miss | None:
    """Say from what a container was made instead of `image` as it stands now; None where it was."""
    container, found = find_container(world, name, on), find_image(world, image, on)
    if container is None:
        return absent(world, name, on)
    if found and container.image_id == found.id:
        return None
    if familiar(container.image) == familiar(image) or (found and container.image.startswith("sha256:")):
        return Miss(
            observed=f"`{name}` 컨테이너는 `{image}` 이미지를 다시 만들기 전의 이미지로 만들어졌습니다.",
            advice="이미지를 다시 만들어도 이미 있는 컨테이너는 바뀌지 않습니다.",
        )
    return Miss(
        observed=f"`{name}` 컨테이너는 `{container.image}` 이미지로 만들어졌습니다.",
        advice="컨테이너를 만들 때 적은 이미지 이름과 태그를 확인해 보세요.",
    )


def container_from_given(id: str, name: str, image: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that a container was made from the image that the exercise gives, by its id.

    That is what stood under the name at the start, or was pulled under it since: to give another image that name, or to
    build it again, does not help.
    """

    def look(world: World) -> Miss | None:
        container, now = find_container(world, name, on), find_image(world, image, on)
        if container is None:
            return absent(world, name, on)
        pulled = now and any(digest.startswith(f"{repository(image)}@") for digest in now.digests)
        known = {baseline(world, on).images.get(familiar(image)), now.id if now and pulled else None} - {None}
        if container.image_id in known or (not known and familiar(container.image) == familiar(image)):
            return None
        return _other_image(world, container, image, on)

    return assemble(id, f"`{name}` 컨테이너는 `{image}` 이미지로 만들어졌습니다.", look, **more)


def _other_image(world: World, container: Container, image: str, on: Computer) -> Miss:
    """Say from what image a container was made instead: its name, or what now has the name that was asked for."""
    tags = next((found.tags for found in world.on(on).images if found.id == container.image_id), ())
    others = [tag for tag in tags if tag != familiar(image)]
    if familiar(container.image) == familiar(image) or familiar(image) in tags:
        same = say(" 지금은 `{other}`{과} 같은 이미지입니다.", other=others[0]) if others else ""
        return Miss(
            observed=f"`{container.name}` 컨테이너를 만든 `{familiar(image)}`의 내용이 처음과 다릅니다.{same}",
            advice="이름표만 옮겨 붙인 이미지가 아닌지, 이미지 목록의 ID를 비교해 보세요.",
        )
    return Miss(
        observed=f"`{container.name}` 컨테이너는 `{others[0] if others else container.image}` 이미지로 만들어졌습니다.",
        advice="컨테이너를 만들 때 적은 이미지 이름과 태그를 확인해 보세요.",
    )


def container_runs(
    id: str, name: str, command: str, *, of_image: bool = False, on: Computer = MINE, **more: Unpack[Options]
) -> Check:
    """Check that a container was made to run `command`, as it is typed; quotes and the shell's folder do not matter.

    `of_image` says that it is what the image runs by itself.
    """
    probe = probes.container_inspect(name, on)
    advice = "이미지 이름 뒤에 적는 것이 안에서 실행할 명령입니다. 문제에 나온 명령과 비교해 보세요."
    if of_image:
        advice = "이미지에는 실행할 프로그램이 정해져 있습니다. 이미지 이름 뒤에 명령을 적으면 그것 대신 실행됩니다."

    def look(world: World) -> Miss | None:
        if find_container(world, name, on) is None:
            return absent(world, name, on)
        run = command_of(probes.data(world, probe))
        if _bare(run) == _bare(command):
            return None
        return Miss(
            observed=f"`{name}` 컨테이너에서 실행하는 명령은 `{run[:100]}`입니다.",
            advice=advice,
        )

    return assemble(id, f"`{name}` 컨테이너가 정해진 명령을 실행합니다.", look, probes=(probe,), **more)


def command_of(inspected: dict[str, Any]) -> str:
    """Return what a container runs, its entrypoint included, as one line."""
    return " ".join([inspected.get("Path") or "", *(inspected.get("Args") or [])]).strip()


def _bare(command: str) -> str:
    """Return a command without quotes, backslashes, needless spaces and the folder of its program."""
    return re.sub(r"^/\S*/", "", " ".join(re.sub(r"""['"\\]|\s*(?=;)|(?<=;)\s*""", " ", command).split())).rstrip("; ")


def container_kept(
    id: str,
    name: str,
    *,
    running: bool | None = None,
    on: Computer = MINE,
    **more: Unpack[Options],
) -> Check:
    """Check that the very container of the start still stands (its id); with `running`, in that condition."""

    def look(world: World) -> Miss | None:
        if miss := not_kept(world, name, was=name, on=on):
            return miss
        container = find_container(world, name, on)
        if running and container and not container.running:
            return not_running(container)
        if running is False and container and container.running:
            return Miss(observed=f"`{name}` 컨테이너가 실행 중입니다.", advice="멈춰 있어야 하는 컨테이너입니다.")
        return None

    condition = {None: "그대로 있습니다", True: "그대로 실행 중입니다", False: "멈춘 채 그대로 있습니다"}[running]
    return assemble(id, f"처음부터 있던 `{name}` 컨테이너가 {condition}.", look, **more)


def not_kept(world: World, name: str, *, was: str, on: Computer = MINE) -> Miss | None:
    """Say what became of the container that was called `was` at the start; None where it stands, called `name`."""
    first = of_start(world, was, on)
    if first and first.name == name:
        return None
    if first:
        still = "아직" if first.name == was else "지금은"
        return Miss(
            observed=f"처음부터 있던 `{was}` 컨테이너의 이름이 {still} `{first.name}`입니다.",
            advice=say("그 컨테이너의 이름이 `{name}`{이어야} 합니다.", name=name),
        )
    there = find_container(world, name, on)
    if there and there.id not in baseline(world, on).containers:
        return Miss(
            observed=f"`{name}` 컨테이너가 처음의 것이 아니라 새로 만든 것입니다.",
            advice="새로 만든 컨테이너에는 처음 컨테이너가 가졌던 데이터가 없습니다.",
        )
    return Miss(
        observed=f"`{was}` 컨테이너가 지워졌습니다.",
        advice="남겨 두어야 하는 컨테이너였습니다. 처음 상태로 되돌려 다시 해 보세요.",
    )


def container_gone(id: str, name: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that a container of that name existed (at the start, or by the events) and was removed, not renamed."""

    def look(world: World) -> Miss | None:
        if miss := not_gone(world, name, on):
            return miss
        created = any(event.action == "create" and event.name == name for event in world.on(on).events)
        if created or name in baseline(world, on).containers:
            return None
        return nothing(f"`{name}` 컨테이너가 있었던 적이 없습니다.", "지우기 전에 먼저 만들어야 합니다.")

    return assemble(id, f"`{name}` 컨테이너가 지워졌습니다.", look, **more)


def not_gone(world: World, name: str, on: Computer = MINE) -> Miss | None:
    """Say that a container of that name stands, or that of the start under another name; None where neither does."""
    first, now = of_start(world, name, on), find_container(world, name, on)
    if first and first.name != name:
        return Miss(
            observed=say(
                "`{name}` 컨테이너는 지워지지 않고 이름만 `{now}`{으로} 바뀌었습니다.", name=name, now=first.name
            ),
            advice="이름을 바꾸어도 컨테이너와 그 안의 파일은 그대로 남습니다.",
        )
    if now is None:
        return None
    if first is None and name in baseline(world, on).containers:
        return Miss(
            observed=f"처음의 `{name}` 컨테이너는 지워졌지만, 같은 이름으로 새로 만든 컨테이너가 {remains(now)}.",
            advice="지운 뒤에 다시 만들지 않았는지 되짚어 보세요.",
        )
    return nothing(f"`{name}` 컨테이너가 아직 {remains(now)}.", "멈추는 것과 지우는 것은 다른 일입니다.")


def remains(container: Container) -> str:
    """End a sentence with the condition in which a container is still there."""
    match container.status:
        case "running":
            return "실행 중입니다"
        case "paused":
            return "일시 정지된 채 남아 있습니다"
        case "created":
            return "시작하지 않은 채 남아 있습니다"
    return "멈춘 채 남아 있습니다"
