"""The face and the gesture that go with a sentence of the host's: each out of a closed list, apart from the words.

Two small trained heads choose, over the place of the sentence in the embedder's space; the language model has no part
in it. Where the embedder is not there, or a head is not sure, words decide (`emotion.py`, `gesture.py`).
"""

from __future__ import annotations

from typing import cast, get_args

from vr_app.host.feeling.emotion import emotion_of
from vr_app.host.sense import Sense
from vr_app.host.words.trained_head import TrainedHead
from vr_app.kernel.events import Emotion
from vr_app.scene.avatar.gesture import CLIPS, choose_gesture

FACES: tuple[Emotion, ...] = get_args(Emotion)
NO_GESTURE = "none"
SURE_FACE, SURE_GESTURE = 0.34, 0.45
"""Probabilities from which a head's choice counts; under it a face stays as it is, and words choose the gesture."""


class Expressions:
    """Chooses for one host. What senses may come later."""

    def __init__(self, sense: Sense | None = None) -> None:
        self._sense = sense

    def attend(self, sense: Sense | None) -> None:
        """Chooses by this one from now on."""
        self._sense = sense

    def face(self, sentence: str) -> Emotion:
        """The feeling with which a sentence is said."""
        found = self._found(sentence, "expressions")
        if found is None:
            return emotion_of(sentence)
        label, share = found
        return cast(Emotion, label) if label in FACES and share >= SURE_FACE else "neutral"

    def gesture(self, sentence: str, index: int) -> str:
        """A clip's name, "" for none.

        Args:
            index: which sentence of the reply it is; without a sense it decides as well.
        """
        found = self._found(sentence, "gestures")
        if found is None or found[1] < SURE_GESTURE:
            return choose_gesture(sentence, index)
        return found[0] if found[0] in CLIPS else ""

    def _found(self, sentence: str, head: str) -> tuple[str, float] | None:
        if self._sense is None or not any(letter.isalnum() for letter in sentence):
            return None
        places = self._sense.places([sentence])
        if places is None:
            return None
        trained: TrainedHead = getattr(self._sense.heads, head)
        row = trained.probabilities(places, [sentence])[0]
        best = int(row.argmax())
        return trained.labels[best], float(row[best])
