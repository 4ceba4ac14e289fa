"""Explain what Python says of a cell in which no Python was meant, or one of the course's functions.

Beginners type a command where a cell wants Python, or lose the line that makes a cell one of commands. Knows a cell's
text, Python's error and which names there are; nothing of an engine. A mistake in the learner's own Python is Python's
to tell: then there is nothing to say.
"""

from __future__ import annotations

import ast
import re
import unicodedata
from typing import TYPE_CHECKING

from helpers.coach.evidence import mistypings
from helpers.coach.evidence.mistypings import HANGUL, english, nearest, odd
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

FUNCTIONS = (
    "board", "check", "checklist", "exercises", "explain", "hint", "layers", "progress", "reset", "solution", "start",
    "terminal",
)  # fmt: skip
"""What `helpers` gives to learners; importing it here would cost a kernel's start."""
_NAMED = frozenset({"check", "hint", "reset", "solution", "start"})
"""Functions that want the name of an exercise."""
_PROGRAMS = frozenset(
    "docker docker-compose docker-machine dockerd lab ssh scp curl wget apt apt-get apk yum pip3 systemctl service sudo"
    " echo cat cp mv rm ls mkdir rmdir cd touch grep find head tail chmod chown export source ps kill sleep tar ping"
    " nano vi vim which whoami hostname tree unzip git ftp bash sh powershell clear ifconfig ip".split()
)
_INSTRUCTIONS = frozenset("FROM RUN COPY ADD CMD ENTRYPOINT WORKDIR ENV EXPOSE VOLUME USER ARG LABEL".split())
_PROMPT = re.compile(
    r"^(?:\(\w+\)\s*)?(?:[\w.-]+@[\w.-]+:\S*\s*[$#%>]|In \[\s*\d*\]:|PS [A-Z]:\S*>|[A-Z]:\\\S*>|[$%>❯])\s*(?=\S)"
)
_COMMAND = re.compile(r"([\w.-]+)(?:\s+(?![=(\[,:+*/|&]=?\s)(?![(\[=])(.+))?", re.DOTALL)
_EXERCISE = re.compile(r"\b([a-z][a-z-]*\.[a-z0-9][a-z0-9-]*)\b")
_CALLED = re.compile(r"\s*(?:[!%$]\s*)?(\w+)\s*[(（\[{.\s\"'“‘”’]")
_OWN_LINE = "셸 명령만 든 칸은 첫 줄에 `%%bash`를 적고, 한 줄만 실행할 때는 그 줄 앞에 `!`를 붙여요."


def of_error(cell: str, error: BaseException, names: Mapping[str, object]) -> Explanation | None:
    """Explain an error that a cell ended in; `names` are what the kernel knows."""
    return _of_magic(cell) or _of_line(cell, error, names)


def of_text(cell: str) -> Explanation | None:
    """Explain what a cell does not do although it went its way: shells of their own, and what Bash does not read."""
    lines = cell.strip().splitlines()
    if lines and re.match(r"%%(?:bash|sh)\b", lines[0]):
        return _within_bash(lines)
    for line in lines:
        if gone := re.match(r"\s*!\s*((cd|export)\s+[^;&|]+?|(?P<set>[A-Za-z_]\w*)=\S*)\s*$", line):
            return _lost(gone[1], folder=gone[2] == "cd")
    return None


def _within_bash(lines: list[str]) -> Explanation | None:
    """Return what stands in a cell of commands and is none of Bash's."""
    for line in lines[1:]:
        if re.match(r"\s*%%\s*(?:bash|sh)\b", line):
            return _explanation(
                "bash-twice",
                "한 칸에 `%%bash`가 두 번 적혀 있어요.",
                "`%%bash`는 칸의 첫 줄에 한 번만 적어요."
                " 그 아래는 칸 끝까지 모두 셸이 읽어서, 두 번째 `%%bash`를 명령으로 알고 찾아요.",
                "두 번째 `%%bash`를 지우거나, 그 아래를 다른 칸으로 옮겨요.",
            )
        if found := re.match(rf"\s*({'|'.join(FUNCTIONS)})\s*\(\s*[\"'“”)]", line):
            return _explanation(
                "python-in-bash",
                say("`{name}()`{은} 파이썬 함수라서 `%%bash` 칸에서는 실행되지 않아요.", name=found[1]),
                "첫 줄이 `%%bash`인 칸은 칸 전체를 셸이 읽어요.",
                say("`{line}`{을} 다른 칸에 따로 적어 실행해요.", line=line.strip()),
            )
        if found := re.match(r"\s*!\s*(docker|lab|ssh|curl|ls|cat)\b", line):
            return _explanation(
                "mark-in-bash",
                say("`%%bash` 칸에서는 `{name}` 앞에 `!`를 붙이지 않아요.", name=found[1]),
                "`!`는 파이썬 칸에서 셸 명령을 한 줄만 실행할 때 써요."
                " 첫 줄이 `%%bash`인 칸은 모든 줄이 이미 셸 명령이에요.",
                "그 줄 맨 앞의 `!`를 지우고 다시 실행해요.",
            )
    return None


def _lost(command: str, *, folder: bool) -> Explanation:
    return _explanation(
        "shell-of-its-own",
        say("`!{line}`{은} 그 한 줄에서만 듣고 끝났어요.", line=command),
        "`!`가 붙은 줄은 저마다 새 셸에서 실행되고, 그 셸은 줄이 끝나면 사라져요. 옮긴 폴더나 정한 값도 함께 사라져요.",
        "`%cd 폴더`라고 적으면 이 노트북의 폴더가 바뀌어요." if folder else "값을 쓰는 명령과 같은 칸에 적어요.",
        "여러 줄을 함께 실행하려면 첫 줄에 `%%bash`를 적고 그 아래에 함께 적어요.",
    )


def _of_magic(cell: str) -> Explanation | None:
    """Return what is wrong with the line that makes a cell one of commands."""
    lines = cell.strip().splitlines()
    if not lines:
        return None
    first = lines[0].strip()
    if re.match(r"%%(?:bash|sh)(?:\s|$)", first):
        rest = first.partition(" ")[2].strip()
        if len(lines) > 1 and any(line.strip() for line in lines[1:]) and not rest:
            return None
        return _explanation(
            "bash-alone",
            "`%%bash` 아래에 실행할 명령이 없어요.",
            "`%%bash`는 첫 줄에 혼자 적고, 명령은 다음 줄부터 적어요."
            + (say(" 같은 줄에 적은 `{rest}`{은} 명령으로 읽히지 않아요.", rest=rest) if rest else ""),
            say("`{rest}`{을} 다음 줄로 옮겨 다시 실행해요.", rest=rest)
            if rest
            else "다음 줄에 명령을 적어 다시 실행해요.",
        )
    found = re.match(r"%\s*%?\s*!?\s*([A-Za-z][\w-]*)[:;.]?", first)
    return (_wrong_first(found[0], found[1], first) if found else None) or _above(lines)


def _above(lines: list[str]) -> Explanation | None:
    """Return what stands above `%%bash`."""
    for line in lines[1:]:
        if re.match(r"\s*%%\s*(?:bash|sh)\b", line):
            comment = lines[0].startswith("#")
            return _explanation(
                "above-bash",
                "`%%bash`가 칸의 첫 줄이 아니에요.",
                "`%%bash`는 칸의 맨 첫 줄에 있어야 그 아래를 셸이 읽어요."
                + (" 설명을 적은 줄이라도 위에 있으면" if comment else " 위에 다른 줄이 있으면")
                + " 파이썬이 칸 전체를 읽다가 멈춰요.",
                "설명은 `%%bash` 아래로 옮겨요. 셸에서도 `#`으로 시작하는 줄은 실행하지 않아요."
                if comment
                else "`%%bash`부터 칸 끝까지를 다른 칸으로 옮기거나, 위에 있는 줄을 다른 칸으로 옮겨요.",
            )
    return None


def _wrong_first(written: str, word: str, line: str) -> Explanation | None:
    """Return what a first line with `%` was to be."""
    if word.lower() in ("bash", "sh", "shell", "cmd", "bsh", "bahs", "bassh") or nearest(word, ("bash",), 0.7):
        return _explanation(
            "bash-written",
            say("첫 줄의 `{written}`{은} `%%bash`로 적어야 해요.", written=written),
            "셸 명령이 든 칸은 첫 줄이 `%%bash`예요. `%`가 두 개이고, 빈칸이 없고, 모두 소문자예요.",
            "첫 줄을 `%%bash`로 고쳐 다시 실행해요.",
        )
    if word in _PROGRAMS - {"cd", "ls", "cat", "cp", "mv", "rm", "mkdir", "rmdir", "pip3"}:
        return _of_command(line.lstrip("% !"), line)
    return None


def _of_line(cell: str, error: BaseException, names: Mapping[str, object]) -> Explanation | None:
    """Return what is wrong with the line at which Python stopped."""
    if not isinstance(error, SyntaxError | NameError | AttributeError | TypeError):
        return None
    for line in _suspects(cell, error):
        if explanation := _of_name(getattr(error, "name", ""), line) if isinstance(error, NameError) else None:
            return explanation
        if explanation := _of_function(line, error, names) or _as_command(line, error):
            return explanation
    return None


def _suspects(cell: str, error: BaseException) -> Iterator[str]:
    """Yield the lines that an error is of: the one that Python names, or those that it ran."""
    lines = cell.splitlines()
    if isinstance(error, SyntaxError):
        place = (error.lineno or 1) - 1
        while 0 < place < len(lines) and lines[place - 1].rstrip().endswith("\\"):
            place -= 1
        yield from lines[place : place + 1] or lines[:1]
        return
    trace = error.__traceback__
    while trace and trace.tb_frame.f_code.co_name != "<module>":
        trace = trace.tb_next
    yield from lines[trace.tb_lineno - 1 : trace.tb_lineno] if trace else lines


def _as_command(line: str, error: BaseException) -> Explanation | None:
    """Return what is to be said where a line is a shell's command, a Dockerfile's instruction or a prompt with one."""
    stripped = mistypings.plain(line).strip()
    bare = _PROMPT.sub("", stripped)
    typed = _COMMAND.fullmatch(bare)
    if typed is None:
        return None
    word, rest = typed[1], typed[2] or ""
    if isinstance(error, NameError) and not rest and word not in _PROGRAMS:
        return None
    if word in _INSTRUCTIONS and rest and isinstance(error, SyntaxError):
        return _of_instruction(bare)
    meant = english(word) if HANGUL.search(word) else word.lower()
    if meant not in _PROGRAMS and not (meant.startswith("do") and nearest(meant, ("docker",), 0.7)):
        return None
    return _of_command(bare, stripped)


def _of_instruction(line: str) -> Explanation:
    return _explanation(
        "instruction-in-cell",
        say("`{line}`{은} Dockerfile에 적는 줄이에요. 칸은 이것을 파이썬으로 읽어요.", line=_short(line)),
        "Dockerfile의 줄은 파일에 적어 두고 `docker build`가 읽게 해요.",
        "칸의 첫 줄에 `%%writefile Dockerfile`을 적으면 그 아래가 `Dockerfile`이라는 파일로 저장돼요.",
    )


def _of_command(command: str, line: str) -> Explanation:
    """Say that a cell reads Python, and how a command is run."""
    command = command.splitlines()[0].rstrip("\\ ")
    steps = [_OWN_LINE]
    if command != line and not line.startswith("%"):
        prompt = line[: -len(command)].strip()
        steps.append(say("줄 앞의 `{prompt}`{은} 프롬프트예요. 복사할 때 빼고 명령만 적어요.", prompt=prompt))
    if command.startswith("sudo "):
        command = command.removeprefix("sudo ").strip()
        steps.append("실습실에서는 `sudo`가 필요 없어요. 빼고 적어요.")
    if HANGUL.search(command):
        steps.append("한글 자판으로 쳤어요. 한/영 키를 눌러 영문 자판으로 바꿔요.")
    if re.match(r"docker\s+(?:run|exec)\s.*-(?:it|ti)\b", command):
        steps.append("`-it`로 컨테이너 안에서 글자를 치려면 칸이 아니라 `터미널`에서 실행해요.")
    return _explanation(
        "command-in-cell",
        say("`{line}`{은} 셸 명령인데, 이 칸은 파이썬으로 읽혔어요.", line=_short(command)),
        "노트북의 칸은 따로 적지 않으면 파이썬으로 실행돼요. 그래서 파이썬이 명령을 알아듣지 못하고 멈췄어요.",
        *steps,
    )


def _of_name(name: str, line: str) -> Explanation | None:
    """Return what is to be said of a name that is not defined."""
    typed = english(name) if HANGUL.search(name) else name
    if name in FUNCTIONS:
        return _explanation(
            "not-imported",
            say("`{name}`{이라는} 이름이 이 노트북에 아직 없어요.", name=name),
            "이 과정의 함수는 불러온 다음에 쓸 수 있어요. 커널을 다시 시작했거나 불러오는 칸을 건너뛰면 이렇게 돼요.",
            "맨 위에 있는 `from helpers import …` 칸을 먼저 실행한 다음 이 칸을 다시 실행해요.",
            "그런 칸이 없으면 `from helpers import *`를 실행해요.",
        )
    if not re.match(rf"\s*{re.escape(name)}\s*(?:\(.*\)\s*$|$)", unicodedata.normalize("NFKC", line)):
        return None
    meant = typed if typed in FUNCTIONS else nearest(typed.lower(), FUNCTIONS, 0.75)
    if not meant:
        return None
    why = "이 과정의 함수 이름은 모두 소문자예요." if name.lower() == meant else ""
    return _explanation(
        "function-mistyped",
        say("`{name}`{이라는} 함수는 없어요. `{meant}`{을} 쓰려던 것 같아요.", name=name, meant=meant),
        "한글 자판으로 친 글자예요." if typed != name else why,
        say("`{name}`{을} `{meant}`{으로} 고쳐 다시 실행해요.", name=name, meant=meant),
    )


def _of_function(line: str, error: BaseException, names: Mapping[str, object]) -> Explanation | None:
    """Return what is wrong with how one of the course's functions is called."""
    called = _CALLED.match(line)
    if called is None or called[1] not in FUNCTIONS or _is_call(line) or not callable(names.get(called[1], print)):
        return None
    name = called[1]
    exercise = _EXERCISE.search(line[called.end(1) :])
    right = f'{name}("{exercise[1]}")' if exercise else f'{name}("연습.이름")' if name in _NAMED else f"{name}()"
    letter = odd(line)
    if letter:
        what = say("`{letter}`{은} 키보드로 친 글자와 닮았지만 다른 글자예요.", letter=letter)
        why = "문서나 메신저에서 복사하면 따옴표나 괄호가 모양만 닮은 글자로 바뀌어 있을 때가 많아요."
    elif line[:1].isspace() and isinstance(error, IndentationError):
        what, why, right = "줄 앞에 빈칸이 있어요.", "파이썬에서는 줄 앞의 빈칸에도 뜻이 있어요.", line.strip()
    elif line.count("'") % 2 or line.count('"') % 2 or line.count("(") != line.count(")"):
        what, why = "따옴표나 괄호의 짝이 맞지 않아요.", "열 때와 같은 따옴표로 닫고, 괄호도 닫아야 해요."
    else:
        what = say("`{name}`에 적은 이름이 따옴표와 괄호로 싸여 있지 않아요.", name=name)
        why = "따옴표가 없으면 파이썬은 그것을 글자가 아니라 변수나 함수의 이름으로 읽어요."
    return _explanation("function-called", what, why, say("`{right}`처럼 적어 다시 실행해요.", right=right))


def _is_call(line: str) -> bool:
    """Return whether a line calls a function with nothing but plain values, as it should."""
    try:
        (statement,) = ast.parse(line).body
        call = getattr(statement, "value", None)
        return isinstance(call, ast.Call) and all(isinstance(value, ast.Constant) for value in call.args)
    except (SyntaxError, ValueError):
        return False


def _short(line: str) -> str:
    return line if len(line) <= 60 else line[:59] + "…"  # noqa: PLR2004 - as long as render names a command


def _explanation(name: str, what: str, why: str, *do: str) -> Explanation:
    return Explanation(id=name, what=what, why=why, next=do)
