"""For which processors a shared library was made, from its first bytes: a runtime's must be for ours."""

from __future__ import annotations

import platform
import struct
from pathlib import Path

_ELF = {0x03: "32-bit Intel", 0x28: "32-bit ARM", 0x3E: "64-bit Intel and AMD", 0xB7: "64-bit ARM"}
_WINDOWS = {0x014C: "32-bit Intel", 0x01C4: "32-bit ARM", 0x8664: "64-bit Intel and AMD", 0xAA64: "64-bit ARM"}
_MACHINES = {
    "x86_64": "64-bit Intel and AMD",
    "amd64": "64-bit Intel and AMD",
    "aarch64": "64-bit ARM",
    "arm64": "64-bit ARM",
    "i686": "32-bit Intel",
    "x86": "32-bit Intel",
}


def made_for(library: Path) -> str:
    """In plain words, such as "64-bit ARM"; "" where that cannot be told."""
    try:
        if not library.is_file():
            return ""  # a pipe would let us wait
        with library.open("rb") as file:
            head = file.read(4096)
    except OSError:
        return ""
    if head[:4] == b"\x7fELF" and len(head) >= 20:
        order = ">" if head[5] == 2 else "<"
        return _ELF.get(struct.unpack_from(f"{order}H", head, 18)[0], "")
    if head[:2] == b"MZ" and len(head) >= 64:
        (at,) = struct.unpack_from("<I", head, 60)
        if head[at : at + 4] == b"PE\0\0" and len(head) >= at + 6:
            return _WINDOWS.get(struct.unpack_from("<H", head, at + 4)[0], "")
    return ""


def foreign(library: Path, machine: str = "") -> str:
    """For which other processors it was made; "" where it is for ours, or that cannot be told.

    Args:
        machine: instead of `platform.machine()`.
    """
    ours, theirs = _MACHINES.get((machine or platform.machine()).lower(), ""), made_for(library)
    return theirs if ours and theirs and ours != theirs else ""
