"""What a notebook imports while it is marked: the functions of the course that say so and do nothing.

This stands where a submission's cells run. The course itself does not: the examiner starts and checks from outside.
"""

from typing import Any

_SAYS = "채점하는 동안에는 감독관이 밖에서 시작하고 확인하므로, 이 함수는 아무 일도 하지 않습니다."


def _idle(*_: Any, **__: Any) -> None:
    print(_SAYS)  # noqa: T201 (what a cell shows)


board = check = checklist = exercises = explain = hint = layers = progress = reset = solution = start = terminal = _idle
__all__ = [
    "board", "check", "checklist", "exercises", "explain", "hint", "layers", "progress", "reset", "solution",
    "start", "terminal",
]  # fmt: skip
