"""What a wrong command line is answered: in Korean, with how it is typed."""

from __future__ import annotations

import pytest

from helpers.text.arguments import Parser


def parser() -> Parser:
    """A program with two commands."""
    top = Parser(prog="lab", description="시험")
    commands = top.add_subparsers(dest="command", required=True, metavar="명령")
    check = commands.add_parser("check", help="채점합니다")
    check.add_argument("id", metavar="문제", help="연습 문제의 이름")
    check.add_argument("--kind", choices=("long", "short"), help="종류")
    commands.add_parser("reset", help="되돌립니다")
    return top


@pytest.mark.parametrize(
    ("words", "said", "usage"),
    [
        (["chek", "x"], "이런 것은 없습니다: chek. `check` 명령을 찾으셨나요?", "사용법: lab [-h] 명령"),
        (["check"], "lab check: 빠진 것이 있습니다: 문제", "사용법: lab check"),
        (["check", "x", "--fast"], "lab check: 알 수 없는 것이 있습니다: --fast", "사용법: lab check"),
        (["check", "x", "--kind", "shrt"], "이런 것은 없습니다: shrt. 쓸 수 있는 것: long, short", "사용법: lab check"),
        (["check", "x", "--kind"], "lab check: 빠진 것이나 맞지 않는 것이 있습니다.", "사용법: lab check"),
        ([], "lab: 빠진 것이 있습니다: 명령", "사용법: lab"),
    ],
)
def test_wrong_words(words: list[str], said: str, usage: str, capsys: pytest.CaptureFixture[str]) -> None:
    """What is wrong, and the usage of the command that was meant; exit code 2."""
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(words)
    err = capsys.readouterr().err
    assert ended.value.code == 2
    assert said in err
    assert usage in err


def test_help_is_korean(capsys: pytest.CaptureFixture[str]) -> None:
    """`-h` ends with 0."""
    with pytest.raises(SystemExit) as ended:
        parser().parse_args(["check", "-h"])
    assert ended.value.code == 0
    out = capsys.readouterr().out
    assert all(part in out for part in ("사용법: lab check", "적는 것", "옵션", "이 도움말을 봅니다"))
    assert "usage" not in out
    assert "show this help" not in out


def test_right_words_pass() -> None:
    """What is understood is as argparse reads it."""
    found = parser().parse_args(["check", "images.first", "--kind", "long"])
    assert (found.command, found.id, found.kind) == ("check", "images.first", "long")
