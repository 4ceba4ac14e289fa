"""Checks of images, tar files, logins and answers: what passes, and what each near miss is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from scenes import ABSENT, event, fact, image, miss, passes, world

from helpers import checks, facts
from helpers.dockerfile import parse
from helpers.near import Near, familiar, repository, similar

if TYPE_CHECKING:
    from helpers.state import Fact, World

FIRST = image("first:1.0")
USER = {facts.HUB_USER: fact("haru")}


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("ubuntu", "ubuntu:latest"),
        ("docker.io/library/ubuntu:24.04", "ubuntu:24.04"),
        ("docker.io/haru/app", "haru/app:latest"),
        ("localhost:5000/app", "localhost:5000/app:latest"),
        ("sha256:abc", "sha256:abc"),
        ("app@sha256:abc", "app@sha256:abc"),
    ],
)
def test_familiar(name: str, expected: str) -> None:
    """An image's name is compared as people write it, with its tag."""
    assert familiar(name) == expected


def test_repository_and_similar() -> None:
    """A name without its tag; the name that was meant."""
    assert repository("localhost:5000/app:1.0") == "localhost:5000/app"
    assert similar("first:1.0", ["frist:1.0", "other"]) == "frist:1.0"
    assert similar("first:1.0", ["zzz", "first:1.0"]) is None


@pytest.mark.parametrize(
    ("scene", "says", "attempted"),
    [
        (world(), "`first:1.0` 이미지가 없습니다", False),
        (world(image("first:latest")), "태그가 다른 `first:latest`가 있습니다", True),
        (world(image(id="sha256:x")), "이름 없는 이미지가 있습니다", True),
        (world(image("frist:1.0")), "이름이 비슷한 `frist:1.0`이 있습니다", True),
        (world(there=(FIRST,)), "이미지가 다른 컴퓨터에 있습니다", True),
        (world(before=(FIRST,)), "있었지만 지금은 없습니다", True),
    ],
)
def test_absent(scene: World, says: str, attempted: bool) -> None:  # noqa: FBT001
    """An image that does not stand is told with what stands instead."""
    for check in (checks.image_there("t", "first:1.0"), checks.image_new("n", "first:1.0")):
        finding = miss(check, scene)
        assert says in finding.observed
        assert finding.attempted is attempted


def test_old_leftovers_are_no_near_miss() -> None:
    """What stood there at the start is not taken for the learner's doing."""
    old = (image("first:0.9"), image(id="sha256:old"))
    finding = miss(checks.image_there("t", "first:1.0"), world(*old, before=old))
    assert finding.observed == "`first:1.0` 이미지가 없습니다."
    assert not finding.attempted


def test_new_and_kept() -> None:
    """A new image differs from the start's by id; a kept one does not."""
    rebuilt = image("first:1.0", id="sha256:new")
    assert passes(checks.image_new("n", "first:1.0"), world(rebuilt, before=(FIRST,)))
    assert "처음 그대로" in miss(checks.image_new("n", "first:1.0"), world(FIRST, before=(FIRST,))).observed
    assert passes(checks.image_kept("k", "first:1.0"), world(FIRST, before=(FIRST,)))
    assert "다른 이미지를" in miss(checks.image_kept("k", "first:1.0"), world(rebuilt, before=(FIRST,))).observed


def test_same_image() -> None:
    """Two names of one id; a rebuilt or wrongly tagged one is told."""
    check = checks.same_image("s", "app:2", "app:1")
    assert passes(check, world(image("app:1", "app:2")))
    assert "`app:1`과 다른 이미지입니다" in miss(check, world(image("app:1"), image("app:2"))).observed
    assert (
        "`ubuntu:latest`와 같은 이미지입니다"
        in miss(check, world(image("app:1"), image("app:2", "ubuntu:latest"))).observed
    )
    assert "없고" in miss(check, world(image("app:1"))).observed


def test_gone() -> None:
    """An image is gone only where it stood before, and nothing nameless is left of it."""
    check = checks.image_gone("g", "first:1.0")
    assert passes(check, world(before=(FIRST,)))
    assert "아직 있습니다" in miss(check, world(FIRST, before=(FIRST,))).observed
    assert "이름만 없어지고" in miss(check, world(image(id=FIRST.id), before=(FIRST,))).observed
    assert "있었던 적이 없습니다" in miss(check, world()).observed


def test_pulled() -> None:
    """An image was fetched by the events; one that was loaded is told."""
    check = checks.image_pulled("p", "first:1.0")
    assert passes(check, world(FIRST, event("pull", name="first:1.0", kind="image")))
    assert "파일에서 불러왔습니다" in miss(check, world(FIRST, event("load", name="first:1.0", kind="image"))).observed
    assert "내려받은 적이 없습니다" in miss(check, world(FIRST)).observed
    assert "없습니다" in miss(check, world()).observed


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
    words = {"establishes": "차례가 맞습니다.", "observed": "차례가 바뀌었습니다.", "advice": "차례를 보세요."}
    order = checks.history_order("o", "first:1.0", "apt-get", "COPY", **words)
    (probe,) = order.probes
    lines = [{"CreatedBy": "COPY . /app"}, {"CreatedBy": "RUN apt-get install"}]
    assert passes(order, world(FIRST, facts={probe: fact(lines)}))
    assert miss(order, world(FIRST, facts={probe: fact(lines[::-1])})).observed == words["observed"]


def test_near_miss_speaks_first() -> None:
    """A foreseen wrong way replaces the check's own sentence, and its probes are asked."""
    probe = facts.file("Dockerfile")
    near = checks.near_dockerfile(
        lambda found: checks.count(found, "CMD") > 1, "CMD가 두 번 나옵니다.", "하나만 통합니다."
    )
    check = checks.image_there("t", "first:1.0", near=(near,))
    assert check.probes == (probe,)
    twice = fact({"text": "FROM a\nCMD a\ncmd b"})
    finding = miss(check, world(facts={probe: twice}))
    assert (finding.observed, finding.advice, finding.attempted) == ("CMD가 두 번 나옵니다.", "하나만 통합니다.", True)
    assert "없습니다" in miss(check, world(facts={probe: ABSENT})).observed
    silent = Near(when=lambda _world: True, observed="다릅니다.")
    assert miss(checks.image_there("t", "first:1.0", near=(silent,)), world()).advice


def test_dockerfile() -> None:
    """A Dockerfile's instructions, over several lines and between comments."""
    found = parse("# one\nFROM ubuntu\n\nRUN apt-get update \\\n  # two\n && apt-get clean\ncopy . /app\n")
    assert [item.name for item in found] == ["FROM", "RUN", "COPY"]
    assert found[1].argument == "apt-get update && apt-get clean"
    assert checks.has(found, "RUN", "clean$")
    assert not checks.has(found, "RUN", "python3")


@pytest.mark.parametrize(
    ("kind", "tags", "says"),
    [
        ("export", [], "컨테이너의 파일들이"),
        ("empty", [], "비어 있습니다"),
        ("other", [], "온전한 tar 파일이 아닙니다"),
        ("save", [], "이름이 없습니다"),
        ("save", ["other:1"], "`other:1` 이미지가 들어 있습니다"),
    ],
)
def test_tar(kind: str, tags: list[str], says: str) -> None:
    """A tar holds the image under its name; other kinds of tar are told apart."""
    probe = facts.tar("first.tar")
    check = checks.tar_holds("t", probe, "first:1.0")
    assert passes(check, world(facts={probe: fact({"kind": "save", "tags": ["first:1.0"]})}))
    assert says in miss(check, world(facts={probe: fact({"kind": kind, "tags": tags})})).observed
    assert "`first.tar`가 없습니다" in miss(check, world(facts={probe: ABSENT})).observed


def test_logout() -> None:
    """A login for Docker Hub is kept, or none is left."""
    check = checks.logged_out("o")
    (probe,) = check.probes
    assert passes(check, world(facts={probe: ABSENT}))
    assert "남아 있습니다" in miss(check, world(facts={probe: fact({"servers": ["x"]})})).observed


ANSWER = checks.answer_is(
    "a",
    lambda world: world.fact(facts.SERVER_VERSION).text,
    asked="도커 엔진의 버전",
    advice="서버 쪽을 보세요.",
    also=("vers",),
    wrong=((lambda world: world.fact(facts.CLIENT_VERSION).text, "클라이언트의 버전을 답했습니다."),),
    shape=r"[0-9.]+",
    shape_says="버전이 아닙니다.",
    probes=(facts.SERVER_VERSION, facts.CLIENT_VERSION),
)
VERSIONS = world(facts={facts.SERVER_VERSION: fact("27.5"), facts.CLIENT_VERSION: fact("28.1")})


@pytest.mark.parametrize("answer", ["27.5", " '27.5' ", "`27.5`", "27.5.", "VERS"])
def test_right_answers(answer: str) -> None:
    """Spaces, quotes, case and a full stop do not make an answer wrong."""
    assert passes(ANSWER, VERSIONS, answer)


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        ("28.1", "클라이언트의 버전"),
        ("abc", "버전이 아닙니다"),
        ("1.2", "`1.2`라고 답했지만"),
        ("7", "`7`이라고 답했지만"),
    ],
)
def test_wrong_answers(answer: str, says: str) -> None:
    """Foreseen values, other shapes and other values are told apart; the right value is not given away."""
    finding = miss(ANSWER, VERSIONS, answer)
    assert says in finding.observed
    assert finding.attempted
    assert "27.5" not in f"{finding.expected} {finding.observed} {finding.advice}"


@pytest.mark.parametrize("answer", [None, "", "  ", "...", "…"])
def test_no_answer(answer: str | None) -> None:
    """No answer is no attempt."""
    assert not miss(ANSWER, VERSIONS, answer).attempted


def test_statements_follow_readings() -> None:
    """The statements of the vocabulary carry the right particles."""
    assert checks.image_lacks("l", "web:2", "/a.json").establishes == "`web:2` 이미지 안에 `/a.json`이 없습니다."
    assert ANSWER.establishes == "도커 엔진의 버전을 맞게 답했습니다."
