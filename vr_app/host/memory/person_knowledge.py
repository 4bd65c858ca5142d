"""Questions and wishes about what the visitor told of themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from vr_app.host.answers.consulted import PASSAGE_TOKENS, Consulted
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.question import Question
from vr_app.host.memory.person_facts import is_name, relevant
from vr_app.host.memory.told_ranking import NEAR_ENOUGH, Closeness, ranked_told
from vr_app.host.wants.forget_wish import ASKS_ALL, EVERYTHING, LAST, forget_wish
from vr_app.host.words.token_budget import estimated_tokens, shorten
from vr_app.host.words.wording import content_words, is_chinese

_TOLD = "(I told you earlier: {facts})"
_OWN_NAME = re.compile(
    r"\bmy (?:(?:first|last|full|own) )?(?:sur|nick)?name\b|\bam i called\b|\bi(?:'m| am) called\b|\bcall me\b|"
    r"我(?:叫|姓)(?:什么|啥)|我的?名字|怎么称呼我"
)
_FIRST_PERSON = re.compile(r"\b(?:i|my|me|we|our|us)\b|我", re.IGNORECASE)
_TOLD_CHINESE = "（我以前告诉过你：{facts}）"


def _unknown(_said: str, _texts: Sequence[str]) -> Sequence[float]:
    return ()


def forgetting(question: Question, said: str, remembered: Sequence[str]) -> Consulted | None:
    """What follows for a wish to forget; None for any other line."""
    wish = forget_wish(said)
    if wish is None:
        return None
    told = list(remembered)
    texts = told if wish == EVERYTHING else told[-1:] if wish == LAST else relevant(told, wish, most=9)
    if wish == EVERYTHING:
        done = "好的，我已经把你告诉过我的一切都忘了。" if question.chinese else "Everything you told me is forgotten."
        return Consulted("forget", question, sentences=(done,))
    if not texts:
        none = (
            "这件事我没有记着什么。"
            if question.chinese
            else "I remember nothing of that, so there is nothing to forget."
        )
        return Consulted("declined", question, sentences=(none,))
    done = "好的，我已经忘了这件事。" if question.chinese else "Done: I have forgotten that."
    return Consulted("forget", question, sentences=(done,), forgets=tuple(texts))


def recalled(known: Consulted, said: str, remembered: Sequence[str]) -> Consulted:
    """With what the person told earlier, where the line comes back to it."""
    told = [text for text in relevant(remembered, said) if text.rstrip(".") not in said]
    if not told or known.how not in ("free", "informed"):
        return known
    note = _TOLD_CHINESE if known.question.chinese else _TOLD
    facts = " ".join(shorten(text, estimated_tokens, PASSAGE_TOKENS // 2) for text in told)
    return replace(known, note=f"{known.note}\n{note.format(facts=facts)}".strip())


def told_after_all(known: Consulted, said: str, told: Sequence[str], closeness: Closeness) -> Consulted:
    """For a question that nothing written answers: what one told that shares its words or its meaning.

    One that does not speak of oneself ("what is the cat called?") is met by what shares both.
    """
    if known.how != "declined" or not told:
        return known
    if _FIRST_PERSON.search(said):
        alike = [text for text in told if is_chinese(text) == known.question.chinese]
        near = ranked_told(known.question, said, told, closeness)[:3] or relevant(alike, said)
    else:
        words = set(known.question.words)
        near = [text for text in _nearest(said, told, closeness) if words & set(content_words(text))]
        near = near or [text for text in reversed(told) if _names(said) & _names(text)]
    return _retold(known.question, near) if near else known


def _names(text: str) -> set[str]:
    """Names in a text: words with a capital letter that do not begin it."""
    return set(re.findall(r"(?<=[\w,] )[A-Z][a-zà-ÿ]{2,}", text)) - {"I"}


def _nearest(said: str, told: Sequence[str], closeness: Closeness) -> list[str]:
    """The text that a line is closest to in meaning; [] where none is close, or meanings are unknown."""
    near = sorted(zip(closeness(said, told), told, strict=False), key=lambda one: -one[0])
    return [text for cosine, text in near[:1] if cosine >= NEAR_ENOUGH]


def _retold(question: Question, near: Sequence[str]) -> Consulted:
    facts = " ".join(near[:3])
    note = _TOLD_CHINESE.format(facts=facts) if question.chinese else _TOLD.format(facts=facts)
    said = [f"你告诉过我：“{text}”" if question.chinese else f'You told me: "{text}"' for text in near]
    source = Passage(-1, "your memory", "person", "you", facts)
    return Consulted("informed", question, note=note, sentences=tuple(said[:2]), sources=(source,))


def of_the_visitor(
    question: Question, said: str, told: Sequence[str], closeness: Closeness = _unknown
) -> Consulted | None:
    """The answer to a question about the visitor; None where it is about something else after all.

    Args:
        closeness: of texts to a line in meaning.
    """
    remembered = list(told)
    if ASKS_ALL.search(said):
        listed = [f"“{text}”" if question.chinese else f'"{text}"' for text in remembered[-5:]]
        begin = "你告诉过我：" if question.chinese else "You told me: "
        if listed:
            source = Passage(-1, "your memory", "person", "you", " ".join(remembered[-5:]))
            return Consulted("told", question, sentences=(begin + " ".join(listed),), sources=(source,))
    if _OWN_NAME.search(question.text):
        near = [text for text in remembered if is_name(text)]
    else:
        near = ranked_told(question, said, remembered, closeness)[:3]
    if near:
        return _retold(question, near)
    own = re.search(r"\bmy\b|\b(?:am|did|do|have|was) i\b|我的|我叫", question.text)
    if not own and not ASKS_ALL.search(said):
        return None
    if question.chinese:
        return Consulted("declined", question, sentences=("这个你还没有告诉过我，所以我不知道。",))
    return Consulted("declined", question, sentences=("You haven't told me that yet, so I don't know.",))
