"""Names that get in each other's way."""

from __future__ import annotations

from vr_app.story.compiler.symbols import Symbols
from vr_app.story.compiler.told import Told


def check_names(symbols: Symbols, told: Told) -> None:
    """Tells of names used twice where ink could not know which is meant."""
