"""What is said between two places is answered on arrival, once."""

from __future__ import annotations

from typing import Any

from vr_app.host.card.persona import Persona
from vr_app.host.dialogue import Dialogue
from vr_app.host.place.scene_brief import Place
from vr_app.host.stories.storyteller import StoryBrought, Storyteller
from vr_app.host.travelling_mind import NobodyArrives, TravellingMind
from vr_app.kernel import events as ev
from vr_app.story.compile import compile_story
from vr_app.story.runner.loading import load_story

HARBOUR = Place("harbour", "Harbour", "A harbour at night.")
MEI = Persona(name="Mei", description="A lamplighter.")
TALE = "Mei: Good evening.\n* [Go on.]\n-> END\n"


class Visit:
    """Plays models and loudspeaker, each as far as it is let."""

    def __init__(self) -> None:
        dialogue = Dialogue(Persona(name="Ilario", description="A keeper."), Place("terrace", "Terrace", "A terrace."))
        teller = Storyteller(dialogue, "Ilario", lambda place_id: None)
        self.mind = TravellingMind(teller, lambda: teller.begins_by_itself)
        self.answers = self.plays = False
        self.post(ev.VisitorArrived("terrace"))
        self.post(ev.StopRequested())

    def post(self, event: Any) -> list[Any]:
        waiting, out = [event], list[Any]()
        while waiting:
            for result in self.mind.handle(waiting.pop(0)):
                out.append(result)
                match result:
                    case ev.Generate() if self.answers:
                        waiting.append(ev.TokensGenerated(result.turn, "It is old."))
                        waiting.append(ev.GenerationFinished(result.turn, "stop"))
                    case ev.Synthesize():
                        spans = (ev.PhonemeSpan("", 0, 2205),)
                        sound = ev.Utterance(result.turn, result.index, result.text, bytes(4410), 22050, spans)
                        waiting.append(ev.SpeechSynthesized(sound))
                    case ev.PlayUtterance() if self.plays:
                        said = result.utterance
                        waiting.append(ev.PlaybackStarted(said.turn, said.index, 0.0, 0.0))
                        waiting.append(ev.PlaybackFinished(said.turn, said.index, said.sample_count, 0.0))
                    case _:
                        pass
        return out

    def bring_story(self) -> None:
        compiled = compile_story(lambda _: TALE.encode(), "story.ink")
        assert compiled.story_json, compiled.diagnostics
        self.post(StoryBrought("harbour", load_story(compiled.story_json)))


def opened(results: list[Any]) -> list[str]:
    return [one.said for one in results if isinstance(one, ev.TurnOpened)]


def begun(results: list[Any]) -> list[str]:
    return [one.text for one in results if isinstance(one, ev.SentenceReady)]


def test_a_line_on_the_way_is_answered_on_arrival_in_place_of_the_greeting() -> None:
    visit = Visit()
    visit.mind.enter(MEI, HARBOUR)
    assert opened(visit.post(ev.VisitorSpoke("Who is that?", by="voice"))) == []
    assert opened(visit.post(ev.VisitorSpoke("Over there.", by="voice"))) == []
    assert opened(visit.post(ev.VisitorArrived("harbour"))) == ["Who is that? Over there."]
    assert opened(visit.post(ev.VisitorSpoke("And that?"))) == ["And that?"]


def test_without_a_line_the_host_greets() -> None:
    visit = Visit()
    visit.mind.enter(MEI, HARBOUR)
    assert opened(visit.post(ev.VisitorArrived("harbour"))) == [""]


def test_a_line_whose_answer_was_not_heard_before_leaving_is_answered_there() -> None:
    visit = Visit()
    visit.post(ev.VisitorSpoke("How old is the bell?"))
    visit.mind.enter(MEI, HARBOUR)
    assert opened(visit.post(ev.VisitorArrived("harbour"))) == ["How old is the bell?"]


def test_a_line_that_was_answered_is_not_answered_again() -> None:
    visit = Visit()
    visit.answers = visit.plays = True
    assert begun(visit.post(ev.VisitorSpoke("How old is the bell?"))) == ["It is old."]
    visit.mind.enter(MEI, HARBOUR)
    assert opened(visit.post(ev.VisitorArrived("harbour"))) == [""]


def test_a_line_that_was_stopped_is_not_answered_again() -> None:
    visit = Visit()
    visit.post(ev.VisitorSpoke("How old is the bell?"))
    visit.post(ev.StopRequested())
    visit.mind.enter(MEI, HARBOUR)
    assert opened(visit.post(ev.VisitorArrived("harbour"))) == [""]


def test_where_nobody_is_met_the_line_is_answered_all_the_same() -> None:
    visit = Visit()
    visit.mind.enter(MEI, HARBOUR)
    visit.post(ev.VisitorSpoke("Hello?"))
    assert opened(visit.post(NobodyArrives())) == ["Hello?"]
    assert not visit.mind.travelling


def test_a_story_that_begins_by_itself_waits_for_the_answer() -> None:
    visit = Visit()
    visit.mind.enter(MEI, HARBOUR)
    visit.post(ev.VisitorSpoke("How old is the bell?"))
    visit.bring_story()
    visit.answers = True
    arrived = visit.post(ev.VisitorArrived("harbour"))
    assert begun(arrived) == ["It is old."]
    (said,) = [one.utterance for one in arrived if isinstance(one, ev.PlayUtterance)]
    visit.post(ev.PlaybackStarted(said.turn, said.index, 0.0, 0.0))
    after = visit.post(ev.PlaybackFinished(said.turn, said.index, said.sample_count, 0.0))
    assert begun(after) == ["Good evening."]


def test_a_story_begins_at_once_where_nothing_was_said() -> None:
    visit = Visit()
    visit.mind.enter(MEI, HARBOUR)
    visit.bring_story()
    assert begun(visit.post(ev.VisitorArrived("harbour"))) == ["Good evening."]
