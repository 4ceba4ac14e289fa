"""From a key to its character in the notebook's terminal, over a bare pty's echo and over the browser's next frame.

Runs in a test lab of its own, which has a browser.
"""

from __future__ import annotations

from _ratio import Ratio, options, show
from _testlab import seconds

if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=50)
    found = {
        name: value * 1000
        for name, value in seconds(
            "_inside_terminal.py", chosen.rounds, "터미널의 메아리 재기", service="browser"
        ).items()
    }
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
