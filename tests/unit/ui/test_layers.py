"""An image as a stack of layers: read from a history, alone and beside another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from helpers.authoring.outputs import masked
from helpers.dockerdata.history import (
    IMPORTED,
    UNTOLD,
    HistoryStep,
    LayerShare,
    Stack,
    common,
    instruction,
    rows,
    shared,
    steps,
)
from helpers.ui.layers.render import as_html, text

DIGEST = "0a" * 32
BASE = HistoryStep(instruction="ADD rootfs /", size=2_000_000, layer="a")


def stack(name: str, *more: HistoryStep, base: str = "busybox:latest") -> Stack:
    """An image on busybox."""
    return Stack(id=f"sha256:{name}", name=name, steps=(BASE, *more), base=base, below=1 if base else 0)


OLD = stack(
    "app:1",
    HistoryStep(instruction="WORKDIR /app", layer="b"),
    HistoryStep(instruction="COPY a.txt /app", size=2, layer="c1"),
    HistoryStep(instruction="RUN make", size=29, layer="d1"),
    HistoryStep(instruction='CMD ["cat", "/x"]'),
)
NEW = stack(
    "app:2",
    HistoryStep(instruction="WORKDIR /app", layer="b"),
    HistoryStep(instruction="COPY a.txt /app", size=3, layer="c2"),
    HistoryStep(instruction="RUN make", size=29, layer="d1"),
    HistoryStep(instruction='CMD ["cat", "/x"]'),
)


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
    assert [row.share for row in found] == [
        LayerShare.BOTH,
        LayerShare.BOTH,
        LayerShare.ONE,
        LayerShare.ONE,
        LayerShare.NONE,
    ]
    assert (found[0].text, found[0].base, found[0].layers) == ("FROM busybox:latest", True, 1)
    assert all(row.share is LayerShare.NONE for row in rows(NEW))


def test_text_of_one_image() -> None:
    """Stable but for sizes."""
    assert masked(text(OLD)).splitlines()[2:] == [
        "app:1 · 레이어 4개 · 모두 SIZE",
        "  FROM busybox:latest · SIZE (레이어 1개)",
        "  WORKDIR /app · SIZE",
        "  COPY a.txt /app · SIZE",
        "  RUN make · SIZE",
        '  CMD ["cat", "/x"] · 설정만',
    ]


def test_text_of_two_images_says_what_they_share() -> None:
    """In rows and in sentences."""
    said = masked(text(NEW, OLD))
    assert "COPY a.txt /app · SIZE · 여기에만 있음" in said
    assert "처음부터 같은 레이어 2개(SIZE)는 둘이 함께 쓰니 한 번만 저장돼요." in said
    assert "`app:1`에만 있는 레이어는 2개(SIZE)예요." in said
    assert "레이어가 모두 같아요" in text(OLD, replace(OLD, name="app:again"))
    assert "함께 쓰는 레이어는 없어요" in text(
        OLD, Stack(id="z", name="z", steps=(HistoryStep(instruction="ADD", layer="z"),))
    )


def test_picture_says_in_words_what_it_shows() -> None:
    """Every instruction, size and share stands there without any style, and nothing typed becomes markup."""
    drawn = as_html(replace(NEW, name="<b>"), OLD)
    for words in (
        "FROM busybox:latest",
        "CMD [&quot;cat&quot;, &quot;/x&quot;]",
        "둘이 함께 씀",
        "여기에만 있음",
        "설정만",
        "&lt;b&gt;",
    ):
        assert words in drawn
    assert "<b>" not in drawn
    assert "<code>app:1</code>" in drawn


def test_bar_is_as_long_as_a_layer_is_large() -> None:
    """The largest of both images fills its place; no layer looks as if it were none; a setting has no bar."""
    drawn = as_html(OLD)
    assert drawn.count("width:100.0%") == 1
    assert drawn.count("width:1.5%") == 3
    assert drawn.count("height:8px") == 4
