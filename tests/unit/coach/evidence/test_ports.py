"""Which port a command could not open, and what listens in a container."""

from __future__ import annotations

import pytest

from helpers.coach.evidence import ports
from helpers.coach.evidence.ports import Port, Socket, sockets


@pytest.mark.parametrize(
    ("spec", "numbers"),
    [
        ("8080:80", [8080]), ("127.0.0.1:8080:80", [8080]), ("[::1]:8080:80/tcp", [8080]), ("80", []),
        ("127.0.0.1::80", []), ("8000-8002:80-82", [8000, 8001, 8002]), ("published=81,target=80", [81]),
    ],
)  # fmt: skip
def test_published_ports(spec: str, numbers: list[int]) -> None:
    """As `-p` may be written; a port that Docker draws is no wish."""
    assert [port.number for port in ports.published([spec])] == numbers


def test_protocols() -> None:
    """TCP where nothing is said."""
    assert ports.published(["53:53/udp", "53:53"]) == (Port(number=53, protocol="udp"), Port(number=53))


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("Bind for 0.0.0.0:8080 failed: port is already allocated", 8080),
        ("Bind for :::8081 failed: port is already allocated", 8081),
        ("listen tcp6 [::]:8082: bind: address already in use", 8082),
        ("failed to bind host port for 0.0.0.0:8083:172.17.0.2:80/tcp: address already in use", 8083),
        ("exposing port TCP 0.0.0.0:8084 -> 0.0.0.0:0: listen tcp 0.0.0.0:8084: bind: address already in use", 8084),
        ("cannot expose privileged port 80, you can add", 80),
    ],
)
def test_the_port_in_a_message(words: str, number: int) -> None:
    """The first one: the others are the container's."""
    assert ports.said(words) == Port(number=number)


def test_sockets_of_proc() -> None:
    """Listening ones of both tables; a connection and Docker's own name server are none."""
    tables = (
        "  sl  local_address rem_address   st\n"
        "   0: 0100007F:1F40 00000000:0000 0A 00000000:00000000\n"
        "   1: 00000000:0050 00000000:0000 0A 00000000:00000000\n"
        "   2: 0B00007F:9C41 00000000:0000 0A 00000000:00000000\n"
        "   3: 0200110A:0050 0100110A:C350 01 00000000:00000000\n"
        "   0: 00000000000000000000000001000000:1F90 00000000000000000000000000000000:0000 0A 00000000:00000000\n"
    )
    found = sorted(sockets(tables))
    assert found == [
        Socket(port=80, address="0.0.0.0"),  # noqa: S104 - as the table has it
        Socket(port=8000, address="127.0.0.1"),
        Socket(port=8080, address="::1"),
    ]
    assert [socket.inside_only for socket in found] == [False, True, True]
