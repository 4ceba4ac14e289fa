"""What is kept of a run, and what may differ between two true outputs."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

import pytest

from helpers.authoring import notebook_file
from helpers.authoring.outputs import (
    HEAD_LINES,
    MASKS,
    TAIL_LINES,
    carried,
    committed,
    confirmed,
    masked,
    personal,
    sanitizer,
    secret,
)

if TYPE_CHECKING:
    from helpers.authoring.notebook_file import Cell


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("sha256:" + "0a" * 32, "ID"),
        ("0a" * 32, "ID"),
        ("b5b2b2c50720 demo", "ID demo"),
        ("of ref d6af15ff-0b1e-4cc2-afca-2370e570c24e::6dgxzevhz58lthbujezmbt5zt: no", "of ref ID: no"),
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
    found = re.findall("^regex: (.*)$\n^replace: (.*)$", sanitizer(), flags=re.MULTILINE)
    assert tuple(found) == (*personal(os.environ), *MASKS)


def stream(name: str, text: str) -> dict[str, str]:
    """One piece of a stream, as a kernel sends it."""
    return {"output_type": "stream", "name": name, "text": text}


def cell(*outputs: dict[str, str], **metadata: object) -> Cell:
    """A cell that has run."""
    return {"cell_type": "code", "metadata": metadata, "outputs": [dict(output) for output in outputs]}


def test_pieces_of_a_stream_are_joined() -> None:
    """However the kernel cut them up, there is one of each stream, standard output first."""
    ran = cell(
        stream("stderr", "경고\n"), stream("stdout", "하나\n"), stream("stderr", "오류\n"), stream("stdout", "둘\n")
    )
    assert committed(ran) == [stream("stdout", "하나\n둘\n"), stream("stderr", "경고\n오류\n")]


def test_output_that_is_not_compared_is_dropped() -> None:
    """What differs from run to run is not committed, so that a rebuild changes nothing."""
    assert committed(cell(stream("stdout", "0.3s\n"), tags=["nbval-ignore-output"], reason="times")) == []


def test_author_may_keep_it() -> None:
    """Where a reader gains by it, an output that is not compared is committed, without the middle of a long log."""
    lines = [f"{number}\n" for number in range(500)]
    (log,) = committed(cell(stream("stdout", "".join(lines)), tags=["nbval-ignore-output"], reason="times", keep=True))
    assert log["text"].splitlines(keepends=True) == [*lines[:HEAD_LINES], "…\n", *lines[-TAIL_LINES:]]


def test_passwords_are_not_committed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A password that a cell printed does not reach the repository."""
    monkeypatch.setenv("LAB_HUB_PASSWORD", "7ywa-9yrx")
    assert committed(cell(stream("stdout", "비밀번호: 7ywa-9yrx\n"))) == [stream("stdout", "비밀번호: 비밀번호\n")]


def run(text: str) -> notebook_file.Notebook:
    """A notebook whose only cell printed `text`."""
    cell = notebook_file.code("print()")
    cell["outputs"] = [{"name": "stdout", "output_type": "stream", "text": text}]
    return notebook_file.notebook([cell], "sample")


def test_confirmed_output_does_not_change() -> None:
    """A new run that differs only in an id keeps the committed output."""
    old = run("b5b2b2c50720\n")
    assert confirmed(run("0123456789ab\n"), old) == old


def test_changed_output_is_taken() -> None:
    """A new run that says something else replaces the committed output."""
    new = run("실행됨\n")
    assert confirmed(new, run("멈춤\n")) == run("실행됨\n")


def test_what_is_not_run_keeps_what_it_had() -> None:
    """Without a run a cell that stood there has its outputs, and a new one none."""
    old = run("b5b2b2c50720\n")
    old["cells"][0]["execution_count"] = 7
    new = notebook_file.notebook([notebook_file.code("new()"), notebook_file.code("print()")], "sample")
    fresh, known = carried(new, old)["cells"]
    assert (fresh["outputs"], fresh["execution_count"]) == ([], None)
    assert (known["outputs"], known["execution_count"]) == (old["cells"][0]["outputs"], 1)
