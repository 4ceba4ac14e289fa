"""A program that may not write: it runs as another user than the folder's owner, or the mount is read only."""

from __future__ import annotations

import posixpath
import re
from typing import TYPE_CHECKING

from helpers.coach.evidence import container_files
from helpers.coach.model import Explanation
from helpers.text.josa import say

if TYPE_CHECKING:
    import tarfile

    from helpers.coach.evidence.container_files import Inside, Mount
    from helpers.coach.model import FinishedCommand
    from helpers.coach.scene import Scene
    from helpers.dockerdata.command_line import Command

SILENT = False
_SAID = re.compile(r"permission denied|EACCES|read-only file system|EROFS", re.IGNORECASE)
_READ_ONLY = re.compile(r"read-only file system|EROFS", re.IGNORECASE)
_PATHS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        r"(?:permission denied|read-only file system|EACCES[^'\n]*|EROFS[^'\n]*):? '([^'\n]+)'",
        r"(?:can't create|cannot create|cannot open|can't open) (?:directory )?[‘']?([^'’:\s]+)[’']?:",
        r"(?:cannot|can't) (?:touch|create|open|remove|move|write)[^'\n]*? [‘']([^'’\n]+)[’']",
        r"(?:^|[\s:])[‘'\"]?(/?[\w./-]+)[’'\"]?: (?:permission denied|read-only file system)",
    )
)
"""What programs say where they may not write, and the path."""
_WRITE, _OWN_WRITE, _GROUP_WRITE = 0o002, 0o200, 0o020


def explain(ran: FinishedCommand, asked: Command, scene: Scene) -> Explanation | None:
    """The folder's owner and rights, or the mount, say why."""
    if asked.verb not in ("run", "exec", "start") or not _SAID.search(ran.said):
        return None
    written = next((said[1] for pattern in _PATHS if (said := pattern.search(ran.said))), "")
    with container_files.of(ran, asked, scene) as inside:
        if inside is None or not written:
            return None
        path = inside.absolute(written)
        mount = inside.mount_of(path)
        if _READ_ONLY.search(ran.said):
            return _read_only(path, mount) if mount and mount.read_only else None
        refused = _refusing(path, inside)
        return _denied(path, *refused, inside) if refused else None


def _refusing(path: str, inside: Inside) -> tuple[str, tarfile.TarInfo] | None:
    """Return the file or the folder around it that the user may not write; None where that is not certain."""
    user = inside.user_id
    if user in (0, None):
        return None
    while not (entry := inside.entry(path)) and path != "/":
        path = posixpath.dirname(path)
    if entry is None or entry.mode & _WRITE or (entry.uid == user and entry.mode & _OWN_WRITE):
        return None
    return path, entry


def _explanation(what: str, why: str, *do: str) -> Explanation:
    return Explanation(id="write-denied", what=what, why=why, next=do)


def _denied(path: str, place: str, entry: tarfile.TarInfo, inside: Inside) -> Explanation:
    owner = "root" if entry.uid == 0 else f"사용자 번호 {entry.uid}"
    mount, user = inside.mount_of(place), inside.user
    kind = "폴더" if entry.isdir() else "파일"
    where = say(" 그 자리에 연결(마운트)한 것은 {shown}{이에요}.", shown=mount.shown) if mount else ""
    return _explanation(
        say("`{user}` 사용자는 `{path}`에 쓸 권한이 없어요(permission denied).", user=user, path=path),
        say("`{place}` {kind}의 주인은 {owner}{이고}, 다른 사용자는 쓸 수 없어요.", place=place, kind=kind, owner=owner)
        + where
        + say(" 이 컨테이너의 프로그램은 root가 아니라 `{user}`{으로} 실행됐어요.", user=user),
        say("이미지를 만들 때 `USER`보다 위에서 그 폴더를 만들고 `chown`으로 주인을 `{user}`{으로} 바꿔요.", user=user)
        + (" 새 볼륨은 이미지에 있던 그 폴더의 주인을 물려받아요." if mount and mount.is_volume else ""),
        "한 번만 쓰는 것이라면 `--user`를 빼거나 바꿔서 실행해요."
        if not mount or mount.is_volume
        else "내 컴퓨터에서 그 폴더의 주인이나 권한을 바꾸거나, 주인의 번호로 `--user`를 적어 실행해요.",
    )


def _read_only(path: str, mount: Mount) -> Explanation:
    return _explanation(
        say("`{target}`{은} 읽기 전용으로 연결(마운트)되어 있어서 `{path}`에 쓰지 못했어요.",
            target=mount.target, path=path),
        say("연결할 때 `ro`(읽기 전용)라고 적었어요. 그 자리에 연결한 것은 {shown}{이에요}.", shown=mount.shown)
        + " 읽기 전용이면 컨테이너 안에서는 root도 바꿀 수 없어요.",
        "컨테이너가 써야 하는 곳이면 `ro`를 빼고 컨테이너를 다시 만들어요. 쓸 곳만 따로 연결할 수도 있어요.",
    )  # fmt: skip
