"""The JSON schema of core glTF 2.0 as a table (glTF 2.0 specification, section 5 and its JSON schemas)."""

from __future__ import annotations

from vr_app.loading.rules.schema import (
    FLAG,
    Shape,
    harmless,
    index,
    listed,
    mapped,
    number,
    numbers,
    struct,
    text,
    whole,
)

COMPONENTS = (5120, 5121, 5122, 5123, 5125, 5126)
KINDS = ("SCALAR", "VEC2", "VEC3", "VEC4", "MAT2", "MAT3", "MAT4")
VERSION = r"^[0-9]+\.[0-9]+$"
INTERPOLATIONS = ("LINEAR", "STEP", "CUBICSPLINE")
PATHS = ("translation", "rotation", "scale", "weights", "pointer")
PICTURES = ("image/jpeg", "image/png", "image/webp", "image/ktx2")
OFFSET = whole(0)
NAME = text()


def texture_info(called: str = "textureInfo", /, **more: Shape) -> Shape:
    """A use of a texture."""
    return struct(called, "index", fields={"index": index("textures"), "texCoord": whole(0), **more})


ACCESSOR = struct(
    "accessor",
    "componentType",
    "count",
    "type",
    needs={"byteOffset": "bufferView"},
    bufferView=index("bufferViews"),
    byteOffset=OFFSET,
    componentType=whole(choices=COMPONENTS),
    normalized=FLAG,
    count=whole(1),
    type=text(*KINDS),
    max=numbers(1, 2, 3, 4, 9, 16),
    min=numbers(1, 2, 3, 4, 9, 16),
    sparse=struct(
        "sparse",
        "count",
        "indices",
        "values",
        count=whole(1),
        indices=struct(
            "sparseIndices",
            "bufferView",
            "componentType",
            bufferView=index("bufferViews"),
            byteOffset=OFFSET,
            componentType=whole(choices=(5121, 5123, 5125)),
        ),
        values=struct("sparseValues", "bufferView", bufferView=index("bufferViews"), byteOffset=OFFSET),
    ),
)
ANIMATION = struct(
    "animation",
    "channels",
    "samplers",
    channels=listed(
        struct(
            "Channel",
            "sampler",
            "target",
            sampler=index("#samplers"),
            target=struct("Target", "path", node=index("nodes"), path=text(*PATHS)),
        )
    ),
    samplers=listed(
        struct(
            "Sampler",
            "input",
            "output",
            input=index("accessors"),
            interpolation=text(*INTERPOLATIONS),
            output=index("accessors"),
        )
    ),
)
ASSET = struct(
    "Asset",
    "version",
    copyright=text(),
    generator=text(),
    version=text(pattern=VERSION),
    minVersion=text(pattern=VERSION),
)
BUFFER = struct("buffer", "byteLength", uri=text(), byteLength=whole(1))
BUFFER_VIEW = struct(
    "bufferView",
    "buffer",
    "byteLength",
    buffer=index("buffers"),
    byteOffset=OFFSET,
    byteLength=whole(1),
    byteStride=whole(4, 252, multiple=4),
    target=whole(choices=(34962, 34963)),
)
CAMERA = struct(
    "camera",
    "type",
    one_of=("orthographic", "perspective"),
    type=text("orthographic", "perspective"),
    orthographic=struct(
        "orthographic", "xmag", "ymag", "zfar", "znear",
        xmag=number(), ymag=number(), zfar=number(0, above=True), znear=number(0),
    ),
    perspective=struct(
        "perspective", "yfov", "znear",
        aspectRatio=number(0, above=True), yfov=number(0, above=True), zfar=number(0, above=True),
        znear=number(0, above=True),
    ),
)  # fmt: skip
IMAGE = struct(
    "image",
    needs={"bufferView": "mimeType"},
    one_of=("bufferView", "uri"),
    uri=text(),
    mimeType=text(*PICTURES),
    bufferView=index("bufferViews"),
)
MATERIAL = struct(
    "material",
    pbrMetallicRoughness=struct(
        "PbrMetallicRoughness",
        baseColorFactor=numbers(4, least=0, most=1),
        baseColorTexture=texture_info(),
        metallicFactor=number(0, 1),
        roughnessFactor=number(0, 1),
        metallicRoughnessTexture=texture_info(),
    ),
    normalTexture=texture_info("NormalTextureInfo", scale=number()),
    occlusionTexture=texture_info("OcclusionTextureInfo", strength=number(0, 1)),
    emissiveTexture=texture_info(),
    emissiveFactor=numbers(3, least=0, most=1),
    alphaMode=text("OPAQUE", "MASK", "BLEND"),
    alphaCutoff=number(0),
    doubleSided=FLAG,
)
ATTRIBUTES = mapped(index("accessors"))
MESH = struct(
    "mesh",
    "primitives",
    primitives=listed(
        struct(
            "Primitive",
            "attributes",
            attributes=ATTRIBUTES,
            indices=index("accessors"),
            material=index("materials"),
            mode=harmless(whole(choices=tuple(range(7)))),
            targets=listed(ATTRIBUTES),
        )
    ),
    weights=numbers(),
)
NODE = struct(
    "node",
    needs={"skin": "mesh", "weights": "mesh"},
    camera=index("cameras"),
    children=listed(index("nodes"), unique=True),
    skin=index("skins"),
    matrix=numbers(16),
    mesh=index("meshes"),
    rotation=numbers(4, least=-1, most=1),
    scale=numbers(3),
    translation=numbers(3),
    weights=numbers(),
)
SAMPLER = struct(
    "sampler",
    magFilter=whole(choices=(9728, 9729)),
    minFilter=whole(choices=(9728, 9729, 9984, 9985, 9986, 9987)),
    wrapS=whole(choices=(33071, 33648, 10497)),
    wrapT=whole(choices=(33071, 33648, 10497)),
)
SKIN = struct(
    "skin",
    "joints",
    inverseBindMatrices=index("accessors"),
    skeleton=index("nodes"),
    joints=listed(index("nodes"), unique=True),
)
ROOT = struct(
    "Root",
    "asset",
    needs={"extensionsRequired": "extensionsUsed"},
    extensionsUsed=listed(text(), unique=True),
    extensionsRequired=listed(text(), unique=True),
    accessors=listed(ACCESSOR),
    animations=listed(ANIMATION),
    asset=ASSET,
    buffers=listed(BUFFER),
    bufferViews=listed(BUFFER_VIEW),
    cameras=listed(CAMERA),
    images=listed(IMAGE),
    materials=listed(MATERIAL),
    meshes=listed(MESH),
    nodes=listed(NODE),
    samplers=listed(SAMPLER),
    scene=index("scenes"),
    scenes=listed(struct("scene", nodes=listed(index("nodes"), unique=True))),
    skins=listed(SKIN),
    textures=listed(struct("texture", sampler=index("samplers"), source=index("images"))),
)
