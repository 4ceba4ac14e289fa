"""Put a check together: what it looks at, and the near misses that get their own sentence."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias, TypedDict

from helpers.dockerdata.names import familiar
from helpers.dockerdata.types import Computer, Container, Event, Image
from helpers.exercise.model import Check, Finding

if TYPE_CHECKING:
    from collections.abc import Callable

    from helpers.dockerdata.types import Baseline, Probe, TriedCommand, World

Look: TypeAlias = "Callable[[World], Miss | None]"
"""A question about the world: None where all is well, otherwise what stands there instead."""

LAST_RESORT = "무엇이 있는지 목록에서 확인해 보세요."


@dataclass(frozen=True, kw_only=True)
class Miss:
    """What stands there instead of what should, and where to look next."""

    observed: str
    advice: str = LAST_RESORT
    attempted: bool = True


@dataclass(frozen=True, kw_only=True)
class Near:
    """A wrong way that an author foresees: where `when` holds, its sentences replace the check's own.

    `observed` and `advice` are plain statements, `observed` may be made of the world; an empty `advice` leaves the
    check's own. `probes` are the facts that both read.
    """

    when: Callable[[World], bool]
    observed: str | Callable[[World], str]
    advice: str = ""
    probes: tuple[Probe, ...] = ()

    def says(self, world: World) -> str:
        """Return what stands there, as it is said in this world."""
        return self.observed if isinstance(self.observed, str) else self.observed(world)


class Options(TypedDict, total=False):
    """What every check takes: the ids of earlier checks that must have passed, and foreseen near misses."""

    requires: tuple[str, ...]
    near: tuple[Near, ...]


def assemble(
    id: str,
    establishes: str,
    look: Look,
    *,
    requires: tuple[str, ...] = (),
    near: tuple[Near, ...] = (),
    probes: tuple[Probe, ...] = (),
    noted: tuple[Probe, ...] = (),
) -> Check:
    """Make a check of its statement and its question; the first near miss that holds speaks instead."""
    establishes = establishes.replace("{user}", "사용자명")

    def test(world: World, answer: str | None) -> Finding | None:
        del answer
        miss = look(world)
        if miss is None:
            return None
        for foreseen in near:
            if foreseen.when(world):
                miss = Miss(observed=foreseen.says(world), advice=foreseen.advice or miss.advice)
                break
        return Finding(
            expected=establishes, observed=miss.observed, advice=miss.advice, attempted=miss.attempted or touched(world)
        )

    wanted = (*probes, *(probe for foreseen in near for probe in foreseen.probes))
    return Check(
        id=id,
        establishes=establishes,
        test=test,
        requires=requires,
        probes=tuple(dict.fromkeys(wanted)),
        noted=noted,
    )


def touched(world: World) -> bool:
    """Return whether the learner did anything since the start that an engine noticed: an event, a new image."""
    return any(
        state.events or any(image.id not in baseline.images.values() for image in state.images)
        for state, baseline in ((world.mine, world.baseline), (world.other, world.other_baseline))
    )


def nothing(observed: str, advice: str) -> Miss:
    """Make a miss that is no mistake where nothing was done yet: "not attempted" until an engine sees something."""
    return Miss(observed=observed, advice=advice, attempted=False)


def in_vain(tried: TriedCommand) -> str:
    """Tell as one more sentence that a command failed, and what it said."""
    words = f"(`{tried.said}`)" if tried.said else ""
    return f" {by(tried.computer)}실행한 `{tried.command}` 명령은 오류로 끝났습니다{words}."


def forgotten(on: Computer) -> Miss:
    """Make a miss for a deed that may have been done: the engine no longer remembers all that happened."""
    return nothing(
        f"{on}의 도커 엔진이 그동안의 일을 다 기억하지 못합니다.",
        "도커 엔진이 다시 시작되었거나 그 뒤로 많은 일이 있었습니다. 같은 일을 한 번 더 하고 확인해 보세요.",
    )


def at(on: Computer) -> str:
    """Begin a sentence about the other computer with `다른 컴퓨터에 `; nothing for the learner's own."""
    return "다른 컴퓨터에 " if on is Computer.OTHER else ""


def by(on: Computer) -> str:
    """Begin a sentence about the other computer with `다른 컴퓨터에서 `; nothing for the learner's own."""
    return "다른 컴퓨터에서 " if on is Computer.OTHER else ""


def elsewhere(on: Computer) -> Computer:
    """Return the computer that `on` is not."""
    return Computer.MINE if on is Computer.OTHER else Computer.OTHER


def baseline(world: World, on: Computer) -> Baseline:
    """Return what stood on a computer when the exercise began."""
    return world.baseline if on is Computer.MINE else world.other_baseline


def find_container(world: World, name: str, on: Computer = Computer.MINE) -> Container | None:
    """Find the container of that name, running or not."""
    return next((container for container in world.on(on).containers if container.name == name), None)


def of_start(world: World, name: str, on: Computer = Computer.MINE) -> Container | None:
    """Find the very container that had this name at the start, whatever its name is now; None where it is gone."""
    before = baseline(world, on)
    named = find_container(world, name, on)
    wanted = before.container_ids.get(name) or (named.id if named and named.id in before.containers else "")
    return next((container for container in world.on(on).containers if container.id == wanted), None)


def find_image(world: World, image: str, on: Computer = Computer.MINE) -> Image | None:
    """Find the image of that name and tag."""
    return next((found for found in world.on(on).images if familiar(image) in found.tags), None)


def made_from(world: World, image: str, on: Computer = Computer.MINE) -> Callable[[Container | Event], bool]:
    """Make a test of whether a container, or that of an event, was made from the image that is now called `image`.

    Where the name has moved since, as by a second build, a container of the image that had it before is none.
    """
    wanted, found = familiar(image), find_image(world, image, on)
    state = world.on(on)
    created = {event.id: event.time for event in state.events if event.action == "create"}
    standing = {container.id: container.image_id for container in state.containers}

    def is_from(thing: Container | Event) -> bool:
        if found is None:
            return familiar(thing.image) == wanted
        said = thing.image.removeprefix("sha256:")
        if said[3:] and found.id.removeprefix("sha256:").startswith(said):
            return True
        known = thing.image_id if isinstance(thing, Container) else standing.get(thing.id)
        if known is None and isinstance(thing, Event):
            known = _meant(world, familiar(thing.image), created.get(thing.id, thing.time), on)
        return known == found.id if known else familiar(thing.image) == wanted

    return is_from


def from_given(world: World, image: str, on: Computer = Computer.MINE) -> Callable[[Container | Event], bool]:
    """Make a test of whether a container, or that of an event, was made from the image that the exercise gives.

    That is what stood under the name at the start, or was pulled under it since; not what the learner gave the name.
    """
    wanted, state = familiar(image), world.on(on)
    given = baseline(world, on).images.get(wanted)
    renamed = {e.id for e in state.events if e.kind == "image" and e.action == "tag" and familiar(e.name) == wanted}
    created = {event.id: event.time for event in state.events if event.action == "create"}
    standing = {container.id: container.image_id for container in state.containers}
    by_name = made_from(world, image, on)

    def is_from(thing: Container | Event) -> bool:
        known = thing.image_id if isinstance(thing, Container) else standing.get(thing.id)
        if known is None and isinstance(thing, Event):
            known = _meant(world, familiar(thing.image), created.get(thing.id, thing.time), on)
        if known and known == given:
            return True
        return known not in renamed and (familiar(thing.image) == wanted or by_name(thing))

    return is_from


def start_tried(world: World, container: str, on: Computer = Computer.MINE) -> bool:
    """Return whether a container (its id) was started since the start, or in vain: it was joined to its network."""
    return any(
        (event.action in ("start", "die") and event.id == container)
        or (event.action == "connect" and event.attributes.get("container") == container)
        for event in world.on(on).events
    )


def _meant(world: World, name: str, time: int, on: Computer) -> str | None:
    """Return the id of the image that `name` stood for at a moment since the start; None where that is not known."""
    meant = baseline(world, on).images.get(name)
    for event in sorted(world.on(on).events, key=lambda event: event.time):
        if event.kind != "image" or event.time > time:
            continue
        if event.action == "tag" and familiar(event.name) == name:
            meant = event.id
        elif event.action in ("load", "import") or (
            event.action == "pull" and familiar(event.name or event.id) == name
        ):
            meant = None  # these give names, and do not say to what
    return meant
