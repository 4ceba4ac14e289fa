"""The lab of one learner in a class: its own networks, uid and passwords."""

from __future__ import annotations

import ipaddress

from helpers.host.classroom.learner_lab import MOST, LearnerLab

ROOM = {
    "LAB_CLASS": "docker-class-1",
    "LAB_CLASS_KEY": "key",
    "LAB_SECCOMP": "/seccomp.json",
    "LAB_CODE": "1",
    "LAB_CA_FILE": "/ca.crt",
    "LAB_IMAGE_ENGINE": "engine:1",
}


def lab(number: int, name: str = "bora", **room: str) -> LearnerLab:
    """Return the lab of `name` in a class."""
    return LearnerLab(room=ROOM | room, name=name, number=number)


def test_no_two_have_a_network_or_a_uid_in_common() -> None:
    """From the first to the last."""
    rooms = [lab(number).environment() for number in range(MOST)]
    nets = [ipaddress.ip_network(f"{one[name]}.0/24") for one in rooms for name in ("LAB_HUB_NET", "LAB_OUTSIDE_NET")]
    assert len(set(nets)) == 2 * MOST
    assert len({one["LAB_UID"] for one in rooms}) == MOST


def test_what_is_one_learners_follows_from_the_name() -> None:
    """Passwords, the account on the Hub and the values of the personal exercises; nothing of the class's key."""
    mine, theirs = lab(1).environment(), lab(2, "garam").environment()
    assert mine["LAB_HUB_USER"] == mine["LAB_LEARNER"] == "bora"
    assert mine["LAB_HUB_PASSWORD"] != theirs["LAB_HUB_PASSWORD"]
    assert "key" not in mine.values()
    assert lab(1).notebook == "docker-class-1-bora-notebook-1"


def test_under_a_rootless_engine_the_person_is_0() -> None:
    """There no other uid is the person's."""
    assert lab(3, LAB_ROOTLESS="1").environment()["LAB_UID"] == "0"
