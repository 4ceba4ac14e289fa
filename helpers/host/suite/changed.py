"""What a change can reach: for `./lab test --changed`, the files that changed and the steps and tests that read them.

`RULES` is the whole of it, read from the top: the first pattern that a file matches says the steps, each with pytest's
-k expression of what it runs there. Static checks and unit tests always run; of the latter, the rooms that a changed
room's names reach by imports. A file that no rule knows reaches everything.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from helpers.host import errors, process
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from pathlib import Path

ALL = ""
"""Everything of a step, as a -k expression."""
ALWAYS = {"static": ALL, "unit": ALL}
LABS = {"up": ALL, "notebooks": ALL, "lab": ALL}
RULES: tuple[tuple[str, Mapping[str, str]], ...] = (
    (r"tests/(lab|browser|host)/(test_\w+\.py)", {r"\1": r"\2"}),
    (r"tests/(lab|browser|host|notebooks)/conftest\.py", {r"\1": ALL}),
    (r"tests/host/attacks/.*", {"host": "test_marking.py"}),
    (r"tests/notebooks/unsolved/(\w+)\.ipynb", {"notebooks": r"-\1]"}),
    (r"tests/notebooks/.*", {"notebooks": ALL}),
    (r"tests/support/.*", {**LABS, "browser": ALL, "host": ALL}),
    (r"tests/(unit|js)/.*", {}),
    (r"notebooks/(\d+)-[^/]*\.ipynb", {"notebooks": r"[notebooks/\1-"}),
    (r"(exercises|solutions)/(\w+)/.*", {"notebooks": r"-\2] or test_release"}),
    (r"notebooks/.*", {"notebooks": ALL}),
    (r"helpers/course/(\w+)/\w+\.md", {"notebooks": r"-\1]"}),
    (r"helpers/course/(\w+)/.*", {"lab": r"[\1.", "notebooks": r"-\1]"}),
    (r"helpers/coach/.*", {"lab": "test_coach_", "notebooks": ALL, "browser": "test_coach"}),
    (r"helpers/ui/.*", {"lab": "not test_proofs.py and not test_coach_", "notebooks": ALL, "browser": ALL}),
    (r"helpers/grading/.*|nbgrader_config\.py", {"lab": "test_nbgrader.py", "host": "test_marking.py"}),
    (r"helpers/authoring/.*", {"lab": "test_contributing_page.py or test_proofs.py", "notebooks": ALL}),
    (r"helpers/host/.*|lab", {"host": ALL}),
    (r"helpers/.*", {"lab": ALL, "notebooks": ALL}),
    (r"compose.*\.yaml|images/(engine|registry|standins|sbom|common)/.*|images/.*\.crt", {**LABS, "host": ALL}),
    (r"images/.*|requirements/(?!dev).*", {**LABS, "browser": ALL, "host": ALL}),
    (r"requirements/dev\..*", {"host": ALL}),
    (r"docs/CONTRIBUTING\.md", {"lab": "test_contributing_page.py"}),
    (r"(docs|bench|\.ci)/.*|[^/]+\.md|LICENSE|\.[^/]+|environment\.yml|pyproject\.toml", {}),
)
_EVERYTHING = {**LABS, "browser": ALL, "host": ALL}
_EXERCISE = re.compile(r"helpers/course/(\w+)/(\w+)\.py")
_ROOM = re.compile(r"(?:helpers|tests/unit)/(\w+)/.*")
_IMPORT = re.compile(r"^\s*(?:from helpers import (\w+)|(?:from|import) helpers\.(\w+))", re.MULTILINE)


def files() -> list[str]:
    """Return what differs from the upstream branch where this one left it, or, without one, from the last commit.

    Files that git does not know yet count; those that it ignores do not. Raises LabError where git cannot say.
    """
    base = _git("merge-base", "HEAD", "@{upstream}") or ["HEAD"]
    changed = _git("-c", "core.quotePath=false", "diff", "--name-only", "--no-renames", base[0])
    unknown = _git("-c", "core.quotePath=false", "ls-files", "--others", "--exclude-standard")
    if changed is None or unknown is None:
        raise errors.no_repository(str(ROOT))
    return sorted({*changed, *unknown})


def reached(changed: Iterable[str]) -> dict[str, str]:
    """Return the steps that a change of these files can reach, each with its -k expression; no file, no step."""
    found: dict[str, set[str]] = {}
    for file in changed:
        for step, what in {**ALWAYS, **_of(file)}.items():
            found.setdefault(step, set()).add(what)
    return {step: ALL if ALL in whats else " or ".join(sorted(whats)) for step, whats in found.items()}


def both(what: str, expression: str | None) -> str:
    """Return the -k expression of what both name."""
    return f"({what}) and ({expression})" if what and expression else what or expression or ALL


def told(changed: Sequence[str], steps: Mapping[str, str]) -> str:
    """Return what is to be said of the steps that a change reaches."""
    lines = [f"  {step:<10} {what or '모두'}" for step, what in steps.items()]
    return "\n".join([f"바뀐 파일 {len(changed)}개가 닿는 시험:", *lines])


def unit_tests(changed: Iterable[str]) -> list[str]:
    """Return the folders of unit tests that a change of these files can reach, by the imports between rooms."""
    rooms = {match[1] if (match := _ROOM.fullmatch(file)) else "" for file in changed}
    whole = ROOT / "tests" / "unit"
    folders = {path.name for path in whole.iterdir() if path.is_dir() and any(path.glob("**/test_*.py"))}
    if not rooms <= folders:
        return ["tests/unit"]
    needs = {room: _imports(ROOT / "helpers" / room) for room in folders}
    while more := {room for room in needs.keys() - rooms if needs[room] & rooms}:
        rooms |= more
    tests = {room for room in folders if room in rooms or _imports(whole / room) & rooms}
    return [f"tests/unit/{name}" for name in (*sorted(tests), *sorted(file.name for file in whole.glob("test_*.py")))]


def _of(file: str) -> Mapping[str, str]:
    if alone := _exercise(file):
        return {"lab": f"[{alone}:", "notebooks": f"-{alone.partition('.')[0]}]"}
    for pattern, steps in RULES:
        if match := re.fullmatch(pattern, file):
            return {match.expand(step): match.expand(what) for step, what in steps.items()}
    return _EVERYTHING


def _exercise(file: str) -> str:
    """Return the id of the exercise that stands in a file for itself; empty where others take something from it."""
    match = _EXERCISE.fullmatch(file)
    if not match or not (ROOT / file).is_file():
        return ""
    chapter, name = match.groups()
    used = re.compile(rf"^from helpers\.course\.{chapter}(\.{name} import| import .*\b{name}\b)", re.MULTILINE)
    others = (ROOT / "helpers" / "course").rglob("*.py")
    text = (ROOT / file).read_text(encoding="utf-8")
    if "Exercise(" not in text or any(used.search(other.read_text(encoding="utf-8")) for other in others):
        return ""
    return f"{chapter}.{name.replace('_', '-')}"


def _imports(folder: Path) -> set[str]:
    texts = (file.read_text(encoding="utf-8") for file in folder.rglob("*.py"))
    return {match[1] or match[2] for text in texts for match in _IMPORT.finditer(text)}


def _git(*words: str) -> list[str] | None:
    done = process.run(["git", "-C", str(ROOT), *words])
    return done.out.splitlines() if done.ok else None
