"""Lists of things, ours and broken ones."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.resources import resource_path
from vr_app.library.things import read_pack
from vr_app.loading.gltf import load_asset

PACK = resource_path("assets") / "pack"
HERE = Location(Path("pack.json"))
ROW = {"id": "lamp", "file": "lamp.glb", "name": {"en": "Lamp"}, "size_m": [1, 2, 3]}


def test_our_pack_has_what_was_promised() -> None:
    things = read_pack((PACK / "pack.json").read_text(encoding="utf-8"), "app:pack/", HERE)
    assert len(things) >= 60 and len({thing.kind for thing in things}) >= 8
    for thing in things:
        file = PACK / thing.reference.removeprefix("app:pack/")
        assert file.is_file() and (PACK / thing.picture).is_file(), thing.id
        assert thing.names["en"] and thing.names["zh"] and thing.tags["en"] and thing.tags["zh"]
        assert all(0.001 <= side < 13 for side in thing.size_m), thing.id


@pytest.mark.parametrize("name", ["cup", "oak", "windmill"])
def test_its_files_load_with_author_and_levels_of_detail(name: str) -> None:
    asset = load_asset(PACK / f"{name}.glb")
    assert asset.document["asset"]["extras"]["license"] == "CC0-1.0"
    triangles = sum(len(primitive.indices) // 3 for mesh in asset.meshes for primitive in mesh.primitives)
    assert 100 < triangles < 20_000


@pytest.mark.parametrize(
    "text",
    [
        "{",
        "[]",
        json.dumps({"things": [{**ROW, "id": "Big Lamp"}]}),
        json.dumps({"things": [{**ROW, "file": "../lamp.glb"}]}),
        json.dumps({"things": [{**ROW, "file": "C:lamp.glb"}]}),
        json.dumps({"things": [{**ROW, "size_m": [1, 2]}]}),
        json.dumps({"things": [ROW, ROW]}),
        json.dumps({"things": [3]}),
    ],
)
def test_a_broken_list_is_refused(text: str) -> None:
    with pytest.raises(UserError, match="list"):
        read_pack(text, "x/", HERE)
