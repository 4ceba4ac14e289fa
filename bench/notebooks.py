"""Every solved notebook under strict nbval, over bare nbclient of the same, each from the clean state.

Runs in a test lab of its own: the clean state empties a lab.
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
    """What `_inside_notebooks.py` measures in a test lab."""
    log = FOLDER / "bench-notebooks.log"
    with lock.alone(FOLDER), Progress() as progress:
        pair = Pair(FOLDER, progress)
        try:
            pair.up(1)
            command = ["python", "bench/_inside_notebooks.py", str(rounds)]
            done = pair.run(1, command, log=log, title="노트북을 두 가지로 돌리기")
        finally:
            pair.down()
    if not done.ok:
        sys.exit(log.read_text(encoding="utf-8"))
    return dict(json.loads(log.read_text(encoding="utf-8").splitlines()[-1]))


if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=1)
    found = seconds(chosen.rounds)
    show(
        "notebooks",
        [Ratio(name="nbval / nbclient", top=found["nbval"], bottom=found["nbclient"], unit="s", aim="< 1.25")],
        as_json=chosen.json,
    )
