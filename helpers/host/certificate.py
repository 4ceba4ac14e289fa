"""Sign what the learner's seat says of a finished course, and check such certificates.

The key is made at the first certificate and kept in the lab's folder, which no container of the lab has. Signing takes
OpenSSH, which this computer may lack: a container of its own, without network and without the learner, does it.
Knows nothing of what a certificate says.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
from itertools import count
from typing import TYPE_CHECKING

from helpers.host import errors, lab, process, seat, settings
from helpers.host.settings import ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from helpers.host.compose import Lab

SIGNER = ROOT / "helpers" / "world" / "ssh_signature.py"
"""Standard library only: it is run as it stands, by the notebook image's Python."""
_ALONE = ("--network", "none", "--read-only", "--tmpfs", "/tmp", "--cap-drop", "ALL")  # noqa: S108 - the container's
_SEAL = '{page}<template id="signature">\n{signature}</template>\n'


def issue(where: Lab, name: str, day: str) -> Path:
    """Write the certificate of `name` into the learner's folder, never over another file, and return where.

    Raises LabError where the seat refuses, as the course is not done.
    """
    asked = _seat(where, "certificate", "--day", day, "--", name)
    if not asked.ok:
        raise errors.no_certificate(asked.err.strip())
    sealed = _SEAL.format(page=asked.out, signature=_signed(where, asked.out))
    return _laid(where.paths.work, sealed)


def verify(where: Lab, file: Path) -> process.Result:
    """Return what the seat says of the certificate in `file`. Raises LabError where it cannot be read."""
    try:
        page = file.read_bytes().decode(errors="replace")
    except OSError as error:
        raise errors.of_system(error, str(file)) from error
    own = _kept(where).get("fingerprint", "")
    return _seat(where, "verify", "-", "--own", own, stdin=page)


def _seat(where: Lab, *words: str, stdin: str = "") -> process.Result:
    if not lab.running(where):
        raise errors.not_running()
    argv = ["docker", "exec", "--interactive", "--user", "learner", where.notebook, *seat.LEARNER, *words]
    return process.run(argv, stdin=stdin)


def _signed(where: Lab, page: str) -> str:
    """Return the signature of `page`, and keep the key that was made for it."""
    kept = _kept(where)
    source = SIGNER.read_text(encoding="utf-8")
    argv = ["docker", "run", "--rm", "--interactive", *_ALONE, "--entrypoint", "/opt/venv/bin/python"]
    given = json.dumps({"key": kept.get("key", ""), "text": page})
    done = process.run([*argv, where.images["notebook"], "-I", "-c", source], stdin=given, timeout=120)
    if not done.ok:
        raise errors.not_signed(done.err.strip().rpartition("\n")[2])
    said = json.loads(done.out)
    if not kept:
        _keep(where, {"key": said["key"], "fingerprint": said["fingerprint"]})
    return str(said["signature"])


def fingerprint(where: Lab) -> str:
    """Return the fingerprint of the lab's key; empty before the first certificate."""
    return _kept(where).get("fingerprint", "")


def _file(where: Lab) -> Path:
    return where.paths.folder / "certificate-key.json"


def _kept(where: Lab) -> dict[str, str]:
    """Return the lab's key, empty before the first certificate. Raises LabError for one that cannot be read.

    No new one takes its place by itself: earlier certificates would be another lab's.
    """
    try:
        found = json.loads(_file(where).read_text(encoding="utf-8"))
        return {"key": str(found["key"]), "fingerprint": str(found["fingerprint"])}
    except FileNotFoundError:
        return {}
    except OSError as error:
        raise errors.of_system(error, str(_file(where))) from error
    except (ValueError, KeyError, TypeError):
        raise errors.key_damaged(str(_file(where))) from None


def _keep(where: Lab, key: dict[str, str]) -> None:
    """Write the key, readable by its owner alone."""
    try:
        made = os.open(_file(where), os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(made, "w", encoding="utf-8") as file:
            json.dump(key, file)
    except OSError as error:
        raise errors.of_system(error, str(_file(where))) from error


def _laid(folder: Path, page: str) -> Path:
    """Write a new file of the learner's: `수료증.html`, or with a number where there is one."""
    for number in count(1):
        file = folder / f"수료증{f'-{number}' if number > 1 else ''}.html"
        try:
            with file.open("x", encoding="utf-8", newline="\n") as made:
                made.write(page)
        except FileExistsError:
            continue
        except OSError as error:
            raise errors.of_system(error, str(file)) from error
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            with contextlib.suppress(OSError):
                shutil.chown(file, *settings.owner())
        return file
    raise AssertionError
