"""How long the list beside an exercise takes from an effect to its tick, over the bare event on the engine's stream.

An image is named and loses the name; a file is written. The aim is a tick within 300 ms of the effect. What an image
holds and does takes a container, which has a floor of its own: the same container, made by the bare SDK. Runs in a test
lab of its own: exercises are worked on.
"""

from __future__ import annotations

from _ratio import Ratio, options, show
from _testlab import seconds as measured

BOUND = 300.0
"""Milliseconds that a tick may take."""

if __name__ == "__main__":
    chosen = options(__doc__ or "", rounds=15)
    seconds = measured("_inside_checklist.py", chosen.rounds, "확인 목록이 따라오는 시간 재기")
    event, tick, worst, file = (seconds[name] * 1000 for name in ("event", "tick", "worst", "file"))
    placed, prints, bare_file, bare_run, far = (
        seconds[name] * 1000 for name in ("placed", "prints", "bare-file", "bare-run", "far")
    )
    show(
        "checklist",
        [
            Ratio(name="effect to tick / bound", top=tick, bottom=BOUND, unit="ms", aim="< 1"),
            Ratio(name="effect to tick, the worst / bound", top=worst, bottom=BOUND, unit="ms", aim="< 1"),
            Ratio(name="file to tick / bound", top=file, bottom=BOUND, unit="ms", aim="< 1"),
            Ratio(name="file in an image to tick / bound", top=placed, bottom=200.0, unit="ms", aim="< 1"),
            Ratio(name="file in an image to tick / bare", top=placed, bottom=bare_file, unit="ms", aim="< 3"),
            Ratio(name="file in an image far away to tick / bound", top=far, bottom=BOUND, unit="ms", aim="< 1"),
            Ratio(name="run to tick / bare run and 80 ms", top=prints, bottom=bare_run + 80, unit="ms", aim="< 1"),
            Ratio(name="effect to tick / effect to bare event", top=tick, bottom=event, unit="ms", aim="< 20"),
            Ratio(
                name="processor while nothing happens / one", top=seconds["idle"], bottom=1.0, unit="s", aim="< 0.01"
            ),
        ],
        as_json=chosen.json,
        notes=[f"above the bare event: {tick - event:.0f} ms, of which 10 gather the events of one command"],
    )
