"""An image is read from its history as a stack of layers, alone and beside another."""

from __future__ import annotations

import pytest

from helpers.dockerdata.history import IMPORTED, UNTOLD, LayerShare, common, instruction, rows, shared, steps
from tests.support.stacks import NEW, OLD, stack

DIGEST = "0a" * 32


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("RUN /bin/sh -c sleep 1 && date > /x # buildkit", "RUN sleep 1 && date > /x"),
        ("RUN |1 V=2 /bin/sh -c apt-get update &&     apt-get clean # buildkit", "RUN apt-get update && apt-get clean"),
        ("/bin/sh -c sleep 1", "RUN sleep 1"),
        ("|1 V=2 /bin/sh -c sleep 1", "RUN sleep 1"),
        ('/bin/sh -c #(nop)  CMD ["cat" "/x"]', 'CMD ["cat", "/x"]'),
        ('ENTRYPOINT ["python3" "-u"]', 'ENTRYPOINT ["python3", "-u"]'),
        ("COPY a.txt /app/ # buildkit", "COPY a.txt /app/"),
        (f"/bin/sh -c #(nop) COPY file:{DIGEST} in /app/ ", "COPY … /app/"),
        (f"/bin/sh -c #(nop) ADD file:{DIGEST} in / ", "ADD … /"),
        ("EXPOSE map[80/tcp:{} 443/tcp:{}]", "EXPOSE 80/tcp 443/tcp"),
        ("/bin/sh -c #(nop)  EXPOSE 80", "EXPOSE 80"),
        ("EXPOSE [80/tcp]", "EXPOSE 80/tcp"),
        ("WORKDIR /app", "WORKDIR /app"),
        ("ENV A=1", "ENV A=1"),
        ("", UNTOLD),
    ],
)
def test_instruction_is_read_as_in_a_dockerfile(written: str, read: str) -> None:
    """Whatever a builder put around it."""
    assert instruction(written) == read


def test_imported_files_are_named() -> None:
    """`docker import` writes no instruction."""
    assert instruction("", "Imported from -") == IMPORTED


def history(*lines: tuple[str, int]) -> list[dict[str, object]]:
    """The engine's answer, the newest first."""
    return [{"CreatedBy": by, "Size": size} for by, size in reversed(lines)]


def test_layers_find_their_steps() -> None:
    """A step that weighs nothing may have a layer, and a setting has none."""
    found = steps(
        history(("stand-in", 9), ("WORKDIR /app", 0), ("ENV A=1", 0), ("COPY a /app # buildkit", 2), ('CMD ["a"]', 0)),
        ("l1", "l2", "l3"),
    )
    assert [(step.instruction, step.layer) for step in found] == [
        ("stand-in", "l1"), ("WORKDIR /app", "l2"), ("ENV A=1", ""), ("COPY a /app", "l3"), ('CMD ["a"]', ""),
    ]  # fmt: skip


def test_step_without_effect_may_have_no_layer() -> None:
    """Where there are fewer layers than steps that could have one, those that weigh something come first."""
    found = steps(history(("base", 9), ("RUN true", 0), ("COPY a /", 2)), ("l1", "l2"))
    assert [step.layer for step in found] == ["l1", "", "l2"]


def test_layers_without_history_are_told() -> None:
    """They come first, with what is left of the image's size."""
    found = steps(history(("COPY a /", 2)), ("l1", "l2", "l3"), size=10)
    assert [(step.instruction, step.size) for step in found] == [(UNTOLD, 8), (UNTOLD, 0), ("COPY a /", 2)]


def test_layers_are_shared_up_to_the_first_that_differs() -> None:
    """What lies above it is another layer, even with the same content."""
    assert (shared(OLD, NEW), shared(OLD, OLD), shared(OLD, stack("x", base=""))) == (2, 4, 1)
    found = common(OLD, NEW)
    assert (found.layers, found.size, found.alone) == (2, 2_000_000, ((2, 31), (2, 32)))


def test_rows_say_what_was_kept_and_what_is_new() -> None:
    """The base image is one row; a setting is neither."""
    found = rows(NEW, OLD)
    both, one = LayerShare.BOTH, LayerShare.ONE
    assert [row.share for row in found] == [both, both, one, one, LayerShare.NONE]
    assert (found[0].text, found[0].base, found[0].layers) == ("FROM busybox:latest", True, 1)
    assert all(row.share is LayerShare.NONE for row in rows(NEW))
