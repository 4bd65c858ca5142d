"""Where a visit is heard: chooses between headphones, loudspeakers, plain stereo and mono, and places the sounds."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any, cast

import numpy as np

from vr_app.app.wiring import play_once
from vr_app.audio.ambience import read_stereo, seamless
from vr_app.audio.sound_pose import Point, SoundPose
from vr_app.audio.spatial import PointSound, Room, SpatialMixer
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.events import HostNotice
from vr_app.kernel.ports import Post
from vr_app.kernel.resources import resource_path
from vr_app.kernel.settings import SoundSettings
from vr_app.scene.stage import Stage
from vr_app.scene.stage_life import Sound

log = logging.getLogger(__name__)

_SOFTEST, _LOUDEST = 0.4, 1.3
"""How far the loudness of a place may follow a mood."""


class SoundSpace:
    """One visit's. Reads files and may take a while: not for a callback or a frame.

    Args:
        speaker: a `PlayoutSpeaker`: what is heard by.
        pose: where head and mouth are now; any thread.
        tell: takes a `HostNotice` where something cannot be heard.
    """

    def __init__(self, speaker: Any, pose: Callable[[], SoundPose], tell: Post) -> None:
        self._speaker = speaker
        self._pose = pose
        self._tell = tell
        self._settings = SoundSettings()
        self._in_headset = False
        self._mood = 1.0
        self._stage: Stage | None = None
        self._made: tuple[str, str] | None = None
        self._told = ""
        self._old: list[SpatialMixer] = []
        self._guard = threading.Lock()
        self._closed = False

    @property
    def ambience(self) -> float:
        """Share of its loudness that the sound of a place has."""
        return self._settings.ambience * self._mood

    def use(self, settings: SoundSettings, in_headset: bool | None = None) -> None:
        """What the person has set; any thread."""
        self._settings = settings
        if in_headset is not None:
            self._in_headset = in_headset
        self._speaker.output.mono = settings.output == "mono"
        self._speaker.quick = self._in_headset and settings.output in ("auto", "headphones")
        stage, bed = self._stage, self._speaker.bed
        if stage is not None and stage.ambience is not None and bed is not None:
            bed.volume = stage.ambience.volume * self.ambience
        threading.Thread(target=self._settle, name="sound space", daemon=True).start()

    def tune(self, share: float) -> None:
        """How loud the place's own sound is for how the visitor seems to feel: 1 as it was made."""
        self._mood = min(max(share, _SOFTEST), _LOUDEST)
        stage, bed = self._stage, self._speaker.bed
        if stage is not None and stage.ambience is not None and bed is not None:
            bed.volume = stage.ambience.volume * self.ambience

    def enter(self, stage: Stage) -> None:
        """Another place, or the same one changed: how it answers sounds, and what sounds there all the time."""
        before, self._stage = self._stage, stage
        if before is None or before.folder != stage.folder:
            self._mood = 1.0
        if before is None or (before.room, before.sounds, before.folder) != (stage.room, stage.sounds, stage.folder):
            self._settle(anew=True)

    def play(self, stage: Stage, sound: Sound) -> None:
        """Plays one of the stage's sounds, from its place where it has one."""
        path = stage.asset_path(sound.file, resource_path("assets"))
        space = self._speaker.output.space
        if space is None:
            if not sound.loop and (problem := play_once(self._speaker, path, sound.volume)):
                self._tell(HostNotice(problem))
            return
        try:
            space.play(self._read(path, stage, sound, space.sample_rate_hz))
        except UserError as error:
            self._tell(HostNotice(str(error)))

    def close(self) -> None:
        """After the loudspeaker was closed."""
        with self._guard:
            self._closed = True
            space, self._speaker.output.space = self._speaker.output.space, None
            for mixer in (*self._old, *((space,) if space is not None else ())):
                mixer.close()
            self._old.clear()

    def _settle(self, *, anew: bool = False) -> None:
        """Makes the mixer that is wanted now, and lets the one before fade out."""
        with self._guard:
            if self._closed:
                return
            stage, output = self._stage, self._speaker.output
            room = room_of(stage) if stage is not None and self._settings.room else "open"
            way = self._settings.output
            if way == "auto":
                way = "headphones" if self._in_headset else "loudspeakers"
            wanted = (way, room)
            if wanted == self._made and not anew:
                return
            self._made, before = wanted, output.space
            output.space = self._mixer(way, room) if way in ("headphones", "loudspeakers") else None
            gone = [mixer for mixer in self._old if not output.uses(mixer)]
            for mixer in gone:
                self._old.remove(mixer)
                mixer.close()
            if before is not None:
                self._old.append(before)
            sounding = [sound for sound in stage.sounds if sound.loop] if stage is not None else []
        for sound in sounding:
            assert stage is not None
            self.play(stage, sound)

    def _mixer(self, way: str, room: str) -> SpatialMixer | None:
        output = "headphones" if way == "headphones" else "loudspeakers"
        try:
            return SpatialMixer(self._speaker.sample_rate_hz, self._pose, output, cast(Room, room))
        except (UserError, DeviceError) as error:
            if str(error) != self._told:
                self._told = str(error)
                log.info("%s", error)
                self._tell(HostNotice(str(error)))
            return None

    def _read(self, path: Path, stage: Stage, sound: Sound, rate_hz: int) -> PointSound:
        samples = read_stereo(path, rate_hz)
        if sound.loop:
            samples = seamless(samples, rate_hz)
        mono = np.ascontiguousarray(samples.mean(axis=1), np.float32)
        return PointSound(sound.id, mono, place_of(stage, sound), sound.volume, sound.loop)


def room_of(stage: Stage) -> str:
    """How a place answers a sound."""
    if stage.room != "auto":
        return stage.room
    return "small" if stage.sky.kind == "interior" else "open"


def place_of(stage: Stage, sound: Sound) -> Point | None:
    """Where a sound of the stage is heard from: its thing, its own point, or nowhere in particular."""
    thing = next((thing for thing in stage.things if sound.thing and thing.id == sound.thing), None)
    if thing is not None:
        x, y, z = thing.at
        return (float(x), float(y) + THING_MIDDLE_M, float(z))
    return sound.at if any(sound.at) else None


THING_MIDDLE_M = 0.5
"""How far above a thing's lowest point its sound is."""
