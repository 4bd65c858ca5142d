"""What is drawn for the wearer over the scene: hands, rays, arcs, markers, names, the dip to dark. Data only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

OVERLAY_VERTEX = np.dtype([("position", "<f4", 3), ("normal", "<f4", 3), ("colour", "<f4", 4)])
"""40 bytes. Colour is linear; of what is blended it is multiplied by alpha already. A normal of zero is not lit."""

Rgba = tuple[float, float, float, float]
Levels = tuple[npt.NDArray[np.uint8], ...]
"""A picture, uint8 (h, w, 4), sRGB, straight alpha, top row first, and smaller ones of it, each half the one before.
They are made aside, so that no frame has to. Another tuple is another picture."""


@dataclass(frozen=True)
class OverlayMesh:
    """Triangles in scene space.

    Attributes:
        vertices: `OVERLAY_VERTEX` (V).
        indices: uint32 (I), a multiple of three.
    """

    vertices: npt.NDArray[np.void]
    indices: npt.NDArray[np.uint32]


EMPTY = OverlayMesh(np.zeros(0, OVERLAY_VERTEX), np.zeros(0, np.uint32))


@dataclass(frozen=True)
class Label:
    """Words that face the viewer.

    Attributes:
        levels: the plate with its text.
        at: the middle of its lower edge, metres in the scene.
        height_m: of the whole plate.
        opacity: 0 to 1.
        above: it is seen in the dark too.
    """

    levels: Levels
    at: tuple[float, float, float]
    height_m: float
    opacity: float = 1.0
    above: bool = False


@dataclass(frozen=True)
class Glow:
    """A thing that is lit up: its own surface drawn once more as a soft rim of light.

    Attributes:
        mesh: its triangles with normals; another object is another thing.
        strength: 0 to 1.
    """

    mesh: OverlayMesh
    strength: float = 1.0


@dataclass(frozen=True)
class OverlayModel:
    """A part that keeps its shape: sent to the card once, put in place by its pose.

    Attributes:
        mesh: in its own space; with a picture, its colours' first two are coordinates in it. Another object is another
            shape.
        levels: of its picture. None: the mesh has colours.
        pose: float32 (4, 4), `scene_from_part`.
    """

    mesh: OverlayMesh
    levels: Levels | None
    pose: npt.NDArray[np.float32]


@dataclass(frozen=True)
class Overlay:
    """All of a frame's.

    Attributes:
        solid: hides what is behind it, lit like the scene (hands, controllers).
        models: likewise, with surfaces of their own.
        glass: blended, hidden by what is before it (rays, arcs, markers).
        front: blended, never hidden (the spot a ray ends at).
        dark: opacity of the plain colour over everything.
        dark_colour: linear.
        vignette: 0 open to 1 narrow.
        room: what is behind the scene: "" its own sky, "mixed" the real room where nothing is drawn, "added" the real
            room through everything, to which light is added.
    """

    solid: OverlayMesh = EMPTY
    models: tuple[OverlayModel, ...] = ()
    glass: OverlayMesh = EMPTY
    front: OverlayMesh = EMPTY
    labels: tuple[Label, ...] = ()
    glow: Glow | None = None
    dark: float = 0.0
    dark_colour: tuple[float, float, float] = (0.0, 0.0, 0.0)
    vignette: float = 0.0
    room: Literal["", "mixed", "added"] = ""


def joined(meshes: Sequence[OverlayMesh]) -> OverlayMesh:
    """Several meshes as one."""
    kept = [mesh for mesh in meshes if len(mesh.indices)]
    if not kept:
        return EMPTY
    if len(kept) == 1:
        return kept[0]
    first = np.cumsum([0, *(len(mesh.vertices) for mesh in kept[:-1])])
    indices = [mesh.indices + np.uint32(start) for mesh, start in zip(kept, first, strict=True)]
    return OverlayMesh(np.concatenate([mesh.vertices for mesh in kept]), np.concatenate(indices))
