"""What crosses the pipe to the embedder's program and back."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True)
class EmbedTexts:
    """Put texts where their meanings are. Answered by `TextsEmbedded` of the same job.

    Attributes:
        closely: by all encoders, not by the quick ones alone.
    """

    job: int
    texts: tuple[str, ...]
    closely: bool = False


@dataclass(frozen=True)
class TextsEmbedded:
    """The texts' places.

    Attributes:
        rows: N x `dimensions` float32, little-endian.
        problem: plain words where it failed, else "".
    """

    job: int
    dimensions: int
    rows: bytes = field(repr=False, default=b"")
    problem: str = ""
