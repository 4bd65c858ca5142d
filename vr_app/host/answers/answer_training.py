"""Makes the heads that judge answers, from questions of which the answers are known. Same lines, same weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.host.answers.answer_judge import AnswerHeads, Floats, Weights, order_rows, sure_row
from vr_app.host.answers.logistic import logistic
from vr_app.host.answers.question import Question

_STEPS, _STEP, _DECAY_ORDER, _DECAY_SURE = 300, 0.01, 2.0, 10.0
_FEWEST = 3
_LEAST_SPREAD = 1e-3
"""A number that hardly varies tells nothing, and is not to be blown up."""


@dataclass(frozen=True)
class AskedBefore:
    """A question with the evidence for each sentence.

    Attributes:
        rows: N x columns.
        right: N; True for each sentence that answers. None does where nobody wrote it.
    """

    question: Question
    rows: npt.NDArray
    right: npt.NDArray[np.bool_]


def train_answers(asked: Sequence[AskedBefore]) -> AnswerHeads:
    """Both heads. A question whose answers are taken away is one more that is to be declined."""
    order = _order(asked)
    rows, right = [], []
    for one in asked:
        values = order.of(order_rows(one.question, one.rows))
        best, features = sure_row(one.question, one.rows, values)
        rows.append(features)
        right.append(bool(one.right[best]))
        left = ~one.right
        if one.right.any() and left.sum() > _FEWEST:
            _, features = sure_row(one.question, one.rows[left], values[left])
            rows.append(features)
            right.append(False)
    return AnswerHeads(order, _sureness(np.array(rows), np.array(right, float)))


def _scaled(rows: Floats) -> tuple[Floats, Floats]:
    return rows.mean(axis=0), np.maximum(rows.std(axis=0), _LEAST_SPREAD)


def _order(asked: Sequence[AskedBefore]) -> Weights:
    """The right ones before the others of the same question: the likelihood of a choice, by gradient."""
    sets = [(order_rows(one.question, one.rows), one.right) for one in asked if one.right.any()]
    mean, scale = _scaled(np.concatenate([rows for rows, _ in sets]))
    weights = np.zeros(len(mean))
    for step in range(_STEPS):
        slope = _DECAY_ORDER * weights
        for rows, right in sets:
            plain = (rows - mean) / scale
            values = plain @ weights
            share = np.exp(values - values.max())
            share /= share.sum()
            wanted = share * right
            slope += plain.T @ (share - wanted / max(float(wanted.sum()), 1e-9))
        weights -= _STEP * slope * (1.0 if step < 2 * _STEPS // 3 else 0.3)
    return Weights(tuple(mean), tuple(scale), (*weights, 0.0))


def _sureness(rows: Floats, right: Floats) -> Weights:
    """Logistic regression over scaled numbers."""
    mean, scale = _scaled(rows)
    weights = logistic((rows - mean) / scale, right, _DECAY_SURE)
    return Weights(tuple(mean), tuple(scale), tuple(weights))
