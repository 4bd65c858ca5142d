"""What the host senses in a line beside its words: which choice it means, what is wanted, in which mood. Pure.

Everything rests on one embedder and small trained heads; where the embedder is not there (not installed, starting,
being replaced), each question is answered with None and the caller goes by the words alone.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.host.choices.choice_meaning import ChoiceJudge, ChoiceWeights, Judgement, Offer, load_choice_weights
from vr_app.host.words.trained_head import TrainedHead, load_head
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Embedder

_REMEMBERED = 256
"""Texts whose places are kept: a turn asks for the same line several times."""


@dataclass(frozen=True)
class Heads:
    """The trained weights."""

    intents: TrainedHead
    moods: TrainedHead
    harms: TrainedHead
    expressions: TrainedHead
    gestures: TrainedHead
    choices: ChoiceWeights
    remarks: TrainedHead | None = None
    asides: TrainedHead | None = None


def load_heads(folder: Path) -> Heads:
    """Reads them from `assets/mind`. Raises: UserError."""
    return Heads(
        load_head(folder / "intents.npz"),
        load_head(folder / "moods.npz"),
        load_head(folder / "harms.npz"),
        load_head(folder / "expressions.npz"),
        load_head(folder / "gestures.npz"),
        load_choice_weights(folder / "choices.json"),
        load_head(folder / "remarks.npz"),
        load_head(folder / "asides.npz"),
    )


class Remembering:
    """An embedder that does not ask twice for the same text."""

    def __init__(self, embedder: Embedder, most: int = _REMEMBERED) -> None:
        self._embedder = embedder
        self._most = most
        self._known: dict[str, npt.NDArray[np.float32]] = {}
        self.name = embedder.name
        self.dimensions = embedder.dimensions

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """As the port says."""
        new = [text for text in dict.fromkeys(texts) if text not in self._known]
        if new:
            if len(self._known) + len(new) > self._most:
                self._known = {text: self._known[text] for text in texts if text in self._known}
            self._known |= zip(new, self._embedder.embed(new), strict=True)
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([self._known[text] for text in texts])


class Sense:
    """Answers one question at a time, from one thread."""

    def __init__(self, embedder: Embedder, heads: Heads) -> None:
        self._embedder = Remembering(embedder)
        self.heads = heads
        self._judge = ChoiceJudge(self._embedder, heads.intents, heads.choices)

    def choice(self, line: str, offers: Sequence[Offer]) -> Judgement | None:
        """Which of the offered choices the line means."""
        try:
            return self._judge.judge(line, offers) if offers else None
        except DeviceError:
            return None

    def places(self, texts: Sequence[str]) -> npt.NDArray[np.float32] | None:
        """Where the texts' meanings are."""
        try:
            return self._embedder.embed(texts)
        except DeviceError:
            return None
