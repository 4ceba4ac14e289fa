"""Find out which processor an engine, an image or a program is for, by Docker's names.

Which of them is emulated on which computer cannot be told from here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from helpers.coach.scene import Scene

_OTHER_NAMES = {"x86_64": "amd64", "aarch64": "arm64", "armv7l": "arm", "i386": "386", "i686": "386"}
_ALSO = {"amd64": {"386"}, "arm64": {"arm"}}
"""What a processor runs besides its own."""
_ELF = {
    3: "386",
    8: "mips",
    20: "ppc",
    21: "ppc64le",
    22: "s390x",
    40: "arm",
    50: "ia64",
    62: "amd64",
    183: "arm64",
    243: "riscv64",
    258: "loong64",
}
"""The number that an ELF file carries (`e_machine`)."""
_BIG_ENDIAN = 2
_HEADER = 20
"""Bytes of an ELF file up to that number's end."""
KNOWN = "Intel·AMD 컴퓨터는 `amd64`, 애플 실리콘 맥은 `arm64`예요."


def of_engine(scene: Scene) -> str:
    """Return the processor of the computer that the engine runs on."""
    return plain(str(scene.engine.get("/version")["Arch"]))


def of_image(scene: Scene, name: str) -> str:
    """Return the processor that an image is for; empty where there is no such image."""
    found = scene.image(name)
    return plain(str(found.get("Architecture", ""))) if found else ""


def of_program(content: bytes) -> str:
    """Return the processor of a compiled Linux program; empty where it is none."""
    if not content.startswith(b"\x7fELF") or len(content) < _HEADER:
        return ""
    number = int.from_bytes(content[18:20], "big" if content[5] == _BIG_ENDIAN else "little")
    return _ELF.get(number, f"ELF {number}")


def plain(name: str) -> str:
    """Return Docker's name of a processor: `amd64` for `linux/amd64/v2` and for `x86_64`."""
    name = name.removeprefix("linux/").partition("/")[0].lower()
    return _OTHER_NAMES.get(name, name)


def foreign(wanted: str, engine: str) -> bool:
    """Return whether a program for `wanted` needs another processor than `engine`; False where either is unknown."""
    return bool(wanted and engine) and wanted != engine and wanted not in _ALSO.get(engine, ())
