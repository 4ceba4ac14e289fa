"""What this computer reaches."""

from __future__ import annotations

import socket
import ssl
import sys
from functools import partial
from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread
from typing import TYPE_CHECKING

from helpers.host import network

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_a_port_that_is_listened_on_is_not_free() -> None:
    """A port is free only while nobody listens there."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        assert not network.port_is_free(taken.getsockname()[1])


def test_a_port_is_free_again_after_its_owner_left() -> None:
    """A closed listener leaves its port free (one of several, as another program may take one meanwhile)."""
    assert any(network.port_is_free(_left()) for _ in range(5))


def _left() -> int:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        return int(taken.getsockname()[1])


def test_the_bundle_that_is_named_wins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """SSL_CERT_FILE names the computer's bundle; a name without a file is passed over."""
    bundle = tmp_path / "ca.pem"
    bundle.write_text("")
    monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "missing"))
    monkeypatch.setenv("REQUESTS_CA_BUNDLE", str(bundle))
    assert network.ca_bundle() == bundle


def test_on_windows_the_bundle_is_what_windows_trusts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Windows keeps its CAs, a private one of a school among them, in no file: Docker's builds get a copy."""

    class Store:
        def get_ca_certs(self, *, binary_form: bool) -> list[bytes]:
            assert binary_form
            return [b"school", b"public"]

    for name in network._NAMED:
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(sys, "platform", "win32")
    monkeypatch.setattr(ssl, "create_default_context", Store)
    monkeypatch.setattr(network, "windows_store", partial(network.windows_store, tmp_path / "lab" / "ca.crt"))
    bundle = network.ca_bundle()
    assert bundle == tmp_path / "lab" / "ca.crt"
    assert bundle.read_bytes().count(b"-----BEGIN CERTIFICATE-----\n") == 2


def test_a_folder_that_may_not_be_written_has_no_copy(tmp_path: Path) -> None:
    """The doctor goes on there."""
    (tmp_path / "file").write_text("")
    assert network.windows_store(tmp_path / "file" / "ca.crt") is None


def test_an_unreachable_hub_is_told_in_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """A connection that is refused is no Hub."""
    monkeypatch.setattr(network, "HUB", "https://127.0.0.1:1/v2/")
    assert not network.hub_reachable(2)


def test_an_answer_must_be_a_success() -> None:
    """A page that is not found is no answer, one that is there is."""

    class Site(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self.send_response(200 if self.path == "/yes" else 404)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            pass

    with HTTPServer(("127.0.0.1", 0), Site) as server:
        Thread(target=server.serve_forever, daemon=True).start()
        here = f"http://127.0.0.1:{server.server_port}"
        assert network.answers(f"{here}/yes")
        assert not network.answers(f"{here}/no")
        server.shutdown()


def test_the_limit_is_read_from_its_header() -> None:
    """`100;w=21600` is a hundred pulls; anything else is unknown."""
    assert network._count("100;w=21600") == 100
    assert network._count(None) is None
