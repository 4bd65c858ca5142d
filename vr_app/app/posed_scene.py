"""What is kept of a scene from frame to frame: made where the scene is made, so that no frame has to wait for it."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.app.hidden_things import HiddenThings
from vr_app.app.moved_things import MovedThings
from vr_app.scene.pose import ALL, LocalPose, WorldMatrices, stretch_of
from vr_app.scene.scene import Scene


class PosedScene:
    """Made on any thread, used on the frame thread.

    Attributes:
        local: the pose of the newest frame.
        live: int (L), nodes whose pose may differ from rest.
        matrices: of all nodes; those at rest are worked out already.
        hidden: what a story hides.
        moves: what a story moves.
    """

    def __init__(self, scene: Scene) -> None:
        live = None if scene.plan is None else np.flatnonzero(scene.plan.dynamic_nodes)
        self.live: npt.NDArray[np.integer] | slice = ALL if live is None else stretch_of(live)
        self.local = LocalPose.at_rest(scene.nodes)
        self.matrices = WorldMatrices(scene.nodes, live)
        self.matrices.update(self.local)
        self.hidden = HiddenThings(scene)
        self.moves = MovedThings(scene)
