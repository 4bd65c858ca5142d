"""What a figure says about its spring bones (VRMC_springBone 1.0 and extended colliders; 0.x in the same words)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Vector = tuple[float, float, float]


@dataclass(frozen=True)
class SpringCollider:
    """Something that spring bones don't pass through, in the space of a node, metres.

    Attributes:
        node: index in the figure's nodes.
        offset: centre of a sphere, one end of a capsule, a point of a plane.
        tail: the capsule's other end; for a plane its normal; the offset for a sphere.
        inside: spring bones are kept inside instead of outside.
    """

    node: int
    kind: Literal["sphere", "capsule", "plane"]
    offset: Vector = (0.0, 0.0, 0.0)
    tail: Vector = (0.0, 0.0, 0.0)
    radius: float = 0.0
    inside: bool = False


@dataclass(frozen=True)
class SpringJoint:
    """One swaying section: a node that turns so that its tail follows.

    Attributes:
        node: index in the figure's nodes.
        tail: where the section ends at rest, in the node's space.
        tail_node: the node there, -1 for a made-up end (VRM 0.x).
        stiffness: force back to rest; `gravity` is direction times power (world space).
        drag: 0 keeps all speed, 1 none.
        hit_radius: of the tail, metres.
        colliders: indices into `Springs.colliders`, in the order they are to be tried.
        center: node in whose space inertia is felt; -1 for the world.
    """

    node: int
    tail: Vector
    tail_node: int = -1
    stiffness: float = 1.0
    gravity: Vector = (0.0, 0.0, 0.0)
    drag: float = 0.5
    hit_radius: float = 0.0
    colliders: tuple[int, ...] = ()
    center: int = -1


@dataclass(frozen=True)
class Springs:
    """All spring bones of one figure.

    Attributes:
        notes: plain lines about parts that were left out, with their JSON pointers.
    """

    joints: tuple[SpringJoint, ...] = ()
    colliders: tuple[SpringCollider, ...] = ()
    notes: tuple[str, ...] = ()
