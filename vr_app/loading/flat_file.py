"""A scene as one flat file that another process maps into memory: small objects pickled, arrays beside them raw.

Layout: magic, CRC-32 and length of all that follows, length of the pickle, number of arrays, (offset, length) of each,
the pickle, the arrays at multiples of 64 bytes.
"""

from __future__ import annotations

import io
import mmap
import os
import pickle
import struct
import zlib
from pathlib import Path
from typing import Any, BinaryIO

MAGIC = b"VRFLAT02"
HEAD = struct.Struct("<8sIQ")
COUNTS = struct.Struct("<QQ")
PLACE = struct.Struct("<QQ")
ALIGNMENT = 64
ALLOWED_NUMPY = {"dtype", "ndarray", "_frombuffer", "_reconstruct", "scalar"}
UNREADABLE = (
    pickle.UnpicklingError,
    struct.error,
    ArithmeticError,
    AttributeError,
    EOFError,
    ImportError,
    LookupError,
    MemoryError,
    TypeError,
    ValueError,
)
"""What a pickle of another version, or none at all, may end with."""


class DamagedFileError(ValueError):
    """The file is not whole or not ours."""


def write_flat(path: Path, value: Any) -> None:
    """Writes a value; the file appears complete or not at all. Raises: OSError."""
    buffers: list[pickle.PickleBuffer] = []
    small = pickle.dumps(value, protocol=5, buffer_callback=buffers.append)
    raws = [buffer.raw() for buffer in buffers]
    offset = HEAD.size + COUNTS.size + PLACE.size * len(raws) + len(small)
    places = []
    for raw in raws:
        offset = -(-offset // ALIGNMENT) * ALIGNMENT
        places.append((offset, raw.nbytes))
        offset += raw.nbytes
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("w+b") as file:
            file.write(HEAD.pack(MAGIC, 0, offset))
            file.write(COUNTS.pack(len(small), len(raws)))
            for place in places:
                file.write(PLACE.pack(*place))
            file.write(small)
            for (start, _), raw in zip(places, raws, strict=True):
                file.write(bytes(start - file.tell()))
                file.write(raw)
            file.flush()
            check = 0
            file.seek(HEAD.size)
            while block := file.read(1 << 22):
                check = zlib.crc32(block, check)
            file.seek(0)
            file.write(HEAD.pack(MAGIC, check, offset))
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def read_flat(path: Path) -> Any:
    """Maps a file; its arrays are read-only views that cost no memory of their own.

    Raises: DamagedFileError, OSError.
    """
    with path.open("rb") as file:
        _check(path, file)
        try:
            mapped = memoryview(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ))
        except ValueError:
            raise DamagedFileError(f"{path} is empty") from None
    try:
        small_length, count = COUNTS.unpack_from(mapped, HEAD.size)
        table = HEAD.size + COUNTS.size
        start = table + PLACE.size * count
        places = [PLACE.unpack_from(mapped, table + PLACE.size * number) for number in range(count)]
        arrays = [mapped[offset : offset + size] for offset, size in places]
        return _Unpickler(io.BytesIO(mapped[start : start + small_length]), buffers=arrays).load()
    except UNREADABLE as error:
        raise DamagedFileError(f"{path} was written by another version ({error})") from None


def _check(path: Path, file: BinaryIO) -> None:
    """Reads the file through once, in pieces: what is only checked does not count as this process's memory."""
    head = file.read(HEAD.size)
    if len(head) < HEAD.size:
        raise DamagedFileError(f"{path} is cut short")
    magic, check, length = HEAD.unpack(head)
    found, size = 0, HEAD.size
    while block := file.read(1 << 20):
        found = zlib.crc32(block, found)
        size += len(block)
    if magic != MAGIC or length != size or found != check or size < HEAD.size + COUNTS.size:
        raise DamagedFileError(f"{path} is damaged")


class _Unpickler(pickle.Unpickler):
    """Makes scene data and arrays, nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if module.startswith("vr_app.scene.") or (module.split(".")[0] == "numpy" and name in ALLOWED_NUMPY):
            return super().find_class(module, name)
        raise pickle.UnpicklingError(f"{module}.{name} does not belong here")
