"""Makes the rule that reads a model's next words, from questions of which it is known what answers them.

The likelihoods of some hundred words are put in few directions (principal components), in which a logistic regression
is fitted: with so few questions, more directions only learn them by heart.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from vr_app.host.answers.doubt_probe import Probe
from vr_app.host.answers.logistic import logistic

_DIRECTIONS, _DECAY = 64, 30.0
BEFORE = 0.3
"""What the evidence before counts beside the model, as log odds; chosen as the lines of `ENOUGH` are."""
ENOUGH, ENOUGH_STRICTLY, ENOUGH_IN_TALK = 0.15, 0.32, 0.27
"""Chosen over the questions of `assets/mind/weighed`, each place judged by what was learned from all others."""


@dataclass(frozen=True)
class Judgement:
    """What a model thought of one sentence.

    Attributes:
        likely: natural logarithms of next words.
        answers: whether the sentence does answer.
    """

    likely: Sequence[float]
    answers: bool


def train_probe(model: str, words: Sequence[str], judged: Sequence[Judgement]) -> Probe:
    """The rule for a model's file of this name. Same judgements, same rule."""
    rows = np.array([one.likely for one in judged], dtype=np.float64)
    yes_over_no = rows[:, 0] - rows[:, 1]
    right = np.array([one.answers for one in judged], dtype=np.float64)
    middle = rows.mean(axis=0)
    _, _, directions = np.linalg.svd(rows - middle, full_matrices=False)
    directions = directions[:_DIRECTIONS]
    along = (rows - middle) @ directions.T
    spread = along.std(axis=0)
    *weights, yes, bias = logistic(np.column_stack([along / spread, yes_over_no]), right, _DECAY)
    by_word = directions.T @ (np.array(weights) / spread)
    bias -= float(middle @ by_word)
    by_word[:2] += yes, -yes
    rounded = tuple(round(float(weight), 5) for weight in by_word)
    return Probe(model, tuple(words), rounded, round(float(bias), 5), BEFORE, ENOUGH, ENOUGH_STRICTLY, ENOUGH_IN_TALK)
