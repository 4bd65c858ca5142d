"""The clause being heard lasts until the next one is there, at whatever speed model and voice work."""

from __future__ import annotations

import re

import pytest

from vr_app.speech.pace import Lead, Pace, letters
from vr_app.speech.sentences import SentenceStream

REPLIES = (
    "Yes, there is a bench by the balustrade where you can sit down. It is made of pale stone, and it is still warm.",
    "From here, you can see the bay, the harbour town, and the lanterns. The bay is a wide calm bay far below, with a "
    "few small sailing boats. The harbour town lies on the far shore, with lit windows and a square bell tower.",
    "You should look at the star chart in the floor. It shows the sky over the bay, as it was on the night the dome "
    "was first opened. Walk round it, and you will find your own stars.",
    "I keep the observatory. I light the lanterns at dusk, I open the dome, and I make the tea too strong.",
)
WORK = 0.12
SPEAK_S = 0.068


def heard(reply: str, tokens_per_s: float, pace: Pace) -> tuple[float, list[float], list[str]]:
    """Plays a reply in virtual time. Returns: seconds to the first sound, the silences after it, the pieces."""
    stream, lead = SentenceStream(), Lead()
    tokens = re.findall(r" ?[\w']+|[^\w]", reply)
    now_s = voice_free_s = 0.0
    ends_s, first_s, silences, said = 0.0, 0.0, [], []
    for number, token in enumerate([*tokens, None]):
        now_s += 1.0 / tokens_per_s
        if token is None:
            pieces = stream.flush()
        else:
            lead.wrote(token)
            pieces = stream.feed(token, lead.cuts(pace), pace.first_letters)
        for piece in pieces:
            lead.gave(piece.raw, piece.text, pace)
            if not piece.text:
                continue
            duration_s = SPEAK_S * letters(piece.text)
            voice_free_s = max(now_s, voice_free_s) + WORK * duration_s
            if said:
                silences.append(max(0.0, voice_free_s - ends_s))
            else:
                first_s = voice_free_s
            ends_s = max(ends_s, voice_free_s) + duration_s
            said.append(piece.text)
        assert number <= len(tokens)
    return first_s, silences, said


def measured(tokens_per_s: float) -> Pace:
    """What a session knows after a few turns."""
    pace = Pace()
    for _ in range(8):
        for reply in REPLIES:
            tokens = len(re.findall(r" ?[\w']+|[^\w]", reply))
            pace = pace.after_writing(reply, tokens / tokens_per_s)
            pace = pace.after_speech(reply, SPEAK_S * letters(reply), WORK * SPEAK_S * letters(reply))
    return pace


@pytest.mark.parametrize("tokens_per_s", [6.0, 8.0, 11.0, 20.0, 60.0])
@pytest.mark.parametrize("reply", REPLIES)
def test_no_silence_within_a_reply_is_long(reply: str, tokens_per_s: float) -> None:
    first_s, silences, pieces = heard(reply, tokens_per_s, measured(tokens_per_s))
    assert max(silences) <= 0.4
    assert first_s <= 12 / tokens_per_s + 0.4
    assert " ".join(pieces) == reply


def test_whole_sentences_would_be_heard_later_and_with_longer_silence() -> None:
    eager = [heard(reply, 8.0, measured(8.0)) for reply in REPLIES]
    patient = [heard(reply, 8.0, Pace(write_s=0.0, work=0.0)) for reply in REPLIES]
    assert sum(silence for _, silences, _ in eager for silence in silences) < 1.2
    assert max(silence for _, silences, _ in patient for silence in silences) > 0.4


def test_a_fast_model_is_cut_into_sentences_once_speech_is_ahead() -> None:
    slow, fast = (len(heard(REPLIES[2], speed, measured(speed))[2]) for speed in (6.0, 60.0))
    assert fast < slow
    assert heard(REPLIES[2], 60.0, measured(60.0))[2][-1] == "Walk round it, and you will find your own stars."


def test_what_is_measured_is_learnt_and_nonsense_is_not() -> None:
    pace = Pace()
    for _ in range(20):
        pace = pace.after_writing("x" * 100, 5.0).after_speech("x" * 100, 8.0, 2.0)
    assert (pace.write_s, pace.speak_s, pace.work) == pytest.approx((0.05, 0.08, 0.25), rel=0.01)
    assert pace.after_writing("", 1.0) == pace.after_writing("x" * 50, 0.0) == pace
    assert pace.after_speech("Hi", 1.0, 9.0) == pace.after_speech("x" * 50, 0.0, 9.0) == pace
    assert pace.first_letters > Pace().first_letters


def test_lead_counts_speech_against_writing() -> None:
    pace, lead = Pace(write_s=0.03, speak_s=0.07, work=0.1), Lead()
    assert lead.seconds(pace) is None
    assert lead.cuts(pace) == "breaths"
    lead.wrote("x" * 100)
    lead.gave("x" * 100, "x" * 100, pace)
    assert lead.seconds(pace) == pytest.approx(7.7)
    assert lead.cuts(pace) == "sentences"
    lead.wrote("y" * 200)
    assert lead.seconds(pace) == pytest.approx(1.7)
    assert lead.cuts(pace) == "breaths"
    lead.gave("y" * 200, "", pace)
    assert (lead.held, lead.seconds(pace)) == (0.0, pytest.approx(1.7))
