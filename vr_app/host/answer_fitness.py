"""Which of the likeliest sentences can be an answer at all, whatever their sureness."""

from __future__ import annotations

import re

from vr_app.host.answer_judge import Judged
from vr_app.host.answer_types import holds_answer
from vr_app.host.passages import Passage
from vr_app.host.question import Question

_SOMEBODY = re.compile(r"\b(?:I|[Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]ers?|[Tt]heir|my|is|are|was|were|has|have|had)\b")


def fitting(question: Question, judged: Judged) -> Judged | None:
    """For a question for a name the likeliest sentence that tells one, None where there is none; else as it was."""
    if question.wants != "name":
        return judged
    ranked = [(judged.passage, judged.sureness), *judged.others]
    fit = [(passage, sureness) for passage, sureness in ranked if holds_answer(question, passage.spoken)]
    if not fit:
        return None
    (best, sureness), *others = fit
    return Judged(best, sureness, tuple(others))


def is_fragment(passage: Passage) -> bool:
    """Whether a line of the card only lists traits ("Warm, easily offended"): it shapes a talk and is not recited."""
    text = passage.text
    return passage.kind == "host" and text.isascii() and not _SOMEBODY.search(text) and passage.topic not in text
