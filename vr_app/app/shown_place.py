"""The place one is in: its scene loaded and kept up with its files, staged, sounding, with its story and its lore."""

from __future__ import annotations

import logging
import math
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from vr_app.app.folders import data_folder
from vr_app.app.happenings import happenings_of
from vr_app.app.knowledge_shelf import KnowledgeShelf
from vr_app.app.live_scene import LiveScene, SceneChanged, as_built
from vr_app.app.places import OpenedPlace
from vr_app.app.sound_space import SoundSpace
from vr_app.app.staging import Staging
from vr_app.app.story_shelf import StoryShelf
from vr_app.app.wearer.surroundings import Scout
from vr_app.app.wiring import play_ambience
from vr_app.app.world import LivingScene, World
from vr_app.host.card.persona import Persona
from vr_app.host.place.place_changed import PlaceChanged
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.errors import UserError
from vr_app.kernel.ports import Embedder, Post
from vr_app.loading.scene_loader import SceneFailed, SceneGrowing, SceneLoader, SceneReady
from vr_app.scene.avatar.meta import licence_notices
from vr_app.scene.avatar.rig import AvatarRig
from vr_app.scene.avatar.rig_reader import rig_of_scene_host
from vr_app.scene.compose import environment_of
from vr_app.scene.foyer import foyer_scene
from vr_app.scene.scene import Scene
from vr_app.scene.stage import Stage

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class AllShown:
    """All of a scene is on the card.

    Attributes:
        before: what was shown before. Whoever handles this lets go of it: to give a scene's memory back takes some
            milliseconds, which no frame has.
    """

    scene: Scene
    before: Scene | None = None


@dataclass(frozen=True)
class Surrounds:
    """What a place is shown and heard through.

    Attributes:
        post: takes what the place has to say to the host.
        tell: shows an event to whoever looks on.
        as_met: a host as it is for this visitor.
        told_of_person: as in `Knowledge`.
        settled: called on the host thread when all of the scene can be seen, with "", or with why it cannot.
    """

    world: World
    sound: SoundSpace
    speaker: Any
    post: Post
    tell: Post
    as_met: Callable[[Persona], Persona]
    told_of_person: Callable[[], Sequence[str]]
    settled: Callable[[str], None]


class ShownPlace:
    """One place at a time; `enter` leads to the next.

    Args:
        opened: the first place.
        embedder: as in `Knowledge`.

    Attributes:
        opened: the place one is in.
        is_settled: whether all of it can be seen, or it is known that it cannot.
        scout: knows what may be stood on and pointed at.
    """

    def __init__(self, opened: OpenedPlace, surrounds: Surrounds, embedder: Embedder | None) -> None:
        self.opened = opened
        self.is_settled = False
        self.scout = Scout()
        self._scene: Scene | None = None
        self._told = frozenset(opened.notes)  # by whoever starts the visit
        self._surrounds = surrounds
        post = surrounds.post
        self._loader = SceneLoader(post, data_folder() / "cache")
        self._live = LiveScene(post, data_folder() / "cache")
        self._stories = StoryShelf(post)
        self._knowledge = KnowledgeShelf(post, embedder, surrounds.told_of_person)
        self._staging = Staging(surrounds.world)
        self._happenings = happenings_of(post, surrounds.world, surrounds.sound)
        self.scout.enter(opened.stage)

    def request(self) -> None:
        """Loads all that the place has; returns at once."""
        folder = self.opened.stage.folder
        self._loader.request(folder)
        self._stories.request(folder)
        self._knowledge.request(self.opened)
        threading.Thread(target=self._play_ambience, name="ambience", daemon=True).start()

    def enter(self, opened: OpenedPlace) -> None:
        """Another place, which `request` loads; what was changed in the old one stays behind."""
        self.opened, self.is_settled, self._scene, self._told = opened, False, None, frozenset()
        self._staging.leave()

    def close(self) -> None:
        """Ends what is under way."""
        for part in (self._loader, self._live, self._happenings, self._stories, self._knowledge):
            part.close()

    # ------------------------------------------------------------------ the host thread

    def note(self, event: Any) -> Any | None:
        """Does what an event means for the place. Returns what others are to see of it; None for nothing."""
        match event:
            case SceneGrowing():
                if event.path == self.opened.stage.folder:
                    self._surrounds.world.living.set(LivingScene(event.scene, self._rig_of(event.scene, _unsaid)))
                return None
            case SceneReady():
                if event.path == self.opened.stage.folder:
                    self._revise(as_built(self.opened, event.scene))
                    self._show(event.scene)
                    self._live.request(event.path, self.opened.language)
                return None
            case SceneChanged():
                if event.path == self.opened.stage.folder:
                    self._revise(event.opened)
                    self._show(event.scene)
                    log.info("the changed scene was ready after %.0f ms", event.seconds * 1000)
                return None
            case SceneFailed():
                if event.path != self.opened.stage.folder:
                    return None
                self._settle(str(event.error))  # the talk goes on under the bare sky
                return ev.HostNotice(str(event.error))
            case AllShown():
                if event.scene is self._scene:
                    self._settle("")
                return None
            case st.SceneCue():
                self._staging.cue(event)
            case _:
                pass
        return event

    def happen(self, event: Any) -> None:
        """Lets triggers and behaviours know of an event."""
        self._happenings.note(event)

    def _settle(self, problem: str) -> None:
        self.is_settled = True
        self._surrounds.settled(problem)

    def _show(self, scene: Scene) -> None:
        rig = self._rig_of(scene, self._notice)
        points = {thing.id: np.asarray(thing.at, np.float32) for thing in self.opened.place.things}
        problems = dict.fromkeys((*self.opened.notes, *scene.problems))
        for problem in problems:
            if problem not in self._told:
                self._notice(problem)
        self._told = frozenset(problems)
        self._scene = scene
        self.scout.look(self.opened.stage, scene)
        self._staging.show(scene, self.opened.stage)
        self._happenings.enter(self.opened.stage)
        self._surrounds.world.living.set(LivingScene(scene, rig, points))

    def _rig_of(self, scene: Scene, notice: Callable[[str], None]) -> AvatarRig | None:
        if scene.avatar is None or "host" not in scene.placements:
            return None
        try:
            rig = rig_of_scene_host(scene.avatar, scene.nodes, scene.placements["host"])
        except UserError as error:
            notice(f"The host cannot move: {error}")
            return None
        for words in licence_notices(rig.meta):
            notice(words)
        return rig

    def _revise(self, opened: OpenedPlace) -> None:
        """The same place, changed or known better: the talk goes on in it."""
        before, self.opened = self.opened, opened
        if (before.place, before.persona) != (opened.place, opened.persona):
            self._surrounds.post(PlaceChanged(self._surrounds.as_met(opened.persona), opened.place))
            # What is known goes by where things stand.
            self._knowledge.request(opened)

    def _play_ambience(self) -> None:
        played: OpenedPlace | None = None
        while played is not self.opened:  # the visitor may have gone on while a file was read
            played = self.opened
            problem = play_ambience(self._surrounds.speaker, played.stage, self._surrounds.sound.ambience)
            self._surrounds.sound.enter(played.stage)
            if problem:
                self._notice(problem)

    def _notice(self, text: str) -> None:
        self._surrounds.tell(ev.HostNotice(text))


def _unsaid(_text: str) -> None:
    """What is said of a whole scene is not said of a part of it before."""


def foyer_of(stage: Stage) -> Scene:
    """A foyer under the sky of a place, which can be shown before anything is loaded."""
    return foyer_scene(environment_of(stage), stage.spawn.at, math.radians(stage.spawn.yaw_deg))
