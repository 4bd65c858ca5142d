"""Which of the likeliest sentences can be an answer at all, whatever their sureness."""

from __future__ import annotations

import re

from vr_app.host.answer_counts import asks_age, counts_it, tells_age, tells_price
from vr_app.host.answer_judge import Judged
from vr_app.host.answer_types import holds_answer, is_dimension
from vr_app.host.passages import Passage
from vr_app.host.question import Question

_SOMEBODY = re.compile(r"\b(?:I|[Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]ers?|[Tt]heir|my|is|are|was|were|has|have|had)\b")


def fitting(question: Question, judged: Judged) -> Judged | None:
    """The likeliest sentence that can be an answer, None where there is none; as it was where all can be."""
    ranked = [(judged.passage, judged.sureness), *judged.others]
    fit = [one for one in ranked if can_answer(question, one[0].spoken) and not is_fragment(one[0])]
    if len(fit) == len(ranked):
        return judged
    if not fit:
        return None
    (best, sureness), *others = fit
    return Judged(best, sureness, tuple(others))


def can_answer(question: Question, sentence: str) -> bool:
    """Whether a sentence may answer at all: a name is asked for and one is told, a price and money is spoken of."""
    match question.wants:
        case "name" | "stuff":
            return holds_answer(question, sentence)
        case "measure":
            return holds_answer(question, sentence) or not is_dimension(question)
        case "who" | "colour":
            return question.chinese or holds_answer(question, sentence)
        case "count":
            return counts_it(question.text, sentence)
        case "money":
            return tells_price(sentence)
        case "when" if asks_age(question.text):
            return tells_age(sentence)
        case "when":
            return holds_answer(question, sentence)
    return True


def is_fragment(passage: Passage) -> bool:
    """Whether a line of the card only lists traits ("Warm, easily offended"): it shapes a talk and is not recited."""
    text = passage.text
    return passage.kind == "host" and text.isascii() and not _SOMEBODY.search(text) and passage.topic not in text
