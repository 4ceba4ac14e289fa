"""The failures of files and folders on the person's own disk, as `errors` has the others.

Knows the operating system's numbers for them, so that no person is left with its English words alone.
"""

from __future__ import annotations

import errno
import os

from helpers.host.errors import DISK, FAULT, FOLDER, NOT_OURS, LabError, not_ours

__all__ = ["LabError"]


def of_system(error: OSError, path: str = "") -> LabError:
    """Whatever the operating system refused, told by its number; `path` where the error itself names no file."""
    where = path if error.filename is None else os.fsdecode(error.filename)
    for make, numbers in _BY_PATH:
        if error.errno in numbers:
            return make(where)
    if error.errno in _EXHAUSTED:
        return exhausted(error.strerror or "")
    return unknown(where, error.strerror or str(error))


def no_room(path: str) -> LabError:
    """The person's own disk is full."""
    remedy = "디스크를 비우고 다시 실행하세요. 있던 파일은 그대로 있습니다."
    return LabError(f"디스크에 남은 자리가 없어 {path or '파일'}에 쓰지 못했습니다.", remedy, DISK)


def read_only(path: str) -> LabError:
    """The file system is mounted without the right to write."""
    remedy = "강의 폴더를 쓸 수 있는 디스크로 옮기거나 그 디스크를 쓸 수 있게 다시 연결한 다음 실행하세요."
    return LabError(f"읽기 전용 디스크라 {path or '강의 폴더'}에 쓸 수 없습니다.", remedy, NOT_OURS)


def wrong_kind(path: str) -> LabError:
    """A file stands where a folder belongs, or a folder where a file does."""
    remedy = "그것을 다른 이름으로 옮기고(지우지 마세요) 다시 실행하세요. 필요한 것은 새로 만듭니다."
    return LabError(f"{path}: 폴더가 있을 자리에 파일이, 또는 파일이 있을 자리에 폴더가 있습니다.", remedy, FOLDER)


def no_folder(path: str) -> LabError:
    """Something that is no folder stands where the learner's files belong."""
    remedy = "그 파일을 다른 이름으로 옮기고 다시 실행하세요. 폴더는 새로 만듭니다."
    return LabError(f"{path}: 배우는 사람의 폴더가 있을 자리에 파일이 있습니다.", remedy, FOLDER)


def dangling(path: str, target: str) -> LabError:
    """A symbolic link to nothing stands where the learner's files belong."""
    remedy = "가리키던 폴더를 되돌려 놓거나(빠진 디스크라면 연결하거나), 링크를 다른 이름으로 옮기고 다시 실행하세요."
    return LabError(f"{path}: 링크가 가리키는 곳({target})이 없습니다.", remedy, FOLDER)


def missing(path: str) -> LabError:
    """A file or folder that has to be there is gone."""
    remedy = "지우거나 옮긴 것이 있다면 되돌려 놓고, 강의 폴더를 온전히 받은 다음 다시 실행하세요."
    return LabError(f"있어야 할 파일이나 폴더가 없습니다: {path}", remedy, FOLDER)


def hidden_from_learner(path: str, folders: str) -> LabError:
    """The clone was made under a strict umask: the learner in the lab may not read the course."""
    remedy = (
        f"chmod -R go+rX {folders} 명령으로 읽을 수 있게 한 다음 다시 실행하세요. "
        "umask를 077로 두고 받은 폴더가 그렇습니다."
    )
    return LabError(f"실습실 안의 배우는 사람이 강의의 파일을 읽을 수 없습니다: {path}", remedy, NOT_OURS)


def exhausted(reason: str) -> LabError:
    """The computer has no memory, process or open file to spare."""
    remedy = "다른 프로그램을 끄고 다시 실행하세요. ulimit -n으로 열 수 있는 파일의 수를 볼 수 있습니다."
    return LabError(f"컴퓨터에 남은 메모리나 열 수 있는 파일이 없습니다: {reason}", remedy, FAULT)


def unknown(path: str, reason: str) -> LabError:
    """The operating system refused for a reason that has no remedy of its own."""
    remedy = "디스크와 권한을 살펴보고 다시 실행하세요. ./lab doctor로 컴퓨터를 살펴볼 수 있습니다."
    return LabError(f"컴퓨터가 거절했습니다: {': '.join(filter(None, (path, reason)))}", remedy, FAULT)


def learner_folder(said: str) -> LabError:
    """The course could not be laid into the learner's folder; `said` is cause and remedy, as the lab tells them."""
    cause, _, remedy = said.partition("\n→ ")
    return LabError(
        f"강의의 노트북을 work/에 놓지 못했습니다.\n{cause}",
        remedy or "work/를 살펴보고 ./lab start를 다시 실행하세요. 있던 파일은 그대로 있습니다.",
        FOLDER,
    )


def our_fault(reason: str, log: str) -> LabError:
    """An exception that nobody foresaw; `log` has the details."""
    remedy = f"다시 실행해 보고, 또 그러면 자세한 기록을 강사에게 보여 주세요: {log}"
    return LabError(f"./lab 자체의 잘못으로 멈췄습니다: {reason}", remedy, FAULT)


_BY_PATH = (
    (no_room, {errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)}),
    (read_only, {errno.EROFS}),
    (not_ours, {errno.EACCES, errno.EPERM}),
    (wrong_kind, {errno.EEXIST, errno.ENOTDIR, errno.EISDIR}),
    (missing, {errno.ENOENT, errno.ELOOP}),
)
_EXHAUSTED = {errno.EMFILE, errno.ENFILE, errno.ENOMEM, errno.EAGAIN}
