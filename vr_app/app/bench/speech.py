"""`bench speech`: how fast the voice is, whether it is understood, and whether the lips fit the sound."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import Any

import numpy as np

from vr_app.app.bench.figures import figures
from vr_app.app.models import SET_UP, inference_config, recognizer_path
from vr_app.app.timed_speech import synthesize_timed
from vr_app.audio.phone_alignment import PhoneAligner
from vr_app.inference.config import InferenceConfig
from vr_app.inference.recognizer import Recognizer, resampled
from vr_app.kernel.errors import UserError
from vr_app.kernel.events import Utterance
from vr_app.kernel.settings import Settings
from vr_app.speech.lip_check import LipScore, judge_lips, loudness_mouth
from vr_app.speech.viseme_track import phones, track_of_phones, viseme_track
from vr_app.speech.word_errors import word_error_rate

OWN_SENTENCES = (
    "Good evening, and welcome to the terrace above the bay.",
    "The big brass telescope was made by two brothers a long time ago.",
    "Please mind the step by the old wooden door.",
    "Would you like to look at the moon before it goes down?",
    "People come here in summer to watch the boats move out of the harbour.",
    "My favourite place is the bench below the window.",
    "We open the roof when the weather is warm and the wind is low.",
    "Most visitors choose to begin with the stars over the mountain.",
    "You may borrow my map, but bring it back before you go home.",
    "The lamps are lit by hand, one by one, every night.",
    "Put both of your hands on the rail and bend a bit to the left.",
    "I hope you will come and see us soon, perhaps in the snow.",
)


def bench_speech(settings: Settings, sentences: Sequence[str] | None) -> dict[str, Any]:
    """Speaks every sentence, times it, hears it back and holds the lips against aligned phones.

    Raises: UserError without a voice or a recogniser.
    """
    config = inference_config(settings)
    folder = recognizer_path()
    if config.voice is None or folder is None:
        raise UserError("No voice or no recogniser is installed", remedy=SET_UP, exit_code=3)
    texts = list(sentences or OWN_SENTENCES)
    spoken = synthesize_timed(InferenceConfig(None, config.voice, config.log_dir), texts, settings.voice.speed)
    recognizer = Recognizer(folder)
    errors = words = 0
    for utterance, _ in spoken:
        heard = recognizer.transcribe(resampled(utterance.pcm, utterance.sample_rate_hz))
        wrong, count = word_error_rate(utterance.text, heard)
        errors, words = errors + wrong, words + count
    return {
        "voice": config.voice.name,
        "sentences": len(spoken),
        "real_time_factor": figures([seconds / utterance.duration_s for utterance, seconds in spoken]),
        "seconds_per_sentence": figures([seconds for _, seconds in spoken]),
        "word_error_rate": round(errors / max(words, 1), 4),
        "lips": lips([utterance for utterance, _ in spoken]),
    }


def lips(utterances: Sequence[Utterance]) -> dict[str, Any]:
    """The lips of the utterances against phones that pocketsphinx aligned, beside two controls that must fail."""
    aligner = PhoneAligner()
    shuffler = random.Random(7)
    ours, loud, shuffled = LipScore(), LipScore(), LipScore()
    used = 0
    for utterance in utterances:
        pcm = (resampled(utterance.pcm, utterance.sample_rate_hz) * 32767).astype(np.int16)
        aligned = aligner.align(pcm, utterance.text)
        if not aligned:
            continue
        used += 1
        ours += judge_lips(viseme_track(utterance).sample, aligned)
        original = np.frombuffer(utterance.pcm, "<i2")
        loud += judge_lips(loudness_mouth(original, utterance.sample_rate_hz), aligned)
        sounds = phones(utterance.phonemes, utterance.sample_rate_hz)
        others = shuffler.sample(sounds, len(sounds))
        mixed = [replace(here, viseme=other.viseme) for here, other in zip(sounds, others, strict=True)]
        shuffled += judge_lips(track_of_phones(mixed, utterance.duration_s).sample, aligned)
    return {
        "sentences": used,
        "ours": _score(ours),
        "control_loudness": _score(loud),
        "control_shuffled": _score(shuffled),
    }


def _score(score: LipScore) -> dict[str, Any]:
    return asdict(score) | {
        "closed_share": round(score.closed_share, 3),
        "rounded_share": round(score.rounded_share, 3),
        "opened_share": round(score.opened_share, 3),
        "passed": score.passed,
    }
