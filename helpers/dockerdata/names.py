"""Parse, compare and mend the names of images and containers, by Docker's grammar.

Pure: knows nothing of what exists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

HUB_HOSTS = frozenset({"docker.io", "index.docker.io", "registry-1.docker.io"})
_PATH = re.compile(r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*")
_TAG = re.compile(r"\w[\w.-]{0,127}", re.ASCII)
_CONTAINER = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+")
_HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]")
DASHES = tuple("‐‑‒–—−")
"""What word processors make of a hyphen."""
_DRAWN = re.compile(r"[0-9a-f]{64}")
_PREFIX = re.compile(r"^(docker\.io/)?(library/)?")
_ALIKE = 0.6
"""So much of two names must be the same, as difflib counts it: from 0 to 1."""


@dataclass(frozen=True, kw_only=True)
class Reference:
    """`localhost:5000/me/hello:1` in its parts; `registry` is empty for Docker Hub, `path` has no `library/`.

    `tag` is `latest` where none was written, which `tagged` tells.
    """

    registry: str
    path: str
    tag: str
    tagged: bool

    @property
    def namespace(self) -> str:
        """Return whose it is; empty for the official images."""
        return self.path.rpartition("/")[0]

    @property
    def repository(self) -> str:
        """Return the name without the tag, as people write it."""
        return f"{self.registry}/{self.path}" if self.registry else self.path

    @property
    def familiar(self) -> str:
        """Return the name with its tag, as people write it."""
        return f"{self.repository}:{self.tag}"


def parse(name: str) -> Reference:
    """Split a name into its parts; a faulty one as far as it goes."""
    whole = name.partition("@")[0]
    first, slash, rest = whole.partition("/")
    registry = first if slash and (re.search(r"[.:]", first) or first == "localhost") else ""
    path, colon, tag = (rest if registry else whole).partition(":")
    if registry in HUB_HOSTS:
        registry = ""
    if not registry:
        path = path.removeprefix("library/")
    return Reference(registry=registry, path=path, tag=tag or "latest", tagged=bool(colon))


def short(name: str) -> str:
    """Return a name without Docker Hub's own prefixes, and otherwise as it was written."""
    return _PREFIX.sub("", name, count=1)


def familiar(name: str) -> str:
    """Return a name as people write it, with its tag: `docker.io/library/ubuntu` is `ubuntu:latest`."""
    bare = short(name)
    if "@" in bare or bare.startswith("sha256:") or ":" in bare.rpartition("/")[2]:
        return bare
    return f"{bare}:latest"


def repository(name: str) -> str:
    """Return a name without its tag."""
    return parse(name).repository


def of_repository(name: str, names: Iterable[str]) -> list[str]:
    """Return those of `names` that differ from `name` in nothing but the tag, itself included."""
    wanted = repository(name)
    return [other for other in names if repository(other) == wanted]


def similar(name: str, names: Iterable[str]) -> str | None:
    """Return the name that was most likely meant, from `names`; None where nothing looks like it.

    A tag in common (`web:latest`, `db:latest`) makes no likeness: what stands before it must be alike as well.
    """
    others = sorted(set(names) - {name})
    lowered = {other.lower(): other for other in reversed(others)}
    close = get_close_matches(name.lower(), list(lowered), n=len(lowered) or 1, cutoff=_ALIKE)
    bare = _untagged(name.lower())
    return next((lowered[other] for other in close if get_close_matches(bare, [_untagged(other)], cutoff=_ALIKE)), None)


def is_drawn(volume: str) -> bool:
    """Return whether the engine itself drew a volume's name, for want of one."""
    return bool(_DRAWN.fullmatch(volume))


def _untagged(name: str) -> str:
    head, colon, tag = name.rpartition(":")
    return head if colon and "/" not in tag else name


def fault(name: str) -> str:
    """Say what is wrong with an image's name, as a sentence; empty where it is a good one."""
    found = parse(name)
    faults = (
        (name[:1] in DASHES, f"`{name[:1]}`는 붙임표(`-`)처럼 보이지만 다른 글자예요."),
        (re.search(r"\s", name), "이미지 이름에는 빈칸을 쓸 수 없어요."),
        (_HANGUL.search(name), "이미지 이름과 태그에는 한글을 쓸 수 없어요."),
        (re.search(r"[A-Z]", found.path), "이미지 이름은 소문자로만 써야 해요. 대문자는 태그에만 쓸 수 있어요."),
        (name.endswith(":"), "콜론(`:`) 뒤에 태그가 없어요."),
        (not found.path, "콜론(`:`) 앞에 이미지 이름이 없어요."),
        (
            not _PATH.fullmatch(found.path),
            "이미지 이름에는 영어 소문자와 숫자를 쓰고, 사이에만 `.`, `_`, `-`, `/`를 넣을 수 있어요.",
        ),
        (not _TAG.fullmatch(found.tag), "태그에는 영어 글자와 숫자, `_`, `.`, `-`만 쓸 수 있어요."),
    )
    return next((text for holds, text in faults if holds), "")


def container_fault(name: str) -> str:
    """Say what is wrong with a container's name, as a sentence; empty where it is a good one."""
    if _CONTAINER.fullmatch(name):
        return ""
    if _HANGUL.search(name):
        return "컨테이너 이름에는 한글을 쓸 수 없어요."
    if re.search(r"\s", name):
        return "컨테이너 이름에는 빈칸을 쓸 수 없어요."
    return "컨테이너 이름은 영어 글자나 숫자로 시작하는 두 글자 이상이고, 뒤에는 `_`, `.`, `-`도 쓸 수 있어요."


def mended(name: str) -> str:
    """Return the name as it would be right; empty where nothing sensible is left of it."""
    if name[:1] in DASHES:
        return ""
    path, colon, tag = name.rpartition(":") if ":" in name.rpartition("/")[2] else (name, "", "")
    registry, slash, rest = path.partition("/") if parse(name).registry else ("", "", path)
    good = _kept(rest.lower(), "/").strip("/-_.")
    label = _kept(tag, "")
    right = f"{registry}{slash}{good}{colon if label else ''}{label}"
    return right if good and bool(label) == bool(tag) and right != name and not fault(right) else ""


def container_mended(name: str) -> str:
    """Return a container's name as it would be right; empty where it is right or nothing is left of it."""
    good = _kept(name, "").strip("-_.")
    return good if good != name and not container_fault(good) else ""


def _kept(text: str, also: str) -> str:
    """Turn spaces into hyphens, and drop what is neither a letter, a digit nor one of `_.-`."""
    return re.sub(rf"[^A-Za-z0-9_.{also}-]", "", re.sub(r"\s+", "-", text))
