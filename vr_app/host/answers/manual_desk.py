"""How the app is used: the steps under the heading of the manual that a question asks for."""

from __future__ import annotations

from collections.abc import Sequence

from vr_app.host.answers.answer_forms import AnswerForms
from vr_app.host.answers.answering import Found, answers
from vr_app.host.answers.consulted import Consulted
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.question import Question

_MOST_WORDS = 70
_SURE = 0.6


def from_the_manual(
    question: Question, said: str, found: Sequence[Found], passages: Sequence[Passage], forms: AnswerForms
) -> Consulted:
    """The answer to a question about the app, or to "how do I ...?"."""
    manual = [one for one in found if one.passage.kind == "manual"]
    others = [one for one in found if one.passage.kind != "manual"]
    sure = [one for one in manual if one.covered >= _SURE]
    ahead = bool(others) and others[0].score > (manual[0].score if manual else 0.0) + 0.1
    if (question.about != "app" or not question.how_to) and ahead and (told := answers(question, others)):
        return forms.told(question, told[0].passage, found)
    if not sure:
        if question.about == "app" or question.wants in ("how", "where"):
            return forms.declined(question, said, found)
        return forms.free(question, found)
    steps = section(sure[0].passage, passages)
    return Consulted(
        "told", question, sentences=tuple(p.text for p in steps), sources=tuple(steps), candidates=tuple(found)
    )


def section(best: Passage, passages: Sequence[Passage]) -> list[Passage]:
    """The steps under one heading, from the first on; of a table or a long section the best line alone."""
    same = [p for p in passages if p.source == best.source and p.topic == best.topic and p.kind == best.kind]
    words, kept = 0, []
    for passage in same:
        words += len(passage.text.split()) + len(passage.text) // 12 * (not passage.text.isascii())
        if words > _MOST_WORDS:
            break
        kept.append(passage)
    return kept if best in kept else [best]
