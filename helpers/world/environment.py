"""Read the environment: every LAB_* variable of the course, and the folders that follow from them.

Light on purpose: the coach's process and every command of the learner's import it.
"""

from __future__ import annotations

import os
from pathlib import Path


def in_lab() -> bool:
    """Return whether this runs inside the lab, where every engine is there to be played with."""
    return os.environ.get("LAB") == "1"


def engine_host() -> str:
    """Return the address of 내 컴퓨터's engine, as in DOCKER_HOST; empty outside the lab."""
    return os.environ.get("LAB_ENGINE_HOST", "")


def other_host() -> str:
    """Return the address of the other computer's engine; empty where there is none."""
    return os.environ.get("LAB_OTHER_HOST", "")


def ftp_log() -> Path:
    """Return the log of the other computer's FTP server, beside its engine's socket."""
    return Path(os.environ.get("LAB_FTP_LOG") or Path(other_host().removeprefix("unix://")).parent / "ftp.log")


def other_disk() -> Path | None:
    """Return where the other computer's disk is mounted for an examiner; None where it is reached over SSH."""
    place = os.environ.get("LAB_OTHER_DISK")
    return Path(place) if place else None


def docker_host() -> str:
    """Return the address that the `docker` command is told to use; empty where it is told none."""
    return os.environ.get("DOCKER_HOST", "")


def hub_account() -> str:
    """Return the learner's user name on the practice Hub; empty outside the lab."""
    return os.environ.get("LAB_HUB_USER", "")


def hub_password() -> str:
    """Return the password of that account."""
    return os.environ.get("LAB_HUB_PASSWORD", "")


def learner_home() -> Path:
    """Return the learner's home; an examiner has another one of its own (LAB_LEARNER_HOME)."""
    return Path(os.environ.get("LAB_LEARNER_HOME") or Path.home())


def is_examined() -> bool:
    """Return whether this is an examiner's seat: the learner's files may be traps."""
    return bool(os.environ.get("LAB_LEARNER_HOME"))


def docker_config() -> Path:
    """Return the folder with the learner's settings and logins of the docker client."""
    return Path(os.environ.get("DOCKER_CONFIG") or learner_home() / ".docker")


def work() -> Path | None:
    """Return the learner's work folder; None outside the lab."""
    folder = os.environ.get("LAB_WORK")
    return Path(folder) if folder else None


def usb() -> Path:
    """Return the folder of the USB drive that both computers read."""
    return Path(os.environ.get("LAB_USB", "/media/usb"))


def state_folder() -> Path:
    """Return the folder of the records: ~/.lab inside the lab, outside one below the user's state folder (XDG)."""
    if in_lab():
        return Path.home() / ".lab"
    state = os.environ.get("XDG_STATE_HOME") or Path.home() / ".local" / "state"
    return Path(state) / "docker-lab"


def folder_is_gone() -> bool:
    """Return whether the folder we stand in was removed under us."""
    try:
        Path.cwd()
    except OSError:
        return True
    return False


def here() -> Path:
    """Return the folder we stand in; where it was removed under us, the learner's work folder or home."""
    return (work() or Path.home()) if folder_is_gone() else Path.cwd()


def command(word: str) -> str:
    """Return how `./lab WORD` is typed on the computer outside."""
    return f"{os.environ.get('LAB_COMMAND', './lab')} {word}"


def typed_command() -> str:
    """Return how `lab` is typed: so inside the lab, and where it was called from outside as it is typed there."""
    return os.environ.get("LAB_TYPED", "lab")


def course_page() -> str:
    """Return the address of the course's first page on the Jupyter server; empty where there is no server."""
    return os.environ.get("LAB_COURSE_PAGE", "")


def server_base() -> str:
    """Return the path of the Jupyter server's address, `/` or below a JupyterHub `/user/kim/`."""
    return course_page().removesuffix("course") or "/"


def address() -> str:
    """Return the address of JupyterLab in the browser (it ends with a slash); empty where only the browser knows."""
    return os.environ.get("LAB_ADDRESS", "")


def is_graded() -> bool:
    """Return whether nbgrader runs this notebook."""
    return bool(os.environ.get("NBGRADER_EXECUTION"))


def is_disposable() -> bool:
    """Return whether nobody's work stands in this lab, so that tests and builds may empty it."""
    return os.environ.get("LAB_TEST") == "1"


def has_widgets() -> bool:
    """Return whether somebody looks at this notebook in JupyterLab, where widgets move."""
    return os.environ.get("LAB_WIDGETS") == "1" and not is_graded()


def unheard() -> dict[str, str]:
    """Return the environment of a command of the course's own, which the coach must not speak of."""
    return os.environ | {"LAB_COACH": "off"}
