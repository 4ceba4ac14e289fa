"""Makes the smallest Linux program that prints a text: an ELF file for amd64 or arm64, without a compiler.

Knows the two processors' `write` and `exit` system calls; nothing of images.
"""

from __future__ import annotations

import struct

LOAD_ADDRESS = 0x400000
HEADERS = 64 + 56  # the ELF header and one program header, in bytes


def amd64(length: int) -> bytes:
    """write(1, text, length); exit(0). The text follows the code."""
    code = b"\xb8\x01\x00\x00\x00\xbf\x01\x00\x00\x00"  # mov eax, 1; mov edi, 1
    end = b"\xb8\x3c\x00\x00\x00\x31\xff\x0f\x05"  # mov eax, 60; xor edi, edi; syscall
    rest = b"\xba" + struct.pack("<I", length) + b"\x0f\x05" + end  # mov edx, length; syscall; exit
    return code + b"\x48\x8d\x35" + struct.pack("<i", len(rest)) + rest  # lea rsi, [rip + rest]


def arm64(length: int) -> bytes:
    """write(1, text, length); exit(0). The text follows the code."""

    def movz(register: int, value: int) -> int:
        return 0xD2800000 | value << 5 | register

    after = (8 - 1) * 4  # from the adr below to the text, in bytes
    adr = 0x10000001 | (after & 3) << 29 | (after >> 2) << 5  # adr x1, text
    svc = 0xD4000001
    return struct.pack("<8I", movz(0, 1), adr, movz(2, length), movz(8, 64), svc, movz(0, 0), movz(8, 93), svc)


MACHINES = {"amd64": (62, amd64), "arm64": (183, arm64)}


def program(architecture: str, text: bytes) -> bytes:
    """The whole file; `text` is at most 65535 bytes. Raises KeyError for another architecture."""
    machine, code = MACHINES[architecture]
    body = code(len(text)) + text
    size = HEADERS + len(body)
    ident = b"\x7fELF\x02\x01\x01" + bytes(9)
    header = ident + struct.pack("<HHIQQQIHHHHHH", 2, machine, 1, LOAD_ADDRESS + HEADERS, 64, 0, 0, 64, 56, 1, 64, 0, 0)
    segment = struct.pack("<IIQQQQQQ", 1, 5, 0, LOAD_ADDRESS, LOAD_ADDRESS, size, size, 0x10000)
    return header + segment + body
