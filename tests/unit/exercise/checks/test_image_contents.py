"""Checks of what is inside an image and what it does."""

from __future__ import annotations

import json
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
        ("exec: ./x: permission denied", 126, "종료 코드 126으로 끝났습니다. 마지막 줄은 `exec: ./x: permission"),
        ("", 124, "끝나지 않았습니다"),
        ("a\nNameError: x", 1, "종료 코드 1로 끝났습니다. 마지막 줄은 `NameError: x`입니다."),
        ("", 0, "아무것도 나오지 않습니다"),
        ("bye", 0, "마지막 줄이 `bye`입니다"),
    ],
)
def test_prints(text: str, code: int, says: str) -> None:
    """What an image writes when it is run, and how else a run may end."""
    check = checks.image_prints("p", "first:1.0", "hello")
    probe, config = check.probes
    own = {config: fact({"Config": {"Entrypoint": ["/bin/sh", "-c"], "Cmd": ["cat it"]}})}
    assert passes(check, world(FIRST, facts={probe: fact("oh hello")} | own))
    said = miss(check, world(FIRST, facts={probe: fact(text, code)} | own)).observed
    assert says in said
    assert "실행한 명령은 `cat it`입니다." in said
    assert "없습니다" in miss(check, world(facts={probe: ABSENT})).observed


def test_words_in_one_pair_of_quotes_are_one_program() -> None:
    """`CMD ["sh open.sh"]` looks for a program of that whole name."""
    check = checks.image_prints("p", "first:1.0", "hello")
    said = fact('exec: "sh open.sh": executable file not found in $PATH', 127)
    own = {check.probes[1]: fact({"Config": {"Cmd": ["sh open.sh"]}})}
    found = miss(check, world(FIRST, facts={check.probes[0]: said} | own))
    assert "`sh open.sh`를 통째로 프로그램 하나의 이름으로 찾다가" in found.observed
    assert "단어마다" in found.advice


def test_size() -> None:
    """An image that is too large is told with its size, and with what made its largest layer."""
    small = checks.image_smaller("s", "first:1.0", 5 * checks.MIB)
    (probe,) = small.probes
    assert passes(small, world(FIRST, facts={probe: fact([])}))

    def said(*sizes: int) -> str:
        steps = [{"CreatedBy": f"RUN /bin/sh -c make {at} # buildkit", "Size": size} for at, size in enumerate(sizes)]
        return miss(small, world(image("first:1.0", size=6 * checks.MIB), facts={probe: fact(steps)})).observed

    assert "아직 5 MiB보다 큽니다. 지금은 6 MiB입니다." in said()
    assert "가장 큰 레이어를 만든 것은 `RUN make 1`입니다" in said(0, 5, 1)
    assert "맨 아래에 있는 바탕 이미지의 레이어입니다" in said(1, 5)


def based(check: Any, found: object, *things: Any, dockerfile: str = "", **more: Any) -> World:
    """A world in which it was found out what the image of a check was made from."""
    base, file = check.probes
    return world(FIRST, *things, facts={base: fact(found), file: fact({"text": dockerfile})}, **more)


BUSYBOX = image("busybox:latest", digests=("busybox@sha256:1",))


def test_base() -> None:
    """The base is what the Hub serves, what stood under its name at the start, or what was pulled under it since."""
    check = checks.image_based_on("b", "first:1.0", "busybox")
    below = {"served": False, "public": [], "below": [BUSYBOX.id]}
    assert passes(check, based(check, {"served": True}))
    assert passes(check, based(check, below, BUSYBOX, before=(BUSYBOX,)))
    assert passes(check, based(check, below, BUSYBOX))
    assert passes(check, based(check, {"served": None, "public": [], "below": []}))
    assert "없습니다" in miss(check, world(facts=dict.fromkeys(check.probes, ABSENT))).observed


def test_a_base_that_only_has_the_name_does_not_pass() -> None:
    """Another image that was given the base's name since the start is told from it."""
    check = checks.image_based_on("b", "first:1.0", "busybox")
    named = image("busybox:latest", "ubuntu:latest", id="sha256:u", digests=("ubuntu@sha256:2",))
    for public in ([], ["ubuntu:latest"]):
        found = {"served": False, "public": public, "below": [named.id]}
        assert not passes(check, based(check, found, named, before=(BUSYBOX,)))
    stood = image("busybox:latest", id="sha256:u", digests=("ubuntu@sha256:2",))
    found = {"served": False, "public": [], "below": [stood.id]}
    assert not passes(check, based(check, found, stood))


@pytest.mark.parametrize(
    ("found", "dockerfile", "says"),
    [
        ({"public": ["ubuntu:latest"], "below": []}, "", "`ubuntu:latest`를 바탕으로 만들었습니다"),
        ({"public": [], "below": ["sha256:own"]}, "", "`own:3`을 바탕으로 만들었습니다"),
        ({"public": [], "below": []}, "FROM alpine\nCMD x", "지금 Dockerfile의 `FROM`에는 `alpine`이 적혀 있습니다"),
        ({"public": [], "below": []}, "", "맨 아래 레이어가 `busybox:latest`의 것이 아닙니다."),
    ],
)
def test_the_other_base_is_named(found: dict[str, object], dockerfile: str, says: str) -> None:
    """A public image first, then one that stood here, then what the Dockerfile says; otherwise only what was seen."""
    check = checks.image_based_on("b", "first:1.0", "busybox")
    own = image("own:3", id="sha256:own")
    seen = based(check, {"served": False} | found, own, BUSYBOX, before=(own, BUSYBOX), dockerfile=dockerfile)
    assert says in miss(check, seen).observed


def test_prints_what_it_reads() -> None:
    """With a file or a value that the learner has not seen, what was written beforehand is found out."""
    check = checks.image_prints("p", "first:1.0", "팥죽", files={"/app/menu.txt": "팥죽\n"}, env={"TILL": "7"})
    probe, config = check.probes
    own = {config: fact({"Config": {"Cmd": ["x"]}})}
    assert json.loads(probe.detail) == {"files": {"/app/menu.txt": "팥죽\n"}, "env": {"TILL": "7"}}
    assert passes(check, world(FIRST, facts={probe: fact("팥죽\n")} | own))
    said = miss(check, world(FIRST, facts={probe: fact("떡볶이\n")} | own)).observed
    assert "`/app/menu.txt` 파일, 환경 변수 `TILL`을 다른 내용으로" in said
    assert "마지막 줄이 `떡볶이`입니다" in said
    assert "종료 코드 3" in miss(check, world(FIRST, facts={probe: fact("x", 3)} | own)).observed


@pytest.mark.parametrize(
    ("place", "says"),
    [
        ({"kind": "file", "name": "/root/door", "gone": False}, "이미지의 파일 `/root/door`에 열쇠가 들어 있습니다"),
        ({"kind": "file", "name": "/store.key", "gone": True}, "앞의 레이어에 열쇠가 그대로 남아 있습니다"),
        ({"kind": "env", "name": "KEY", "gone": False}, "이미지의 환경 변수 `KEY`에 열쇠가"),
        ({"kind": "history", "name": "RUN echo …", "gone": False}, "빌드 기록(history)의 `RUN echo …` 줄에"),
        ({"kind": "config", "name": "", "gone": False}, "이미지의 설정에 열쇠가"),
    ],
)
def test_a_secret_in_an_image(place: dict[str, Any], says: str) -> None:
    """Where it stands is said; one that is nowhere passes, and no image is no proof."""
    check = checks.image_keeps_out("key", "first:1.0", secret="-".join("4f2a"), what="열쇠")
    (probe,) = check.probes
    assert says in miss(check, world(FIRST, facts={probe: fact([place])})).observed
    assert passes(check, world(FIRST, facts={probe: fact([])}))
    assert not passes(check, world(facts={probe: ABSENT}))
