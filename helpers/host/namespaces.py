"""User namespaces, which the lab's rootless engines need: the switches of the kernel that keep users from them.

Only reads. Whether an engine was really refused one is the engine's own to say.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

SYSCTLS = Path("/proc/sys")


@dataclass(frozen=True, kw_only=True)
class Switch:
    """A sysctl, its value where users may make no namespace, and the one that lets them.

    `everybody`: root is refused as well. `some`: AppArmor lets the programs pass that it has a profile for.
    """

    name: str
    shut: str
    opened: str
    everybody: bool = False
    some: bool = False

    @property
    def command(self) -> str:
        """What opens it, until the computer starts again."""
        return f"sudo sysctl {self.name}={self.opened}"


SWITCHES = (
    Switch(name="user.max_user_namespaces", shut="0", opened="28633", everybody=True),
    Switch(name="kernel.unprivileged_userns_clone", shut="0", opened="1"),  # Debian's kernels
    Switch(name="kernel.apparmor_restrict_unprivileged_userns", shut="1", opened="0", some=True),  # Ubuntu's
)


def shut(sysctls: Path = SYSCTLS) -> Switch | None:
    """The first switch that stands in the way; None where there is none, or this is no Linux."""
    return next((one for one in SWITCHES if _value(sysctls / one.name.replace(".", "/")) == one.shut), None)


def _value(file: Path) -> str:
    try:
        return file.read_text(encoding="ascii").strip()
    except OSError:
        return ""
