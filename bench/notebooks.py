"""Every solved notebook under strict nbval, over bare nbclient of the same, each from the clean state.

Runs in a test lab of its own: the clean state empties a lab.
"""

from __future__ import annotations

from _ratio import Ratio, options, show
from _testlab import seconds

if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=1)
    found = seconds("_inside_notebooks.py", chosen.rounds, "노트북을 두 가지로 돌리기")
    show(
        "notebooks",
        [Ratio(name="nbval / nbclient", top=found["nbval"], bottom=found["nbclient"], unit="s", aim="< 1.25")],
        as_json=chosen.json,
    )
