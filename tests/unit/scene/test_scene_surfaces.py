"""Tiles are seamless, keep the colour that was asked for, and lie on the ground."""

from __future__ import annotations

import tomllib
from pathlib import Path

import numpy as np
import pytest

from vr_app.scene.compose import compose
from vr_app.scene.material import Material
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import read_document
from vr_app.scene.surface_names import SURFACES
from vr_app.scene.surfaces import surfaced, tile_of
from vr_app.scene.terrain import terrain_of

TILES = [name for name in SURFACES if name != "plain"]


@pytest.mark.parametrize("name", TILES)
def test_a_tile_goes_on_at_its_edges(name: str) -> None:
    light = tile_of(name).images[0].levels[0][..., 0].astype(float)
    for pixels in (light, light.T):
        seam = np.abs(pixels[0] - pixels[-1]).mean()
        inside = np.abs(np.diff(pixels, axis=0)).mean(axis=1)
        assert seam <= inside.max() + 1.0


@pytest.mark.parametrize("name", TILES)
def test_what_is_tiled_keeps_its_colour_as_a_whole(name: str) -> None:
    tile, colour = tile_of(name), (0.2, 0.15, 0.1)
    tint = surfaced(Material("m"), name, 0, colour).base_colour[:3]
    light = (tile.images[0].levels[0][..., 0] / 255.0) ** 2.2
    assert tint == pytest.approx([channel / light.mean() for channel in colour], rel=0.03)


def _stage(ground: str) -> Stage:
    text = f'format = 2\ntitle = "T"\ndescription = "D."\n[ground]\n{ground}\n'
    stage, problems = read_document(tomllib.loads(text), text, Path())
    assert stage is not None, problems
    return stage


@pytest.mark.parametrize("kind", ["plane", "terrain"])
def test_ground_is_tiled_and_its_colour_changes_from_place_to_place(kind: str) -> None:
    stage = _stage(f'kind = "{kind}"\nsurface = "grass"\ncolour = "#5f7040"')
    scene = compose(stage, {}, None, terrain=terrain_of(stage))
    primitive = scene.meshes[0].primitives[0]
    material = scene.materials[primitive.material]
    assert material.base_colour_texture is not None
    assert scene.images[material.base_colour_texture.image].name == "grass"
    assert np.ptp(primitive.vertices["colour"][:, 1].astype(float)) > 3000
    assert np.ptp(primitive.vertices["uv0"], axis=0).min() > 50


def test_plain_ground_stays_one_material_without_pictures() -> None:
    scene = compose(_stage('colour = "#5f7040"'), {}, None)
    assert scene.images == () and scene.materials[0].base_colour_texture is None
