"""What a run was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class VisitOptions:
    """What a run was asked for.

    Attributes:
        lines: the person's turns, when they are scripted.
        out: folder for what is left behind, or None.
        audible: whether to use the loudspeaker.
        until_shown: end as soon as the whole scene can be seen.
        hear: recordings that are played to the ears, one for each of `lines`.
    """

    lines: Sequence[str] = ()
    out: Path | None = None
    audible: bool = True
    until_shown: bool = False
    hear: tuple[Path, ...] = ()
