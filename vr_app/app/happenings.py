"""Lets the triggers and behaviours of a scene happen: looks a few times a second where the visitor is."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Collection, Mapping

from vr_app.app.sound_space import SoundSpace
from vr_app.app.world import World
from vr_app.host.place.scene_brief import Viewpoint
from vr_app.kernel import story_events as st
from vr_app.kernel.ids import TurnId
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Post
from vr_app.scene.stage import Stage
from vr_app.scene.stage_life import Sound, Trigger
from vr_app.scene.thing_motion import Opened
from vr_app.scene.triggers import TriggerWatch

log = logging.getLogger(__name__)

LOOK_EVERY_S = 0.15
_NO = ("", "0", "0.0", "false")


class Happenings:
    """One visit's. `enter` and `note` on the host thread.

    Args:
        post: takes what follows from a trigger.
        viewpoint: where the visitor is.
        carried: ids of what is in a hand.
        opened: the cell that the frame thread reads.
        play: plays a sound of the stage.
        tune: takes how loud the place's own sound is to be, 1 as it was made.

    Attributes:
        opened: what has been clicked open, for the frame thread.
    """

    def __init__(
        self,
        post: Post,
        viewpoint: Callable[[], Viewpoint],
        carried: Callable[[], Collection[str]],
        opened: Latest[Opened],
        play: Callable[[Stage, Sound], None] = lambda stage, sound: None,
        tune: Callable[[float], None] = lambda share: None,
    ) -> None:
        self.opened = opened
        self._play = play
        self._tune = tune
        self._post = post
        self._viewpoint = viewpoint
        self._carried = carried
        self._stage: Stage | None = None
        self._watch: TriggerWatch | None = None
        self._picked: set[str] = set()
        self._shown: Mapping[str, bool] = {}
        self._guard = threading.Lock()
        self._closed = threading.Event()
        self._thread = threading.Thread(target=self._work, name="happenings", daemon=True)

    def enter(self, stage: Stage) -> None:
        """The scene is there, or was changed; in a changed one what has come off stays so."""
        with self._guard:
            before, self._stage = self._stage, stage
            if before is None or before.folder != stage.folder:
                self.opened.set({})
                self._shown = {}
            if before is None or before.folder != stage.folder or before.triggers != stage.triggers:
                self._watch = TriggerWatch(stage) if stage.triggers else None
        self._appear({})
        if self._thread.ident is None and stage.triggers:
            self._thread.start()

    def note(self, event: object) -> None:
        """What the visitor clicks, and what the story remembers."""
        if isinstance(event, st.ThingPicked):
            with self._guard:
                self._picked.add(event.id)
            if self._opens(event.id):
                is_open = self.opened.get().get(event.id, (False, 0.0))[0]
                self.opened.set({**self.opened.get(), event.id: (not is_open, time.monotonic())})
        elif isinstance(event, st.SceneCue) and event.name == "sound":
            threading.Thread(target=self._sound, args=(str(event.arguments[0]),), name="sound", daemon=True).start()
        elif isinstance(event, st.SceneCue) and event.name == "music":
            self._tune(float(event.arguments[0]))
        elif isinstance(event, st.StoryVariables):
            self._appear(dict(event.values))

    def close(self) -> None:
        """Ends looking."""
        self._closed.set()
        if self._thread.ident is not None:
            self._thread.join()

    def _opens(self, id_: str) -> bool:
        names = (id_, id_.rpartition("-")[0])
        behaviours = self._stage.behaviours if self._stage is not None else ()
        return any(behaviour.kind == "open" and behaviour.thing in names for behaviour in behaviours)

    def _sound(self, id_: str) -> None:
        """A sound of the stage, by its id."""
        stage = self._stage
        sound = next((sound for sound in stage.sounds if sound.id == id_), None) if stage is not None else None
        if stage is None or sound is None:
            return
        self._play(stage, sound)

    def _work(self) -> None:
        while not self._closed.wait(LOOK_EVERY_S):
            with self._guard:
                watch, picked = self._watch, frozenset(self._picked)
                self._picked.clear()
            if watch is None:
                continue
            view = self._viewpoint()
            taken = picked | frozenset(self._carried())
            for trigger in watch.step(time.monotonic(), view.at, view.yaw_deg, pointed=view.pointed, taken=taken):
                log.info("the trigger %s comes off", trigger.id)
                for event in effects(trigger):
                    self._post(event)

    def _appear(self, values: Mapping[str, str]) -> None:
        """Shows and hides what waits for the story's variables."""
        stage = self._stage
        for behaviour in stage.behaviours if stage is not None else ():
            if behaviour.kind != "appear":
                continue
            value = values.get(behaviour.variable, "")
            there = value == behaviour.equals if behaviour.equals else value.lower() not in _NO
            ids = [t.id for t in stage.things if behaviour.thing in (t.id, t.id.rpartition("-")[0])] if stage else []
            for id_ in ids:
                if self._shown.get(id_) is not there:
                    self._shown = {**self._shown, id_: there}
                    self._post(st.SceneCue("show" if there else "hide", (id_,), TurnId(0)))


def happenings_of(post: Post, world: World, sound: SoundSpace) -> Happenings:
    """Those of a visit."""

    def carried() -> Collection[str]:
        presence = world.presence.get()
        return tuple(presence.carried) if presence is not None else ()

    return Happenings(post, world.viewpoint.get, carried, world.opened, sound.play, sound.tune)


def effects(trigger: Trigger) -> list[object]:
    """What follows from a trigger, as events."""
    turn = TurnId(0)
    found: list[object] = [st.SceneCue("show", (id_,), turn) for id_ in trigger.show]
    found += [st.SceneCue("hide", (id_,), turn) for id_ in trigger.hide]
    if trigger.light:
        found.append(st.SceneCue("light", (trigger.light, trigger.level), turn))
    if trigger.sound:
        found.append(st.SceneCue("sound", (trigger.sound,), turn))
    if trigger.mark:
        found.append(st.SceneCue("mark", (trigger.mark,), turn))
    if trigger.story:
        found.append(st.StoryDiverted(trigger.story))
    return found
