"""Which kind of place a wish means that names none ("somewhere to think of the sea")."""

from __future__ import annotations

from vr_app.host.imagining.places import KINDS
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Embedder

LEAST = 0.3
"""Cosine below which nothing is meant."""


def meant_kind(text: str, embedder: Embedder) -> str:
    """A key of `places.KINDS`, or "" where none is near enough or the embedder is not there."""
    names = list(KINDS)
    told = [f"{name}: {' '.join(KINDS[name].words.split()[:6])}" for name in names]
    try:
        rows = embedder.embed([text, *told])
    except DeviceError:
        return ""
    nearness = rows[1:] @ rows[0]
    best = int(nearness.argmax())
    return names[best] if float(nearness[best]) >= LEAST else ""
