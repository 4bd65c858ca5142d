"""Which sentence answers a question, and how surely any does: two small trained heads over the evidence.

The first puts the sentences in order; the second tells how surely the first of them is the answer, so that what nobody
wrote can be declined. `vr-app train answers` makes both from the places in `assets/mind/answers`.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.host.answers.answer_evidence import COLUMNS
from vr_app.host.answers.answer_types import is_strict
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.question import Question
from vr_app.kernel.errors import Location, UserError

Floats = npt.NDArray[np.float64]

TOLD, DECLINED = 0.95, 0.004
"""Sure enough to be said, and too unsure to be asked about again, where a model can be asked."""
NAMED = 0.8
"""As `TOLD`, where a name is asked for and stands beside what it names: the model denies "the elephant, Contessa"."""
LIKELY = 0.3
"""Where nobody can be asked again, the line between the two."""
_OTHERS = 6
_AT = {name: number for number, name in enumerate(COLUMNS)}
_AHEAD = ("near", "near_multilingual", "soft_with_context", "score")
_LIFE = frozenset(("born", "die", "married", "marry", "buri", "retir"))
_KINDS = (
    ("who",),
    ("when",),
    ("measure", "count", "money"),
    ("name", "colour", "stuff"),
    ("where", "why", "how"),
    ("what", "whether", "tell", ""),
)


@dataclass(frozen=True)
class Weights:
    """A linear rule over scaled numbers; the bias is the last weight."""

    mean: tuple[float, ...]
    scale: tuple[float, ...]
    weights: tuple[float, ...]

    def of(self, rows: Floats) -> Floats:
        """A value a row."""
        weights = np.array(self.weights)
        return ((rows - np.array(self.mean)) / np.array(self.scale)) @ weights[:-1] + weights[-1]


@dataclass(frozen=True)
class AnswerHeads:
    """The trained weights."""

    order: Weights
    sureness: Weights

    def save(self, path: Path) -> None:
        """Writes them, rounded."""
        plain = {
            name: {key: [round(float(x), 4) for x in values] for key, values in part.items()}
            for name, part in asdict(self).items()
        }
        path.write_text(json.dumps(plain) + "\n", encoding="utf-8")


def load_answer_heads(path: Path) -> AnswerHeads:
    """Reads them. Raises: UserError."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        parts = [Weights(*(tuple(map(float, read[name][key])) for key in ("mean", "scale", "weights")))
                 for name in ("order", "sureness")]  # fmt: skip
        return AnswerHeads(*parts)
    except (OSError, ValueError, LookupError, TypeError) as error:
        raise UserError(
            "These trained weights cannot be read", where=Location(path), remedy="Run `vr-app train answers`."
        ) from error


@dataclass(frozen=True)
class Judged:
    """A sentence, and how surely it is the answer.

    Attributes:
        sureness: 0 to 1.
        others: the next in order, each with how surely it is the answer instead.
    """

    passage: Passage
    sureness: float
    others: tuple[tuple[Passage, float], ...] = ()


def judged(heads: AnswerHeads, question: Question, passages: Sequence[Passage], rows: npt.NDArray) -> Judged | None:
    """The best of the sentences; None where there is none."""
    if not len(passages):
        return None
    values = heads.order.of(order_rows(question, rows))
    best, features = sure_row(question, rows, values)
    order = np.argsort(-values, kind="stable")
    sureness = 1 / (1 + np.exp(-float(heads.sureness.of(features[None])[0])))
    share = np.exp(values - values.max())
    others = ((passages[int(at)], float(sureness * share[at])) for at in order[1 : 1 + _OTHERS])
    return Judged(passages[best], float(sureness), tuple(others))


def order_rows(question: Question, rows: npt.NDArray) -> Floats:
    """What the order is made from: the evidence, how far each is ahead of the others, and some of it by kind."""
    rows = rows.astype(np.float64)
    third = min(2, len(rows) - 1)
    ahead = np.column_stack([rows[:, _AT[name]] - np.sort(rows[:, _AT[name]])[::-1][third] for name in _AHEAD])
    strict, chinese = float(is_strict(question)), float(question.chinese)
    kinds = [strict * (1 - rows[:, _AT["holds"]]), strict * rows[:, _AT["soft_with_context"]]]
    kinds += [
        chinese * rows[:, _AT[name]] for name in ("near_multilingual", "covered", "holds", "score", "soft_with_context")
    ]
    return np.column_stack([rows, ahead, *kinds])


def sure_row(question: Question, rows: npt.NDArray, values: Floats) -> tuple[int, Floats]:
    """Index of the first in order, and what its sureness is made from."""
    order = np.argsort(-values, kind="stable")
    best = int(order[0])
    row = rows[best].astype(np.float64)
    second = float(values[order[1]]) if len(order) > 1 else float(values[best]) - 5.0
    share = np.exp(values - values.max())
    kinds = [*(float(question.wants in kind) for kind in _KINDS), float(question.about == "host")]
    chinese = float(question.chinese)
    life = float(any(word in _LIFE for word in question.words))
    by_kind = ("holds", "covered", "predicate", "soft_with_context", "softest", "near")
    features = [*row, values[best], values[best] - second, share[best] / share.sum()]
    features += [row[0] - float(rows[:, 0].mean()), *kinds, chinese]
    features += [kind * row[_AT[name]] for kind in kinds for name in by_kind]
    features += [chinese * row[_AT[name]] for name in ("near_multilingual", "holds", "covered", "score", "softest")]
    return best, np.array([*features, life, life * row[_AT["predicate"]]])
