"""OpenXR poses as matrices."""

from __future__ import annotations

from typing import Any

import numpy as np

from vr_app.kernel.ports import Mat4


def pose_matrix(pose: Any) -> Mat4:
    """A new 4 x 4 matrix `parent_from_child` of an XrPosef (unit quaternion xyzw, metres)."""
    q, p = pose.orientation, pose.position
    x, y, z, w = q.x, q.y, q.z, q.w
    xx, yy, zz = x * x, y * y, z * z
    xy, xz, yz, wx, wy, wz = x * y, x * z, y * z, w * x, w * y, w * z
    rows = (
        (1 - 2 * (yy + zz), 2 * (xy - wz), 2 * (xz + wy), p.x),
        (2 * (xy + wz), 1 - 2 * (xx + zz), 2 * (yz - wx), p.y),
        (2 * (xz - wy), 2 * (yz + wx), 1 - 2 * (xx + yy), p.z),
        (0.0, 0.0, 0.0, 1.0),
    )
    return np.array(rows, np.float32)
