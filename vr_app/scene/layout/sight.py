"""Whether one body can be seen from another: eyes at 1.6 m, and no solid between."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from vr_app.scene.layout.bodies import Body

EYE_M = 1.6


def sees(solids: Sequence[Body], viewer: Body, seen: Body) -> bool:
    """Whether the straight line from a viewer's eyes to the middle (or the top) of a body is free."""
    eye = np.array([*viewer.rectangle.middle[0], min(viewer.low_m + EYE_M, viewer.high_m)])
    middle = seen.rectangle.middle[0]
    heights = (seen.low_m + 0.5 * seen.shape.height_m, seen.low_m + 0.9 * seen.shape.height_m)
    others = [b for b in solids if b.id not in (viewer.id, seen.id, seen.stands_on) and not b.is_floor]
    return any(_free(others, eye, np.array([*middle, height])) for height in heights)


def _free(solids: Sequence[Body], start: np.ndarray, end: np.ndarray) -> bool:
    """Segments are (x, z, y)."""
    for body in solids:
        a, b = body.local(start[:2]), body.local(end[:2])
        low = np.append(body.shape.middle - body.shape.half, body.low_m)
        high = np.append(body.shape.middle + body.shape.half, body.high_m)
        begin, way = np.append(a, start[2]), np.append(b - a, end[2] - start[2])
        with np.errstate(divide="ignore", invalid="ignore"):
            t0, t1 = (low - begin) / way, (high - begin) / way
        parallel = np.abs(way) < 1e-9
        outside = parallel & ((begin < low) | (begin > high))
        if outside.any():
            continue
        near = np.where(parallel, -np.inf, np.minimum(t0, t1)).max()
        far = np.where(parallel, np.inf, np.maximum(t0, t1)).min()
        if near <= far and far > 0.02 and near < 0.98:
            return False
    return True
