"""What of a request is JupyterLab's, and what is for a container's server."""

from __future__ import annotations

import pytest

from helpers.ui.server import origins


@pytest.mark.parametrize(
    ("host", "parts"),
    [
        ("127.0.0.1:8888", ("127.0.0.1", ":8888")),
        ("LOCALHOST", ("localhost", "")),
        ("[::1]:8888", ("[::1]", ":8888")),
        ("localhost:8888@evil.example", ("localhost:8888@evil.example", "")),
        ("", ("", "")),
    ],
)
def test_a_host_header_is_a_name_and_a_port(host: str, parts: tuple[str, str]) -> None:
    """Whatever stands before the last colon with digits is the name."""
    assert origins.split(host) == parts


def test_the_other_name_keeps_the_port_that_the_browser_used() -> None:
    """A tunnel or another published port leads to the same server."""
    there = origins.elsewhere(origins.PAGES, "http", "127.0.0.1:9000", "/proxy/80/", "a=1")
    assert there == "http://localhost:9000/proxy/80/?a=1"
    assert origins.elsewhere(origins.LAB, "https", "localhost", "/lab") == "https://127.0.0.1/lab"


@pytest.mark.parametrize(
    ("sent", "seen"),
    [
        ("_xsrf=1; username-localhost-8888=2; lab-pages-8888=3; lab-pages=4", ""),
        ("theme=dark; _xsrf=1;  session=a=b", "theme=dark; session=a=b"),
        ("jupyterhub-session-id=1; x=_xsrf=2", "x=_xsrf=2"),
        ("", ""),
    ],
)
def test_a_container_sees_its_own_cookies_alone(sent: str, seen: str) -> None:
    """Nothing that a Jupyter server or the lab has laid into the browser."""
    assert origins.cookies_for_container(sent) == seen


@pytest.mark.parametrize(
    ("query", "left"),
    [
        ("token=secret", ""),
        ("a=%20b&token=secret&c", "a=+b&c="),
        ("token=theirs&x=%2F", "token=theirs&x=%2F"),
        ("t%6Fken=secret&y=2", "y=2"),
    ],
)
def test_the_servers_token_is_left_out_of_an_address(query: str, left: str) -> None:
    """A container's own `token` stays, and so does an address that has none, letter by letter."""
    assert origins.without(query, "token", {"secret"}) == left


def test_a_ticket_goes_and_comes_off_again() -> None:
    """What else the address asks for stays."""
    assert origins.with_ticket("a=1", "x|y") == "a=1&lab-ticket=x%7Cy"
    assert origins.without(origins.with_ticket("a=1", "x|y"), origins.TICKET) == "a=1"
    assert origins.with_ticket("", "t") == "lab-ticket=t"
