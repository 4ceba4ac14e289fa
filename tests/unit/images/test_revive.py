"""What an engine's own files say of what ran, and what becomes of the note of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import revive

if TYPE_CHECKING:
    from pathlib import Path


def lay(engine: Path, name: str, *, runs: bool = True, made: int = 1, labels: dict[str, str] | None = None) -> None:
    """A container's file, as dockerd writes it."""
    folder = engine / "containers" / f"id-{name}"
    folder.mkdir(parents=True)
    told = {"ID": f"id-{name}", "Name": f"/{name}", "Created": f"2026-12-02T00:00:0{made}Z", "State": {"Running": runs}}
    (folder / "config.v2.json").write_text(json.dumps(told | {"Config": {"Labels": labels}}), encoding="utf-8")


def names(found: list[dict[str, object]]) -> list[object]:
    """The containers' names."""
    return [one["name"] for one in found]


def test_what_runs_is_found_in_the_order_of_its_making(tmp_path: Path) -> None:
    """Neither what has ended, nor the course's own containers, nor a file that was never written to its end."""
    lay(tmp_path, "late", made=3)
    lay(tmp_path, "early", made=2)
    lay(tmp_path, "ended", runs=False)
    lay(tmp_path, "hidden", labels={revive.HIDDEN: "true"})
    (tmp_path / "containers" / "torn").mkdir()
    (tmp_path / "containers" / "torn" / "config.v2.json").write_text('{"State":', encoding="utf-8")
    assert names(revive.running(tmp_path)) == ["early", "late"]


def test_a_note_is_kept_until_it_is_done(tmp_path: Path) -> None:
    """What a stop wrote down is still known when the engine has ended it; a torn note counts for nothing."""
    lay(tmp_path, "web")
    revive.note(tmp_path)
    (tmp_path / "containers" / "id-web" / "config.v2.json").unlink()
    lay(tmp_path, "db")
    revive.note(tmp_path)
    assert names(revive.noted(tmp_path)) == ["web", "db"]
    (tmp_path / revive.NOTED).write_text("[{", encoding="utf-8")
    assert revive.noted(tmp_path) == []
