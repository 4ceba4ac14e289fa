"""Who learns here, and the numbers that are theirs alone: the same for the same name and secret, for ever.

Knows HMAC and two variables of the environment; not what a number stands for. `LAB_LEARNER` names the learner (without
it the account on the practice Hub does), `LAB_SECRET` is the class's own word, which only its teacher sets.
"""

from __future__ import annotations

import hashlib
import hmac
import os
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Learner:
    """A learner: the name that the teacher knows them by, and the secret of their class."""

    name: str
    secret: str = ""

    def number(self, purpose: str, below: int) -> int:
        """This learner's number for one purpose, from 0 to `below` - 1."""
        message = f"{purpose}\n{self.name}".encode()
        drawn = hmac.new(self.secret.encode(), message, hashlib.sha256).digest()
        return int.from_bytes(drawn[:8], "big") % below


def here() -> Learner:
    """Whoever sits here."""
    name = os.environ.get("LAB_LEARNER") or os.environ.get("LAB_HUB_USER") or "learner"
    return Learner(name=name, secret=os.environ.get("LAB_SECRET", ""))
