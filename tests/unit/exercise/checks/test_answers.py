"""Checks of answers: what passes, and what each near miss is told."""

from __future__ import annotations

import pytest

from helpers.exercise import checks, probes
from helpers.exercise.checks import answers
from tests.support.worlds import fact, miss, passes, world

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


@pytest.mark.parametrize(
    ("given", "found"),
    [
        ("130", [130]), ("130이에요", [130]), ("１３０", [130]), ("1,234번", [1234]), ("PID 1234", [1234]),
        ("PID:1234", [1234]), ("약6.2배쯤", [6.2]), ("`80`", [80]), ("(80)", [80]), ("5~6배", [5, 6]),
        ("5-6", [5, 6]), ("6x", [6]), ("3, 5", [3, 5]), ("3/5", [3, 5]), ("3개와 5개.", [3, 5]), ("없음", []),
        ("1.2.3", []), ("3a", []), ("a3", []), ("172.17.0.2", []), ("17MB", []), ("0x1f", []), ("590%", []),
    ],
)  # fmt: skip
def test_numbers(given: str, found: list[float]) -> None:
    """Numbers are read with units and particles; what only holds digits is none."""
    assert answers.numbers(given) == found


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("26.1.5이에요", "26.1.5"), ("버전: 26.1.5", "26.1.5"), ("서버의 버전은 26.1.5입니다.", "26.1.5"),
        ("２６．１．５", "26.1.5"), ("정답은 “파랑새”예요!", "파랑새"), ("「파랑새」", "파랑새"),
        ("답: 파랑새요", "파랑새"),
        ("WEB", "web"), ("8081번 포트예요", "8081"), ("8081/tcp", "8081"), ("포트는 8,081", "8081"), ("〈web〉", "web"),
    ],
)  # fmt: skip
def test_a_value_is_meant(given: str, right: str) -> None:
    """A value is found in what people write around it."""
    assert answers.means(given, right, "도커 서버의 버전")


@pytest.mark.parametrize(
    ("given", "right"),
    [
        ("26.1.50", "26.1.5"), ("126.1.5", "26.1.5"), ("26.1", "26.1.5"), ("26.1.5 20.10.5", "26.1.5"),
        ("파랑새 아니에요", "파랑새"), ("파랑새와 참새", "파랑새"), ("빨강: 파랑새", "파랑새"), ("web2", "web"),
        ("8081 8080", "8081"), ("8081은 아니에요", "8081"), ("18081", "8081"), ("8081a", "8081"), ("8080:8081", "8081"),
        ("", "8081"), ("web", ""),
    ],
)  # fmt: skip
def test_another_value_is_not(given: str, right: str) -> None:
    """Being lenient lets no other value pass: more of it, less of it, two of them, or denied."""
    assert not answers.means(given, right, "도커 서버의 버전")


PAIRS = {"1": "ㄹ", "2": "ㄷ", "3": "ㄱ"}


@pytest.mark.parametrize(
    "given",
    [
        "1=ㄹ, 2=ㄷ, 3=ㄱ",
        "ㄱ-3 ㄷ-2 ㄹ-1",
        "３：ㄱ／２：ㄷ／１：ㄹ",
        "1ㄹ2ㄷ3ㄱ",
        "1 2 3 → ㄹ ㄷ ㄱ",
        "1번은 ᄅ, 2번은 ᄃ, 3번은 ᄀ",
    ],
)
def test_pairs(given: str) -> None:
    """Pairs are read in any order and either way round."""
    assert answers.paired(given, ("1", "2", "3"), ("ㄱ", "ㄷ", "ㄹ")) == PAIRS


@pytest.mark.parametrize("given", ["", "1 2 3", "1=ㄱ 1=ㄷ", "1=ㄱ ㄷ", "ㄱ ㄷ ㄹ", "1=ㄱ 2=3"])
def test_no_pairs(given: str) -> None:
    """A row of values, or one named twice, is no list of pairs."""
    assert answers.paired(given, ("1", "2", "3"), ("ㄱ", "ㄷ", "ㄹ")) is None
