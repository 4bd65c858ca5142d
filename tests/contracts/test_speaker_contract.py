"""The speaker's promises, kept by the fake, by the one without a device, by the real one on a virtual sound card."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import numpy as np
import pytest

from tests.contracts.speaker_contract import Rig, SpeakerContract, monotonic, sleep, tone
from tests.fakes.fake_speaker import FakeSpeaker
from tests.fakes.sound_server import RATE_HZ, SoundServer
from vr_app.audio.devices import default_output, rescan
from vr_app.audio.null_speaker import NullSpeaker
from vr_app.audio.speaker import DeviceSpeaker
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.events import PlayUtterance, StopPlayback


class TestFakeSpeaker(SpeakerContract):
    @pytest.fixture
    def rig(self) -> Iterator[Rig]:
        rig = Rig(FakeSpeaker, lambda s: s.now_s, lambda s, seconds: s.advance(seconds, seconds))  # type: ignore[attr-defined]
        rig.speaker.open()
        yield rig
        rig.speaker.close()


class TestNullSpeaker(SpeakerContract):
    late_s = 0.3
    tries = 5

    @pytest.fixture
    def rig(self) -> Iterator[Rig]:
        rig = Rig(NullSpeaker, monotonic, sleep)
        assert "No loudspeaker" in rig.speaker.open()
        yield rig
        rig.speaker.close()


@pytest.fixture(scope="module")
def server(need: Callable[[object, str], None]) -> Iterator[SoundServer]:
    need(SoundServer.installed(), "install pulseaudio, pulseaudio-utils, libportaudio2, libasound2-plugins")
    before = dict(os.environ)
    server = SoundServer()
    os.environ.update(server.environment)
    rescan()
    yield server
    server.close()
    for key in server.environment:
        os.environ.pop(key, None)
    os.environ.update(before)
    rescan()


@pytest.mark.sound
class TestDeviceSpeaker(SpeakerContract):
    late_s = 3.0
    tries = 5

    @pytest.fixture
    def rig(self, server: SoundServer) -> Iterator[Rig]:
        rig = Rig(lambda post: DeviceSpeaker(post, required=True), monotonic, sleep)
        assert "Loudspeaker" in rig.speaker.open()
        yield rig
        rig.speaker.close()


@pytest.mark.sound
def test_what_is_sent_is_what_leaves_the_speaker(server: SoundServer, tmp_path: Path) -> None:
    noise = (np.random.default_rng(3).normal(size=48000) * 6000).astype("<i2")
    utterance = tone(1.0)
    utterance = type(utterance)(utterance.turn, 0, "noise", noise.tobytes(), RATE_HZ, ())
    rig = Rig(lambda post: DeviceSpeaker(post, required=True, record_to=tmp_path / "speech.wav"), monotonic, sleep)
    capture = server.capture()
    rig.speaker.open()
    rig.speaker.send(PlayUtterance(utterance))
    rig.until(rig.finished(1))
    rig.until(lambda end=capture.seconds + 0.5: capture.seconds > end)
    rig.speaker.close()
    captured = capture.stop()[:, 0]
    sent = noise.astype(np.float32) / 32768
    # A busy machine may starve the sound server for a moment: most tenths of a second must be perfect.
    parts = [best_correlation(captured, part) for part in np.array_split(sent, 10)]
    assert sum(part > 0.99 for part in parts) >= 7, parts
    import soundfile

    recorded, rate_hz = soundfile.read(tmp_path / "speech.wav", dtype="float32")
    assert rate_hz == RATE_HZ
    start = round(rig.events[0].start_s * RATE_HZ)
    assert np.abs(recorded[start : start + len(sent)] - sent).max() < 1e-3


@pytest.mark.sound
def test_stop_is_silent_within_150_ms(server: SoundServer) -> None:
    rig = Rig(lambda post: DeviceSpeaker(post, required=True), monotonic, sleep)
    capture = server.capture()
    rig.speaker.open()
    rig.speaker.send(PlayUtterance(tone(5.0)))
    rig.until(lambda: bool(rig.events))
    rig.until(lambda before=rig.now_s: rig.now_s > before + 0.5)
    heard_before_s = capture.seconds
    asked_s = time.monotonic()
    rig.speaker.send(StopPlayback())
    rig.until(rig.finished(1))
    rig.until(lambda end=capture.seconds + 0.6: capture.seconds > end)
    rig.speaker.close()
    loud = np.flatnonzero(np.abs(capture.stop()[:, 0]) > 1e-3)
    assert loud[-1] / RATE_HZ - heard_before_s < 0.15
    assert rig.events[-1].interrupted
    assert asked_s < time.monotonic()


@pytest.mark.sound
def test_without_a_sound_server_the_talk_goes_on(server: SoundServer, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PULSE_SERVER", "unix:/nonexistent/virgil")
    rescan()
    try:
        with pytest.raises(DeviceError, match="No loudspeaker"):
            default_output("no such loudspeaker")
        with pytest.raises(DeviceError):
            DeviceSpeaker(lambda event: None, required=True).open()
        rig = Rig(DeviceSpeaker, monotonic, sleep)
        assert "not heard" in rig.speaker.open()
        rig.speaker.send(PlayUtterance(tone(0.2)))
        rig.until(rig.finished(1))
        monkeypatch.setenv("PULSE_SERVER", server.environment["PULSE_SERVER"])
        rig.until(lambda: any("is there" in notice.text for notice in rig.notices))
        rig.speaker.send(PlayUtterance(tone(0.2, index=1)))
        rig.until(rig.finished(2))
        rig.speaker.close()
    finally:
        monkeypatch.undo()
        rescan()


def best_correlation(captured: np.ndarray, sent: np.ndarray) -> float:
    size = 1 << int(np.ceil(np.log2(len(captured) + len(sent))))
    product = np.fft.irfft(np.fft.rfft(captured, size) * np.conj(np.fft.rfft(sent, size)), size)
    start = int(np.argmax(product[: len(captured)]))
    part = captured[start : start + len(sent)]
    return float(np.corrcoef(part, sent[: len(part)])[0, 1])
