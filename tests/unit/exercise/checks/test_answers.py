"""Checks of answers, of tar files and of logins: what passes, and what each near miss is told."""

from __future__ import annotations

import pytest

from helpers.exercise import checks, probes
from tests.support.worlds import ABSENT, fact, miss, passes, world


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
    probe = probes.tar("first.tar")
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
    lambda world: world.fact(probes.SERVER_VERSION).text,
    asked="도커 엔진의 버전",
    advice="서버 쪽을 보세요.",
    also=("vers",),
    wrong=((lambda world: world.fact(probes.CLIENT_VERSION).text, "클라이언트의 버전을 답했습니다."),),
    shape=r"[0-9.]+",
    shape_says="버전이 아닙니다.",
    probes=(probes.SERVER_VERSION, probes.CLIENT_VERSION),
)
VERSIONS = world(facts={probes.SERVER_VERSION: fact("27.5"), probes.CLIENT_VERSION: fact("28.1")})


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
