"""A scene full of broken files: each is named with its place and marked where it should stand; the rest is drawn."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import numpy as np
from gltf_files import GltfFile
from test_loading_bad_files import EDITS, edited
from test_loading_bombs import chain, flat_png, with_pictures, zeros

from vr_app.kernel.errors import UserError
from vr_app.loading.gltf import load_asset
from vr_app.loading.scene_folder import load_scene
from vr_app.render.egl_context import EglContext
from vr_app.render.quality import LOW
from vr_app.render.still import render_still
from vr_app.scene.transform import look_at

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "bad_inputs"
STEP_M = 1.0
GREEN = [0.05, 0.6, 0.1, 1.0]


def pillar() -> GltfFile:
    """A green slab, half a metre wide."""
    file = GltfFile(materials=[{"pbrMetallicRoughness": {"baseColorFactor": GREEN, "metallicFactor": 0}}])
    corners = np.array([[-0.25, 0, 0], [0.25, 0, 0], [0.25, 0.6, 0], [-0.25, 0.6, 0]], np.float32)
    file.show({"attributes": {"POSITION": file.accessor(corners[[0, 1, 2, 0, 2, 3]])}, "material": 0})
    return file


def with_nan() -> GltfFile:
    file = GltfFile()
    file.show({"attributes": {"POSITION": file.accessor(np.full((3, 3), np.nan, np.float32))}})
    return file


MADE: dict[str, tuple[Callable[[], GltfFile], str]] = {
    "count": (lambda: edited(EDITS["/accessors/2/count"]), "/accessors/2/count"),
    "view": (lambda: edited(EDITS["/accessors/2/bufferView"]), "/accessors/2/bufferView"),
    "cycle": (lambda: edited(EDITS["/nodes/0"]), "/nodes/0"),
    "deep": (lambda: chain(20_000), "/nodes/20000"),
    "four_thousand_million": (lambda: zeros(4_000_000_000), "/accessors/0/count"),
    "no_numbers": (with_nan, "/accessors/0"),
}


def write_scene(folder: Path, names: list[str]) -> None:
    lines = ['format = 1\ntitle = "Broken"\ndescription = "Broken things beside whole ones."']
    for number, name in enumerate(names):
        at = (number - (len(names) - 1) / 2) * STEP_M
        lines.append(f'[[thing]]\nid = "t{number}"\nasset = "assets/{name}"\nat = [{at}, 0, 0]')
    (folder / "scene.toml").write_text("\n".join(lines), encoding="utf-8")


def strip(folder: Path, count: int) -> list[np.ndarray]:
    """RGB of each thing's part of the picture, from the left."""
    high, distance = 96, 12.0
    pose = look_at((0.0, 0.3, distance), (0.0, 0.3, 0.0)).astype(np.float32)
    picture = render_still(
        load_scene(folder), pose, (96 * count, high), 2 * float(np.arctan(0.5 * STEP_M / distance)), quality=LOW
    )
    return [picture[:, 96 * number : 96 * (number + 1), :3].astype(int) for number in range(count)]


def marked(part: np.ndarray) -> bool:
    """Whether the magenta checker of the stand-in is there."""
    return bool(((part[..., 0] > part[..., 1] + 60) & (part[..., 2] > part[..., 1] + 60)).mean() > 0.05)


def green(part: np.ndarray) -> bool:
    return bool(((part[..., 1] > part[..., 0] + 40) & (part[..., 1] > part[..., 2] + 40)).mean() > 0.05)


def test_broken_things_are_marked_and_the_rest_is_drawn(graphics: EglContext, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    pillar().write_glb(tmp_path / "assets" / "whole.glb")
    for name, (make, _) in MADE.items():
        make().write_glb(tmp_path / "assets" / f"{name}.glb")
    whole = (tmp_path / "assets" / "whole.glb").read_bytes()
    (tmp_path / "assets" / "cut.glb").write_bytes(whole[: len(whole) // 2])
    names = ["whole.glb", *(f"{name}.glb" for name in MADE), "cut.glb", "whole.glb"]
    write_scene(tmp_path, names)
    parts = strip(tmp_path, len(names))
    graphics.make_current()
    assert [marked(part) for part in parts] == [False, *[True] * (len(names) - 2), False]
    assert [green(part) for part in parts] == [True, *[False] * (len(names) - 2), True]
    problems = load_scene(tmp_path).problems
    for name, (_, pointer) in MADE.items():
        assert any(f"{name}.glb" in line and f"{pointer}:" in line for line in problems), (name, problems)
    assert any("cut.glb" in line for line in problems)


def test_a_picture_that_is_a_bomb_is_marked_on_its_surface(graphics: EglContext, tmp_path: Path) -> None:
    (tmp_path / "assets").mkdir()
    file = with_pictures(flat_png(12_000, 12_000))
    file.document["materials"][0]["extensions"] = {"KHR_materials_unlit": {}}
    corners = np.array([[-0.3, 0, 0], [0.3, 0, 0], [0.3, 0.6, 0], [-0.3, 0.6, 0]], np.float32)[[0, 1, 2, 0, 2, 3]]
    uv = (corners[:, :2] + [0.3, 0]) / 0.6
    attributes = {"POSITION": file.accessor(corners), "TEXCOORD_0": file.accessor(uv.astype(np.float32))}
    file.show({"attributes": attributes, "material": 0})
    file.write_glb(tmp_path / "assets" / "bomb.glb")
    write_scene(tmp_path, ["bomb.glb"])
    assert marked(strip(tmp_path, 1)[0])
    graphics.make_current()
    assert any("/images/0" in line for line in load_scene(tmp_path).problems)


def test_every_shared_bad_file_leaves_its_neighbour_drawn(graphics: EglContext, tmp_path: Path) -> None:
    files = sorted((SHARED / "glb").glob("*.gl*")) if SHARED.is_dir() else []
    (tmp_path / "assets").mkdir()
    pillar().write_glb(tmp_path / "assets" / "whole.glb")
    for file in files:
        (tmp_path / "assets" / file.name).write_bytes(file.read_bytes())
    names = ["whole.glb", *(file.name for file in files)]
    write_scene(tmp_path, names)
    parts = strip(tmp_path, len(names))
    graphics.make_current()
    assert green(parts[0])
    for file, part in zip(files, parts[1:], strict=True):
        try:
            load_asset(file)
        except UserError as error:
            assert file.name in str(error)
            assert marked(part), file.name
