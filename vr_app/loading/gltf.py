"""Reads a whole .glb, .gltf or .vrm file into a `LoadedAsset`."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.loading.accessors import Accessors
from vr_app.loading.clips import read_animations
from vr_app.loading.container import Container
from vr_app.loading.extensions import check_required
from vr_app.loading.materials import Materials
from vr_app.loading.meshes import Meshes
from vr_app.loading.node_tree import read_nodes, read_skins
from vr_app.loading.problem import AssetError
from vr_app.loading.textures import Textures
from vr_app.scene.light import Light
from vr_app.scene.scene import LoadedAsset, SceneCamera


def load_asset(path: Path) -> LoadedAsset:
    """Reads one file.

    Raises: AssetError (a UserError) that names the file and the place in it.
    """
    container = Container(path)
    try:
        with np.errstate(all="ignore"):
            return _assemble(container)
    except (MemoryError, OverflowError):
        raise AssetError(path, "file.size", "", "needs more memory than there is") from None


def _assemble(container: Container) -> LoadedAsset:
    document, report = container.document, container.report
    container.check_version()
    check_required(container)
    accessors = Accessors(container)
    textures = Textures(container, accessors)
    surfaces = Materials(container, textures).read_all()
    reader = Meshes(container, accessors, surfaces, textures.uv_sets)
    meshes = reader.read_all()
    nodes, node_of_file = read_nodes(container, accessors, meshes)
    skins = read_skins(container, accessors, node_of_file)
    for node in range(len(nodes)):
        if nodes.skin[node] >= 0:
            joint_count = len(skins[nodes.skin[node]].joints)
            for primitive in meshes[nodes.mesh[node]].primitives:
                if primitive.skinned and int(primitive.vertices["joints"].max()) >= joint_count:
                    pointer = f"/meshes/{nodes.mesh[node]}"
                    raise report.error("skin.joints", pointer, f"uses joints its skin (of {joint_count}) does not have")
    return LoadedAsset(
        name=container.path.name,
        nodes=nodes,
        meshes=meshes,
        materials=tuple(reader.materials),
        images=textures.images,
        skins=skins,
        animations=read_animations(container, accessors, nodes, node_of_file),
        lights=_lights(container, node_of_file),
        cameras=_cameras(container, node_of_file),
        document=_without_data(document),
        node_of_file=node_of_file,
        notes=tuple(report.notes),
        variants=_variants(container),
    )


def _without_data(document: Mapping[str, Any]) -> dict[str, Any]:
    """The JSON without the megabytes that data URIs may hold."""
    out = dict(document)
    for name in ("buffers", "images"):
        entries = out.get(name)
        listed = entries if isinstance(entries, list) else []
        out[name] = [{k: v for k, v in entry.items() if k != "uri"} for entry in listed if isinstance(entry, dict)]
    return out


def _variants(container: Container) -> tuple[str, ...]:
    listed = container.extension("KHR_materials_variants").get("variants")
    entries = listed if isinstance(listed, list) else []
    return tuple(str(entry.get("name", "")) if isinstance(entry, dict) else "" for entry in entries)


def _lights(container: Container, node_of_file: Sequence[int]) -> tuple[Light, ...]:
    listed = container.extension("KHR_lights_punctual").get("lights")
    out = []
    for index, entry in enumerate(container.array("nodes")):
        number = _extension(entry, "KHR_lights_punctual").get("light")
        if number is None:
            continue
        pointer = f"/nodes/{index}/extensions/KHR_lights_punctual/light"
        if not isinstance(listed, list) or not isinstance(number, int) or not 0 <= number < len(listed):
            raise container.report.error("reference.range", pointer, "refers to a light that is not there")
        light = listed[number]
        kind = light.get("type") if isinstance(light, dict) else None
        if kind not in ("directional", "point", "spot"):
            container.report.note(f"{pointer}: is of an unknown kind; left out")
            continue
        spot = light.get("spot")
        spot = spot if isinstance(spot, dict) else {}
        colour = light.get("color", [1.0, 1.0, 1.0])
        try:
            red, green, blue = (float(value) for value in colour)
            out.append(
                Light(
                    kind=kind,
                    node=node_of_file[index],
                    colour=(red, green, blue),
                    intensity=float(light.get("intensity", 1.0)),
                    range_m=float(light.get("range", 0.0)),
                    inner_cone_rad=float(spot.get("innerConeAngle", 0.0)),
                    outer_cone_rad=float(spot.get("outerConeAngle", math.pi / 4)),
                    name=str(light.get("name", "")),
                )
            )
        except (TypeError, ValueError):
            raise container.report.error("json.value", pointer, "refers to a light with wrong values") from None
    return tuple(out)


def _cameras(container: Container, node_of_file: Sequence[int]) -> tuple[SceneCamera, ...]:
    out = []
    for index, entry in enumerate(container.array("nodes")):
        if "camera" not in entry:
            continue
        camera = container.entry("cameras", entry["camera"], f"/nodes/{index}/camera")
        lens = camera.get("perspective")
        name = str(entry.get("name") or camera.get("name", ""))
        if isinstance(lens, dict):
            angle, near = lens.get("yfov"), lens.get("znear")
            if isinstance(angle, int | float) and 0 < angle < math.pi:
                near_m = float(near) if isinstance(near, int | float) and near > 0 else 0.05
                out.append(SceneCamera(node_of_file[index], float(angle), near_m, name))
        elif isinstance(camera.get("orthographic"), dict):
            height = camera["orthographic"].get("ymag")
            if isinstance(height, int | float) and height != 0:
                out.append(SceneCamera(node_of_file[index], 0.0, name=name, ymag_m=abs(float(height))))
    return tuple(out)


def _extension(entry: Any, name: str) -> dict[str, Any]:
    extensions = entry.get("extensions") if isinstance(entry, dict) else None
    found = extensions.get(name) if isinstance(extensions, dict) else None
    return found if isinstance(found, dict) else {}
