"""How much a picture may cost."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Quality:
    """Settings that trade looks for time.

    Attributes:
        samples: of multisampling; 1 is none.
        shadow_size: side of a shadow map in texels.
        shadow_maps: of the sun: 1 near the visitor, 2 also farther out, 3 far out.
        moving_shadow_maps: of these, how many hold the shadows of what moves.
        lamp_maps: shadow maps of lamps in all; a spot takes one, a point light six; at most 12.
        lamp_map_size: their side in texels.
        height_map_size: side of the map that darkens what lies under and between things; 0 for none.
        soft_shadows: nine shadow taps instead of four.
        shiny_lamps: lamps are mirrored in shiny surfaces, not only the sun.
        glow: lamps have a halo.
        particles: share of the grains of dust, rain, snow and embers that is drawn.
        anisotropy: of texture filtering.
        slow_filters: that also where the processor draws, for which it takes a hundred times as long.
        fine_sky: clouds lit from the sun's side, more detail of clouds and waves.
        reflection_size: side of a face of the cube map that shiny surfaces mirror.
        small_samples: of things narrower than so many samples of the picture some stand for all (see
            `scene/small_things.py`); 0 draws each one.
        coarse_pixels: a thing is drawn with fewer triangles where no vertex is then farther from its place than so
            many pixels; 0 draws all triangles always.
        probe: shiny surfaces mirror the place round the visitor, drawn once, where the scene asks for it.
        reflection_samples: directions averaged for each of its texels.
    """

    samples: int = 4
    shadow_size: int = 2048
    shadow_maps: int = 3
    moving_shadow_maps: int = 3
    lamp_maps: int = 12
    lamp_map_size: int = 1024
    height_map_size: int = 1024
    soft_shadows: bool = True
    shiny_lamps: bool = True
    glow: bool = True
    particles: float = 1.0
    anisotropy: float = 8.0
    slow_filters: bool = False
    fine_sky: bool = True
    reflection_size: int = 128
    reflection_samples: int = 96
    small_samples: float = 1.0
    coarse_pixels: float = 0.5
    probe: bool = True

    def smallest_rad(self, pixel_rad: float) -> float:
        """The angle below which a thing is small, where a pixel of the picture is so wide."""
        return self.small_samples * pixel_rad / self.samples**0.5


HIGH = Quality()
LOW = Quality(
    samples=1,
    shadow_size=1024,
    shadow_maps=2,
    moving_shadow_maps=1,
    lamp_maps=0,
    particles=0.3,
    height_map_size=0,
    soft_shadows=False,
    shiny_lamps=False,
    anisotropy=1.0,
    fine_sky=False,
    reflection_size=32,
    reflection_samples=32,
)
"""For a processor that draws in software."""
