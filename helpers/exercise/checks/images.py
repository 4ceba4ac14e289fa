"""Check images by name: which stand, which are new, which are the same, which are gone.

Knows the near misses of a name: built without a tag, another tag, another spelling, the other computer. What an image
holds is `image_contents`' part.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Unpack

from helpers.dockerdata.names import familiar, of_repository, repository, similar
from helpers.dockerdata.types import Computer, Event, Image
from helpers.exercise import probes
from helpers.exercise.checks.base import (
    Miss,
    Options,
    assemble,
    at,
    baseline,
    elsewhere,
    find_image,
    forgotten,
    nothing,
)
from helpers.text.josa import say

if TYPE_CHECKING:
    from helpers.dockerdata.types import World
    from helpers.exercise.model import Check

MINE = Computer.MINE
_LIST = "이미지 목록에서 이름과 태그를 확인해 보세요."


def absent(world: World, image: str, on: Computer = MINE) -> Miss:
    """Say why no such image stands: removed, nameless, another tag or spelling, the other computer, or nothing yet."""
    wanted, images = familiar(image), world.on(on).images
    tags = [tag for found in images for tag in found.tags]
    known = set(baseline(world, on).images)
    if wanted in known:
        return _lost(world, wanted, on)
    others = sorted(of_repository(wanted, tags))
    fresh = [tag for tag in others if tag not in known]
    if fresh:
        return Miss(
            observed=say("`{wanted}` 이미지는 없고, 태그가 다른 `{tag}`{이} 있습니다.", wanted=wanted, tag=fresh[0]),
            advice="이미지 이름 뒤에 붙이는 태그를 확인해 보세요. 태그를 적지 않으면 latest가 붙습니다.",
        )
    if nameless(world, on):
        return Miss(
            observed=f"`{wanted}` 이미지는 없고, 새로 만든 이름 없는 이미지가 있습니다.",
            advice="이미지를 만들 때 이름과 태그를 정하는 옵션을 살펴보세요.",
        )
    near = similar(wanted, (tag for tag in tags if tag not in known))
    if near:
        return Miss(
            observed=say("`{wanted}` 이미지는 없고, 이름이 비슷한 `{near}`{이} 있습니다.", wanted=wanted, near=near),
            advice="이미지 이름의 철자와 태그를 확인해 보세요.",
        )
    if find_image(world, image, elsewhere(on)) and wanted not in baseline(world, elsewhere(on)).images:
        return Miss(
            observed=say("`{wanted}` 이미지가 {there}에 있습니다.", wanted=wanted, there=elsewhere(on)),
            advice="어느 컴퓨터에서 명령을 실행했는지 확인해 보세요.",
        )
    return _other_names(wanted, sorted(set(tags) - known), world, on)


def _other_names(wanted: str, new: list[str], world: World, on: Computer) -> Miss:
    """Say which names came instead since the start, or were pulled once more; nothing was done where none did."""
    pulled = [familiar(event.name or event.id) for event in _of_images(world, "pull", on)]
    if not new and pulled:
        return Miss(
            observed=say("`{wanted}` 이미지는 없고, 내려받은 것은 `{pulled}`입니다.", wanted=wanted, pulled=pulled[-1]),
            advice=_LIST,
        )
    if not new:
        return nothing(f"{at(on)}`{wanted}` 이미지가 없습니다.", _LIST)
    names = ", ".join(f"`{name}`" for name in new[:3])
    return Miss(observed=f"`{wanted}` 이미지는 없고, 새로 생긴 이름은 {names}입니다.", advice=_LIST)


def _of_images(world: World, action: str, on: Computer) -> list[Event]:
    """List the events of images with this action since the start, in order."""
    return [event for event in world.on(on).events if event.kind == "image" and event.action == action]


def _lost(world: World, wanted: str, on: Computer) -> Miss:
    """Say what became of a name that stood at the start: only the name went, or the image with it."""
    left = _named(world, baseline(world, on).images[wanted], on)
    if left:
        return Miss(
            observed=say(
                "`{wanted}`{이라는} 이름이 없어졌고, 그 이미지의 이름은 `{left}`입니다.", wanted=wanted, left=left[0]
            ),
            advice="이미지에는 이름을 여럿 붙일 수 있습니다. 없어진 이름이 왜 없어졌는지 되짚어 보세요.",
        )
    return Miss(observed=f"`{wanted}` 이미지가 있었지만 지금은 없습니다.", advice="왜 지워졌는지 되짚어 보세요.")


def _named(world: World, image_id: str, on: Computer) -> tuple[str, ...]:
    """Return the names that an image has now."""
    return next((image.tags for image in world.on(on).images if image.id == image_id), ())


def nameless(world: World, on: Computer = MINE) -> tuple[Image, ...]:
    """List the images without a name that did not stand there at the start."""
    known = set(baseline(world, on).images.values())
    return tuple(image for image in world.on(on).images if not image.tags and image.id not in known)


def image_there(id: str, image: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that an image of that name and tag stands. `{user}` in the name is the learner's account on the Hub."""

    def look(world: World) -> Miss | None:
        name = probes.named(world, image)
        return None if find_image(world, name, on) else absent(world, name, on)

    return assemble(
        id,
        f"{at(on)}`{familiar(image)}` 이미지가 있습니다.",
        look,
        probes=probes.user_probe(image),
        **more,
    )


def image_new(id: str, image: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that an image of that name was made since the start: the name is new, and it is no public image's.

    Its id may be known: whoever builds the same again, with a name left over from before, gets the same image.
    """

    def look(world: World) -> Miss | None:
        name = familiar(probes.named(world, image))
        found = find_image(world, name, on)
        if found is None:
            return absent(world, name, on)
        if found.id == baseline(world, on).images.get(name):
            return nothing(
                f"`{name}` 이미지가 처음 그대로입니다.",
                "이미지를 새로 만들었는지, 이름을 바르게 붙였는지 확인해 보세요.",
            )
        public = _public(found)
        if not public:
            return None
        return Miss(
            observed=say(
                "`{name}`{은} 새로 만든 이미지가 아니라 `{public}` 이미지에 붙인 이름입니다.", name=name, public=public
            ),
            advice="이름을 붙이는 것과 이미지를 만드는 것은 다른 일입니다.",
        )

    return assemble(
        id,
        f"{at(on)}새로 만든 `{familiar(image)}` 이미지가 있습니다.",
        look,
        probes=probes.user_probe(image),
        **more,
    )


def _public(found: Image) -> str:
    """Return the name of the public image that an image is, as it was pulled; empty where it is none."""
    pulled = {digest.partition("@")[0] for digest in found.digests}
    names = sorted(name for name in pulled if "/" not in name)
    return next((tag for tag in sorted(found.tags) if repository(tag) in names), "".join(names[:1]))


def image_kept(id: str, image: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that the name still stands for the very image that it stood for at the start."""

    def look(world: World) -> Miss | None:
        found = find_image(world, image, on)
        if found is None:
            return absent(world, image, on)
        if found.id == baseline(world, on).images.get(familiar(image)):
            return None
        return _moved(world, familiar(image), found, on)

    return assemble(id, f"`{familiar(image)}` 이미지가 처음 그대로입니다.", look, **more)


def _moved(world: World, name: str, found: Image, on: Computer) -> Miss:
    """Say for what a name stands now that stood for something else at the start."""
    then = sorted(tag for tag, image_id in baseline(world, on).images.items() if image_id == found.id)
    also = sorted(set(found.tags) - {name}, key=lambda tag: (tag not in then, tag))
    if also:
        what = say("`{other}`{과} 같은 이미지", other=also[0])
    elif then:
        what = "처음에 이름이 없던 이미지" if found.id in then else f"처음에 이름이 `{then[0]}`이던 이미지"
    else:
        what = "새로 만든 이미지"
    return Miss(
        observed=say("`{name}`{이라는} 이름이 처음과 다른 이미지를 가리킵니다. {what}입니다.", name=name, what=what),
        advice="이름을 다른 이미지에 붙이면 그리로 옮겨 갑니다. 처음 상태로 되돌려 다시 해 보세요.",
    )


def same_image(id: str, image: str, source: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that both names stand for one image (one id); `source` is the name that stood there first."""

    def look(world: World) -> Miss | None:
        name, origin = probes.named(world, image), probes.named(world, source)
        found, first = find_image(world, name, on), find_image(world, origin, on)
        if found is None or first is None:
            return absent(world, name if found is None else origin, on)
        if found.id == first.id:
            return None
        others = sorted(set(_named(world, found.id, on)) - {familiar(name)})
        if others:
            observed = say("`{name}`{은} `{other}`{과} 같은 이미지입니다.", name=familiar(name), other=others[0])
        else:
            observed = say("`{name}`{은} `{first}`{과} 다른 이미지입니다.", name=familiar(name), first=familiar(origin))
        return Miss(observed=observed, advice="두 이름의 이미지 ID를 비교해 보세요. 이름만 더하면 ID는 그대로입니다.")

    establishes = say("`{a}`{과} `{b}`{은} 같은 이미지입니다.", a=familiar(image), b=familiar(source))
    return assemble(id, establishes, look, probes=probes.user_probe(image, source), **more)


def image_gone(id: str, image: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that the image of that name stood there at the start and is gone, its nameless rest too."""

    def look(world: World) -> Miss | None:
        known = baseline(world, on).images.get(familiar(image))
        state = world.on(on)
        found = find_image(world, image, on)
        if found and known and found.id != known:
            return _moved(world, familiar(image), found, on)
        if found:
            return _still_there(world, familiar(image), found, on)
        if known is None:
            return Miss(
                observed=f"`{familiar(image)}` 이미지가 있었던 적이 없습니다.",
                advice="처음 상태로 되돌려 다시 해 보세요.",
            )
        if any(other.id == known for other in state.images):
            names = _named(world, known, on)
            left = say(" 이미지는 `{name}`{이라는} 이름으로 남아 있습니다.", name=names[0]) if names else ""
            return Miss(
                observed=f"`{familiar(image)}` 이름만 없어지고 이미지는 남아 있습니다.{left}",
                advice="이미지 목록에서 ID를 비교해 보세요. 이름이 없는 이미지도 목록에 나옵니다.",
            )
        return None

    return assemble(id, f"`{familiar(image)}` 이미지가 지워졌습니다.", look, **more)


def _still_there(world: World, name: str, found: Image, on: Computer) -> Miss:
    """Say that an image still stands, and whether a container is left that uses it."""
    if any(container.image_id == found.id for container in world.on(on).containers):
        return nothing(f"`{name}` 이미지가 아직 있습니다.", "이 이미지를 쓰는 컨테이너가 있는지 살펴보세요.")
    return nothing(
        f"`{name}` 이미지가 아직 있습니다. 이 이미지를 쓰는 컨테이너는 이제 없습니다.",
        "이미지를 지우는 일이 남았습니다. 컨테이너를 지우는 명령과 이미지를 지우는 명령은 다릅니다.",
    )


def image_pulled(id: str, image: str, *, on: Computer = MINE, **more: Unpack[Options]) -> Check:
    """Check that the image stands and was fetched from a registry since the start, by the events.

    A name that was given to another image afterwards counts no more.
    """

    def look(world: World) -> Miss | None:
        name = familiar(probes.named(world, image))
        found = find_image(world, name, on)
        if found is None:
            return absent(world, name, on)
        events = [
            event
            for event in world.on(on).events
            if event.kind == "image" and (event.id == found.id or name in (familiar(event.name), familiar(event.id)))
        ]
        named = [e.action for e in events if e.action in ("pull", "tag") and name in map(familiar, (e.name, e.id))]
        if named and named[-1] == "pull":
            return None
        if any(event.action == "load" for event in events):
            return Miss(
                observed=f"`{name}` 이미지를 파일에서 불러왔습니다.", advice="이번에는 레지스트리에서 가져와야 합니다."
            )
        if named:
            return _only_named(name, found, pulled="pull" in named)
        if not world.on(on).remembered:
            return forgotten(on)
        return nothing(
            f"`{name}` 이미지를 내려받은 적이 없습니다.", "이미지를 레지스트리에서 가져오는 명령을 살펴보세요."
        )

    establishes = f"{at(on)}`{familiar(image)}` 이미지를 내려받았습니다."
    return assemble(id, establishes, look, probes=probes.user_probe(image), **more)


def _only_named(name: str, found: Image, *, pulled: bool) -> Miss:
    """Say that a name was given to an image here, after it had been pulled or without that."""
    others = sorted(set(found.tags) - {name})
    what = say("`{other}`{과} 같은 이미지", other=others[0]) if others else "여기서 만든 이미지"
    before = f"`{name}` 이미지를 내려받은 뒤에" if pulled else f"`{name}` 이미지를 내려받은 적이 없고,"
    return Miss(
        observed=f"{before} 그 이름을 {what}에 붙였습니다.",
        advice="이름만 붙이면 레지스트리에서 아무것도 오지 않습니다. 그 이름의 이미지를 가져와 보세요.",
    )
