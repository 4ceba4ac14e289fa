"""The command line of `./lab`: what may be typed, whom it is handed to, and how a failure is told.

Knows arguments, exit codes and where the details of an unforeseen error may lie. What a command does is in `commands`,
how the learner's own commands are typed in `helpers.ui.cli`.
"""

from __future__ import annotations

import argparse
import errno
import json
import os
import platform
import signal
import sys
import tempfile
import traceback
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

from helpers.host import commands, errors, kit, process, settings, terminal
from helpers.host.classroom import commands as class_commands
from helpers.host.errors import LabError
from helpers.host.settings import ROOT
from helpers.host.suite import STEPS
from helpers.text.arguments import Parser

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

LEARNERS = ROOT / "helpers" / "ui" / "commands.json"
FAULT_LOG = ROOT / ".lab" / "log" / "fault.log"


def run(arguments: Sequence[str]) -> NoReturn:
    """Be the program: run one command and exit, with whatever standard streams there are, and never by a traceback."""
    terminal.open_closed()
    sys.stdout, sys.stderr = terminal.patient(sys.stdout), terminal.patient(sys.stderr)
    try:
        code = main(arguments)
    except KeyboardInterrupt:  # while main was about to end
        code = _stopped()
    for stream in (sys.stdout, sys.stderr):
        stream.flush()
    lost = getattr(sys.stdout, "lost", None)
    if code == 0 and lost is not None and lost.errno == errno.ENOSPC:
        code = _tell(errors.disk_full_at("출력"))
    sys.exit(code)


def main(arguments: Sequence[str]) -> int:
    """Run one command of `./lab` and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        terminal.prepare(stream)
    os.environ.pop("DOCKER_DEFAULT_PLATFORM", None)  # the lab is of the engine's own processor, whatever others run
    try:
        signal.signal(signal.SIGTERM, _interrupt)
        signal.signal(signal.SIGINT, _interrupt)  # a shell that starts us in the background would have it ignored
        return _dispatch(list(arguments))
    except LabError as error:
        return _tell(error)
    except (KeyboardInterrupt, process.Interrupted):
        return _stopped()
    except OSError as error:
        return _tell(errors.of_system(error))
    except Exception as error:  # noqa: BLE001 - whatever nobody foresaw: told in a sentence, the rest in a file
        return _tell(_unforeseen(error))
    finally:
        _ignore_signals()
        process.stop_children()


def learners_commands() -> Mapping[str, str]:
    """Return the names of the learner's commands that `./lab` passes on, and what each is for."""
    return dict(json.loads(LEARNERS.read_text(encoding="utf-8"))["everywhere"])


def parser() -> Parser:
    """Return the parser of all commands; of the learner's, which are passed on, it knows the names alone."""
    top = Parser(prog=terminal.COMMAND, description="도커 실습실")
    words = top.add_subparsers(dest="command", required=True, metavar="명령")
    _add_lab(words)
    _add_kit(words.add_parser("kit", help="이미지를 파일 하나에 담거나 불러옵니다. 네트워크 없는 곳에 씁니다"))
    shell = words.add_parser("sh", help="실습실 안의 셸을 열거나 명령 하나를 실행합니다")
    shell.add_argument("words", nargs=argparse.REMAINDER, metavar="명령")
    shell.set_defaults(run=commands.shell)
    certificate = words.add_parser("certificate", help="강의를 마친 사람의 수료증을 만듭니다")
    certificate.add_argument("name", nargs="?", default="", metavar="이름", help="수료증에 쓸 이름")
    certificate.set_defaults(run=commands.certify)
    verify = words.add_parser("verify", help="수료증이 바뀌지 않았는지 확인합니다")
    verify.add_argument("file", type=Path, metavar="파일")
    verify.set_defaults(run=commands.verify)
    for name, meaning in learners_commands().items():
        words.add_parser(name, help=meaning)
    _add_class(words.add_parser("class", help="한 서버에서 반 전체가 씁니다"))
    _add_author(words)
    return top


def _dispatch(words: list[str]) -> int:
    """Pass a learner's command on as it was typed; parse any other and run it."""
    if words and words[0] in learners_commands():
        return commands.learner(words)
    options = parser().parse_args(words)
    return int(options.run(options))


def _add_lab(words: argparse._SubParsersAction[Parser]) -> None:
    """Add the commands of the lab's life."""
    start = words.add_parser("start", help="실습실을 켜고 브라우저로 엽니다")
    start.add_argument("--no-browser", action="store_true", help="브라우저를 열지 않습니다")
    start.add_argument("--port", type=_port, help="이 포트만 씁니다")
    rights = start.add_mutually_exclusive_group()
    rights.add_argument(
        "--allow-privileged",
        action="store_true",
        help="특권 없이 안 될 때 특권 컨테이너를 씁니다. 그 안에서는 이 컴퓨터의 root가 될 수 있습니다. "
        "혼자 쓰는 내 컴퓨터에서만 쓰세요",
    )
    rights.add_argument("--no-privileged", action="store_true", help="특권 컨테이너를 그만 쓰고 특권 없이 켭니다")
    start.add_argument("--learner", metavar="이름", help="종합 과제의 값을 정하는 배우는 사람의 이름")
    start.add_argument("--secret", metavar="말", help="반마다 다른 값을 주는 말. 강사가 정합니다")
    start.set_defaults(run=commands.start)

    words.add_parser("stop", help="실습실을 끕니다. 모두 그대로 남습니다").set_defaults(run=commands.stop)

    destroy = words.add_parser("destroy", help="실습실을 지웁니다. work/는 남습니다")
    destroy.add_argument("--yes", action="store_true", help="묻지 않고 지웁니다")
    destroy.add_argument("--images", action="store_true", help="실습실의 이미지도 지웁니다")
    destroy.set_defaults(run=commands.destroy)

    words.add_parser("doctor", help="이 컴퓨터에 무엇이 모자란지 봅니다").set_defaults(run=commands.doctor)


def _add_kit(parent: Parser) -> None:
    """Add the two directions of a kit."""
    ways = parent.add_subparsers(required=True, metavar="방향")
    for name, meaning, action in (
        ("save", "이미지를 파일에 담습니다", commands.kit_save),
        ("load", "파일에서 이미지를 불러옵니다", commands.kit_load),
    ):
        way = ways.add_parser(name, help=meaning)
        way.add_argument("file", type=Path, metavar="파일")
        if name == "load":
            way.add_argument("--sha256", type=_digest, metavar="값", help="파일의 SHA-256이 이 값일 때만 불러옵니다")
        way.set_defaults(run=action)


def _add_class(parent: Parser) -> None:
    """Add the commands of a class."""
    words = parent.add_subparsers(required=True, metavar="할 일")
    start = words.add_parser("start", help="반을 엽니다")
    start.add_argument("--learners", type=Path, metavar="표", help="아이디와 이름이 있는 CSV 파일")
    start.add_argument("--open", action=argparse.BooleanOptionalAction, help="누구나 계정을 만들 수 있습니다")
    start.add_argument("--teacher", metavar="아이디", help="선생님의 계정. JupyterHub를 관리할 수 있습니다")
    start.add_argument("--prestart", action="store_true", help="모두의 실습실을 미리 켜 둡니다")
    start.add_argument("--port", type=_port, help="이 포트를 씁니다 (처음에는 8000)")
    start.add_argument("--address", metavar="주소", help="이 서버의 이 IP 주소에서만 받습니다 (처음에는 모두)")
    start.add_argument("--name", metavar="이름", help="배우는 사람이 브라우저에 쓰는 이 서버의 이름")
    start.add_argument("--secret", metavar="말", help="반마다 다른 값을 주는 말")
    start.add_argument(
        "--idle", type=_positive, metavar="초", help="쓰지 않는 실습실을 끌 때까지의 시간 (처음에는 3600)"
    )
    start.add_argument("--certificate", type=Path, metavar="파일", help="이 서버의 인증서 (PEM)")
    start.add_argument("--key", type=Path, metavar="파일", help="그 인증서의 키 (PEM)")
    start.add_argument("--config", type=Path, metavar="파일", help="JupyterHub의 설정. 학교 계정(OAuth, LTI)에 씁니다")
    start.set_defaults(run=class_commands.start)
    words.add_parser("status", help="누구의 실습실이 켜져 있는지 봅니다").set_defaults(run=class_commands.status)
    words.add_parser("stop", help="반을 닫습니다. 모두 그대로 남습니다").set_defaults(run=class_commands.stop)
    add = words.add_parser("add", help="계정을 더합니다")
    add.add_argument("names", nargs="+", metavar="아이디")
    add.set_defaults(run=class_commands.add)
    reset = words.add_parser("reset", help="한 사람의 실습실을 새로 만듭니다. 그 사람의 파일은 남습니다")
    reset.add_argument("name", metavar="아이디")
    reset.set_defaults(run=class_commands.reset)
    collect = words.add_parser("collect", help="모두의 연습 노트북을 채점할 곳에 모읍니다")
    collect.add_argument("chapter", metavar="장")
    collect.set_defaults(run=class_commands.collect)
    give = words.add_parser("give", help="파일 하나를 모두의 work/에 넣습니다")
    give.add_argument("file", type=Path, metavar="파일")
    give.set_defaults(run=class_commands.give)
    destroy = words.add_parser("destroy", help="반을 지웁니다. 모두의 파일도 지워집니다")
    destroy.add_argument("--yes", action="store_true", help="묻지 않고 지웁니다")
    destroy.set_defaults(run=class_commands.destroy)


def _add_author(words: argparse._SubParsersAction[Parser]) -> None:
    """Add the commands of those who teach and write the course."""
    grade = words.add_parser("grade", help="모은 노트북을 채점합니다")
    grade.add_argument("chapter", metavar="장")
    grade.add_argument(
        "--student", action="append", metavar="이름", help="이 사람만 채점합니다. 여러 번 쓸 수 있습니다"
    )
    grade.add_argument("--jobs", type=_positive, metavar="수", help="한 번에 켤 채점용 실습실의 수")
    grade.add_argument("--seconds", type=_positive, default=300, metavar="초", help="한 칸이 걸릴 수 있는 시간 (300)")
    grade.add_argument("--again", action="store_true", help="이미 채점한 노트북도 다시 채점합니다")
    grade.set_defaults(run=commands.grade)

    test = words.add_parser("test", help="전체를 시험합니다")
    test.add_argument("--only", nargs="+", choices=STEPS, metavar="단계", help=", ".join(STEPS))
    test.add_argument("--keep", action="store_true", help="시험용 실습실을 남겨 둡니다")
    test.add_argument("-k", dest="expression", help="이 말에 맞는 시험만 합니다 (pytest -k)")
    test.add_argument(
        "--changed",
        action="store_true",
        help="바꾼 것이 닿는 시험만 합니다. 업스트림 브랜치에서 갈라진 뒤에 바뀐 파일을 봅니다. "
        "업스트림이 없으면 마지막 커밋 뒤에 바뀐 파일을 봅니다",
    )
    test.set_defaults(run=commands.test)

    build = words.add_parser("build", help="notebooks/, exercises/, solutions/를 만듭니다")
    build.add_argument("chapters", nargs="*", metavar="장")
    build.add_argument("--check", action="store_true", help="만들지 않고 어긋난 것을 찾습니다")
    build.add_argument("--only", metavar="ID", help="연습 문제 하나만 실행해 만듭니다. 본문은 실행하지 않습니다")
    build.add_argument("--no-run", action="store_true", help="실행하지 않고 만듭니다. 출력은 있던 것을 둡니다")
    build.set_defaults(run=commands.build)

    _add_writing(words)

    bench = words.add_parser("bench", help="빠르기를 잽니다")
    bench.add_argument("names", nargs="*", metavar="이름", help="잴 것. 없으면 오래 걸리는 것을 빼고 모두")
    bench.add_argument("--json", action="store_true")
    bench.add_argument("--rounds", type=int)
    bench.set_defaults(run=commands.bench)


def _add_writing(words: argparse._SubParsersAction[Parser]) -> None:
    """Add the commands of those who write exercises and rules."""
    prove = words.add_parser("prove", help="연습 문제가 제대로 짜였는지 시험용 실습실에서 증명합니다")
    which = prove.add_mutually_exclusive_group(required=True)
    which.add_argument("names", nargs="*", default=[], metavar="ID", help="연습 문제 (예: images.first)나 장")
    which.add_argument("--stop", action="store_true", help="켜 둔 시험용 실습실을 지웁니다")
    prove.add_argument("--only", choices=commands.PROOFS, help="풀이, 다른 풀이, 실수, 변형 가운데 하나만")
    prove.set_defaults(run=commands.prove)

    new = words.add_parser("new", help="연습 문제나 코치 규칙의 초안을 씁니다")
    new.add_argument("kind", choices=commands.DRAFTS, metavar="종류", help="exercise(연습 문제), rule(코치 규칙)")
    new.add_argument("name", metavar="이름", help="images.copy-twice, no-network")
    new.set_defaults(run=commands.new)


def _port(text: str) -> int:
    if not text.isdecimal() or not 1 <= int(text) <= settings.LAST_PORT:
        raise argparse.ArgumentTypeError("1에서 65535 사이의 수를 주세요.")
    return int(text)


def _positive(text: str) -> int:
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError("1보다 작지 않은 수를 주세요.")
    return int(text)


def _digest(text: str) -> str:
    if not kit.is_digest(text):
        raise argparse.ArgumentTypeError("./lab kit save가 알려 준 16진수 64자리를 주세요.")
    return text.lower()


def _tell(error: LabError) -> int:
    sys.stderr.write(terminal.spoken(f"\n{error.cause}\n→ {error.remedy}\n"))
    return error.code


def _stopped() -> int:
    _ignore_signals()
    sys.stderr.write("\n멈췄습니다. 같은 명령을 다시 실행하면 이어서 합니다.\n")
    return errors.INTERRUPTED


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt


def _ignore_signals() -> None:
    """Let nobody interrupt the end: the children are being stopped already."""
    for name in (signal.SIGTERM, signal.SIGINT):
        signal.signal(name, signal.SIG_IGN)


def _unforeseen(error: Exception) -> LabError:
    """Write the details of `error` where there is room for them, and return what to say."""
    details = "".join(traceback.format_exception(error))
    text = f"{sys.argv}\nPython {platform.python_version()}, {platform.platform()}\n{details}"
    reason = f"{type(error).__name__}: {error}".splitlines()[0]
    return errors.our_fault(reason, _written(text) or "쓸 수 있는 디스크가 없어 남기지 못했습니다")


def _written(text: str) -> str:
    """Write `text` and return the file that has it; empty where none could be written."""
    try:
        FAULT_LOG.parent.mkdir(parents=True, exist_ok=True)
        FAULT_LOG.write_text(text, encoding="utf-8", errors="replace")
    except OSError:
        return _written_elsewhere(text)
    return str(FAULT_LOG)


def _written_elsewhere(text: str) -> str:
    """Write `text` into the system's folder for temporary files."""
    try:
        number, name = tempfile.mkstemp(prefix="docker-lab-", suffix=".log")
        with os.fdopen(number, "w", encoding="utf-8", errors="replace") as file:
            file.write(text)
    except OSError:
        return ""
    return str(Path(name))
