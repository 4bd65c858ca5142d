"""What light from all round does to a matt surface: spherical harmonics (Ramamoorthi and Hanrahan 2001)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]


def cube_directions(size: int) -> tuple[Array, Array]:
    """Directions (6 * size * size, 3) of a cube map's texels, face by face and row by row, and their solid angles."""
    steps = (np.arange(size) + 0.5) / size * 2 - 1
    t, s = np.meshgrid(steps, steps, indexing="ij")
    one = np.ones_like(s)
    faces = [(one, -t, -s), (-one, -t, s), (s, one, t), (s, -one, -t), (s, -t, one), (-s, -t, -one)]
    vectors = np.stack([np.stack(face, axis=-1) for face in faces]).reshape(-1, 3)
    length = np.linalg.norm(vectors, axis=1)
    solid_angle = length**-3
    solid_angle *= 4 * np.pi / solid_angle.sum()
    return (vectors / length[:, None]).astype(np.float32), solid_angle.astype(np.float32)


def irradiance_of(directions: Array, solid_angle: Array, light: Array) -> Array:
    """The light that falls on a surface by the way it faces.

    Args:
        directions: (N, 3), unit.
        solid_angle: (N), sum 4 pi.
        light: radiance from there, (N, 3).
    Returns: float32 (9, 3), for the polynomials 1, y, z, x, xy, yz, 3zz-1, xz, xx-yy of a normal; the result times
        albedo is the reflected radiance.
    """
    x, y, z = directions.T
    ones = np.ones_like(x)
    basis = np.stack([ones, y, z, x, x * y, y * z, 3 * z * z - 1, x * z, x * x - y * y])
    norm = np.array([0.282095, *[0.488603] * 3, 1.092548, 1.092548, 0.315392, 1.092548, 0.546274])
    lobe = np.array([1.0, *[2 / 3] * 3, *[0.25] * 5])
    projected = (basis * solid_angle) @ light
    return (projected * (norm**2 * lobe)[:, None]).astype(np.float32)
