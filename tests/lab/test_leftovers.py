"""What a test file leaves behind, or takes away, is named and fails it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers.authoring.bystanders import picture_of_all
from helpers.dockerdata.types import Computer
from helpers.world import environment, hub
from tests.support.leftovers import unchanged
from tests.support.staging import docker
from tests.support.tiny import BUILD, IMAGE

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.world.computers import Computers

HUB_NAME = f"{environment.hub_account()}/left:1.0"
LOGIN = f"echo {environment.hub_password()} | docker login -u {environment.hub_account()} --password-stdin"
LEFT = {
    "container": ("docker create --name left busybox", "docker rm left", "내 컴퓨터: container left"),
    "volume": ("docker volume create left", "docker volume rm left", "내 컴퓨터: volume left"),
    "network": ("docker network create left", "docker network rm left", "내 컴퓨터: network left"),
    "image": (f"cd $(mktemp -d) && {BUILD}", f"docker rmi {IMAGE}", f"내 컴퓨터: image {IMAGE}"),
    "there": ("ssh other docker volume create left", "ssh other docker volume rm left", "다른 컴퓨터: volume left"),
    "login": (LOGIN, "docker logout", "login .*docker"),
    "login-there": (f"ssh other '{LOGIN}'", "ssh other docker logout", "다른 컴퓨터: login "),
    "file": ("echo left > ~/work/left.txt", "rm ~/work/left.txt", r"file: \S+left\.txt"),
    "file-there": ("ssh other touch left.txt", "ssh other rm left.txt", r"다른 컴퓨터: \w+  \./left\.txt"),
    "usb": ("echo left > /media/usb/left.txt", "rm /media/usb/left.txt", r"file: /media/usb/left\.txt"),
}
"""By kind: what leaves something, what takes it away, and the pattern of its name."""


@pytest.mark.parametrize("kind", LEFT)
def test_what_is_left_is_named(computers: Computers, kind: str) -> None:
    """Whatever is left, on either computer; once it is gone, nothing is said."""
    leave, take_away, name = LEFT[kind]
    with unchanged(computers):
        try:
            with pytest.raises(AssertionError, match=f"생김: {name}"), unchanged(computers, seconds=0):
                docker(leave)
        finally:
            docker(take_away)


def test_what_is_taken_away_is_named(computers: Computers) -> None:
    """What stood before and is gone afterwards is named as well."""
    docker("docker volume create lost")
    with pytest.raises(AssertionError, match=r"없어짐: 내 컴퓨터: volume lost"), unchanged(computers, seconds=0):
        docker("docker volume rm lost")


def test_what_is_left_on_the_hub_is_named(computers: Computers, tmp_path: Path) -> None:
    """An image on the practice Hub counts, too; the account's login is given back."""
    with unchanged(computers):
        docker(f"cd {tmp_path} && {BUILD} && docker tag {IMAGE} {HUB_NAME} && {LOGIN}")
        try:
            with pytest.raises(AssertionError, match=f"생김: hub: {HUB_NAME}"), unchanged(computers, seconds=0):
                docker(f"docker push -q {HUB_NAME}")
        finally:
            hub.remove(HUB_NAME)
            hub.logout(Computer.MINE)
            docker(f"docker rmi {IMAGE} {HUB_NAME}")


def test_public_images_and_empty_folders_are_nobodys(computers: Computers) -> None:
    """A public image that was pulled, and a folder without files, are no trace."""
    before = picture_of_all(computers)
    docker("docker pull -q hello-world && mkdir -p ~/work/left")
    try:
        assert before.differs(picture_of_all(computers)) == []
    finally:
        docker("rmdir ~/work/left")
