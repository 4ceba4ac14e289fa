"""Show an exercise's quiz: choices to press; what was chosen quiz.js writes into the notebook's own answer cell.

The page knows what can be chosen and nothing of what is right: the kernel tells reasons, for what was chosen only.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from helpers.course.paths import CODE_STUB, cell_id
from helpers.ui.widgets import module, style

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.exercise.model import Exercise, Question

BY_CHECK = "이 값이 맞는지는 `check`가 확인합니다."
ALL_RIGHT = "고른 것이 모두 맞아요. 답 칸을 실행한 다음 `check`가 있는 칸을 실행하세요."
NOT_ALL = "다시 생각해 볼 것이 있어요. 까닭을 읽고 다시 골라 보세요."


class QuizWidget(anywidget.AnyWidget):  # type: ignore[misc] # anywidget's own
    """One exercise's quiz.

    The browser sends {"chosen": [0, null, …]}, one index a question, null where a value is written,
    and is answered with {"told": …}.
    """

    _esm = module("quiz.js")
    _css = style("words.css", "quiz.css")
    exercise = traitlets.Unicode().tag(sync=True)
    title = traitlets.Unicode().tag(sync=True)
    cell = traitlets.Unicode().tag(sync=True)
    stub = traitlets.Unicode(CODE_STUB).tag(sync=True)
    join = traitlets.Unicode().tag(sync=True)
    questions = traitlets.List(traitlets.Dict()).tag(sync=True)

    def __init__(self, exercise: Exercise) -> None:
        if exercise.quiz is None:
            raise ValueError(exercise.id)
        self._questions = exercise.quiz.questions
        super().__init__(
            exercise=exercise.id,
            title=exercise.title,
            cell=cell_id(exercise.id, "answer"),
            join=exercise.quiz.join,
            questions=[
                {"text": asked.text, "choices": [{"text": c.text, "value": c.value} for c in asked.choices]}
                for asked in self._questions
            ],
        )
        self.on_msg(self._asked)

    def _asked(self, _widget: object, content: Any, _buffers: object) -> None:
        self.send({"told": reasons(self._questions, content["chosen"])})

    def __repr__(self) -> str:
        return f"[{self.title}] 고르는 문제"


def reasons(questions: Sequence[Question], chosen: Sequence[int | None]) -> dict[str, Any]:
    """Return what is said of each choice, and of all of them."""
    said = [
        {"right": None, "text": BY_CHECK}
        if index is None
        else {"right": asked.choices[index].right, "text": asked.choices[index].reason}
        for asked, index in zip(questions, chosen, strict=True)
    ]
    right = all(one["right"] is not False for one in said)
    return {"reasons": said, "status": ALL_RIGHT if right else NOT_ALL, "right": right}
