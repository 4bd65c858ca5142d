"""A mind that first senses what a line holds: harm, mood, what is wanted. Then it acts, or the wrapped mind answers."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from copy import copy
from dataclasses import dataclass, replace
from typing import Any

from vr_app.host.acting import acted, cannot
from vr_app.host.choices.choice_meaning import Offer, doubtful, sure
from vr_app.host.dialogue import Dialogue
from vr_app.host.feeling.mood import Mood, MoodKeeper, denies, manner_in, mood_of
from vr_app.host.replies.reply import Delivery, Recited
from vr_app.host.safety.moderation import Level, answer_to, judge
from vr_app.host.safety.personal_data import masked
from vr_app.host.sense import Sense
from vr_app.host.spoken_mind import Mind
from vr_app.host.wants.action_wish import action_wish
from vr_app.host.wants.actions import is_allowed
from vr_app.host.wants.destinations import (
    Destination,
    destination,
    imagining_for,
    is_all_of,
    is_order_to_go,
    leaving_for,
    wished_place,
)
from vr_app.host.wants.intent import Decision, Intent, Situation, decide, texts_of
from vr_app.host.wants.offering import offered, takes_up
from vr_app.host.wants.second_opinion import SecondOpinion, is_worth_asking, question_of
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.kernel import mind_events as me
from vr_app.kernel import story_events as st
from vr_app.kernel.ids import TurnId

_STOP = re.compile(
    r"^\W*(?:please )?(?:stop|be quiet|quiet|hush|shush|silence|stop talking|enough|shut up)(?: please| now)?\W*$|"
    r"^\W*(?:请)?(?:停|停下|安静|别说了|闭嘴|住口)(?:吧|一下)?\W*$",
    re.IGNORECASE,
)
_AGAIN = re.compile(r"\b(?:repeat|again|once more|one more time)\b|再说|重复|再讲一遍|重说", re.IGNORECASE)
_DIRECTIONS: dict[Intent, str] = {
    "farewell": "They are leaving: say goodbye warmly.",
    "praise": "Thank them in a few words.",
    "complaint": "A complaint: say sorry in a few words, and do better.",
}
_MOST_BEFORE = 4
_SURE_OF_CHANGE = 0.6


@dataclass(frozen=True)
class Attention:
    """How the mind attends, as the person set it.

    Attributes:
        level: what is declined.
        moods: whether moods are sensed and met.
        country: whose help lines are named ("US"), "" where it is not known.
    """

    level: Level = "general"
    moods: bool = True
    country: str = ""


class AttentiveMind:
    """Wraps a mind round the dialogue it uses. Call `handle` with every event, from one thread.

    Args:
        sense: None goes by rules alone.
        places: where one can go from here.
        imagines: whether a place that is not there can be made.
        attention: asked at each line: settings may change.
    """

    def __init__(
        self,
        mind: Mind,
        dialogue: Dialogue,
        sense: Sense | None,
        *,
        attention: Callable[[], Attention] = Attention,
        places: Callable[[], Sequence[Destination]] = tuple,
        pointing: Callable[[], bool] = lambda: False,
        imagines: bool = False,
    ) -> None:
        self._mind = mind
        self._dialogue = dialogue
        self._sense = sense
        self._attention = attention
        self._places = places
        self._pointing = pointing
        self._imagines = imagines
        self._keeper = MoodKeeper()
        self._offers: tuple[Offer, ...] = ()
        self._before: tuple[Intent, ...] = ()
        self._leaving: tuple[TurnId, str, str] | None = None
        self._asked: SecondOpinion | None = None
        self._offered: Destination | None = None
        self._story_waits = False
        self._shares: dict[str, float] = {}

    @property
    def mood(self) -> Mood:
        """How the person seems to feel."""
        return self._keeper.mood

    def enter(self, persona: Any, place: Any) -> Sequence[Any]:
        """Another scene."""
        self._offers, self._leaving, self._offered, self._story_waits, self._shares = (), None, None, False, {}
        return self._mind.enter(persona, place)

    def handle(self, event: Any) -> Iterable[Any]:
        """What follows from an event, to be done as it comes."""
        match event:
            case ev.VisitorSpoke() if event.text.strip():
                return self._noted(self._spoke(event))
            case he.VisitorSpeaking(whole=True) | ev.VisitorTyping(whole=True):
                return self._ahead(event)
            case me.MoodCorrected():
                self._shares = {}
                usual = [st.SceneCue(name, (1.0,), TurnId(0)) for name in ("mood", "music")]
                return [_told(self._keeper.correct(event.emotion)), *usual]
            case ev.TokensGenerated() if self._asked and event.turn == self._asked.turn:
                self._asked.written += event.text
                return []
            case ev.GenerationFinished() | ev.InferenceFailed() if self._asked and event.turn == self._asked.turn:
                return self._noted(self._told_what())
            case _:
                return self._noted(self._mind.handle(event))

    # ------------------------------------------------------------------ a line

    def _ahead(self, event: he.VisitorSpeaking | ev.VisitorTyping) -> list[Any]:
        """What the line means is sensed before it comes; the model reads what it will be asked then."""
        if self._sense is None or self._sense.places(texts_of(event.text)) is None:
            return list(self._mind.handle(event))
        attention, line = self._attention(), event.text
        if judge(line, attention.level, self._sense).declined:
            return []
        mood = self._keeper.mood
        if attention.moods and not denies(line) and (heard := mood_of(self._sense, line)) is not None:
            mood = copy(self._keeper).hear(heard)
        decision = decide(self._sense, line, self._situation())
        if decision is None or self._means_a_choice(line):
            return list(self._mind.handle(event))
        if is_worth_asking(decision) and not self._dialogue.answers_outright(line):
            question = question_of(line, decision, self._dialogue.aside)
            asked = ev.Prefill(question, complete=event.whole, guess=True)
            return [asked if isinstance(one, ev.Prefill) else one for one in self._mind.handle(event)]
        self._dialogue.about_app = _is_about_app(decision)
        try:
            return self._directed(event, _direction_in(decision), mood)
        finally:
            self._dialogue.about_app = False

    def _spoke(self, event: ev.VisitorSpoke) -> list[Any]:
        attention, results = self._attention(), self._drop_question()
        verdict = judge(event.text, attention.level, self._sense)
        if verdict.declined and (verdict.category == "self_harm" or not self._means_a_choice(event.text, surely=True)):
            declined = me.HarmDeclined(verdict.category, "visitor", round(verdict.confidence, 2))
            return [*results, declined, *self._recite(event, answer_to(verdict, event.text, attention.country))]
        results += self._feel(event) if attention.moods else []
        if self._means_a_choice(event.text):
            return [*results, *self._pass_on(event, "")]
        taken, self._offered = self._offered, None
        if taken is not None and takes_up(event.text):
            return [*results, *self._leave(event, leaving_for(taken, event.text), "go", taken.id)]
        if (action := action_wish(event.text, self._dialogue.place)) is not None:
            return [*results, *acted(self._dialogue, event, action)]
        decision = decide(self._sense, event.text, self._situation()) if self._sense is not None else None
        if decision is None:  # meanings are not known (yet): a plain order to go is one all the same
            going = self._go(event) if is_order_to_go(event.text) else []
            return [*results, *(going or self._pass_on(event, ""))]
        if is_worth_asking(decision):
            if self._dialogue.answers_outright(event.text):
                return [*results, *self._pass_on(event, "")]
            if self._dialogue.can_talk:
                return [*results, *self._ask(event, decision)]
        return [*results, *self._act(event, decision)]

    def _situation(self) -> Situation:
        return Situation(self._pointing(), bool(self._offers), bool(self._offers), self._before)

    def _feel(self, event: ev.VisitorSpoke) -> list[Any]:
        """What the person seems to feel, where that has changed; they see it and may say that it is not so."""
        before = self._keeper.mood
        if denies(event.text):
            told = replace(_told(self._keeper.correct("neutral")), person=event.person)
            return [told, *self._tuned(event)] if before.told else []
        heard = mood_of(self._sense, event.text) if self._sense is not None else None
        if heard is None or (mood := self._keeper.hear(heard)) == before or not (mood.told or before.told):
            return []
        return [replace(_told(mood), person=event.person), *self._tuned(event)]

    def _tuned(self, event: ev.VisitorSpoke) -> list[Any]:
        """Lamps and the place's own sound follow the mood a little, where the scene leaves them to it."""
        manner, forbids = manner_in(self._keeper.mood), self._dialogue.place.forbids
        wanted = {"mood": (manner.light, "light"), "music": (manner.music, "music")}
        cues: list[Any] = []
        for name, (share, kind) in wanted.items():
            if share != self._shares.get(name, 1.0) and kind not in forbids:
                self._shares[name] = share
                cues.append(st.SceneCue(name, (share,), TurnId(0), event.person))
        return cues

    def _means_a_choice(self, line: str, *, surely: bool = False) -> bool:
        """Whether a story's choice may be (or is) meant: then the story decides."""
        judged = self._sense.choice(line, self._offers) if self._sense is not None and self._offers else None
        return judged is not None and (sure(judged) or (not surely and bool(doubtful(judged))))

    # ------------------------------------------------------------------ a second opinion

    def _ask(self, event: ev.VisitorSpoke, decision: Decision) -> list[Any]:
        self._asked = SecondOpinion(self._dialogue.new_turn(), event, decision)
        return [
            *self._mind.handle(ev.StopRequested()),
            self._asked.asked(self._dialogue.aside),
            ev.BodyCue(self._asked.turn, activity="thinking"),
        ]

    def _told_what(self) -> list[Any]:
        asked, self._asked = self._asked, None
        assert asked is not None
        return self._act(asked.event, asked.settled())

    def _drop_question(self) -> list[Any]:
        asked, self._asked = self._asked, None
        return [ev.CancelTurn(asked.turn)] if asked else []

    # ------------------------------------------------------------------ what each want does

    def _act(self, event: ev.VisitorSpoke, decision: Decision) -> list[Any]:
        self._before = (*self._before, *decision.intents)[-_MOST_BEFORE:]
        confidence = _confidence(decision)
        line = masked(event.text)
        results: list[Any] = [me.IntentSensed(line, decision.intents, confidence, decision.why)]
        results += [
            me.FeedbackGiven(want.intent, masked(want.text), event.person)
            for want in decision.wants
            if want.intent in ("praise", "complaint")
        ]
        if decision.has("command"):
            if _STOP.match(event.text):
                return [*results, *self._mind.handle(ev.StopRequested())]
            if _AGAIN.search(event.text):
                return [*results, *self._mind.handle(he.RepeatWanted(event.text))]
        if decision.has("go_elsewhere") and (going := self._go(event)):
            return [*results, *going]
        if decision.intents == ("change_scene",) and confidence >= _SURE_OF_CHANGE:
            return [*results, *cannot(self._dialogue, event)]
        if decision.has("story") and self._story_waits:
            return [*results, *self._mind.handle(st.StoryRequested())]
        self._dialogue.about_app = _is_about_app(decision)
        return [*results, *self._pass_on(event, _direction_in(decision))]

    def _go(self, event: ev.VisitorSpoke) -> list[Any]:
        """Off to the place that was named, or the places there are are named; [] where there are none."""
        places = list(self._places())
        place = destination(event.text, places, self._sense) if places else None
        wish = wished_place(event.text) if self._imagines else ""
        if wish and place is not None and not is_all_of(wish, place):
            place = None
        if place is not None:
            said, cue, where = leaving_for(place, event.text), "go", place.id
        elif wish:
            said, cue, where = imagining_for(event.text), "imagine", wish
        else:
            # A story that waits for an answer is not left for a list of places.
            return self._offer(event, places) if places and not self._offers else []
        return self._leave(event, said, cue, where)

    def _offer(self, event: ev.VisitorSpoke, places: Sequence[Destination]) -> list[Any]:
        """Names where one can go; what fits the visitor's mood is offered, and taken up by a yes."""
        offer = offered(places, self._keeper.mood, self._sense, event.text)
        ids = [place.id for place in places]
        if offer.action is not None and is_allowed(offer.action, self._dialogue.place, ids):
            self._offered = next(place for place in places if place.id == offer.action.target)
        return self._recite(event, (offer.text,))

    def _leave(self, event: ev.VisitorSpoke, said: str, cue: str, where: str) -> list[Any]:
        results = self._recite(event, (said,))
        turn = next(one.turn for one in results if isinstance(one, ev.TurnOpened))
        self._leaving = (turn, cue, where)
        return results

    def _recite(self, event: ev.VisitorSpoke, sentences: Sequence[str]) -> list[Any]:
        lines = [Recited(sentence, "relaxed", Delivery()) for sentence in sentences]
        return list(self._dialogue.recite(event.text, event.by, event.person, lines))

    def _pass_on(self, event: ev.VisitorSpoke, direction: str) -> list[Any]:
        """The wrapped mind answers; it is told beside the line how to meet it."""
        return self._directed(event, direction, self._keeper.mood)

    def _directed(self, event: Any, direction: str, mood: Mood) -> list[Any]:
        told = " ".join(filter(None, [direction, manner_in(mood).direction]))
        if not told or self._dialogue.direction:
            return list(self._mind.handle(event))
        self._dialogue.direction = told
        try:
            return list(self._mind.handle(event))
        finally:
            if self._dialogue.direction == told:
                self._dialogue.direction = ""

    # ------------------------------------------------------------------ what the wrapped mind does

    def _noted(self, results: Iterable[Any]) -> list[Any]:
        """Meets the mood in what is said and shown, and notes what is offered."""
        manner = manner_in(self._keeper.mood)
        noted: list[Any] = []
        for result in results:
            if isinstance(result, ev.Synthesize) and manner.speed != 1.0:
                result = replace(result, speed=result.speed * manner.speed)
            elif isinstance(result, ev.BodyCue) and result.activity == "listening" and manner.emotion != "neutral":
                result = replace(result, emotion=manner.emotion)
            elif isinstance(result, st.StoryOffered):
                self._story_waits = bool(result.title)
            elif isinstance(result, st.StoryMoved):
                self._story_waits = False
            elif isinstance(result, st.ChoicesOffered):
                known = {thing.id: f"{thing.name}. {thing.description}" for thing in self._dialogue.place.things}
                self._offers = tuple(Offer(one.text, known.get(one.thing, ""), one.says) for one in result.choices)
            if isinstance(result, ev.TurnClosed) and self._leaving and result.turn == self._leaving[0]:
                (turn, cue, where), self._leaving = self._leaving, None
                if result.outcome != "interrupted":
                    noted.append(st.SceneCue(cue, (where,), turn, result.person))
            noted.append(result)
        return noted


def _confidence(decision: Decision) -> float:
    return round(min(want.probability for want in decision.wants), 2)


def _is_about_app(decision: Decision) -> bool:
    return decision.intents == ("ask_app",) and _confidence(decision) >= _SURE_OF_CHANGE


def _direction_in(decision: Decision) -> str:
    """How the host is to meet what is wanted."""
    return " ".join(_DIRECTIONS[intent] for intent in dict.fromkeys(decision.intents) if intent in _DIRECTIONS)


def _told(mood: Mood) -> me.MoodSensed:
    return me.MoodSensed(mood.emotion, round(mood.valence, 2), round(mood.arousal, 2), round(mood.confidence, 2))
