"""The host's mind: what happens goes in, what to do comes out. Pure: no clock, no thread, no device."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any, Literal

from vr_app.host.answers.consulted import Consulted
from vr_app.host.answers.doubt import doubt_prefill, doubt_request, verdict
from vr_app.host.answers.told_numbers import asks_for_number, numbers_in
from vr_app.host.asking import MODEL_ANSWERS, Asking, about_place
from vr_app.host.card.persona import Persona
from vr_app.host.look_ahead import LookAhead
from vr_app.host.place.place_changed import PlaceChanged
from vr_app.host.place.scene_brief import Place
from vr_app.host.prompt import asks_to_greet
from vr_app.host.replies.knowing import (
    ANSWER_IN,
    HealthTold,
    KnowledgeBrought,
    cited,
    recital,
)
from vr_app.host.replies.led_replies import spoken_instead
from vr_app.host.replies.reply import Delivery, Recited, Reply
from vr_app.host.replies.screening import introduction, second_try
from vr_app.host.replies.speaking_cue import speaking_cue
from vr_app.host.replies.thinking_sign import thinking_cue
from vr_app.host.visitor_line import LONGEST_LINE, visitor_line
from vr_app.host.words.wording import is_chinese
from vr_app.kernel import events as ev
from vr_app.kernel.ids import PersonId, TurnId

_Kind = Literal["keyboard", "voice", "script", "arrival"]


class Dialogue(Asking):
    """Call `handle` with every event, from one thread; do what it returns, in order."""

    def recite(self, said: str, by: _Kind, person: PersonId, lines: Sequence[Recited]) -> list[Any]:
        """A turn of which an author has written the answer.

        Args:
            said: what the visitor said or picked, "" for nothing.
        """
        results = self._interrupt()
        self._awaits_arrival = False
        turn = self.new_turn()
        reply = self._reply = Reply(turn, said, person, False, self._stream())
        reply.generated = True
        results += [ev.TurnOpened(turn, said, by, person), ev.BodyCue(turn, activity="thinking")]
        return self._proceed(reply, [*results, *self._said(reply, lines)])

    def enter(self, persona: Persona, place: Place) -> list[Any]:
        """Another scene from the next turn on; returns what to do."""
        self._awaits_arrival = True
        return self._take_place(persona, place)

    def _take_place(self, persona: Persona, place: Place) -> list[Any]:
        self._persona, self._place, self._prompt, self._grounding = self._settle(persona, place)
        self._look_ahead = LookAhead()
        self._knowing.leave()
        return self._read_ahead()

    def handle(self, event: Any) -> list[Any]:
        """What follows from an event."""
        match event:
            case PlaceChanged():
                return self._take_place(event.persona, event.place)
            case ev.VisitorArrived():
                return self._arrived(event)
            case ev.VisitorSpoke():
                return self._spoke(event)
            case KnowledgeBrought():
                if event.place == self._place:
                    self._knowing.learn(event.knowledge)
                    return [] if self._no_language else [doubt_prefill()]
                return []
            case ev.ForgetAsked():
                self._memory.forget(event.texts)
                return self._read_ahead()
            case HealthTold():
                lines = [Recited(line, "neutral", Delivery()) for line in event.lines]
                return self.recite("", "keyboard", self._person, lines)
            case ev.StopRequested():
                return [*self._interrupt(), *self._after_ending(), *self._read_ahead()] or [ev.StopPlayback()]
            case ev.TokensGenerated() if (reply := self._current(event.turn)) and not reply.generated:
                if reply.known is not None and reply.known.how == "doubtful":
                    reply.written += event.text
                    return []
                return self._growth.more(reply, event.text, self._grounding, voiced=not self._no_voice)
            case ev.GenerationFinished() if (reply := self._current(event.turn)) and not reply.generated:
                if reply.known is not None and reply.known.how == "doubtful":
                    return self._settled(reply, reply.known)
                self._growth.was_generated(reply, event)
                return self._generated(reply, event.reason)
            case ev.SpeechSynthesized() if reply := self._current(event.utterance.turn):
                self._growth.was_synthesized(event)
                return self._proceed(reply, reply.sound_arrived(event.utterance))
            case ev.PlaybackStarted() if reply := self._current(event.turn):
                return [speaking_cue(reply, event.index, self._place, self.expressions)]
            case ev.PlaybackFinished():
                return self._playback_finished(event)
            case ev.PlaybackProgressed():
                replies = [*self._ending, *([self._reply] if self._reply else [])]
                return [e for reply in replies if reply.turn == event.turn for e in reply.playback_progressed(event)]
            case ev.InferenceFailed():
                return self._failed(event)
            case ev.InferenceRestarted():
                return self._restarted(event.reason)
            case ev.ModelReady(kind="language"):
                self._no_language = ""
                self._look_ahead.forget()
                return self._read_ahead()
            case ev.ModelReady(kind="voice"):
                self._no_voice = False
                return []
            case _:
                return []

    # ------------------------------------------------------------------ turns begin

    def _arrived(self, event: ev.VisitorArrived) -> list[Any]:
        if self._reply is not None and not self._awaits_arrival:
            return []  # whoever has begun to talk here needs no greeting
        if "greet" in self._place.forbids:
            self._awaits_arrival = False
            return self._read_ahead()
        return self._open("", self._arrival_line(), "arrival", event.person, about_place=True)

    def _spoke(self, event: ev.VisitorSpoke) -> list[Any]:
        line = visitor_line(event.text)
        if not line.text:
            return [ev.HostNotice("Nothing was said. Type or say a few words, then send them.")]
        notices: list[Any] = []
        if line.cut:
            text = f"That was very long: only the first {LONGEST_LINE:,} characters reach the host."
            notices.append(ev.HostNotice(text, TurnId(self._next_turn)))
        self._person = event.person
        said, known = self._considered(line)
        self.about_app = False
        if known is not None and known.how not in MODEL_ANSWERS:
            return [*self._tell(said, event, known), *notices]
        if known is not None and known.how == "doubtful":
            return [*self._open(said, said, event.by, event.person, about_place=False, known=known), *notices]
        if self._only_known and (known is None or known.how == "free"):
            return [*self.recite(line.text, event.by, event.person, self._unknown()), *notices]
        said = self._worded(line, said, known)
        about = about_place(line, known)
        opened = self._open(line.text, said, event.by, event.person, about_place=about, known=known)
        return [*opened, *notices]

    def _tell(self, said: str, event: ev.VisitorSpoke, known: Consulted) -> list[Any]:
        """An answer that is known, or known to be unknown: no model is asked."""
        self._knowing.heard(said)
        results = self.recite(said, event.by, event.person, self._recital(known))
        at, turn = next((n, result.turn) for n, result in enumerate(results) if isinstance(result, ev.TurnOpened))
        asked: list[Any] = [ev.HealthAsked(turn)] if known.how == "health" else []
        if known.how == "forget":
            self._memory.forget(known.forgets)
            asked.append(ev.ForgetAsked(event.person, known.forgets))
        return [*results[: at + 1], *cited(turn, known), *results[at + 1 :], *asked]

    def _open(
        self, said: str, line: str, by: _Kind, person: PersonId, *, about_place: bool, known: Consulted | None = None
    ) -> list[Any]:
        results = self._interrupt()
        self._awaits_arrival = False
        turn = self.new_turn()
        self._reply = Reply(turn, line, person, about_place, self._stream(), known=known, led=self.led)
        results += [ev.TurnOpened(turn, said, by, person), thinking_cue(turn), *cited(turn, known)]
        if self._no_language:
            results += [ev.HostNotice(self._no_language, turn), *self._give_up(self._reply)]
        elif self._ending:
            # What the host was heard to say is known only when the speaker has answered.
            self._held = self._reply
        else:
            results += self._ask(self._reply)
        return results

    def _ask(self, reply: Reply) -> list[Any]:
        if reply.known is not None and reply.known.how == "doubtful":
            return [doubt_request(reply.turn, reply.known, self._settings.probe)]
        reply.messages = self._asked(reply.line, reply.known)
        if reply.known is not None:
            reply.grounds = self._knowing.grounds(reply, reply.line.partition("\n")[0])
            return [self._generate(reply, reply.messages)]
        reply.warned = self._prompt.warned_line(reply.line) != reply.line
        if asks_for_number(reply.line):
            told = (message.content for message in reply.messages if message.role != "assistant")
            reply.known_numbers = numbers_in(" ".join(told))
        return [self._generate(reply, reply.messages)]

    def _settled(self, reply: Reply, doubt: Consulted) -> list[Any]:
        """A doubtful answer is said, or it is none."""
        known = reply.known = verdict(doubt, reply.written, self._settings.probe)
        reply.written = ""
        if known.how == "doubtful":
            return self._ask(reply)
        if known.how == "free" and self._only_known:
            reply.generated = True
            return self._proceed(reply, self._said(reply, self._unknown()))
        if known.how == "free":
            reply.line = self._prompt.informed_line(reply.line, self._viewpoint(), spatial=False)
            return self._ask(reply)
        self._knowing.heard(reply.line)
        reply.generated = True
        return self._proceed(reply, [*cited(reply.turn, known), *self._said(reply, self._recital(known))])

    def _recital(self, known: Consulted) -> list[Recited]:
        """What is known, and in an author's window what leads on."""
        after = self.led.after if self.led is not None else ""
        return [*recital(known, self.expressions), *([Recited(after, "neutral", Delivery())] if after else [])]

    @property
    def led_plainly(self) -> bool:
        """The model is small: in an author's window it writes nothing of its own."""
        return self._settings.plain_when_led

    @property
    def _only_known(self) -> bool:
        """An author leads, and a model that makes things up is not asked what nothing answers."""
        return self.led is not None and self.led.consults and self._settings.plain_when_led

    def _unknown(self) -> list[Recited]:
        """What the author lets the host say where nothing answers."""
        assert self.led is not None
        return [Recited(text, "neutral", Delivery()) for text in (self.led.instead, self.led.after) if text]

    def _said(self, reply: Reply, lines: Sequence[Recited]) -> list[Any]:
        results: list[Any] = []
        for number, line in enumerate(lines):
            voiced, final = not self._no_voice, number == len(lines) - 1
            results += reply.recite(line.text, line.emotion, line.delivery, spoken=voiced, final=final)
        return results

    # ------------------------------------------------------------------ the reply grows

    def _generated(self, reply: Reply, reason: str) -> list[Any]:
        results = self._growth.rest(reply, reason, self._grounding, voiced=not self._no_voice)
        if reply.grounds is not None and reply.foreign and reply.attempt == 0 and not reply.sentences:
            line = f"{reply.line}\n{ANSWER_IN[reply.grounds.language]}"
            return [*results, *self._ask_again(reply, self._prompt.messages(self._memory.messages(), line))]
        if instead := introduction(reply, self._grounding) or spoken_instead(reply) or self._view_instead(reply):
            for number, text in enumerate(instead):
                final = number == len(instead) - 1
                results += reply.add(text, "neutral", spoken=not self._no_voice, final=final)
        elif (
            (reply.known is None or reply.led)
            and reply.attempt == 0
            and (again := second_try(reply, self._prompt, self._memory.messages()))
        ):
            return [*results, *self._ask_again(reply, again)]
        reply.generated = True
        if not reply.sentences:
            notice = ev.HostNotice("The host found no words for that. Please say it in another way.", reply.turn)
            return [*results, notice, *self._give_up(reply)]
        return self._proceed(reply, results)

    def _view_instead(self, reply: Reply) -> list[str]:
        """The view in the place's own words where the model found none for it: at once, and a greeting's after two."""
        if not reply.about_place or reply.led or reply.sentences or (asks_to_greet(reply.line) and reply.attempt == 0):
            return []
        told = self._prompt.told_plainly(self._viewpoint(), self._look_ahead.told)
        return told if told and is_chinese(told[0]) == is_chinese(reply.line.rsplit("\n", 1)[-1]) else []

    def _ask_again(self, reply: Reply, messages: tuple[ev.Message, ...]) -> list[Any]:
        reply.attempt += 1
        reply.withheld = reply.broken = False
        reply.written = reply.opened = ""
        reply.stream = self._stream()
        return [self._generate(reply, messages)]

    # ------------------------------------------------------------------ when parts fail

    def _failed(self, event: ev.InferenceFailed) -> list[Any]:
        if event.kind == "voice":
            return self._voice_failed(event)
        if event.turn is None:
            self._no_language = event.message
            results: list[Any] = [ev.HostNotice(event.message)]
            return [*results, *self._give_up(self._reply)] if self._reply else results
        reply = self._current(event.turn)
        if reply is None or reply.generated:
            return []
        if event.recoverable and not reply.retried:
            return self._resume(reply)
        notice = ev.HostNotice(f"The host could not answer: {event.message}", reply.turn)
        return [notice, *self._give_up(reply)]

    def _voice_failed(self, event: ev.InferenceFailed) -> list[Any]:
        results: list[Any] = []
        if event.turn is None or not event.recoverable:
            self._no_voice = True
            results.append(ev.HostNotice(f"The host goes on in writing: {event.message}", event.turn))
        reply = self._reply
        if reply is None or (event.turn is not None and event.turn != reply.turn):
            return results
        if not self._no_voice:
            return self._proceed(reply, reply.without_sound())
        while reply.unspoken():
            results += reply.without_sound()
        return self._proceed(reply, results)

    def _restarted(self, reason: str) -> list[Any]:
        reply = self._reply
        notice = ev.HostNotice(f"The part that thinks and speaks was restarted ({reason}). The talk goes on.")
        if reply is None or reply is self._held:
            return [notice]
        results: list[Any] = [notice, *reply.unspoken()]
        if reply.generated:
            return results
        if not reply.retried:
            return [*results, *self._resume(reply)]
        text = "The host lost its thread twice and stops here. Please say it again."
        return [*results, ev.HostNotice(text, reply.turn), *self._give_up(reply)]

    def _resume(self, reply: Reply) -> list[Any]:
        """Asks for the reply again, or for the rest of it where some is out already."""
        reply.retried = True
        if reply.known is not None and reply.known.how == "doubtful":
            return self._settled(reply, replace(reply.known, then=None))
        messages = reply.messages
        if reply.sentences:
            messages = self._prompt.continued(messages, reply.text)
        return self._ask_again(reply, messages)
