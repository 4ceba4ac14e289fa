"""What the other computer's FTP server has written down is read right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from helpers.world.other_computer import ftp_uploads

if TYPE_CHECKING:
    from pathlib import Path

LINE = "Mon Nov 30 11:02:03 2026 1 172.18.0.3 {size} /home/learner/{name} {mode} _ {way} r learner ftp 0 * {end}\n"


def test_uploads(tmp_path: Path) -> None:
    """Each file that was sent, with its mode and whether it came whole; nothing that was fetched."""
    log = tmp_path / "ftp.log"
    log.write_text(
        LINE.format(size=20, name="a b.tar", mode="b", way="i", end="i")
        + LINE.format(size=7, name="a.txt", mode="a", way="o", end="c")
        + "nonsense\n"
        + LINE.format(size=30, name="c.tar", mode="a", way="i", end="c"),
        encoding="utf-8",
    )
    first, second = ftp_uploads(log)
    assert first == {"path": "/home/learner/a b.tar", "bytes": 20, "text": False, "whole": False, "time": 1796036523}
    assert (second["path"], second["text"], second["whole"]) == ("/home/learner/c.tar", True, True)


def test_no_log(tmp_path: Path) -> None:
    """Where there is no log nothing was sent."""
    assert ftp_uploads(tmp_path / "ftp.log") == []
