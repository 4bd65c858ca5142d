"""The JSON schemas of the extensions that are read or known, as a table: where each may stand and what it holds."""

from __future__ import annotations

import math

from vr_app.loading.rules.core_schema import ATTRIBUTES, texture_info
from vr_app.loading.rules.schema import ANYTHING, FLAG, Shape, index, listed, number, numbers, struct, text, whole

TEXTURE = texture_info()
SHARE = number(0, 1)
COLOUR = numbers(3, least=0, most=1)
INFOS = ("textureInfo", "NormalTextureInfo", "OcclusionTextureInfo")
LIGHT = struct(
    "light",
    "type",
    color=COLOUR,
    intensity=number(0),
    spot=struct(
        "Spot",
        innerConeAngle=number(0, math.pi / 2),
        outerConeAngle=number(0, math.pi / 2, above=True),
    ),
    type=text("directional", "point", "spot"),
    range=number(0, above=True),
)
SOURCE = struct("Source", source=index("images"))
MESHOPT = struct(
    "Meshopt", "buffer", "byteLength", "byteStride", "count", "mode",
    buffer=index("buffers"), byteOffset=whole(0), byteLength=whole(1), byteStride=whole(2, 256), count=whole(1),
    mode=text("ATTRIBUTES", "TRIANGLES", "INDICES"),
    filter=text("NONE", "OCTAHEDRAL", "QUATERNION", "EXPONENTIAL", "COLOR"),
)  # fmt: skip
FALLBACK = struct("Fallback", fallback=FLAG)
MATERIALS = {
    "KHR_materials_unlit": struct("Unlit"),
    "KHR_materials_emissive_strength": struct("EmissiveStrength", emissiveStrength=number(0)),
    "KHR_materials_clearcoat": struct(
        "Clearcoat",
        clearcoatFactor=SHARE,
        clearcoatTexture=TEXTURE,
        clearcoatRoughnessFactor=SHARE,
        clearcoatRoughnessTexture=TEXTURE,
        clearcoatNormalTexture=texture_info("NormalTextureInfo", scale=number()),
    ),
    "KHR_materials_sheen": struct(
        "Sheen",
        sheenColorFactor=COLOUR,
        sheenColorTexture=TEXTURE,
        sheenRoughnessFactor=SHARE,
        sheenRoughnessTexture=TEXTURE,
    ),
    "KHR_materials_transmission": struct("Transmission", transmissionFactor=SHARE, transmissionTexture=TEXTURE),
    "KHR_materials_volume": struct(
        "Volume",
        thicknessFactor=number(0),
        thicknessTexture=TEXTURE,
        attenuationDistance=number(0, above=True),
        attenuationColor=COLOUR,
    ),
    "KHR_materials_ior": struct("Ior", ior=number()),
    "KHR_materials_specular": struct(
        "Specular",
        specularFactor=SHARE,
        specularTexture=TEXTURE,
        specularColorFactor=numbers(3, least=0),
        specularColorTexture=TEXTURE,
    ),
    "KHR_materials_iridescence": struct(
        "Iridescence",
        iridescenceFactor=SHARE,
        iridescenceTexture=TEXTURE,
        iridescenceIor=number(1),
        iridescenceThicknessMinimum=number(0),
        iridescenceThicknessMaximum=number(0),
        iridescenceThicknessTexture=TEXTURE,
    ),
    "KHR_materials_anisotropy": struct(
        "Anisotropy", anisotropyStrength=SHARE, anisotropyRotation=number(), anisotropyTexture=TEXTURE
    ),
    "KHR_materials_dispersion": struct("Dispersion", dispersion=number(0)),
    "KHR_materials_pbrSpecularGlossiness": struct(
        "SpecularGlossiness",
        diffuseFactor=numbers(4, least=0, most=1),
        diffuseTexture=TEXTURE,
        specularFactor=COLOUR,
        glossinessFactor=SHARE,
        specularGlossinessTexture=TEXTURE,
    ),
}
TRANSFORM = struct("Transform", offset=numbers(2), rotation=number(), scale=numbers(2), texCoord=whole(0))

EXTENSIONS: dict[tuple[str, str], Shape] = {
    **{("material", name): shape for name, shape in MATERIALS.items()},
    **{(info, "KHR_texture_transform"): TRANSFORM for info in INFOS},
    ("Root", "KHR_lights_punctual"): struct("Lights", "lights", lights=listed(LIGHT)),
    ("node", "KHR_lights_punctual"): struct("NodeLight", "light", light=index("#lights")),
    ("Root", "KHR_materials_variants"): struct(
        "Variants", "variants", variants=listed(struct("Variant", "name", name=text()))
    ),
    ("Primitive", "KHR_materials_variants"): struct(
        "Mappings",
        "mappings",
        mappings=listed(
            struct(
                "Mapping",
                "material",
                "variants",
                variants=listed(index("#variants"), unique=True),
                material=index("materials"),
                name=text(),
            )
        ),
    ),
    ("texture", "EXT_texture_webp"): SOURCE,
    ("texture", "KHR_texture_basisu"): SOURCE,
    ("node", "KHR_node_visibility"): struct("Visibility", visible=FLAG),
    ("node", "EXT_mesh_gpu_instancing"): struct("Instancing", "attributes", attributes=ATTRIBUTES),
    ("Target", "KHR_animation_pointer"): struct("Pointer", "pointer", pointer=text()),
    ("Primitive", "KHR_draco_mesh_compression"): struct(
        "Draco", "attributes", "bufferView", attributes=ANYTHING, bufferView=index("bufferViews")
    ),
    ("bufferView", "EXT_meshopt_compression"): MESHOPT,
    ("bufferView", "KHR_meshopt_compression"): MESHOPT,
    ("buffer", "EXT_meshopt_compression"): FALLBACK,
    ("buffer", "KHR_meshopt_compression"): FALLBACK,
    ("", "KHR_mesh_quantization"): ANYTHING,
}
"""By the object an extension may stand in, and its name."""
