"""The uniform blocks of `shaders/frame.glsl` as numpy records (std140)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from math import sin, tan

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4, View
from vr_app.scene.environment import Environment
from vr_app.scene.light import Light

MAX_LIGHTS = 32
MAX_OCCLUDERS = 4
MAX_LAMP_MAPS = 12
KINDS = {"point": 0.0, "spot": 1.0, "directional": 2.0}
DISCS = {"none": 0.0, "sun": 1.0, "moon": 2.0}
FRAME_BLOCK = np.dtype(
    [
        ("sun_direction", "<f4", 4),
        ("sun_colour", "<f4", 4),
        ("tone", "<f4", 4),
        ("fog_colour", "<f4", 4),
        ("fog_shape", "<f4", 4),
        ("sky_zenith", "<f4", 4),
        ("sky_horizon", "<f4", 4),
        ("sky_ground", "<f4", 4),
        ("sky_glow", "<f4", 4),
        ("panorama", "<f4", 4),
        ("irradiance", "<f4", (9, 4)),
        ("shadow_from_world", "<f4", (3, 4, 4)),
        ("shadow_texel", "<f4", 4),
        ("light_position", "<f4", (MAX_LIGHTS, 4)),
        ("light_colour", "<f4", (MAX_LIGHTS, 4)),
        ("light_direction", "<f4", (MAX_LIGHTS, 4)),
        ("light_inner", "<f4", (MAX_LIGHTS, 4)),
        ("occluder", "<f4", (MAX_OCCLUDERS, 4)),
        ("lamp_from_world", "<f4", (MAX_LAMP_MAPS, 4, 4)),
        ("lamp_shadow", "<f4", 4),
        ("height_from_world", "<f4", (4, 4)),
        ("height_shape", "<f4", 4),
    ]
)
MAX_VIEWS = 2
"""Pictures drawn at once."""
VIEW_ROW = np.dtype(
    [
        ("clip_from_world", "<f4", (4, 4)),
        ("world_from_view", "<f4", (4, 4)),
        ("tangents", "<f4", 4),
        ("eye", "<f4", 4),
    ]
)
VIEW_NUMBERS = VIEW_ROW.itemsize // 4
VIEW_BLOCK = np.dtype([("rows", VIEW_ROW, MAX_VIEWS), ("drawn", "<i4", 4), ("padding", "<i4", 44)])
"""Matrices are stored column by column: write the transpose."""


def fill_environment(block: npt.NDArray[np.void], environment: Environment) -> None:
    """Writes all that doesn't change from frame to frame, but the sky's light on matt surfaces."""
    row = block[0]
    sky, sun, fog = environment.sky, environment.sun, environment.fog
    interior = sky.kind == "interior"
    direction = np.asarray(sun.direction, np.float32)
    row["sun_direction"] = (
        *(direction / max(np.linalg.norm(direction), 1e-6)),
        DISCS[sun.disc if not interior else "none"],
    )
    row["sun_colour"] = (*(channel * sun.illuminance for channel in sun.colour), float(sun.shadows))
    row["tone"] = (environment.ambient, environment.exposure, 0.0, 0.0)
    row["fog_colour"] = (*fog.colour, fog.density_per_m)
    row["fog_shape"] = (fog.start_m, fog.height_m, 0.0, fog.floor_m)
    row["sky_zenith"] = (*sky.zenith, sky.stars)
    row["sky_horizon"] = (*sky.horizon, sky.clouds)
    row["sky_ground"] = (*sky.ground, float(interior))
    row["sky_glow"] = (*sky.glow, sky.moon_phase)
    yaw = environment.panorama.yaw_rad if environment.panorama is not None else 0.0
    row["panorama"] = (sky.intensity, yaw, 0.0, 0.0)


@dataclass(frozen=True)
class SteadyLights:
    """What does not change of the first `MAX_LIGHTS` lights of a scene, a row each."""

    lights: tuple[Light, ...]
    nodes: npt.NDArray[np.intp]
    colours: npt.NDArray[np.float64]
    intensities: npt.NDArray[np.float64]
    flickering: tuple[int, ...]


def steady_lights(block: npt.NDArray[np.void], lights: tuple[Light, ...]) -> SteadyLights:
    """Writes what does not change of a scene's lights, and keeps what is needed for the rest."""
    row, used = block[0], lights[:MAX_LIGHTS]
    count = len(used)
    if count:
        outer = np.cos([light.outer_cone_rad for light in used])
        row["light_position"][:count, 3] = [light.reach_m for light in used]
        row["light_colour"][:count, 3] = [KINDS[light.kind] for light in used]
        row["light_direction"][:count, 3] = outer
        row["light_inner"][:count, 0] = np.maximum(np.cos([light.inner_cone_rad for light in used]), outer + 1e-3)
    nodes = np.array([light.node for light in used], np.intp)
    colours, intensities = np.array([light.colour for light in used]), np.array([light.intensity for light in used])
    flickering = tuple(number for number, light in enumerate(used) if light.flicker > 0)
    return SteadyLights(used, nodes, colours, intensities, flickering)


def fill_lights(
    block: npt.NDArray[np.void],
    steady: SteadyLights,
    world_from_node: npt.NDArray[np.float32],
    time_s: float,
    levels: npt.NDArray[np.float32] | None = None,
) -> None:
    """Writes where the lights are now and how they flicker.

    Args:
        levels: float32 (L), by what each one's intensity is multiplied; None leaves them as they are.
    """
    row, used = block[0], steady.lights
    count = len(used)
    if not count:
        return
    world = world_from_node[steady.nodes]
    strength = steady.intensities.copy()
    for number in steady.flickering:
        strength[number] *= _flickered(used[number], number, time_s)
    if levels is not None:
        strength *= levels[:count]
    row["light_position"][:count, :3] = world[:, :3, 3]
    row["light_colour"][:count, :3] = steady.colours * strength[:, None]
    length = np.sqrt(np.einsum("ni,ni->n", world[:, :3, 2], world[:, :3, 2]))
    row["light_direction"][:count, :3] = world[:, :3, 2] / -np.maximum(length, 1e-6)[:, None]


def _flickered(light: Light, number: int, time_s: float) -> float:
    """By what a light's intensity is multiplied now."""
    if light.flicker <= 0:
        return 1.0
    phase = number * 1.7
    wave = sin(time_s * 11.0 + phase) * sin(time_s * 7.3 + 2 * phase) + 0.5 * sin(time_s * 23.0 + phase)
    return 1.0 - light.flicker * (0.18 - 0.12 * wave)


def fill_views(
    block: npt.NDArray[np.void], views: Sequence[View], poses: Sequence[Mat4], clips: Sequence[Mat4], copies: int
) -> None:
    """Writes the views that are drawn at once (`MAX_VIEWS` at most).

    Args:
        poses: in scene space, as `clips` are.
        copies: instances of each thing, which take turns between the views.
    """
    block["drawn"][0, 0] = copies
    # As plain numbers: fields of fields are slow to find.
    rows = block.view(np.float32)[: MAX_VIEWS * VIEW_NUMBERS].reshape(MAX_VIEWS, VIEW_NUMBERS)
    for row, view, world_from_view, clip_from_world in zip(rows, views, poses, clips, strict=False):
        row[:16].reshape(4, 4)[:] = clip_from_world.T
        row[16:32].reshape(4, 4)[:] = world_from_view.T
        row[32:36] = _tangents(tuple(view.fov_rad))
        row[36:40] = world_from_view[:, 3]


@lru_cache(16)
def _tangents(fov_rad: tuple[float, float, float, float]) -> tuple[float, float, float, float]:
    left, right, up, down = (tan(angle) for angle in fov_rad)
    return left, right, up, down
