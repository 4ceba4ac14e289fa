"""The catalogue of failures."""

from __future__ import annotations

import errno
import inspect
import re

import pytest

from helpers.host import errors
from helpers.host.settings import ROOT

VALUES = {
    "said": "permission denied",
    "name": "buildx",
    "log": "/l",
    "tail": "t",
    "image": "hub",
    "port": 1,
    "first": 1,
    "found": "2.1",
    "needed": "2.20",
    "folder": "/f",
    "file": "/k.tar",
    "part": "blobs/sha256/0",
    "wanted": "0",
    "here": "arm64",
    "images": "notebook",
    "address": "ssh://elsewhere",
    "last": 2,
    "command": "sudo sysctl a=1",
    "error": OSError(5, "Input/output error", "/f"),
    "path": "/f",
    "target": "/nowhere",
    "folders": "/f/helpers",
    "reason": "Input/output error",
    "names": "default",
    "chosen": "DOCKER_HOST=tcp://127.0.0.1:1",
}
CATALOGUE = [
    make
    for name, make in inspect.getmembers(errors, inspect.isfunction)
    if make.__module__ == errors.__name__ and not name.startswith("_")
]


@pytest.mark.parametrize("make", CATALOGUE, ids=lambda make: make.__name__)
def test_every_failure_has_cause_remedy_and_code(make: object) -> None:
    """No failure leaves a person without a next step, and none ends with success."""
    assert callable(make)
    error = make(**{name: VALUES[name] for name in inspect.signature(make).parameters})
    assert any("가" <= letter <= "힣" for letter in error.cause)
    assert any("가" <= letter <= "힣" for letter in error.remedy)
    assert error.code not in {0, 2}


@pytest.mark.parametrize(
    "said",
    [
        "write /var/lib/x: no space left on device",
        "write /dev/stdout: There is not enough space on the disk.",
        "write /dev/stdout: 디스크 공간이 부족합니다.",
    ],
)
def test_a_full_disk_is_recognised_where_it_shows(said: str) -> None:
    """A build, a start or a kit that fails for want of room says so, in the words of every system."""
    assert errors.build_failed("hub", "/l", said).code == errors.DISK
    assert errors.lab_would_not_start(said).code == errors.DISK
    assert errors.kit_unwritable("/k.tar", said).code == errors.DISK


def test_every_code_is_documented() -> None:
    """The teacher's table has each exit code once, and no other."""
    table = (ROOT / "docs" / "teacher.md").read_text(encoding="utf-8").partition("### 종료 코드")[2].partition("\n#")[0]
    codes = {value for name, value in vars(errors).items() if name.isupper() and isinstance(value, int)}
    documented = [int(code) for code in re.findall(r"^\| (\d+) \|", table, re.MULTILINE)]
    assert sorted(documented) == sorted(codes | {0, 2})


def test_a_socket_of_others_and_a_silent_engine_are_told_apart() -> None:
    """Who may not open the socket is told how to be let in; where nothing listens, how to switch it on."""
    refused = errors.engine_silent("permission denied while trying to connect to the Docker daemon socket")
    silent = errors.engine_silent("Cannot connect to the Docker daemon. Is the docker daemon running?")
    assert "usermod -aG docker" in refused.remedy
    assert "systemctl start docker" in silent.remedy


@pytest.mark.parametrize(
    ("number", "code", "word"),
    [
        (errno.ENOSPC, errors.DISK, "자리"),
        (errno.EROFS, errors.NOT_OURS, "읽기 전용"),
        (errno.EACCES, errors.NOT_OURS, "권한"),
        (errno.EPERM, errors.NOT_OURS, "권한"),
        (errno.EEXIST, errors.FOLDER, "파일이 있을 자리"),
        (errno.ENOTDIR, errors.FOLDER, "폴더가 있을 자리"),
        (errno.ENOENT, errors.FOLDER, "없습니다"),
        (errno.EMFILE, errors.FAULT, "열 수 있는 파일"),
        (errno.EIO, errors.FAULT, "거절"),
    ],
)
def test_what_the_system_refused_is_told_in_korean(number: int, code: int, word: str) -> None:
    """By its number, with the path, whatever words the system has for it."""
    error = errors.of_system(OSError(number, "in English", "/of/somebody"))
    assert error.code == code
    assert word in error.cause
    assert "/of/somebody" in error.cause or number == errno.EMFILE
    assert "/of/us" in errors.of_system(OSError(errno.EROFS, "in English"), "/of/us").cause


@pytest.mark.parametrize("said", ["Access is denied.", "액세스가 거부되었습니다."])
def test_on_windows_remedies_are_of_windows(monkeypatch: pytest.MonkeyPatch, said: str) -> None:
    """Nobody there has sudo, systemctl or unset."""
    monkeypatch.setattr("sys.platform", "win32")
    assert "docker-users" in errors.engine_silent(f"open //./pipe/docker_engine: {said}").remedy
    silent = errors.engine_silent("open //./pipe/docker_engine: The system cannot find the file specified.")
    assert silent.remedy == "Docker Desktop을 켜고, 다 켜진 다음 다시 실행하세요."
    assert "sudo" not in errors.not_writable("C:\\lab").remedy
    assert "unset" not in errors.engine_elsewhere("ssh://elsewhere").remedy
