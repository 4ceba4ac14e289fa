"""What the coach adds to a command that succeeds: `docker` with it, over Docker's own program alone.

The aim is less than 50 ms more. Pairs are run in turn, in a seat where the coach is awake.
"""

from __future__ import annotations

from _lab import inside, running
from _ratio import Ratio, options, show

BOUND = 50.0
"""Milliseconds that the coach may add."""

if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=30)
    medians = inside(running(), "_inside_coach.py", str(chosen.rounds))
    ratios = []
    for name, seconds in medians.items():
        coached, bare, added = (seconds[key] * 1000 for key in ("coached", "bare", "added"))
        ratios += [
            Ratio(name=f"added to {name} / bound", top=added, bottom=BOUND, unit="ms", aim="< 1"),
            Ratio(name=f"{name}, with the coach / alone", top=coached, bottom=bare, unit="ms", aim="< 3"),
        ]
    show("coach", ratios, as_json=chosen.json)
