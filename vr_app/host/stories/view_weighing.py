"""Which of two items of an author's list a line comes to: what the model weighs and what the trained head says, added.

Each is wrong where the other is right: the model knows the two items, and takes half of what only implies one for
small talk; the head knows what defends and what blames, and nothing of the items. On the 119 lines for six lists on
which both were weighed: 54 right and 51 unsure by the model alone, 94 right and 15 unsure by both.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from vr_app.host.sense import Sense
from vr_app.host.stories.remarks import LEAST, VIEWS, Remark, remarks_of
from vr_app.host.stories.verdicts import words_of

_PRAISES, _CONDEMNS = 2.0, -1.5
"""How far an item has to be to each side, so that whoever defends or blames speaks for one."""
_NONE_COUNTS, _MODEL_COUNTS = 0.6, 0.7
_MOST_MODEL, _MOST_SENTENCE, _MOST_HEAD = 3.0, 2.5, 3.5
_BOTH_KNOWN = 1.0
NONE, BOTH, CLEAR = 0.8, 0.5, 1.2
"""From where a line is small talk, is for both, is clearly for one of the two."""
_MOST_NONE = 4.0


@dataclass(frozen=True)
class Weighed:
    """Natural logarithms of how much likelier it is than not.

    Attributes:
        none: the line says nothing of it.
        both: it is for both, or for neither.
        first: it is for the first item and not for the second.
    """

    none: float
    both: float
    first: float


def polarity_of(items: Sequence[str], sense: Sense | None) -> int:
    """1 where the first of two items praises and the second condemns, -1 the other way round, 0 for other lists."""
    texts = [f"{words_of(item)[:1].upper()}{words_of(item)[1:]}." for item in items]
    remarks = remarks_of(texts, sense)
    if len(texts) != 2 or not remarks:
        return 0
    first, second = (remarks[text].between("defends", "blames") for text in texts)
    if first >= _PRAISES and second <= _CONDEMNS:
        return 1
    return -1 if second >= _PRAISES and first <= _CONDEMNS else 0


def weigh(shares: Sequence[float] | None, remarks: Sequence[Remark], polarity: int) -> Weighed:
    """Adds what both say of a line.

    Args:
        shares: the model's, of none, the first item, the second, both; None where it was not asked.
        remarks: the head's, of each of the line's sentences; at least one.
    """
    said = max(remark.ahead(*VIEWS) for remark in remarks)
    both = max(remark.ahead("weighs") for remark in remarks)
    speaks = polarity * sum(_for_first(remark) for remark in remarks)
    speaks = _within(speaks, _MOST_HEAD)
    if shares is None:
        return Weighed(-said, both + _BOTH_KNOWN, speaks)
    none, first, second, either = shares
    judged = _within(math.log(max(first, 1e-9) / max(second, 1e-9)), _MOST_MODEL)
    counted = both + _BOTH_KNOWN if polarity or both > 0 else 0.0
    return Weighed(
        _NONE_COUNTS * _odds(none) - said,
        _odds(either / max(first + second + either, 1e-9)) + counted,
        _MODEL_COUNTS * judged + speaks,
    )


def is_decided(remarks: Sequence[Remark], polarity: int) -> bool:
    """Whether the head is so sure of a line that the model could not turn it."""
    if not remarks:
        return False
    alone = weigh(None, remarks, polarity)
    turned = CLEAR + _MODEL_COUNTS * _MOST_MODEL
    return alone.none <= -_NONE_COUNTS * _MOST_NONE and abs(alone.first) >= turned and alone.both < 0


def _for_first(remark: Remark) -> float:
    sure = min(1.0, 2.0 * remark.of("defends", "blames"))
    return sure * _within(remark.between("defends", "blames"), _MOST_SENTENCE)


def _odds(share: float) -> float:
    return math.log(max(LEAST, share) / max(LEAST, 1.0 - share))


def _within(number: float, most: float) -> float:
    return max(-most, min(most, number))
