"""From a chapter's source to its notebook, without running it."""

from __future__ import annotations

import pytest

from helpers.authoring import notebook_file
from helpers.authoring.chapter import SourceError, chapter
from tests.support.books import sample

SOURCE = """\
# 표본

머리말이에요.

```{code-cell} ipython3
:tags: [nbval-ignore-output]
:reason: build times differ
print(1)
```

```{note}
참고할 글이에요.
```

```{exercise} sample.first
```

```{code-cell} ipython3
%%bash
docker ps
```

```{exercises}
```
"""


def cells(source: str = SOURCE) -> list[notebook_file.Cell]:
    """The cells of a chapter `sample`."""
    own = sample()
    found: list[notebook_file.Cell] = chapter("sample", source, {own.id: own})[1]["cells"]
    return found


def test_prose_and_code_keep_their_order() -> None:
    """A chapter's cells come in the order of its source."""
    kinds = [cell["cell_type"] for cell in cells()]
    assert kinds == ["markdown", "code", "markdown", "code", "markdown"]


def test_options_become_metadata() -> None:
    """Tags and the reason for not comparing stand in the cell's metadata, not in its source."""
    cell = cells()[1]
    assert cell["source"] == "print(1)"
    assert cell["metadata"] == {"tags": ["nbval-ignore-output"], "reason": "build times differ"}


def test_placed_exercise_links_to_its_notebook() -> None:
    """Where an exercise is placed, its title, its prompt and the way to it stand."""
    text = cells()[2]["source"]
    assert "### 연습 문제: `첫` 이미지" in text
    assert "이미지를 만드세요." in text
    assert "../exercises/sample/sample.ipynb#%EC%B2%AB-%EC%9D%B4%EB%AF%B8%EC%A7%80" in text


def test_box_becomes_a_quotation() -> None:
    """JupyterLab knows no MyST boxes: they come as quoted blocks."""
    assert "> **알아 두기**\n>\n> 참고할 글이에요." in cells()[2]["source"]


def test_chapter_lists_its_exercises() -> None:
    """The list at the end leads to every exercise."""
    assert "1. [`첫` 이미지](../exercises/sample/" in cells()[-1]["source"]


def test_same_source_gives_same_bytes() -> None:
    """Building twice gives the same file, ids included, and every id is its cell's own."""
    assert notebook_file.write({"cells": cells()}) == notebook_file.write({"cells": cells()})
    assert len({cell["id"] for cell in cells()}) == len(cells())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("# 표본\n", "## 표본\n"),
        ("{note}", "{nota}"),
        ("sample.first", "sample.frist"),
        ("```{exercise} sample.first\n```\n", ""),
        (":reason: build times differ\n", ""),
        (":tags: [nbval-ignore-output]\n", ""),
        ("nbval-ignore-output", "nbval-skip"),
        (":reason:", ":why: not\n:reason:"),
    ],
)
def test_mistakes_of_an_author_are_refused(old: str, new: str) -> None:
    """What the builder does not know it does not guess."""
    with pytest.raises(SourceError, match="sample"):
        cells(SOURCE.replace(old, new))
