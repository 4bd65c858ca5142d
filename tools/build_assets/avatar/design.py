"""What makes one figure differ from the next: face, build, hair, clothes and colours, as numbers and names.

Every default is the figure the program started with, so a design says only what is different.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

import numpy as np

from tools.build_assets.avatar.palette import Palette
from tools.build_assets.avatar.sdf import Array
from tools.build_assets.avatar.skeleton import EYE, EYE_RADIUS

HairStyle = Literal["swept", "combed", "quiff", "curls", "bob", "bun", "braid", "headscarf", "knit cap"]
Beard = Literal["", "full", "short", "moustache", "stubble"]
Top = Literal["coat", "jacket", "sweater", "waistcoat", "dress"]
Bottom = Literal["coat", "skirt", "trousers"]
Neck = Literal["scarf", "collar", "roll", "shawl", "bare"]


@dataclass(frozen=True)
class Face:
    """Shares of the usual size (1 is usual), except where a unit is named."""

    jaw: float = 1.0
    chin: float = 1.0
    chin_down: float = 0.0
    """Millimetres."""
    cheeks: float = 1.0
    hollow: float = 0.0
    """Millimetres by which the cheeks fall in below the bone."""
    brow_ridge: float = 0.0
    """Millimetres."""
    nose_length: float = 1.0
    nose_width: float = 1.0
    nose_bridge: float = 0.0
    """Millimetres forward."""
    eye_size: float = 1.0
    eye_open: float = 1.0
    eye_tilt: float = 0.0
    """Degrees, outer corner up."""
    hood: float = 0.0
    """Degrees by which the outer half of the upper lid hangs."""
    mouth_width: float = 1.0
    lips: float = 1.0
    brow_thick: float = 1.0
    brow_up: float = 0.0
    """Millimetres."""
    brow_arch: float = 0.0
    """Millimetres by which the middle of the brow is higher than usual."""
    lashes: float = 1.0
    ears: float = 1.0
    age: float = 0.0
    """0 young to 1 old: folds beside the mouth, bags under the eyes, furrows."""

    @property
    def eye_radius(self) -> float:
        """Metres."""
        return EYE_RADIUS * self.eye_size

    @property
    def eye(self) -> Array:
        """Centre of the left eyeball, relative to the head's centre; a smaller ball sits a little deeper."""
        return EYE + np.array([-0.001, 0.0, 0.0245]) * (1.0 - self.eye_size)


@dataclass(frozen=True)
class Build:
    """The body; shares of the usual measure (1 is usual), except where a unit is named."""

    height_m: float = 0.0
    """From the floor to the crown; 0 leaves the sculptor's own measure."""
    head: float = 1.0
    neck: float = 1.0
    neck_drop_m: float = 0.0
    """Metres by which the neck is shorter."""
    shoulders: float = 1.0
    chest: float = 1.0
    waist: float = 1.0
    hips: float = 1.0
    depth: float = 1.0
    belly: float = 0.0
    """Metres forward."""
    bust: float = 0.0
    """Metres forward."""
    arms: float = 1.0
    hands: float = 1.0


@dataclass(frozen=True)
class Hair:
    """The hair and what is worn on it."""

    style: HairStyle = "swept"
    volume: float = 1.0
    fringe: bool = False
    recede: float = 0.0
    """Metres by which the hairline has gone up over the temples."""
    beard: Beard = ""


@dataclass(frozen=True)
class Clothes:
    """What the figure wears."""

    top: Top = "coat"
    bottom: Bottom = "coat"
    neck: Neck = "scarf"
    hem_m: float = 0.135
    """Height of the skirt's hem, in the sculptor's measure."""
    tail: Literal["scarf", "tie", "bow", "lanyard", ""] = "scarf"
    """What hangs from the neck."""
    belt: bool = True
    stockings: bool = False
    """Stockings instead of trousers below a skirt or coat that ends above the ankle."""
    buttons: Literal["double", "single", ""] = "double"
    glasses: Literal["", "round", "half"] = ""
    earrings: bool = False


@dataclass(frozen=True)
class Figure:
    """One ready-made figure.

    Attributes:
        name: of the file.
        title: shown to people.
        looks: one line that says who is seen.
        tags: words by which a fitting one is found.
        presents: "woman", "man" or "person".
    """

    name: str = "host"
    title: str = "Virgil, the host"
    looks: str = "A young guide with swept auburn hair, a long teal coat and a yellow scarf."
    tags: tuple[str, ...] = ("guide", "young", "any place")
    presents: Literal["woman", "man", "person"] = "person"
    face: Face = Face()
    build: Build = Build()
    hair: Hair = Hair()
    clothes: Clothes = Clothes()
    colours: Palette = field(default_factory=Palette)
