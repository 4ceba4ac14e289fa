"""Tell who may log in: the teacher's list of learners, each with a password that follows from the class's key.

The list may grow while the class is open. Where everybody may join, people make accounts of their own
(NativeAuthenticator), and the list's passwords hold as well.
"""

from __future__ import annotations

import hmac
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

from nativeauthenticator import NativeAuthenticator

from helpers.host.classroom.passwords import password

if TYPE_CHECKING:
    from collections.abc import Mapping

LEARNERS = Path("/run/class/learners.json")
"""The list: names of accounts, and of people."""


def listed() -> Mapping[str, str]:
    """Return the list as it is now; nobody where there is none."""
    try:
        found: dict[str, str] = json.loads(LEARNERS.read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return {}
    return found


class ClassAccounts(NativeAuthenticator):  # type: ignore[misc]  # untyped
    """The list first, then whoever made an account here."""

    async def authenticate(self, handler: Any, data: Mapping[str, str]) -> str | None:
        """Return the account's name where the password is its own."""
        name = self.normalize_username(data["username"].strip())
        if name in listed():
            right = password(os.environ["LAB_CLASS_KEY"], "login", name)
            return name if hmac.compare_digest(right.encode(), data["password"].strip().encode()) else None
        if not self.enable_signup:
            return None
        found: str | None = await super().authenticate(handler, data)
        return found
