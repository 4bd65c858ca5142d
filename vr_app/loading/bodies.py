"""From an asset to the body that the solver places: its triangles at rest, thinned where there are very many."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.scene.detail_levels import detail_levels
from vr_app.scene.layout.shape import Shape, shape_of_triangles
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import LoadedAsset

MOST_TRIANGLES = 20_000
_CELLS = 220


def shape_of_asset(asset: LoadedAsset, key: str) -> Shape:
    """The body of an asset as its file has it.

    Args:
        key: names the asset; equal for equal files.
    """
    return shape_of_triangles(key, _thinned(triangles_of_asset(asset)))


def triangles_of_asset(asset: LoadedAsset) -> npt.NDArray[np.float32]:
    """Corners of all triangles one sees from near by, (T, 3, 3), in the asset's space at rest."""
    nodes = asset.nodes
    world = world_matrices(nodes, LocalPose.at_rest(nodes))
    near = detail_levels(nodes).near
    found = []
    for index in np.flatnonzero((nodes.mesh >= 0) & nodes.visible & (near == 0)):
        matrix = world[index]
        for primitive in asset.meshes[int(nodes.mesh[index])].primitives:
            points = primitive.positions @ matrix[:3, :3].T + matrix[:3, 3]
            found.append(points[primitive.indices].reshape(-1, 3, 3))
    return np.concatenate(found).astype(np.float32) if found else np.zeros((0, 3, 3), np.float32)


def _thinned(triangles: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
    """Corners that lie close together become one; what has no area any more falls away."""
    if len(triangles) <= MOST_TRIANGLES:
        return triangles
    points = triangles.reshape(-1, 3)
    low, high = points.min(axis=0), points.max(axis=0)
    cells = np.floor((points - low) / max(float((high - low).max()) / _CELLS, 1e-6)).astype(np.int64)
    key = (cells[:, 0] * (_CELLS + 2) + cells[:, 1]) * (_CELLS + 2) + cells[:, 2]
    _, where, counts = np.unique(key, return_inverse=True, return_counts=True)
    means = np.stack([np.bincount(where, points[:, axis]) / counts for axis in range(3)], axis=1)
    corner = where.reshape(-1, 3)
    whole = (corner[:, 0] != corner[:, 1]) & (corner[:, 1] != corner[:, 2]) & (corner[:, 2] != corner[:, 0])
    return means[np.unique(np.sort(corner[whole], axis=1), axis=0)].astype(np.float32)
