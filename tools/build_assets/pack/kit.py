"""What the makers of the pack work with: a look, its materials, and the node that is being built."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt

from tools.build_assets import textures
from tools.build_assets.glb import Material, Node
from tools.build_assets.mesh import Mesh, flat_shaded
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import box, lathe, rounded_profile, sphere, tube
from tools.build_assets.textures import TextureSet, srgb

PIXELS = 128
"""Side of the pack's tileable textures: its things are small, and there are many of them."""

SHARP_M = 0.004
"""Edges rounded by no more than this are left sharp."""


@dataclass(frozen=True)
class Look:
    """How one example of a thing looks.

    Attributes:
        size: factor on all lengths.
        colour: main colour, sRGB; "" for the thing's own.
        wear: 0 new, 1 worn out.
        seed: decides what differs between two of them.
        detail: 1 as seen from near; less has fewer triangles.
    """

    size: float = 1.0
    colour: str = ""
    wear: float = 0.3
    seed: int = 1
    detail: float = 1.0


class Kit:
    """Builds one thing: `add` parts, with materials of the kit."""

    def __init__(self, name: str, look: Look, colour: str) -> None:
        self.look = look
        self.colour = look.colour or colour
        self.random = np.random.default_rng(look.seed)
        self.node = Node(name)
        self._materials: dict[str, Material] = {}

    # ------------------------------------------------------------------ parts

    def add(self, mesh: Mesh, material: Material, tone: float = 1.0) -> None:
        """One more part, a little darker or lighter than its neighbours, more so where the thing is worn."""
        spread = 0.04 + 0.22 * self.look.wear
        shade = tone * (1.0 - spread * self.random.random())
        self.node.add(mesh.tinted((shade, shade, shade)), material)

    def sides(self, count: int) -> int:
        """Of something round."""
        return max(5, round(count * self.look.detail))

    def count(self, number: int) -> int:
        """Of many small things (leaves, stones)."""
        return max(3, int(number * self.look.detail))

    def jitter(self, amount: float) -> float:
        """A random number between -amount and +amount."""
        return float(self.random.uniform(-amount, amount))

    def turned(self, profile: npt.ArrayLike, sides: int = 20, bevel: float = 0.006) -> Mesh:
        """A lathed profile of (radius, height), corners a little rounded where it is seen from near."""
        points = rounded_profile(profile, bevel, 1) if self.look.detail >= 1 else np.asarray(profile, np.float64)
        return lathe(points, self.sides(sides))

    def bar(self, path: npt.ArrayLike, radius: float | npt.ArrayLike, sides: int = 8) -> Mesh:
        """A round bar."""
        return tube(path, radius, self.sides(sides))

    def ball(self, radius: float, sides: int = 16) -> Mesh:
        """A ball about the origin."""
        return sphere(radius, self.sides(sides), max(4, self.sides(sides) // 2))

    def beam(self, size: tuple[float, float, float], bevel: float = 0.008) -> Mesh:
        """A bar of wood or stone about the origin; plain where its edges are sharper than could be seen."""
        if self.look.detail >= 1 and bevel > SHARP_M:
            return box(size, bevel)
        return flat_shaded(box(size, 1e-6, segments=0))

    def slab(self, width: float, height: float, depth: float, bevel: float = 0.008) -> Mesh:
        """The same standing on the origin."""
        return self.beam((width, height, depth), bevel).moved(y=height / 2)

    def legs(self, width: float, depth: float, height: float, thick: float, material: Material) -> None:
        """Four square ones."""
        for x in (-width / 2, width / 2):
            for z in (-depth / 2, depth / 2):
                self.add(self.slab(thick, height, thick).moved(x, 0, z), material)

    # ------------------------------------------------------------------ materials

    def _made(self, key: str, make: Callable[[], Material]) -> Material:
        if key not in self._materials:
            self._materials[key] = make()
        return self._materials[key]

    def wood(self, kind: str = "oak") -> Material:
        """oak, pine, dark, grey (weathered by the sea)."""
        light, dark = {
            "oak": ("#a87648", "#5a3820"), "pine": ("#d0a872", "#8f6438"),
            "dark": ("#6d4029", "#2f1a10"), "grey": ("#a39a8c", "#5d564c"),
        }[kind]  # fmt: skip
        return self._made(kind, lambda: Material(f"{kind} wood", textures.wood(PIXELS, 51, light, dark), 0.5, bump=0.6))

    def painted(self, colour: str = "") -> Material:
        """Painted wood or plaster, matt."""
        chosen = colour or self.colour
        return self._made(
            f"paint {chosen}",
            lambda: Material(
                f"paint {chosen}",
                _plain(textures.plaster(PIXELS, 41, chosen, 1.0, 0.4 + 2.0 * self.look.wear)),
                0.8,
            ),
        )

    def plain(self, colour: str = "", rough: float = 0.7, metal: float = 0.0, both_sides: bool = False) -> Material:
        """One even colour."""
        chosen = colour or self.colour
        return self._made(
            f"plain {chosen} {rough} {metal} {both_sides}",
            lambda: Material(
                f"plain {chosen}",
                colour=linear(chosen),
                roughness=rough,
                metallic=metal,
                double_sided=both_sides,
            ),
        )

    def stone(self, kind: str = "grey") -> Material:
        """grey, sand, dark."""
        colour = {"grey": "#9a958c", "sand": "#c6b391", "dark": "#5d5b59"}[kind]
        return self._made(
            f"stone {kind}", lambda: Material(f"{kind} stone", textures.plaster(PIXELS, 43, colour, 2.0, 2.2), 0.9)
        )

    def rock(self) -> Material:
        """Weathered rock."""
        return self._made("rock", lambda: Material("rock", textures.rock(PIXELS), 1.2))

    def metal(self, kind: str = "iron") -> Material:
        """iron, steel, brass, copper, silver."""
        light, dark, rough = {
            "iron": ("#4c4b4d", "#232225", 0.5), "steel": ("#b9bcc0", "#7b7e84", 0.3),
            "brass": ("#e6bf74", "#a67c3c", 0.25), "copper": ("#c8794e", "#7a4527", 0.3),
            "silver": ("#e4e4e8", "#a8a8b0", 0.18),
        }[kind]  # fmt: skip
        return self._made(
            kind,
            lambda: Material(kind, textures.metal(64, 63, light, dark, rough + 0.3 * self.look.wear), 0.5),
        )

    def cloth(self, colour: str = "") -> Material:
        """Woven cloth, seen from both sides."""
        chosen = colour or self.colour
        return self._made(
            f"cloth {chosen}",
            lambda: Material(f"cloth {chosen}", _plain(textures.fabric(PIXELS, 71, chosen)), 0.25, double_sided=True),
        )

    def clay(self) -> Material:
        """Fired clay."""
        return self._made("clay", lambda: Material("clay", _plain(textures.terracotta(PIXELS)), 0.7))

    def glazed(self, colour: str = "") -> Material:
        """Glazed ceramics."""
        return self.plain(colour, 0.18)

    def leaves(self, light: str = "#7f9a4e", dark: str = "#33491f") -> Material:
        """Leaves, both sides."""
        return self._made(
            f"leaf {light}",
            lambda: Material("leaves", textures.leaf(64, 81, light, dark), 0.5, double_sided=True),
        )

    def glass(self) -> Material:
        """Clear glass."""
        return self._made("glass", lambda: Material("glass", None, colour=(0.6, 0.7, 0.7), roughness=0.03, alpha=0.18))

    def fire(self, colour: str, strength: float) -> Material:
        """What burns: its own light alone, however strongly it lights what is round it."""
        light = linear(colour)
        return self._made(
            f"fire {colour} {strength}",
            lambda: Material(
                f"fire {colour}",
                colour=(0.0, 0.0, 0.0),
                roughness=1.0,
                emissive=(light[0] * strength, light[1] * strength, light[2] * strength),
            ),
        )

    def glow(self, colour: str = "#ffb45c", strength: float = 3.0) -> Material:
        """What shines by itself."""
        light = linear(colour)
        return self._made(
            f"glow {colour} {strength}",
            lambda: Material(
                f"glow {colour}",
                colour=light,
                roughness=0.6,
                emissive=(light[0] * strength, light[1] * strength, light[2] * strength),
            ),
        )

    # ------------------------------------------------------------------ the end

    def finished(self) -> Node:
        """The node, with soft shade where parts meet."""
        bake([self.node], 0.02, 0.22, darkest=0.45, floor=0.0)
        if self.look.size != 1.0:
            self.node.parts = [(mesh.scaled(self.look.size), material) for mesh, material in self.node.parts]
        return self.node


def _plain(made: TextureSet) -> TextureSet:
    """Without relief: a third of the bytes."""
    return replace(made, height=None)


def linear(colour: str) -> tuple[float, float, float]:
    """ "#rrggbb" as linear light."""
    values = srgb(colour)
    light = np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)
    return (round(float(light[0]), 4), round(float(light[1]), 4), round(float(light[2]), 4))


Maker = Callable[[Kit], None]
