"""One suite for every voice door: the fake, Piper and Coqui (a Piper voice converted)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jiwer
import numpy as np
import pytest

from tests.conftest import Need
from tests.fakes.fake_synthesizer import FakeSynthesizer
from tests.installed_models import RECOGNIZER, installed
from vr_app.inference.config import VoiceConfig
from vr_app.kernel.events import Utterance
from vr_app.kernel.ports import Synthesizer

SENTENCES = (
    "Welcome to the old observatory.",
    "The brass telescope points at the evening star.",
    "Would you like to walk along the terrace with me?",
)


def never() -> bool:
    return False


@pytest.fixture(scope="session")
def converted_voice(default_voice: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The default voice as a Coqui VITS checkpoint."""
    from vr_app.inference.piper_to_coqui import convert

    return convert(default_voice, tmp_path_factory.mktemp("voice") / "joe")


@pytest.fixture(
    scope="module",
    params=[
        "fake",
        pytest.param("piper", marks=pytest.mark.model),
        pytest.param("coqui", marks=[pytest.mark.model, pytest.mark.torch]),
    ],
)
def voice(request: pytest.FixtureRequest) -> Iterator[Synthesizer]:
    if request.param == "fake":
        yield FakeSynthesizer()
        return
    if request.param == "piper":
        from vr_app.inference.piper_program import PiperSynthesizer

        opened: Synthesizer = PiperSynthesizer(VoiceConfig(path=str(request.getfixturevalue("default_voice"))))
    else:
        from vr_app.inference.coqui_program import open_voice

        opened = open_voice(VoiceConfig(path=str(request.getfixturevalue("converted_voice")), device="cpu"))
    yield opened
    opened.close()


def speak(voice: Synthesizer, text: str, speed: float = 1.0) -> Utterance:
    spoken = voice.synthesize(text, speed=speed, cancelled=never)
    assert spoken is not None
    return spoken


@pytest.mark.parametrize(
    "text", [*SENTENCES, "One. Two! Three?", "Dr. O'Neill paid $3.50 at 10:45.", "Ünïcödé 漢字 🦊 ok"]
)
def test_phonemes_cover_the_sound_exactly(voice: Synthesizer, text: str):
    spoken = speak(voice, text)
    assert spoken.text == text
    assert spoken.sample_rate_hz == voice.sample_rate_hz
    assert spoken.phonemes[0].start_sample == 0
    assert spoken.phonemes[-1].end_sample == spoken.sample_count
    for before, after in zip(spoken.phonemes, spoken.phonemes[1:], strict=False):
        assert before.end_sample == after.start_sample
        assert before.start_sample < before.end_sample
    named = [span for span in spoken.phonemes if span.phoneme.strip()]
    assert len(named) >= 5
    assert sum(span.end_sample - span.start_sample for span in named) > 0.4 * spoken.sample_count


@pytest.mark.parametrize("text", ["", "   ", "...", "🦊", "\x00"])
def test_text_without_words_is_a_short_sound(voice: Synthesizer, text: str):
    spoken = speak(voice, text)
    assert 0 < spoken.duration_s < 2.0
    assert spoken.phonemes[-1].end_sample == spoken.sample_count


def test_speed_changes_the_length(voice: Synthesizer):
    slow, fast = (speak(voice, SENTENCES[1], speed).duration_s for speed in (0.8, 1.5))
    assert slow > 1.3 * fast


def test_a_cancelled_sentence_is_not_spoken(voice: Synthesizer):
    assert voice.synthesize(SENTENCES[0], speed=1.0, cancelled=lambda: True) is None
    assert speak(voice, SENTENCES[0]).duration_s > 0.5


def test_the_sound_is_neither_silent_nor_clipped(voice: Synthesizer):
    samples = np.frombuffer(speak(voice, SENTENCES[2]).pcm, "<i2").astype(np.float64)
    assert np.sqrt((samples**2).mean()) > 500
    assert (np.abs(samples) >= 32767).mean() < 0.001


def test_silence_is_where_the_phonemes_say_so(voice: Synthesizer):
    spoken = speak(voice, SENTENCES[0])
    samples = np.frombuffer(spoken.pcm, "<i2").astype(np.float64)
    last = spoken.phonemes[-1]
    if last.phoneme == "":
        middle = samples[(last.start_sample + last.end_sample) // 2 : last.end_sample]
        assert np.sqrt((middle**2).mean()) < 0.2 * np.sqrt((samples**2).mean())


@pytest.mark.model
def test_a_recogniser_understands_the_voice(voice: Synthesizer, need: Need):
    if isinstance(voice, FakeSynthesizer):
        pytest.skip("the fake hums")
    from vr_app.inference.recognizer import Recognizer, resampled

    folder = installed(RECOGNIZER)
    need(folder, f"`vr-app model add {RECOGNIZER}`")
    assert folder is not None
    recognizer = Recognizer(folder)
    heard = []
    for sentence in SENTENCES:
        spoken = speak(voice, sentence)
        heard.append(_plain(recognizer.transcribe(resampled(spoken.pcm, spoken.sample_rate_hz))))
    assert jiwer.wer([_plain(sentence) for sentence in SENTENCES], heard) <= 0.15


@pytest.mark.model
@pytest.mark.torch
def test_a_converted_voice_is_the_same_voice(default_voice: Path, converted_voice: Path):
    from vr_app.inference.coqui_program import open_voice
    from vr_app.inference.coqui_vits import VitsSynthesizer
    from vr_app.inference.piper_program import PiperSynthesizer

    original = PiperSynthesizer(VoiceConfig(path=str(default_voice)))
    converted = open_voice(VoiceConfig(path=str(converted_voice), device="cpu"))
    assert isinstance(converted, VitsSynthesizer)
    converted.set_noise(0.0, 0.0)
    for sentence in SENTENCES[:2]:
        tokens = original.token_ids(sentence)
        expected, expected_frames = original.waveform(tokens, noise_scale=0.0, duration_noise_scale=0.0)
        got, frames = converted.waveform(tokens)
        assert frames == expected_frames
        error = got[: expected.size].astype(np.float64) - expected
        snr_db = 10 * np.log10((expected.astype(np.float64) ** 2).sum() / (error**2).sum())
        assert snr_db > 90, f"{snr_db:.1f} dB"


def _plain(text: str) -> str:
    return " ".join(re.sub(r"[^a-z' ]", " ", text.lower()).split())
