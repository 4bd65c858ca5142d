"""Rules for buffers, buffer views, accessors and pictures: what fits where, before any byte is read."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from vr_app.loading.container import DATA_URI
from vr_app.loading.rules.links import Entry, Links, component_bytes, element_bytes, is_whole, whole, width_of

BUFFER_TYPES = ("application/octet-stream", "application/gltf-buffer")


def check_storage(links: Links) -> None:
    """Buffers, views, accessors."""
    for number, buffer in links.each("buffers"):
        _check_uri(links, buffer, f"/buffers/{number}", BUFFER_TYPES)
    for number, image in links.each("images"):
        _check_uri(links, image, f"/images/{number}", ())
    for number, view in links.each("bufferViews"):
        _check_view(links, view, f"/bufferViews/{number}")
    for number, accessor in links.each("accessors"):
        _check_accessor(links, accessor, f"/accessors/{number}")


def _check_uri(links: Links, entry: Entry, here: str, types: tuple[str, ...]) -> None:
    uri = entry.get("uri")
    if not isinstance(uri, str):
        return
    data = DATA_URI.match(uri)
    if data is None and uri[:5].lower() == "data:":
        links.add("INVALID_URI", f"{here}/uri", "is no data URI as it should be")
        return
    if data is None:
        try:
            parts = urlsplit(uri)
        except ValueError:
            parts = None
        if parts is None or uri.startswith(":") or not uri or re.search(r"%(?![0-9a-fA-F]{2})", uri):
            links.add("INVALID_URI", f"{here}/uri", f'"{uri[:40]}" is no uri')
        elif parts.scheme or uri.startswith("/"):
            links.add("NON_RELATIVE_URI", f"{here}/uri", f'"{uri[:60]}" is not beside the file; it is not opened')
        return
    if links.container.is_binary:
        links.add("DATA_URI_GLB", f"{here}/uri", "is a data URI in a binary file")
    kind = (data[1] or "").lower()
    if types and kind not in types:
        code = "BUFFER_DATA_URI_MIME_TYPE_INVALID"
        links.add(code, f"{here}/uri", f'is of type "{kind[:40]}" instead of {types[0]}')


def _check_view(links: Links, view: Entry, here: str) -> None:
    buffer = links.get("buffers", view.get("buffer"))
    offset, length = whole(view, "byteOffset", 0), whole(view, "byteLength", 0)
    if buffer is not None and is_whole(buffer.get("byteLength")) and buffer["byteLength"] > 0:
        size = buffer["byteLength"]
        if offset >= size:
            links.add("BUFFER_VIEW_TOO_LONG", f"{here}/byteOffset", f"begins at {offset}; the buffer ends at {size}")
        elif offset + length > size:
            message = f"ends at {offset + length}; the buffer ends at {size}"
            links.add("BUFFER_VIEW_TOO_LONG", f"{here}/byteLength", message)
    stride = view.get("byteStride")
    if is_whole(stride):
        if length and stride > length:
            message = f"is {stride}, more than the {length} bytes of the view"
            links.add("BUFFER_VIEW_TOO_BIG_BYTE_STRIDE", f"{here}/byteStride", message)
        if view.get("target") == 34963:
            links.add("BUFFER_VIEW_INVALID_BYTE_STRIDE", f"{here}/byteStride", "means nothing for indices")


def _check_accessor(links: Links, accessor: Entry, here: str) -> None:
    size = component_bytes(accessor)
    kind, count = accessor.get("type"), whole(accessor, "count", 0)
    if accessor.get("normalized") is True and accessor.get("componentType") in (5125, 5126):
        message = "is set, but only bytes and shorts can be normalized"
        links.add("ACCESSOR_NORMALIZED_INVALID", f"{here}/normalized", message)
    width = width_of(accessor)
    for key in ("max", "min"):
        bounds = accessor.get(key)
        if isinstance(bounds, list) and bounds and width and len(bounds) != width:
            links.add(
                "ARRAY_LENGTH_NOT_IN_LIST",
                f"{here}/{key}",
                f"has {len(bounds)} values instead of {width}",
                harmless=True,
            )
    if not size or not width:
        return
    view = links.get("bufferViews", accessor.get("bufferView"))
    if view is not None:
        _check_span(links, accessor, view, here, element_bytes(accessor), size, count, strided=True)
        if isinstance(kind, str) and kind.startswith("MAT") and whole(accessor, "byteOffset", 0) % 4:
            links.add("ACCESSOR_MATRIX_ALIGNMENT", f"{here}/byteOffset", "is not a multiple of 4")
    sparse = accessor.get("sparse")
    if isinstance(sparse, dict):
        _check_sparse(links, sparse, f"{here}/sparse", element_bytes(accessor), size, count)


def _check_sparse(links: Links, sparse: Entry, here: str, element: int, size: int, count: int) -> None:
    replaced = whole(sparse, "count", 0)
    if replaced > count:
        message = f"replaces {replaced} of {count} values"
        links.add("ACCESSOR_SPARSE_COUNT_OUT_OF_RANGE", f"{here}/count", message)
    for key in ("indices", "values"):
        part = sparse.get(key)
        if not isinstance(part, dict):
            continue
        view = links.get("bufferViews", part.get("bufferView"))
        step = component_bytes(part) if key == "indices" else element
        if view is None or not step:
            continue
        _check_span(links, part, view, f"{here}/{key}", step, step if key == "indices" else size, replaced)
        if "byteStride" in view:
            pointer = f"{here}/{key}/bufferView"
            links.add("BUFFER_VIEW_INVALID_BYTE_STRIDE", pointer, "has a stride, which means nothing for sparse data")


def _check_span(
    links: Links, part: Entry, view: Entry, here: str, element: int, size: int, count: int, *, strided: bool = False
) -> None:
    offset, length = whole(part, "byteOffset", 0), whole(view, "byteLength", 0)
    stride = view.get("byteStride") if strided else None
    if is_whole(stride) and stride < element:
        links.add("ACCESSOR_SMALL_BYTESTRIDE", here, f"has elements of {element} bytes at a stride of {stride}")
        return
    step = stride if is_whole(stride) else element
    if strided and not is_whole(stride) and part.get("type") in ("MAT2", "MAT3") and size < 4:
        side = int(part["type"][3])
        step = -(-side * size // 4) * 4 * side
    if offset % size:
        links.add("ACCESSOR_OFFSET_ALIGNMENT", f"{here}/byteOffset", f"is no multiple of {size}")
    elif (offset + whole(view, "byteOffset", 0)) % size:
        message = f"begins at a byte of the buffer that is no multiple of {size}"
        links.add("ACCESSOR_TOTAL_OFFSET_ALIGNMENT", here, message)
    if length and offset >= length and "byteOffset" in part:
        links.add("ACCESSOR_TOO_LONG", f"{here}/byteOffset", f"is beyond the {length} bytes of the view")
    elif count and length and offset + step * (count - 1) + element > length:
        message = f"needs {offset + step * (count - 1) + element} bytes of a view of {length}"
        links.add("ACCESSOR_TOO_LONG", here, message)
