"""The encoders' files, read without their libraries: pieces, 4-bit blocks, damaged files."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import pytest

from vr_app.inference.embedder_e5_file import PackedE5, unpacked
from vr_app.inference.embedder_minilm import EnglishEncoder
from vr_app.inference.embedder_pieces import Pieces
from vr_app.inference.embedder_unigram import unigram_pieces
from vr_app.inference.protobuf import fields

_VOCABULARY = {"<unk>": 0.0, "▁": -5.0, "▁sea": -2.0, "▁se": -4.0, "a": -4.5, "side": -3.0, "s": -6.0, "港": -3.5}


def _pieces() -> Pieces:
    texts = [text.encode() for text in _VOCABULARY]
    ends = np.cumsum([0, *map(len, texts)]).astype(np.uint32)
    scores = np.array(list(_VOCABULARY.values()), np.float32)
    return Pieces(b"".join(texts), ends, scores, 0, str.lower)


def _spelled(text: str) -> list[str]:
    names = list(_VOCABULARY)
    return [names[number] for number in _pieces().encode(text)]


def test_the_likeliest_pieces_are_taken_and_spaces_stand_before_words() -> None:
    assert _spelled("Sea  side") == ["▁sea", "▁", "side"]
    assert _spelled("seaside") == ["▁sea", "side"]
    assert _spelled("港") == ["▁", "港"]


def test_what_no_piece_spells_is_one_unknown_however_long() -> None:
    assert _spelled("sea😀😀😀a") == ["▁sea", "<unk>", "a"]


def test_a_block_is_a_scale_and_thirty_two_halves_of_bytes() -> None:
    block = np.frombuffer(np.float16(0.5).tobytes() + bytes([0xF0 | n for n in range(16)]), np.uint8)[None]
    weights = unpacked(block)[0]
    assert weights[:16].tolist() == [(n - 8) / 2 for n in range(16)]
    assert weights[16:].tolist() == [3.5] * 16


@pytest.mark.parametrize("data", [b"", b"E5S1", b"something else, and long enough", b"E5S1" + bytes(60)])
def test_another_file_is_no_packed_e5(data: bytes, tmp_path: Path) -> None:
    path = tmp_path / "e5.bin"
    path.write_bytes(data)
    with pytest.raises(ValueError):
        PackedE5(path)


def test_a_file_of_pieces_that_is_cut_short_is_told(tmp_path: Path) -> None:
    path = tmp_path / "sp.model"
    path.write_bytes(b"\x0a\x20\x0a\x03abc")
    with pytest.raises(ValueError, match="SentencePiece"):
        unigram_pieces(path)


def test_fields_of_a_message_are_read_with_their_numbers() -> None:
    message = b"\x08\x96\x01" + b"\x12\x02hi" + b"\x1d" + struct.pack("<f", 1.5)
    assert list(fields(message)) == [(1, 150), (2, b"hi"), (3, struct.pack("<f", 1.5))]


def test_an_onnx_file_without_matrices_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "english.onnx"
    path.write_bytes(b"\x3a\x00")
    with pytest.raises((ValueError, KeyError)):
        EnglishEncoder(path, tmp_path / "none.json")
