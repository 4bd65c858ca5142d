"""Whether two bodies interpenetrate, by their triangles: the Flexible Collision Library does the work."""

from __future__ import annotations

from typing import Any

import fcl
import numpy as np

from vr_app.scene.layout.bodies import Pose
from vr_app.scene.layout.shape import Shape


class MeshCollider:
    """Compares bodies triangle by triangle; keeps each body's tree of boxes."""

    def __init__(self) -> None:
        self._objects: dict[str, tuple[Any, Any]] = {}

    def touches(self, a: Shape, a_pose: Pose, b: Shape, b_pose: Pose) -> bool:
        """Whether the surfaces of two bodies at their poses cross or touch."""
        # The same body twice needs two objects of the library.
        first = self._object(a, 0)
        second = self._object(b, 1)
        first.setTransform(_transform(a_pose))
        second.setTransform(_transform(b_pose))
        return bool(fcl.collide(first, second, fcl.CollisionRequest(num_max_contacts=1), fcl.CollisionResult()))

    def _object(self, shape: Shape, which: int) -> Any:
        if shape.key not in self._objects:
            vertices = shape.triangles.reshape(-1, 3).astype(np.float64)
            model = fcl.BVHModel()
            model.beginModel(len(vertices), len(shape.triangles))
            model.addSubModel(vertices, np.arange(len(vertices)).reshape(-1, 3))
            model.endModel()
            self._objects[shape.key] = (fcl.CollisionObject(model), fcl.CollisionObject(model))
        return self._objects[shape.key][which]


def _transform(pose: Pose) -> Any:
    cos, sin = np.cos(pose[3]), np.sin(pose[3])
    return fcl.Transform(np.array([[cos, 0, sin], [0, 1, 0], [-sin, 0, cos]]), np.array(pose[:3]))
