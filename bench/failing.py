"""How long a failing `check()` takes, for the first mistake of every exercise: none may keep a learner waiting.

The floor is the median over all exercises. The slowest is named, and so is every one over a second.
"""

from __future__ import annotations

import statistics

from _ratio import Ratio, options, show
from _testlab import seconds as measured

if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=1)
    seconds = measured("_inside_failing.py", chosen.rounds, "틀린 답의 확인에 걸리는 시간 재기")
    slow = sorted((value, name) for name, value in seconds.items())[::-1]
    median = statistics.median(seconds.values())
    show(
        "failing",
        [Ratio(name=f"slowest ({slow[0][1]}) / a second", top=slow[0][0], bottom=1.0, unit="s", aim="< 1")],
        as_json=chosen.json,
        notes=[
            f"median: {median:.3f} s over {len(seconds)} exercises",
            *(f"{name}: {value:.2f} s" for value, name in slow if value >= 1),
        ],
    )
