"""Checks of what is inside an image and what it does."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from helpers.exercise import checks
from tests.support.worlds import ABSENT, fact, image, miss, passes, world

if TYPE_CHECKING:
    from helpers.dockerdata.types import Fact, World

FIRST = image("first:1.0")


def inspected(check: Any, **config: object) -> World:
    """A world in which the image of a check is inspected."""
    answers = {
        probe: fact([{"CreatedBy": "RUN cd /app"}] if probe.kind == "image-history" else {"Config": config})
        for probe in check.probes
    }
    return world(FIRST, facts=answers)


def test_workdir() -> None:
    """The working directory; `RUN cd` gets its own sentence."""
    check = checks.image_workdir("w", "first:1.0", "/app")
    assert passes(check, inspected(check, WorkingDir="/app"))
    assert "`cd`로 옮겼지만 이미지의 작업 폴더는 `/`입니다" in miss(check, inspected(check)).observed
    other = checks.image_workdir("w", "first:1.0", "/srv")
    assert "작업 폴더는 `/src`입니다" in miss(other, inspected(other, WorkingDir="/src")).observed


def test_inside_of_nothing() -> None:
    """Where the image does not stand, its inside is not asked."""
    check = checks.image_workdir("c", "first:1.0", "/app")
    assert "이미지가 없습니다" in miss(check, world(facts=dict.fromkeys(check.probes, ABSENT))).observed


def test_image_file() -> None:
    """A file in the image; where it is missing, its folder is shown."""
    check = checks.image_file("f", "first:1.0", "/app/app.py", contains="hi")
    file, folder = check.probes

    def scene(found: Fact, beside: Fact = ABSENT) -> World:
        return world(FIRST, facts={file: found, folder: beside})

    assert passes(check, scene(fact("print('hi')")))
    assert "내용이 없습니다" in miss(check, scene(fact("print()"))).observed
    finding = miss(check, scene(ABSENT, fact("Dockerfile\nmain.py", 1)))
    assert "`/app/app.py`가 없습니다. 그 폴더에는 `Dockerfile`, `main.py`만 있습니다." in finding.observed
    lacks = checks.image_lacks("l", "first:1.0", "/app/.env")
    (probe,) = lacks.probes
    assert passes(lacks, world(FIRST, facts={probe: ABSENT}))
    assert "들어 있습니다" in miss(lacks, world(FIRST, facts={probe: fact("x")})).observed
    assert "없습니다" in miss(lacks, world(facts={probe: ABSENT})).observed


@pytest.mark.parametrize(
    ("text", "code", "says"),
    [
        ("exec: python3: not found", 127, "실행할 프로그램이 이미지 안에 없었습니다"),
        ("", 124, "끝나지 않았습니다"),
        ("a\nNameError: x", 1, "종료 코드 1로 끝났습니다. 마지막 줄은 `NameError: x`입니다."),
        ("", 0, "아무것도 나오지 않습니다"),
        ("bye", 0, "마지막 줄이 `bye`입니다"),
    ],
)
def test_prints(text: str, code: int, says: str) -> None:
    """What an image writes when it is run, and how else a run may end."""
    check = checks.image_prints("p", "first:1.0", "hello")
    (probe,) = check.probes
    assert passes(check, world(FIRST, facts={probe: fact("oh hello")}))
    assert says in miss(check, world(FIRST, facts={probe: fact(text, code)})).observed
    assert "없습니다" in miss(check, world(facts={probe: ABSENT})).observed


def test_size_and_order() -> None:
    """An image's size, and the order of its layers."""
    small = checks.image_smaller("s", "first:1.0", 5 * checks.MIB)
    assert passes(small, world(FIRST))
    assert "아직 5 MiB보다 큽니다" in miss(small, world(image("first:1.0", size=6 * checks.MIB))).observed
    order = checks.history_order(
        "o",
        "first:1.0",
        "apt-get",
        "COPY",
        establishes="차례가 맞습니다.",
        observed="차례가 바뀌었습니다.",
        advice="차례를 보세요.",
    )
    (probe,) = order.probes
    lines = [{"CreatedBy": "COPY . /app"}, {"CreatedBy": "RUN apt-get install"}]
    assert passes(order, world(FIRST, facts={probe: fact(lines)}))
    assert miss(order, world(FIRST, facts={probe: fact(lines[::-1])})).observed == "차례가 바뀌었습니다."
