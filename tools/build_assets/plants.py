"""Plants from many small leaves: shaded by depth, so that they read as full without cut-out textures."""

from __future__ import annotations

import numpy as np

from tools.build_assets.mesh import Array, Mesh


def leaves(centres: Array, outward: Array, size: Array, seed: int, depth: Array, droop: float = 0.3) -> Mesh:
    """One folded leaf (two triangles) per centre.

    Args:
        centres: [N, 3].
        outward: [N, 3] the direction each leaf grows in.
        size: [N] length in metres.
        depth: [N] 0 deep inside the plant (dark), 1 at its outside.
        droop: random spread of the directions.
    """
    generator = np.random.default_rng(seed)
    count = len(centres)
    grow = outward + generator.normal(0.0, droop, (count, 3))
    grow /= np.linalg.norm(grow, axis=1, keepdims=True)
    side = np.cross(grow, generator.normal(0.0, 1.0, (count, 3)))
    side /= np.linalg.norm(side, axis=1, keepdims=True)
    length, width = size[:, None], size[:, None] * 0.40
    tip = centres + grow * length
    left = centres + grow * length * 0.45 + side * width
    right = centres + grow * length * 0.45 - side * width
    positions = np.stack([centres, left, tip, right], axis=1).reshape(-1, 3)
    # Normals follow the plant's outside rather than each leaf: soft light over the whole crown.
    normals = outward + 0.45 * np.cross(side, grow) * np.sign(generator.normal(0, 1, (count, 1)))
    normals /= np.maximum(np.linalg.norm(normals, axis=1, keepdims=True), 1e-9)
    corner = np.arange(count)[:, None] * 4
    faces = np.concatenate([corner + (0, 1, 2), corner + (0, 2, 3)])
    base = generator.random((count, 1, 2))
    uvs = (base + np.array([(0, 0), (0.05, 0.05), (0, 0.1), (-0.05, 0.05)])[None]).reshape(-1, 2)
    tone = (0.25 + 0.75 * depth) * generator.uniform(0.72, 1.0, count)
    shade = np.stack(
        [tone * generator.uniform(0.85, 1.1, count), tone, tone * generator.uniform(0.8, 1.0, count)], axis=1
    )
    colours = np.repeat(np.clip(shade, 0, 1), 4, axis=0)
    return Mesh(positions, np.repeat(normals, 4, axis=0), uvs, faces, colours)


def ball(radius: float, count: int, seed: int, leaf: float = 0.05) -> Mesh:
    """A clipped round bush about the origin."""
    generator = np.random.default_rng(seed)
    direction = generator.normal(0.0, 1.0, (count, 3))
    direction /= np.linalg.norm(direction, axis=1, keepdims=True)
    depth = generator.random(count) ** 0.5
    bumps = 1.0 + 0.06 * np.sin(direction[:, 0] * 7 + seed) * np.cos(direction[:, 2] * 6)
    centres = direction * (radius * (0.72 + 0.28 * depth) * bumps)[:, None]
    shade = depth * (0.7 + 0.3 * np.clip(direction[:, 1] + 0.4, 0, 1))
    return leaves(centres, direction, np.full(count, leaf) * generator.uniform(0.7, 1.2, count), seed + 1, shade)


def cypress(height: float, radius: float, count: int, seed: int, leaf: float = 0.09) -> Mesh:
    """A slender cypress standing on the origin."""
    generator = np.random.default_rng(seed)
    up = generator.random(count) ** 0.85
    angle = generator.random(count) * 2 * np.pi
    width = radius * np.sin(np.pi * np.clip(up * 0.93 + 0.07, 0, 1)) ** 0.62 * (1.0 - 0.35 * up)
    width = width * (1.0 + 0.13 * np.sin(angle * 3 + up * 17 + seed))
    depth = generator.random(count) ** 0.45
    reach = width * (0.55 + 0.45 * depth)
    centres = np.stack([np.sin(angle) * reach, up * height, np.cos(angle) * reach], axis=1)
    outward = np.stack([np.sin(angle), np.full(count, 1.1), np.cos(angle)], axis=1)
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    return leaves(centres, outward, generator.uniform(0.7, 1.3, count) * leaf, seed + 1, depth * 0.9, 0.25)


def lavender(radius: float, seed: int, stems: int = 90) -> tuple[Mesh, Mesh]:
    """Grey-green stems and violet flower heads, standing on the origin."""
    generator = np.random.default_rng(seed)
    angle = generator.random(stems) * 2 * np.pi
    lean = generator.random(stems) ** 0.7 * 0.85
    height = generator.uniform(0.28, 0.46, stems)
    outward = np.stack([np.sin(angle) * lean, np.ones(stems), np.cos(angle) * lean], axis=1)
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    foot = np.stack([np.sin(angle), np.zeros(stems), np.cos(angle)], 1) * (radius * 0.6 * lean)[:, None]
    repeats = 5
    along = np.repeat(np.linspace(0.05, 0.85, repeats)[None], stems, 0)
    centres = (foot[:, None] + outward[:, None] * (height[:, None] * along)[..., None]).reshape(-1, 3)
    grow = np.repeat(outward, repeats, axis=0)
    depth = np.clip(along.reshape(-1), 0, 1)
    green = leaves(centres, grow, np.full(len(centres), 0.11), seed + 1, depth, 0.35)
    heads = 7
    rise = np.repeat(np.linspace(0.85, 1.15, heads)[None], stems, 0)
    centres = (foot[:, None] + outward[:, None] * (height[:, None] * rise)[..., None]).reshape(-1, 3)
    violet = leaves(
        centres, np.repeat(outward, heads, 0), np.full(len(centres), 0.035), seed + 2, rise.reshape(-1) - 0.2, 0.7
    )
    return green, violet


def ivy(width: float, height: float, count: int, seed: int) -> Mesh:
    """Ivy hanging on a wall at z = 0 that faces +Z, from y = 0 up to `height`, thick at one side."""
    generator = np.random.default_rng(seed)
    strands = max(6, count // 90)
    root = generator.random(strands) ** 1.5 * width
    which = generator.integers(0, strands, count)
    up = generator.random(count)
    sway = np.sin(up * 5 + root[which] * 3) * 0.22 + generator.normal(0, 0.10, count)
    reach = height * generator.uniform(0.45, 1.0, strands)[which]
    centres = np.stack([root[which] + sway, up * reach, generator.random(count) * 0.09 + 0.015], axis=1)
    outward = np.tile((0.0, -0.25, 1.0), (count, 1)) + generator.normal(0, 0.25, (count, 3))
    outward /= np.linalg.norm(outward, axis=1, keepdims=True)
    depth = np.clip(centres[:, 2] / 0.09, 0, 1)
    return leaves(centres, outward, generator.uniform(0.07, 0.13, count), seed + 1, depth, 0.5)
