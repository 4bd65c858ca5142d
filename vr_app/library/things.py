"""Packs of things: their lists, read and checked."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from vr_app.kernel.errors import Location, UserError

Stands = Literal["floor", "surface", "wall", "water"]
STANDS: tuple[Stands, ...] = ("floor", "surface", "wall", "water")
MOST_THINGS = 20_000
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class LibraryThing:
    """Something that can be placed.

    Attributes:
        id: small letters, digits, dashes; unique in its pack.
        reference: what a stage writes as `asset`.
        kind: "furniture", "nature"...
        names: by language.
        tags: other words for it, by language.
        stands: where it belongs.
        size_m: width, height, depth.
        picture: of it, beside its file; "" for none.
    """

    id: str
    reference: str
    kind: str
    names: Mapping[str, str]
    tags: Mapping[str, tuple[str, ...]]
    stands: Stands = "floor"
    size_m: tuple[float, float, float] = (1.0, 1.0, 1.0)
    picture: str = ""

    @property
    def name(self) -> str:
        """What English readers call it."""
        return self.names.get("en") or next(iter(self.names.values()), self.id)

    @property
    def sentence(self) -> str:
        """All its words, for an embedder."""
        words = [*self.names.values(), *(tag for tags in self.tags.values() for tag in tags)]
        return ", ".join(dict.fromkeys(words))


def name_words(thing: LibraryThing) -> frozenset[str]:
    """The single words of its names; Chinese names whole."""
    return frozenset(word for name in thing.names.values() for word in name.lower().split())


def read_pack(text: str, prefix: str, where: Location) -> tuple[LibraryThing, ...]:
    """A pack's list.

    Args:
        text: of `pack.json`.
        prefix: goes before each file's name to make its reference ("app:pack/").
        where: names the file in errors.
    Raises: UserError for a list that cannot be understood; the entry is named.
    """
    try:
        document = json.loads(text)
    except ValueError as error:
        raise UserError(f"this list of things is no JSON: {error}", where=where, remedy=_REMEDY) from error
    rows = document.get("things") if isinstance(document, dict) else None
    if not isinstance(rows, list):
        raise UserError('this list has no "things"', where=where, remedy=_REMEDY)
    if len(rows) > MOST_THINGS:
        raise UserError(f"this list has more than {MOST_THINGS} things", where=where, remedy="Split the pack.")
    found: dict[str, LibraryThing] = {}
    for number, row in enumerate(rows, 1):
        thing = _thing(row, prefix)
        if thing is None or thing.id in found:
            raise UserError(f"thing {number} of this list is wrong or there twice", where=where, remedy=_REMEDY)
        found[thing.id] = thing
    return tuple(found.values())


_REMEDY = "Make it anew with `vr-app assets add DIR`."


def _thing(row: Any, prefix: str) -> LibraryThing | None:
    if not isinstance(row, dict):
        return None
    identifier, file, size = row.get("id"), row.get("file"), row.get("size_m")
    if not isinstance(identifier, str) or not _ID.fullmatch(identifier) or not isinstance(file, str):
        return None
    if not file or "\\" in file or ".." in file.split("/") or file.startswith("/") or ":" in file:
        return None
    if not isinstance(size, list) or len(size) != 3 or not all(isinstance(v, int | float) and v >= 0 for v in size):
        return None
    stands = row.get("stands")
    return LibraryThing(
        identifier,
        prefix + file,
        str(row.get("kind", "")),
        {key: str(value) for key, value in _table(row.get("name")).items()},
        {
            key: tuple(str(v) for v in value)
            for key, value in _table(row.get("tags")).items()
            if isinstance(value, list)
        },
        stands if stands in STANDS else "floor",
        (float(size[0]), float(size[1]), float(size[2])),
        str(row.get("picture", "")),
    )


def _table(value: Any) -> dict[str, Any]:
    return {str(key): entry for key, entry in value.items()} if isinstance(value, dict) else {}
