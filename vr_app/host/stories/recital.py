"""A passage of a story as sentences for the host to recite."""

from __future__ import annotations

from typing import cast, get_args

from vr_app.host.replies.reply import NOBODY, Delivery, Recited
from vr_app.host.stories.telling import Cue, Passage
from vr_app.kernel.events import Emotion
from vr_app.speech.sentences import SentenceStream

_EMOTIONS = frozenset(get_args(Emotion))


def recited(passage: Passage, host_name: str) -> tuple[list[Recited], dict[int, tuple[Cue, ...]]]:
    """A passage as sentences to recite, and the cues by the index of the sentence they come with."""
    sentences: list[Recited] = []
    cues: dict[int, tuple[Cue, ...]] = {}
    for spoken in passage.lines:
        line = spoken.line
        stream = SentenceStream()
        pieces = [piece.text for piece in (*stream.feed(line.text), *stream.flush()) if piece.text]
        if spoken.cues:
            cues[len(sentences)] = spoken.cues
        speaker = "" if line.speaker == host_name else line.speaker or NOBODY
        emotion = cast(Emotion, line.emotion if line.emotion in _EMOTIONS else "neutral")
        for number, text in enumerate(pieces):
            last = number == len(pieces) - 1
            gesture = line.gesture if number == 0 else ""
            delivery = Delivery(speaker, line.look, gesture, line.pause_s if last else 0.0)
            sentences.append(Recited(text, emotion, delivery))
    return sentences, cues
