"""Which program of this computer listens on a port."""

from __future__ import annotations

import socket
import subprocess
import sys

from helpers.coach.evidence.ports import Port
from helpers.coach.rules.port_outside import listener


def test_who_listens() -> None:
    """Its command line and its number, as long as it does."""
    script = "import socket; s = socket.create_server(('127.0.0.1', 0)); print(s.getsockname()[1], flush=True); input()"
    with subprocess.Popen(
        [sys.executable, "-c", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as program:
        assert program.stdout is not None
        port = Port(number=int(program.stdout.readline()))
        found = listener(port)
        assert found is not None
        assert found.pid == program.pid
        assert found.program.startswith("python")
        assert found.program.endswith("…")
        assert listener(Port(number=port.number, protocol="udp")) is None
        program.terminate()
    assert listener(port) is None


def test_udp() -> None:
    """Who waits for datagrams listens, too; who only sends to somebody does not."""
    with (
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as waits,
        socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sends,
    ):
        waits.bind(("127.0.0.1", 0))
        sends.connect(waits.getsockname())
        assert listener(Port(number=waits.getsockname()[1], protocol="udp")) is not None
        assert listener(Port(number=sends.getsockname()[1], protocol="udp")) is None
