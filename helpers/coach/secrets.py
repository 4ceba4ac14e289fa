"""Leave unsaid what an open exercise asks: every explanation passes here before anybody reads it.

What an exercise asks, it says itself (`helpers.exercise.model.Exercise.secrets`). What begins one writes that to its
record; here it is read from the records of those that were begun and not passed. Knows nothing of any rule.
"""

from __future__ import annotations

import contextlib
import json
import re
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import TYPE_CHECKING, NewType

from helpers.coach.model import Explanation
from helpers.coach.render import named
from helpers.text.josa import say
from helpers.world.environment import state_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from helpers.coach.model import FinishedCommand

Sayable = NewType("Sayable", Explanation)
"""An explanation that gives no open exercise away: only such a one is shown."""
_SENTENCE = re.compile(r"(?:`[^`]*`|[^`])+?(?:[.?!](?=\s|$)|$)")


@dataclass(frozen=True, kw_only=True)
class _Open:
    """An exercise that was begun and not passed; `latest`: it is the one that was begun last."""

    id: str
    folder: PurePath
    secrets: re.Pattern[str]
    names: re.Pattern[str]
    latest: bool

    def concerns(self, ran: FinishedCommand | None, said: str) -> bool:
        """Return whether a command has to do with the exercise: it is the latest, or by folder, or by a name."""
        here = ran is not None and PurePath(ran.folder).is_relative_to(self.folder)
        return self.latest or here or bool(self.names.search("\n".join((*(ran.argv if ran else ()), said))))


def sayable(explanation: Explanation, ran: FinishedCommand | None = None) -> Sayable:
    """Return what may be said of a command: all but what open exercises ask."""
    for exercise in _open():
        said = "\n".join((explanation.what, explanation.why, *explanation.next))
        if exercise.secrets.search(said) and exercise.concerns(ran, said):
            explanation = _without(explanation, exercise, ran)
    return Sayable(explanation)


def _without(explanation: Explanation, exercise: _Open, ran: FinishedCommand | None) -> Explanation:
    """Leave out each sentence that tells a secret, and what follows from it: of the headline, that is all."""
    tells = exercise.secrets.search
    what, reasons, steps = explanation.what, _SENTENCE.findall(explanation.why), explanation.next
    if tells(what):
        what, reasons, steps = _headline(ran), [], ()
    told = next((place for place, sentence in enumerate(reasons) if tells(sentence)), len(reasons))
    asks = say("나머지는 지금 푸는 연습 문제 `{id}`{이} 묻는 것이라서 말하지 않을게요.", id=exercise.id)
    return replace(
        explanation,
        what=what,
        why=" ".join((*(sentence.strip() for sentence in reasons[:told]), asks)),
        next=(*(step for step in steps if not tells(step)), "막히면 그 문제의 힌트를 봐요."),
    )


def _headline(ran: FinishedCommand | None) -> str:
    if ran is None:
        return "이것이 무슨 뜻인지는 연습 문제에서 스스로 찾을 차례예요."
    line = named(ran)
    if ran.code:
        return say("`{line}`{이} 종료 코드 {code}{으로} 실패했어요.", line=line, code=ran.code)
    return say("`{line}`{은} 끝났지만, 살펴볼 것이 있어요.", line=line)


def _open() -> Iterator[_Open]:
    """Read the records with secrets; a file that is no record of ours counts for nothing."""
    records = []
    for file in state_folder().glob("*.*.json"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            record = json.loads(file.read_text(encoding="utf-8"))
            if record["begun"] is True:
                records.append((file.stat().st_mtime_ns, file.name, record))
    records.sort(key=lambda found: found[:2])
    for record in (record for _, _, record in records):
        with contextlib.suppress(KeyError, TypeError):
            if record["secrets"] and not record["solved"]:
                yield _Open(
                    id=str(record["exercise"]),
                    folder=PurePath(record["folder"]),
                    secrets=_any_of(record["secrets"]),
                    names=_any_of(record["names"]),
                    latest=record is records[-1][2],
                )


def _any_of(texts: Iterable[str]) -> re.Pattern[str]:
    """Return what finds one of the texts as a word of its own, a Korean particle behind it or not."""
    return re.compile("|".join(rf"(?<![\w-]){re.escape(text)}(?![A-Za-z0-9_-])" for text in texts) or r"(?!)")
