"""One reply on its way from text to sound to what was heard, sentence by sentence, in order."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from vr_app.host.answers.consulted import Consulted
from vr_app.host.replies.grounds import Grounds
from vr_app.host.replies.heard import heard_text
from vr_app.host.replies.led import Led
from vr_app.kernel import events as ev
from vr_app.kernel.ids import PersonId, TurnId
from vr_app.speech.joins import followed_by_silence, joined, unspoken_utterance, with_pauses
from vr_app.speech.pace import Lead
from vr_app.speech.sentences import SentenceStream


@dataclass(frozen=True)
class Delivery:
    """How an author wants a sentence said.

    Attributes:
        speaker: who says it where it is not the host; `NOBODY` for what is told and not said.
        gaze, gesture: for the host's body, "" for its own choice.
        pause_s: silence after it.
    """

    speaker: str = ""
    gaze: str = ""
    gesture: str = ""
    pause_s: float = 0.0


NOBODY = " "


@dataclass(frozen=True)
class Recited:
    """A sentence as an author wrote it."""

    text: str
    emotion: ev.Emotion
    delivery: Delivery


@dataclass
class Sentence:
    """One sentence of a reply.

    Attributes:
        stage: waiting for its sound, queued at the speaker, shown only as text (no voice), or done.
        heard: what of it was heard, once done.
        delivery: how an author wants it said; None where the host speaks for itself.
    """

    text: str
    emotion: ev.Emotion
    delivery: Delivery | None = None
    utterance: ev.Utterance | None = None
    stage: Literal["waiting", "queued", "shown", "done"] = "waiting"
    heard: str = ""
    complete: bool = False


@dataclass
class Reply:
    """The host's side of one turn.

    Attributes:
        line: the visitor's words as the model sees them (and memory keeps them).
        messages: the prompt it answers.
        led: how an author leads it: then it is short and in the role; None in free talk.
        about_place: a greeting or description: what names absent things is left out.
        stream: cuts what the model writes into pieces.
        lead: how far the speech of it is ahead of the writing.
        known_numbers: where the visitor asked for a number: the ones that may be said.
        warned: the model was told that it does not know the number; its reply ends where one begins.
        withheld: a made-up number came; nothing more is said until the model has been asked again.
        written: what the model wrote, this time.
        broken: a clause was left out; so is the rest of its sentence.
        opened: the sentence that is being said, as far as it has come.
        said: whole sentences until now.
        listed: a mere list of things was left out.
        foreign: a piece was in another language than the visitor's.
        miscalled: the host took on a calling that it has not; that was left out.
        known: what is known of what the visitor asked; None where nothing was looked up.
        grounds: what may be said, where something was looked up.
        left_out: things that were named and are not there.
        attempt: how often the model was asked again.
        retried: it was asked again because it had failed or its program had ended: that is done once.
        generated: the model has said its last.
        interrupted: no more is to be spoken.
    """

    turn: TurnId
    line: str
    person: PersonId
    about_place: bool
    stream: SentenceStream
    messages: tuple[ev.Message, ...] = ()
    known_numbers: frozenset[str] | None = None
    lead: Lead = field(default_factory=Lead)
    led: Led | None = None
    warned: bool = False
    withheld: bool = False
    broken: bool = False
    written: str = ""
    opened: str = ""
    said: int = 0
    attempt: int = 0
    retried: bool = False
    generated: bool = False
    interrupted: bool = False
    failed: bool = False
    listed: bool = False
    foreign: bool = False
    miscalled: bool = False
    known: Consulted | None = None
    grounds: Grounds | None = None
    left_out: list[str] = field(default_factory=list)
    sentences: list[Sentence] = field(default_factory=list)

    def add(self, text: str, emotion: ev.Emotion, *, spoken: bool, final: bool) -> list[Any]:
        """Takes a finished sentence; asks for its sound where there is a voice."""
        index = len(self.sentences)
        self.sentences.append(Sentence(text, emotion, stage="waiting" if spoken else "shown"))
        ready = ev.SentenceReady(self.turn, index, text, emotion)
        if not spoken:
            return [ready, *self.advance()]
        return [ready, ev.Synthesize(self.turn, index, text, emotion=emotion, final=final)]

    def recite(self, text: str, emotion: ev.Emotion, delivery: Delivery, *, spoken: bool, final: bool) -> list[Any]:
        """Takes a sentence as an author wrote it. What nobody says is given the time that reading it takes."""
        index = len(self.sentences)
        told = delivery.speaker == NOBODY
        self.sentences.append(Sentence(text, emotion, delivery, stage="waiting" if spoken else "shown"))
        ready = ev.SentenceReady(self.turn, index, text, emotion, delivery.speaker)
        if not spoken:
            return [ready, *self.advance()]
        if told:
            return [ready, *self.sound_arrived(unspoken_utterance(self.turn, index, text, final=final))]
        return [ready, ev.Synthesize(self.turn, index, text, emotion=emotion, final=final)]

    def sound_arrived(self, utterance: ev.Utterance) -> list[Any]:
        """Takes a sentence's sound, in any order; plays what is next in order."""
        if self.interrupted or not 0 <= utterance.index < len(self.sentences):
            return []
        sentence = self.sentences[utterance.index]
        if sentence.stage != "waiting" or sentence.utterance is not None:
            return []
        sentence.utterance = with_pauses(utterance)
        if sentence.delivery is not None and sentence.delivery.pause_s:
            sentence.utterance = followed_by_silence(sentence.utterance, sentence.delivery.pause_s)
        return self.advance()

    def without_sound(self) -> list[Any]:
        """The voice failed on the sentence it was at: that one is only shown."""
        for sentence in self.sentences:
            if sentence.stage == "waiting" and sentence.utterance is None:
                sentence.stage = "shown"
                break
        return self.advance()

    def unspoken(self) -> list[ev.Synthesize]:
        """Asks again for every sound that has not arrived."""
        return [
            ev.Synthesize(self.turn, index, sentence.text, emotion=sentence.emotion)
            for index, sentence in enumerate(self.sentences)
            if sentence.stage == "waiting" and sentence.utterance is None
        ]

    def advance(self) -> list[Any]:
        """Plays what can be played in order; counts a sentence without sound as read once those before it are done."""
        results: list[Any] = []
        if not self.interrupted:
            for sentence in self.sentences:
                if sentence.stage == "waiting":
                    if sentence.utterance is None:
                        break
                    sentence.stage = "queued"
                    results.append(ev.PlayUtterance(sentence.utterance))
        for index, sentence in enumerate(self.sentences):
            if sentence.stage == "shown":
                sentence.stage, sentence.heard, sentence.complete = "done", sentence.text, True
                results.append(ev.SentenceHeard(self.turn, index, sentence.text, True, self.person))
            elif sentence.stage != "done":
                break
        return results

    def playback_progressed(self, event: ev.PlaybackProgressed) -> list[Any]:
        """Notes a word more that was heard of the sentence being spoken."""
        if not 0 <= event.index < len(self.sentences):
            return []
        sentence = self.sentences[event.index]
        if sentence.stage != "queued" or sentence.utterance is None:
            return []
        text = heard_text(sentence.utterance, event.heard_samples)
        if len(text) <= len(sentence.heard):
            return []
        sentence.heard = text
        return [ev.SentencePartlyHeard(self.turn, event.index, text, self.person)]

    def playback_finished(self, event: ev.PlaybackFinished) -> list[Any]:
        """Notes what was heard of a sentence."""
        if not 0 <= event.index < len(self.sentences):
            return []
        sentence = self.sentences[event.index]
        if sentence.stage != "queued" or sentence.utterance is None:
            return []
        whole = not event.interrupted or event.heard_samples >= sentence.utterance.sample_count
        sentence.heard = sentence.text if whole else heard_text(sentence.utterance, event.heard_samples)
        sentence.complete = sentence.heard == sentence.text
        sentence.stage = "done"
        sentence.utterance = None
        heard: list[Any] = []
        if sentence.heard:
            heard = [ev.SentenceHeard(self.turn, event.index, sentence.heard, sentence.complete, self.person)]
        return heard + self.advance()

    @property
    def sounding(self) -> bool:
        """Neither model nor voice has anything left to do: only the speaker has."""
        return self.generated and all(sentence.stage != "waiting" for sentence in self.sentences)

    @property
    def at_speaker(self) -> bool:
        """True while the speaker owes an answer."""
        return any(sentence.stage == "queued" for sentence in self.sentences)

    @property
    def over(self) -> bool:
        """Nothing more can come."""
        if self.interrupted:
            return not self.at_speaker
        return self.generated and all(sentence.stage == "done" for sentence in self.sentences)

    @property
    def text(self) -> str:
        """All that was written until now."""
        return joined([sentence.text for sentence in self.sentences])

    @property
    def heard(self) -> str:
        """All that was heard until now."""
        return joined([sentence.heard for sentence in self.sentences if sentence.heard])
