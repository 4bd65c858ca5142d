"""The host's mind in a place with a story: tells it, offers its choices, lets the model speak in its improv windows.

Around it the free talk goes on: words that mean none of the choices are simply answered.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any, cast

from vr_app.host.card.persona import Persona
from vr_app.host.choices.choice_matching import near
from vr_app.host.choices.choice_meaning import Offer, doubtful
from vr_app.host.choices.choice_question import ChoiceQuestion, choice_prefill, shares_of
from vr_app.host.dialogue import Dialogue
from vr_app.host.place.scene_brief import Place
from vr_app.host.replies.reply import Delivery, Recited
from vr_app.host.sense import Sense
from vr_app.host.stories.improv import OpenWindow
from vr_app.host.stories.recital import recited
from vr_app.host.stories.story_wishes import MOVED, asks_for_story, leaves_story, said_choice, taken_at_once
from vr_app.host.stories.telling import Cue, Heading, Passage, StoryBrought, Telling, Window, heading_of
from vr_app.kernel import events as ev
from vr_app.kernel import story_events as st
from vr_app.kernel.ids import DEFAULT_PERSON, PersonId, TurnId
from vr_app.story.runner import CompiledStory, StoryError
from vr_app.story.stage_choice import StageChoice
from vr_app.story.stage_line import StageLine


class Storyteller:
    """A `Mind`: wraps the free talk. Call `handle` with every event, from one thread.

    Args:
        dialogue: the free talk, which also speaks the story's lines.
        saved_place: where the story of a place was left, None at its beginning.
        sense: tells which choice a line means; None goes by the words and the model.
    """

    def __init__(
        self,
        dialogue: Dialogue,
        host_name: str,
        saved_place: Callable[[str], Mapping[str, Any] | None] = lambda place_id: None,
        sense: Sense | None = None,
    ) -> None:
        self._dialogue = dialogue
        self._host_name = host_name
        self._saved_place = saved_place
        self._sense = sense
        self._person: PersonId = DEFAULT_PERSON
        self._story: CompiledStory | None = None
        self._place_id = ""
        self._heading = Heading()
        self._telling: Telling | None = None
        self._passage = Passage()
        self._reciting: TurnId | None = None
        self._cues: dict[int, tuple[Cue, ...]] = {}
        self._offer = 0
        self._offered: tuple[StageChoice, ...] = ()
        self._asked: ChoiceQuestion | None = None
        self._window: OpenWindow | None = None
        self._coming: OpenWindow | None = None

    @property
    def begins_by_itself(self) -> bool:
        """The place has a story that begins on arrival."""
        return self._story is not None and not self._heading.when_asked

    def enter(self, persona: Persona, place: Place) -> list[Any]:
        """Another scene from the next turn on."""
        self._host_name = persona.spoken_name
        return [*self._leave(), *self._dialogue.enter(persona, place)]

    def handle(self, event: Any) -> list[Any]:
        """What follows from an event."""
        match event:
            case StoryBrought():
                return self._brought(event)
            case st.StoryRequested():
                return self._begin(afresh=event.afresh)
            case st.StoryLeft():
                return [*self._dialogue.handle(ev.StopRequested()), *self._leave()]
            case st.StoryDiverted():
                return self._divert(event.knot)
            case st.ChoicePicked() if event.offer == self._offer and self._offered:
                return self._pick_index(event.index, "keyboard")
            case st.ChoicePicked():
                return []
            case ev.VisitorArrived() if self.begins_by_itself:
                self._person = event.person
                return self._begin(by="arrival")
            case ev.VisitorSpoke():
                self._person = event.person
                return self._spoke(event)
            case ev.TokensGenerated() if self._asked and event.turn == self._asked.turn:
                self._asked.written += event.text
                return []
            case ev.GenerationFinished() | ev.InferenceFailed() if self._asked and event.turn == self._asked.turn:
                return self._understood()
            case _ if self._window is not None and (judged := self._window.takes(event)) is not None:
                return judged if self._window.judging or self._window.spoken is None else self._replied()
            case _:
                return self._followed(event, self._dialogue.handle(event))

    # ------------------------------------------------------------------ begin and leave

    def _brought(self, event: StoryBrought) -> list[Any]:
        """Another story, or another version of the one that is there."""
        try:
            heading = heading_of(event.story) if event.story is not None else Heading()
            if event.changed and event.story is not None and self._telling is not None:
                place = self._telling.move_to(event.story)
                self._story, self._heading = event.story, heading
                return [ev.HostNotice(MOVED[place]), *self._tell("", "keyboard")]
        except StoryError as error:
            return [ev.HostNotice(f"The story cannot be told: {error}")]
        results = self._leave()
        self._story, self._place_id, self._heading = event.story, event.place_id, heading
        return [*results, *self._told_of()]

    def _told_of(self) -> list[Any]:
        """Says whether there is a story."""
        if self._story is None:
            return [st.StoryOffered("")]
        return [st.StoryOffered(self._heading.title, self._saved_place(self._place_id) is not None)]

    def _begin(self, *, afresh: bool = False, said: str = "", by: str = "keyboard") -> list[Any]:
        if self._story is None:
            return [ev.HostNotice("This place has no story.")]
        if self._telling is not None and not afresh:
            return []
        results: list[Any] = []
        try:
            telling = Telling(self._story)
        except StoryError as error:
            return [ev.HostNotice(f"The story cannot be told: {error}")]
        saved = None if afresh else self._saved_place(self._place_id)
        if saved is not None:
            try:
                cues = telling.resume(saved)
                results += [st.SceneCue(cue.name, cue.arguments, TurnId(0), self._person) for cue in cues]
            except StoryError as error:
                results.append(ev.HostNotice(f"The story begins anew: {error}"))
        self._telling = telling
        # While the first lines are heard, the model reads what all questions about choices begin with.
        return [*results, *self._tell(said, by), *([choice_prefill()] if self._dialogue.can_talk else [])]

    def _divert(self, knot: str) -> list[Any]:
        """A trigger of the scene sends the story to a knot."""
        if self._story is None:
            return [ev.HostNotice(f"A trigger calls for the story's part {knot}, but this place has no story.")]
        try:
            if self._telling is None:
                self._telling = Telling(self._story)
                if (saved := self._saved_place(self._place_id)) is not None:
                    self._telling.resume(saved)
            self._telling.divert(knot)
        except StoryError as error:
            return [ev.HostNotice(f"The story cannot go on there: {error}")]
        return self._tell("", "keyboard")

    def _leave(self) -> list[Any]:
        """The story stays where it is; the free talk goes on."""
        if self._telling is None:
            return []
        results = [*self._close_window("exit"), *self._drop_question(), *self._offer_choices(())]
        self._telling = self._reciting = None
        return [*results, *self._told_of()]

    # ------------------------------------------------------------------ what the visitor says

    def _spoke(self, event: ev.VisitorSpoke) -> list[Any]:
        plain = " ".join(event.text.lower().strip(" .!?").split())
        if self._telling is None:
            if self._story is not None and asks_for_story(plain, self._heading.title):
                return self._begin(said=event.text, by=event.by)
            return self._followed(event, self._dialogue.handle(event))
        if leaves_story(plain):
            return [*self._dialogue.handle(ev.StopRequested()), *self._leave()]
        exits = self._offered
        if not exits or not plain:
            return self._talk(event)
        texts = [choice.text for choice in exits]
        found = said_choice(event.text, texts, [choice.says for choice in exits], in_window=self._window is not None)
        window = self._window
        if found is not None and not (window is not None and window.hears_more(event.text, texts[found])):
            return self._pick(exits[found], event.text, event.by)
        judged = self._sense.choice(event.text, self._offers()) if self._sense else None
        alone, in_window = not self._dialogue.can_talk, self._window is not None
        at_once = judged is not None and taken_at_once(judged, event.text, texts, alone=alone, in_window=in_window)
        if judged is not None and at_once:
            first = judged.ranked[0][0]
            if not (window is not None and window.hears_more(event.text, texts[first])):
                return self._pick(exits[first], event.text, event.by)
        meant = near(event.text, texts) if judged is None else doubtful(judged)
        if alone or not meant or (window is not None and window.argues(event.text, [texts[index] for index in meant])):
            return [*self._drop_question(), *self._talk(event)]
        return [*self._drop_question(), *self._ask(event, texts, shares_of(judged, meant, len(texts)))]

    def _offers(self) -> list[Offer]:
        """The choices with what is known of the things that stand for them."""
        known = {thing.id: f"{thing.name}. {thing.description}" for thing in self._dialogue.place.things}
        return [Offer(choice.text, known.get(choice.thing, ""), choice.says) for choice in self._offered]

    def _ask(self, event: ev.VisitorSpoke, texts: list[str], shares: Sequence[float]) -> list[Any]:
        """Wording and meaning do not tell: the model is asked which of the choices is meant."""
        self._asked = ChoiceQuestion(self._dialogue.new_turn(), event, texts, shares)
        silenced = self._followed(None, self._dialogue.handle(ev.StopRequested()))
        return [*silenced, *self._asked.asked()]

    def _understood(self) -> list[Any]:
        asked, self._asked = self._asked, None
        assert asked is not None
        found = asked.answer()
        if found is None:
            return self._talk(asked.event)
        return self._pick(self._offered[found], asked.event.text, asked.event.by)

    def _drop_question(self) -> list[Any]:
        asked, self._asked = self._asked, None
        return [ev.CancelTurn(asked.turn)] if asked else []

    def _talk(self, event: ev.VisitorSpoke) -> list[Any]:
        """The words mean none of the choices: the host answers freely."""
        if self._window is None:
            return self._followed(event, self._dialogue.handle(event))
        results = self._window.visitor_spoke(event)
        if asked := self._window.check(self._dialogue):
            return [*results, *self._followed(None, self._dialogue.handle(ev.StopRequested())), *asked]
        return [*results, *self._replied()]

    def _replied(self) -> list[Any]:
        """The host answers the last line in a window; where the author's next line is the answer, the window ends."""
        window = self._window
        assert window is not None and window.spoken is not None
        event, led = window.spoken, window.reply(self._host_name)
        if led is None:
            return self._end_window(window.over, event.text, event.by)
        if led.said or (self._dialogue.led_plainly and not led.consults):
            spoken = [Recited(text, "neutral", Delivery()) for text in (led.said or led.instead, led.after) if text]
            return self._followed(None, self._dialogue.recite(event.text, event.by, event.person, spoken))
        self._dialogue.direction, self._dialogue.led = led.direction, led
        return self._followed(event, self._dialogue.handle(event))

    # ------------------------------------------------------------------ choices

    def _pick_index(self, index: int, by: str) -> list[Any]:
        chosen = next((choice for choice in self._offered if choice.index == index), None)
        return self._pick(chosen, chosen.text, by) if chosen else []

    def _pick(self, choice: StageChoice, said: str, by: str) -> list[Any]:
        assert self._telling is not None
        try:
            self._telling.pick(choice.index)
        except (StoryError, IndexError) as error:
            return [ev.HostNotice(f"The story cannot go on there: {error}")]
        return self._tell(said, by)

    def _offer_choices(self, choices: Sequence[StageChoice]) -> list[Any]:
        if not choices and not self._offered:
            return []
        self._offer += 1
        self._offered = tuple(choices)
        shown = tuple(st.StoryChoice(one.index, one.text, one.thing, one.says) for one in choices)
        return [st.ChoicesOffered(self._offer, shown)]

    # ------------------------------------------------------------------ telling

    def _tell(self, said: str, by: str) -> list[Any]:
        """Reads on and speaks what was read."""
        assert self._telling is not None
        # A choice, a new beginning or the author's change may find a window or a question open.
        results = [*self._close_window("exit"), *self._drop_question(), *self._offer_choices(())]
        passage, self._coming = self._telling.read(), None
        self._passage = passage
        results += [ev.HostNotice(f"The story has a mistake: {problem}") for problem in passage.problems]
        sentences, self._cues = recited(passage, self._host_name)
        if not sentences:
            return [*results, *self._told()]
        results += self._dialogue.recite(said, cast(Any, by), self._person, sentences)
        self._reciting = next(one.turn for one in results if isinstance(one, ev.TurnOpened))
        if passage.window is not None and self._dialogue.can_talk:
            # While the lines before it are heard, the model reads what all questions in it begin with.
            self._coming = self._new_window(passage.window)
            results += self._coming.read_ahead()
        return self._followed(None, results)

    def _told(self) -> list[Any]:
        """The passage was heard (or cut short): its last cues, then the choices, the window or the end."""
        passage, left = self._passage, [cue for index in sorted(self._cues) for cue in self._cues[index]]
        turn, self._reciting, self._cues = self._reciting or TurnId(0), None, {}
        results: list[Any] = [
            st.SceneCue(cue.name, cue.arguments, turn, self._person) for cue in (*left, *passage.closing)
        ]
        if self._telling is None:
            return results
        saved = "" if passage.ended else json.dumps(self._telling.saved())
        results.append(st.StoryMoved(self._place_id, saved, self._person))
        results.append(st.StoryVariables(self._telling.plain_variables()))
        if passage.ended:
            self._telling = None
            return [*results, st.StoryEnded(self._heading.title, passage.ending), st.StoryOffered(self._heading.title)]
        if passage.window is not None:
            return [*results, *self._open_window(passage.window)]
        return [*results, *self._offer_choices([choice for choice in passage.choices if not choice.when])]

    def _followed(self, event: Any, results: list[Any]) -> list[Any]:
        """What the story adds to what the talk does."""
        added: list[Any] = []
        if self._reciting is not None and isinstance(event, (ev.PlaybackStarted,)) and event.turn == self._reciting:
            added += self._cues_of(event.index)
        for result in results:
            if isinstance(result, ev.SentenceHeard) and result.turn == self._reciting:
                added += self._cues_of(result.index)
            elif isinstance(result, ev.TurnClosed):
                if result.turn == self._reciting:
                    added += self._told()
                elif self._window is not None and result.outcome == "failed" and not self._dialogue.can_talk:
                    added += self._end_window("no model")
                elif self._window is not None and result.outcome != "interrupted":
                    self._window.was_heard()
                    added += self._end_window(self._window.over) if self._window.over else []
        return [*results, *added]

    def _cues_of(self, index: int) -> list[Any]:
        turn = self._reciting or TurnId(0)
        return [st.SceneCue(cue.name, cue.arguments, turn, self._person) for cue in self._cues.pop(index, ())]

    # ------------------------------------------------------------------ improv windows

    def _new_window(self, window: Window) -> OpenWindow:
        assert self._telling is not None
        asked = next((spoken.line for spoken in reversed(self._passage.lines)), StageLine("", ""))
        names = next((choice.sets for choice in self._passage.choices if choice.when == "goal"), ())
        return OpenWindow(window, self._telling, asked, names, self._sense)

    def _open_window(self, window: Window) -> list[Any]:
        self._window, self._coming = self._coming or self._new_window(window), None
        if not self._dialogue.can_talk:
            return self._end_window("no model")
        exits = [choice for choice in self._passage.choices if not choice.when]
        return [*self._window.prepare(self._dialogue), *self._offer_choices(exits)]

    def _end_window(self, reason: str, said: str = "", by: str = "keyboard") -> list[Any]:
        """Closes the window and takes the choice the author made for that."""
        results = self._close_window(reason)
        choices = self._passage.choices
        order = (reason, "turns") if reason != "goal" else ("goal",)
        chosen = next((one for when in order for one in choices if one.when == when), None)
        if chosen is None:
            return [*results, *self._offer_choices(choices)]
        return [*results, *self._pick(chosen, said, by)]

    def _close_window(self, reason: str) -> list[Any]:
        window, self._window = self._window, None
        self._dialogue.direction, self._dialogue.led = "", None
        if window is None:
            return []
        return [*window.close(), window.closed(reason, window.agreed() if reason == "goal" else ())]
