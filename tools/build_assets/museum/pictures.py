"""Paintings: a scene drawn by formula, then laid down again in thousands of brush strokes; gilt frames round them."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from PIL import Image, ImageDraw

from tools.build_assets import library
from tools.build_assets.glb import Material, Node
from tools.build_assets.mesh import Array
from tools.build_assets.noise import cloud, smoothstep
from tools.build_assets.occlusion import bake
from tools.build_assets.shapes import box, moulding, plate, rounded_profile
from tools.build_assets.textures import TextureSet, jpeg, ramp, srgb

WIDTH, HEIGHT = 640, 480


def _axes() -> tuple[Array, Array]:
    y, x = np.mgrid[0:HEIGHT, 0:WIDTH]
    return x / WIDTH, y / HEIGHT


def _soft(seed: int, exponent: float, **options: object) -> Array:
    return cloud(640, seed, exponent, **options)[:HEIGHT, :WIDTH]  # type: ignore[arg-type]


def sea() -> Array:
    """A boat on a rough sea at sunset."""
    x, y = _axes()
    sky = ramp(y / 0.56, ((0.0, "#2f4a6d"), (0.45, "#93879a"), (0.8, "#e3a066"), (1.0, "#f6cf85")))
    clouds = smoothstep(0.5, 0.66, _soft(1, 1.7, stretch=(2.2, 0.8))) * (1 - y)
    sky = sky + (srgb("#f1c9a0") - sky) * (0.7 * clouds)[..., None]
    sun = np.exp(-(((x - 0.64) * 1.33) ** 2 + (y - 0.47) ** 2) / 0.0022)
    sky = sky + (srgb("#fff3c4") - sky) * np.clip(sun * 1.2, 0, 1)[..., None]
    waves = _soft(2, 1.5, stretch=(3.0, 0.7))
    water = ramp(
        np.clip((y - 0.55) / 0.45 + 0.9 * (waves - 0.5), 0, 1),
        ((0.0, "#c98d63"), (0.2, "#5d7480"), (0.6, "#24506a"), (1.0, "#0e2a3f")),
    )
    glitter = smoothstep(0.55, 0.62, waves) * np.exp(-((x - 0.64) ** 2) / 0.006) * (y > 0.56)
    water = water + (srgb("#ffdf9c") - water) * glitter[..., None]
    foam = smoothstep(0.66, 0.72, _soft(3, 1.3, stretch=(3.0, 0.8))) * smoothstep(0.68, 0.9, y)
    water = water + (srgb("#dfe6e2") - water) * (0.8 * foam)[..., None]
    image = np.where((y > 0.55)[..., None], water, sky)
    sail = (x > 0.30) & (x < 0.30 + 0.16 * np.clip((y - 0.24) / 0.38, 0, 1)) & (y > 0.24) & (y < 0.62)
    jib = (x < 0.29) & (x > 0.29 - 0.10 * np.clip((y - 0.30) / 0.32, 0, 1)) & (y > 0.30) & (y < 0.62)
    hull = (np.abs(x - 0.32) < 0.13 - 0.7 * (y - 0.63)) & (y > 0.635) & (y < 0.70)
    image[sail] = srgb("#e8d9b8")
    image[jib] = srgb("#d8bf95")
    image[hull] = srgb("#3a2418")
    return image


def still_life() -> Array:
    """Lemons, a blue jug and a pomegranate on a table."""
    x, y = _axes()
    image = ramp(np.clip(x * 0.7 + _soft(5, 1.8) * 0.5, 0, 1), ((0.0, "#2a1d16"), (0.6, "#4a3426"), (1.0, "#6b4e36")))
    table = y > 0.66
    cloth = ramp(
        np.clip(0.5 + 1.2 * (_soft(6, 1.9, stretch=(0.5, 1.6)) - 0.5) + 0.3 * (0.8 - y), 0, 1),
        ((0.0, "#8d8474"), (1.0, "#e9e1cf")),
    )
    image = np.where(table[..., None], cloth, image)

    def ball(cx: float, cy: float, rx: float, ry: float, dark: str, light: str) -> None:
        shadow = np.exp(-(((x - cx - rx * 0.5) / (rx * 1.5)) ** 2 + ((y - cy - ry * 0.9) / (ry * 0.35)) ** 2))
        image[:] = image * (1 - 0.6 * np.clip(shadow, 0, 1) * (y > 0.6))[..., None]
        u, v = (x - cx) / rx, (y - cy) / ry
        inside = u**2 + v**2 < 1
        light_on = np.clip(0.62 - 0.55 * u - 0.5 * v, 0, 1)
        colours = ramp(light_on, ((0.0, "#140c08"), (0.35, dark), (0.85, light), (1.0, "#fff6dc")))
        image[inside] = colours[inside]

    neck = (np.abs(x - 0.34) < 0.045 + 0.03 * np.clip((0.30 - y) / 0.08, 0, 1)) & (y > 0.18) & (y < 0.42)
    shade = ramp(np.clip(0.75 - (x - 0.29) * 6, 0, 1), ((0.0, "#0d1a36"), (0.6, "#2d5691"), (1.0, "#a9c6e6")))
    image[neck] = shade[neck]
    ball(0.34, 0.55, 0.13, 0.19, "#1d3d74", "#5f8fc9")
    ball(0.56, 0.67, 0.085, 0.105, "#7b1a20", "#d2533f")
    ball(0.70, 0.72, 0.075, 0.07, "#a87b12", "#f4d34a")
    ball(0.80, 0.75, 0.07, 0.065, "#9c700f", "#efc93c")
    ball(0.47, 0.77, 0.065, 0.06, "#a87b12", "#f7dc5c")
    return image


def mountains() -> Array:
    """Blue ridges, mist and pines in the morning."""
    x, y = _axes()
    image = ramp(y / 0.7, ((0.0, "#7da3c4"), (0.5, "#c9d6d8"), (1.0, "#f3e3c6")))
    generator = np.random.default_rng(8)
    layers = (
        (0.34, 0.13, "#8fa6bd"),
        (0.46, 0.12, "#6d8aa4"),
        (0.58, 0.10, "#4c6d83"),
        (0.72, 0.09, "#345457"),
        (0.86, 0.07, "#22392f"),
    )
    for index, (base, amount, colour) in enumerate(layers):
        line = sum(
            amount / (k + 1) ** 0.9 * np.sin(2 * np.pi * ((k + 1) * (0.9 + 0.3 * index) * x[0] + generator.random()))
            for k in range(7)
        )
        edge = base + np.asarray(line) * 0.55
        inside = y > edge[None, :]
        mist = np.clip((y - edge[None, :]) / 0.22, 0, 1)
        tone = srgb(colour) + (srgb("#dfe2d8") - srgb(colour)) * (0.5 * mist * (index < 4))[..., None]
        image = np.where(inside[..., None], tone, image)
    for _ in range(36):
        cx, foot = generator.random(), generator.uniform(0.86, 1.02)
        tall = generator.uniform(0.10, 0.26)
        tree = (
            (np.abs(x - cx) < 0.022 * (y - foot + tall) / 0.2 * (0.7 + 0.5 * np.abs(np.sin(y * 90))))
            & (y > foot - tall)
            & (y < foot)
        )
        image[tree] = srgb("#14261d") * generator.uniform(0.8, 1.5)
    return image


def night() -> Array:
    """A harbour town under a night sky full of stars."""
    x, y = _axes()
    swirl = _soft(12, 1.6, stretch=(1.6, 0.8))
    image = ramp(
        np.clip(0.25 + y * 0.8 + 0.9 * (swirl - 0.5), 0, 1),
        ((0.0, "#0b1536"), (0.5, "#1f3f7a"), (0.8, "#3f6fa0"), (1.0, "#86a9b5")),
    )
    generator = np.random.default_rng(14)
    for _ in range(26):
        cx, cy, size = generator.random(), generator.uniform(0.02, 0.5), generator.uniform(0.0004, 0.0016)
        d = ((x - cx) * 1.33) ** 2 + (y - cy) ** 2
        halo = np.exp(-d / size) + 0.35 * np.exp(-d / (size * 7)) * (0.6 + 0.4 * np.sin(np.sqrt(d) * 260))
        image = image + (srgb("#fff0b0") - image) * np.clip(halo, 0, 1)[..., None]
    moon = ((x - 0.83) * 1.33) ** 2 + (y - 0.17) ** 2
    image = (
        image
        + (srgb("#ffe9a0") - image) * np.clip(np.exp(-moon / 0.004) * 1.3 + 0.5 * np.exp(-moon / 0.02), 0, 1)[..., None]
    )
    for index in range(22):
        left = index / 22 + generator.normal(0, 0.008)
        wide, top = generator.uniform(0.04, 0.065), generator.uniform(0.58, 0.72)
        house = (x > left) & (x < left + wide) & (y > top) & (y < 0.8)
        roof = (np.abs(x - left - wide / 2) < (y - top + 0.05) * 0.7) & (y > top - 0.05) & (y <= top)
        image[house] = srgb("#1b2440") * generator.uniform(0.7, 1.7)
        image[roof] = srgb("#3a2430")
        for _ in range(3):
            wx, wy = left + generator.uniform(0.01, wide - 0.015), generator.uniform(top + 0.02, 0.77)
            image[(np.abs(x - wx) < 0.005) & (np.abs(y - wy) < 0.01)] = srgb("#ffcf62")
    water = y > 0.8
    mirror = image[np.clip((1.6 * HEIGHT - np.arange(HEIGHT)).astype(int), 0, HEIGHT - 1)]
    ripple = _soft(16, 1.2, stretch=(5.0, 0.5))
    reflected = mirror * 0.65 + (srgb("#ffd774") * (smoothstep(0.6, 0.66, ripple) * 0.7)[..., None])
    return np.where(water[..., None], reflected, image)


def painted(picture: Array, seed: int) -> bytes:
    """The picture in brush strokes, as JPEG."""
    generator = np.random.default_rng(seed)
    source = np.clip(picture, 0, 1)
    canvas = Image.fromarray((np.clip(source * 0.75, 0, 1) * 255).astype(np.uint8))
    draw = ImageDraw.Draw(canvas)
    grey = source.mean(axis=2)
    gy, gx = np.gradient(cloud(640, seed, 2.0)[:HEIGHT, :WIDTH] * 3.0 + grey)
    for count, length, width in ((1600, 30, 12), (4600, 18, 6), (8000, 11, 3)):
        for px, py in zip(generator.integers(0, WIDTH, count), generator.integers(0, HEIGHT, count), strict=True):
            angle = np.arctan2(gx[py, px], -gy[py, px]) + generator.normal(0, 0.25)
            dx, dy = np.cos(angle) * length / 2, np.sin(angle) * length / 2
            colour = np.clip(source[py, px] * generator.uniform(0.94, 1.06) + generator.normal(0, 0.008, 3), 0, 1)
            fill = (int(colour[0] * 255), int(colour[1] * 255), int(colour[2] * 255))
            draw.line([(px - dx, py - dy), (px + dx, py + dy)], fill=fill, width=width)
    square = canvas.resize((512, 512), Image.Resampling.LANCZOS)
    return jpeg(np.asarray(square, dtype=np.float64) / 255.0, 90)


def _impasto() -> TextureSet:
    size = 256
    strokes = cloud(size, 900, 1.2, stretch=(0.6, 1.6))
    flat = np.ones((size, size))
    return TextureSet(np.ones((size, size, 3)), None, 0.45 + 0.3 * strokes, flat)


PICTURES: dict[str, tuple[Callable[[], Array], float, float]] = {
    "painting-sea": (sea, 1.7, 1.275),
    "painting-still-life": (still_life, 1.5, 1.125),
    "painting-mountains": (mountains, 1.7, 1.275),
    "painting-night": (night, 1.6, 1.2),
}


def painting(name: str) -> Node:
    """A framed painting about its centre, facing +Z, its back at z = 0."""
    draw, width, height = PICTURES[name]
    node = Node(name.replace("-", "_"))
    canvas = plate(width, height).turned(0, pitch_deg=90).moved(z=0.03)
    canvas.uvs = np.stack([canvas.positions[:, 0] / width + 0.5, 0.5 - canvas.positions[:, 1] / height], axis=1)
    surface = Material("oil paint", _impasto(), 1.0, picture=painted(draw(), sum(map(ord, name))))
    node.add(canvas, surface)
    corners = np.array(
        [
            [width / 2, -height / 2, 0],
            [width / 2, height / 2, 0],
            [-width / 2, height / 2, 0],
            [-width / 2, -height / 2, 0],
        ]
    )
    frame = rounded_profile(
        [
            (-0.015, 0.02),
            (-0.015, 0.045),
            (0.02, 0.05),
            (0.035, 0.075),
            (0.07, 0.06),
            (0.10, 0.065),
            (0.135, 0.10),
            (0.17, 0.09),
            (0.185, 0.05),
            (0.18, 0.0),
        ],
        0.008,
    )
    node.add(moulding(corners, np.array(frame)[::-1], closed=True, up=(0, 0, 1)), library.gilt())
    label = box((0.22, 0.06, 0.012), 0.004).moved(0, -height / 2 - 0.32, 0.0)
    node.add(label, library.dark_brass())
    bake([node], 0.025, 0.25, darkest=0.45)
    return node
