"""Written examples of offered choices and what visitors say for them, and the training of the weights on them.

A file has stories (`## name`), their choices (`* text @ about the thing`), what was said for a choice (`= line`) and
what was said for none of them (`! line`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from vr_app.host.choices.choice_meaning import ChoiceJudge, ChoiceWeights, Offer
from vr_app.kernel.errors import Location, UserError

_STEPS, _RATE, _DECAY = 600, 0.05, 1e-3
_TURNS = 3
"""The stories take turns: each is held against every third line of unrelated talk."""
_UNRELATED_WEIGHT = 1.0
"""Of all unrelated talk together, against all paraphrases together."""


@dataclass
class OfferedCase:
    """The choices of one moment and what was said: (line, index of the choice it means or None)."""

    story: str
    offers: list[Offer] = field(default_factory=list)
    said: list[tuple[str, int | None]] = field(default_factory=list)


def read_offered(path: Path) -> list[OfferedCase]:
    """Reads a file. Raises: UserError with file and line."""
    cases: list[OfferedCase] = []
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise UserError(f"this file cannot be read ({error})", where=Location(path)) from error
    for number, line in enumerate(lines, start=1):
        mark, _, text = line.strip().partition(" ")
        if mark == "##":
            cases.append(OfferedCase(text))
        elif not mark or mark == "#":
            continue
        elif not cases or (mark == "=" and not cases[-1].offers) or mark not in "*=!":
            raise UserError("expected `## story`, `* choice`, `= line` or `! line`", where=Location(path, number))
        elif mark == "*":
            words, _, about = text.partition(" @ ")
            cases[-1].offers.append(Offer(words.strip(), about.strip()))
        else:
            cases[-1].said.append((text, len(cases[-1].offers) - 1 if mark == "=" else None))
    return cases


def train_choices(judge: ChoiceJudge, cases: Sequence[OfferedCase], unrelated: Sequence[str]) -> ChoiceWeights:
    """Fits the weights: every paraphrase in its story, a part of the unrelated talk in every story.

    Raises: DeviceError where the embedder failed.
    """
    samples = [(*judge.features(line, case.offers), wanted, 1.0) for case in cases for line, wanted in case.said]
    other = [(case, line) for i, case in enumerate(cases) for line in unrelated[i % _TURNS :: _TURNS]]
    weight = _UNRELATED_WEIGHT * len(samples) / max(1, len(other))
    samples += [(*judge.features(line, case.offers), None, weight) for case, line in other]
    return fit(samples)


Sample = tuple[np.ndarray, np.ndarray, "int | None", float]
"""Features of the choices and of none, which is meant, and how much the sample counts."""


def fit(samples: Sequence[Sample]) -> ChoiceWeights:
    """Adam on the log-likelihood with a little weight decay; the same weights every time.

    Each feature is brought to unit spread first, so that all are held back alike; the weights are for them as they are.
    """
    most = max(len(choices) for choices, _, _, _ in samples)
    every = np.concatenate([choices for choices, _, _, _ in samples])
    middle, spread = every.mean(axis=0), every.std(axis=0) + 1e-6
    none = np.stack([sample[1] for sample in samples])
    none_middle, none_spread = none.mean(axis=0), none.std(axis=0) + 1e-6
    none_middle[0], none_spread[0] = 0.0, 1.0
    none = (none - none_middle) / none_spread
    width = every.shape[1]
    x = np.zeros((len(samples), most, width))
    there = np.full((len(samples), most + 1), -1e9)
    wanted = np.zeros((len(samples), most + 1))
    for i, (choices, _, meant, _) in enumerate(samples):
        x[i, : len(choices)] = (choices - middle) / spread
        there[i, : len(choices)] = there[i, most] = 0.0
        wanted[i, most if meant is None else meant] = 1.0
    counts = np.array([sample[3] for sample in samples])
    counts /= counts.sum()
    w = np.zeros(width + none.shape[1])
    moved, moved_square = np.zeros_like(w), np.zeros_like(w)
    for step in range(1, _STEPS + 1):
        scores = there + np.concatenate([x @ w[:width], (none @ w[width:])[:, None]], axis=1)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        error = (shares - wanted) * counts[:, None]
        slope = np.concatenate([np.einsum("nc,ncf->f", error[:, :most], x), none.T @ error[:, most]]) + _DECAY * w
        moved = 0.9 * moved + 0.1 * slope
        moved_square = 0.999 * moved_square + 0.001 * slope * slope
        w -= _RATE * moved / (1 - 0.9**step) / (np.sqrt(moved_square / (1 - 0.999**step)) + 1e-8)
    of_choice, of_none = w[:width] / spread, w[width:] / none_spread
    of_none[0] += float(of_choice @ middle) - float(of_none[1:] @ none_middle[1:])
    return ChoiceWeights(tuple(of_choice.round(4).tolist()), tuple(of_none.round(4).tolist()))
