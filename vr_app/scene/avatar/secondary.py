"""What follows a pose by itself: constrained nodes, then spring bones; for all figures of a scene at once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from vr_app.scene.avatar.constraint import Constraints, read_constraints
from vr_app.scene.avatar.constraint_motion import ConstraintMotion
from vr_app.scene.avatar.spring import Springs
from vr_app.scene.avatar.spring_motion import SpringMotion
from vr_app.scene.avatar.spring_reader import read_springs
from vr_app.scene.avatar.spring_tables import spring_tables
from vr_app.scene.node import NodeTable
from vr_app.scene.partial_world import PartialWorld
from vr_app.scene.pose import LocalPose, WorldMatrices
from vr_app.scene.scene import LoadedAsset


@dataclass(frozen=True)
class Follower:
    """One figure's constraints and springs, and where the figure is in the scene.

    Attributes:
        shift: added to the figure's node numbers to get the scene's.
        root: a node of the scene whose jump means that the figure was put elsewhere.
    """

    constraints: Constraints
    springs: Springs
    shift: int = 0
    root: int = 0


def follower_of(asset: LoadedAsset, shift: int = 0, root: int = 0) -> Follower:
    """Reads a figure's; what is broken in them is left out and noted."""
    return Follower(read_constraints(asset), read_springs(asset), shift, root)


class SecondaryMotion:
    """The moving state of all figures of a scene. One thread only.

    Args:
        followers: the figures.
        nodes: the scene's.
    """

    def __init__(self, followers: Sequence[Follower], nodes: NodeTable) -> None:
        self._constraints = ConstraintMotion([(f.constraints.listed, f.shift) for f in followers], nodes)
        self._constrained = any(f.constraints.listed for f in followers)
        self._springs: SpringMotion | None = None
        if any(f.springs.joints for f in followers):
            tables = spring_tables([(f.springs, f.shift) for f in followers], [f.root for f in followers], nodes)
            self._springs = SpringMotion(tables)
            self._holds = PartialWorld(nodes, self._springs.holds)

    def apply(self, time_s: float, local: LocalPose, matrices: WorldMatrices) -> None:
        """Writes constrained nodes and spring bones into a pose whose other nodes are final for `time_s`.

        Args:
            matrices: of the same nodes; asked only where a constraint aims at something.
        """
        if self._constrained:
            self._constraints.apply(local, matrices)
        if self._springs is not None:
            self._springs.write(local)  # colliders may sit on bones that sway
            self._springs.follow(time_s, self._holds.update(local)[self._holds.places, :3])
            self._springs.write(local)
