"""Phoneme timings to mouth weights."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.kernel.events import PhonemeSpan, Utterance
from vr_app.kernel.ids import TurnId
from vr_app.speech.lip_check import AlignedPhone, LipScore, judge_lips
from vr_app.speech.viseme_track import VisemeTrack, track_of_phones, viseme_track
from vr_app.speech.visemes import CLOSURE, MOUTH_NAMES, phones

RATE = 22050


def spans(*timed: tuple[str, float]) -> tuple[PhonemeSpan, ...]:
    found, position = [], 0
    for phoneme, duration_s in timed:
        end = position + round(duration_s * RATE)
        found.append(PhonemeSpan(phoneme, position, end))
        position = end
    return tuple(found)


def track(*timed: tuple[str, float]) -> VisemeTrack:
    all_spans = spans(*timed)
    samples = all_spans[-1].end_sample if all_spans else 0
    return viseme_track(Utterance(TurnId(1), 0, "", bytes(2 * samples), RATE, all_spans))


def test_marks_join_their_sounds() -> None:
    found = phones(
        spans(("", 0.05), ("m", 0.1), ("ˈ", 0.05), ("u", 0.1), ("ː", 0.1), (" ", 0.05), ("w", 0.05), ("!", 0.1)), RATE
    )
    assert [(p.symbol, round(p.start_s, 2), round(p.end_s, 2)) for p in found] == [
        ("", 0.0, 0.05),
        ("m", 0.05, 0.15),
        ("u", 0.15, 0.4),
        ("w", 0.4, 0.5),
        ("", 0.5, 0.6),
    ]


def test_whole_spans_and_single_characters_agree() -> None:
    together = phones(spans(("tʃ", 0.1), ("aɪ", 0.2), ("ˈiː", 0.3)), RATE)
    apart = phones(spans(("t", 0.05), ("ʃ", 0.05), ("a", 0.1), ("ɪ", 0.1), ("ˈ", 0.1), ("i", 0.1), ("ː", 0.1)), RATE)
    assert [p.symbol for p in together] == [p.symbol for p in apart] == ["t", "ʃ", "a", "ɪ", "i"]
    assert np.allclose([p.start_s for p in together], [p.start_s for p in apart], atol=1e-3)


@pytest.mark.parametrize("lip", ["p", "b", "m"])
def test_lips_are_shut_through_a_lip_sound(lip: str) -> None:
    mouth = track(("a", 0.2), (lip, 0.08), ("a", 0.2))
    inside = mouth.sample(np.linspace(0.19, 0.235, 20))
    assert (inside[:, CLOSURE] > 0.97).all()
    assert (inside[:, :CLOSURE].max(axis=1) < 0.03).all()
    around = mouth.sample(np.array([0.12, 0.4]))
    assert (around[:, 0] > 0.5).all()


@pytest.mark.parametrize(
    ("phoneme", "name"), [("ɑ", "aa"), ("i", "ih"), ("u", "ou"), ("ɛ", "ee"), ("o", "oh"), ("w", "ou")]
)
def test_a_sound_has_its_mouth(phoneme: str, name: str) -> None:
    weights = track(("", 0.1), (phoneme, 0.2), ("", 0.1)).sample(0.2)
    assert MOUTH_NAMES[int(np.argmax(weights[:CLOSURE]))] == name
    assert weights.max() > 0.5


def test_rounding_begins_before_its_sound() -> None:
    mouth = track(("", 0.1), ("s", 0.12), ("u", 0.2))
    plain = track(("", 0.1), ("s", 0.12), ("a", 0.2))
    assert mouth.sample(0.18)[2] > plain.sample(0.18)[0]


def test_mouth_moves_smoothly_and_rests_at_both_ends() -> None:
    mouth = track(("", 0.05), ("h", 0.06), ("ə", 0.06), ("l", 0.06), ("oʊ", 0.2), ("", 0.1))
    weights = mouth.sample(np.arange(-0.2, 1.0, 0.005))
    assert weights.dtype == np.float32
    assert np.abs(np.diff(weights, axis=0)).max() < 0.15
    assert (weights[0] == 0).all()
    assert (weights[-1] == 0).all()
    assert (weights >= 0).all()
    assert (weights <= 1).all()


def test_unknown_sounds_and_nothing_are_borne() -> None:
    assert track(("好", 0.2), ("Ω", 0.1), ("\n", 0.1)).sample(0.1).max() < 0.6
    assert (track().sample(0.3) == 0).all()
    assert track_of_phones([], 0.0).sample(np.array([0.0, 1.0])).shape == (2, 6)


def test_a_shut_mouth_does_not_pass_the_check() -> None:
    aligned = [AlignedPhone("P", 0.0, 0.1), AlignedPhone("AA", 0.1, 0.3), AlignedPhone("UW", 0.3, 0.5)]
    shut = judge_lips(lambda t_s: np.zeros((len(t_s), 6), np.float32), aligned)
    assert shut == LipScore(closed=1, closing=1, rounding=1, opening=1)
    assert not shut.passed
    own = track(("p", 0.1), ("ɑ", 0.2), ("u", 0.2))
    assert judge_lips(own.sample, aligned).passed
