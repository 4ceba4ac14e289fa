"""The way from the course's first page to the tenth solved exercise, over the same in JupyterLab without our parts.

Clicks and keys are a person's, who types each solution where it is asked for; the solutions' own characters do not
count, they are the same for both. Seconds are from the first page to a chapter whose first cell has run, over the same
from JupyterLab's own address; and from a click on 확인하기 to the verdict, over the same cell run there by its keys.
Runs in a test lab of its own, which has a browser.
"""

from __future__ import annotations

import os

from _ratio import Ratio, options, show
from _testlab import seconds

if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=5)
    found = seconds("_inside_way.py", chosen.rounds, "첫 화면에서 열 문제까지 가 보기", service="browser")
    ours, bare = (
        {key.removeprefix(f"{side} "): value for key, value in found.items() if key.startswith(f"{side} ")}
        for side in ("ours", "bare")
    )
    show(
        "way",
        [
            Ratio(
                name="clicks and keys to the tenth exercise",
                top=ours["clicks"] + ours["keys"], bottom=bare["clicks"] + bare["keys"], unit="presses", aim="< 0.8",
            ),
            Ratio(name="first page to a run cell", top=ours["ready"], bottom=bare["ready"], unit="s", aim="< 1.3"),
            Ratio(name="check to verdict", top=ours["verdict"], bottom=bare["verdict"], unit="s", aim="< 1.3"),
        ],
        as_json=chosen.json,
        notes=[
            f"ours: {ours['clicks']:.0f} clicks and {ours['keys']:.0f} keys",
            f"without our parts: {bare['clicks']:.0f} clicks and {bare['keys']:.0f} keys",
            f"the first page itself: {ours['page']:.2f} s",
            f"load of the computer (1 minute) at the end: {os.getloadavg()[0]:.1f}",
        ],
    )  # fmt: skip
