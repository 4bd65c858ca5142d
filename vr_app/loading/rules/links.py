"""Looks from one object of a file to another without tripping over what is not well formed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, TypeGuard

from vr_app.loading.container import Container
from vr_app.loading.rules.finding import Findings

COMPONENT_BYTES = {5120: 1, 5121: 1, 5122: 2, 5123: 2, 5125: 4, 5126: 4}
COMPONENT_NAMES = {
    5120: "BYTE",
    5121: "UNSIGNED_BYTE",
    5122: "SHORT",
    5123: "UNSIGNED_SHORT",
    5125: "UNSIGNED_INT",
    5126: "FLOAT",
}
TARGETS = {34962: "vertices", 34963: "indices"}
WIDTHS = {"SCALAR": 1, "VEC2": 2, "VEC3": 3, "VEC4": 4, "MAT2": 4, "MAT3": 9, "MAT4": 16}

Entry = Mapping[str, Any]


class Links:
    """A document whose references can be followed.

    Attributes:
        document: the JSON.
        add: notes a finding.
        used_as: for each buffer view what it has been used for so far.
    """

    def __init__(self, container: Container, findings: Findings) -> None:
        self.container = container
        self.document = container.document
        self.add = findings.add
        self.used_as: dict[int, str] = {}
        self.vertex_views: dict[int, set[int]] = {}

    def each(self, name: str, owner: Entry | None = None) -> Iterator[tuple[int, Entry]]:
        """The well-formed entries of an array, with their numbers."""
        listed = (self.document if owner is None else owner).get(name)
        for number, entry in enumerate(listed if isinstance(listed, list) else ()):
            if isinstance(entry, dict):
                yield number, entry

    def get(self, name: str, number: Any) -> Entry | None:
        """An entry by number, None where there is none."""
        listed = self.document.get(name)
        if not isinstance(listed, list) or not is_whole(number) or not 0 <= number < len(listed):
            return None
        return listed[number] if isinstance(listed[number], dict) else None

    def declared(self, name: str) -> bool:
        """Whether the file says it uses an extension."""
        used = self.document.get("extensionsUsed")
        return isinstance(used, list) and name in used

    def use_view(self, accessor: Entry, usage: str, pointer: str) -> None:
        """Notes what an accessor's buffer view serves; vertices and indices may not share one."""
        number = accessor.get("bufferView")
        view = self.get("bufferViews", number)
        if view is None or not is_whole(number):
            return
        known = TARGETS.get(view["target"]) if is_whole(view.get("target")) else None
        first = self.used_as.setdefault(number, known or usage)
        if first != usage:
            self.add(
                "BUFFER_VIEW_TARGET_OVERRIDE", pointer, f"uses buffer view {number} for {usage}, which holds {first}"
            )

    def is_placeholder(self, number: Any) -> bool:
        """Whether a buffer's bytes come from nowhere (its extension or the application would give them)."""
        buffer = self.get("buffers", number)
        return buffer is not None and "uri" not in buffer and not (number == 0 and self.container.is_binary)

    def stride(self, accessor: Entry) -> int:
        """Declared stride of an accessor's buffer view, 0 without one."""
        view = self.get("bufferViews", accessor.get("bufferView"))
        stride = view.get("byteStride") if view is not None else None
        return stride if is_whole(stride) else 0


def is_whole(value: Any) -> TypeGuard[int]:
    return isinstance(value, int) and not isinstance(value, bool)


def whole(entry: Entry, key: str, default: int) -> int:
    """A whole number not below zero, the default where there is none."""
    value = entry.get(key, default)
    return value if is_whole(value) and value >= 0 else default


def extension(entry: Entry, name: str) -> Entry:
    """An object's extension, empty where it has none."""
    extensions = entry.get("extensions")
    found = extensions.get(name) if isinstance(extensions, dict) else None
    return found if isinstance(found, dict) else {}


def items(value: Any) -> list[Any]:
    return value if isinstance(value, list) else []


def component_bytes(accessor: Entry) -> int:
    """Bytes of one component, 0 where its type is unknown."""
    kind = accessor.get("componentType")
    return COMPONENT_BYTES.get(kind, 0) if is_whole(kind) else 0


def width_of(accessor: Entry) -> int:
    """Components of one element, 0 where its type is unknown."""
    return WIDTHS.get(str(accessor.get("type")), 0)


def element_bytes(accessor: Entry) -> int:
    """Bytes of one element, columns of small matrices padded; 0 where the format is unknown."""
    size, width = component_bytes(accessor), width_of(accessor)
    kind = str(accessor.get("type"))
    if kind in ("MAT2", "MAT3") and size < 4:
        side = int(kind[3])
        return -(-side * size // 4) * 4 * (side - 1) + side * size
    return size * width


def has_bounds(accessor: Entry) -> bool:
    """Whether it declares a smallest and a largest value for every component."""
    width = width_of(accessor)
    return width > 0 and all(
        len(items(accessor.get(key))) == width
        and all(isinstance(v, int | float) and not isinstance(v, bool) for v in accessor[key])
        for key in ("min", "max")
    )


def layout(accessor: Entry) -> str:
    """Format in words, such as `VEC3 FLOAT` or `VEC4 UNSIGNED_BYTE normalized`."""
    kind = accessor.get("componentType")
    name = COMPONENT_NAMES.get(kind, "?") if is_whole(kind) else "?"
    return f"{accessor.get('type')} {name}{' normalized' if accessor.get('normalized') is True else ''}"
