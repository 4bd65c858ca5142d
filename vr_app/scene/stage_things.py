"""Placed things of a stage: which asset, and where: by coordinates, or by how they stand to other things."""

# ruff: noqa: RUF009 - the field makers only build dataclass fields

from __future__ import annotations

from dataclasses import dataclass

from vr_app.scene.plain_shapes import SHAPES
from vr_app.scene.stage_fields import (
    Rgb,
    Vec3,
    choice,
    colour,
    extent3,
    flag,
    identifier,
    number,
    path,
    reference,
    references,
    text,
    vec3,
    whole_number,
)
from vr_app.scene.surface_names import SURFACES

RELATIONS = ("on", "in", "against", "along", "around", "between", "beside", "near", "facing", "seen_from")
"""Keys of [[thing]] that say how it stands to others; the first of them that is given says where to look for room."""
PLACES = ("host", "spawn")
"""What a relation may name beside things, zones and marks."""


@dataclass(frozen=True, kw_only=True)
class Thing:
    """Something placed in the scene. What has a `name` is known to the host.

    Attributes:
        given: the keys the file gives; a thing without `at` is given its place by the solver.
    """

    id: str = identifier("Its name for other parts.")
    asset: str = path("A .glb, .gltf or .vrm file.", "")
    words: str = text("What it is, in words, instead of `asset`: the installed asset that fits best is taken.", 120, "")
    at: Vec3 = vec3("Where its origin is; left out, the relations say where it stands.", (0.0, 0.0, 0.0))
    yaw_deg: float = number("Turn about the vertical, counter-clockwise seen from above.", -360.0, 360.0, 0.0)
    scale: float = number("Size against the file's own.", 0.001, 1000.0, 1.0)
    name: str = text("What people call it; without a name the host does not speak of it.", 80, "")
    description: str = text("What one sees, in one or two sentences. The host knows only this.", 600, "")
    focus: Vec3 = vec3("The point to look at and to measure distance to, from `at`, unturned.", (0.0, 0.0, 0.0))
    on: str = reference("Stands on top of this thing.")
    inside: str = reference("Stands in this thing, or in this zone.", key="in")
    against: str = reference("Its back is against this thing, or against the edge of this zone.")
    along: str = reference("Stands along the longest side of this thing, or along the edge of this zone.")
    around: str = reference("Stands in a circle round this.")
    between: tuple[str, ...] = references("Stands between these two.", 2, 2)
    beside: str = reference("Stands right next to this.")
    side: str = choice(
        "Which side of what it is beside: `left` and `right` as one sees them looking at its front.",
        ("any", "left", "right", "front", "behind"),
        "any",
    )
    near: str = reference("Stands within a few steps of this.")
    facing: str = reference("Its front (+Z) looks at this.")
    seen_from: str = reference("Nothing stands between it and this.")
    gap_m: float = number("Free space to what it is beside, against or around; below 0 a usual one.", -1.0, 50.0, -1.0)
    count: int = whole_number("How many of it there are.", 1, 2000, 1)
    layout: str = choice("How several stand to each other.", ("scatter", "row", "grid", "ring"), "scatter")
    spacing_m: float = number("From the middle of one to the next; 0 takes what they need.", 0.0, 500.0, 0.0)
    vary: float = number("How much several differ in size: 0 not at all, 1 from half to half more.", 0.0, 1.0, 0.0)
    grabbable: bool = flag("A visitor may take it in the hand, look at it, hand it to the host, put it back.", False)
    door: bool = flag("One goes through it: before and behind it stays free.", False)
    clear_m: float = number("So much before its front stays free.", 0.0, 20.0, 0.0)
    size: Vec3 = extent3(
        "Width, height and depth of the plain shape that stands in where there is no asset.", (0.6,) * 3
    )
    shape: str = choice("That shape.", SHAPES, "box")
    colour: Rgb = colour("Its colour; of an asset, that of its main parts instead of its own.", "#9a958c")
    wear: float = number("How worn an asset looks: 0 as new, 1 worn out; below 0 as its file has it.", -1.0, 1.0, -1.0)
    surface: str = choice("What that shape is made of.", SURFACES, "plain")
    given: frozenset[str] = frozenset()

    @property
    def relations(self) -> tuple[tuple[str, tuple[str, ...]], ...]:
        """Its relations in the order of `RELATIONS`, with the ids they name."""
        found = []
        for key in RELATIONS:
            value = getattr(self, "inside" if key == "in" else key)
            if value:
                found.append((key, value if isinstance(value, tuple) else (value,)))
        return tuple(found)

    @property
    def is_fixed(self) -> bool:
        """Whether the file says where it stands."""
        return "at" in self.given
