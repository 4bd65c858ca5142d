"""The wizard's voice: left, right, and behind, with the real filters of the two ears."""

from __future__ import annotations

import numpy as np

from vr_app.app.listening.voice_sides import SIDES, WORDS, VoiceSides
from vr_app.audio.playout_speaker import PlayoutSpeaker

RATE_HZ, BLOCK = 48_000, 960


def _heard(speaker: PlayoutSpeaker, blocks: int = 20) -> np.ndarray:
    """float32[n, 2] of a steady noise as voice."""
    rng = np.random.default_rng(1)
    found = []
    for _ in range(blocks):
        out = np.zeros((BLOCK, 2), np.float32)
        speaker.output.mix_into(out, (0.2 * rng.standard_normal(BLOCK)).astype(np.float32), 1.0, True)
        found.append(out)
    return np.concatenate(found[blocks // 2 :])


def _treble_share(sound: np.ndarray) -> float:
    power = np.abs(np.fft.rfft(sound[:, 0])) ** 2
    hz = np.fft.rfftfreq(len(sound), 1 / RATE_HZ)
    return float(power[(hz > 4000) & (hz < 10_000)].sum() / power[hz < 4000].sum())


def test_the_voice_goes_left_right_and_behind_and_comes_back() -> None:
    speaker = PlayoutSpeaker(lambda event: None, sample_rate_hz=RATE_HZ)
    sides = VoiceSides(speaker)
    assert set(SIDES) == set(WORDS)
    assert "left" in sides.go("left")
    left = _heard(speaker)
    assert left[:, 0].std() > 0.1 and left[:, 1].std() < 1e-6
    sides.go("right")
    right = _heard(speaker)
    assert right[:, 1].std() > 0.1 and right[:, 0].std() < 1e-6
    assert "behind" in sides.go("behind")
    behind = _heard(speaker)
    assert 0.8 < behind[:, 0].std() / behind[:, 1].std() < 1.25
    sides.back()
    plain = _heard(speaker)
    assert speaker.output.space is None
    assert np.array_equal(plain[:, 0], plain[:, 1])
    # The outer ear lets fewer high tones through from behind.
    assert _treble_share(behind) < 0.8 * _treble_share(plain)
