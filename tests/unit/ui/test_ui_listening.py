"""What the listening orb says, and what the figures say."""

from __future__ import annotations

from vr_app.kernel import events as ev
from vr_app.kernel.hearing_events import (
    CommandGiven,
    HearingChanged,
    LineUnanswered,
    SoundLevel,
    VoiceBegan,
    VoiceDropped,
    WordsHeard,
)
from vr_app.kernel.ids import TurnId
from vr_app.ui.figures import Figures
from vr_app.ui.figures import after as figures_after
from vr_app.ui.listening import Listening, after

TURN = TurnId(1)


def through(*events: object) -> Listening:
    state = after(Listening(), HearingChanged(True))
    for event in events:
        state = after(state, event)
    return state


def test_a_spoken_turn_from_hearing_to_speaking() -> None:
    heard = [VoiceBegan(1, 0.0), SoundLevel(-20.0, -18.0, 0.9, 0.1), WordsHeard(1, "what is that")]
    state = through(*heard)
    assert (state.phase, state.words) == ("hearing", "what is that") and state.level > 0.5
    state = after(state, ev.VisitorSpoke("What is that?", by="voice"))
    assert (state.phase, state.words) == ("thinking", "What is that?")
    assert after(state, ev.BodyCue(TURN, activity="speaking")).phase == "speaking"
    assert after(state, ev.BodyCue(TURN, activity="idle")).phase == "idle"


def test_a_cough_is_forgotten_and_noise_shows_no_level() -> None:
    assert through(VoiceBegan(1, 0.0), VoiceDropped(1, 0.4)).phase == "idle"
    assert through(VoiceBegan(1, 0.0), LineUnanswered(1)).phase == "idle"
    assert through(VoiceBegan(1, 0.0), CommandGiven("slower", "slower")).phase == "idle"
    assert through(SoundLevel(-10.0, -10.0, 0.1, 0.0)).level == 0.0


def test_a_closed_microphone_is_never_called_listening() -> None:
    assert Listening().phase == "muted" and through().phase == "idle"
    state = through(HearingChanged(False))
    assert state.phase == "muted" and state.spoken == "Microphone off"
    assert after(state, VoiceBegan(1, 0.0)).phase == "muted"
    speaking = after(state, ev.BodyCue(TURN, activity="speaking"))
    assert speaking.phase == "speaking" and after(speaking, ev.BodyCue(TURN, activity="idle")).phase == "muted"


def test_only_the_end_of_a_long_line_is_kept() -> None:
    words = through(ev.VisitorSpoke("one two three four five six seven eight nine ten " * 5)).words
    assert words.startswith("…") and words.endswith("nine ten") and len(words) < 64


def test_figures_add_up_and_time_the_answer() -> None:
    state = Figures()
    for event in (
        ev.FrameStatistics(90, 2, 3.0, 6.0),
        ev.FrameStatistics(90, 1, 3.0, 6.0),
        ev.VisitorSpoke("Hello", posted_s=10.0),
        ev.PlaybackStarted(TURN, 0, 1.0, 11.25),
    ):
        state = figures_after(state, event)
    rows = {what: words for what, words, _ in state.rows()}
    assert rows["Missed"] == "1 just now, 3 in all" and rows["Answer"] == "after 1.2 s"
    assert rows["GPU"] == "not measured" and rows["CPU"] == "3.0 ms, slowest 6.0"
