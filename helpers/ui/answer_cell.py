"""Run a notebook's answer cells, and tell an answer that stands in `check` from one that a variable holds.

    %%answer start.read-version
    docker version --format '{{.Server.Version}}'

What the cell's Bash prints is the answer of that exercise alone. Where the Bash fails there is none.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable

_OUTPUT = "_lab_answer"


def shell() -> Any:
    """Return the IPython that runs here; None where none does."""
    from IPython import get_ipython

    return get_ipython()


def register(take: Callable[[object, object], None]) -> None:
    """Make `%%answer ID` known; `take` gets the exercise's name and what the cell printed, None as long as it runs."""
    running = shell()
    if running is None:
        return

    def answer(line: str, cell: str) -> None:
        """답 칸을 실행합니다: 칸이 출력하는 값이 그 연습 문제의 답입니다."""
        take(line.strip(), None)
        try:
            running.run_cell_magic("bash", f"--out {_OUTPUT}", cell)
        finally:
            printed = running.user_ns.pop(_OUTPUT, "")
        take(line.strip(), printed)

    running.register_magic_function(answer, magic_kind="cell", magic_name="answer")


def taken_from_variable() -> str | None:
    """Take away what a cell `%%bash --out answer` left; None where there is none.

    Notebooks that were released before answer cells named their exercise are still marked: nbgrader puts today's
    `check` behind them. As nothing is left, no other exercise takes it.
    """
    running = shell()
    return running.user_ns.pop("answer", None) if running else None


def variable_handed_over() -> str:
    """Return the variable that the running cell hands to `check` without setting it; empty where it does not."""
    running = shell()
    history = getattr(running, "history_manager", None)
    return _unset_answer(history.input_hist_parsed[-1]) if history else ""


def _unset_answer(source: str) -> str:
    try:
        nodes = list(ast.walk(ast.parse(source)))
    except (SyntaxError, ValueError):
        return ""
    known = {node.id for node in nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store)}
    known |= {node.arg for node in nodes if isinstance(node, ast.arg)}
    for node in nodes:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "check":
            answers = [*node.args[1:2], *(given.value for given in node.keywords if given.arg == "answer")]
            names = [given.id for given in answers if isinstance(given, ast.Name)]
            if set(names) - known:
                return names[0]
    return ""
