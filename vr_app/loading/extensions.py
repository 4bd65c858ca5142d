"""Which glTF extensions are read, which are noted and left aside, and the refusal of unknown required ones."""

from __future__ import annotations

from vr_app.loading.container import Container

READ = {
    "KHR_draco_mesh_compression": "unpacked",
    "EXT_meshopt_compression": "unpacked",
    "KHR_meshopt_compression": "unpacked, in the format it shares with EXT_meshopt_compression",
    "KHR_mesh_quantization": "integers become floats",
    "KHR_texture_transform": "drawn",
    "KHR_texture_basisu": "KTX 2 pictures (ETC1S, UASTC) are unpacked",
    "EXT_texture_webp": "WebP pictures are decoded",
    "KHR_materials_unlit": "drawn",
    "KHR_materials_emissive_strength": "drawn",
    "KHR_materials_clearcoat": "drawn",
    "KHR_materials_sheen": "drawn",
    "KHR_materials_transmission": "drawn; behind it is seen what is solid, blurred where it is rough",
    "KHR_materials_volume": "colours what passes by its thickness, and bends it by the index of refraction",
    "KHR_materials_ior": "drawn",
    "KHR_materials_specular": "drawn",
    "KHR_materials_variants": "the first look is shown; the others can be chosen",
    "KHR_materials_pbrSpecularGlossiness": "its diffuse colour and glossiness stand in for metal and roughness",
    "KHR_lights_punctual": "directional, point and spot lights shine",
    "EXT_mesh_gpu_instancing": "each copy becomes a node",
    "KHR_node_visibility": "hidden nodes and what hangs on them are not drawn",
    "KHR_xmp_json_ld": "kept with the asset",
    "MSFT_lod": "coarser copies are drawn from afar, at distances of our own",
    "VRM": "VRM 0.x",
    "VRMC_vrm": "VRM 1.0",
    "VRMC_materials_mtoon": "drawn",
    "VRMC_springBone": "moves",
    "VRMC_springBone_extended_collider": "kept with the asset",
    "VRMC_node_constraint": "moves",
    "VRMC_vrm_animation": "clips for avatars",
    "VRMC_materials_hdr_emissiveMultiplier": "kept with the asset",
}
"""Extensions that this program reads, and what it does with them."""

LEFT_ASIDE = {
    "KHR_materials_iridescence": "the surface is drawn without its colour play",
    "KHR_materials_anisotropy": "reflections are drawn round",
    "KHR_materials_dispersion": "glass is drawn without colour fringes",
    "KHR_materials_diffuse_transmission": "the surface is drawn without light from behind",
    "KHR_animation_pointer": "only nodes and morph weights are animated",
    "KHR_node_hoverability": "kept with the asset",
    "KHR_node_selectability": "kept with the asset",
    "KHR_audio_emitter": "kept with the asset",
    "KHR_xmp": "kept with the asset",
    "EXT_lights_image_based": "the scene's own sky lights the model",
}
"""Extensions known and not read: the rest of the file is shown even where they are required."""


def check_required(container: Container) -> None:
    """Notes what is left aside. Raises: AssetError for an unknown extension that the file cannot do without."""
    report = container.report
    for index, name in enumerate(container.required):
        pointer = f"/extensionsRequired/{index}"
        if not isinstance(name, str):
            raise report.error("json.type", pointer, "is not text")
        if name not in READ and name not in LEFT_ASIDE:
            message = f"needs the extension {name[:80]}, which this program does not know"
            raise report.error("extension.required", pointer, message)
    for name in container.array("extensionsUsed"):
        if not isinstance(name, str):
            continue
        if name in LEFT_ASIDE:
            report.note(f"{name}: {LEFT_ASIDE[name]}")
        elif name not in READ:
            report.note(f"{name[:80]} is not known; shown without it")
