"""An image's name as Docker reads it, what is wrong with it, and how it would be right.

Pure: knows the grammar of names, nothing of what exists.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

HUB_HOSTS = frozenset({"docker.io", "index.docker.io", "registry-1.docker.io"})
_PATH = re.compile(r"[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*(?:/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)*")
_TAG = re.compile(r"\w[\w.-]{0,127}", re.ASCII)
_CONTAINER = re.compile(r"[a-zA-Z0-9][a-zA-Z0-9_.-]+")
_HANGUL = re.compile(r"[ㄱ-ㆎ가-힣]")
DASHES = tuple("‐‑‒–—−")
"""What word processors make of a hyphen."""


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
        """Whose it is; empty for the official images."""
        return self.path.rpartition("/")[0]

    @property
    def repository(self) -> str:
        """The name without the tag, as people write it."""
        return f"{self.registry}/{self.path}" if self.registry else self.path

    @property
    def familiar(self) -> str:
        """The name with its tag, as people write it."""
        return f"{self.repository}:{self.tag}"


def parse(name: str) -> Reference:
    """The parts of a name; a faulty one is taken apart as far as it goes."""
    whole = name.partition("@")[0]
    first, slash, rest = whole.partition("/")
    registry = first if slash and (re.search(r"[.:]", first) or first == "localhost") else ""
    path, colon, tag = (rest if registry else whole).partition(":")
    registry = "" if registry in HUB_HOSTS else registry
    return Reference(
        registry=registry, path=path if registry else path.removeprefix("library/"), tag=tag or "latest",
        tagged=bool(colon),
    )  # fmt: skip


def fault(name: str) -> str:
    """What is wrong with an image's name, as a sentence; empty where it is a good one."""
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
    """What is wrong with a container's name, as a sentence; empty where it is a good one."""
    if _CONTAINER.fullmatch(name):
        return ""
    if _HANGUL.search(name):
        return "컨테이너 이름에는 한글을 쓸 수 없어요."
    if re.search(r"\s", name):
        return "컨테이너 이름에는 빈칸을 쓸 수 없어요."
    return "컨테이너 이름은 영어 글자나 숫자로 시작하는 두 글자 이상이고, 뒤에는 `_`, `.`, `-`도 쓸 수 있어요."


def mended(name: str) -> str:
    """The name as it would be right; empty where nothing sensible is left of it."""
    if name[:1] in DASHES:
        return ""
    path, colon, tag = name.rpartition(":") if ":" in name.rpartition("/")[2] else (name, "", "")
    registry, slash, rest = path.partition("/") if parse(name).registry else ("", "", path)
    good = _kept(rest.lower(), "/").strip("/-_.")
    label = _kept(tag, "")
    right = f"{registry}{slash}{good}{colon if label else ''}{label}"
    return right if good and bool(label) == bool(tag) and right != name and not fault(right) else ""


def container_mended(name: str) -> str:
    """Likewise for a container's name."""
    good = _kept(name, "").strip("-_.")
    return good if good != name and not container_fault(good) else ""


def _kept(text: str, also: str) -> str:
    """Spaces as hyphens, and nothing that is neither a letter, a digit nor one of `_.-`."""
    return re.sub(rf"[^A-Za-z0-9_.{also}-]", "", re.sub(r"\s+", "-", text))
