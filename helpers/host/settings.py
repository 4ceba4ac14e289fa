"""What one lab keeps between starts: its names, its secrets and its choices, in `state.json` (mode 600).

Knows the file and how it is first made; not what the values are used for.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import os
import secrets
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
FIRST_PORT = 8888
NETS = 256

_EASY = "abcdefghkmnpqrstwxyz23456789"  # no letters that are taken for one another


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a lab keeps its things. `folder` holds state and logs, `work` the learner's files."""

    project: str
    folder: Path
    work: Path

    @property
    def state(self) -> Path:
        """The settings' file."""
        return self.folder / "state.json"

    @property
    def logs(self) -> Path:
        """Where the long steps write all they say."""
        return self.folder / "log"


@dataclass(frozen=True, kw_only=True)
class Settings:
    """The values of one lab. The passwords are typed by hand from the screen, so they are short and plain.

    `net` numbers the network between the computers and the practice Hub, one of NETS on this computer.
    `learner` and `secret` are what personal exercises follow from; empty, the account on the practice Hub decides.
    """

    port: int
    token: str
    hub_user: str
    hub_password: str
    ftp_password: str
    net: int = 0
    privileged: bool = False
    learner: str = ""
    secret: str = ""


def learner_lab() -> Place:
    """The lab of this clone. The project's name follows from the clone's path: each clone has its own lab."""
    return Place(project=f"docker-lab-{_mark(str(ROOT))}", folder=ROOT / ".lab", work=ROOT / "work")


def load(place: Place, *, port: int = FIRST_PORT) -> Settings:
    """The lab's settings; made and saved at the first call (with `port`), and again where the file cannot be read."""
    try:
        values = json.loads(place.state.read_text(encoding="utf-8"))
        names = {field.name for field in dataclasses.fields(Settings)}
        return Settings(**{name: value for name, value in values.items() if name in names})
    except (OSError, ValueError, TypeError, AttributeError):
        fresh = Settings(
            port=port,
            token=secrets.token_hex(16),
            hub_user="learner",
            hub_password=_password(),
            ftp_password=_password(),
            net=int(_mark(place.project)[:2], 16),
        )
        save(place, fresh)
        return fresh


def save(place: Place, settings: Settings) -> None:
    """Write the settings, readable by their owner alone, all or nothing."""
    place.folder.mkdir(parents=True, exist_ok=True)
    part = place.state.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        json.dump(dataclasses.asdict(settings), file, indent=2)
    part.replace(place.state)


def _mark(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _password() -> str:
    return "-".join("".join(secrets.choice(_EASY) for _ in range(4)) for _ in range(3))
