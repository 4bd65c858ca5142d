"""Rotations and rigid transforms over whole arrays (quaternions xyzw, column-vector matrices)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
_IDENTITY = np.eye(4, dtype=np.float32)


def identity() -> Array:
    """A new 4 x 4 identity."""
    return _IDENTITY.copy()


def translation(offset: npt.ArrayLike) -> Array:
    """4 x 4 that moves by `offset` (3, metres)."""
    matrix = np.eye(4, dtype=np.float32)
    matrix[:3, 3] = offset
    return matrix


def yaw_quaternion(yaw_rad: float) -> Array:
    """Turn about +Y, counter-clockwise seen from above."""
    return np.array([0.0, np.sin(yaw_rad / 2), 0.0, np.cos(yaw_rad / 2)], np.float32)


def quaternion_multiply(a: Array, b: Array) -> Array:
    """Hamilton product over the last axis: first `b`, then `a`. Shapes (..., 4)."""
    a, b = np.asarray(a, np.float32), np.asarray(b, np.float32)
    ax, ay, az, aw = a[..., 0], a[..., 1], a[..., 2], a[..., 3]
    bx, by, bz, bw = b[..., 0], b[..., 1], b[..., 2], b[..., 3]
    out = np.empty(np.broadcast_shapes(a.shape, b.shape), np.float32)
    out[..., 0] = aw * bx + ax * bw + ay * bz - az * by
    out[..., 1] = aw * by - ax * bz + ay * bw + az * bx
    out[..., 2] = aw * bz + ax * by - ay * bx + az * bw
    out[..., 3] = aw * bw - ax * bx - ay * by - az * bz
    return out


def rotation_matrices(quaternions: Array) -> Array:
    """(..., 4) unit quaternions to (..., 3, 3)."""
    q = np.asarray(quaternions, np.float32)
    x, y, z, w = q[..., 0], q[..., 1], q[..., 2], q[..., 3]
    out = np.empty((*q.shape[:-1], 3, 3), np.float32)
    out[..., 0, 0] = 1 - 2 * (y * y + z * z)
    out[..., 0, 1] = 2 * (x * y - z * w)
    out[..., 0, 2] = 2 * (x * z + y * w)
    out[..., 1, 0] = 2 * (x * y + z * w)
    out[..., 1, 1] = 1 - 2 * (x * x + z * z)
    out[..., 1, 2] = 2 * (y * z - x * w)
    out[..., 2, 0] = 2 * (x * z - y * w)
    out[..., 2, 1] = 2 * (y * z + x * w)
    out[..., 2, 2] = 1 - 2 * (x * x + y * y)
    return out


def local_matrices(translations: Array, rotations: Array, scales: Array) -> Array:
    """Translation (N, 3), rotation (N, 4), scale (N, 3) to `parent_from_node` (N, 4, 4)."""
    columns = np.empty((10, len(translations)), np.float32)
    columns[:3], columns[3:7], columns[7:] = translations.T, rotations.T, scales.T
    return matrices_of_columns(columns)


def matrices_of_columns(columns: Array) -> Array:
    """The same from rows (10, N): x y z of the translation, x y z w of the rotation, x y z of the scale."""
    xyz, w = columns[3:6], columns[6]
    twice = xyz + xyz
    (xx, yy, zz), (wx, wy, wz) = xyz * twice, w * twice
    xy, xz, yz = xyz[0] * twice[1], xyz[0] * twice[2], xyz[1] * twice[2]
    # Element by element, and brought into matrices at once: every column of (N, 4, 4) touches all of its memory.
    parts = np.zeros((4, 4, columns.shape[1]), np.float32)
    np.subtract(1.0, yy + zz, out=parts[0, 0])
    np.add(xy, wz, out=parts[1, 0])
    np.subtract(xz, wy, out=parts[2, 0])
    np.subtract(xy, wz, out=parts[0, 1])
    np.subtract(1.0, xx + zz, out=parts[1, 1])
    np.add(yz, wx, out=parts[2, 1])
    np.add(xz, wy, out=parts[0, 2])
    np.subtract(yz, wx, out=parts[1, 2])
    np.subtract(1.0, xx + yy, out=parts[2, 2])
    parts[:3, :3] *= columns[7:]
    parts[:3, 3] = columns[:3]
    parts[3, 3] = 1.0
    return np.ascontiguousarray(parts.reshape(16, -1).T).reshape(-1, 4, 4)


def quaternion_from_matrix(rotation: npt.ArrayLike) -> Array:
    """A 3 x 3 rotation to a unit quaternion (Shepperd's method, stable for every angle)."""
    m = np.asarray(rotation, np.float64)
    diagonal = np.array([m[0, 0], m[1, 1], m[2, 2], np.trace(m)])
    largest = int(np.argmax(diagonal))
    if largest == 3:
        q = [m[2, 1] - m[1, 2], m[0, 2] - m[2, 0], m[1, 0] - m[0, 1], 1.0 + diagonal[3]]
    else:
        i, j, k = largest, (largest + 1) % 3, (largest + 2) % 3
        q = [0.0, 0.0, 0.0, m[k, j] - m[j, k]]
        q[i] = 1.0 + m[i, i] - m[j, j] - m[k, k]
        q[j] = m[j, i] + m[i, j]
        q[k] = m[k, i] + m[i, k]
    result = np.array(q)
    return (result / np.linalg.norm(result)).astype(np.float32)


def decompose(matrix: npt.ArrayLike) -> tuple[Array, Array, Array]:
    """4 x 4 to translation (3), rotation (4), scale (3). Shear is lost; a mirroring becomes a negative x scale."""
    m = np.asarray(matrix, np.float64)
    basis = m[:3, :3].copy()
    scale = np.linalg.norm(basis, axis=0)
    if np.linalg.det(basis) < 0:
        scale[0] = -scale[0]
    safe = np.where(np.abs(scale) < 1e-12, 1.0, scale)
    u, _, vt = np.linalg.svd(basis / safe)
    rotation = u @ vt
    if np.linalg.det(rotation) < 0:
        rotation = np.eye(3)
    return m[:3, 3].astype(np.float32), quaternion_from_matrix(rotation), scale.astype(np.float32)


def rigid_inverse(matrix: Array) -> Array:
    """Inverse of a 4 x 4 that only rotates and moves."""
    out, turned = _IDENTITY.copy(), matrix[:3, :3].T
    out[:3, :3] = turned
    out[:3, 3] = -(turned @ matrix[:3, 3])
    return out


def look_at(eye: npt.ArrayLike, target: npt.ArrayLike, up: npt.ArrayLike = (0.0, 1.0, 0.0)) -> Array:
    """`world_from_view` of a camera at `eye` that looks along its -Z at `target`."""
    eye_, target_, up_ = (np.asarray(v, np.float64) for v in (eye, target, up))
    back = eye_ - target_
    length = np.linalg.norm(back)
    back = back / length if length > 1e-9 else np.array([0.0, 0.0, 1.0])
    right = np.cross(up_, back)
    if np.linalg.norm(right) < 1e-6:
        right = np.cross(np.array([0.0, 0.0, -1.0]), back)
    right /= np.linalg.norm(right)
    matrix = np.eye(4, dtype=np.float32)
    matrix[:3, 0] = right
    matrix[:3, 1] = np.cross(back, right)
    matrix[:3, 2] = back
    matrix[:3, 3] = eye_
    return matrix
