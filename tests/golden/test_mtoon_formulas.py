"""MToon on a ball, pixel by pixel, against the formulas of VRMC_materials_mtoon 1.0 worked out with numpy alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt
import pytest
from golden_renderers import shared_renderer
from golden_scenes import ball

from vr_app.render.egl_context import EglContext
from vr_app.render.quality import Quality
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.environment import Environment, Fog, Sky, Sun
from vr_app.scene.material import Image, Material, MToon, TextureUse
from vr_app.scene.mesh import Mesh
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, look_at

Array = npt.NDArray[np.float64]
SIDE, RADIUS, FAR_M, FOV_RAD = 160, 0.5, 3.0, 0.4
QUALITY = Quality(samples=1, shadow_size=1024, shadow_maps=1, lamp_maps=0, height_map_size=0, probe=False)
SUN = np.array([0.6, 0.5, 0.6244998])
DIRECT = 0.5
"""What falls on a face turned to the sun."""
BASE, SHADE = np.array([0.7, 0.5, 0.3]), np.array([0.2, 0.1, 0.15])
DARK = Environment(
    sky=Sky("interior", (0, 0, 0), (0, 0, 0), (0, 0, 0), (0, 0, 0)),
    sun=Sun(tuple(SUN), (1.0, 1.0, 1.0), DIRECT * np.pi),
    fog=Fog(density_per_m=0.0),
    exposure=1.0,
)
_STEPS = np.meshgrid(np.arange(64) * 4, np.arange(64) * 4)
_PIXELS = np.stack([*_STEPS, np.zeros((64, 64)), np.full((64, 64), 255)], axis=-1).astype(np.uint8)
GRADIENT = Image("gradient", (_PIXELS,), srgb=False)
"""Red grows to the right, green downwards; one level only, as coarse ones run into each other at the edges."""


def drawn(toon: MToon, environment: Environment = DARK, time_s: float = 0.0, **surface: object) -> Array:
    """The ball seen from the front, (SIDE, SIDE, 3), in steps of 8 bits."""
    fields = {"base_colour": (*BASE, 1.0), "shade_colour": tuple(SHADE), "shading": "toon", "mtoon": toon} | surface
    material = Material("toon", **fields)  # type: ignore[arg-type]
    images: tuple[Image, ...] = (GRADIENT,)
    scene = Scene(
        "ball",
        build_nodes(["ball"], [-1], mesh=[0]),
        (Mesh("ball", (ball(0, RADIUS, 96),)),),
        (material,),
        images,
        environment=environment,
    )
    renderer, target = shared_renderer(QUALITY), OffscreenTarget(SIDE, SIDE)
    while not renderer.upload(scene, 1 << 26):
        pass
    local = LocalPose.at_rest(scene.nodes)
    view = target.view(look_at((0, 0, FAR_M), (0, 0, 0)), symmetric_fov(FOV_RAD, SIDE, SIDE))
    renderer.draw(scene, world_matrices(scene.nodes, local), local.weights, [view], identity(), time_s)
    pixels = np.asarray(target.read())[..., :3].astype(np.float64)
    target.close()
    return pixels


def seen() -> tuple[Array, Array, npt.NDArray[np.bool_], Array]:
    """Normal and direction to the eye at each pixel's point of the ball, where there is one, and how near rays pass."""
    at = (np.arange(SIDE) + 0.5) / SIDE * 2 - 1
    x, y = np.meshgrid(at, -at)
    way = np.stack([x * np.tan(FOV_RAD / 2), y * np.tan(FOV_RAD / 2), -np.ones_like(x)], axis=-1)
    way /= np.linalg.norm(way, axis=-1, keepdims=True)
    along = way[..., 2] * -FAR_M
    past = np.sqrt(np.maximum(FAR_M**2 - along**2, 0))
    depth = along - np.sqrt(np.maximum(RADIUS**2 - past**2, 0))
    normal = (np.array([0, 0, FAR_M]) + way * depth[..., None]) / RADIUS
    normal /= np.linalg.norm(normal, axis=-1, keepdims=True)
    inside = (past < RADIUS) & ((normal * -way).sum(axis=-1) > 0.25)
    return normal, -way, inside, past


def shown(light: Array) -> Array:
    """Khronos PBR Neutral, then sRGB, in steps of 8 bits."""
    low = light.min(axis=-1, keepdims=True)
    light = light - np.where(low < 0.08, low - 6.25 * low * low, 0.04)
    peak = light.max(axis=-1, keepdims=True)
    pressed = 1 - 0.24**2 / (peak + 0.24 - 0.76)
    kept = 1 / (0.15 * (peak - pressed) + 1)
    bright = pressed + (light * (pressed / np.maximum(peak, 1e-9)) - pressed) * kept
    light = np.clip(np.where(peak < 0.76, light, bright), 0, 1)
    return 255 * np.where(light <= 0.0031308, light * 12.92, 1.055 * np.maximum(light, 1e-9) ** (1 / 2.4) - 0.055)


def shading(normal: Array, toon: MToon) -> Array:
    """linearstep(-1 + toony, 1 - toony, dot(N, L) + shift)."""
    shifted = normal @ SUN + toon.shading_shift
    low, high = -1 + toon.shading_toony, 1 - toon.shading_toony
    return np.clip((shifted - low) / max(high - low, 1e-4), 0, 1)[..., None]


def lit(normal: Array, toon: MToon) -> Array:
    part = shading(normal, toon)
    return (SHADE + (BASE - SHADE) * part) * DIRECT


def rim_of(normal: Array, view: Array, toon: MToon) -> Array:
    edge = np.clip(1 - (normal * view).sum(axis=-1) + toon.rim_lift, 0, 1)[..., None]
    return np.asarray(toon.rim_colour) * edge ** max(toon.rim_fresnel_power, 1e-3)


def matcap_uv(normal: Array, view: Array) -> Array:
    side = np.stack([view[..., 2], np.zeros_like(view[..., 0]), -view[..., 0]], axis=-1)
    side /= np.linalg.norm(side, axis=-1, keepdims=True)
    up = np.cross(view, side)
    return np.stack([(side * normal).sum(axis=-1), -(up * normal).sum(axis=-1)], axis=-1) * 0.495 + 0.5


def texel(uv: Array) -> Array:
    """What GRADIENT holds there, between the middles of its texels."""
    at = np.clip(uv * 64 - 0.5, 0, 63) * 4 / 255
    return np.concatenate([at, np.zeros_like(at[..., :1])], axis=-1)


def agree(pixels: Array, light: Array, where: npt.NDArray[np.bool_], most: float = 3.0) -> None:
    off = np.abs(pixels - shown(light))[where].max(axis=-1)
    assert np.quantile(off, 0.99) < most, f"worst of 99 %: {np.quantile(off, 0.99):.2f}"
    assert off.mean() < 1.0


@pytest.mark.parametrize(("toony", "shift"), [(0.9, 0.0), (0.5, 0.0), (0.3, -0.2), (0.0, 0.3), (0.7, 0.4)])
def test_shade_and_its_edge(toony: float, shift: float, graphics: EglContext) -> None:
    toon = MToon(shading_toony=toony, shading_shift=shift)
    normal, _, inside, _ = seen()
    agree(drawn(toon), lit(normal, toon), inside, 6.0 if toony == 0.9 else 3.0)


@pytest.mark.parametrize(("power", "lift", "mix"), [(5.0, 0.0, 0.0), (2.0, 0.2, 0.0), (3.0, 0.1, 1.0)])
def test_rim(power: float, lift: float, mix: float, graphics: EglContext) -> None:
    toon = MToon(
        shading_toony=0.5, rim_colour=(0.3, 0.5, 0.2), rim_fresnel_power=power, rim_lift=lift, rim_lighting_mix=mix
    )
    normal, view, inside, _ = seen()
    dimmed = 1 + (DIRECT - 1) * mix
    agree(drawn(toon), lit(normal, toon) + rim_of(normal, view, toon) * dimmed, inside)


def test_matcap(graphics: EglContext) -> None:
    toon = MToon(shading_toony=0.5, matcap=(0.5, 0.4, 1.0), matcap_texture=TextureUse(0), rim_lighting_mix=0.0)
    normal, view, inside, _ = seen()
    light = lit(normal, toon) + texel(matcap_uv(normal, view)) * np.array(toon.matcap)
    agree(drawn(toon), light, inside)


def test_light_from_all_round(graphics: EglContext) -> None:
    grey = (0.3, 0.3, 0.3)
    room = replace(DARK, sky=Sky("interior", grey, grey, grey, (0, 0, 0)))
    toon = MToon(shading_toony=0.5, gi_equalization=0.4)
    normal, _, inside, _ = seen()
    agree(drawn(toon, room), lit(normal, toon) + BASE * 0.3, inside, 4.0)


@pytest.mark.parametrize(("x", "y", "turn"), [(0.05, 0.0, 0.0), (0.0, -0.04, 0.0), (0.0, 0.0, 0.3), (0.02, 0.03, 0.2)])
def test_moving_textures(x: float, y: float, turn: float, graphics: EglContext) -> None:
    toon = MToon(shading_toony=0.5, uv_scroll_x=x, uv_scroll_y=y, uv_rotation=turn)
    normal, _, inside, _ = seen()
    time_s = 1.5
    azimuth = np.arctan2(normal[..., 0], normal[..., 2]) % (2 * np.pi)
    uv = np.stack([azimuth / (2 * np.pi), np.arccos(np.clip(normal[..., 1], -1, 1)) / np.pi], axis=-1) - 0.5
    c, s = np.cos(turn * time_s), np.sin(turn * time_s)
    # Against the clock where v points up, as it does in the engine that MToon comes from; in glTF it points down.
    uv = np.stack([c * uv[..., 0] + s * uv[..., 1], -s * uv[..., 0] + c * uv[..., 1]], axis=-1) + 0.5
    uv += np.array([x, y]) * time_s
    far_from_poles = np.abs(normal[..., 1]) < 0.8
    clear = inside & far_from_poles & ((uv > 0.08) & (uv < 0.92)).all(axis=-1) & (azimuth > 0.1) & (azimuth < 6.1)
    assert clear.sum() > 2000
    base = BASE * texel(uv)
    part = shading(normal, toon)
    pixels = drawn(toon, time_s=time_s, base_colour_texture=TextureUse(0))
    agree(pixels, (SHADE + (base - SHADE) * part) * DIRECT, clear)


@pytest.mark.parametrize(("kind", "width"), [("world", 0.06), ("screen", 0.05)])
def test_outline(kind: str, width: float, graphics: EglContext) -> None:
    colour = np.array([0.6, 0.1, 0.4])
    toon = MToon(outline=kind, outline_width=width, outline_colour=tuple(colour), outline_lighting_mix=0.0)  # type: ignore[arg-type]
    pixels = drawn(toon)
    at = np.arange(SIDE) + 0.5 - SIDE / 2
    away = np.hypot(*np.meshgrid(at, at))
    pixels_a_tangent = SIDE / 2 / np.tan(FOV_RAD / 2)
    edge = pixels_a_tangent * np.tan(np.arcsin(RADIUS / FAR_M))
    rim = pixels_a_tangent * np.tan(np.arcsin((RADIUS + width) / FAR_M)) if kind == "world" else edge + width * SIDE
    ring = (away > edge + 1.0) & (away < rim - 1.5)
    assert ring.sum() > 300
    agree(pixels, np.broadcast_to(colour, pixels.shape), ring)
    assert pixels[away > rim + 1.0].max() < 5, "nothing beyond it"
