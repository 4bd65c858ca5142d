"""glTF textures: the picture, sampler and coordinates behind each use of one, every picture decoded once."""

from __future__ import annotations

import math
from typing import Any

from vr_app.loading.accessors import Accessors
from vr_app.loading.container import Container
from vr_app.loading.pictures import PictureBudget, PictureError, decode_picture, mip_levels
from vr_app.loading.problem import AssetError
from vr_app.loading.stand_in import CHECKER
from vr_app.scene.material import Image, TextureUse, Wrap

WRAPS: dict[int, Wrap] = {10497: "repeat", 33071: "clamp", 33648: "mirror"}
SOURCES = ("KHR_texture_basisu", "EXT_texture_webp")
"""Extensions that give a texture another picture, best first."""
SLOTS = 2
"""Sets of texture coordinates that a vertex keeps."""


class Textures:
    """Gathers the images of one file; one image used as colour and as data becomes two."""

    def __init__(self, container: Container, accessors: Accessors) -> None:
        self._container = container
        self._accessors = accessors
        self._report = container.report
        self._images: list[Image] = []
        self._image_of: dict[tuple[int, bool], int] = {}
        self._budget = PictureBudget()
        self.uv_sets: list[list[int]] = []
        """For each material the set of texture coordinates in each of the vertex's slots; -1 in an unused one."""

    @property
    def images(self) -> tuple[Image, ...]:
        return tuple(self._images)

    def begin_material(self) -> None:
        """The uses that follow belong to the next material: their coordinates are given slots of their own."""
        self.uv_sets.append([-1] * SLOTS)

    def use(self, use: Any, here: str, srgb: bool) -> TextureUse | None:
        """A material's use of a texture (a textureInfo object), None where there is none.

        Args:
            here: JSON pointer of the use.
            srgb: whether it holds colours.
        """
        if use is None:
            return None
        if not isinstance(use, dict):
            raise self._report.error("json.type", here, "is not an object")
        texture = self._container.entry("textures", use.get("index"), f"{here}/index")
        number = use["index"]
        source, pointer = self._source(texture, f"/textures/{number}")
        if source is None:
            self._report.note(f"/textures/{number}: has no picture that is read; shown without it")
            return None
        sampler: dict[str, Any] = {}
        if "sampler" in texture:
            sampler = self._container.entry("samplers", texture["sampler"], f"/textures/{number}/sampler")
        transform = _object(_object(use.get("extensions")).get("KHR_texture_transform"))
        place = f"{here}/extensions/KHR_texture_transform"
        offset = self._numbers(transform, "offset", [0.0, 0.0], place)
        scale = self._numbers(transform, "scale", [1.0, 1.0], place)
        rotation = self._numbers({"rotation": [transform.get("rotation", 0.0)]}, "rotation", [0.0], place)
        return TextureUse(
            image=self._image(source, pointer, srgb),
            uv_set=self._slot(transform.get("texCoord", use.get("texCoord", 0)), here),
            offset=(offset[0], offset[1]),
            rotation_rad=rotation[0],
            scale=(scale[0], scale[1]),
            wrap_s=_wrap(sampler.get("wrapS")),
            wrap_t=_wrap(sampler.get("wrapT")),
            smooth=sampler.get("magFilter") != 9728,
        )

    def _source(self, texture: dict[str, Any], here: str) -> tuple[Any, str]:
        extensions = _object(texture.get("extensions"))
        for name in SOURCES:
            if "source" in _object(extensions.get(name)):
                return extensions[name]["source"], f"{here}/extensions/{name}/source"
        return texture.get("source"), f"{here}/source"

    def _slot(self, uv_set: Any, here: str) -> int:
        """The vertex's slot for a set of texture coordinates."""
        if not isinstance(uv_set, int) or isinstance(uv_set, bool) or uv_set < 0:
            raise self._report.error("json.value", f"{here}/texCoord", "is no number of texture coordinates")
        slots = self.uv_sets[-1] if self.uv_sets else [-1] * SLOTS
        if uv_set in slots:
            return slots.index(uv_set)
        wanted = min(uv_set, SLOTS - 1)
        for slot in (wanted, *range(SLOTS)):
            if slots[slot] < 0:
                slots[slot] = uv_set
                return slot
        self._report.note(f"{here}: is the third set of texture coordinates of its material; the first is used")
        return 0

    def _numbers(self, entry: dict[str, Any], key: str, default: list[float], here: str) -> list[float]:
        value = entry.get(key, default)
        good = isinstance(value, list) and len(value) == len(default)
        if not good or not all(
            isinstance(v, int | float) and not isinstance(v, bool) and math.isfinite(v) for v in value
        ):
            raise self._report.error("json.value", f"{here}/{key}", f"is not {len(default)} numbers")
        return [float(v) for v in value]

    def _image(self, index: Any, pointer: str, srgb: bool) -> int:
        entry = self._container.entry("images", index, pointer)
        if (index, srgb) in self._image_of:
            return self._image_of[index, srgb]
        here = f"/images/{index}"
        if "bufferView" in entry:
            data: bytes | memoryview = self._accessors.view_bytes(entry["bufferView"], f"{here}/bufferView")
        elif "uri" in entry:
            data = self._picture_file(entry["uri"], f"{here}/uri")
        else:
            data = b""
        try:
            image = decode_picture(data, str(entry.get("name") or here), srgb=srgb, budget=self._budget)
        except PictureError as error:
            self._report.note(f"{here}: {error}; a checker pattern stands in")
            image = Image(here, mip_levels(CHECKER, srgb=srgb), srgb)
        self._image_of[index, srgb] = len(self._images)
        self._images.append(image)
        return len(self._images) - 1

    def _picture_file(self, uri: Any, pointer: str) -> bytes:
        """A picture beside the file; where it is missing the rest is still shown."""
        try:
            return self._container.resource(uri, pointer)
        except AssetError as error:
            if error.code not in ("uri.missing", "file.empty"):
                raise
            return b""


def _wrap(value: Any) -> Wrap:
    return WRAPS.get(value, "repeat") if isinstance(value, int) else "repeat"


def _object(value: Any) -> dict[str, Any]:
    return value if isinstance(value, dict) else {}
