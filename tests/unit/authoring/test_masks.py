"""What may differ between two true outputs, and what may not."""

from __future__ import annotations

import re

import pytest

from helpers.authoring.execute import MASKS, masked, personal, sanitizer, secret


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sha256:" + "0a" * 32, "ID"),
        ("0a" * 32, "ID"),
        ("b5b2b2c50720 demo", "ID demo"),
        ("sha256:b5b2b2c50720…", "ID…"),
        ("2026-11-24T15:01:42.123456789Z", "TIME"),
        ("2026-11-24 15:01:42 +0000 UTC", "TIME"),
        ("Tue Nov 24 15:01:42 UTC 2026", "TIME"),
        ("Up 3 seconds", "Up TIME"),
        ("About a minute ago", "TIME"),
        ("Less than a second ago", "TIME"),
        ("DONE 0.3s", "DONE TIME"),
        ("78.1MB, 13.3kB, 1.2 GiB", "SIZE, SIZE, SIZE"),
        ("background:#eee;width:80.9%", "background:#eee;SIZE"),
        ("26.1.5+dfsg1", "VERSION"),
        ("6.12.3-amd64", "VERSION"),
        ("Python 3.13.5", "Python VERSION"),
    ],
)
def test_masked(text: str, expected: str) -> None:
    """Ids, times, sizes and versions are replaced by what they are."""
    assert masked(text) == expected


@pytest.mark.parametrize("text", ["first:1.0", "172.17.0.2", "8080:80", "demo-web", "Exited (0)", "hello-world:latest"])
def test_kept(text: str) -> None:
    """Names, tags, ports and addresses are compared as they stand."""
    assert masked(text) == text


def test_personal_values_of_two_labs_meet() -> None:
    """The account of any lab comes out as the same word as the usual one."""
    one = masked("kim7/hello", personal({"LAB_HUB_USER": "kim7", "LAB_HUB_PASSWORD": "x9"}))
    two = masked("learner/hello", personal({}))
    assert one == two == "사용자명/hello"


def test_committed_outputs_show_no_password() -> None:
    """Passwords are replaced, the account stays as a reader expects it."""
    masks = secret({"LAB_HUB_USER": "learner", "LAB_HUB_PASSWORD": "7ywa-9yrx", "LAB_FTP_PASSWORD": "pnhx-7xbf"})
    assert masked("learner 7ywa-9yrx pnhx-7xbf", masks) == "learner 비밀번호 비밀번호"


def test_addresses_on_the_internet_are_left_out() -> None:
    """Where packages come from is a computer's own affair; addresses within the lab are shown."""
    shown = masked("Get:1 http://mirror.example/debian stable\nhttp://localhost:8080/ http://demo-server/", secret({}))
    assert shown == "Get:1 https://… stable\nhttp://localhost:8080/ http://demo-server/"


def test_nbval_reads_every_mask() -> None:
    """The sanitizer file has the form that nbval looks for."""
    found = re.findall("^regex: (.*)$\n^replace: (.*)$", sanitizer(MASKS), flags=re.MULTILINE)
    assert tuple(found) == MASKS
