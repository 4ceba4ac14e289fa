"""What every measurement here prints: ratios taken in one run, each with its aim.

Knows how a ratio is said; not how anything is measured.
"""

from __future__ import annotations

import argparse
import dataclasses
import json
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Ratio:
    """One quotient: `top` over `bottom`, both in `unit`. `aim` is said in words of the quotient (`< 3`)."""

    name: str
    top: float
    bottom: float
    unit: str
    aim: str

    @property
    def value(self) -> float:
        """The quotient."""
        return self.top / self.bottom

    def held(self) -> bool:
        """Whether the aim is reached."""
        sign, number = self.aim.split()
        return self.value < float(number) if sign == "<" else self.value >= float(number)


def options(description: str, rounds: int) -> argparse.Namespace:
    """The command line that all measurements share."""
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("--json", action="store_true")
    parser.add_argument("--rounds", type=int, default=rounds)
    return parser.parse_args()


def show(title: str, ratios: list[Ratio], *, as_json: bool, notes: list[str] | None = None) -> None:
    """Print the ratios for people or, one object for the whole, for programs. A missed aim is said and is no error."""
    if as_json:
        rows = [{**dataclasses.asdict(ratio), "value": ratio.value, "held": ratio.held()} for ratio in ratios]
        print(json.dumps({"bench": title, "ratios": rows, "notes": notes or []}, ensure_ascii=False))
        return
    print(f"== {title}")
    for ratio in ratios:
        verdict = "held" if ratio.held() else "missed"
        print(
            f"{ratio.name}: {ratio.value:.2f}  ({ratio.top:.4g} / {ratio.bottom:.4g} {ratio.unit}, "
            f"aim {ratio.aim}: {verdict})"
        )
    for note in notes or []:
        print(note)
