"""Shader programs by what a material needs: each holds only that, which a software driver thanks with half the time."""

from __future__ import annotations

from vr_app.render.shader import Program

SHADOW_FEATURES = ("MASKED", "BASE_COLOUR_MAP")
BENT = ("SKINNED", "MORPHED")
"""Features of things that bend."""


class Programs:
    """Compiles when first asked for, then keeps.

    Args:
        always: features of every surface program.
    """

    def __init__(self, always: tuple[str, ...]) -> None:
        self._always = always
        self._surfaces: dict[tuple[str, ...], Program] = {}
        self._shadows: dict[tuple[str, ...], Program] = {}

    def surface(self, features: tuple[str, ...]) -> Program:
        """The lit pass for a material."""
        if features not in self._surfaces:
            self._surfaces[features] = Program("surface.vert", "surface.frag", (*self._always, *features))
        return self._surfaces[features]

    def outline(self, features: tuple[str, ...]) -> Program:
        """The outline of a toon material."""
        needed = (*features, "OUTLINE_HULL")
        if needed not in self._surfaces:
            self._surfaces[needed] = Program("outline.vert", "surface.frag", (*self._always, *needed))
        return self._surfaces[needed]

    def shadow(self, features: tuple[str, ...]) -> Program:
        """The shadow pass; `BENT` also serves what does not bend."""
        wanted = (*BENT, *SHADOW_FEATURES) if "MASKED" in features else BENT
        needed = tuple(name for name in features if name in wanted)
        if needed not in self._shadows:
            self._shadows[needed] = Program("shadow.vert", "shadow.frag", (*self._always, *needed))
        return self._shadows[needed]

    def close(self) -> None:
        for program in (*self._surfaces.values(), *self._shadows.values()):
            program.close()
        self._surfaces, self._shadows = {}, {}
