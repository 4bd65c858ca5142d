"""Reads a scene folder (or a single file) into a `Scene`, in this process. The loader process does the same aside."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.resources import resource_path
from vr_app.loading.coarser import load_with_coarser
from vr_app.loading.furnish import Bodies, KeptShapes, furnished, on_ground, terrain_for
from vr_app.loading.gltf import load_asset
from vr_app.loading.growth import Growth
from vr_app.loading.panorama import load_panorama
from vr_app.loading.sign import sign_asset
from vr_app.loading.stage_words import with_words
from vr_app.scene.avatar.first_person import for_others
from vr_app.scene.compose import compose
from vr_app.scene.layout.settle import needs_solver
from vr_app.scene.scene import LoadedAsset, Scene, scene_of_asset
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import load_stage

Progress = Callable[[float, str], None]
"""Fraction 0 to 1, and what is being read."""


def _silent(_fraction: float, _what: str) -> None:
    pass


def is_single_file(path: Path) -> bool:
    """Whether a path names a .glb, .gltf or .vrm rather than a scene folder."""
    return path.suffix.lower() in (".glb", ".gltf", ".vrm") and not path.is_dir()


def load_scene(path: Path, progress: Progress = _silent) -> Scene:
    """Reads a scene folder, or shows one .glb, .gltf or .vrm by itself.

    An asset that is missing or broken is replaced by a marked stand-in and named in `Scene.problems`.

    Raises: UserError where there is nothing to show at all.
    """
    if is_single_file(path):
        asset, problems = _seen(load_asset(path))
        scene = scene_of_asset(asset)
        return replace(scene, problems=(*scene.problems, *problems)) if problems else scene
    return compose_stage(load_stage(path), progress)


def compose_stage(
    stage: Stage,
    progress: Progress = _silent,
    read: Callable[[Path], LoadedAsset] = load_with_coarser,
    kept_shape: KeptShapes | None = None,
    grow: Callable[[Scene], None] | None = None,
) -> Scene:
    """Reads all a stage names, gives a place to what has none, and puts it together.

    Args:
        kept_shape: where bodies of assets are kept from one time to the next.
        grow: takes the scene as far as it is, now and then, while things are given their places.
    """
    stage = with_words(stage)
    references = list(dict.fromkeys(thing.asset for thing in stage.things if thing.asset))
    if stage.host is not None and stage.host.avatar:
        references.append(stage.host.avatar)
    assets: dict[str, LoadedAsset] = {}
    problems: list[str] = []
    app_assets = resource_path("assets")
    for number, reference in enumerate(references):
        progress(number / len(references), reference)
        try:
            assets[reference] = read(stage.asset_path(reference, app_assets))
        except UserError as error:
            problems += _untold(stage, reference, error)
    avatar = assets.get(stage.host.avatar) if stage.host is not None else None
    notes = [f"{asset.name}: {note}" for asset in assets.values() for note in asset.notes]
    if avatar is not None:
        avatar, hidden = _seen(avatar)
        notes += hidden
    panorama, signs = None, []
    if stage.sky.map:
        progress(0.95, stage.sky.map)
        try:
            panorama = load_panorama(stage.asset_path(stage.sky.map, app_assets))
        except UserError as error:
            problems += _untold(stage, stage.sky.map, error)
    for sign in stage.signs:
        plate, unreadable = sign_asset(sign)
        signs.append(plate)
        problems += unreadable
    terrain, unreadable = terrain_for(stage)
    problems += unreadable
    stage = on_ground(stage, terrain)
    if needs_solver(stage):
        progress(0.97, "places")
        bodies = Bodies(assets, kept_shape) if kept_shape is not None else Bodies(assets)

        def so_far(part: Stage) -> Scene:
            return compose(part, assets, avatar, (), panorama, signs, terrain)

        stage = furnished(stage, bodies, terrain, Growth(stage, so_far, grow) if grow is not None else None)
    file = stage.folder / "scene.toml"
    told = [f"{Location(file, p.line, p.column)}: {p.message}. {p.remedy}" for p in stage.problems]
    progress(1.0, "")
    return compose(stage, assets, avatar, tuple(told + problems + notes), panorama, signs, terrain)


def _untold(stage: Stage, reference: str, error: UserError) -> list[str]:
    """What kept a file from being read; nothing where the stage has told, with its line, that the file is missing."""
    told = any(p.code == "asset.missing" and f'"{reference}"' in p.message for p in stage.problems)
    return [] if told else [str(error)]


def _seen(asset: LoadedAsset) -> tuple[LoadedAsset, list[str]]:
    """A figure without what only its wearer is to see, and what was wrong with that."""
    try:
        return for_others(asset), []
    except UserError as error:
        return asset, [f"{asset.name}: {error.message}"]
