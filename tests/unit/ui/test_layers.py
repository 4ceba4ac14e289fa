"""An image is drawn as a stack of layers, alone and beside another."""

from __future__ import annotations

from dataclasses import replace

from helpers.authoring.outputs import masked
from helpers.dockerdata.history import HistoryStep, Stack
from helpers.ui.layers import as_html, text
from tests.support.stacks import NEW, OLD


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
