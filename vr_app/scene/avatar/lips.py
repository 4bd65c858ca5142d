"""The mouth of speech as expression weights."""

from __future__ import annotations

from collections.abc import Sequence

from vr_app.scene.avatar.rig import AvatarRig

VISEMES = ("aa", "ih", "ou", "ee", "oh")
CLOSED = "pp"
"""Our own figure's extra expression for pressed lips; others close by having nothing open."""


def mouth_weights(rig: AvatarRig, mouth: Sequence[float]) -> dict[str, float]:
    """Expression weights for a moment of speech.

    Args:
        mouth: weights of aa ih ou ee oh and the closure of the lips, 0 to 1 (`VisemeTrack.sample`).
    """
    closure = min(max(float(mouth[5]), 0.0), 1.0)
    opening = [min(max(float(w), 0.0), 1.0) * (1.0 - closure) for w in mouth[:5]]
    total = sum(opening)
    if total > 1.0:
        opening = [w / total for w in opening]
    weights = dict(zip(VISEMES, opening, strict=True))
    if CLOSED in rig.expressions:
        weights[CLOSED] = closure
    return weights
