"""`./lab start` from a clean clone on a computer without Docker, over the sum of its bare parts.

The computer is a privileged container of Debian with Python and nothing else; each of the two ways gets one of its own,
and a disk of its own. Both fetch all they need from the internet: many minutes and a few hundred megabytes a round.
"""

from __future__ import annotations

import json
import statistics
import subprocess
import time
import uuid
from contextlib import contextmanager
from typing import TYPE_CHECKING

from _ratio import Ratio, options, show

from helpers.host import base_image, network, settings

if TYPE_CHECKING:
    from collections.abc import Iterator

NAME = f"docker-lab-bench-{uuid.uuid4().hex[:8]}"
CLONE = "/clone"
BUNDLE = "/usr/local/share/ca.crt"
_PREPARE = "apt-get update && apt-get install -y --no-install-recommends python3 && rm -rf /var/lib/apt/lists/*"


def docker(*words: str, stdin: bytes | None = None) -> str:
    """What the base engine's CLI prints."""
    return subprocess.run(["docker", *words], input=stdin, check=True, capture_output=True).stdout.decode()


@contextmanager
def machine() -> Iterator[str]:
    """The image of the bare computer; gone afterwards."""
    base_image.ensure(settings.learner_lab(), hub=network.hub_reachable())
    try:
        docker("run", "--name", NAME, base_image.NAME, "sh", "-c", _PREPARE)
        docker("commit", NAME, NAME)
        docker("rm", NAME)
        yield NAME
    finally:
        subprocess.run(["docker", "rm", "--force", NAME], check=False, capture_output=True)
        subprocess.run(["docker", "image", "rm", "--force", NAME], check=False, capture_output=True)


@contextmanager
def computer(image: str) -> Iterator[list[str]]:
    """A bare computer with a clean clone of what is committed; the command line that runs something in it."""
    disk = ["--volume", f"{NAME}:{CLONE}"]
    bundle = network.ca_bundle()
    trust = ["--volume", f"{bundle}:{BUNDLE}:ro", "--env", f"SSL_CERT_FILE={BUNDLE}"] if bundle else []
    try:
        docker("run", "--detach", "--init", "--privileged", "--name", NAME, *disk, *trust, image, "sleep", "infinity")
        clone = subprocess.run(
            ["git", "-C", str(settings.ROOT), "archive", "HEAD"], check=True, capture_output=True
        ).stdout
        docker("exec", "--interactive", NAME, "tar", "-x", "-C", CLONE, stdin=clone)
        yield ["exec", "--workdir", CLONE, "--env", f"PYTHONPATH={CLONE}", NAME]
    finally:
        subprocess.run(["docker", "rm", "--force", NAME], check=False, capture_output=True)
        subprocess.run(["docker", "volume", "rm", "--force", NAME], check=False, capture_output=True)


def whole(image: str) -> float:
    """Seconds of `./lab start`."""
    with computer(image) as here:
        begin = time.perf_counter()
        docker(*here, "./lab", "start", "--no-browser")
        return time.perf_counter() - begin


def parts(image: str) -> dict[str, float]:
    """Seconds of each part, one after another."""
    with computer(image) as here:
        return dict(json.loads(docker(*here, "python3", "bench/_inside_start.py").splitlines()[-1]))


if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=1)
    starts, sums = [], []
    with machine() as bare:
        for _ in range(chosen.rounds):
            starts.append(whole(bare))
            sums.append(parts(bare))
    middle = {name: statistics.median(one[name] for one in sums) for name in sums[0]}
    bottom = statistics.median(sum(one.values()) for one in sums)
    show(
        "start",
        [Ratio(name="cold start / its parts", top=statistics.median(starts), bottom=bottom, unit="s", aim="< 0.9")],
        as_json=chosen.json,
        notes=[f"{name}: {seconds:.1f} s" for name, seconds in middle.items()],
    )
