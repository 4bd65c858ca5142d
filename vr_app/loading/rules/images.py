"""Rules for pictures: that they are there, are what they say, and can be decoded."""

from __future__ import annotations

from typing import Any

from vr_app.loading.accessors import Accessors
from vr_app.loading.container import DATA_URI
from vr_app.loading.problem import AssetError
from vr_app.loading.rules.links import Entry, Links

MAGIC = {
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
    b"\xabKTX 20\xbb\r\n\x1a\n": "image/ktx2",
}
MAX_HEAD_BYTES = 1 << 20


def _png_is_whole(data: bytes) -> bool:
    """Whether the header chunks are there up to the first one of pixels."""
    offset = 8
    while offset + 8 <= len(data):
        size, kind = int.from_bytes(data[offset : offset + 4], "big"), data[offset + 4 : offset + 8]
        if kind == b"IDAT":
            return True
        offset += 12 + size
    return len(data) == MAX_HEAD_BYTES


def _jpeg_is_whole(data: bytes) -> bool:
    """Whether the segments are there up to the one that tells the size."""
    offset = 2
    while offset + 4 <= len(data):
        if data[offset] != 0xFF or 0xC0 <= data[offset + 1] <= 0xC3:
            return True
        offset += 2 + int.from_bytes(data[offset + 2 : offset + 4], "big")
    return len(data) == MAX_HEAD_BYTES


HEADERS = {"image/png": _png_is_whole, "image/jpeg": _jpeg_is_whole}
ENABLED_BY = {"image/webp": "EXT_texture_webp", "image/ktx2": "KHR_texture_basisu"}


def check_buffers(links: Links) -> None:
    """Whether each buffer has the bytes it says. A file that is missing is only a warning: nothing may need it."""
    for number, buffer in links.each("buffers"):
        length = buffer.get("byteLength")
        if not isinstance(length, int) or isinstance(length, bool) or length < 1:
            continue
        try:
            links.container.buffer(number)
        except AssetError as error:
            code = CODES.get(error.code)
            if code == "BUFFER_MISSING_GLB_DATA" and (number or not links.container.is_binary):
                continue
            if code is not None:
                links.add(code, error.pointer, error.message)


CODES = {
    "buffer.short": "BUFFER_BYTE_LENGTH_MISMATCH",
    "buffer.missing": "BUFFER_MISSING_GLB_DATA",
    "uri.data": "INVALID_URI",
    "uri.missing": "FILE_NOT_FOUND",
    "file.missing": "FILE_NOT_FOUND",
}


def check_images(links: Links) -> None:
    """All pictures."""
    accessors = Accessors(links.container)
    for number, image in links.each("images"):
        here = f"/images/{number}"
        if "bufferView" in image:
            view = links.get("bufferViews", image["bufferView"])
            if view is not None and "byteStride" in view:
                message = "uses a buffer view with a stride"
                links.add("IMAGE_BUFFER_VIEW_WITH_BYTESTRIDE", f"{here}/bufferView", message)
        data = _bytes_of(links, accessors, image, here)
        if data is not None:
            _check_type(links, image, data, here)


def _bytes_of(links: Links, accessors: Accessors, image: Entry, here: str) -> Any:
    try:
        if "bufferView" in image:
            return accessors.view_bytes(image["bufferView"], f"{here}/bufferView")
        if "uri" in image:
            return links.container.resource(image["uri"], f"{here}/uri")
    except AssetError as error:
        code = CODES.get(error.code)
        if code is not None and "uri" in image:
            links.add(code, error.pointer, error.message)
    return None


def _check_type(links: Links, image: Entry, data: Any, here: str) -> None:
    head = bytes(data[:16])
    found = next((kind for magic, kind in MAGIC.items() if head.startswith(magic)), None)
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        found = "image/webp"
    declared, source = image.get("mimeType"), f"{here}/{'bufferView' if 'bufferView' in image else 'uri'}"
    uri = image.get("uri")
    embedded = DATA_URI.match(uri) if isinstance(uri, str) and "bufferView" not in image else None
    if embedded is not None and (embedded[1] or "").lower() != found:
        links.add("INVALID_URI", source, f"holds {found or 'no picture'}, not {(embedded[1] or 'that')[:40]}")
        return
    if found is None:
        links.add("IMAGE_UNRECOGNIZED_FORMAT", here, "is in no known format")
        return
    if isinstance(declared, str) and declared != found:
        links.add("IMAGE_MIME_TYPE_INVALID", source, f"is {found}, not {declared[:40]}")
    if found in HEADERS and not HEADERS[found](bytes(data[:MAX_HEAD_BYTES])):
        links.add("IMAGE_UNEXPECTED_EOS", here, "ends within its header", harmless=True)
    if found in ENABLED_BY and not links.declared(ENABLED_BY[found]):
        links.add("IMAGE_NON_ENABLED_MIME_TYPE", here, f"is {found}, which needs {ENABLED_BY[found]}")
