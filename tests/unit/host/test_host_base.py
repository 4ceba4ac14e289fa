"""How a base engine is found or installed."""

from __future__ import annotations

import pytest

from helpers.host import base
from helpers.host.progress import Progress


def test_ubuntu_names_its_packages_otherwise() -> None:
    """Ubuntu has Compose under another name and the CLI in docker.io."""
    assert "docker-compose-v2" in base.package_names("ubuntu")
    assert "docker-cli" not in base.package_names("ubuntu")
    assert "docker-compose" in base.package_names("debian")


@pytest.mark.parametrize(
    ("release", "name"),
    [
        ({"ID": "debian"}, "debian"),
        ({"ID": "linuxmint", "ID_LIKE": "ubuntu debian"}, "ubuntu"),
        ({"ID": "fedora"}, "fedora"),
    ],
)
def test_relatives_count_as_their_parents(monkeypatch: pytest.MonkeyPatch, release: dict[str, str], name: str) -> None:
    """A distribution made from Debian or Ubuntu is installed on like it; any other keeps its own name."""
    monkeypatch.setattr("platform.freedesktop_os_release", lambda: release)
    assert base.distribution() == name


def test_nothing_is_installed_where_we_may_not(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without root or apt a missing Docker is an error with a remedy, and no package is touched."""
    monkeypatch.setattr(base, "may_install", lambda: False)
    monkeypatch.setenv("PATH", "/nowhere")
    with pytest.raises(Exception, match="Docker가 없습니다"):
        base.ensure(Progress())
