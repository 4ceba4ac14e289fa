"""Every kind of probe has its handler."""

from __future__ import annotations

from helpers.dockerdata.types import ProbeKind
from helpers.world.prober import HANDLERS


def test_every_kind_has_a_handler() -> None:
    """A probe that nobody can ask would break the check that names it."""
    assert set(HANDLERS) == set(ProbeKind)


def test_what_takes_a_hidden_container_is_about_an_image() -> None:
    """Only what never changes may be remembered instead of being asked again."""
    assert all(kind.of_image for kind in ProbeKind if kind.hidden)
    assert not any(kind.of_image for kind in ProbeKind if kind.on_disk)
