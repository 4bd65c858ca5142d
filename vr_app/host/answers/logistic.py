"""Logistic regression: how likely something is, as a linear rule over numbers."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

_STEPS = 30


def logistic(rows: npt.NDArray[np.float64], right: npt.NDArray[np.float64], decay: float) -> npt.NDArray[np.float64]:
    """Weights of the columns, then the bias, by Newton's method.

    Args:
        rows: N x columns, scaled alike.
        right: N; 1 or 0.
        decay: holds the weights small, not the bias.
    """
    plain = np.column_stack([rows, np.ones(len(rows))])
    weights = np.zeros(plain.shape[1])
    for _ in range(_STEPS):
        share = 1 / (1 + np.exp(-np.clip(plain @ weights, -30, 30)))
        slope = plain.T @ (share - right) + decay * np.r_[weights[:-1], 0.0]
        curve = (plain * (share * (1 - share))[:, None]).T @ plain + decay * np.eye(len(weights))
        weights -= np.linalg.solve(curve, slope)
    return weights
