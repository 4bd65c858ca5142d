"""The real voice's mouth against phones aligned by somebody else; controls must fail."""

from __future__ import annotations

from importlib.util import find_spec

import numpy as np
import pytest

from tests.conftest import Need
from tests.installed_models import VOICE, installed
from vr_app.audio.phone_alignment import PhoneAligner
from vr_app.kernel.events import PhonemeSpan, Utterance
from vr_app.kernel.ids import TurnId
from vr_app.speech.lip_check import LipScore, judge_lips, loudness_mouth
from vr_app.speech.viseme_track import track_of_phones, viseme_track
from vr_app.speech.visemes import Phone, phones

SENTENCES = (
    "Welcome to the observatory, my friend.",
    "You may look up and move the big blue telescope.",
    "Please put the lamp on the table by the window.",
    "Two women were waiting where the path meets the pool.",
    "Come with me and we will walk over the old bridge.",
)


@pytest.fixture(scope="module")
def spoken(need: Need) -> list[Utterance]:
    path = installed(VOICE)
    need(path, f"vr-app voice add {VOICE}")
    need(find_spec("piper"), "pip install 'piper-tts[alignment]'")
    from piper import PiperVoice

    voice = PiperVoice.load(str(path), include_alignments=True)
    found = []
    for text in SENTENCES:
        (chunk,) = voice.synthesize(text, include_alignments=True)
        spans, position = [], 0
        for alignment in chunk.phoneme_alignments or ():
            end = position + int(alignment.num_samples)
            spans.append(PhonemeSpan("" if alignment.phoneme in "^$_" else alignment.phoneme, position, end))
            position = end
        pcm = chunk.audio_int16_array.tobytes()
        found.append(Utterance(TurnId(1), 0, text, pcm, chunk.sample_rate, tuple(spans)))
    return found


@pytest.mark.model
def test_lips_follow_an_independent_alignment_and_controls_do_not(spoken: list[Utterance]) -> None:
    soxr = pytest.importorskip("soxr")
    aligner = PhoneAligner()
    random = np.random.default_rng(7)
    ours, loud, shuffled = LipScore(), LipScore(), LipScore()
    for utterance in spoken:
        pcm = np.frombuffer(utterance.pcm, "<i2")
        heard = soxr.resample(pcm.astype(np.float32), utterance.sample_rate_hz, aligner.sample_rate_hz)
        aligned = aligner.align(heard.astype(np.int16), utterance.text)
        assert len(aligned) > 10
        sounds = phones(utterance.phonemes, utterance.sample_rate_hz)
        order = random.permutation(len(sounds))
        mixed = [Phone(s.symbol, sounds[i].viseme, s.start_s, s.end_s) for s, i in zip(sounds, order, strict=True)]
        ours += judge_lips(viseme_track(utterance).sample, aligned)
        loud += judge_lips(loudness_mouth(pcm, utterance.sample_rate_hz), aligned)
        shuffled += judge_lips(track_of_phones(mixed, utterance.duration_s).sample, aligned)
    assert ours.closing >= 15
    assert ours.rounding >= 10
    assert ours.passed, ours
    assert not loud.passed
    assert not shuffled.passed
