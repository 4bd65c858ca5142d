"""Written examples of offered choices and what visitors say for them, and the training of the weights on them.

A file has stories (`## name`), their choices (`* text @ about the thing`), what was said for a choice (`= line`) and
what was said for none of them (`! line`).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np

from vr_app.host.choice_meaning import ChoiceJudge, ChoiceWeights, Offer
from vr_app.kernel.errors import Location, UserError

_STEPS, _RATE, _DECAY = 1500, 0.5, 2e-3
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
    """Fits the weights: every paraphrase in its story, all unrelated talk in every story.

    Raises: DeviceError where the embedder failed.
    """
    samples = [(*judge.features(line, case.offers), wanted, 1.0) for case in cases for line, wanted in case.said]
    weight = _UNRELATED_WEIGHT * len(samples) / max(1, len(unrelated) * len(cases))
    samples += [(*judge.features(line, case.offers), None, weight) for case in cases for line in unrelated]
    return fit(samples)


Sample = tuple[np.ndarray, np.ndarray, "int | None", float]
"""Features of the choices and of none, which is meant, and how much the sample counts."""


def fit(samples: Sequence[Sample]) -> ChoiceWeights:
    """Gradient descent on the log-likelihood with a little weight decay; the same weights every time."""
    most = max(len(choices) for choices, _, _, _ in samples)
    width, width_none = samples[0][0].shape[1], len(samples[0][1])
    x = np.zeros((len(samples), most, width))
    there = np.full((len(samples), most + 1), -1e9)
    none = np.stack([sample[1] for sample in samples])
    wanted = np.zeros((len(samples), most + 1))
    for i, (choices, _, meant, _) in enumerate(samples):
        x[i, : len(choices)] = choices
        there[i, : len(choices)] = there[i, most] = 0.0
        wanted[i, most if meant is None else meant] = 1.0
    weights = np.array([sample[3] for sample in samples])
    weights /= weights.sum()
    w, v = np.zeros(width), np.zeros(width_none)
    moved_w, moved_v = np.zeros_like(w), np.zeros_like(v)
    for _ in range(_STEPS):
        scores = there + np.concatenate([x @ w, (none @ v)[:, None]], axis=1)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        error = (shares - wanted) * weights[:, None]
        moved_w = 0.9 * moved_w - _RATE * (np.einsum("nc,ncf->f", error[:, :most], x) + _DECAY * w)
        moved_v = 0.9 * moved_v - _RATE * (none.T @ error[:, most] + _DECAY * v)
        w, v = w + moved_w, v + moved_v
    return ChoiceWeights(tuple(w.round(4).tolist()), tuple(v.round(4).tolist()))
