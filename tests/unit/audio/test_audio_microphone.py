"""The microphone: sound with its time, and plain words when it comes or goes."""

from __future__ import annotations

import os
import queue
import time
from pathlib import Path

import numpy as np
import pytest
import soundfile

from tests.fakes.sound_server import SoundServer
from vr_app.audio.capture_wire import SAMPLE_RATE_HZ, CapturedBlock
from vr_app.audio.echo_reference import EchoReference
from vr_app.audio.microphone import Microphone
from vr_app.audio.recorded_microphone import RecordedMicrophone
from vr_app.audio.sound_file import read_sound
from vr_app.kernel.errors import UserError


def tone(seconds: float, hz: float = 440.0) -> np.ndarray:
    return (0.3 * np.sin(2 * np.pi * hz * np.arange(int(seconds * SAMPLE_RATE_HZ)) / SAMPLE_RATE_HZ)).astype(np.float32)


def likeness(heard: np.ndarray, said: np.ndarray) -> float:
    return float(np.abs(np.correlate(heard, said)).max()) if len(heard) >= len(said) else 0.0


class Heard:
    """Takes blocks and what is told of the device."""

    def __init__(self) -> None:
        self.blocks: list[CapturedBlock] = []
        self.told: queue.SimpleQueue[tuple[str, str]] = queue.SimpleQueue()

    def device(self, name: str, problem: str) -> None:
        self.told.put((name, problem))

    @property
    def samples(self) -> np.ndarray:
        pcm = b"".join(block.pcm for block in list(self.blocks))
        return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768.0


@pytest.mark.sound
def test_what_is_said_arrives_and_a_lost_sound_server_is_told_and_found_again(
    server: SoundServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard = Heard()
    microphone = Microphone(heard.blocks.append, heard.device)
    microphone.open()
    try:
        name, problem = heard.told.get(timeout=20)
        assert name and not problem
        said = tone(0.6)
        server.speak(said)
        deadline_s = time.monotonic() + 5
        needed = 0.9 * float(np.sum(said[:4000] ** 2))
        while (match := likeness(heard.samples, said[:4000])) < needed and time.monotonic() < deadline_s:
            time.sleep(0.05)
        assert match > needed
        gaps_s = np.diff([block.at_s for block in heard.blocks])
        assert np.median(gaps_s) < 0.08
        server.close()
        lost_s = time.monotonic()
        name, problem = heard.told.get(timeout=20)
        assert not name and "microphone" in problem.lower()
        assert time.monotonic() - lost_s < 5.0
        again = SoundServer()
        try:
            for key, value in again.environment.items():
                os.environ[key] = value
            while not name:
                name, problem = heard.told.get(timeout=20)
        finally:
            microphone.close()
            again.close()
    finally:
        microphone.close()


@pytest.mark.sound
def test_no_microphone_is_told_in_plain_words(monkeypatch: pytest.MonkeyPatch) -> None:
    heard = Heard()
    microphone = Microphone(heard.blocks.append, heard.device, "a microphone that nobody has")
    microphone.open()
    try:
        name, problem = heard.told.get(timeout=20)
    finally:
        microphone.close()
    assert name == "" and problem
    assert "Traceback" not in problem and "Pa" not in problem.split()


def test_recordings_are_heard_in_real_time() -> None:
    heard = Heard()
    microphone = RecordedMicrophone(heard.blocks.append, heard.device)
    microphone.open()
    try:
        begun_s = microphone.play(tone(0.3))
        assert microphone.wait(5.0)
        assert heard.told.get(timeout=5)[0]
    finally:
        microphone.close()
    loud = [block for block in heard.blocks if np.abs(np.frombuffer(block.pcm, "<i2")).max() > 3000]
    assert 0.25 <= sum(len(block.pcm) for block in loud) / 32_000 <= 0.36
    assert loud[0].at_s == pytest.approx(begun_s + 0.02, abs=0.02)


def test_the_echo_reference_follows_the_microphones_clock() -> None:
    reference = EchoReference(48_000)
    sound = np.interp(np.arange(48_000) / 3, np.arange(16_000), tone(1.0, 300.0)).astype(np.float32)
    for start in range(0, 48_000, 960):
        reference.played(np.repeat(sound[start : start + 960, None], 2, axis=1), 100.0 + start / 48_000)
    parts = [reference.until(100.3 + step * 0.02, 320) for step in range(1, 26)]
    got = np.concatenate(parts).astype(np.float32) / 32768.0
    match = np.correlate(tone(1.0, 300.0), got[1600:4800])
    assert match.max() > 0.98 * float(np.sum(got[1600:4800] ** 2))
    assert not reference.until(90.0, 320).any()


def write(path: Path, samples: np.ndarray, rate_hz: int, subtype: str) -> Path:
    soundfile.write(path, samples, rate_hz, subtype=subtype)
    return path


@pytest.mark.parametrize(
    ("channels", "rate_hz", "subtype"),
    [(1, 8000, "PCM_U8"), (2, 44100, "PCM_24"), (6, 48000, "FLOAT"), (1, 96000, "DOUBLE")],
)
def test_recordings_of_all_kinds_are_read(tmp_path: Path, channels: int, rate_hz: int, subtype: str) -> None:
    one = 0.5 * np.sin(2 * np.pi * 200 * np.arange(rate_hz) / rate_hz)
    samples = read_sound(write(tmp_path / "a.wav", np.repeat(one[:, None], channels, axis=1), rate_hz, subtype))
    assert len(samples) == pytest.approx(16_000, abs=20)
    assert float(np.sqrt(np.mean(samples[1000:-1000] ** 2))) == pytest.approx(0.354, abs=0.02)


@pytest.mark.parametrize("damage", ["cut", "rate 0", "rate 4 GHz", "no sound at all", "empty", "missing"])
def test_a_broken_recording_is_named(tmp_path: Path, damage: str) -> None:
    path = write(tmp_path / "broken.wav", np.zeros(8000), 16_000, "PCM_16")
    data = bytearray(path.read_bytes())
    if damage == "cut":
        data = data[:30]
    elif damage.startswith("rate"):
        data[24:28] = (0 if damage == "rate 0" else 0xFFFFFFFF).to_bytes(4, "little")
    elif damage == "no sound at all":
        data = bytearray(b"this is a letter, not a recording" * 20)
    elif damage == "empty":
        data = bytearray()
    path.write_bytes(data)
    if damage == "missing":
        path.unlink()
    with pytest.raises(UserError) as raised:
        read_sound(path)
    assert "broken.wav" in str(raised.value)
