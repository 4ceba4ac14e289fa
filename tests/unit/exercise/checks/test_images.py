"""Checks of images by their names: what passes, and what each near miss is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.exercise import checks, probes
from helpers.exercise.checks.base import Near
from tests.support.worlds import ABSENT, container, event, fact, image, miss, passes, world

if TYPE_CHECKING:
    from helpers.dockerdata.types import Image, World

FIRST = image("first:1.0")


@pytest.mark.parametrize(
    ("scene", "says", "attempted"),
    [
        (world(), "`first:1.0` 이미지가 없습니다", False),
        (world(image("first:latest")), "태그가 다른 `first:latest`가 있습니다", True),
        (world(image(id="sha256:x")), "이름 없는 이미지가 있습니다", True),
        (world(image("frist:1.0")), "이름이 비슷한 `frist:1.0`이 있습니다", True),
        (world(there=(FIRST,)), "이미지가 다른 컴퓨터에 있습니다", True),
        (world(before=(FIRST,)), "있었지만 지금은 없습니다", True),
        (world(image("other:2", id=FIRST.id), before=(FIRST,)), "그 이미지의 이름은 `other:2`입니다", True),
        (world(image("web:1"), image("ubuntu:latest")), "새로 생긴 이름은 `ubuntu:latest`, `web:1`입니다", True),
    ],
)
def test_absent(scene: World, says: str, attempted: bool) -> None:  # noqa: FBT001
    """An image that does not stand is told with what stands instead."""
    for check in (checks.image_there("t", "first:1.0"), checks.image_new("n", "first:1.0")):
        finding = miss(check, scene)
        assert says in finding.observed
        assert finding.attempted is attempted


def test_old_leftovers_are_no_near_miss() -> None:
    """What stood there at the start is not taken for the learner's doing."""
    old = (image("first:0.9"), image(id="sha256:old"))
    finding = miss(checks.image_there("t", "first:1.0"), world(*old, before=old))
    assert finding.observed == "`first:1.0` 이미지가 없습니다."
    assert not finding.attempted


def test_new_and_kept() -> None:
    """A new image differs from the start's by id; a kept one does not."""
    rebuilt = image("first:1.0", id="sha256:new")
    assert passes(checks.image_new("n", "first:1.0"), world(rebuilt, before=(FIRST,)))
    assert "처음 그대로" in miss(checks.image_new("n", "first:1.0"), world(FIRST, before=(FIRST,))).observed
    assert passes(checks.image_kept("k", "first:1.0"), world(FIRST, before=(FIRST,)))
    assert "다른 이미지를" in miss(checks.image_kept("k", "first:1.0"), world(rebuilt, before=(FIRST,))).observed


def test_new_is_what_was_made() -> None:
    """The same image built again under a name that went is new; a public image with that name is not."""
    left = image("first:1.0", "me/first:1.0")
    assert passes(checks.image_new("n", "first:1.0"), world(left, before=(image("me/first:1.0", id=left.id),)))
    public = image("first:1.0", "busybox:latest", digests=("busybox@sha256:1",))
    assert "`busybox:latest` 이미지에 붙인 이름" in miss(checks.image_new("n", "first:1.0"), world(public)).observed
    pushed = image("first:1.0", digests=("me/first@sha256:1",))
    assert passes(checks.image_new("n", "first:1.0"), world(pushed))


@pytest.mark.parametrize(
    ("now", "then", "what"),
    [
        (image("book:1", id="sha256:new"), (), "새로 만든 이미지입니다"),
        (image("book:1", id="sha256:none"), (image(id="sha256:none"),), "처음에 이름이 없던 이미지입니다"),
        (image("book:1", "book:2", "draft:1", id="sha256:d"), (image("draft:1", id="sha256:d"),), "`draft:1`과 같은"),
        (image("book:1", id="sha256:draft:1"), (image("draft:1"),), "처음에 이름이 `draft:1`이던 이미지입니다"),
    ],
)
def test_a_name_that_moved(now: Image, then: tuple[Image, ...], what: str) -> None:
    """What a name stands for now is told by what that was at the start, or is called besides."""
    found = miss(checks.image_kept("k", "book:1"), world(now, before=(image("book:1", id="sha256:b"), *then)))
    assert what in found.observed


def test_same_image() -> None:
    """Two names of one id; a rebuilt or wrongly tagged one is told."""
    check = checks.same_image("s", "app:2", "app:1")
    assert passes(check, world(image("app:1", "app:2")))
    assert "`app:1`과 다른 이미지입니다" in miss(check, world(image("app:1"), image("app:2"))).observed
    assert (
        "`ubuntu:latest`와 같은 이미지입니다"
        in miss(check, world(image("app:1"), image("app:2", "ubuntu:latest"))).observed
    )
    assert "없고" in miss(check, world(image("app:1"))).observed


def test_gone() -> None:
    """An image is gone only where it stood before, and nothing nameless is left of it."""
    check = checks.image_gone("g", "first:1.0")
    assert passes(check, world(before=(FIRST,)))
    assert "아직 있습니다" in miss(check, world(FIRST, before=(FIRST,))).observed
    assert "이름만 없어지고" in miss(check, world(image(id=FIRST.id), before=(FIRST,))).observed
    assert "있었던 적이 없습니다" in miss(check, world()).observed
    assert "쓰는 컨테이너는 이제 없습니다" in miss(check, world(FIRST, before=(FIRST,))).observed
    used = miss(check, world(FIRST, container("c", image_id=FIRST.id), before=(FIRST,)))
    assert ("이제 없습니다" in used.observed, "쓰는 컨테이너가 있는지" in used.advice) == (False, True)
    moved = world(image("first:1.0", "first:2.0", id="sha256:2"), before=(FIRST,))
    assert "`first:2.0`과 같은 이미지입니다" in miss(check, moved).observed
    renamed = world(image("old:1.0", id=FIRST.id), before=(FIRST,))
    assert "`old:1.0`이라는 이름으로 남아 있습니다" in miss(check, renamed).observed


def test_pulled() -> None:
    """An image was fetched by the events; one that was loaded is told, and a name that was given afterwards."""
    check = checks.image_pulled("p", "first:1.0")
    assert passes(check, world(FIRST, event("pull", name="first:1.0", kind="image")))
    assert "파일에서 불러왔습니다" in miss(check, world(FIRST, event("load", name=FIRST.id, kind="image"))).observed
    assert "내려받은 적이 없습니다" in miss(check, world(FIRST)).observed
    assert "없습니다" in miss(check, world()).observed
    other = image("first:1.0", "ubuntu:latest")
    pulled, named = (event(action, name="first:1.0", kind="image") for action in ("pull", "tag"))
    assert passes(check, world(other, named, pulled))
    assert "`ubuntu:latest`와 같은 이미지에 붙였습니다" in miss(check, world(other, pulled, named)).observed
    assert "내려받은 적이 없고" in miss(check, world(other, named)).observed
    assert (
        "내려받은 것은 `ubuntu:latest`"
        in miss(check, world(event("pull", name="ubuntu:latest", kind="image"))).observed
    )


def test_near_miss_speaks_first() -> None:
    """A foreseen wrong way replaces the check's own sentence, and its probes are asked."""
    probe = probes.file("Dockerfile")
    near = checks.near_dockerfile(
        lambda found: checks.count(found, "CMD") > 1, "CMD가 두 번 나옵니다.", "하나만 통합니다."
    )
    check = checks.image_there("t", "first:1.0", near=(near,))
    assert check.probes == (probe,)
    twice = fact({"text": "FROM a\nCMD a\ncmd b"})
    finding = miss(check, world(facts={probe: twice}))
    assert (finding.observed, finding.advice, finding.attempted) == ("CMD가 두 번 나옵니다.", "하나만 통합니다.", True)
    assert "없습니다" in miss(check, world(facts={probe: ABSENT})).observed
    silent = Near(when=lambda _world: True, observed="다릅니다.")
    assert miss(checks.image_there("t", "first:1.0", near=(silent,)), world()).advice
