"""Which of the likeliest sentences can be an answer at all, whatever their sureness."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from collections.abc import Collection

from vr_app.host.answers.answer_counts import asks_age, counts_it, tells_age, tells_price
from vr_app.host.answers.answer_judge import Judged
from vr_app.host.answers.answer_types import holds_answer, is_dimension, is_strict
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.question import Question
from vr_app.host.words.amounts import HARMLESS, amounts_in
from vr_app.host.words.wording import content_words, stem

_SOMEBODY = re.compile(r"\b(?:I|[Hh]e|[Ss]he|[Tt]hey|[Hh]is|[Hh]ers?|[Tt]heir|my|is|are|was|were|has|have|had)\b")

_MADE_OF = re.compile(
    r"\b(?:made|cut|carved|woven|built|sewn|cast|turned|spun|boiled|mixed|pressed) (?:\w+ )?(?:from|of|out of|with)\b|"
    r"(?:用|拿|以|由|是).{1,16}(?:做|造|盖|砌|夯|垒|编|织|雕|刻|铸|打|搭|缝|烧|拼|制)(?:的|成|出来|起来|$|[，。])"
)
_ABODE_ASKED = re.compile(r"^where (?:do|does|did|is|are) .*\b(?:live|lives|living|dwell|reside)$")
_ABODE = re.compile(
    r"\b(?:liv(?:e|es|ed|ing)|dwell\w*|resid\w*|home|house\w*|sleeps?|slept|flat|street|lodg\w*|room|upstairs|above|over|"
    r"wagon|cabin|cottage|hut|attic|farm|next door|settled|moved|stays?|born|village|town|nest\w*|den|burrow|from|"
    r"in [A-Z]\w+|at the|on the|under|inside|behind|beside)\b"
)
_MANY = re.compile(r"\b(?:many|much|a lot|lots|plenty|often|crowd(?:s|ed)?|busy)\b")
_MUCH = re.compile(
    r"\b(?:many|much|few|fewer|more|most|lots?|plenty|hardly|rarely|seldom|often|never|always|every|each|daily|nobody|no one|none|"
    r"crowd\w*|full|busy|quiet|empty|packed|alone|several|some)\b",
    re.IGNORECASE,
)
_WHICH = re.compile(r"^(?:in |on |at |from |to |for |of )?which (?P<kind>[a-z]{3,}) (?!of\b)\w+")
_BARE = frozenset(("a", "an", "the", "this", "that", "his", "her", "their", "its", "our", "my", "one", "some", "any"))
"""Before a noun they tell nothing of which one it is."""


def fitting(question: Question, judged: Judged, things: Collection[str] = ()) -> Judged | None:
    """The likeliest sentence that can be an answer, None where there is none; as it was where all can be.

    Args:
        things: stems of the words in the names of the place's things.
    """
    ranked = [(judged.passage, judged.sureness), *judged.others]
    fit = [
        one
        for one in ranked
        if can_answer(question, one[0].spoken)
        and not is_fragment(one[0])
        and not tells_of_another(question, one[0], things)
    ]
    if len(fit) == len(ranked):
        return judged
    if not fit:
        return None
    (best, sureness), *others = fit
    return Judged(best, sureness, tuple(others))


def can_answer(question: Question, sentence: str) -> bool:
    """Whether a sentence may answer at all: a name is asked for and one is told, a price and money is spoken of."""
    match question.wants:
        case "name":
            return holds_answer(question, sentence)
        case "stuff":
            return holds_answer(question, sentence) or bool(_MADE_OF.search(sentence))
        case "where" if _ABODE_ASKED.search(question.text):
            return question.chinese or bool(_ABODE.search(sentence))
        case "whether" if _MANY.search(question.text):
            return bool(_MUCH.search(sentence) or amounts_in(sentence) - HARMLESS)
        case "what":
            return not leaves_unnamed(question, sentence)
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


def tells_of_another(question: Question, passage: Passage, things: Collection[str]) -> bool:
    """Whether a year, a number or a person of one thing is asked for, and neither a sentence nor what stands before it
    speaks of that thing: "When was the lighthouse built?" is not answered by the year of the observatory.
    """
    named = {word for word in question.words if word in things}
    if not named or not is_strict(question):
        return False
    spoken_of = {*content_words(passage.text), *content_words(passage.topic), *content_words(passage.before)}
    return not named & (spoken_of | passage.about | passage.context)


def leaves_unnamed(question: Question, sentence: str) -> bool:
    """Whether "which bank" is met by no more than "the bank": the very thing that is to be told apart."""
    match = _WHICH.match(question.text)
    if match is None or question.chinese:
        return False
    asked = stem(match["kind"])
    words = re.findall(r"[\w’'-]+|[.,;:!?]", sentence)
    at = [number for number, word in enumerate(words) if stem(word.lower()) == asked]
    return bool(at) and all(
        number > 0
        and words[number - 1].lower() in _BARE
        and (number + 1 == len(words) or not words[number + 1][0].isalnum())
        and not any(word[0].isupper() for word in words[max(1, number - 4) : number + 5])
        for number in at
    )


def is_fragment(passage: Passage) -> bool:
    """Whether a line of the card only lists traits ("Warm, easily offended"): it shapes a talk and is not recited."""
    text = passage.text
    return passage.kind == "host" and text.isascii() and not _SOMEBODY.search(text) and passage.topic not in text
