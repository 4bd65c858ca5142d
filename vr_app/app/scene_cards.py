"""What the picker of the window shows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

from vr_app.app.places import OpenedPlace, open_place, scene_folders
from vr_app.kernel.errors import UserError
from vr_app.ui.actions import SceneCard


def places_to_go(opened: OpenedPlace) -> dict[str, Path]:
    """Folders by the id of their card: all installed scenes, and the folder that was opened.

    An opened folder with the name of an installed scene takes its place.
    """
    folders = scene_folders()
    here = opened.stage.folder.resolve()
    if any(folder.resolve() == here for folder in folders.values()):
        return folders
    return {opened.id: here} | {name: folder for name, folder in folders.items() if name != opened.id}


def scene_cards(folders: Mapping[str, Path]) -> list[SceneCard]:
    """A card for each folder; a scene that cannot be read is shown with its problem."""
    cards = []
    for name, folder in folders.items():
        picture = folder / "thumbnail.jpg"
        card = SceneCard(name, name, thumbnail=picture if picture.is_file() else None)
        try:
            opened = open_place(folder)
        except UserError as error:
            cards.append(replace(card, problem=str(error)))
            continue
        stage = opened.stage
        cards.append(
            replace(card, name=stage.title, description=stage.description, host_name=opened.persona.spoken_name)
        )
    return cards
