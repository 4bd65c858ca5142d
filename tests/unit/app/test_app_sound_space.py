"""Which way a visit is heard, and from where its sounds come."""

from __future__ import annotations

import time
import wave
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from vr_app.app.sound_space import SoundSpace, place_of, room_of
from vr_app.audio.ambience import Bed
from vr_app.audio.playout_speaker import PlayoutSpeaker
from vr_app.audio.sound_pose import SoundPose
from vr_app.kernel.settings import SoundSettings
from vr_app.scene.stage import Ambience, Sky, Stage, Thing
from vr_app.scene.stage_life import Sound

RATE = 48000


def wav(path: Path) -> Path:
    tone = (0.4 * np.sin(np.arange(RATE // 2) / 30.0) * 32767).astype("<i2")
    with wave.open(str(path), "wb") as file:
        file.setnchannels(1)
        file.setsampwidth(2)
        file.setframerate(RATE)
        file.writeframes(tone.tobytes())
    return path


def stage_of(**values: Any) -> Stage:
    return Stage(**({"format": 2, "title": "A", "description": "A place."} | values))


@pytest.mark.parametrize(
    ("output", "in_headset", "binaural", "mono"),
    [
        ("auto", True, True, False),
        ("auto", False, False, False),
        ("headphones", False, True, False),
        ("loudspeakers", True, False, False),
        ("stereo", True, None, False),
        ("mono", True, None, True),
    ],
)
def test_the_way_that_is_set_is_the_way_it_is_heard(
    output: str, in_headset: bool, binaural: bool | None, mono: bool
) -> None:
    speaker = PlayoutSpeaker(lambda event: None, sample_rate_hz=RATE)
    told: list[Any] = []
    space = SoundSpace(speaker, SoundPose, told.append)
    space.use(SoundSettings(output=output), in_headset=in_headset)
    space.enter(stage_of(title="Hall", room="hall"))
    mixer = speaker.output.space
    assert (None if mixer is None else mixer.binaural) is binaural
    assert speaker.output.mono is mono
    assert speaker.quick is (in_headset and output in ("auto", "headphones"))
    space.close()
    assert told == [] and speaker.output.space is None


def test_a_looped_sound_is_heard_from_its_thing_and_left_behind_with_the_place(tmp_path: Path) -> None:
    wav(tmp_path / "tick.wav")
    speaker = PlayoutSpeaker(lambda event: None, sample_rate_hz=RATE)
    told: list[Any] = []
    space = SoundSpace(speaker, SoundPose, told.append)
    space.use(SoundSettings(output="headphones"))
    ticking = Sound(id="ticking", file="tick.wav", thing="clock", loop=True)
    space.enter(
        stage_of(title="A", things=(Thing(id="clock", at=(3.0, 0.0, 0.0)),), sounds=(ticking,), folder=tmp_path)
    )
    out = np.zeros((RATE // 5, 2), np.float32)
    speaker._render_block(out, time.monotonic())
    assert np.std(out[:, 1]) > 1.3 * np.std(out[:, 0]) > 0
    space.enter(stage_of(title="B", folder=tmp_path / "b"))
    for _ in range(3):
        out[:] = 0.0
        speaker._render_block(out, time.monotonic())
    assert np.abs(out).max() < 1e-4
    space.play(stage_of(title="B", folder=tmp_path), Sound(id="x", file="missing.wav"))
    assert "missing.wav" in str(told[0])
    space.close()


def test_from_where_and_in_what_room() -> None:
    stage = stage_of(title="A", things=(Thing(id="clock", at=(3.0, 1.0, 2.0)),))
    assert place_of(stage, Sound(id="a", file="a.wav", thing="clock")) == (3.0, 1.5, 2.0)
    assert place_of(stage, Sound(id="a", file="a.wav", at=(1.0, 2.0, 3.0))) == (1.0, 2.0, 3.0)
    assert place_of(stage, Sound(id="a", file="a.wav")) is None
    assert room_of(stage) == "open"
    assert room_of(stage_of(title="A", sky=Sky(kind="interior"))) == "small"
    assert room_of(stage_of(title="A", room="hall")) == "hall"


def test_the_sound_of_a_place_follows_a_mood_within_bounds_until_one_leaves() -> None:
    speaker = PlayoutSpeaker(lambda event: None, sample_rate_hz=RATE)
    speaker.bed = Bed(np.zeros((RATE, 2), np.float32), RATE, 0.5)
    space = SoundSpace(speaker, SoundPose, lambda event: None)
    space.enter(stage_of(ambience=Ambience(file="sea.wav", volume=0.5)))
    for share, volume in ((0.6, 0.3), (0.0, 0.2), (1.0, 0.5)):
        space.tune(share)
        assert speaker.bed.volume == pytest.approx(volume)
    space.tune(0.6)
    space.enter(stage_of(folder=Path("elsewhere"), ambience=Ambience(file="sea.wav", volume=0.5)))
    assert space.ambience == 1.0
    space.close()
