"""The names of images and containers are parsed, compared and mended as Docker reads them."""

from __future__ import annotations

import pytest

from helpers.dockerdata import names


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("ubuntu", ("", "ubuntu", "latest", False)),
        ("docker.io/library/ubuntu:24.04", ("", "ubuntu", "24.04", True)),
        ("hana/web:1", ("", "hana/web", "1", True)),
        ("localhost:5000/web", ("localhost:5000", "web", "latest", False)),
        ("ghcr.io/hana/web:1", ("ghcr.io", "hana/web", "1", True)),
    ],
)
def test_the_parts_of_an_images_name(name: str, parts: tuple[str, str, str, bool]) -> None:
    """A registry is known by its dot, its colon, or as localhost."""
    found = names.parse(name)
    assert (found.registry, found.path, found.tag, found.tagged) == parts


@pytest.mark.parametrize(
    ("name", "right"),
    [
        ("Busy", "busy"), ("Me/Hello:V1", "me/hello:V1"), ("my image", "my-image"), ("busybox:", "busybox"),
        ("foo/", "foo"), ("localhost:5000/Foo", "localhost:5000/foo"), ("비지박스", ""), ("a:한글", ""), (":80", ""),
        ("–d", ""),
    ],
)  # fmt: skip
def test_faulty_names(name: str, right: str) -> None:
    """Each is faulted, and mended where something sensible is left."""
    assert names.fault(name)
    assert names.mended(name) == right


@pytest.mark.parametrize("name", ["ubuntu", "a__b:V1.0_x", "hana/web-1", "localhost:5000/a/b:1", "me/x@sha256:abc"])
def test_good_names(name: str) -> None:
    """Nothing is said against them."""
    assert names.fault(name) == ""


@pytest.mark.parametrize(("name", "right"), [("웹", ""), ("my web", "my-web"), ("-web", "web"), ("a", "")])
def test_containers_names(name: str, right: str) -> None:
    """Theirs is another grammar."""
    assert names.container_fault(name)
    assert names.container_mended(name) == right
    assert names.container_fault("web_1.x") == ""


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ubuntu", "ubuntu:latest"),
        ("docker.io/library/ubuntu:24.04", "ubuntu:24.04"),
        ("docker.io/haru/app", "haru/app:latest"),
        ("localhost:5000/app", "localhost:5000/app:latest"),
        ("sha256:abc", "sha256:abc"),
        ("app@sha256:abc", "app@sha256:abc"),
    ],
)
def test_familiar(name: str, expected: str) -> None:
    """An image's name is compared as people write it, with its tag."""
    assert names.familiar(name) == expected


def test_repository_and_similar() -> None:
    """A name without its tag; the name that was meant."""
    assert names.repository("localhost:5000/app:1.0") == "localhost:5000/app"
    assert names.similar("first:1.0", ["frist:1.0", "other"]) == "frist:1.0"
    assert names.similar("first:1.0", ["zzz", "first:1.0"]) is None


def test_a_tag_makes_no_likeness() -> None:
    """Two images that have only the tag in common are not taken for one another; other tags of one image are."""
    assert names.similar("web:latest", ["db:latest"]) is None
    assert names.similar("web:latest", ["db:latest", "wbe:latest"]) == "wbe:latest"
    assert names.similar("web:1.0", ["web:1.1"]) == "web:1.1"
    assert names.similar("localhost:5000/web", ["localhost:5000/wbe"]) == "localhost:5000/wbe"


def test_the_tags_of_one_repository() -> None:
    """They differ in nothing but the tag, in the order given; Docker Hub's prefixes make no difference."""
    others = ["web:2", "docker.io/library/web:1", "webs:1", "localhost:5000/web:1"]
    assert names.of_repository("web", others) == ["web:2", "docker.io/library/web:1"]


def test_public_image_loses_the_hubs_prefix() -> None:
    """`docker.io/library/ubuntu` and `ubuntu` are one name, another registry's stays."""
    assert names.short("docker.io/library/ubuntu:latest") == "ubuntu:latest"
    assert names.short("docker.io/me/app") == "me/app"
    assert names.short("ghcr.io/library/app") == "ghcr.io/library/app"
