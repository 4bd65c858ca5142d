"""When the host speaks first, when it keeps silent, and what its body shows meanwhile."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

from vr_app.host.card.persona import Persona
from vr_app.host.dialogue import Dialogue
from vr_app.host.place.scene_brief import Place
from vr_app.host.replies.listening_sign import SIGNS, ListeningSigns
from vr_app.host.spoken_mind import SpokenMind
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel.events import BodyCue
from vr_app.kernel.ids import TurnId

KEEPER = Persona("Ilario Venn", "Ilario Venn keeps the Halden Observatory.")


def mind_at(*forbids: str) -> SpokenMind:
    dialogue = Dialogue(KEEPER, Place("Terrace", "A terrace by night.", forbids=forbids))
    dialogue.handle(ev.InferenceFailed("voice", None, "in writing", False))
    return SpokenMind(dialogue, dialogue)


def opened(results: Any) -> list[ev.TurnOpened]:
    return [event for event in results if isinstance(event, ev.TurnOpened)]


def said(mind: SpokenMind, results: Any, text: str = "Good evening.") -> list[Any]:
    turn = next(event.turn for event in results if isinstance(event, ev.Generate))
    more = list(mind.handle(ev.TokensGenerated(turn, text)))
    return more + list(mind.handle(ev.GenerationFinished(turn, "stop", 4, 0, 10, 0.1, 0.2)))


def test_the_host_speaks_first_only_where_the_scene_allows_it() -> None:
    assert [turn.by for turn in opened(mind_at().handle(ev.VisitorArrived("terrace")))] == ["arrival"]
    silent = mind_at("greet")
    assert not any(isinstance(event, ev.Generate) for event in silent.handle(ev.ModelReady("language", "a", "b", 1.0)))
    assert not opened(silent.handle(ev.VisitorArrived("terrace")))
    assert opened(silent.handle(ev.VisitorSpoke("Hello there.")))


def test_who_is_ignored_falls_silent() -> None:
    mind = mind_at()
    results = list(mind.handle(ev.VisitorArrived("terrace")))
    while not any(isinstance(event, ev.TurnClosed) for event in results):
        results = said(mind, results, "Good evening, and welcome to the terrace by night.")
    ignored = (
        he.VoiceBegan(1, 1.0),
        he.VoicePaused(1, 1.5),
        he.VoiceDropped(1, 2.0),
        he.VoiceBegan(2, 60.0),
        he.LineUnanswered(2),
        ev.VisitorTyping("I am", False),
        he.SoundLevel(-40.0, -40.0, 0.0, 90.0),
        ev.ModelReady("voice", "a", "b", 1.0),
    )
    for event in ignored * 3:
        results = mind.handle(event)
        assert not [one for one in results if isinstance(one, ev.TurnOpened | ev.Generate | ev.Synthesize)]


def test_a_thinking_gap_is_covered_at_once_and_never_the_same_way_twice_running() -> None:
    mind, shown = mind_at(), []
    for number in range(1, 9):
        cues = [*mind.handle(he.VoiceBegan(number, number * 10.0)), *mind.handle(he.VoicePaused(number, number * 10.0))]
        if number % 3 == 0:  # a sentence with a breath in it
            cues += mind.handle(he.VoicePaused(number, number * 10.0 + 1.0))
        results = list(mind.handle(ev.VisitorSpoke("What is up there?", by="voice")))
        places = [type(event) for event in results]
        assert places.index(BodyCue) < places.index(ev.Generate)
        thinking = next(event for event in results if isinstance(event, BodyCue))
        assert thinking.activity == "thinking" and thinking.gesture in SIGNS
        shown += [cue.gesture for cue in (*cues, thinking) if isinstance(cue, BodyCue) and cue.gesture]
        said(mind, results)
    assert len(shown) > 16 and set(shown) == set(SIGNS)
    assert all(one != other for one, other in pairwise(shown))


def test_another_sign_stands_for_the_one_just_seen() -> None:
    signs = ListeningSigns()
    signs.after(he.VoiceBegan(1, 0.0), busy=False)
    (nod,) = signs.after(he.VoicePaused(1, 0.5), busy=False)
    cue = signs.fresh(BodyCue(TurnId(3), gesture=nod.gesture, activity="thinking"))
    assert cue.gesture in SIGNS and cue.gesture != nod.gesture
    other = BodyCue(TurnId(3), gesture="wave", activity="speaking")
    assert signs.fresh(other) is other


def test_nothing_is_shown_while_the_host_is_busy_and_a_cough_ends_it() -> None:
    signs = ListeningSigns()
    assert signs.after(he.VoiceBegan(1, 0.0), busy=True) == []
    assert signs.after(he.VoicePaused(1, 0.5), busy=False) == []
    assert signs.after(he.VoiceBegan(2, 1.0), busy=False)[0].activity == "listening"
    assert signs.after(he.VoiceDropped(2, 1.5), busy=False) == [BodyCue(None)]
    assert signs.after(he.VoicePaused(2, 1.6), busy=False) == []
