"""What a visit leaves says that it was made by AI, and stays readable."""

from __future__ import annotations

import struct
import wave
import zlib
from pathlib import Path

from vr_app.app.ai_label import NOTICE, label_captions, label_folder


def _png() -> bytes:
    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    header = chunk(b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + chunk(b"IDAT", zlib.compress(b"\0\x7f")) + chunk(b"IEND", b"")


def test_sound_and_pictures_are_marked_and_still_read(tmp_path: Path) -> None:
    with wave.open(str(tmp_path / "speech.wav"), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(22050)
        file.writeframes(b"\1\2" * 501)
    (tmp_path / "frame-0001.png").write_bytes(_png())
    label_folder(tmp_path)
    with wave.open(str(tmp_path / "speech.wav"), "rb") as file:
        assert file.getnframes() == 501 and file.readframes(501) == b"\1\2" * 501
    data = (tmp_path / "speech.wav").read_bytes()
    assert NOTICE.encode() in data and struct.unpack("<I", data[4:8])[0] == len(data) - 8
    picture = (tmp_path / "frame-0001.png").read_bytes()
    assert b"tEXtComment\0" + NOTICE.encode() in picture and picture.endswith(_png()[-12:])
    at = 8
    while at < len(picture):
        size = struct.unpack(">I", picture[at : at + 4])[0]
        body = picture[at + 4 : at + 8 + size]
        assert zlib.crc32(body) == struct.unpack(">I", picture[at + 8 + size : at + 12 + size])[0]
        at += 12 + size


def test_captions_say_so_in_a_note() -> None:
    assert label_captions("WEBVTT\n\n1\n") == f"WEBVTT\n\nNOTE {NOTICE}\n\n1\n"


def test_an_empty_folder_and_other_files_are_left_alone(tmp_path: Path) -> None:
    (tmp_path / "speech.wav").write_bytes(b"no sound")
    label_folder(tmp_path)
    assert (tmp_path / "speech.wav").read_bytes() == b"no sound"
