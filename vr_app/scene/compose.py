"""From a stage and the assets it names to a `Scene` that can be drawn. What is missing gets a marked stand-in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from vr_app.scene.assembly import Assembly
from vr_app.scene.draw_plan import plan_drawing
from vr_app.scene.environment import Environment, Fog, Panorama, Sky, Sun
from vr_app.scene.light import Light
from vr_app.scene.material import Material
from vr_app.scene.mesh import Mesh, Primitive, build_primitive
from vr_app.scene.painting import painted
from vr_app.scene.particles import Particles
from vr_app.scene.scene import LoadedAsset, Scene, faces_back
from vr_app.scene.stage import Ground, Stage, Water
from vr_app.scene.stage import Light as StageLight
from vr_app.scene.stage_things import Thing
from vr_app.scene.stand_in import plain_asset, stand_in_asset
from vr_app.scene.surfaces import surfaced, tile_of
from vr_app.scene.terrain import Terrain, patched_plane
from vr_app.scene.transform import look_at, quaternion_from_matrix, quaternion_multiply, yaw_quaternion

Pixels = npt.NDArray[np.float16]
HOST = "host"
GROUND_GAP_M = 0.012
"""The ground lies this much lower than the stage says, so that floors of placed things win."""


def compose(
    stage: Stage,
    assets: Mapping[str, LoadedAsset],
    avatar: LoadedAsset | None,
    problems: tuple[str, ...] = (),
    panorama: Pixels | None = None,
    signs: Sequence[LoadedAsset] = (),
    terrain: Terrain | None = None,
) -> Scene:
    """Puts a scene together.

    Args:
        assets: by the reference the stage uses ("assets/bench.glb"); a thing whose asset is not there gets a stand-in.
        avatar: the host; None where the stage has none or it could not be read (then a stand-in marks the place).
        problems: plain lines to pass on.
        panorama: the picture of the sky, where the stage names one that could be read.
        signs: the plates of the stage's signs, in their order.
        terrain: the hills, where the stage has any.
    """
    assembly = Assembly()
    if stage.ground is not None and (terrain is not None or stage.ground.kind == "plane"):
        assembly.add_root("ground", mesh=_add_ground(assembly, stage.ground, terrain))
    if stage.water is not None:
        middle = (stage.water.at[0], 0.0, stage.water.at[2])
        assembly.add_root("water", at=middle, mesh=_add_water(assembly, stage.water))
    plain: dict[object, LoadedAsset] = {}
    for thing in stage.things:
        asset = body_of(thing, assets, plain)
        turn = yaw_quaternion(np.radians(thing.yaw_deg))
        assembly.add_asset(thing.id, asset, at=thing.at, rotation=turn, scale=thing.scale)
    for number, (sign, plate) in enumerate(zip(stage.signs, signs, strict=False)):
        turn = yaw_quaternion(np.radians(sign.yaw_deg))
        assembly.add_asset(f"sign {number + 1}", plate, at=sign.at, rotation=turn, scale=1.0)
    for number, lamp in enumerate(stage.lights):
        _add_light(assembly, lamp, lamp.id or f"light-{number + 1}")
    if stage.host is not None:
        body = avatar or stand_in_asset("stand-in for the host")
        turn = yaw_quaternion(np.radians(stage.host.yaw_deg))
        if avatar is not None and faces_back(avatar):
            turn = quaternion_multiply(turn, yaw_quaternion(np.pi))
        assembly.add_asset(HOST, body, at=stage.host.at, rotation=turn, scale=1.0)
    parts = assembly.parts()
    return Scene(
        name=stage.title,
        **parts,
        environment=environment_of(stage, panorama),
        avatar=avatar if stage.host is not None else None,
        problems=problems,
        things=stage.things,
        behaviours=stage.behaviours,
        plan=plan_drawing(
            parts["nodes"],
            assembly.meshes,
            assembly.materials,
            assembly.skins,
            moving_nodes(assembly, stage.host is not None, [*_movable(stage), *_movers(stage)]),
            assembly.images,
        ),
    )


def _movers(stage: Stage) -> list[str]:
    """Ids of the things that behaviours move."""
    named = {behaviour.thing for behaviour in stage.behaviours if behaviour.kind != "appear"}
    return [thing.id for thing in stage.things if thing.id in named or thing.id.rpartition("-")[0] in named]


def _movable(stage: Stage) -> list[str]:
    """Things that may move as a whole: those that do something, and those a visitor may take."""
    return [*(one.thing for one in stage.behaviours), *(thing.id for thing in stage.things if thing.grabbable)]


def body_of(thing: Thing, assets: Mapping[str, LoadedAsset], plain: dict[object, LoadedAsset]) -> LoadedAsset:
    """The asset of a thing; a plain shape where it names none, a marked one where its own cannot be had.

    Args:
        plain: shapes made so far, and assets painted so far, so that equal ones are shared.
    """
    if thing.asset in assets:
        colour = thing.colour if "colour" in thing.given else None
        if colour is None and thing.wear < 0:
            return assets[thing.asset]
        look = (thing.asset, colour, thing.wear)
        if look not in plain:
            plain[look] = painted(assets[thing.asset], colour, thing.wear)
        return plain[look]
    key = thing.asset or (thing.shape, thing.size, thing.colour, thing.surface)
    if key not in plain:
        plain[key] = stand_in_asset(f"stand-in for {thing.asset}") if thing.asset else plain_asset(thing)
    return plain[key]


def moving_nodes(assembly: Assembly, has_host: bool, things: Sequence[str] = ()) -> np.ndarray:
    """Nodes that animations, the host's body or the behaviours of things move."""
    parts = [t.targets for clip in assembly.animations for t in clip.tracks if t.path != "weights"]
    if has_host:
        parts.append(np.array([assembly.placements[HOST].root], np.int32))
    parts += [np.array([assembly.placements[id_].root], np.int32) for id_ in things if id_ in assembly.placements]
    return np.unique(np.concatenate([*parts, np.zeros(0, np.int32)])).astype(np.int32)


def environment_of(stage: Stage, panorama: Pixels | None = None) -> Environment:
    """Sky, sun, fog and exposure of a stage."""
    sky, fog = stage.sky, stage.fog
    azimuth, elevation = np.radians(sky.sun_azimuth_deg), np.radians(sky.sun_elevation_deg)
    flat = float(np.cos(elevation))
    direction = (float(np.sin(azimuth)) * flat, float(np.sin(elevation)), -float(np.cos(azimuth)) * flat)
    return Environment(
        sky=Sky(
            kind=sky.kind,  # pyright: ignore[reportArgumentType] - the stage's reader allows only these words
            zenith=_times(sky.zenith, sky.intensity),
            horizon=_times(sky.horizon, sky.intensity),
            ground=_times(sky.ground, sky.intensity),
            glow=_times(sky.glow, sky.glow_intensity * sky.intensity),
            stars=sky.stars,
            clouds=sky.clouds,
            moon_phase=sky.moon_phase,
            intensity=sky.intensity,
        ),
        sun=Sun(
            direction,
            sky.sun_colour,
            sky.sun_intensity if sky.sun_elevation_deg > -4 else 0.0,
            disc="moon" if sky.kind == "night" else "sun",
        ),
        fog=Fog() if fog is None else Fog(fog.colour, fog.density, fog.start_m, fog.height_m, fog.floor_m),
        particles=tuple(
            Particles(box.kind, box.at, box.size, int(box.count), box.colour)  # pyright: ignore[reportArgumentType]
            for box in stage.particles
        ),
        exposure=stage.exposure,
        mirrored=True,
        panorama=None if panorama is None else Panorama(panorama, float(np.radians(sky.map_yaw_deg))),
    )


def _times(colour: tuple[float, float, float], factor: float) -> tuple[float, float, float]:
    return (colour[0] * factor, colour[1] * factor, colour[2] * factor)


def _add_ground(assembly: Assembly, ground: Ground, terrain: Terrain | None) -> int:
    """Hills or a plane, with the tiles of its surface on it."""
    if terrain is not None:
        mesh, material = terrain.mesh(), Material("ground", metallic=0.0, roughness=0.95)
    elif ground.surface == "plain":
        material = Material("ground", base_colour=(*ground.colour, 1.0), metallic=0.0, roughness=0.92)
        mesh = Mesh("ground", (_disc(ground.radius_m, ground.height_m - GROUND_GAP_M),))
    else:
        mesh, material = patched_plane(ground, -GROUND_GAP_M), Material("ground", metallic=0.0, roughness=0.92)
    if ground.surface == "plain":
        return assembly.add_mesh(mesh, material)
    return assembly.add_mesh(mesh, surfaced(material, ground.surface, 0), tile_of(ground.surface).images)


def _add_water(assembly: Assembly, water: Water) -> int:
    surface = Material(
        "water",
        base_colour=(*water.colour, 1.0),
        metallic=0.0,
        roughness=0.06,
        normal_scale=water.waves,
        shading="water",
    )
    return assembly.add_mesh(Mesh("water", (_disc(water.radius_m, water.height_m),)), surface)


def _disc(radius_m: float, height_m: float) -> Primitive:
    """A disc in rings, so that fog and light vary over it."""
    radii = np.concatenate([[0.0], np.geomspace(min(2.0, radius_m / 2), radius_m, 10)])
    angles = np.linspace(0, 2 * np.pi, 48, endpoint=False)
    ring = np.stack([np.cos(angles), np.zeros(48), -np.sin(angles)], axis=1)
    points = (radii[:, None, None] * ring).reshape(-1, 3)
    points[:, 1] = height_m
    inner = np.arange(len(radii) - 1)[:, None] * 48 + np.arange(48)
    beside = np.arange(len(radii) - 1)[:, None] * 48 + (np.arange(48) + 1) % 48
    quads = np.stack([inner, inner + 48, beside + 48, inner, beside + 48, beside], axis=-1)
    normals = np.broadcast_to([0.0, 1.0, 0.0], points.shape)
    return build_primitive(points, quads.reshape(-1), material=0, normals=normals)


def _add_light(assembly: Assembly, lamp: StageLight, name: str) -> None:
    turn = (
        quaternion_from_matrix(look_at(lamp.at, lamp.look_at)[:3, :3]) if lamp.kind == "spot" else (0.0, 0.0, 0.0, 1.0)
    )
    node = assembly.add_root(name, at=lamp.at, rotation=turn)
    assembly.lights.append(
        Light(
            kind="spot" if lamp.kind == "spot" else "point",
            node=node,
            colour=lamp.colour,
            intensity=lamp.intensity_cd,
            range_m=lamp.range_m,
            inner_cone_rad=float(np.radians(lamp.inner_deg)),
            outer_cone_rad=float(np.radians(lamp.outer_deg)),
            flicker=lamp.flicker,
            shadows=lamp.shadows,
            halo=lamp.halo,
            name=name,
        )
    )
