"""What is kept between compilations of a story: trees by content, units by what they depend on."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Any

from vr_app.story.compiler.containers import Container, Path, Ref, as_json
from vr_app.story.compiler.parse import ParsedFile, parse
from vr_app.story.compiler.source import Source
from vr_app.story.compiler.tree import Flow
from vr_app.story.compiler.units import Unit


@dataclass(eq=False)
class KeptUnit:
    """A flow's code, valid while the story's names are what `names` says.

    Attributes:
        json: its JSON, valid while `found` (places elsewhere) and `flags` are unchanged.
    """

    flow: Flow
    names: object
    unit: Unit
    json: list[Any] | None = None
    found: dict[Ref, Path] | None = None
    flags: dict[Ref, int] | None = None

    def as_json(self, places: dict[Ref, Container], asked: dict[Ref, int]) -> list[Any]:
        unit = self.unit
        flags = {ref: asked[ref] for ref in unit.anchors if ref in asked}
        if self.json is not None and flags == self.flags and self._still_found(places):
            return self.json
        self.found, self.flags = {}, flags
        self.json = unit_json(unit, places, self.found, flags)
        return self.json

    def _still_found(self, places: dict[Ref, Container]) -> bool:
        found = self.found or {}
        return all(ref in places and places[ref].path == path for ref, path in found.items())


def unit_json(unit: Unit, places: dict[Ref, Container], found: dict[Ref, Path], flags: dict[Ref, int]) -> list[Any]:
    """A unit's JSON; `found` is filled with the places it needed."""

    def find(ref: Ref) -> Path:
        path = found[ref] = places[ref].path
        return path

    by_container = {id(unit.anchors[ref]): flag for ref, flag in flags.items()}
    return as_json(unit.container, find, by_container, by_name=True)


class StoryCache:
    """Hand the same one to every compilation of a story; it holds the latest version only."""

    def __init__(self) -> None:
        self._files: dict[tuple[str, bytes], ParsedFile] = {}
        self._units: dict[int, KeptUnit] = {}
        self._names: object = None

    def parsed(self, path: str, data: bytes | str, used: dict[tuple[str, bytes], ParsedFile]) -> ParsedFile:
        """The tree of a file, read anew only where its content is new; notes it in `used`."""
        raw = data if isinstance(data, bytes) else data.encode("utf-8", "surrogatepass")
        key = (path, hashlib.sha256(raw).digest())
        file = self._files.get(key)
        if file is None:
            file = parse(Source(path, data))
        used[key] = file
        return file

    def keep_files(self, used: dict[tuple[str, bytes], ParsedFile]) -> None:
        self._files = used

    def same_names(self, names: object) -> object:
        """The object kept before where it is equal, so that units compare by identity."""
        if names != self._names:
            self._names = names
        return self._names

    def unit(self, flow: Flow, names: object) -> KeptUnit | None:
        kept = self._units.get(id(flow))
        return kept if kept is not None and kept.flow is flow and kept.names is names else None

    def keep_units(self, used: list[KeptUnit]) -> None:
        self._units = {id(kept.flow): kept for kept in used}
