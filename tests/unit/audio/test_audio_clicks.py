"""No click where sound begins, stops, is held, loops or goes to another device: the largest jump between samples."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from vr_app.audio.ambience import Bed, seamless
from vr_app.audio.playout import Segment
from vr_app.audio.sound_pose import SoundPose
from vr_app.audio.spatial import SpatialMixer
from vr_app.audio.speaker import DeviceSpeaker
from vr_app.kernel.events import Utterance
from vr_app.kernel.ids import TurnId

RATE = 48_000
BLOCK = 480
VOICE_HZ, WIND_HZ = 220.0, 90.0
REPLY_S = 2.0


class Room:
    """All that leaves a loudspeaker, block by block, without the device."""

    def __init__(self, *, space: bool = False) -> None:
        self.speaker = DeviceSpeaker(lambda event: None)
        self.speaker._share = 1.0
        self.blocks: list[np.ndarray] = []
        self.mixer: SpatialMixer | None = None
        if space:
            head = np.eye(4, dtype=np.float32)
            self.mixer = SpatialMixer(RATE, lambda: SoundPose(head, (1.0, 0.0, -1.0)))
            self.speaker.output.space = self.mixer

    def say(self, seconds: float = REPLY_S, index: int = 0) -> None:
        count = round(seconds * RATE)
        sound = (0.3 * np.sin(2 * np.pi * VOICE_HZ * np.arange(count) / RATE)).astype(np.float32)
        sound *= np.minimum(1.0, np.minimum(np.arange(count), np.arange(count)[::-1]) / (0.01 * RATE))
        utterance = Utterance(TurnId(1), index, "x", bytes(2 * count), RATE, ())
        self.speaker._playout.enqueue(Segment(utterance, sound.astype(np.float32), self.speaker._playout.epoch))

    def wind(self, seconds: float = 0.9) -> None:
        tone = 0.3 * np.sin(2 * np.pi * WIND_HZ * np.arange(round(seconds * RATE)) / RATE + 1.0)
        looped = seamless(np.repeat(tone.astype(np.float32)[:, None], 2, axis=1), RATE)
        self.speaker.bed = Bed(looped, RATE, 1.0)

    def listen(self, seconds: float) -> None:
        for _ in range(round(seconds * RATE) // BLOCK):
            out = np.zeros((BLOCK, 2), np.float32)
            self.speaker._render_block(out, 0.0)
            self.speaker._fade(out)
            self.blocks.append(out)

    def jump(self) -> float:
        """The largest step between two samples, beside the steepest that voice and wind have at full level."""
        if self.mixer is not None:
            self.mixer.close()
        heard = np.concatenate(self.blocks)
        assert np.abs(heard).max() > 0.05
        steepest = 2 * np.pi * (VOICE_HZ * 0.3 + WIND_HZ * 0.3) / RATE
        return float(np.abs(np.diff(heard, axis=0)).max()) / steepest


def reply_begins_and_ends(room: Room) -> None:
    room.say(0.5)
    room.listen(0.8)


def stopped_in_the_middle(room: Room) -> None:
    room.say()
    room.listen(0.63)
    room.speaker._playout.stop()
    room.listen(0.3)


def held_and_goes_on(room: Room) -> None:
    room.say()
    room.listen(0.63)
    room.speaker._playout.hold()
    room.listen(0.3)
    room.speaker._playout.resume()
    room.listen(0.4)


def over_the_seam(room: Room) -> None:
    room.wind()
    room.listen(3.0)
    room.say(0.4)
    room.listen(1.5)


def from_one_place_to_the_next(room: Room) -> None:
    room.wind()
    room.listen(2.0)
    room.speaker.bed = None
    room.listen(0.8)


def another_device(room: Room) -> None:
    room.wind()
    room.listen(2.0)
    room.blocks.append(np.zeros((BLOCK, 2), np.float32) + room.blocks[-1][-1] * np.linspace(1, 0, BLOCK)[:, None])
    room.speaker._share = 0.0  # as a stream is opened
    room.listen(0.5)


def closed(room: Room) -> None:
    room.wind()
    room.listen(2.0)
    room.speaker._leaving = True
    room.listen(0.1)
    room.blocks.append(np.zeros((BLOCK, 2), np.float32))


@pytest.mark.parametrize(
    "happens",
    [
        reply_begins_and_ends,
        stopped_in_the_middle,
        held_and_goes_on,
        over_the_seam,
        from_one_place_to_the_next,
        another_device,
        closed,
    ],
)
@pytest.mark.parametrize("space", [False, True], ids=["stereo", "binaural"])
def test_no_step_is_steeper_than_the_sound_itself(happens: Callable[[Room], None], space: bool) -> None:
    room = Room(space=space)
    happens(room)
    assert room.jump() < (2.2 if space else 1.3)  # the nearer ear hears louder


def test_a_cut_without_a_fade_would_be_noticed() -> None:
    room = Room()
    room.say()
    room.listen(0.631)
    room.speaker._playout._fade = np.ones(1, np.float32)
    room.speaker._playout.stop()
    room.listen(0.2)
    assert room.jump() > 2.0


def test_a_device_begins_at_nothing_and_never_mid_sound() -> None:
    room = Room()
    room.speaker._share = 0.0
    room.wind()
    assert room.speaker.bed is not None
    room.speaker.bed._level = 1.0  # as it was on the device before
    times: Any = SimpleNamespace(outputBufferDacTime=1.0, currentTime=0.97)
    room.speaker._running = True
    out = np.zeros((BLOCK, 2), np.float32)
    room.speaker._callback(out, BLOCK, times, None)
    assert out[0, 0] == 0.0
    assert np.abs(out[-50:]).max() > 0.05
    assert np.abs(out[:48]).max() < 0.15 * np.abs(out).max()
