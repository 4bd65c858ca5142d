"""The storyteller, with our own compiler and runner; the models' events are played by the test."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from tests.fakes.told_story import LAMP, Stage, texts
from vr_app.host.stories.storyteller import StoryBrought
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.story.compile import compile_story
from vr_app.story.runner.loading import load_story


def test_lines_are_spoken_with_the_authors_cues_then_choices_are_offered(stage: Callable[..., Stage]) -> None:
    play = stage()
    out = play.post(st.StoryRequested())
    assert texts(out) == ["Good evening.", "The lamp is out."]
    assert [e.speaker for e in out if isinstance(e, ev.SentenceReady)] == ["", " "]
    assert [e.text for e in out if isinstance(e, ev.Synthesize)] == ["Good evening."]  # nobody says the second
    cue = next(e for e in out if isinstance(e, ev.BodyCue) and e.activity == "speaking")
    assert (cue.emotion, cue.gaze, cue.gesture) == ("happy", "lamp", "wave")
    first = next(e.utterance for e in out if isinstance(e, ev.PlayUtterance))
    assert first.duration_s == pytest.approx(0.1 + 0.5, abs=0.01)
    offered = play.last(st.ChoicesOffered)
    assert [(c.text, c.thing) for c in offered.choices] == [("Light the lamp.", "lamp"), ("Sit in the dark.", "")]
    kinds = [type(e) for e in out]
    assert kinds.index(st.ChoicesOffered) > kinds.index(ev.TurnClosed)


def test_a_line_with_a_sound_rings_it(stage: Callable[..., Stage]) -> None:
    play = stage(source="Mei: Listen.\nMei: It rings. # sound: bell\n-> END\n")
    out = play.post(st.StoryRequested())
    rung = next(e for e in out if isinstance(e, st.SceneCue))
    assert (rung.name, rung.arguments) == ("sound", ("bell",))
    second = [e for e in out if isinstance(e, ev.SentenceHeard)][1]
    assert second.text == "It rings." and out.index(rung) > out.index(second) - 3


def test_a_choice_by_button_by_number_and_by_words(stage: Callable[..., Stage]) -> None:
    for pick in (
        lambda play: st.ChoicePicked(play.last(st.ChoicesOffered).offer, 1),
        lambda play: ev.VisitorSpoke("the second one"),
        lambda play: ev.VisitorSpoke("I'd sit in the dark"),
    ):
        play = stage()
        play.post(st.StoryRequested())
        assert texts(play.post(pick(play))) == ["As you like."]
        assert isinstance(play.last(st.StoryEnded), st.StoryEnded)


def test_a_choice_of_an_older_offer_is_void(stage: Callable[..., Stage]) -> None:
    play = stage()
    play.post(st.StoryRequested())
    offer = play.last(st.ChoicesOffered).offer
    play.post(st.ChoicePicked(offer, 0))
    assert play.post(st.ChoicePicked(offer, 1)) == []


def test_words_that_mean_no_choice_are_answered_freely(stage: Callable[..., Stage]) -> None:
    play = stage("It is made of brass.")
    play.post(st.StoryRequested())
    out = play.post(ev.VisitorSpoke("What do the fishermen eat?"))
    assert texts(out) == ["It is made of brass."]
    assert texts(play.post(ev.VisitorSpoke("light the lamp")))[0] == "There it is."


def test_the_model_is_asked_where_wording_does_not_tell(stage: Callable[..., Stage]) -> None:
    play = stage("1")
    play.post(st.StoryRequested())
    out = play.post(ev.VisitorSpoke("please put on that lamp"))
    asked = next(e for e in out if isinstance(e, ev.Generate))
    assert asked.messages[-1].content.startswith("1) Light the lamp.\n2) Sit in the dark.\n")
    assert '"enum": [0, 1, 2]' in asked.json_schema and asked.weigh == ("0", "1", "2")
    assert any(isinstance(e, ev.Prefill) and e.messages == asked.messages[:-1] for e in play.shown)
    assert texts(out)[0] == "There it is."
    opened = [e.turn for e in out if isinstance(e, ev.TurnOpened)]
    assert st.SceneCue("light", ("lamp", 1.0), opened[0]) in out


def test_a_model_that_weighs_the_choices_decides_with_the_words(stage: Callable[..., Stage]) -> None:
    play = stage("[-3.0, -0.1, -4.0]", "It is brass.")
    play.post(st.StoryRequested())
    assert texts(play.post(ev.VisitorSpoke("please put on that lamp")))[0] == "There it is."
    play = stage("[-0.1, -3.0, -4.0]", "It is brass.")
    play.post(st.StoryRequested())
    assert texts(play.post(ev.VisitorSpoke("what is that lamp made of?"))) == ["It is brass."]


def test_what_the_model_names_against_the_words_is_not_believed(stage: Callable[..., Stage]) -> None:
    play = stage("2", "It is made of brass.")
    play.post(st.StoryRequested())
    assert texts(play.post(ev.VisitorSpoke("what is that lamp made of?"))) == ["It is made of brass."]


def test_without_a_model_wording_alone_decides(stage: Callable[..., Stage]) -> None:
    play = stage()
    play.post(ev.InferenceFailed("language", None, "no model", False))
    play.post(st.StoryRequested())
    assert not any(isinstance(e, ev.Generate) for e in play.post(ev.VisitorSpoke("please put on that lamp")))


def test_a_story_that_was_left_goes_on_where_it_was(stage: Callable[..., Stage]) -> None:
    play = stage()
    play.post(st.StoryRequested())
    play.post(ev.VisitorSpoke("light the lamp"))
    saved = json.loads(play.last(st.StoryMoved).saved)
    again = stage(saved=saved)
    again.post(ev.VisitorSpoke("please tell me the story"))
    assert "Good night." in texts(again.post(ev.VisitorSpoke("go home")))


def test_the_scene_is_brought_back_to_what_the_story_made_of_it(stage: Callable[..., Stage]) -> None:
    play = stage()
    play.post(st.StoryRequested())
    play.post(ev.VisitorSpoke("light the lamp"))
    saved = json.loads(play.last(st.StoryMoved).saved)
    again = stage(saved=saved)
    results = again.post(st.StoryRequested())
    cues = [(cue.name, cue.arguments) for cue in results if isinstance(cue, st.SceneCue)]
    assert cues == [("light", ("lamp", 1.0))]
    broken = stage(saved=saved | {"stage": [["light"], 3, ["hide", {}]]})
    assert not [one for one in broken.post(st.StoryRequested()) if isinstance(one, st.SceneCue | ev.HostNotice)]


def test_cut_short_the_choices_come_at_once_and_no_cue_is_lost(stage: Callable[..., Stage]) -> None:
    play = stage(
        source=LAMP.replace(
            '    ~ light("lamp", 1.0)\n    Mei: There it is.', '    Mei: One.\n    ~ light("lamp", 1.0)\n    Mei: Two.'
        )
    )
    play.post(st.StoryRequested())
    out = play.teller.handle(ev.VisitorSpoke("light the lamp"))
    assert any(isinstance(e, ev.Synthesize) for e in out)
    out = play.teller.handle(ev.StopRequested())
    assert any(isinstance(e, st.SceneCue) and e.name == "light" for e in out)
    assert any(isinstance(e, st.ChoicesOffered) and e.choices for e in out)


def test_an_author_saves_the_story_while_it_is_told(stage: Callable[..., Stage]) -> None:
    play = stage()
    assert play.last(st.StoryOffered) == st.StoryOffered("The Lamp")
    play.post(st.StoryRequested())
    play.post(ev.VisitorSpoke("light the lamp"))
    compiled = compile_story(lambda _: LAMP.replace("What would you wish for?", "Say, a wish?").encode(), "story.ink")
    assert compiled.story_json
    out = play.post(StoryBrought("quay", load_story(compiled.story_json), changed=True))
    assert "Say, a wish?" in texts(out)
    assert [choice.text for choice in play.last(st.ChoicesOffered).choices] == ["Go home."]


def test_a_story_begins_on_arrival_unless_it_waits_to_be_asked(stage: Callable[..., Stage]) -> None:
    arrived = ev.VisitorArrived("quay")
    assert texts(stage().post(arrived))[0] == "Good evening."
    later = LAMP.replace("# title: The Lamp", "# title: The Lamp # begins: when asked")
    waiting = stage(*["I am Mei, welcome to the quay."] * 3, source=later)
    assert texts(waiting.post(arrived))[0] == "I am Mei, welcome to the quay."
    assert "Good evening." in texts(waiting.post(ev.VisitorSpoke("tell me the story")))


def test_a_place_without_a_story_offers_none(stage: Callable[..., Stage]) -> None:
    play = stage()
    play.post(StoryBrought("quay", None))
    assert play.last(st.StoryOffered) == st.StoryOffered("")
