"""Check a value that the learner hands to `check`.

Knows what does not matter in an answer (spaces, quotes, case, full-width characters, units, particles, the order of
`1=ㄹ` pairs) and the wrong answers that an author foresees.
"""

from __future__ import annotations

import re
import unicodedata
from functools import partial
from typing import TYPE_CHECKING, TypeAlias

from helpers.exercise.checks.base import LAST_RESORT, Miss
from helpers.exercise.model import Check, Finding
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from helpers.dockerdata.types import Probe, World
    from helpers.exercise.model import Remark

Source: TypeAlias = "str | Callable[[World], str]"
"""A value that is fixed, or read from the world."""

Judge: TypeAlias = "Callable[[World, str], Miss | None]"
"""What is wrong with a given answer; None where it is right."""

MISSING = "아직 답을 넘기지 않았습니다."
HOW = "답 칸에 답을 쓰고 그 칸을 실행하세요. 터미널에서는 `lab check` 뒤에 문제의 이름과 답을 적습니다. "
_CONSONANTS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_SAME: dict[int, int | str] = {
    **{0xFF01 + at: 0x21 + at for at in range(94)},  # full-width forms of ASCII
    **{0x1100 + at: letter for at, letter in enumerate(_CONSONANTS)},  # letters that are about to become a syllable
    **{0x2460 + at: str(at + 1) for at in range(9)},  # digits in circles
    **dict.fromkeys((0x3000, 0xA0, 0x200B, 0xFEFF), " "),
    **dict.fromkeys(map(ord, "“”„″「」『』«»《》〈〉"), '"'),
    **dict.fromkeys(map(ord, "‘’‚′´｀"), "'"),
    **dict.fromkeys(map(ord, "、﹐，"), ","),
    **dict.fromkeys(map(ord, "。．"), "."),
    **dict.fromkeys(map(ord, "–—−"), "-"),
}
"""Characters that look alike, or come from another keyboard, and the one that is meant."""
_PLACEHOLDERS = ("...", "…", "ellipsis", "none")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_NUMBER = re.compile(r"""(?:[가-힣]*|[A-Za-z가-힣]+:)[\["'`(]*(\d+(?:\.\d+)?)[가-힣x×!?.\])"'`]*""")
"""A word that is a number, with the Korean that may cling to it."""
_DENIED = re.compile(r"아니|아닌|아님|(?<!다르지)(?<!다르지 )않|말고|빼고|제외|반대|\bnot\b")
_SPEECH = re.compile(
    r"(?:입니다|이에요|예요|이예요|에요|이요|요|임|이다|네요|이네요|이라고 나와요|라고 나와요)?[.!~\s]*"
)
_ENDING = re.compile(r"\s*(?:입니다|이에요|이예요|예요|에요)[.!~\s]*$")
_ANY_LABEL = frozenset("답 정답 값 결과 제 제답 answer".split())


def tidy(value: str | None) -> str:
    """Write an answer in one way: usual digits, letters and quotes, none of them around it, no full stop behind it."""
    text = unicodedata.normalize("NFC", value or "").translate(_SAME).strip()
    if text.casefold().strip("'\"`") in _PLACEHOLDERS:
        return ""
    before = None
    while text != before:
        before, text = text, re.sub(r"(?<!\.)\.$", "", text).strip()
        if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"`":
            text = text[1:-1].strip()
    return text


def plain(value: str | None) -> str:
    """Return an answer without what never matters: as `tidy`, in lower case, its spaces single."""
    return re.sub(r"\s+", " ", tidy(value)).casefold()


def numbers(given: str) -> list[float]:
    """Return all numbers of an answer, without units; none where some digits are no number (`1.2.3`, `3a`, `a3`)."""
    text = re.sub(r"(?<=\d)\s*[-~]\s*(?=\d)", " ", _THOUSANDS.sub("", tidy(given)))
    words = [word for word in re.split(r"[\s,=~/]+", text) if re.search(r"\d", word)]
    found = [match for word in words if (match := _NUMBER.fullmatch(word))]
    return [float(match[1]) for match in found] if len(found) == len(words) else []


def denied(given: str) -> bool:
    """Return whether an answer says that something is not so."""
    return _DENIED.search(given) is not None


def means(given: str | None, right: str, asked: str = "") -> bool:
    """Return whether an answer is the value `right`, be it with a unit, a particle, or a name for it from `asked`."""
    text, value = plain(given), plain(right)
    if not value or text == value:
        return text == value
    if re.fullmatch(r"\d+", value):
        return numbers(re.sub(r"/(tcp|udp)\b", "", text)) == [float(value)] and not denied(text)
    before, found, after = text.partition(value)
    return bool(found) and _is_label(before, asked) and _SPEECH.fullmatch(after.lstrip("'\"`").strip()) is not None


def _is_label(before: str, asked: str) -> bool:
    """Return whether what stands before a value only names it: `버전: `, `정답은 `."""
    label = before.strip(" '\"`*-")
    if not label:
        return True
    if not re.search(r"[:=]$|[은는이가]$", label):
        return False
    known = plain(asked)
    words = [re.sub(r"(?<=.)[은는이가의]$", "", word) for word in re.findall(r"[^\s:=/,'\"`]+", label)]
    return bool(words) and all(word in known or word in _ANY_LABEL for word in words)


def paired(given: str, left: Sequence[str], right: Sequence[str]) -> dict[str, str] | None:
    """Return which of `left` goes with which of `right` in an answer such as `1=ㄹ, 2-ㄷ`, in any order.

    None where it is no list of such pairs, or one is named twice.
    """
    every = sorted((*left, *right), key=len, reverse=True)
    found = re.findall("|".join(map(re.escape, every)), tidy(given))
    half = len(found) // 2
    if len(found) % 2 or not found:
        return None
    pairs = list(zip(found[::2], found[1::2], strict=True))
    ends = set(found[:half]), set(found[half:])
    if any(one <= set(left) and two <= set(right) for one, two in (ends, ends[::-1])):
        pairs = list(zip(found[:half], found[half:], strict=True))
    pairs = [(two, one) if one in right else (one, two) for one, two in pairs]
    if len(dict(pairs)) < len(pairs) or not all(one in left and two in right for one, two in pairs):
        return None
    return dict(pairs)


def value_of(source: Source, world: World) -> str:
    """Return the value of a source in this world."""
    return source if isinstance(source, str) else source(world)


def _equal(given: str, value: str) -> bool:
    return given == plain(value)


def answer_is(
    id: str,
    right: Source,
    *,
    asked: str,
    advice: str,
    also: tuple[Source, ...] = (),
    wrong: tuple[tuple[Source, str], ...] = (),
    shape: str = "",
    shape_says: str = "",
    requires: tuple[str, ...] = (),
    probes: tuple[Probe, ...] = (),
    noted: tuple[Probe, ...] = (),
) -> Check:
    """Check that the answer is `right` or one of `also`.

    `asked` names what is asked for (`도커 서버의 버전`). `wrong` holds foreseen wrong values, each with the
    statement of what was given instead (`클라이언트의 버전을 답했습니다.`). An answer that does not match
    `shape` (a regular expression) gets `shape_says`. The right value never stands in the feedback.
    """

    def test(world: World, answer: str | None) -> Finding | None:
        given = plain(answer)
        if not given:
            return missing(say("{asked}{을} 맞게 답합니다.", asked=asked), advice)
        for same in (_equal, partial(means, asked=asked)):  # what was said exactly comes before what was meant
            if any(same(given, value_of(source, world)) for source in (right, *also)):
                return None
            said = next((said for source, said in wrong if same(given, value_of(source, world))), "")
            if said:
                return _finding(asked, said, advice)
        shown = (answer or "").strip()[:80]
        if shape and not re.fullmatch(shape, given):
            return _finding(asked, say("{said} 넘긴 답은 `{shown}`입니다.", said=shape_says, shown=shown), advice)
        return _finding(asked, say("`{shown}`{이라고} 답했지만 실제와 다릅니다.", shown=shown), advice)

    establishes = say("{asked}{을} 맞게 답했습니다.", asked=asked)
    return Check(
        id=id, establishes=establishes, test=test, requires=requires, probes=probes, noted=noted, by_answer=True
    )


def answer_judged(
    id: str,
    judge: Judge,
    *,
    establishes: str,
    advice: str,
    requires: tuple[str, ...] = (),
    probes: tuple[Probe, ...] = (),
    noted: tuple[Probe, ...] = (),
    remark: Remark | None = None,
) -> Check:
    """Check that `judge` finds the answer right, tidied, without `입니다` behind it: there may be many right ones."""

    def test(world: World, answer: str | None) -> Finding | None:
        given = tidy(answer)
        if not given:
            return missing(establishes, advice)
        miss = judge(world, _ENDING.sub("", given) or given)
        if miss is None and denied(given):
            said = say("`{given}`{이라고} 답했습니다.", given=given[:80])
            miss = Miss(observed=said, advice="무엇이 아닌지가 아니라 무엇인지를 답하세요.")
        return Finding(expected=establishes, observed=miss.observed, advice=miss.advice) if miss else None

    return Check(
        id=id,
        establishes=establishes,
        test=test,
        requires=requires,
        probes=probes,
        noted=noted,
        by_answer=True,
        remark=remark,
    )


def missing(expected: str, advice: str) -> Finding:
    """Make the finding of an answer that was not handed in: no attempt."""
    return Finding(expected=expected, observed=MISSING, advice=HOW + advice, attempted=False)


def _finding(asked: str, observed: str, advice: str) -> Finding:
    expected = say("{asked}{을} 맞게 답합니다.", asked=asked)
    return Finding(expected=expected, observed=observed, advice=advice or LAST_RESORT)
