"""Gives things that are named by words an installed asset: of the scene itself, of our pack, of this person's packs."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path

from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.ports import Embedder
from vr_app.kernel.resources import data_folder, resource_path
from vr_app.library.appearance import appearance_of
from vr_app.library.stand_ins import best_thing, stand_in_for
from vr_app.library.things import LibraryThing, name_words, read_pack
from vr_app.library.word_search import Found, WordSearch
from vr_app.scene.stage import PACKS, Problem, Stage
from vr_app.scene.stage_fields import read_colour
from vr_app.scene.stage_lines import place_at
from vr_app.scene.stage_things import Thing

log = logging.getLogger(__name__)

LIST = "pack.json"


@dataclass(frozen=True)
class Chosen:
    """What the words of a thing led to.

    Attributes:
        number: of the thing in the file.
        found: None where nothing fits and a plain shape stands in.
    """

    number: int
    words: str
    found: Found | None


def installed_things() -> tuple[LibraryThing, ...]:
    """Everything of our pack and of the packs in the data folder; a pack that cannot be read is left out (logged)."""
    return _things(_lists())


def _lists() -> tuple[tuple[Path, str, int], ...]:
    """The packs' lists: file, what begins their references, when it was written."""
    lists = [(resource_path("assets") / "pack" / LIST, "app:pack/")]
    folder = data_folder() / "packs"
    if folder.is_dir():
        lists += [(entry / LIST, f"{PACKS}{entry.name}/") for entry in sorted(folder.iterdir())]
    return tuple((file, prefix, file.stat().st_mtime_ns) for file, prefix in lists if file.is_file())


@lru_cache(maxsize=4)
def _things(lists: tuple[tuple[Path, str, int], ...]) -> tuple[LibraryThing, ...]:
    found: list[LibraryThing] = []
    for file, prefix, _ in lists:
        try:
            found += read_pack(file.read_text(encoding="utf-8"), prefix, Location(file))
        except (OSError, ValueError, UserError) as error:
            log.warning("a pack is left out: %s", error)
    return tuple(found)


@lru_cache(maxsize=4)
def _search(lists: tuple[tuple[Path, str, int], ...]) -> WordSearch:
    return WordSearch(_things(lists))


def own_things(folder: Path) -> tuple[LibraryThing, ...]:
    """The model files of a scene's own `assets` folder, called as their files are."""
    found = []
    for file in sorted((folder / "assets").rglob("*")):
        if file.suffix.lower() in (".glb", ".gltf") and file.is_file():
            name = re.sub(r"[-_]+", " ", file.stem)
            found.append(LibraryThing(name, file.relative_to(folder).as_posix(), "own", {"": name}, {}))
    return tuple(found)


def choices(stage: Stage, embedder: Embedder | None = None) -> Iterator[Chosen]:
    """What each thing with `words` and without `asset` becomes."""
    wanted = [(number, thing) for number, thing in enumerate(stage.things) if thing.words and not thing.asset]
    if not wanted:
        return
    own = WordSearch(own_things(stage.folder))
    search = _search(_lists()) if embedder is None else WordSearch(installed_things(), embedder)
    for number, thing in wanted:
        yield Chosen(number, thing.words, own.best(thing.words) or best_thing(thing.words, search))


def with_words(stage: Stage, embedder: Embedder | None = None) -> Stage:
    """The stage with an asset, or a plain shape of about the right size, for everything that is named by words.

    What nothing was found for is added to `Stage.problems`.
    """
    things, problems = list(stage.things), list(stage.problems)
    for chosen in choices(stage, embedder):
        thing = things[chosen.number]
        if chosen.found is not None:
            things[chosen.number] = looking(replace(thing, asset=chosen.found.thing.reference), chosen.found.thing)
        else:
            things[chosen.number] = plainly(thing)
            problems.append(note_of(stage, chosen))
    return stage if things == list(stage.things) else replace(stage, things=tuple(things), problems=tuple(problems))


def looking(thing: Thing, found: LibraryThing) -> Thing:
    """An installed thing in the size, colour and wear that its words say; what the file says stays."""
    said = appearance_of(thing.words, name_words(found))
    given = thing.given
    if said.colour and "colour" not in given:
        thing = replace(thing, colour=read_colour(said.colour), given=thing.given | {"colour"})
    if said.scale != 1.0 and "scale" not in given:
        thing = replace(thing, scale=said.scale)
    return replace(thing, wear=said.wear) if said.wear >= 0 and "wear" not in given else thing


def plainly(thing: Thing) -> Thing:
    """The thing as a plain shape; what the file says of it stays."""
    body = stand_in_for(thing.words)
    return replace(
        thing,
        size=thing.size if "size" in thing.given else body.size_m,
        shape=thing.shape if "shape" in thing.given else body.shape,
        colour=thing.colour if "colour" in thing.given else read_colour(body.colour),
    )


def note_of(stage: Stage, chosen: Chosen) -> Problem:
    """One line on a choice."""
    pointer = f"/thing/{chosen.number}/words"
    line, column = place_at(dict(stage.lines), pointer)
    if chosen.found is None:
        message = f'no installed asset fits "{chosen.words}": a plain shape stands in'
        remedy = "Choose other words, or add assets with `vr-app assets add DIR`."
    else:
        message = f'"{chosen.words}" is taken to be {chosen.found.thing.name} ({chosen.found.thing.reference})'
        remedy = "Write it as `asset` to keep it, or choose other words."
    return Problem("asset.words", pointer, message, remedy, line, column, fatal=False)
