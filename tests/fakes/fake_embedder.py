"""An embedder that knows words only: texts that share words (or Chinese characters) are near each other."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import DeviceError

_WORD = re.compile(r"[a-z0-9']+|[\u3400-\u9fff]")


class FakeEmbedder:
    """Each word is a direction of its own; a text lies between its words.

    Args:
        alike: groups of words that are to mean the same ("sea ocean").

    Attributes:
        broken: while True, every call fails.
        calls: the texts of each call.
    """

    name = "fake"
    dimensions = 896

    def __init__(self, alike: Sequence[str] = ()) -> None:
        self._same = {word: group.split()[0] for group in alike for word in group.split()}
        self.broken = False
        self.calls: list[tuple[str, ...]] = []

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        if self.broken:
            raise DeviceError("The embedder is not there.", recoverable=True)
        self.calls.append(tuple(texts))
        if not texts:
            return np.zeros((0, self.dimensions), np.float32)
        return np.stack([self._place(text) for text in texts])

    def _place(self, text: str) -> npt.NDArray[np.float32]:
        words = _WORD.findall(text.lower()) or ["?"]
        place = np.sum([_direction(self._same.get(word, word), self.dimensions) for word in words], axis=0)
        return np.asarray(place / np.linalg.norm(place), np.float32)


def _direction(word: str, dimensions: int) -> npt.NDArray[np.float64]:
    seed = int.from_bytes(hashlib.sha256(word.encode()).digest()[:8], "little")
    return np.random.default_rng(seed).standard_normal(dimensions)
