"""How a reply grows: what the model writes is cut into pieces, screened, and given to the voice in time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from vr_app.host.answers.told_numbers import admission
from vr_app.host.feeling.expression import Expressions
from vr_app.host.prompt import asks_to_greet
from vr_app.host.replies.grounding import Grounding
from vr_app.host.replies.manner import DialogueSettings
from vr_app.host.replies.reply import Reply
from vr_app.host.replies.screening import is_said, whole_sentences
from vr_app.host.replies.visitors_eyes import as_seen_by_visitor, without_heading
from vr_app.kernel import events as ev
from vr_app.speech.pace import Pace
from vr_app.speech.sentences import Piece


class Growth:
    """Knows how fast model and voice are, as measured in this session.

    Args:
        manner: how much is said.
        expressions: choose the face for each piece.
    """

    def __init__(self, manner: DialogueSettings, expressions: Expressions) -> None:
        self._manner = manner
        self._expressions = expressions
        self._pace = Pace()

    def was_generated(self, reply: Reply, event: ev.GenerationFinished) -> None:
        """Learns the model's speed."""
        if event.tokens_per_s:
            self._pace = self._pace.after_writing(reply.written, event.reply_tokens / event.tokens_per_s)

    def was_synthesized(self, event: ev.SpeechSynthesized) -> None:
        """Learns the voice's speed."""
        made = event.utterance
        self._pace = self._pace.after_speech(made.text, made.duration_s, event.seconds)

    def more(self, reply: Reply, text: str, grounding: Grounding, *, voiced: bool) -> list[Any]:
        """More of a reply: what can be said of it is, in clauses as long as the speech is hardly ahead."""
        reply.written += text
        reply.lead.wrote(text)
        cuts = reply.lead.cuts(self._pace)
        if (reply.known_numbers is not None or reply.grounds is not None) and cuts == "breaths":
            cuts = "clauses"  # a number comes at the end of a breath
        pieces = reply.stream.feed(text, cuts, self._pace.first_letters)
        return self._say(reply, pieces, grounding, voiced=voiced)

    def rest(self, reply: Reply, reason: str, grounding: Grounding, *, voiced: bool) -> list[Any]:
        """The end of a reply; a sentence that the limit of tokens broke off is not said."""
        pieces = reply.stream.flush()
        whole = whole_sentences(pieces)
        if reply.warned:
            pieces = _before_number(pieces, whole, reply)
        elif reason == "length" and reply.sentences:
            pieces = whole
        return self._say(reply, pieces, grounding, voiced=voiced, last=True)

    def _say(
        self, reply: Reply, pieces: Sequence[Piece], grounding: Grounding, *, voiced: bool, last: bool = False
    ) -> list[Any]:
        results: list[Any] = []
        for number, piece in enumerate(pieces):
            final = last and number == len(pieces) - 1
            if reply.about_place:
                piece = replace(piece, text=without_heading(piece.text))
            if reply.about_place and not asks_to_greet(reply.line):
                piece = replace(piece, text=as_seen_by_visitor(piece.text))
            said = is_said(piece, reply, grounding, self._manner)
            reply.lead.gave(piece.raw, piece.text if said else "", self._pace)
            if said:
                results += reply.add(piece.text, self._expressions.face(piece.text), spoken=voiced, final=final)
        return results


def _before_number(pieces: Sequence[Piece], whole: list[Piece], reply: Reply) -> list[Piece]:
    """What may be said where a reply was ended because a number began."""
    broken = next((piece for piece in pieces if piece.text and piece not in whole), None)
    if broken is None:
        return whole
    if not whole and (owned := admission(f"{reply.text} {broken.text}".strip())):
        return [] if reply.sentences else [replace(broken, text=owned, ends_sentence=True)]
    reply.withheld = True
    return whole
