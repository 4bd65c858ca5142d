"""Which scenes there are, and a scene folder's stage and host."""

from __future__ import annotations

import difflib
import locale
from dataclasses import dataclass
from pathlib import Path

from vr_app.app.bare_file import BARE, scene_of_file
from vr_app.app.folders import data_folder
from vr_app.host.card.card_file import read_card
from vr_app.host.card.persona import DEFAULT_PERSONA, Persona
from vr_app.host.injection import screened_card
from vr_app.host.place.scene_brief import Place, place_of
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.resources import resource_path
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import load_stage
from vr_app.scene.stage_translation import translated

FIRST_SCENE = "observatory-terrace"


@dataclass(frozen=True)
class OpenedPlace:
    """A scene folder, read.

    Attributes:
        id: the folder's name.
        notes: plain lines about what is missing (the rest works).
        language: asked for by whoever is there, "" where they take the scene's own words.
    """

    id: str
    stage: Stage
    persona: Persona
    place: Place
    notes: tuple[str, ...]
    language: str = ""

    @property
    def greets(self) -> bool:
        """Whether somebody is here who speaks first."""
        return self.stage.host is not None and self.stage.host.greets


def scene_folders() -> dict[str, Path]:
    """Scenes by name: ours, then the person's own (`scenes` in the data folder)."""
    found: dict[str, Path] = {}
    for root in (resource_path("scenes"), data_folder() / "scenes"):
        if root.is_dir():
            found |= {entry.name: entry for entry in sorted(root.iterdir()) if (entry / "scene.toml").is_file()}
    return found


def find_scene(name: str) -> Path:
    """The folder behind a scene's name or path.

    Raises: UserError with the nearest known name.
    """
    known = scene_folders()
    if name in known:
        return known[name]
    path = Path(name).expanduser()
    if path.suffix.lower() in BARE and path.is_file():
        return scene_of_file(path, data_folder() / "opened")
    if path.suffix.lower() == ".vrscene" and path.is_file():
        remedy = f"Look at it and unpack it first: `vr-app scene unpack {path}`."
        raise UserError("This is a packed scene", where=Location(path), remedy=remedy)
    if path.is_dir() or path.name == "scene.toml":
        return path if path.is_dir() else path.parent
    near = difflib.get_close_matches(name, known, n=1)
    remedy = f"Did you mean {near[0]!r}?" if near else "Give a scene folder, or one of: " + ", ".join(known) + "."
    raise UserError(f"There is no scene {name!r}", where=Location(path) if path.suffix else None, remedy=remedy)


def reader_language(chosen: str) -> str:
    """The language somebody reads: as chosen for the window, or the system's; "" where neither tells."""
    tag = locale.getlocale()[0] or "" if chosen == "auto" else chosen
    return "" if tag in ("C", "POSIX") else tag.replace("_", "-")


def open_place(folder: Path, language: str = "") -> OpenedPlace:
    """Reads the stage and the host's card; a broken card is told and the default host stands in.

    Args:
        language: of whoever goes there: names and descriptions are taken in it where the scene brings them.

    Raises: UserError for a folder without a readable scene.toml.
    """
    stage = translated(load_stage(folder, resource_path("assets")), language)
    notes = [f"{Location(folder / 'scene.toml', p.line, p.column)}: {p.message}. {p.remedy}" for p in stage.problems]
    persona = DEFAULT_PERSONA
    if stage.host is not None:
        card = stage.asset_path(stage.host.card, resource_path("assets"))
        if card.is_file():
            try:
                persona, orders = screened_card(read_card(card))
                notes += (*persona.notes, *orders)
            except UserError as error:
                notes.append(f"{error} {persona.name} stands in.")
    return OpenedPlace(folder.resolve().name, stage, persona, place_of(stage), tuple(dict.fromkeys(notes)), language)
