"""The image that a command wanted from a registry."""

from __future__ import annotations

import pytest

from helpers.coach.evidence import wanted_image
from helpers.dockerdata.command_line import Command, read


@pytest.mark.parametrize(
    ("line", "words", "image"),
    [
        ("docker run -d ubunut true", "", "ubunut:latest"),
        ("docker push x", "", None),
        ("docker build .", "failed to resolve source metadata for docker.io/library/pyton:latest: x", "pyton:latest"),
        ("", "pull access denied for ubunut, repository does not exist", "ubunut:latest"),
        ("", "manifest for nginx:9 not found: manifest unknown", "nginx:9"),
        ("", "The push refers to repository [docker.io/hana/web]", None),
    ],
)
def test_the_image_that_was_wanted(line: str, words: str, image: str | None) -> None:
    """From the command, else from the message; a push wants none."""
    asked = read(line.split()) if line else Command()
    found = wanted_image.fetched(asked, words)
    assert (found and found.familiar) == image
