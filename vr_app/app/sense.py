"""Opens what the host senses in a line: the trained heads of `assets/mind` over the installed embedder."""

from __future__ import annotations

import locale
import logging
import tomllib
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, cast

from vr_app.app.folders import data_folder
from vr_app.app.places import OpenedPlace, scene_folders
from vr_app.host.attentive_mind import Attention, AttentiveMind
from vr_app.host.dialogue import Dialogue
from vr_app.host.safety.moderation import Level, country_of, judge
from vr_app.host.safety.protected_texts import ProtectedTexts
from vr_app.host.sense import Sense, load_heads
from vr_app.host.spoken_mind import Mind
from vr_app.host.wants.destinations import Destination
from vr_app.inference.embedder import EmbedderClient
from vr_app.kernel import mind_events as me
from vr_app.kernel.errors import UserError
from vr_app.kernel.ports import Embedder
from vr_app.kernel.resources import resource_path
from vr_app.kernel.settings import MindSettings

log = logging.getLogger(__name__)

_MOST_PROTECTED_BYTES = 20_000_000
PROTECTED = "protected"
"""Folder of a scene, and of the data folder, whose texts are not said at length."""


def open_sense(embedder: Embedder | None) -> Sense | None:
    """None where there is no embedder, or where the trained weights cannot be read (which is logged)."""
    if embedder is None:
        return None
    try:
        return Sense(closely(embedder), load_heads(resource_path("assets") / "mind"))
    except UserError as error:
        log.warning("%s", error)
        return None


def closely(embedder: Embedder) -> Embedder:
    """The closer look of an embedder, where it has one."""
    return embedder.closely if isinstance(embedder, EmbedderClient) else embedder


class Attending:
    """What the host attends to in a visit: the person's settings, where one can go, what may be said.

    Args:
        settings: as they stand now.
        here: the place the visit is in now.
    """

    def __init__(
        self, sense: Sense | None, settings: Callable[[], MindSettings], here: Callable[[], OpenedPlace]
    ) -> None:
        self._sense = sense
        self._settings = settings
        self._here = here
        self._protected: dict[str, ProtectedTexts] = {}

    def mind(
        self, mind: Mind, dialogue: Dialogue, pointing: Callable[[], bool], *, imagines: bool = False
    ) -> AttentiveMind:
        """Wraps a mind so that it attends.

        Args:
            imagines: whether somebody makes the places that are wished for.
        """
        dialogue.expressions.attend(self._sense)
        return AttentiveMind(
            mind,
            dialogue,
            self._sense,
            attention=self.attention,
            places=self.places,
            pointing=pointing,
            imagines=imagines,
        )

    @property
    def sense(self) -> Sense | None:
        """What senses; None where rules alone do."""
        return self._sense

    def attention(self) -> Attention:
        """As the person set it."""
        settings = self._settings()
        country = settings.country or country_of(locale.getlocale()[0] or "")
        return Attention(cast(Level, settings.level), settings.moods, country)

    def places(self) -> Sequence[Destination]:
        """Where one can go from here."""
        here = self._here().stage.folder.resolve()
        folders = {name: folder for name, folder in scene_folders().items() if folder.resolve() != here}
        return [
            Destination(name, title_of(folder), name.replace("-", " "), _told(folder, "mood"))
            for name, folder in folders.items()
        ]

    def allows(self, said: str, sentence: str) -> bool:
        """Whether the host may say a sentence after what it said."""
        if judge(sentence, cast(Level, self._settings().level), self._sense).declined:
            log.info("a sentence was not said: it is not for this level")
            return False
        place = self._here()
        known = self._protected.setdefault(place.id, protected_texts(place.stage.folder))
        return known.may_be_said(f"{said} {sentence}")


def title_of(folder: Path) -> str:
    """What a scene is called; its folder's name where its file does not tell."""
    return _told(folder, "title") or folder.name.replace("-", " ").title()


def _told(folder: Path, key: str) -> str:
    """A line of a scene's file, "" where it has none."""
    try:
        found = tomllib.loads((folder / "scene.toml").read_text(encoding="utf-8")).get(key, "")
    except (OSError, ValueError):
        return ""
    return found if isinstance(found, str) else ""


def protected_texts(scene: Path) -> ProtectedTexts:
    """The texts registered in a scene's and the person's own `protected/` folders."""
    found = ProtectedTexts()
    room = _MOST_PROTECTED_BYTES
    for root in (scene / PROTECTED, data_folder() / PROTECTED):
        for path in sorted(root.rglob("*")) if root.is_dir() else ():
            try:
                if path.is_file() and path.suffix.lower() in (".txt", ".md") and path.stat().st_size <= room:
                    room -= path.stat().st_size
                    found.add(path.read_text(encoding="utf-8", errors="replace"))
            except OSError as error:
                log.warning("a protected text cannot be read: %s", error)
    return found


def explained(event: Any) -> str:
    """One line on what was sensed, for `talk --explain`."""
    match event:
        case me.IntentSensed():
            return f"wants: {', '.join(event.intents)}; {event.why}"
        case me.MoodSensed():
            return f"mood: {event.emotion} {event.confidence:.2f}, valence {event.valence}, arousal {event.arousal}"
        case me.HarmDeclined():
            return f"declined: {event.category} {event.confidence:.2f} ({event.who})"
        case _:
            return f"feedback kept: {event.kind}"
