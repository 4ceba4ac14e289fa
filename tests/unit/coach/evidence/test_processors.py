"""Processors by Docker's names."""

from __future__ import annotations

from helpers.coach.evidence import processors


def elf(machine: int) -> bytes:
    """The beginning of a compiled program for a processor, by ELF's number."""
    return b"\x7fELF\x02\x01\x01" + bytes(11) + machine.to_bytes(2, "little")


def test_processors() -> None:
    """Docker's names, ELF's numbers, and what runs on what."""
    assert [processors.of_program(elf(number)) for number in (62, 183, 9999)] == ["amd64", "arm64", "ELF 9999"]
    assert processors.of_program(b"#!/bin/sh\n") == ""
    assert [processors.plain(name) for name in ("linux/arm64/v8", "x86_64", "aarch64")] == ["arm64", "amd64", "arm64"]
    assert processors.foreign("arm64", "amd64")
    assert not processors.foreign("386", "amd64")
    assert not processors.foreign("", "amd64")
