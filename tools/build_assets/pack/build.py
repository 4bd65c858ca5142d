"""Writes the pack: a .glb and a small picture of each thing, and the list that says what there is."""

from __future__ import annotations

import json
import math
import time
from pathlib import Path

import numpy as np
from PIL import Image

from tools.build_assets.glb import Node, write_glb
from tools.build_assets.mesh import merged
from tools.build_assets.pack.entries import ENTRIES, Entry
from tools.build_assets.pack.kit import Kit, Look

FOLDER = "assets/pack"
COARSE = 0.4
"""Detail of what stands in from afar."""
WORTH_COARSER = 1500
"""Triangles from which there is such a one."""
PICTURE_PIXELS = 160


def made(entry: Entry, look: Look | None = None) -> Node:
    """One example of a thing, with what stands in for it from afar where it has many triangles."""
    look = look or Look()
    name = entry.maker.__name__
    kit = Kit(name, look, entry.colour)
    entry.maker(kit)
    node = kit.finished()
    if sum(mesh.triangle_count for mesh, _ in node.parts) > WORTH_COARSER:
        coarse = Kit(f"{name}_lod1", Look(look.size, look.colour, look.wear, look.seed, COARSE), entry.colour)
        entry.maker(coarse)
        node.coarser = coarse.finished()
        # The same materials, so that their pictures are in the file once.
        by_name = {material.name: material for _, material in node.parts}
        node.coarser.parts = [(mesh, by_name.get(material.name, material)) for mesh, material in node.coarser.parts]
    return node


def build_pack(repository: Path, only: str = "") -> None:
    """Writes everything whose id contains `only`, and the list of all."""
    folder = repository / FOLDER
    rows = []
    for kind, entries in ENTRIES.items():
        for entry in entries:
            if only in entry.id or not (folder / f"{entry.id}.glb").is_file():
                started = time.perf_counter()
                node = made(entry)
                write_glb(folder / f"{entry.id}.glb", [node], title=entry.name)
                _picture(folder / f"{entry.id}.glb", folder / "pictures" / f"{entry.id}.jpg")
                triangles = sum(mesh.triangle_count for mesh, _ in node.parts)
                kilobytes = (folder / f"{entry.id}.glb").stat().st_size / 1024
                print(f"{entry.id}: {triangles} triangles, {kilobytes:.0f} kB, {time.perf_counter() - started:.1f} s")
            rows.append(_row(kind, entry, folder / f"{entry.id}.glb"))
    about = {"name": "Virgil's own things", "author": "Virgil project", "license": "CC0-1.0"}
    text = json.dumps({**about, "things": rows}, ensure_ascii=False, indent=1)
    (folder / "pack.json").write_text(text + "\n", encoding="utf-8", newline="\n")


def _row(kind: str, entry: Entry, file: Path) -> dict[str, object]:
    kit = Kit(entry.id, Look(), entry.colour)
    entry.maker(kit)
    positions = merged(mesh for mesh, _ in kit.node.parts).positions
    size = [round(float(extent), 2) for extent in positions.max(axis=0) - positions.min(axis=0)]
    return {
        "id": entry.id,
        "file": file.name,
        "kind": kind,
        "name": {"en": entry.name, "zh": entry.name_zh},
        "tags": {"en": entry.words.split(), "zh": entry.words_zh.split()},
        "stands": entry.stands,
        "size_m": size,
        "picture": f"pictures/{entry.id}.jpg",
    }


def _picture(asset: Path, out: Path) -> None:
    """The thing in a studio's light, a little from the side and above, as the app itself draws it."""
    from vr_app.loading.gltf import load_asset
    from vr_app.render.still import render_still
    from vr_app.scene.environment import Environment, Sky, Sun
    from vr_app.scene.pose import LocalPose, world_matrices
    from vr_app.scene.scene import scene_of_asset
    from vr_app.scene.transform import look_at

    sky = Sky(kind="interior", zenith=(0.9, 0.92, 0.95), horizon=(0.82, 0.8, 0.78), ground=(0.5, 0.48, 0.46))
    scene = scene_of_asset(load_asset(asset), Environment(sky, Sun((0.5, 0.75, 0.6), illuminance=2.2, disc="none")))
    world = world_matrices(scene.nodes, LocalPose.at_rest(scene.nodes))
    corners = []
    for node, mesh in enumerate(scene.nodes.mesh):
        if mesh >= 0 and scene.nodes.visible[node]:
            for primitive in scene.meshes[mesh].primitives:
                points = primitive.vertices["position"] @ world[node][:3, :3].T + world[node][:3, 3]
                corners.append(points)
    points = np.concatenate(corners)
    low, high = points.min(axis=0), points.max(axis=0)
    middle, radius = (low + high) / 2, float(np.linalg.norm(high - low)) / 2
    fov = math.radians(30)
    eye = middle + np.array([0.5, 0.42, 0.85]) / np.linalg.norm([0.5, 0.42, 0.85]) * radius / math.sin(fov / 2) * 0.9
    pixels = render_still(scene, look_at(eye, middle).astype(np.float32), (2 * PICTURE_PIXELS, 2 * PICTURE_PIXELS), fov)
    out.parent.mkdir(parents=True, exist_ok=True)
    image = Image.fromarray(pixels[..., :3]).resize((PICTURE_PIXELS, PICTURE_PIXELS), Image.Resampling.LANCZOS)
    image.save(out, "JPEG", quality=85)
