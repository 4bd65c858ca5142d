"""Things of the pack in another colour, new or worn."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from vr_app.kernel.resources import resource_path
from vr_app.loading.gltf import load_asset
from vr_app.scene.compose import compose
from vr_app.scene.painting import main_material, painted
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.stage import Stage
from vr_app.scene.stage_things import Thing

RED = (0.352, 0.042, 0.027)


@pytest.fixture(scope="module")
def boat() -> LoadedAsset:
    return load_asset(resource_path("assets") / "pack" / "rowing-boat.glb")


def _light(asset: LoadedAsset, material: int) -> np.ndarray:
    """Mean linear colour of a material."""
    surface = asset.materials[material]
    use = surface.base_colour_texture
    texels = np.ones((1, 3)) if use is None else (asset.images[use.image].levels[0][..., :3] / 255.0) ** 2.2
    return np.asarray(texels).reshape(-1, 3).mean(axis=0) * surface.base_colour[:3]


def test_the_paint_changes_and_the_wood_stays(boat: LoadedAsset) -> None:
    main = main_material(boat)
    assert boat.materials[main].name.startswith("paint")
    red = painted(boat, RED, -1.0)
    assert _light(red, main) == pytest.approx(RED, rel=0.12)
    others = [n for n in range(len(boat.materials)) if n != main]
    assert all(red.materials[n] == boat.materials[n] for n in others)
    assert red.meshes is boat.meshes


def test_worn_is_darker_and_new_is_smoother(boat: LoadedAsset) -> None:
    worn, new = painted(boat, None, 1.0), painted(boat, None, 0.0)

    def shade(asset: LoadedAsset) -> float:
        return float(np.mean([p.vertices["colour"][:, :3].mean() for m in asset.meshes for p in m.primitives]))

    assert shade(worn) < 0.85 * shade(boat) and shade(new) == shade(boat)
    assert max(s.roughness for s in new.materials) < max(s.roughness for s in worn.materials)


def test_equal_looks_share_one_asset_in_a_scene(boat: LoadedAsset) -> None:
    def thing(name: str, **looks: object) -> Thing:
        given = frozenset({"at", *looks})
        return Thing(id=name, asset="boat.glb", given=given, **looks)  # pyright: ignore[reportArgumentType]

    things = (thing("a", colour=RED), thing("b", colour=RED), thing("c"), thing("d", wear=0.9))
    stage = Stage(format=2, title="t", description="d", things=things, folder=Path())
    scene = compose(stage, {"boat.glb": boat}, None)
    assert len(scene.meshes) == 3 * len(boat.meshes)
