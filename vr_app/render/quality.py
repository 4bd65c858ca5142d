"""How much a picture may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quality:
    """Settings that trade looks for time.

    Attributes:
        samples: of multisampling; 1 is none.
        shadow_size: side of a shadow map in texels.
        shadow_maps: 1 near the visitor, 2 also farther out.
        soft_shadows: nine shadow taps instead of four.
        shiny_lamps: lamps are mirrored in shiny surfaces, not only the sun.
        glow: bright things glow.
        anisotropy: of texture filtering.
    """

    samples: int = 4
    shadow_size: int = 2048
    shadow_maps: int = 2
    soft_shadows: bool = True
    shiny_lamps: bool = True
    glow: bool = True
    anisotropy: float = 8.0


HIGH = Quality()
LOW = Quality(samples=1, shadow_size=1024, shadow_maps=1, soft_shadows=False, shiny_lamps=False, anisotropy=1.0)
"""For a processor that draws in software."""
