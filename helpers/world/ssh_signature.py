"""Sign a text and check signatures with OpenSSH (`ssh-keygen -Y`), whose Ed25519 keys everybody's tools can read.

    python -m helpers.world.ssh_signature < JSON

signs for the operator's side, in a container of its own: {"key", "text"} in, {"key", "fingerprint", "signature"} out.
Where the key is empty one is made. Knows nothing of what is signed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

KEYGEN = "/usr/bin/ssh-keygen"
"""By its place: the learner's PATH is the learner's."""
_SPACE = "docker-lab"
"""A signature for anything else is none for a certificate (the namespace of `ssh-keygen -Y`)."""
_GOOD = re.compile(r"^Good .* key (SHA256:\S+)", re.MULTILINE)


def signed(text: str, key: str = "") -> dict[str, str]:
    """Return the private key, the fingerprint of its public one, and the signature of `text`.

    Raises CalledProcessError where the key is none.
    """
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "key"
        if key:
            file.touch(0o600)
            file.write_text(key, encoding="ascii")
        else:
            _run("-q", "-t", "ed25519", "-N", "", "-C", _SPACE, "-f", str(file))
        signature = _run("-Y", "sign", "-q", "-n", _SPACE, "-f", str(file), given=text)
        fingerprint = _run("-l", "-f", str(file)).split()[1]
        return {"key": file.read_text(encoding="ascii"), "fingerprint": fingerprint, "signature": signature}


def signer(text: str, signature: str) -> str:
    """Return the fingerprint of the key that signed exactly this text; empty where none did."""
    with tempfile.NamedTemporaryFile("w", suffix=".sig", encoding="utf-8") as file:
        file.write(signature)
        file.flush()
        try:
            said = _run("-Y", "check-novalidate", "-n", _SPACE, "-s", file.name, given=text)
        except subprocess.CalledProcessError:
            return ""
    found = _GOOD.search(said)
    return found[1] if found else ""


def _run(*options: str, given: str = "") -> str:
    done = subprocess.run([KEYGEN, *options], input=given.encode(), capture_output=True, check=True)
    return done.stdout.decode()


if __name__ == "__main__":
    asked = json.loads(sys.stdin.buffer.read())
    sys.stdout.write(json.dumps(signed(asked["text"], asked["key"])))
