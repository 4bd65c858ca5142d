"""Pictures of the sky: both formats give the light that was written, damaged ones a message."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import OpenEXR
import pytest

from vr_app.kernel.errors import UserError
from vr_app.loading.panorama import load_panorama

LIGHT = (np.random.default_rng(1).random((6, 16, 3)) * [3.0, 0.5, 40.0]).astype(np.float32)


def rgbe(light: np.ndarray) -> np.ndarray:
    peak = light.max(axis=-1)
    exponent = np.ceil(np.log2(np.maximum(peak, 1e-9)) + 1e-6)
    mantissa = light / np.exp2(exponent)[..., None] * 256
    return np.concatenate([mantissa, exponent[..., None] + 128], axis=-1).astype(np.uint8)


def radiance_file(rows: np.ndarray, *, packed: bool) -> bytes:
    height, width = rows.shape[:2]
    head = f"#?RADIANCE\nFORMAT=32-bit_rle_rgbe\n\n-Y {height} +X {width}\n".encode()
    if not packed:
        return head + rows.tobytes()
    body = b""
    for row in rows:
        body += bytes([2, 2, width >> 8, width & 255])
        for channel in range(4):
            half = width // 2
            body += bytes([half]) + row[:half, channel].tobytes()
            for value in row[half:, channel]:
                body += bytes([129, value])
    return head + body


@pytest.mark.parametrize("packed", [False, True])
def test_a_radiance_picture_keeps_its_light(packed: bool, tmp_path: Path) -> None:
    (tmp_path / "sky.hdr").write_bytes(radiance_file(rgbe(LIGHT), packed=packed))
    read = load_panorama(tmp_path / "sky.hdr")
    assert read.dtype == np.float16
    assert np.abs(read - LIGHT).max() <= LIGHT.max() / 128
    np.testing.assert_allclose(read[..., 2], LIGHT[..., 2], rtol=0.03, atol=0.05)


def test_an_openexr_picture_keeps_its_light(tmp_path: Path) -> None:
    header = {"compression": OpenEXR.ZIP_COMPRESSION, "type": OpenEXR.scanlineimage}
    with OpenEXR.File(header, {"RGB": LIGHT}) as file:
        file.write(str(tmp_path / "sky.exr"))
    np.testing.assert_allclose(load_panorama(tmp_path / "sky.exr"), LIGHT, rtol=2e-3, atol=1e-3)


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.hdr", b""),
        ("a.hdr", b"#?RADIANCE\n\n-Y 4 +X 4\n\x01\x02"),
        ("a.hdr", b"#?RADIANCE\n\n-Y 99999 +X 99999\n"),
        ("a.hdr", radiance_file(rgbe(LIGHT), packed=True)[:-9]),
        ("a.hdr", b"#?RADIANCE\n\n-Y 1 +X 16\n\x02\x02\x00\x10\xff\x01\xff\x01"),
        ("a.exr", b"no picture at all"),
    ],
)
def test_what_is_no_picture_of_the_sky_is_said_in_plain_words(name: str, data: bytes, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(data)
    with pytest.raises(UserError) as caught:
        load_panorama(tmp_path / name)
    assert caught.value.where is not None and caught.value.where.path.name == name


def test_a_missing_file_is_said(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="cannot be read"):
        load_panorama(tmp_path / "none.hdr")


def test_a_very_wide_picture_is_halved(tmp_path: Path) -> None:
    rows = np.full((2, 8192, 4), 128, np.uint8)
    (tmp_path / "wide.hdr").write_bytes(radiance_file(rows, packed=False))
    read = load_panorama(tmp_path / "wide.hdr")
    assert read.shape == (1, 4096, 3)
    np.testing.assert_allclose(read, 0.5, rtol=1e-3)
