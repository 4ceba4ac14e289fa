"""What the witness reports of a command."""

from __future__ import annotations

import json
from dataclasses import asdict, replace

import pytest

from helpers.coach import reports
from helpers.coach.model import FinishedCommand
from helpers.dockerdata.types import Computer

RAN = FinishedCommand(argv=("docker", "run", "busybox"), code=125, words="no\n", folder="/w", host="unix:///mine")


def report(ran: FinishedCommand) -> str:
    """As the witness writes it."""
    return json.dumps(asdict(ran))


def test_a_report_is_a_command() -> None:
    """The lab's own engines are known by their addresses, any other stands in it."""
    assert reports.read(report(RAN)) == replace(RAN, host="")
    assert reports.read(report(replace(RAN, host="unix:///other"))) == replace(RAN, host="", computer=Computer.OTHER)
    assert reports.read(report(replace(RAN, host="tcp://far"))) == replace(RAN, host="tcp://far")


@pytest.mark.parametrize(
    ("line", "argv"),
    [
        ("ssh other docker load -i x.tar", "docker load -i x.tar"),
        ("ssh -o BatchMode=yes -p 22 -n other docker ps -a", "docker ps -a"),
        ("ssh other cd x && docker build . | tail", "docker build ."),
        ("ssh other docker pull a; docker run b > log", "docker run b"),
        ("ssh other echo 'docker", ""),
        ("ssh other ls docker-files", ""),
    ],
)
def test_docker_on_the_other_computer(line: str, argv: str) -> None:
    """The last docker command of what `ssh` runs there; where `ssh` itself failed there is none."""
    ran = replace(RAN, argv=tuple(line.split()))
    read = reports.read(report(ran))
    assert " ".join(read.argv if read else ()) == argv
    if argv:
        assert read
        assert (read.computer, read.host) == (Computer.OTHER, "")
    assert reports.read(report(replace(ran, code=255))) is None


@pytest.mark.parametrize(
    ("line", "folder"),
    [
        ("ssh other docker build .", "/home/learner"),
        ("ssh other cd app && docker build .", "/home/learner/app"),
        ("ssh other cd ~/app; cd src && docker build . ; cd /", "/home/learner/app/src"),
        ("ssh other cd /media/usb && docker load -i x.tar", "/media/usb"),
    ],
)
def test_the_folder_on_the_other_computer(line: str, folder: str) -> None:
    """The learner's home, unless `cd` has led out of it."""
    assert reports.beyond(line.split())[1] == folder


@pytest.mark.parametrize(
    ("line", "missing"),
    [
        ("docker run -v /a:/d -v./b:/e:ro busybox", ("/a", "./b")),
        ("docker container create --mount type=bind,src=/a,dst=/d busybox", ("/a",)),
        ("docker run --mount=type=volume,source=data,target=/d -e X=/a -w /c busybox", ()),
        ("docker run busybox -v /a:/d", ()),
        ("docker run -v /a busybox", ()),
        ("docker cp /a web:/d", ()),
    ],
)
def test_folders_that_were_not_there(line: str, missing: tuple[str, ...]) -> None:
    """Of the paths that led nowhere, those that are to be mounted."""
    ran = reports.read(report(replace(RAN, argv=tuple(line.split()), missing=("/a", "./b", "/c", "/d", "/e"))))
    assert ran
    assert ran.missing == missing


@pytest.mark.parametrize("option", ["-H tcp://far", "--host tcp://far", "--host=tcp://far", "-D -l info -H tcp://far"])
def test_the_engine_of_an_option(option: str) -> None:
    """It goes before the environment's."""
    ran = reports.read(report(replace(RAN, argv=("docker", *option.split(), "ps", "-H", "tcp://not"))))
    assert ran
    assert ran.host == "tcp://far"


def test_words_that_are_no_text() -> None:
    """A program writes any bytes, and a letter may have been cut in two."""
    ran = reports.read(report(replace(RAN, words="\udceb\udcb2말\n", folder="/w/\udcff")))
    assert ran
    assert (ran.words, ran.folder) == ("\ufffd말\n", "/w/\udcff")


def test_a_terminals_words_are_cleaned() -> None:
    """Colours go, and what was written over."""
    assert reports.cleaned("\x1b[31mred\x1b[0m\r\n10%\r50%\r100%\n\x1b]0;title\x07end") == "red\n100%\nend"


@pytest.mark.parametrize(
    ("line", "code", "command"),
    [
        ("docker login -u me -p secret", 1, "docker login"),
        ("docker container run busybox", 125, "docker run"),
        ("ssh other docker load -i x.tar", 1, "docker load"),
        ("scp x.tar other:", 1, "scp"),
        ("curl -T x.tar --user me:secret ftp://other/", 67, "curl"),
        ("ssh other docker ps", 255, "ssh"),
        ("docker run busybox", 0, ""),
    ],
)
def test_what_was_tried_in_vain(line: str, code: int, command: str) -> None:
    """A failed command is told without the words that may hold a password."""
    tried = reports.tried(report(replace(RAN, argv=tuple(line.split()), code=code)))
    assert (tried.command if tried else "") == command


def test_other_programs_are_no_docker_commands() -> None:
    """The coach explains nothing of them."""
    assert reports.read(report(replace(RAN, argv=("scp", "x.tar", "other:")))) is None


@pytest.mark.parametrize(
    "words",
    [
        "Cannot connect to the Docker daemon at unix:///mine. Is the docker daemon running?",
        'error during connect: Get "http://%2Fmine/v1.45/version": EOF',
    ],
)
def test_an_engine_that_is_away_was_not_tried_in_vain(words: str) -> None:
    """It is, where the command itself asked another engine."""
    assert reports.tried(report(replace(RAN, words=words))) is None
    assert reports.tried(report(replace(RAN, words=words, host="tcp://far"))) is not None
