"""The kernel's table of a container's network."""

from __future__ import annotations

from helpers.coach.evidence.container_ports import Socket, sockets


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
