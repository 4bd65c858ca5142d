"""The mouth of speech as expression weights."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.scene.avatar.expression import CLOSED
from vr_app.scene.avatar.rig import AvatarRig

VISEMES = ("aa", "ih", "ou", "ee", "oh")


def mouth_weights(rig: AvatarRig, mouth: npt.ArrayLike) -> dict[str, float]:
    """Expression weights for a moment of speech.

    Args:
        mouth: weights of aa ih ou ee oh and the closure of the lips, 0 to 1 (`VisemeTrack.sample`).
    """
    *open_weights, closure = np.clip(np.asarray(mouth, np.float64), 0.0, 1.0).tolist()
    opening = [w * (1.0 - closure) for w in open_weights]
    total = sum(opening)
    if total > 1.0:
        opening = [w / total for w in opening]
    weights: dict[str, float] = dict(zip(VISEMES, opening, strict=True))
    if CLOSED in rig.expressions:
        weights[CLOSED] = closure
    return weights
