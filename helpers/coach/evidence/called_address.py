"""Find the address that a program in a container called, and what on this engine stands behind it.

The address is read from the command (`wget http://web:8080`, `ping web`) and from what programs say of one. Whether
the call can get there is asked of the engine: the networks of both containers, and the ports that programs listen on.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property
from ipaddress import ip_address
from typing import TYPE_CHECKING, Any

from helpers.coach.evidence import made_containers
from helpers.dockerdata.command_line import Command

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene

NAMELESS = frozenset({"bridge", "host", "none"})
"""Networks in which containers do not find each other by name."""
_SCHEMES = {"http": 80, "https": 443, "redis": 6379, "postgres": 5432, "postgresql": 5432, "mysql": 3306,
            "mongodb": 27017, "amqp": 5672, "ftp": 21}  # fmt: skip
_PROGRAMS = {"curl": 80, "wget": 80, "ping": 0, "nc": 0, "ncat": 0, "telnet": 23, "nslookup": 0, "dig": 0,
             "getent": 0, "psql": 5432, "pg_isready": 5432, "mysql": 3306, "mysqladmin": 3306, "mariadb": 3306,
             "redis-cli": 6379, "mongosh": 27017}  # fmt: skip
"""Programs that call an address which stands among their words, and the port where none is written."""
_URL = re.compile(r"\b([a-z][a-z0-9]*)(?:\+\w+)?://(?:[^@/\s'\"]*@)?([\w.-]+)(?::(\d+))?", re.IGNORECASE)
_PAIR = re.compile(r"\(\s*['\"]([\w.-]+)['\"]\s*,\s*(\d{2,5})\b")
"""An address as programs write it: `("db", 5432)`."""
_HOST = re.compile(r"(?:-h|--host=)?([A-Za-z_][\w.-]*|\d+(?:\.\d+){3})(?::(\d+))?(?:/\S*)?")
_NUMBER = re.compile(r"(?:-p|--port=)?(\d+)")
_UNRESOLVED = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"bad address '([^':\s]+)",
        r"could not resolve host(?:name)?:? '?([\w.-]+)",
        r"could not translate host name \"([^\"]+)\"",
        r"unable to resolve host address [‘'\"]([\w.-]+)",
        r"getaddrinfo (?:ENOTFOUND|EAI_AGAIN) ([\w.-]+)",
        r"lookup ([\w.-]+)(?: on \S+)?: (?:no such host|server misbehaving)",
        r"unknown (?:mysql server )?host '?([\w.-]+)",
        r"([\w.-]+): (?:name or service not known|temporary failure in name resolution)",
    )
)
"""What programs say where nobody knows a name, and the name."""
_SAYS_NO_NAME = re.compile(
    r"bad address|not resolve|not translate host|resolve host|name or service not known|name resolution|ENOTFOUND"
    r"|EAI_AGAIN|no such host|unknown (?:mysql server )?host|nodename nor servname",
    re.IGNORECASE,
)
_SAYS_NOBODY = re.compile(
    r"refused|timed out|ETIMEDOUT|i/o timeout|unreachable|no route to host"
    r"|(?:can't|couldn't|could not|failed to|cannot) connect",
    re.IGNORECASE,
)
_SAYS_HOW_TO = re.compile(r"(?:invalid|unrecognized|unknown) option|^usage:", re.IGNORECASE | re.MULTILINE)
"""What a program says that was called wrongly itself, and then its options in words like those above."""
_CURL_NO_NAME = 6
_CONNECTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"failed to connect to ([\w.-]+) port (\d+)",
        r"connection to server at \"([^\"]+)\"[^,\n]*, port (\d+) failed",
        r"ECONNREFUSED ([\d.]+):(\d+)",
        r"dial tcp ([\d.]+):(\d+): connect",
    )
)
"""What programs say where nobody answered, the address and the port."""


@dataclass(frozen=True, kw_only=True)
class Call:
    """An address that was called. `port` is 0 where none is known.

    `caller` is the inspect of the container that called, None where it is gone; `networks` are those that it was in.
    `unresolved` says whether the program complained that nobody knows the name.
    """

    host: str
    port: int
    caller: dict[str, Any] | None
    networks: frozenset[str]
    unresolved: bool
    scene: Scene

    @property
    def own(self) -> bool:
        """Return whether a program called its own container."""
        if self.host in ("localhost", "ip6-localhost"):
            return True
        try:
            address = ip_address(self.host)
        except ValueError:
            return False
        return address.is_loopback or address.is_unspecified

    @cached_property
    def target(self) -> dict[str, Any] | None:
        """Return the inspect of the container that has this name, alias or address; None where none has."""
        known = [found for found in everyone(self.scene) if self._mine(found) is False]
        return next((found for found in known if self.host in _names(found)), None)

    @property
    def shared(self) -> frozenset[str]:
        """Return the networks in which both stand."""
        return self.networks & networks(self.target) if self.target else frozenset()

    @property
    def found_by_name(self) -> bool:
        """Return whether the target has that name in a network of the caller's, or was called by its number."""
        return bool(self.shared if self.host[0].isdigit() else self.shared - NAMELESS)

    def _mine(self, found: dict[str, Any]) -> bool:
        return self.caller is not None and found["Id"] == self.caller["Id"]


def of(ran: FinishedCommand, asked: Command, scene: Scene) -> Call | None:
    """Return the call that a program of `run` or `exec` made; None where it made none that is known."""
    if asked.verb not in ("run", "exec") or not asked.arguments:
        return None
    caller = _caller(ran, asked, scene)
    places = _networks(caller, asked, scene)
    complains = bool(_SAYS_NO_NAME.search(ran.said)) or ran.code == _CURL_NO_NAME
    otherwise = bool(ran.said.strip()) and not complains and not _SAYS_NOBODY.search(ran.said)
    otherwise = otherwise or bool(_SAYS_HOW_TO.search(ran.said))
    if places is None or otherwise or _told_otherwise(caller, asked):
        return None
    addresses = [*_said(ran.said), *called(asked.arguments[1:])]
    calls = [
        Call(host=host, port=port, caller=caller, networks=places, unresolved=complains, scene=scene)
        for host, port in addresses
    ]
    return next((call for call in calls if call.own or call.target), calls[0] if calls else None)


def of_log(caller: dict[str, Any], said: str, scene: Scene) -> Call | None:
    """Return the call by name of which a container's log complains that nobody knows the name; None without one."""
    found = _said(said) if _SAYS_NO_NAME.search(said) else []
    places = networks(caller)
    if not found or "host" in places or _told_otherwise(caller, Command()):
        return None
    host, port = found[0]
    return Call(host=host, port=port, caller=caller, networks=places, unresolved=True, scene=scene)


def everyone(scene: Scene) -> tuple[dict[str, Any], ...]:
    """Return the inspect of all containers."""
    return tuple(found for listed in scene.state.containers if (found := scene.container(listed.id)))


def networks(inspected: dict[str, Any]) -> frozenset[str]:
    """Return the networks of a container, running or not."""
    return frozenset(inspected["NetworkSettings"].get("Networks") or {})


def called(words: Sequence[str]) -> list[tuple[str, int]]:
    """Return the addresses among the words of a program that calls one, with the port; 0 where none is known."""
    found = [
        (host, int(port or _SCHEMES[scheme.lower()]))
        for scheme, host, port in _URL.findall(" ".join(words))
        if scheme.lower() in _SCHEMES
    ]
    found += [(host, int(port)) for host, port in _PAIR.findall(" ".join(words))]
    return found or list(_after_program([word.strip("'\";") for word in " ".join(words).split()]))


def _after_program(words: Sequence[str]) -> Iterator[tuple[str, int]]:
    place = next((at for at, word in enumerate(words) if word.rpartition("/")[2] in _PROGRAMS), len(words))
    rest = words[place + 1 :]
    numbers = [int(number[1]) for word in rest if (number := _NUMBER.fullmatch(word))]
    usual = _PROGRAMS.get(words[place].rpartition("/")[2], 0) if rest else 0
    if usual == 0 and numbers and words[place].rpartition("/")[2] in ("nc", "ncat"):
        usual = numbers[-1]
    for word in rest:
        if host := _HOST.fullmatch(word):
            yield host[1], int(host[2] or usual)


def _said(words: str) -> list[tuple[str, int]]:
    unknown = [(said[1], 0) for pattern in _UNRESOLVED if (said := pattern.search(words))]
    return unknown or [(said[1], int(said[2])) for pattern in _CONNECTS if (said := pattern.search(words))]


def _names(inspected: dict[str, Any]) -> set[str]:
    """Return what a container can be called: its name, its aliases in networks, its addresses."""
    ends = (inspected["NetworkSettings"].get("Networks") or {}).values()
    others = {name for end in ends for key in ("Aliases", "DNSNames") for name in end.get(key) or ()}
    return others | {end["IPAddress"] for end in ends if end.get("IPAddress")} | {made_containers.name_of(inspected)}


def _caller(ran: FinishedCommand, asked: Command, scene: Scene) -> dict[str, Any] | None:
    if asked.verb == "exec":
        return scene.container(asked.arguments[0])
    return made_containers.container(ran, asked, scene)


def _networks(caller: dict[str, Any] | None, asked: Command, scene: Scene) -> frozenset[str] | None:
    """Return the caller's networks; None where it uses those of the computer, or nothing is known of them."""
    given = [value for name in ("--network", "--net") for value in asked.options.get(name, ())]
    wanted = frozenset(re.sub(r"^(?:.*,)?name=([^,]+).*", r"\1", value) for value in given)
    other = next((value.removeprefix("container:") for value in wanted if value.startswith("container:")), "")
    if caller and str(caller["HostConfig"]["NetworkMode"]).startswith("container:"):
        other = str(caller["HostConfig"]["NetworkMode"]).removeprefix("container:")
    if other:
        caller, asked_of = scene.container(other), True
    else:
        asked_of = asked.verb == "exec"
    if caller is None and asked_of:
        return None
    found = networks(caller) if caller else wanted or frozenset({"bridge"})
    return None if "host" in found else found


def _told_otherwise(caller: dict[str, Any] | None, asked: Command) -> bool:
    """Return whether names were given to the container by hand: then the networks do not decide alone."""
    if asked.has("--add-host") or asked.has("--link") or asked.has("--dns"):
        return True
    host = caller["HostConfig"] if caller else {}
    return any(host.get(key) for key in ("ExtraHosts", "Links", "Dns"))
