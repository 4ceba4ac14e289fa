"""Passwords that follow from the class's key: nothing is stored, and every part that knows the key finds the same.

They are typed by hand from a card, so they are short and plain. `settings` makes up those of a single lab by chance.
"""

from __future__ import annotations

import hashlib
import hmac

LETTERS = "abcdefghkmnpqrstwxyz23456789"
"""None that is taken for another."""


def password(key: str, use: str, name: str) -> str:
    """Return the password of `name` for `use` (`login`, `hub`, `ftp`): about 57 bits of the class's key."""
    digest = hmac.new(key.encode(), f"{use}:{name}".encode(), hashlib.sha256).digest()
    number, letters = int.from_bytes(digest, "big"), ""
    for _ in range(12):
        number, rest = divmod(number, len(LETTERS))
        letters += LETTERS[rest]
    return "-".join(letters[start : start + 4] for start in (0, 4, 8))
