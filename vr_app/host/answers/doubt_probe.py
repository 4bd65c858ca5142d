"""How a model's next words are read as an opinion on whether a sentence answers.

Any model is heard by its yes and no. Of a model that was asked about many questions whose answers are known, a trained
linear rule (a probe) over many next words tells more: a model leans towards some of them where it is wrong about yes
and no. `vr-app train doubts` makes one for the installed model.
"""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

from vr_app.kernel.errors import Location, UserError

YES_NO = ("yes", "no")
"""The replies that a model may write; they stand first among the words of every probe."""
_LEAST = 0.01


@dataclass(frozen=True)
class Probe:
    """A linear rule over natural logarithms of how likely next words are, and over what was thought before.

    Attributes:
        model: name of the model's file it was learned from; "" for any model.
        words: the next words, `YES_NO` first.
        weights: one a word.
        bias: added.
        before: what the log odds of the sureness before count.
        enough: from this sureness the likeliest sentence is said where none is surer.
        enough_strictly: the same where a certain kind of thing is asked for (a year, a person, a number).
        enough_in_talk: the same for a line that may be mere talk.
        denied: yes over no from which down the model denies a sentence, however likely it was before.
    """

    model: str
    words: tuple[str, ...]
    weights: tuple[float, ...]
    bias: float
    before: float
    enough: float
    enough_strictly: float
    enough_in_talk: float
    denied: float = -math.inf

    def sureness(self, before: float, likely: Sequence[float]) -> float:
        """How surely a sentence answers, 0 to 1.

        Args:
            before: how surely by the evidence, 0 to 1.
            likely: natural logarithms, one a word.
        """
        if likely[0] - likely[1] < self.denied:
            return 0.0
        before = min(max(before, _LEAST), 1 - _LEAST)
        told = sum(weight * one for weight, one in zip(self.weights, likely, strict=True))
        return 1 / (1 + math.exp(-max(min(self.bias + told + self.before * math.log(before / (1 - before)), 50), -50)))


PLAIN = Probe("", YES_NO, (0.9, -0.9), 0.0, 0.2, enough=0.2, enough_strictly=0.65, enough_in_talk=0.65, denied=-1.5)
"""Of any model: chosen over 185 questions of the places in `assets/mind/weighed`, which no head learned from."""


def load_probe(path: Path) -> Probe:
    """Reads a trained one. Raises: UserError."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        words, weights = tuple(map(str, read.pop("words"))), tuple(map(float, read.pop("weights")))
        model = str(read.pop("model"))
        probe = Probe(model, words, weights, **{name: float(value) for name, value in read.items()})
        if probe.words[:2] != YES_NO or len(words) != len(weights):
            raise ValueError("words and weights do not belong together")
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise UserError(
            "These trained weights cannot be read", where=Location(path), remedy="Run `vr-app train doubts`."
        ) from error
    return probe


def save_probe(probe: Probe, path: Path) -> None:
    """Writes it."""
    values = {name: value for name, value in asdict(probe).items() if value != -math.inf}
    path.write_text(json.dumps(values, ensure_ascii=False) + "\n", encoding="utf-8")
