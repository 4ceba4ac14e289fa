"""How feedback reads: as text, as HTML and as JSON."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from helpers.exercise.model import Feedback, Finding, Verdict
from helpers.ui.feedback import HEADS, as_html, as_json, text

WRONG = Finding(expected="`a<b`가 있습니다.", observed="`a&b`가 있습니다.", advice="이름을 살펴보세요.")
PASSED = Feedback(exercise="start.trial", title="시험 <문제>", verdict=Verdict.PASSED, points=3.0, max_points=3.0)
FAILED = replace(PASSED, verdict=Verdict.FAILED, points=0.0, findings=(("a", WRONG),))


@pytest.mark.parametrize("verdict", Verdict)
def test_each_verdict_reads_differently(verdict: Verdict) -> None:
    """Each verdict has its own head and sentence, in text and in HTML."""
    feedback = replace(PASSED, verdict=verdict)
    head, line = HEADS[verdict]
    assert text(feedback).startswith(f"[{head}] 시험 <문제> (start.trial)\n{line}")
    assert head in as_html(feedback)
    assert len({*HEADS.values()}) == len(Verdict)


def test_text() -> None:
    """Plain text names what should stand there, what does, and where to look."""
    lines = text(FAILED).splitlines()
    assert lines[2:] == [
        "",
        "  바라는 모습: `a<b`가 있습니다.",
        "  지금 모습: `a&b`가 있습니다.",
        "  살펴볼 것: 이름을 살펴보세요.",
    ]


def test_html_is_escaped_and_whole() -> None:
    """HTML shows names as code, escapes them, and needs nothing from outside."""
    html = as_html(FAILED)
    assert "<code>a&lt;b</code>" in html
    assert "<code>a&amp;b</code>" in html
    assert "시험 &lt;문제&gt;" in html
    assert "http" not in html
    assert "<script" not in html


def test_json() -> None:
    """The JSON of a check has the agreed keys and survives a round trip."""
    said = json.loads(json.dumps(as_json(FAILED)))
    assert said == {
        "id": "start.trial",
        "verdict": "failed",
        "points": 0.0,
        "max_points": 3.0,
        "findings": [
            {
                "check": "a",
                "expected": WRONG.expected,
                "observed": WRONG.observed,
                "message": "`a&b`가 있습니다. 이름을 살펴보세요.",
            }
        ],
    }


def test_remarks_are_told() -> None:
    """They stand below the verdict, in text and in HTML, and in the JSON where there are any."""
    unsure = replace(PASSED, remarks=("`a`인지는 알 수 없습니다.",))
    assert text(unsure).endswith("\n\n  `a`인지는 알 수 없습니다.")
    assert "<code>a</code>인지는 알 수 없습니다." in as_html(unsure)
    assert as_json(unsure)["remarks"] == ["`a`인지는 알 수 없습니다."]
    assert "remarks" not in as_json(PASSED)


def test_trouble_is_told() -> None:
    """Broken feedback tells the trouble in every form."""
    feedback = replace(PASSED, verdict=Verdict.BROKEN, trouble="<lost>")
    assert "<lost>" in text(feedback)
    assert "&lt;lost&gt;" in as_html(feedback)
    assert as_json(feedback)["trouble"] == "<lost>"
