"""Rules for the chunks of a binary glTF file."""

from __future__ import annotations

import struct

from vr_app.loading.container import CHUNK_BIN, CHUNK_JSON, GLB_MAGIC
from vr_app.loading.rules.finding import Findings

KNOWN = (CHUNK_JSON, CHUNK_BIN)


def check_glb(data: bytes, findings: Findings) -> None:
    """Header and chunks. A file that is not binary has none."""
    if data[:4] != GLB_MAGIC:
        if data[:1] not in (b"{", b" ", b"\n", b"\r", b"\t", b"\xef", b"["):
            findings.add("GLB_INVALID_MAGIC", "", "is neither binary glTF nor JSON")
        return
    if len(data) < 12:
        findings.add("GLB_UNEXPECTED_END_OF_HEADER", "", "ends within its header")
        return
    version, length = struct.unpack_from("<II", data, 4)
    if version != 2:
        findings.add("GLB_INVALID_VERSION", "", f"is binary glTF version {version}; only version 2 can be read")
    if length < 12:
        findings.add("GLB_LENGTH_TOO_SMALL", "", f"says it has {length} bytes, fewer than its own header")
    fits = _check_chunks(data, length, findings)
    cut = any(finding.code.startswith("GLB_UNEXPECTED_END") for finding in findings.all)
    if (length > len(data) and not cut) or (length < len(data) and not fits):
        findings.add("GLB_LENGTH_MISMATCH", "", f"says it has {length} bytes, but has {len(data)}")
    elif length < len(data):
        findings.add("GLB_EXTRA_DATA", "", f"has {len(data) - length} bytes more than it says")


def _check_chunks(data: bytes, length: int, findings: Findings) -> bool:
    """Returns: whether all chunks lie within the length that the file gives."""
    offset, seen, fits = 12, [], True
    while offset < min(len(data), max(length, 12)):
        if offset + 8 > len(data):
            findings.add("GLB_UNEXPECTED_END_OF_CHUNK_HEADER", "", "ends within the header of a chunk")
            return fits
        size, kind = struct.unpack_from("<II", data, offset)
        offset += 8
        name = f"{kind:#010x}"
        if size % 4:
            findings.add("GLB_CHUNK_LENGTH_UNALIGNED", "", f"has a chunk {name} whose length is no multiple of 4")
        if offset + size > length:
            fits = False
            findings.add("GLB_CHUNK_TOO_BIG", "", f"has a chunk {name} of {size} bytes, more than the file says it has")
        if not seen and kind != CHUNK_JSON:
            findings.add("GLB_UNEXPECTED_FIRST_CHUNK", "", f"begins with chunk {name} instead of its JSON")
            return fits
        if kind == CHUNK_JSON and size == 0:
            findings.add("GLB_EMPTY_CHUNK", "", "has an empty JSON chunk")
        if kind == CHUNK_BIN and len(seen) > 1 and CHUNK_BIN not in seen:
            findings.add("GLB_UNEXPECTED_BIN_CHUNK", "", "has its binary chunk after others")
        if kind in seen and kind in KNOWN:
            findings.add("GLB_DUPLICATE_CHUNK", "", f"has two chunks {name}")
        elif kind not in KNOWN:
            findings.add("GLB_UNKNOWN_CHUNK_TYPE", "", f"has a chunk of unknown type {name}")
        seen.append(kind)
        offset += size
        if offset > len(data):
            findings.add("GLB_UNEXPECTED_END_OF_CHUNK_DATA", "", f"ends within its chunk {name}")
            return fits
    return fits
