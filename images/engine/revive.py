"""Brings back the containers that ran when this computer's engine ended, by the computer's stop or by a crash.

`revive.py note` writes down which ones run, or ran when the engine was killed: by the engine's own files, so that it
need not answer. `revive.py wake RUN` starts them again, once the engine answers at RUN/docker.sock, and leaves
RUN/awake when that is done: `./lab start` waits for it (images/notebook/lab-ready).
"""

import contextlib
import json
import os
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

ENGINE = Path("/var/lib/docker")
NOTED = "lab-running.json"
HIDDEN = "lab.hidden"
"""The label of the course's own containers: a check that was cut off is not taken up again."""
WOKEN = "lab-hidden-woken"
"""The volume that says in the events: what was before is nothing of the learner's (helpers/dockerdata/api.py)."""
NOT_WOKEN = "not-woken"
"""The file in RUN that names those that did not come back; `./lab start` tells of them."""
SECONDS = 60
"""So long a container's start is waited for at most."""


def running(engine: Path) -> list[dict[str, Any]]:
    """Read from the engine's files what runs, the oldest first; of one that was killed they say what ran then."""
    found = []
    for file in engine.glob("containers/*/config.v2.json"):
        with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
            read = json.loads(file.read_text(encoding="utf-8"))
            if read["State"]["Running"] and HIDDEN not in (read["Config"]["Labels"] or {}):
                found.append({"id": read["ID"], "name": read["Name"].lstrip("/"), "made": read["Created"]})
    return sorted(found, key=lambda one: str(one["made"]))


def noted(engine: Path) -> list[dict[str, Any]]:
    """Read what was written down and not woken yet."""
    with contextlib.suppress(OSError, ValueError):
        return list(json.loads((engine / NOTED).read_text(encoding="utf-8")))
    return []


def note(engine: Path) -> None:
    """Write down what runs, beside what an earlier life has left."""
    known = {one["id"]: one for one in [*noted(engine), *running(engine)]}
    new = engine / f"{NOTED}.new"
    new.write_text(json.dumps(list(known.values())), encoding="utf-8")
    new.replace(engine / NOTED)


def wake(engine: Path, run: Path) -> None:
    """Start what was written down, and tell what did not come back."""
    socket, life = run / "docker.sock", os.getppid()
    while not docker(socket, "version"):
        if os.getppid() != life:  # that engine has ended, and another of us waits for the next one
            return
        time.sleep(0.05)
    try:
        if known := noted(engine):
            lost = [one["name"] for one in known if not docker(socket, "start", one["id"])]
            (run / NOT_WOKEN).write_text("".join(f"{name}\n" for name in lost), encoding="utf-8")
            docker(socket, "volume", "create", WOKEN)
            docker(socket, "volume", "rm", WOKEN)
        (engine / NOTED).unlink(missing_ok=True)
    finally:
        (run / "awake").touch()


def docker(socket: Path, *words: str) -> bool:
    """Run one command of Docker's, and return whether it succeeded."""
    command = ["/usr/bin/docker", "--host", f"unix://{socket}", *words]
    with contextlib.suppress(subprocess.TimeoutExpired):
        return not subprocess.run(command, check=False, capture_output=True, timeout=SECONDS).returncode
    return False


if __name__ == "__main__":
    if sys.argv[1] == "note":
        note(ENGINE)
    else:
        wake(ENGINE, Path(sys.argv[2]))
