"""Every finding beyond syntax is told where its fault is there, with its line, and not where it is not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from vr_app.kernel.resources import resource_path
from vr_app.loading.gltf import load_asset
from vr_app.loading.stage_checks import Checks
from vr_app.scene.material import Image
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.stage import Problem
from vr_app.scene.stage_reader import load_stage

HEAD = 'format = 2\ntitle = "Yard"\ndescription = "A yard."\n'
HOST = "[host]\nat = [0.0, 0.0, -6.0]\n"
BOX = '[[thing]]\nid = "box"\nname = "box"\nsize = [1.0, 1.0, 1.0]\nat = [3.0, 0.0, -3.0]\n'
RAFT = '[[thing]]\nid = "raft"\nsize = [6.0, 0.3, 6.0]\nat = [8.0, 0.0, -8.0]\n'
FRENCH = '[[translation]]\nlanguage = "fr"\ntitle = "La cour"\ndescription = "Une cour."\n'
YARD = '[[zone]]\nid = "yard"\nwalkable = true\npolygon = [[-2, -4], [2, -4], [2, 2], [-2, 2]]\n'


def lamp(more: str) -> str:
    return f"[[light]]\nat = [0.0, 2.0, -2.0]\n{more}\n"


def sign(more: str) -> str:
    return f'[[sign]]\ntext = "Mind the step"\n{more}\n'


def thing(name: str, size: str, more: str) -> str:
    return f'[[thing]]\nid = "{name}"\nsize = {size}\n{more}\n'


FAULTS = [
    # code, the text with the fault, the same text without it, what stands in the line that is told
    ("comfort.flash", lamp("flicker = 0.9"), lamp("flicker = 0.5"), "flicker = 0.9"),
    (
        "comfort.moving-ground",
        RAFT + '[[behaviour]]\nthing = "raft"\nkind = "bob"\n',
        RAFT + BOX + '[[behaviour]]\nthing = "box"\nkind = "bob"\n',
        "[[behaviour]]",
    ),
    (
        "comfort.moving-ground",
        RAFT + '[[behaviour]]\nthing = "raft"\nkind = "spin"\n',
        RAFT + '[[behaviour]]\nthing = "raft"\nkind = "appear"\nvariable = "x"\n',
        "[[behaviour]]",
    ),
    (
        "comfort.text-small",
        YARD + sign("letter_m = 0.03\nat = [0.0, 2.0, -20.0]"),
        YARD + sign("letter_m = 0.3\nat = [0.0, 2.0, -20.0]"),
        "letter_m = 0.03",
    ),
    (
        "comfort.text-small",
        sign("letter_m = 0.005\nat = [0.0, 1.6, -20.0]"),
        sign("letter_m = 0.01\nat = [0.0, 1.6, -20.0]"),
        "letter_m = 0.005",
    ),
    (
        "comfort.bright",
        'exposure = 6.0\n[sky]\nkind = "day"\n',
        'exposure = 1.0\n[sky]\nkind = "day"\n',
        "exposure = 6.0",
    ),
    ("comfort.dark", 'exposure = 0.05\n[sky]\nkind = "night"\n', 'exposure = 1.0\n[sky]\nkind = "day"\n', "exposure"),
    (
        "comfort.dark",
        'exposure = 0.05\n[sky]\nkind = "night"\n',
        'exposure = 0.05\n[sky]\nkind = "night"\n' + lamp("intensity_cd = 20.0"),
        "exposure",
    ),
    (
        "thing.overlap",
        BOX + thing("crate", "[0.6, 0.6, 0.6]", "at = [3.4, 0.0, -3.0]"),
        BOX + thing("crate", "[0.6, 0.6, 0.6]", "at = [3.81, 0.0, -3.0]"),
        "at = [3.4, 0.0, -3.0]",
    ),
    (
        "thing.floats",
        BOX + thing("cup", "[0.1, 0.1, 0.1]", 'on = "box"\nat = [3.0, 1.3, -3.0]'),
        BOX + thing("cup", "[0.1, 0.1, 0.1]", 'on = "box"\nat = [3.0, 1.0, -3.0]'),
        'on = "box"',
    ),
    (
        "way.blocked",
        YARD + "keep_free = true\n" + thing("crate", "[0.6, 0.6, 0.6]", "at = [1.5, 0.0, -3.0]"),
        YARD + "keep_free = true\n" + thing("crate", "[0.6, 0.6, 0.6]", "at = [3.5, 0.0, -3.0]"),
        "at = [1.5",
    ),
    (
        "spawn.blocked",
        thing("crate", "[0.6, 0.6, 0.6]", "at = [0.1, 0.0, 0.1]"),
        thing("crate", "[0.6, 0.6, 0.6]", "at = [1.1, 0.0, 0.1]"),
        "at = [0.1",
    ),
    (
        "reach.host",
        HOST + thing("wall", "[40.0, 2.0, 0.2]", "at = [0.0, 0.0, -3.0]"),
        HOST + thing("wall", "[4.0, 2.0, 0.2]", "at = [0.0, 0.0, -3.0]"),
        "at = [0.0, 0.0, -6.0]",
    ),
    (
        "reach.thing",
        YARD + thing("gem", "[0.2, 0.2, 0.2]", 'name = "gem"\nat = [9.0, 0.0, -9.0]'),
        YARD + thing("gem", "[0.2, 0.2, 0.2]", 'name = "gem"\nat = [3.0, 0.0, -3.0]'),
        "at = [9.0",
    ),
    ("budget.lights", lamp("") * 33, lamp("") * 32, "[[light]]"),
    ("translation.missing", 'languages = ["fr"]\n', 'languages = ["fr"]\n' + FRENCH, "languages"),
    (
        "translation.missing",
        'languages = ["fr"]\n' + FRENCH + BOX,
        'languages = ["fr"]\n' + FRENCH + BOX + '[[translation]]\nlanguage = "fr"\nof = "box"\nname = "boîte"\n',
        "[[thing]]",
    ),
]


def told(folder: Path, text: str, assets: dict[str, LoadedAsset] | None = None) -> list[Problem]:
    (folder / "scene.toml").write_text(HEAD + text, encoding="utf-8")
    return list(Checks(load_stage(folder), assets or {}).run())


@pytest.mark.parametrize(("code", "faulty", "sound", "line"), FAULTS, ids=[f"{n}-{f[0]}" for n, f in enumerate(FAULTS)])
def test_a_fault_is_told_with_its_line_and_its_absence_is_not(
    code: str, faulty: str, sound: str, line: str, tmp_path: Path
) -> None:
    found = [problem for problem in told(tmp_path, faulty) if problem.code == code]
    assert found and not found[0].fatal and found[0].remedy
    assert (HEAD + faulty).splitlines()[found[0].line - 1].startswith(line)
    assert [problem.message for problem in told(tmp_path, sound) if problem.code == code] == []


def test_triangles_and_pictures_of_a_class_of_machine(tmp_path: Path) -> None:
    chair = load_asset(resource_path("assets") / "pack" / "chair.glb")
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "chair.glb").write_bytes(b"")
    row = '[[thing]]\nid = "chair"\nasset = "assets/chair.glb"\nat = [3.0, 0.0, -3.0]\n'
    megabytes = 129
    picture = Image("wood", (np.broadcast_to(np.uint8(0), (megabytes * 256, 1024, 4)),))
    heavy = replace(chair, images=(picture,))
    assert told(tmp_path, row, {"assets/chair.glb": chair}) == []
    (problem,) = told(tmp_path, row, {"assets/chair.glb": heavy})
    assert problem.code == "budget.textures" and "129 MB" in problem.message and "without a graphics" in problem.message
    mesh = chair.meshes[0]
    one = mesh.primitives[0]
    many = replace(one, indices=np.zeros(3 * 150_001, one.indices.dtype))
    fine = replace(chair, meshes=(replace(mesh, primitives=(many,)), *chair.meshes[1:]))
    assert "budget.triangles" in [problem.code for problem in told(tmp_path, row, {"assets/chair.glb": fine})]


def test_a_file_that_names_nobody_is_told_until_the_list_names_them(tmp_path: Path) -> None:
    chair = load_asset(resource_path("assets") / "pack" / "chair.glb")
    bare = replace(chair, document={"asset": {"version": "2.0"}})
    (tmp_path / "assets").mkdir()
    (tmp_path / "assets" / "chair.glb").write_bytes(b"")
    row = '[[thing]]\nid = "chair"\nasset = "assets/chair.glb"\nat = [3.0, 0.0, -3.0]\n'
    assert told(tmp_path, row, {"assets/chair.glb": chair}) == []
    (problem,) = told(tmp_path, row, {"assets/chair.glb": bare})
    assert (problem.code, problem.line) == ("licence.missing", 6)
    listed = '[[file]]\nname = "chair.glb"\nauthor = "Ana Ruiz"\nlicense = "CC-BY-4.0"\n'
    (tmp_path / "assets" / "licences.toml").write_text(listed, encoding="utf-8")
    assert told(tmp_path, row, {"assets/chair.glb": bare}) == []


def test_what_floats_off_the_shore_need_not_be_come_near(tmp_path: Path) -> None:
    water = "[water]\nheight_m = -0.5\n"
    boat = thing("boat", "[1.0, 1.0, 3.0]", 'name = "boat"\nat = [3.0, {}, -14.0]')
    assert [problem.code for problem in told(tmp_path, water + YARD + boat.format("-0.8"))] == []
    assert [problem.code for problem in told(tmp_path, water + YARD + boat.format("0.0"))] == ["reach.thing"]
