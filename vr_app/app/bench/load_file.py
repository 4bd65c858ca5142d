"""A file to load for measuring: one hill of 100,000 triangles with a texture, made by ourselves."""

from __future__ import annotations

import json
import struct
import zlib
from pathlib import Path

import numpy as np

QUADS = 224
"""On each side: twice as many squared is a little over 100,000 triangles."""
TEXTURE_SIDE = 1024


def write_hill(path: Path) -> int:
    """Writes the .glb. Returns: how many triangles it has."""
    at = np.linspace(-5, 5, QUADS + 1, dtype=np.float32)
    x, z = np.meshgrid(at, at)
    y = (np.sin(x * 1.7) * np.cos(z * 1.3)).astype(np.float32)
    positions = np.stack([x, y, z], axis=-1).reshape(-1, 3)
    along_x, along_z = 1.7 * np.cos(x * 1.7) * np.cos(z * 1.3), -1.3 * np.sin(x * 1.7) * np.sin(z * 1.3)
    slope = np.stack([-along_x, np.ones_like(x), -along_z])
    normals = (slope / np.linalg.norm(slope, axis=0)).reshape(3, -1).T.astype(np.float32)
    uv = np.stack([x, z], axis=-1).reshape(-1, 2) / 10 + 0.5
    corner = (np.arange(QUADS)[:, None] * (QUADS + 1) + np.arange(QUADS)).reshape(-1)
    below = corner + QUADS + 1
    indices = np.stack([corner, below, corner + 1, corner + 1, below, below + 1], axis=1).astype(np.uint32)
    noise = np.random.default_rng(1).integers(0, 255, (TEXTURE_SIDE // 8, TEXTURE_SIDE // 8, 3), dtype=np.uint8)
    smooth = np.kron(noise, np.ones((8, 8, 1), np.uint8))
    parts = [positions.tobytes(), normals.tobytes(), uv.astype(np.float32).tobytes(), indices.tobytes()]
    parts.append(_png(smooth))
    path.write_bytes(_glb(_document(parts, positions, indices), parts))
    return indices.size // 3


def _png(pixels: np.ndarray) -> bytes:
    """An RGB picture (h, w, 3), unfiltered."""
    height, width = pixels.shape[:2]
    rows = np.concatenate([np.zeros((height, 1), np.uint8), pixels.reshape(height, -1)], axis=1)
    chunks = (
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)),
        (b"IDAT", zlib.compress(rows.tobytes(), 6)),
        (b"IEND", b""),
    )
    out = b"\x89PNG\r\n\x1a\n"
    for name, data in chunks:
        out += struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
    return out


def _document(parts: list[bytes], positions: np.ndarray, indices: np.ndarray) -> dict[str, object]:
    views, offset = [], 0
    for part in parts:
        views.append({"buffer": 0, "byteOffset": offset, "byteLength": len(part)})
        offset += len(part) + -len(part) % 4
    count = len(positions)
    low, high = positions.min(axis=0).tolist(), positions.max(axis=0).tolist()
    return {
        "asset": {"version": "2.0"},
        "scene": 0,
        "scenes": [{"nodes": [0]}],
        "nodes": [{"mesh": 0}],
        "meshes": [
            {"primitives": [{"attributes": {"POSITION": 0, "NORMAL": 1, "TEXCOORD_0": 2}, "indices": 3, "material": 0}]}
        ],
        "materials": [{"pbrMetallicRoughness": {"baseColorTexture": {"index": 0}, "metallicFactor": 0.0}}],
        "textures": [{"source": 0}],
        "images": [{"bufferView": 4, "mimeType": "image/png"}],
        "accessors": [
            {"bufferView": 0, "componentType": 5126, "count": count, "type": "VEC3", "min": low, "max": high},
            {"bufferView": 1, "componentType": 5126, "count": count, "type": "VEC3"},
            {"bufferView": 2, "componentType": 5126, "count": count, "type": "VEC2"},
            {"bufferView": 3, "componentType": 5125, "count": indices.size, "type": "SCALAR"},
        ],
        "bufferViews": views,
        "buffers": [{"byteLength": offset}],
    }


def _glb(document: dict[str, object], parts: list[bytes]) -> bytes:
    text = json.dumps(document).encode()
    text += b" " * (-len(text) % 4)
    binary = b"".join(part + b"\0" * (-len(part) % 4) for part in parts)
    head = struct.pack("<4sII", b"glTF", 2, 28 + len(text) + len(binary))
    return head + struct.pack("<I4s", len(text), b"JSON") + text + struct.pack("<I4s", len(binary), b"BIN\0") + binary
