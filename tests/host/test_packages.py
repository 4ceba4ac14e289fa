"""apt-get in a lab that has a network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tests.support.clones import docker

if TYPE_CHECKING:
    from tests.support.clones import Clone

_FETCH = """
apt-get update -qq
apt-get download -qq hello
echo by the lab: $?
apt-get download -qq -o Acquire::http::Proxy-Auto-Detect= -o Dir::Cache::archives=/tmp hello
echo directly: $?
"""


def test_what_the_lab_does_not_keep_is_passed_on(lab: Clone) -> None:
    """A package that is not kept comes by the lab wherever it comes directly, and stays for the next who asks."""
    said = lab.seat(f"docker run --rm ubuntu bash -c '{_FETCH}'")
    codes = dict(line.split(": ") for line in said.splitlines() if ": " in line)
    assert codes["by the lab"] == codes["directly"], said
    if codes["directly"] == "0":
        seen = ("exec", "--user", "docker-registry", lab.service("mirror"), "grep", "-rl", "KEY: .*/hello_")
        assert docker(*seen, "/var/lib/mirror/packages")
