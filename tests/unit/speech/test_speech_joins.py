"""Pieces of a reply put together: their text, and the silence between their sounds."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from vr_app.kernel.events import PhonemeSpan, Utterance
from vr_app.kernel.ids import TurnId
from vr_app.speech.joins import LEAD_S, joined, pause_s, with_pauses

RATE_HZ = 1000


def tone(text: str, lead: int, sound: int, tail: int, index: int = 1) -> Utterance:
    wave = np.zeros(lead + sound + tail)
    wave[lead : lead + sound] = 8000 * np.cos(np.arange(sound))
    spans = (("", lead), ("a", sound), ("", tail))
    starts = np.cumsum([0, lead, sound])
    phonemes = tuple(
        PhonemeSpan(p, int(at), int(at) + length) for (p, length), at in zip(spans, starts, strict=True) if length
    )
    return Utterance(TurnId(1), index, text, wave.astype("<i2").tobytes(), RATE_HZ, phonemes)


def silences_s(utterance: Utterance) -> tuple[float, float]:
    samples = np.abs(np.frombuffer(utterance.pcm, "<i2").astype(int))
    loud = np.flatnonzero(samples > 500)
    return loud[0] / RATE_HZ, (samples.size - 1 - loud[-1]) / RATE_HZ


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["The bay is calm.", "It is dusk."], "The bay is calm. It is dusk."),
        (["你好。", "这里很安静！"], "你好。这里很安静！"),
        (["你好。", "Welcome."], "你好。 Welcome."),
        ([], ""),
    ],
)
def test_text_is_joined_as_its_script_is_written(pieces: list[str], text: str) -> None:
    assert joined(pieces) == text


@pytest.mark.parametrize("lead", [0, 30, 300])
@pytest.mark.parametrize("tail", [0, 40, 700])
@pytest.mark.parametrize("text", ["You can see the bay", "You can see the bay,", 'He said "stop."', "看见大海。"])
def test_the_silence_around_a_piece_is_that_of_its_mark(text: str, lead: int, tail: int) -> None:
    before, after = silences_s(with_pauses(tone(text, lead, 400, tail)))
    assert before <= LEAD_S + 0.04
    assert after == pytest.approx(pause_s(text), abs=0.045)


def test_a_sentence_has_a_longer_pause_than_a_clause_and_an_open_end_none() -> None:
    assert pause_s("in the floor.") > pause_s("in the floor,") > 3 * pause_s("in the floor")


def test_the_first_piece_keeps_its_beginning_and_the_phonemes_stay_with_the_sound() -> None:
    first = with_pauses(tone("Yes,", 90, 400, 300, index=0))
    assert silences_s(first)[0] == pytest.approx(0.09, abs=0.002)
    later = with_pauses(tone("Yes,", 90, 400, 300))
    for utterance in (first, later):
        (sound,) = [span for span in utterance.phonemes if span.phoneme == "a"]
        assert sound.end_sample - sound.start_sample == 400
        assert sound.start_sample / RATE_HZ == pytest.approx(silences_s(utterance)[0], abs=0.002)
        assert utterance.phonemes[0].start_sample == 0
        assert utterance.phonemes[-1].end_sample == utterance.sample_count


def test_no_piece_stands_out() -> None:
    loud, soft = tone("in the floor.", 0, 400, 0), tone("in the floor.", 0, 400, 0)
    soft = replace(soft, pcm=(np.frombuffer(soft.pcm, "<i2") // 4).astype("<i2").tobytes())
    levels = [np.frombuffer(with_pauses(u).pcm, "<i2")[:400].std() for u in (loud, soft)]
    assert levels[0] == pytest.approx(3000, rel=0.01)
    assert levels[1] == pytest.approx(8000 / 2**0.5 / 4, rel=0.01)


def test_no_sound_is_lost_and_silence_stays_silence() -> None:
    utterance = tone("Hello there", 0, 500, 0)
    samples = np.frombuffer(with_pauses(utterance).pcm, "<i2")
    original = np.frombuffer(utterance.pcm, "<i2")
    gain = samples[:500].std() / original.std()
    assert samples[:500] == pytest.approx(original * gain, abs=1.0)
    silent = tone("...", 200, 0, 0)
    assert with_pauses(silent) is silent
