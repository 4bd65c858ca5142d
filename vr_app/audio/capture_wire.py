"""How the capture program's sound comes through its pipe: one line of JSON about the device, then blocks of samples."""

from __future__ import annotations

import struct
from dataclasses import dataclass
from typing import IO

SAMPLE_RATE_HZ = 16_000
_BLOCK = struct.Struct("<4sdII")
_MAGIC = b"MIC1"
_MOST = SAMPLE_RATE_HZ * 4


@dataclass(frozen=True)
class CapturedBlock:
    """Sound of the microphone.

    Attributes:
        pcm: 16-bit mono at 16 kHz.
        at_s: monotonic second at which the last sample was taken.
        lost: samples that the device gave and nobody took in time, before this block.
    """

    pcm: bytes
    at_s: float
    lost: int = 0


def write_block(stream: IO[bytes], block: CapturedBlock) -> None:
    """Writes one block."""
    stream.write(_BLOCK.pack(_MAGIC, block.at_s, len(block.pcm) // 2, block.lost) + block.pcm)
    stream.flush()


def read_block(stream: IO[bytes]) -> CapturedBlock | None:
    """Waits for the next block; None where the stream ended or is broken."""
    head = stream.read(_BLOCK.size)
    if len(head) < _BLOCK.size:
        return None
    magic, at_s, count, lost = _BLOCK.unpack(head)
    if magic != _MAGIC or count > _MOST:
        return None
    pcm = stream.read(2 * count)
    return CapturedBlock(pcm, at_s, lost) if len(pcm) == 2 * count else None
