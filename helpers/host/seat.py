"""The learner's seat, entered from outside: a shell or one command in the `notebook` service.

Knows terminals and exit codes; not what the command does.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING

from helpers.host import errors, lab, terminal

if TYPE_CHECKING:
    from collections.abc import Sequence

    from helpers.host.compose import Lab

LEARNER = ("/opt/venv/bin/python", "-m", "helpers.ui.cli")
_WITNESSED = (
    "sh",
    "-c",
    'd=/tmp/lab-coach-$(id -u) && mkdir -p -m 700 $d && LAB_COACH_BOX=$d/shell-$$.txt exec "$@"',
    "sh",
)
"""Runs a command where the coach hears what fails, as it does in a terminal and in a cell: `check` may tell of it."""


def enter(where: Lab, command: Sequence[str], *, env: Sequence[str] = (), retell: bool = False) -> int:
    """Run `command` as the learner and return its exit code; a shell where it is empty.

    One word is read by Bash (`./lab sh 'docker ps | wc -l'`), several are one program and its arguments. What it says
    goes where ours does, byte by byte; `env` are variables of it (`NAME=value`), `retell` writes it in
    the encoding of our standard output.
    """
    if not lab.running(where):
        raise errors.not_running()
    attached = ["--interactive", "--tty"] if sys.stdin.isatty() and sys.stdout.isatty() else ["--interactive"]
    words = ["bash", "-c", command[0]] if len(command) == 1 else list(command) or ["bash"]
    if command and tuple(command[: len(LEARNER)]) != LEARNER:
        words = [*_WITNESSED, *words]
    before = signal.signal(signal.SIGINT, lambda *_: None)  # Ctrl+C is the command's, not ours
    try:
        given = [word for variable in env for word in ("--env", variable)]
        argv = ["docker", "exec", *attached, *given, "--user", "learner", where.notebook, *words]
        return _retold(argv) if retell else subprocess.run(argv, check=False).returncode
    finally:
        signal.signal(signal.SIGINT, before)


def learner(where: Lab, words: Sequence[str]) -> int:
    """Run one of the learner's own commands (`check images.first`) and return its exit code."""
    retell = terminal.encoding(sys.stdout) != "utf-8" and "--json" not in words
    return enter(where, [*LEARNER, *words], env=[f"LAB_TYPED={terminal.COMMAND}"], retell=retell)


def _retold(argv: Sequence[str]) -> int:
    """Run `argv` and write what it says in the encoding of our standard output; its exit code."""
    with subprocess.Popen(argv, stdout=subprocess.PIPE, encoding="utf-8", errors="replace") as child:
        try:
            for line in child.stdout or ():
                sys.stdout.write(line)
            sys.stdout.flush()
        except OSError:  # its reader has seen enough: `| more` was left
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return child.returncode
