"""Read a command line, and say in Korean what is to be typed: for `./lab` and for the lab's own `lab`.

The standard library only: `./lab` runs before anything is installed. argparse's own words are English and change from
one Python to the next; of them nothing is shown.
"""

from __future__ import annotations

import argparse
import difflib
import re
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    from collections.abc import Sequence

_KOREAN = re.compile("[가-힣]")


class _Help(argparse.HelpFormatter):
    """argparse's help, with a Korean word before the usage, and each command on one line."""

    def __init__(self, prog: str, **options: Any) -> None:
        super().__init__(prog, **{"max_help_position": 28} | options)

    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "사용법: " if prefix is None else prefix)


class Parser(argparse.ArgumentParser):
    """A parser, also of a subcommand, that answers wrong words in Korean with how the command is typed."""

    def __init__(self, **options: Any) -> None:
        super().__init__(**options, add_help=False, formatter_class=_Help)
        self._positionals.title, self._optionals.title = "적는 것", "옵션"
        self.add_argument("-h", "--help", action="help", help="이 도움말을 봅니다")
        self.set_defaults(said_by=self)  # a subcommand's own goes over that of all commands

    def parse_args(self, args: Sequence[str] | None = None, namespace: Any = None) -> Any:  # type: ignore[override]
        """Parse all words, or end the program with exit code 2."""
        found, unknown = self.parse_known_args(args, namespace)
        if unknown:
            found.said_by.refuse(f"알 수 없는 것이 있습니다: {' '.join(unknown)}")
        return found

    def error(self, message: str) -> NoReturn:
        """Refuse the words; of `message` only what we have written ourselves is shown: names, and reasons."""
        ours = message.partition(": ")[2]
        if set(ours.split(", ")) <= {str(action.metavar) for action in self._actions if not action.option_strings}:
            self.refuse(f"빠진 것이 있습니다: {ours}")
        self.refuse(ours if _KOREAN.search(ours) else "빠진 것이나 맞지 않는 것이 있습니다.")

    def refuse(self, reason: str) -> NoReturn:
        """Say what is wrong and how the command is typed, and end the program with exit code 2."""
        self.exit(2, f"{self.prog}: {reason}\n\n{self.format_help()}")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        """Name what may be chosen, and what was nearly typed."""
        if action.choices is None or value in action.choices:
            return
        choices = [str(choice) for choice in action.choices]
        near = difflib.get_close_matches(str(value), choices, n=1)
        meant = f" `{near[0]}` 명령을 찾으셨나요?" if near and action.metavar == "명령" else ""
        listed = "" if action.metavar == "명령" else f" 쓸 수 있는 것: {', '.join(choices)}"
        raise argparse.ArgumentError(None, f"{self.prog}: 이런 것은 없습니다: {value}.{meant}{listed}")
