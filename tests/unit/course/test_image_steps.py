"""What the chapter on images reads from histories and Dockerfiles, tested with what builders write."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from helpers import course
from tests.support.worlds import fact, image, miss, passes, world

if TYPE_CHECKING:
    from helpers.dockerdata.types import Fact, Probe, World
    from helpers.exercise.model import Check

BASE = {"CreatedBy": "/bin/sh -c #(nop) ADD file:0 in / ", "Size": 9}
INSTALL = "RUN /bin/sh -c apt-get update &&     apt-get install -y python3 # buildkit"
DIGEST = "a" * 64


def check_of(exercise: str, name: str) -> Check:
    """Return one check of an exercise."""
    return next(check for check in course.exercise(exercise).checks if check.id == name)


def built(name: str, check: Check, steps: list[str], files: dict[str, str] | None = None) -> World:
    """A world with an image of these steps (oldest first) on a base, and files in the exercise's folder."""
    history = [BASE, *({"CreatedBy": step, "Size": 1} for step in steps)]
    texts = files or {}

    def found(probe: Probe) -> Fact:
        return fact(history[::-1]) if probe.kind == "image-history" else fact({"text": texts.get(probe.subject, "")})

    return world(image(name), facts={probe: found(probe) for probe in check.probes})


@pytest.mark.parametrize(
    ("steps", "right"),
    [
        ([INSTALL, "COPY . /app # buildkit"], True),
        ([INSTALL, "COPY ./ ./ # buildkit"], True),
        ([INSTALL, "ADD app.py /app/ # buildkit"], True),
        (["COPY apt.conf /etc/apt/ # buildkit", INSTALL, "COPY *.py /app/ # buildkit"], True),
        ([INSTALL, "RUN /bin/sh -c cp /src/app.py /app/app.py # buildkit"], True),
        (["RUN sh -c apt update && apt install -qqy python3 # buildkit", "COPY . . # buildkit"], True),
        ([f"{INSTALL[:-11]} && cp /usr/bin/python3 /usr/bin/python # buildkit", "COPY . . # buildkit"], True),
        (
            [
                "/bin/sh -c apt-get install -y python3",
                f"/bin/sh -c #(nop) COPY dir:{DIGEST} in /app ",
                '/bin/sh -c #(nop)  CMD ["python3"]',
            ],
            True,
        ),
        ([f"/bin/sh -c #(nop) COPY dir:{DIGEST} in /app ", "/bin/sh -c apt-get install -y python3"], False),
        (["COPY . /app # buildkit", INSTALL], False),
        (["COPY ./ ./ # buildkit", INSTALL, "COPY app.py /app # buildkit"], False),
        (
            ["RUN /bin/sh -c cp -r /src/. /app && apt-get install -y python3 # buildkit", "COPY . /app # buildkit"],
            False,
        ),
        ([INSTALL, "COPY <<END /app/app.py # buildkit"], False),
        ([INSTALL, "RUN /bin/sh -c echo 'print()' > /app/app.py # buildkit"], False),
    ],
)
def test_code_comes_after_the_installation(steps: list[str], right: bool) -> None:  # noqa: FBT001
    """All that may bring the code stands above the layer with Python, whichever builder wrote it down."""
    order = check_of("images.cache", "order")
    assert passes(order, built("snail-cache:1.0", order, steps)) is right


@pytest.mark.parametrize(
    ("steps", "dockerfile", "says"),
    [
        (["COPY sign.txt /sign.txt # buildkit"], "", ""),
        (["COPY /sign.txt /sign.txt # buildkit"], "", ""),
        ([f"/bin/sh -c #(nop) COPY file:{DIGEST} in /sign.txt "], "FROM busybox\nCOPY sign.txt /sign.txt", ""),
        (["COPY shop/sign.txt /sign.txt # buildkit"], "", "`shop/sign.txt`를 복사했으니"),
        (
            [f"/bin/sh -c #(nop) COPY file:{DIGEST} in /sign.txt "],
            "FROM a\nCOPY ./shop/sign.txt /",
            "`./shop/sign.txt`를",
        ),
        (["RUN /bin/sh -c echo a > /sign.txt # buildkit"], "", "복사한 파일이 없습니다"),
        (["COPY <<END /sign.txt # buildkit"], "", "복사한 파일이 없습니다"),
    ],
)
def test_the_context_is_the_shop(steps: list[str], dockerfile: str, says: str) -> None:
    """A source that names the folder itself was found in the one around it."""
    context = check_of("images.build-context", "context")
    seen = built("flower-context:1.0", context, steps, {"shop/Dockerfile": dockerfile})
    assert says in miss(context, seen).observed if says else passes(context, seen)


ALL_IN_ONE = "dd if=/dev/zero of=/tmp/package bs=1M count=30 && echo 봄 > /app/season.txt && rm /tmp/package"


@pytest.mark.parametrize(
    ("steps", "dockerfile", "says"),
    [
        ([f"RUN /bin/sh -c {ALL_IN_ONE} # buildkit"], "", ""),
        ([f"/bin/sh -c {ALL_IN_ONE}"], "", ""),
        ([], f"FROM a AS make\nRUN {ALL_IN_ONE}\nFROM b\nCOPY --from=make /app /app", ""),
        ([f"RUN /bin/sh -c {ALL_IN_ONE.replace('bs=1M count=30', 'count=30720 bs=1k')} # buildkit"], "", ""),
        ([], "FROM a\nRUN <<END\ndd bs=1M count=30 of=/p if=/dev/zero\ntee season.txt <<< 봄\nEND", ""),
        ([], f"FROM a AS idle\nRUN {ALL_IN_ONE}\nFROM b\nCOPY . /app", "꾸러미를 받는 `RUN`이 없습니다."),
        ([f"RUN /bin/sh -c {ALL_IN_ONE.replace('30', '3')} # buildkit"], "", "bs=1M count=3`입니다"),
        ([f"RUN /bin/sh -c {ALL_IN_ONE.replace('봄', '여름')} # buildkit"], "", "`봄`을 적는 `RUN`이 없습니다"),
    ],
)
def test_what_building_must_do(steps: list[str], dockerfile: str, says: str) -> None:
    """The package is fetched whole and the season written down, in the image's own steps or a stage it takes from."""
    works = check_of("images.slim", "works")
    seen = built("season-slim:1.0", works, steps, {"Dockerfile": dockerfile})
    assert says in miss(works, seen).observed if says else passes(works, seen)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("FROM busybox:1.36", ""),
        ("from docker.io/library/busybox:1.36 as bell", ""),
        ("ARG TAG=1.36\nFROM busybox:${TAG}", ""),
        ("FROM busybox:1.36 AS base\nFROM base", ""),
        ("FROM busybox:1.36@sha256:0", ""),
        ("FROM busybox@sha256:0", ""),
        ("FROM busybox:latest", "아직 `busybox:latest`입니다"),
        ("FROM busybox:1.36 AS base\nFROM busybox:latest", "아직 `busybox:latest`입니다"),
        ("FROM busybox", "태그가 없습니다"),
        ("ARG TAG\nFROM busybox:${TAG}", "태그가 빈 변수입니다"),
        ("FROM busybox:1.37", "태그가 `1.37`입니다"),
        ("FROM me/busybox:1.36", "`me/busybox`로 바뀌었습니다"),
        ("CMD a", "`FROM`이 없습니다"),
    ],
)
def test_what_the_last_stage_is_pinned_to(text: str, says: str) -> None:
    """The tag that was asked for, or a digest, wherever the last FROM gets it from."""
    pinned = check_of("images.pin", "pinned")
    seen = built("bell-pin:1.0", pinned, [], {"Dockerfile": text})
    assert says in miss(pinned, seen).observed if says else passes(pinned, seen)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("whale", ""),
        (" “Whale”이에요. ", ""),
        ("ｗｈａｌｅ", ""),
        ("/rooms/whale (9.44MB)", ""),
        ("RUN dd if=/dev/zero of=whale bs=1M count=9 # buildkit", ""),
        ("whales", "`whales`는 방 하나의 이름이 아닙니다"),
        ("whale은 아니에요", "방 하나의 이름이 아닙니다"),
        ("moon, whale", "방의 이름을 2개(`moon`, `whale`) 답했습니다"),
        ("bronze", "`gallery-layers:1.0` 이미지에서 가장 큰 레이어입니다"),
        ("paper", "가장 나중에 쌓인 레이어이지"),
        ("moon", "`moon`보다 더 큰 레이어가 있습니다"),
    ],
)
def test_which_layer_is_the_largest(answer: str, says: str) -> None:
    """A room counts wherever an answer names it, and only where it names no other."""
    largest = check_of("images.layers", "largest")
    assert says in miss(largest, world(), answer).observed if says else passes(largest, world(), answer)
