"""The embedder of what is written about places: asked only for sentences that are not on disk yet."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.app.folders import data_folder
from vr_app.app.models import embedder_config
from vr_app.kernel.ports import Embedder
from vr_app.store.meanings import MeaningStore

_BATCH = 8
"""Sentences that are asked for at once: what a visitor says waits for no more, and what is done is kept."""


class KeptMeanings:
    """Implements `vr_app.kernel.ports.Embedder` for texts that creators wrote; a visitor's words are not for it.

    Args:
        embedder: works out what is not kept.
        store: keeps it.
    """

    def __init__(self, embedder: Embedder, store: MeaningStore) -> None:
        self._embedder = embedder
        self._store = store
        self.name = embedder.name
        self.dimensions = embedder.dimensions

    def embed(self, texts: Sequence[str]) -> npt.NDArray[np.float32]:
        """As the port says."""
        known = self._store.get(texts)
        new = [text for text in dict.fromkeys(texts) if text not in known]
        for at in range(0, len(new), _BATCH):
            some = new[at : at + _BATCH]
            rows = dict(zip(some, self._embedder.embed(some), strict=True))
            self._store.put(rows)
            known |= rows
        return np.stack([known[text] for text in texts]) if texts else np.zeros((0, self.dimensions), np.float32)


def kept(embedder: Embedder) -> Embedder:
    """The installed embedder, with what it worked out before."""
    config = embedder_config()
    if config is None:
        return embedder
    return KeptMeanings(embedder, MeaningStore(data_folder() / "cache" / "meanings.sqlite", _mark(Path(config.path))))


@cache
def _mark(folder: Path) -> str:
    """Names the encoder's files and the program text that reads them."""
    digest = hashlib.sha256()
    for file in sorted(folder.iterdir()):
        digest.update(f"{file.name} {file.stat().st_size} {file.stat().st_mtime_ns}\n".encode())
    for source in sorted((Path(__file__).parents[1] / "inference").glob("embedder_*.py")):
        digest.update(source.read_bytes())
    return digest.hexdigest()[:16]
