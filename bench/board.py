"""A look of the board (ask, mark, write as JSON) with 3 and with 150 containers, over its floor.

The floor is the four bare API calls on an open connection. How long it takes from a change to the state being sent is
said beside it: it includes the time in which further events are waited for.
"""

from __future__ import annotations

from _lab import inside, running
from _ratio import Ratio, options, show

STANDING = (3, 150)

if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=30)
    found = {n: inside(running(), "_inside_board.py", str(chosen.rounds), str(n)) for n in STANDING}
    show(
        "board",
        [
            Ratio(
                name=f"look / floor, {n} containers",
                top=seconds["look"] * 1000, bottom=seconds["floor"] * 1000, unit="ms", aim="< 2",
            )
            for n, seconds in found.items()
        ],
        as_json=chosen.json,
        notes=[
            f"{n} containers: {seconds['sent'] * 1000:.0f} ms from a change to the state being sent, of which "
            f"{seconds['gather'] * 1000:.0f} ms wait for more; the bare event with the calls takes "
            f"{seconds['event'] * 1000:.0f} ms"
            for n, seconds in found.items()
        ],
    )  # fmt: skip
