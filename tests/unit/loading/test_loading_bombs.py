"""Small files that claim to be large: refused or shown in part, in little time and memory."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zlib
from pathlib import Path
from typing import Any

import meshopt
import numpy as np
import pytest
from PIL import Image

sys.path.insert(0, str(Path(__file__).parent))

from gltf_files import GltfFile

from vr_app.loading.extensions import LEFT_ASIDE, READ
from vr_app.loading.rules.finding import HARMLESS

DOCS = Path(__file__).resolve().parents[3] / "docs" / "gltf.md"
MEMORY_MB = 500
LIMIT_S = 30.0
"""Five on a machine of one's own."""


def with_pictures(data: bytes, count: int = 1) -> GltfFile:
    file = GltfFile()
    view = file.view(data)
    file.document.update(
        images=[{"bufferView": view, "mimeType": "image/png"} for _ in range(count)],
        textures=[{"source": number} for number in range(count)],
        materials=[{"pbrMetallicRoughness": {"baseColorTexture": {"index": number}}} for number in range(count)],
    )
    file.show({**file.triangle(), "material": 0})
    return file


def flat_png(width: int, height: int, rows: int | None = None) -> bytes:
    """A black picture of any size in few bytes, of which only some rows are there."""

    def chunk(kind: bytes, data: bytes) -> bytes:
        return len(data).to_bytes(4, "big") + kind + data + zlib.crc32(kind + data).to_bytes(4, "big")

    packer = zlib.compressobj(9)
    there = height if rows is None else rows
    pixels = b"".join(packer.compress(bytes(1 + width)) for _ in range(there)) + packer.flush()
    head = width.to_bytes(4, "big") + height.to_bytes(4, "big") + bytes([8, 0, 0, 0, 0])
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", pixels) + chunk(b"IEND", b"")


def chain(length: int) -> GltfFile:
    file = GltfFile()
    triangle = file.triangle()
    file.document["meshes"] = [{"primitives": [triangle]}]
    file.document["nodes"] = [{"children": [n + 1], "mesh": 0} for n in range(length)] + [{"mesh": 0}]
    file.document["scenes"] = [{"nodes": [0]}]
    return file


def zeros(count: int, **more: Any) -> GltfFile:
    file = GltfFile(**more)
    file.document["accessors"] = [{"componentType": 5126, "count": count, "type": "VEC3"}]
    file.show(*[{"attributes": {"POSITION": 0}}] * 50)
    return file


def packed(views: int) -> GltfFile:
    """Buffer views of 16 MB each, packed into a few kilobytes."""
    data = bytes(meshopt.encode_gltf_buffer(np.zeros((1_000_000, 16), np.uint8), "ATTRIBUTES"))
    file = GltfFile(extensionsUsed=["EXT_meshopt_compression"], buffers=[{"byteLength": 0}, {"byteLength": 16_000_000}])
    entry = {
        **file.document["bufferViews"][file.view(data)],
        "byteStride": 16,
        "count": 1_000_000,
        "mode": "ATTRIBUTES",
    }
    view = {"buffer": 1, "byteLength": 16_000_000, "extensions": {"EXT_meshopt_compression": entry}}
    file.document["bufferViews"] = [view] * views
    file.document["accessors"] = [
        {"bufferView": number, "componentType": 5126, "count": 1_000_000, "type": "VEC3"} for number in range(views)
    ]
    file.show(*[{"attributes": {"POSITION": number}} for number in range(views)])
    file.document["buffers"][0]["byteLength"] = len(file.data)
    return file


BOMBS: dict[str, tuple[Any, str]] = {
    "a picture of 12,000 pixels a side": (lambda: with_pictures(flat_png(12_000, 12_000)), "note:/images/0"),
    "a picture of two thousand million a side": (
        lambda: with_pictures(flat_png(2**31 - 1, 2**31 - 1, rows=0)),
        "note:/images/0",
    ),
    "a hundred pictures of 2048 a side": (lambda: with_pictures(flat_png(2048, 2048), 100), "note:/images/"),
    "nodes 20,000 deep": (lambda: chain(20_000), "/nodes/20000"),
    "four thousand million positions": (lambda: zeros(4_000_000_000), "/accessors/0/count"),
    "zeros shared by many primitives": (lambda: zeros(1_300_000), "/meshes/0/primitives/2"),
    "packed zeros": (lambda: packed(40), "/meshes/0/primitives/3"),
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_defused(tmp_path: Path, name: str) -> None:
    make, place = BOMBS[name]
    path = make().write_glb(tmp_path / "bomb.glb")
    assert path.stat().st_size < 3 << 20
    command = [sys.executable, "-m", "vr_app.app.commands.check_scene", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    report = json.loads(done.stdout)
    assert report["peak_mb"] < MEMORY_MB
    if place.startswith("note:"):
        assert report["ok"] and any(place[5:] in warning["message"] for warning in report["warnings"])
    else:
        assert not report["ok"] and report["errors"][0]["pointer"] == place, report["errors"]


def test_a_picture_bomb_in_its_comments_is_not_unpacked(tmp_path: Path) -> None:
    out = io.BytesIO()
    Image.new("RGB", (2, 2)).save(out, "PNG")
    png, bomb = out.getvalue(), b"a\0\0" + zlib.compress(bytes(100 << 20), 9)
    extra = len(bomb).to_bytes(4, "big") + b"zTXt" + bomb + zlib.crc32(b"zTXt" + bomb).to_bytes(4, "big")
    path = with_pictures(png[:33] + extra + png[33:]).write_glb(tmp_path / "bomb.glb")
    command = [sys.executable, "-m", "vr_app.app.commands.check_scene", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT_S, check=False)
    assert json.loads(done.stdout)["peak_mb"] < 200


def test_the_page_on_gltf_names_every_extension_and_harmless_mistake() -> None:
    page = DOCS.read_text(encoding="utf-8")
    for table in (READ, LEFT_ASIDE, HARMLESS):
        for name, words in table.items():
            assert f"| {name} | {words} |" in page, name
