"""What the host's body does while a piece of a reply is heard."""

from __future__ import annotations

from vr_app.host.feeling.expression import Expressions
from vr_app.host.place.scene_brief import Place, mentioned
from vr_app.host.replies.reply import NOBODY, Reply
from vr_app.kernel.events import BodyCue
from vr_app.speech.joins import ends_sentence


def speaking_cue(reply: Reply, index: int, place: Place, expressions: Expressions) -> BodyCue:
    """Points at what is spoken of, else gestures once a sentence; what an author directed goes first."""
    sentence = reply.sentences[index]
    if sentence.delivery is not None:
        delivery = sentence.delivery
        activity = "idle" if delivery.speaker == NOBODY else "speaking"
        return BodyCue(reply.turn, sentence.emotion, delivery.gaze or "visitor", delivery.gesture, activity)
    if thing := mentioned(place, sentence.text):
        return BodyCue(reply.turn, sentence.emotion, thing.id, "point", "speaking")
    begins = index == 0 or ends_sentence(reply.sentences[index - 1].text)
    gesture = expressions.gesture(sentence.text, index) if begins else ""
    return BodyCue(reply.turn, sentence.emotion, "visitor", gesture, "speaking")
