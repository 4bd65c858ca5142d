"""What a check finds: a code, the place as a JSON pointer, and plain words. Codes are those of Khronos' validator."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Severity = Literal["error", "harmless", "warning"]
MAX_FINDINGS = 400


@dataclass(frozen=True)
class Finding:
    """One thing that is not as the specification asks.

    Attributes:
        severity: "harmless" is an error of the file that changes nothing in how it is read here.
    """

    code: str
    pointer: str
    message: str
    severity: Severity


HARMLESS = {
    "ACCESSOR_ANIMATION_INPUT_NEGATIVE": "keys before zero are kept",
    "ACCESSOR_ANIMATION_SAMPLER_OUTPUT_NON_NORMALIZED_QUATERNION": "rotations are brought to unit length",
    "ACCESSOR_ELEMENT_OUT_OF_MAX_BOUND": "declared bounds are not used; they are measured",
    "ACCESSOR_ELEMENT_OUT_OF_MIN_BOUND": "declared bounds are not used; they are measured",
    "ACCESSOR_INVALID_IBM": "the matrix is used as it is",
    "ACCESSOR_INVALID_SIGN": "the sign is used as it is",
    "ACCESSOR_JOINTS_INDEX_DUPLICATE": "the shares of a joint named twice add up",
    "ACCESSOR_MATRIX_ALIGNMENT": "matrices are read from any offset",
    "ACCESSOR_MAX_MISMATCH": "declared bounds are not used; they are measured",
    "ACCESSOR_MIN_MISMATCH": "declared bounds are not used; they are measured",
    "ACCESSOR_NON_CLAMPED": "colours are clamped",
    "ACCESSOR_NORMALIZED_INVALID": "the flag is ignored for floats",
    "ACCESSOR_OFFSET_ALIGNMENT": "values are read from any offset",
    "ACCESSOR_SPARSE_INDICES_NON_INCREASING": "replacements are applied in the order given",
    "ACCESSOR_TOTAL_OFFSET_ALIGNMENT": "values are read from any offset",
    "ACCESSOR_USAGE_OVERRIDE": "an accessor may serve several ends",
    "ACCESSOR_VECTOR3_NON_UNIT": "normals and tangents are brought to unit length",
    "ACCESSOR_WEIGHTS_NEGATIVE": "negative weights count as none",
    "ACCESSOR_WEIGHTS_NON_NORMALIZED": "weights are made to sum to one",
    "ANIMATION_CHANNEL_TARGET_NODE_MATRIX": "the matrix is taken apart and can be animated",
    "ANIMATION_DUPLICATE_TARGETS": "the last channel wins",
    "ANIMATION_SAMPLER_ACCESSOR_WITH_BYTESTRIDE": "the stride is followed",
    "ANIMATION_SAMPLER_INPUT_ACCESSOR_WITHOUT_BOUNDS": "declared bounds are not used; they are measured",
    "ASSET_MIN_VERSION_GREATER_THAN_VERSION": "read as glTF 2",
    "BUFFER_DATA_URI_MIME_TYPE_INVALID": "the bytes are read whatever they are called",
    "BUFFER_VIEW_INVALID_BYTE_STRIDE": "the stride is ignored where it means nothing",
    "BUFFER_VIEW_TARGET_OVERRIDE": "the target is not used",
    "BUFFER_VIEW_TOO_BIG_BYTE_STRIDE": "a single element needs no stride",
    "CAMERA_XMAG_YMAG_ZERO": "the camera is left out",
    "CAMERA_ZFAR_LEQUAL_ZNEAR": "the far plane is not used",
    "DUPLICATE_ELEMENTS": "named twice counts once",
    "EMPTY_ENTITY": "an empty list counts as none",
    "GLB_CHUNK_LENGTH_UNALIGNED": "chunks are read from any offset",
    "GLB_DUPLICATE_CHUNK": "the first chunk of a kind is read",
    "GLB_UNEXPECTED_BIN_CHUNK": "the first binary chunk is read",
    "IMAGE_BUFFER_VIEW_WITH_BYTESTRIDE": "the stride is ignored",
    "IMAGE_MIME_TYPE_INVALID": "pictures are recognised by their content",
    "IMAGE_NON_ENABLED_MIME_TYPE": "pictures are recognised by their content",
    "INVALID_GL_VALUE": "the value is not used",
    "INVALID_URI": "a buffer that nothing uses is not opened",
    "KHR_ANIMATION_POINTER_ANIMATION_CHANNEL_TARGET_NODE": "the channel is left out",
    "KHR_ANIMATION_POINTER_ANIMATION_CHANNEL_TARGET_PATH": "the channel is left out",
    "KHR_LIGHTS_PUNCTUAL_LIGHT_SPOT_ANGLES": "the edge of the light is drawn hard",
    "KHR_MATERIALS_VARIANTS_NON_UNIQUE_VARIANT": "the last mapping wins",
    "MESH_INVALID_WEIGHTS_COUNT": "missing weights are zero, further ones are ignored",
    "MESH_PRIMITIVES_UNEQUAL_TARGETS_COUNT": "missing targets move nothing",
    "MESH_PRIMITIVE_ACCESSOR_UNALIGNED": "values are read from any offset",
    "MESH_PRIMITIVE_ACCESSOR_WITHOUT_BYTESTRIDE": "read as closely packed",
    "MESH_PRIMITIVE_ATTRIBUTES_ACCESSOR_UNSIGNED_INT": "read as numbers",
    "MESH_PRIMITIVE_INDEXED_SEMANTIC_CONTINUITY": "the sets that are there are read",
    "MESH_PRIMITIVE_INDICES_ACCESSOR_WITH_BYTESTRIDE": "the stride is followed",
    "MESH_PRIMITIVE_INVALID_ATTRIBUTE": "an attribute of another name is ignored",
    "MESH_PRIMITIVE_JOINTS_WEIGHTS_MISMATCH": "complete pairs are read",
    "MESH_PRIMITIVE_MORPH_TARGET_NO_BASE_ACCESSOR": "it moves the computed normals",
    "MESH_PRIMITIVE_NO_TANGENT_SPACE": "tangents are computed",
    "MESH_PRIMITIVE_POSITION_ACCESSOR_WITHOUT_BOUNDS": "declared bounds are not used; they are measured",
    "MESH_PRIMITIVE_TOO_FEW_TEXCOORDS": "missing coordinates count as zero",
    "NODE_MATRIX_NON_TRS": "the nearest rotation and scale are used",
    "NODE_MATRIX_TRS": "the matrix wins",
    "NODE_SKIN_NO_SCENE": "the joints are posed though they are not in the scene",
    "NODE_SKIN_WITH_NON_SKINNED_MESH": "the mesh is drawn without the skin",
    "NODE_WEIGHTS_INVALID": "missing weights are zero, further ones are ignored",
    "NON_REQUIRED_EXTENSION": "the extension is read all the same",
    "ONE_OF_MISMATCH": "what is read first wins; nothing uses what has none",
    "ROTATION_NON_UNIT": "rotations are brought to unit length",
    "SCENE_NON_ROOT_NODE": "the node is drawn where its parent puts it",
    "SKIN_IBM_ACCESSOR_WITH_BYTESTRIDE": "the stride is followed",
    "SKIN_NO_COMMON_ROOT": "each joint is posed by its own parents",
    "SKIN_SKELETON_INVALID": "the skeleton's root is not used",
    "TEXTURE_INVALID_IMAGE_MIME_TYPE": "pictures are recognised by their content",
    "UNDECLARED_EXTENSION": "the extension is read all the same",
    "UNEXPECTED_EXTENSION_OBJECT": "the extension is ignored there",
    "UNSATISFIED_DEPENDENCY": "the property is ignored without the other",
    "UNUSED_EXTENSION_REQUIRED": "the extension is known",
    "VALUE_MULTIPLE_OF": "the stride is followed",
}
"""Errors of Khronos' validator with which a file still loads and is drawn in full, and why."""

WARNINGS = frozenset(
    (
        "ACCESSOR_JOINTS_USED_ZERO_WEIGHT",
        "ANIMATION_CHANNEL_TARGET_NODE_SKIN",
        "BUFFER_GLB_CHUNK_TOO_BIG",
        "CAMERA_XMAG_YMAG_NEGATIVE",
        "CAMERA_YFOV_GEQUAL_PI",
        "DATA_URI_GLB",
        "FILE_NOT_FOUND",
        "GLB_EXTRA_DATA",
        "GLB_UNKNOWN_CHUNK_TYPE",
        "IMAGE_UNRECOGNIZED_FORMAT",
        "INVALID_EXTENSION_NAME_FORMAT",
        "KHR_MATERIALS_EMISSIVE_STRENGTH_ZERO_FACTOR",
        "KHR_MATERIALS_VOLUME_NO_TRANSMISSION",
        "MATERIAL_ALPHA_CUTOFF_INVALID_MODE",
        "MESH_PRIMITIVE_INCOMPATIBLE_MODE",
        "MESH_PRIMITIVE_NO_POSITION",
        "MESH_PRIMITIVE_TANGENT_WITHOUT_NORMAL",
        "NODE_SKINNED_MESH_LOCAL_TRANSFORMS",
        "NODE_SKINNED_MESH_NON_ROOT",
        "NODE_SKINNED_MESH_WITHOUT_SKIN",
        "NON_RELATIVE_URI",
        "UNEXPECTED_PROPERTY",
        "UNKNOWN_ASSET_MINOR_VERSION",
        "VALUE_NOT_IN_LIST",
    )
)


class Findings:
    """Gathers findings, as many as anyone would read."""

    def __init__(self) -> None:
        self.all: list[Finding] = []

    def add(self, code: str, pointer: str, message: str, *, harmless: bool | None = None) -> None:
        """Notes one. `harmless` overrides what is known of the code."""
        if len(self.all) >= MAX_FINDINGS:
            return
        if code in WARNINGS:
            severity: Severity = "warning"
        else:
            severity = "harmless" if (code in HARMLESS if harmless is None else harmless) else "error"
        self.all.append(Finding(code, pointer, message, severity))
