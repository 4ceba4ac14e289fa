"""How long `check()` takes for images.copy, over the floor, the SDK's lists and the docker command.

The floor is five bare API calls on an open connection. 150 containers stand all the while. The four ways are measured
in turn, so that a busy computer slows all of them alike. Runs in a test lab of its own: an exercise is worked on.
"""

from __future__ import annotations

from _ratio import Ratio, options, show
from _testlab import seconds as measured

if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=10)
    seconds = measured("_inside_check.py", chosen.rounds, "확인에 걸리는 시간 재기")
    milliseconds = {name: value * 1000 for name, value in seconds.items()}
    check = milliseconds["check"]
    show(
        "check",
        [
            Ratio(name="check / floor", top=check, bottom=milliseconds["floor"], unit="ms", aim="< 3"),
            Ratio(name="SDK lists / check", top=milliseconds["sdk"], bottom=check, unit="ms", aim=">= 20"),
            Ratio(name="docker command / check", top=milliseconds["cli"], bottom=check, unit="ms", aim=">= 5"),
        ],
        as_json=chosen.json,
        notes=[f"SDK lists / floor: {milliseconds['sdk'] / milliseconds['floor']:.1f}, as far as any check could come"],
    )
