"""Write feedback as people read it: plain text, HTML and JSON.

Knows the shape of every sentence around a finding and nothing about Docker. What it writes is stable: the same feedback
gives the same text, without ids, times, sizes or emoji.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from helpers.exercise.model import Verdict
from helpers.text.message import box
from helpers.ui import display

if TYPE_CHECKING:
    from helpers.exercise.model import Feedback, Finding

HEADS = {
    Verdict.PASSED: ("통과", "맞게 해냈습니다."),
    Verdict.FAILED: ("아직 아닙니다", "아래를 살펴보고 다시 해 보세요."),
    Verdict.NOT_ATTEMPTED: ("아직 시작 전입니다", "이 연습 문제에서 한 일이 아직 보이지 않습니다."),
    Verdict.BROKEN: ("실습실 쪽 문제입니다", "답이 틀린 것이 아니라 채점하는 쪽에 문제가 생겼습니다."),
}
"""What each verdict is called, and the sentence that goes with it."""

_LABELS = (("expected", "바라는 모습"), ("observed", "지금 모습"), ("advice", "살펴볼 것"))
_COLOURS = {
    Verdict.PASSED: "#2e9e5b",
    Verdict.FAILED: "#d9822b",
    Verdict.NOT_ATTEMPTED: "#6b7c93",
    Verdict.BROKEN: "#c0446c",
}
_AGAIN = "잠시 뒤 다시 확인해 보고, 되풀이되면 실습실을 마련한 사람에게 알려 주세요."


def text(feedback: Feedback) -> str:
    """Return feedback as plain text, for terminals and compared outputs."""
    head, line = HEADS[feedback.verdict]
    lines = [f"[{head}] {feedback.title} ({feedback.exercise})", line]
    for _, finding in feedback.findings:
        lines += ["", *(f"  {label}: {getattr(finding, name)}" for name, label in _LABELS)]
    for remark in feedback.remarks:
        lines += ["", f"  {remark}"]
    if feedback.trouble and feedback.verdict is Verdict.BROKEN:
        lines += ["", f"  무슨 일이 있었나: {feedback.trouble}", f"  {_AGAIN}"]
    elif feedback.trouble:
        lines += ["", f"  {feedback.trouble}"]
    return "\n".join(lines)


def sentence(finding: Finding) -> str:
    """Return a finding in one line, as in the JSON of a check."""
    return f"{finding.observed} {finding.advice}"


def as_json(feedback: Feedback) -> dict[str, Any]:
    """Return the JSON of `./lab check --json`."""
    return {
        "id": feedback.exercise,
        "verdict": feedback.verdict.value,
        "points": feedback.points,
        "max_points": feedback.max_points,
        "findings": [
            {"check": name, "expected": found.expected, "observed": found.observed, "message": sentence(found)}
            for name, found in feedback.findings
        ],
        **({"remarks": list(feedback.remarks)} if feedback.remarks else {}),
        **({"trouble": feedback.trouble} if feedback.trouble else {}),
    }


def as_html(feedback: Feedback) -> str:
    """Return feedback as self-contained HTML: in the page's text colour, so that it reads in light and dark alike."""
    head, line = HEADS[feedback.verdict]
    colour = _COLOURS[feedback.verdict]
    said = display.fill(
        "feedback", feedback=feedback, head=head, line=line, labels=_LABELS, again=_AGAIN, Verdict=Verdict
    )
    return box(
        said,
        name=f"lab-feedback lab-{feedback.verdict.value}",
        colour=colour,
        style=f"background:color-mix(in srgb,{colour} 9%,transparent);"
        "padding:.7em 1em;margin:.3em 0;border-radius:4px;line-height:1.6",
    )
