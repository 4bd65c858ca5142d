"""The encoders of sentences: one of sixteen languages, one of English, and E5 beside them.

The first is Google's universal-sentence-encoder-multilingual 3: word pieces, three convolutions beside each other over
2, 3 and 5 of them, a mean, and a small residual network. Its table of pieces is kept in bytes, as the file has it. The
second is all-MiniLM-L6-v2. English is where the second is better, so both answer for it; a text in
Chinese, Japanese or Korean is left to the first. E5 (`embedder_e5.py`) takes longer than both together, so it
answers only where lines are to be told apart closely.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.inference.embedder_e5 import E5_DIMENSIONS, E5Encoder
from vr_app.inference.embedder_minilm import EnglishEncoder
from vr_app.inference.embedder_unigram import unigram_pieces

Rows = npt.NDArray[np.float32]

MULTILINGUAL_DIMENSIONS, ENGLISH_DIMENSIONS = 512, 384
DIMENSIONS = MULTILINGUAL_DIMENSIONS + ENGLISH_DIMENSIONS
CLOSE_DIMENSIONS = DIMENSIONS + E5_DIMENSIONS
LONGEST_TEXT = 4000
"""Characters of a text that count; a longer one is cut."""
_CHUNKS = 17
"""Of the table: piece `i` is row `i // 17` of chunk `i % 17`."""
_WINDOWS = ((2, 0), (3, 1), (5, 2))
"""Each convolution: how many pieces it sees, how many of them before the one it stands on."""
_MOST_PIECES = 256
_OWN_SCRIPT = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LETTER = re.compile(r"[^\W\d_]")


class MultilingualEncoder:
    """Arabic, Chinese, Dutch, English, French, German, Italian, Japanese, Korean, Polish, Portuguese, Russian, Spanish,
    Thai and Turkish in one space.

    Raises: OSError, ValueError, KeyError where the files are not what they should be.
    """

    def __init__(self, weights: Path, pieces: Path) -> None:
        self._pieces = unigram_pieces(pieces)
        with np.load(weights, allow_pickle=False) as file:
            self._table = np.stack([file[f"q{chunk + 1}"] for chunk in range(_CHUNKS)])
            self._w: dict[str, Any] = {name: file[name] for name in file.files if not name.startswith("q")}
        self._epsilon = float(self._w["eps"])
        # One projection feeds the three convolutions, and is brought to unit variance as a whole.
        self._entry, self._entry_shift, *self._entry_norm = (
            np.concatenate([self._w[f"{name}{width}"] for width, _ in _WINDOWS], axis=-1)
            for name in ("proj", "proj_b", "ln_g", "ln_b")
        )

    def encode(self, texts: Sequence[str]) -> Rows:
        """N x 512, rows of unit length."""
        return np.stack([self._encode(self._pieces.encode(text)) for text in texts])

    def _encode(self, ids: Sequence[int]) -> Rows:
        w = self._w
        pieces = np.array([1, *ids[:_MOST_PIECES], 2])
        chunk = pieces % _CHUNKS
        rows = self._table[chunk, pieces // _CHUNKS].astype(np.float32)
        rows = rows * w["scale"][chunk, None] + w["lo"][chunk, None]
        seen = [rows]
        branches = np.split(self._normal(rows @ self._entry + self._entry_shift, *self._entry_norm), len(_WINDOWS), 1)
        for (width, before), x in zip(_WINDOWS, branches, strict=True):
            for layer in ("1", "2"):
                inside = _windows(x, width, before)
                x = x + np.maximum(inside @ w[f"w{layer}_{width}"] + w[f"b{layer}_{width}"], 0)
            seen.append(x)
        features = self._normal(np.concatenate(seen, axis=1), w["ln_g"], w["ln_b"])
        mean = (features.sum(axis=0) @ w["cnn_W"] + len(pieces) * w["cnn_b"]) / np.sqrt(len(pieces))
        first = np.maximum(mean @ w["d0"], 0)
        second = np.maximum(mean @ w["p1"] + first @ w["d1"], 0)
        third = np.maximum(second @ w["d2"], 0)
        place = np.tanh(second @ w["p3"] + third @ w["d3"])
        return np.asarray(place / max(float(np.linalg.norm(place)), 1e-9), np.float32)

    def _normal(self, x: Any, gain: Any, shift: Any) -> Any:
        centred = x - x.mean(axis=1, keepdims=True)
        variance = np.square(centred).mean(axis=1, keepdims=True)
        return centred / np.sqrt(variance + self._epsilon) * gain + shift


class SentenceEncoder:
    """The quick ones side by side: N x 896; with E5 behind them: N x 1280.

    The first 512 numbers and E5's 384 are comparable between any two texts.

    Args:
        folder: of the catalogue's model "sentences".
    """

    name = "sentences"
    engine = "onnxruntime"
    dimensions = DIMENSIONS

    def __init__(self, folder: Path) -> None:
        self._multilingual = MultilingualEncoder(folder / "multilingual.npz", folder / "multilingual.pieces")
        self._e5 = E5Encoder(folder / "e5.bin")
        self._english = EnglishEncoder(folder / "english.onnx", folder / "english.tokenizer.json")

    def embed(self, texts: Sequence[str]) -> Rows:
        """As `vr_app.kernel.ports.Embedder.embed`."""
        rows = np.zeros((len(texts), DIMENSIONS), np.float32)
        if not texts:
            return rows
        plain = [_plain(text) for text in texts]
        rows[:, :MULTILINGUAL_DIMENSIONS] = self._multilingual.encode(plain)
        english = [i for i, text in enumerate(plain) if not in_own_script(text)]
        if english:
            rows[english, MULTILINGUAL_DIMENSIONS:] = self._english.encode([plain[i] for i in english])
            rows[english] *= np.float32(2**-0.5)
        return rows

    def embed_closely(self, texts: Sequence[str]) -> Rows:
        """All encoders' answers, N x 1280, rows of unit length."""
        if not texts:
            return np.zeros((0, CLOSE_DIMENSIONS), np.float32)
        close = self._e5.encode([_plain(text) for text in texts])
        return np.concatenate([self.embed(texts), close], axis=1) * np.float32(2**-0.5)


def in_own_script(text: str) -> bool:
    """Whether a text is, for a third of its letters or more, in Chinese, Japanese or Korean script."""
    return 3 * len(_OWN_SCRIPT.findall(text)) >= max(1, len(_LETTER.findall(text)))


def _plain(text: str) -> str:
    """Without half characters and control characters, at most `LONGEST_TEXT` long."""
    whole = text[:LONGEST_TEXT].encode("utf-8", "replace").decode("utf-8")
    return " ".join("".join(c if c.isprintable() else " " for c in whole).split())


def _windows(x: Any, width: int, before: int) -> Any:
    """Each row beside its neighbours, zeros past the ends: T x (width * D)."""
    padded = np.pad(x, ((before, width - 1 - before), (0, 0)))
    return np.concatenate([padded[k : k + len(x)] for k in range(width)], axis=1)
