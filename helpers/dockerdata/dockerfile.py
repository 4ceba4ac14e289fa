"""Read a Dockerfile as BuildKit does (parser directives, continued lines, flags, here-documents), and `.dockerignore`.

Forgiving: what BuildKit refuses is read as far as it goes. The facts are those of Docker's Dockerfile reference
("Parser directives", "Here-documents"), and were tried on an engine.
"""

from __future__ import annotations

import json
import posixpath
import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

INSTRUCTIONS = frozenset(
    "ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME "
    "WORKDIR".split()
)
_DIRECTIVES = frozenset({"check", "escape", "syntax"})
_DIRECTIVE = re.compile(r"#\s*([a-zA-Z][a-zA-Z0-9]*)\s*=\s*(.+?)\s*")
_WORD = re.compile(r"""(?:[^\s"'\\]|\\(?:.|$)|"(?:[^"\\]|\\.)*"|'[^']*')+""")
_FLAG = re.compile(r"""--([a-z][\w-]*)(?:=((?:[^\s"'\\]|\\.|"[^"]*"|'[^']*')*))?(?:\s+|$)""")
_HEREDOC = re.compile(r"\d*<<-?[^<]+")
_VARIABLE = re.compile(r"\$(?:(\w+)|\{(\w+)(?::[-+]([^}]*))?\})")
_TAKES_HEREDOCS = re.compile(r"(?:ONBUILD\s+)?(?:ADD|COPY|RUN)\b", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Heredoc:
    """One here-document: the word that ends it, and its lines."""

    name: str
    content: str


@dataclass(frozen=True, kw_only=True)
class Instruction:
    """One instruction: its name in upper case (`RUN`), its flags by name, and what follows them on one line.

    `flags` maps `from` of `--from=build` to its values in order, empty for one without a value.
    """

    name: str
    argument: str
    flags: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    heredocs: tuple[Heredoc, ...] = ()

    @property
    def exec_form(self) -> tuple[str, ...] | None:
        """Return the words of the exec form (`["sh", "-c"]`); None for the shell form."""
        try:
            words = json.loads(self.argument) if self.argument.startswith("[") else None
        except ValueError:
            return None
        if isinstance(words, list) and all(isinstance(word, str) for word in words):
            return tuple(words)
        return None

    @property
    def words(self) -> tuple[str, ...]:
        """Return the words of either form."""
        return self.exec_form or tuple(self.argument.split())

    @property
    def script(self) -> str:
        """Return what is run or given, on one line: the argument, with the lines of a RUN's here-documents."""
        bodies = self.heredocs if self.name == "RUN" else ()
        return "; ".join([self.argument, *(line for body in bodies for line in body.content.splitlines())])

    def copies(self) -> tuple[tuple[str, ...], str]:
        """Return what COPY or ADD takes from the build context, and where to; nothing where it names another stage."""
        *sources, target = self.words or ("",)
        if not sources or "from" in self.flags:
            return (), ""
        return tuple(word for word in sources if "://" not in word and not _HEREDOC.fullmatch(word)), target


def parse(text: str) -> tuple[Instruction, ...]:
    """Return the instructions of a Dockerfile, without comments and with continued lines joined."""
    lines = [line.rstrip("\r") for line in text.removeprefix("\ufeff").split("\n")]
    continued = re.compile(rf"(?<!{(escape := re.escape(_escape(lines)))}){escape}[ \t]*$")
    rest = iter(lines)
    whole = (_joined(line, rest, continued).strip() for line in rest)
    return tuple(_instruction(line, rest) for line in whole if line)


def _escape(lines: Iterable[str]) -> str:
    """Return the character that continues a line: directives stand at the very top, before any other line."""
    for line in lines:
        found = _DIRECTIVE.fullmatch(line.strip())
        if not found or found[1].lower() not in _DIRECTIVES:
            break
        if found[1].lower() == "escape":
            return found[2]
    return "\\"


def _joined(line: str, rest: Iterator[str], continued: re.Pattern[str]) -> str:
    """Return a line with those that continue it; comments and empty lines between them do not end it."""
    text, going = _cut("" if _is_comment(line) else line, continued)
    while going and (following := next(rest, None)) is not None:
        if not following.strip() or _is_comment(following):
            continue
        more, going = _cut(following, continued)
        apart = text[-1:].isspace() or more[:1].isspace()
        text = f"{text.rstrip()} {more.lstrip()}" if apart else text + more
    return text


def _cut(line: str, continued: re.Pattern[str]) -> tuple[str, bool]:
    end = continued.search(line)
    return (line[: end.start()], True) if end else (line, False)


def _is_comment(line: str) -> bool:
    return line.lstrip().startswith("#")


def _instruction(line: str, rest: Iterator[str]) -> Instruction:
    """Read one instruction, and from `rest` the lines of its here-documents."""
    name, *others = line.split(maxsplit=1)
    argument, flags = others[0] if others else "", dict[str, tuple[str, ...]]()
    while found := _FLAG.match(argument):
        flags[found[1]] = (*flags.get(found[1], ()), re.sub("[\"']", "", found[2] or ""))
        argument = argument[found.end() :]
    read = Instruction(name=name.upper(), argument=re.sub(r"^--\s+", "", argument), flags=flags)
    if _TAKES_HEREDOCS.match(line) and read.exec_form is None:
        return replace(read, heredocs=tuple(_heredoc(word, rest) for word in _begun(read.argument)))
    return read


def _begun(argument: str) -> list[str]:
    """Return the words that begin here-documents; a quote that is never closed makes all of it plain text."""
    words = [] if _WORD.sub("", argument).strip() else _WORD.findall(argument)
    return [word for word in words if _HEREDOC.fullmatch(word)]


def _heredoc(word: str, rest: Iterator[str]) -> Heredoc:
    """Read the lines up to the one that `word` (`<<-"EOF"`) names; after `<<-` tabs at their beginning go."""
    _, dash, quoted = re.split("<<(-?)", word)
    name = re.sub(r"[\"']|\\(?=.)", "", quoted)
    lines = (line.lstrip("\t") if dash else line for line in rest)
    return Heredoc(name=name, content="".join(f"{line}\n" for line in iter(lambda: next(lines, name), name)))


def base(instructions: Iterable[Instruction]) -> str:
    """Return the image that the last stage begins with, stages and ARGs filled in; empty where there is no FROM."""
    values, stages, last = dict[str, str](), dict[str, str](), ""
    for item in instructions:
        if item.name == "ARG" and not stages and not last:
            name, _, value = item.argument.partition("=")
            values[name.strip()] = value.strip().strip("'\"")
        elif item.name == "FROM" and item.words:
            name, *alias = item.words
            named = _VARIABLE.sub(lambda found: values.get(found[1] or found[2], "") or found[3] or "", name)
            last = stages.get(named.lower(), named)
            stages |= {alias[1].lower(): last} if len(alias) > 1 else {}
    return last


def reached(instructions: Iterable[Instruction]) -> tuple[Instruction, ...]:
    """Return the instructions of the last stage and of those that it takes from; BuildKit leaves the others out."""
    stages: list[list[Instruction]] = []
    numbers: dict[str, int] = {}
    for item in instructions:
        if item.name == "FROM":
            names = (str(len(stages)), *(word.lower() for word in item.words[2:]))
            numbers |= dict.fromkeys(names, len(stages))
            stages.append([])
        if stages:
            stages[-1].append(item)
    wanted = {len(stages) - 1}
    for number in range(len(stages) - 1, -1, -1):  # a stage only takes from those above it
        if number in wanted:
            wanted |= {numbers[name] for item in stages[number] for name in _taken_from(item) if name in numbers}
    return tuple(item for number, stage in enumerate(stages) if number in wanted for item in stage)


def _taken_from(item: Instruction) -> list[str]:
    """Return the stages or images that an instruction names."""
    mounted = [
        part.partition("=")[2]
        for mount in item.flags.get("mount", ())
        for part in mount.split(",")
        if part.startswith("from=")
    ]
    begun = item.words[:1] if item.name == "FROM" else ()
    return [name.lower() for name in (*begun, *item.flags.get("from", ()), *mounted)]


def has(instructions: Iterable[Instruction], name: str, pattern: str = "") -> bool:
    """Return whether an instruction of that name says what matches `pattern` (regex, anywhere)."""
    return any(item.name == name and re.search(pattern, item.script) for item in instructions)


def count(instructions: Iterable[Instruction], name: str) -> int:
    """Return how many instructions of that name there are."""
    return sum(item.name == name for item in instructions)


def within(source: str) -> str:
    """Return a source as a path from the context: `./a/../b` and `/b` are `b`, and `../b` stays as it is."""
    return posixpath.normpath(source.lstrip("/") or ".")


def excluded_by(path: str, lines: Iterable[str]) -> str:
    """Return the line of .dockerignore that keeps a path out of the context; empty where none does."""
    found = ""
    for line in lines:
        pattern = line.strip()
        if not pattern or pattern.startswith("#"):
            continue
        back = pattern.startswith("!")
        if _pattern(within(pattern.removeprefix("!").strip())).match(path):
            found = "" if back else pattern
    return found


def _pattern(glob: str) -> re.Pattern[str]:
    """Compile a .dockerignore pattern: `*` stays within a folder, `**` does not; what is below a match matches too."""
    parts = re.split(r"(\*\*/|\*\*|\*|\?|\[[^\]]*\])", glob)
    known = {"**/": "(?:.*/)?", "**": ".*", "*": "[^/]*", "?": "[^/]"}
    spelled = (part if part.startswith("[") else known.get(part) or re.escape(part) for part in parts)
    return re.compile("".join(spelled) + "(?:/.*)?$")
