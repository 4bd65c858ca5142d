"""What a visitor's sentence does in an improv window: it asks fate, defends or blames somebody, hesitates, chats.

A head trained on lines of all these kinds tells it (`assets/mind/remarks.train.txt`), in a few milliseconds and in any
language of the encoders. It knows nothing of the window: what it is unsure of is left to the model and the wording.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from vr_app.host.sense import Sense

NOTHING = ("asks", "asks_about_asking", "chats", "hesitates", "refuses", "cross", "retracts")
"""Kinds that give a window nothing."""
VIEWS = ("defends", "blames", "weighs", "advises")
"""Kinds that say what somebody thinks of a deed, or of what is to be done."""
_NOTHING_SURE, _OTHERS_SURE, _TAKEN_BACK = 0.8, 0.7, 0.6
LEAST = 0.02
"""No share counts as less: the head was trained on some hundred lines of a kind."""


_YES_OR_NO = re.compile(
    r"^(?:(?:yes|no|well|oh|hm+|honestly|but|and|so)[,.:]?\s+)*(?:yes|no|nope|yeah)\b\s*[,.:;-]\s*(?=\S+\s+\S+\s+\S)",
    re.IGNORECASE,
)
"""What "No, she had to." answers is told elsewhere; the rest of it says what is thought."""


@dataclass(frozen=True)
class Remark:
    """How likely each kind is for one sentence."""

    shares: Mapping[str, float]

    def of(self, *kinds: str) -> float:
        """How likely it is one of these."""
        return sum(self.shares.get(kind, 0.0) for kind in kinds)

    def ahead(self, *kinds: str) -> float:
        """How much likelier one of these is than all others, in natural logarithms."""
        share = self.of(*kinds)
        return math.log(max(LEAST, share) / max(LEAST, 1.0 - share))

    def between(self, kind: str, other: str) -> float:
        """How much likelier the first of two kinds is than the second, in natural logarithms."""
        return math.log(max(LEAST, self.of(kind)) / max(LEAST, self.of(other)))


def remarks_of(sentences: Sequence[str], sense: Sense | None) -> dict[str, Remark]:
    """By sentence; empty where nothing can tell."""
    head = sense.heads.remarks if sense is not None else None
    if sense is None or head is None or not sentences:
        return {}
    plain = [_YES_OR_NO.sub("", sentence) for sentence in sentences]
    places = sense.places(plain)
    if places is None:
        return {}
    rows = head.probabilities(places, plain)
    return {
        sentence: Remark(dict(zip(head.labels, map(float, row), strict=True)))
        for sentence, row in zip(sentences, rows, strict=True)
    }


def gives_nothing(remark: Remark | None) -> bool:
    """Whether a sentence surely gives a window nothing, or only says what others think, or are to blame for."""
    return remark is not None and (remark.of(*NOTHING) >= _NOTHING_SURE or remark.of("others") >= _OTHERS_SURE)


def takes_back(sentences: Sequence[str], sense: Sense | None) -> bool:
    """Whether one of the sentences surely takes back what was said: "Scrap that."."""
    return any(remark.of("retracts") >= _TAKEN_BACK for remark in remarks_of(sentences, sense).values())
