"""From a key to its character in the notebook's terminal, over a bare pty's echo and over the browser's next frame.

Runs in a test lab of its own: the browser is in the test image.
"""

from __future__ import annotations

import json
import sys

from _ratio import Ratio, options, show

from helpers.host import lock
from helpers.host.progress import Progress
from helpers.host.suite import FOLDER
from helpers.host.suite.labs import Pair


def seconds(rounds: int) -> dict[str, float]:
    """What `_inside_terminal.py` measures in a test lab."""
    log = FOLDER / "bench-terminal.log"
    with lock.alone(FOLDER), Progress() as progress:
        pair = Pair(FOLDER, progress)
        try:
            pair.up(1)
            command = ["python", "bench/_inside_terminal.py", str(rounds)]
            done = pair.run(1, command, log=log, title="터미널의 메아리 재기")
        finally:
            pair.down()
    if not done.ok:
        sys.exit(log.read_text(encoding="utf-8"))
    return dict(json.loads(log.read_text(encoding="utf-8").splitlines()[-1]))


if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=50)
    found = {name: value * 1000 for name, value in seconds(chosen.rounds).items()}
    widget = found["widget"]
    show(
        "terminal",
        [
            Ratio(name="widget / bare pty", top=widget, bottom=found["pty"], unit="ms", aim="< 2000"),
            Ratio(name="widget / next frame", top=widget, bottom=found["frame"], unit="ms", aim="< 4"),
        ],
        as_json=chosen.json,
        notes=["an answer within 50 ms feels immediate"],
    )
