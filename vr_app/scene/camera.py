"""Projections, picking rays and the six planes of a view.

Depth is *reversed* (1 at the near plane, 0 infinitely far, with `glClipControl(..., GL_ZERO_TO_ONE)`): float depth is
then equally fine at every distance and there is no far plane.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]

NEAR_M = 0.05


def projection(fov_rad: tuple[float, float, float, float], near_m: float = NEAR_M) -> Array:
    """`clip_from_view` for angles left, right, up, down (left and down negative, as in OpenXR); reversed, infinite."""
    left, right, up, down = (float(np.tan(angle)) for angle in fov_rad)
    out = np.zeros((4, 4), np.float32)
    out[0, 0] = 2.0 / (right - left)
    out[0, 2] = (right + left) / (right - left)
    out[1, 1] = 2.0 / (up - down)
    out[1, 2] = (up + down) / (up - down)
    out[2, 3] = near_m
    out[3, 2] = -1.0
    return out


def symmetric_fov(yfov_rad: float, width: int, height: int) -> tuple[float, float, float, float]:
    """Angles left, right, up, down of a plain camera."""
    half_y = yfov_rad / 2
    half_x = float(np.arctan(np.tan(half_y) * width / max(height, 1)))
    return (-half_x, half_x, half_y, -half_y)


def frustum_planes(clip_from_world: Array) -> Array:
    """Planes (5, 4) as (nx, ny, nz, d): inside where n . p + d >= 0. Left, right, bottom, top, near (no far plane)."""
    m = clip_from_world
    planes = np.stack([m[3] + m[0], m[3] - m[0], m[3] + m[1], m[3] - m[1], m[3] - m[2]])
    return planes / np.linalg.norm(planes[:, :3], axis=1, keepdims=True)


def boxes_in_frustum(centres: Array, half_sizes: Array, planes: Array) -> npt.NDArray[np.bool_]:
    """Which axis-aligned boxes (N, 3), (N, 3) touch the inside of all planes; never wrongly False."""
    planes = np.asarray(planes, np.float32)
    reach = planes[:, :3] @ centres.T
    reach += np.abs(planes[:, :3]) @ half_sizes.T
    return np.logical_and.reduce(reach >= -planes[:, 3:], axis=0)


def world_boxes(bounds_min: Array, bounds_max: Array, world_from_node: Array) -> tuple[Array, Array]:
    """Boxes in node space to centres and half sizes (N, 3) of boxes round them in world space."""
    return turned_boxes((bounds_min + bounds_max) * 0.5, (bounds_max - bounds_min) * 0.5, world_from_node)


def turned_boxes(centre: Array, half: Array, world_from_node: Array) -> tuple[Array, Array]:
    """The same from centres and half sizes (N, 3) in node space."""
    # Node by node last: sums over whole rows are several times as quick as over three numbers each.
    rows = world_from_node[:, :3].transpose(1, 2, 0).copy()
    world_centre = np.einsum("ijn,jn->in", rows[:, :3], centre.T)
    world_centre += rows[:, 3]
    return world_centre.T, np.einsum("ijn,jn->in", np.abs(rows[:, :3], out=rows[:, :3]), half.T).T


def pixel_ray(
    x: float, y: float, width: int, height: int, world_from_view: Array, fov_rad: tuple[float, float, float, float]
) -> tuple[Array, Array]:
    """Origin and unit direction in world space through a pixel (from the top left)."""
    left, right, up, down = (float(np.tan(angle)) for angle in fov_rad)
    direction = np.array(
        [left + (right - left) * x / width, up + (down - up) * y / height, -1.0],
        np.float32,
    )
    world = world_from_view[:3, :3] @ direction
    return world_from_view[:3, 3].copy(), (world / np.linalg.norm(world)).astype(np.float32)
