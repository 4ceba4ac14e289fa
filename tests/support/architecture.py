"""Draw the rooms of helpers/ into docs/ARCHITECTURE.md, and read the trips that the page describes.

    .lab/dev-venv/bin/python -m tests.support.architecture

writes the drawing between the page's two marks. The arrows are the imports that the code really has (grimp reads them).
"""

from __future__ import annotations

import ast
import re
import sys
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import grimp

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "ARCHITECTURE.md"
BEGIN, END = "<!-- rooms: python -m tests.support.architecture -->\n", "<!-- /rooms -->\n"
_TRIP = re.compile(r"^(?:`[^`]+` (?:→|⇒|⇢|↩) )+`[^`]+`$", re.MULTILINE)
_PART = re.compile(r"(→|⇒|⇢|↩)? ?`([^`]+)`")


@cache
def graph() -> grimp.ImportGraph:
    """Return who imports whom in helpers/."""
    return grimp.build_graph("helpers", cache_dir=None)


@cache
def rooms() -> Mapping[str, frozenset[str]]:
    """Return each room and the rooms that it imports."""
    names = {name.split(".")[1] for name in graph().modules if name.count(".") > 1}
    found: dict[str, set[str]] = {name: set() for name in names}
    for module in graph().modules:
        for other in graph().find_modules_directly_imported_by(module):
            one, two = (name.split(".")[1] if "." in name else "" for name in (module, other))
            if one in names and two in names and one != two:
                found[one].add(two)
    return {name: frozenset(others) for name, others in sorted(found.items())}


def floor(room: str) -> int:
    """Return how many rooms the longest way down from here goes through."""
    return 1 + max((floor(other) for other in rooms()[room]), default=0)


def arrows() -> Iterator[tuple[str, str]]:
    """Give the arrows of the drawing: one that a longer way implies is left out."""
    for room, others in rooms().items():
        for other in sorted(others):
            if not any(other in _below(between) for between in others - {other}):
                yield room, other


def _below(room: str) -> frozenset[str]:
    return rooms()[room].union(*(_below(other) for other in rooms()[room]))


def drawing() -> str:
    """Return the drawing as the page has it: a Mermaid diagram, and a table of all imports between rooms."""
    down = sorted(rooms(), key=lambda room: (-floor(room), room))
    count = sum(len(others) for others in rooms().values())
    drawn = "\n".join(f"    {one} --> {other}" for one, other in arrows())
    alone = "\n".join(f"    {room}" for room in down if not rooms()[room] and not _users(room))
    table = "\n".join(f"| {floor(room)} | `{room}` | {_listed(rooms()[room])} |" for room in down)
    return (
        f"```mermaid\nflowchart TB\n{drawn}\n{alone}\n```\n\n"
        f"방 {len(down)}개, 층 {max(map(floor, down))}개, 방 사이의 화살표 {count}개입니다. "
        "그림에서는 돌아서도 갈 수 있는 화살표를 뺐습니다.\n\n"
        f"| 층 | 방 | import하는 방 |\n|---|---|---|\n{table}\n"
    )


def _users(room: str) -> list[str]:
    return [name for name, others in rooms().items() if room in others]


def _listed(names: frozenset[str]) -> str:
    return ", ".join(f"`{name}`" for name in sorted(names)) or "없음"


def drawn(page: str) -> str:
    """Return the page's text with the drawing as the code has it now."""
    before, _, rest = page.partition(BEGIN)
    _, _, after = rest.partition(END)
    return f"{before}{BEGIN}\n{drawing()}\n{END}{after}"


@dataclass(frozen=True, kw_only=True)
class Arrow:
    """One arrow of a trip: its sign, where it begins and ends, and what the trip came through before."""

    sign: str
    begin: str
    end: str
    before: tuple[str, ...]

    def holds(self) -> bool:
        """Return whether the code has it.

        `→`: the left imports the right. `⇢`: the right imports the left, whose news it gets. `⇒`: the left's text names
        the right, which is another program. `↩`: the right is where the trip came from.
        """
        match self.sign:
            case "→":
                return _imports(self.begin, self.end)
            case "⇢":
                return _imports(self.end, self.begin)
            case "⇒":
                named = self.end.rpartition("/")[2].partition(".")[0] if "/" in self.end else f"helpers.{self.end}"
                return named in _text(self.begin)
            case _:
                return self.end in self.before


def _imports(one: str, other: str) -> bool:
    importer, imported = f"helpers.{one}", f"helpers.{other}"
    there = {importer, imported} <= graph().modules
    return there and graph().direct_import_exists(importer=importer, imported=imported)


def _text(place: str) -> str:
    file = ROOT / place
    return (file if file.is_file() else module_file(place)).read_text(encoding="utf-8")


def module_file(name: str) -> Path:
    """Return the file of the module `room.module`."""
    folder = ROOT / "helpers" / name.replace(".", "/")
    return folder / "__init__.py" if folder.is_dir() else folder.with_suffix(".py")


def trips(page: str) -> list[list[Arrow]]:
    """Return the trips of the page, each as its arrows."""
    return [list(_arrows(line)) for line in _TRIP.findall(page)]


def _arrows(line: str) -> Iterator[Arrow]:
    parts = _PART.findall(line)
    places = [place for _, place in parts]
    for number, (sign, place) in enumerate(parts[1:], 1):
        yield Arrow(sign=sign, begin=places[number - 1], end=place, before=tuple(places[: number - 1]))


def names(page: str) -> list[str]:
    """Return what the page names in backticks as `room.module` or `room.module.something`."""
    found = re.findall(r"`([a-z_]+(?:\.\w+)+)`", page)
    return [name for name in found if name.partition(".")[0] in rooms()]


def stands(name: str) -> bool:
    """Return whether `room.module`, or something at the top of that module, is there."""
    head, _, last = name.rpartition(".")
    if f"helpers.{name}" in graph().modules:
        return True
    if f"helpers.{head}" not in graph().modules:
        head, _, owner = head.rpartition(".")
        return f"helpers.{head}" in graph().modules and f"{owner}.{last}" in _defined(head)
    return last in _defined(head)


def _defined(module: str) -> set[str]:
    """Return what a module defines: functions, classes and their members (`Class.member`), and values."""
    found: set[str] = set()
    for node in ast.parse(module_file(module).read_text(encoding="utf-8")).body:
        found |= set(_named(node))
        if isinstance(node, ast.ClassDef):
            found |= {f"{node.name}.{name}" for inner in node.body for name in _named(inner)}
    return found


def _named(node: ast.stmt) -> Iterator[str]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
        yield node.name
    targets = node.targets if isinstance(node, ast.Assign) else [node.target] if isinstance(node, ast.AnnAssign) else []
    yield from (name.id for target in targets for name in ast.walk(target) if isinstance(name, ast.Name))


def main() -> int:
    """Write the drawing into the page."""
    PAGE.write_text(drawn(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
