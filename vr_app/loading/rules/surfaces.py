"""Rules for the asset as a whole, materials, textures and variants."""

from __future__ import annotations

import re

from vr_app.loading.rules.links import Links, extension, is_whole, items

PREFIX = re.compile(r"^[A-Z0-9]+_[A-Za-z0-9_]+$")
MUST_BE_REQUIRED = ("KHR_mesh_quantization",)
TRANSMITTING = ("KHR_materials_transmission", "KHR_materials_diffuse_transmission")


def check_asset(links: Links) -> None:
    """Version and extensions."""
    document = links.document
    asset = document.get("asset")
    if isinstance(asset, dict):
        version, least = (_version(asset.get(key)) for key in ("version", "minVersion"))
        if version is not None and version[0] != 2:
            message = f"is {version[0]}.{version[1]}; only glTF 2 can be read"
            links.add("UNKNOWN_ASSET_MAJOR_VERSION", "/asset/version", message)
        if version is not None and version[0] == 2 and version[1] > 0:
            links.add("UNKNOWN_ASSET_MINOR_VERSION", "/asset/version", "is later than 2.0")
        if version is not None and least is not None and least > version:
            message = "is later than the file's own version"
            links.add("ASSET_MIN_VERSION_GREATER_THAN_VERSION", "/asset/minVersion", message)
    declared = [name for name in items(document.get("extensionsUsed")) if isinstance(name, str)]
    for number, name in enumerate(items(document.get("extensionsUsed"))):
        if isinstance(name, str) and not PREFIX.match(name) and name != "VRM":
            links.add("INVALID_EXTENSION_NAME_FORMAT", f"/extensionsUsed/{number}", "is no name of an extension")
        if name in MUST_BE_REQUIRED and name not in items(document.get("extensionsRequired")):
            links.add("NON_REQUIRED_EXTENSION", f"/extensionsUsed/{number}", "must be required as well")
    for number, name in enumerate(items(document.get("extensionsRequired"))):
        if isinstance(name, str) and name not in declared:
            message = "is not listed in extensionsUsed"
            links.add("UNUSED_EXTENSION_REQUIRED", f"/extensionsRequired/{number}", message)


def _version(value: object) -> tuple[int, int] | None:
    found = re.match(r"^(\d{1,6})\.(\d{1,6})$", value) if isinstance(value, str) else None
    return (int(found[1]), int(found[2])) if found else None


def check_surfaces(links: Links) -> None:
    """Materials and variants."""
    for number, material in links.each("materials"):
        here = f"/materials/{number}"
        if "alphaCutoff" in material and material.get("alphaMode", "OPAQUE") != "MASK":
            links.add("MATERIAL_ALPHA_CUTOFF_INVALID_MODE", f"{here}/alphaCutoff", "means nothing but with MASK")
        extensions = material.get("extensions")
        extensions = extensions if isinstance(extensions, dict) else {}
        if "KHR_materials_volume" in extensions and not any(name in extensions for name in TRANSMITTING):
            pointer = f"{here}/extensions/KHR_materials_volume"
            links.add("KHR_MATERIALS_VOLUME_NO_TRANSMISSION", pointer, "means nothing without transmission")
        ior = extension(material, "KHR_materials_ior").get("ior")
        if isinstance(ior, int | float) and ior != 0 and ior < 1:
            pointer = f"{here}/extensions/KHR_materials_ior/ior"
            links.add("VALUE_NOT_IN_RANGE", pointer, "must be 0 or at least 1", harmless=True)
    _check_variants(links)


def _check_variants(links: Links) -> None:
    name = "KHR_materials_variants"
    known = extension(links.document, name)
    names = items(known.get("variants"))
    for number, mesh in links.each("meshes"):
        for place, primitive in links.each("primitives", mesh):
            here = f"/meshes/{number}/primitives/{place}/extensions/{name}"
            seen: set[int] = set()
            mappings = items(extension(primitive, name).get("mappings"))
            for at, mapping in enumerate(mappings):
                if not isinstance(mapping, dict):
                    continue
                if not known:
                    message = f"means nothing without /extensions/{name}"
                    links.add("UNSATISFIED_DEPENDENCY", f"{here}/mappings/{at}", message)
                    continue
                for entry, variant in enumerate(items(mapping.get("variants"))):
                    pointer = f"{here}/mappings/{at}/variants/{entry}"
                    if is_whole(variant) and variant >= len(names):
                        links.add("UNRESOLVED_REFERENCE", pointer, f"refers to variant {variant}")
                    elif is_whole(variant):
                        if variant in seen:
                            links.add("KHR_MATERIALS_VARIANTS_NON_UNIQUE_VARIANT", pointer, "is mapped twice")
                        seen.add(variant)
