"""A scene as one flat file that another process maps into memory: small objects pickled, arrays beside them raw.

Layout: magic, CRC-32 and length of all that follows, length of the pickle, number of arrays, (file, offset, length) of
each, the pickle, the arrays at multiples of 64 bytes. Arrays that were read from another flat file of the same folder
are not written again: `file` counts the names that stand in the pickle, 0 is this one.
"""

from __future__ import annotations

import io
import mmap
import os
import pickle
import struct
import threading
import weakref
import zlib
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np

MAGIC = b"VRFLAT03"
HEAD = struct.Struct("<8sIQ")
COUNTS = struct.Struct("<QQ")
PLACE = struct.Struct("<QQQ")
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


class _Mapped(mmap.mmap):
    """A flat file in memory, for as long as anything in it is in use.

    Attributes:
        path: the file.
        start: address of its first byte.
    """

    path: Path
    start: int


_MAPPED: dict[str, weakref.ReferenceType[_Mapped]] = {}
"""Files that are mapped now, by path: the same bytes at the same address for all who read them."""
_GUARD = threading.Lock()


def write_flat(path: Path, value: Any) -> None:
    """Writes a value; the file appears complete or not at all. Raises: OSError."""
    buffers: list[pickle.PickleBuffer] = []
    small = pickle.dumps(value, protocol=5, buffer_callback=buffers.append)
    known = _known_files(path.parent)
    names: list[str] = []
    raws, elsewhere = [], []
    for buffer in buffers:
        raw = buffer.raw()
        found = _place_in(known, raw)
        if found is not None and found[0].name not in names:
            names.append(found[0].name)
        elsewhere.append(None if found is None else (names.index(found[0].name) + 1, found[1]))
        raws.append(raw)
    small = pickle.dumps((tuple(names), small))
    offset = HEAD.size + COUNTS.size + PLACE.size * len(raws) + len(small)
    places, written = [], []
    for raw, other in zip(raws, elsewhere, strict=True):
        if other is not None:
            places.append((*other, raw.nbytes))
            continue
        offset = -(-offset // ALIGNMENT) * ALIGNMENT
        places.append((0, offset, raw.nbytes))
        written.append((offset, raw))
        offset += raw.nbytes
    part = path.with_name(f"{path.name}.{os.getpid()}.part")
    try:
        with part.open("w+b") as file:
            file.write(HEAD.pack(MAGIC, 0, offset))
            file.write(COUNTS.pack(len(small), len(raws)))
            for place in places:
                file.write(PLACE.pack(*place))
            file.write(small)
            for start, raw in written:
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
    return _value_of(_map(path))


def _map(path: Path) -> _Mapped:
    """The file in memory; one that is there already as long as anything of it is in use."""
    with path.open("rb") as file:
        status = os.fstat(file.fileno())
        key = f"{path.resolve()}:{status.st_ino}:{status.st_size}"
        with _GUARD:
            found = _MAPPED.get(key)
            mapped = found() if found is not None else None
        if mapped is not None:
            return mapped
        _check(path, file)
        try:
            mapped = _Mapped(file.fileno(), 0, access=mmap.ACCESS_READ)
        except ValueError:
            raise DamagedFileError(f"{path} is empty") from None
    mapped.path, mapped.start = path, np.frombuffer(mapped, np.uint8).__array_interface__["data"][0]
    with _GUARD:
        _MAPPED[key] = weakref.ref(mapped)
        for old in [name for name, entry in _MAPPED.items() if entry() is None]:
            del _MAPPED[old]
    return mapped


def _value_of(mapped: _Mapped) -> Any:
    view, path = memoryview(mapped), mapped.path
    try:
        small_length, count = COUNTS.unpack_from(view, HEAD.size)
        table = HEAD.size + COUNTS.size
        start = table + PLACE.size * count
        places = [PLACE.unpack_from(view, table + PLACE.size * number) for number in range(count)]
        names, small = _Unpickler(io.BytesIO(view[start : start + small_length])).load()
        files = [mapped, *(_map(path.parent / name) for name in names if "/" not in name and name.endswith(".flat"))]
        if any(len(files[file]) < offset + size for file, offset, size in places):
            raise DamagedFileError(f"{path} goes on in a file that has changed")
        arrays = [memoryview(files[file])[offset : offset + size] for file, offset, size in places]
        return _Unpickler(io.BytesIO(small), buffers=arrays).load()
    except FileNotFoundError as error:
        raise DamagedFileError(f"{path} goes on in a file that is gone ({error})") from None
    except UNREADABLE as error:
        raise DamagedFileError(f"{path} was written by another version ({error})") from None


def _known_files(folder: Path) -> list[_Mapped]:
    with _GUARD:
        found = [entry() for entry in _MAPPED.values()]
    return [mapped for mapped in found if mapped is not None and mapped.path.parent == folder]


def _place_in(files: list[_Mapped], raw: memoryview) -> tuple[Path, int] | None:
    """The file that bytes in memory were mapped from, and where in it."""
    if raw.nbytes == 0:
        return None
    address = np.frombuffer(raw, np.uint8).__array_interface__["data"][0]
    for mapped in files:
        if mapped.start <= address and address + raw.nbytes <= mapped.start + len(mapped):
            return mapped.path, address - mapped.start
    return None


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
