"""Lines that ask for the story of a place, leave it or leave a window in it; what is said when its author edits it."""

from __future__ import annotations

import re
from collections.abc import Sequence

from vr_app.host.choices.choice_matching import by_number, by_wording
from vr_app.host.choices.choice_meaning import Judgement, sure
from vr_app.host.words.telling_words import telling_words

MOVED = {
    "same": "The story was changed and goes on where it was.",
    "knot": "The story was changed and goes on from the beginning of this part.",
    "start": "The story was changed: this part of it is gone, so it begins anew.",
}
"""By where the listener is in the changed story."""
_ASKING = telling_words("tell begin start play hear story continue resume")
_LEAVING = re.compile(
    r"(?:(?:ok|okay|well|now|and|please|sorry|enough),? )*"
    r"(?:(?:let us|let's|can we|could we|can you|could you|shall we|we should|i want to|i would like to|i'd like to"
    r"|i want you to|you can|you may|you should)(?: please)? )?"
    r"(?:(?:leave|stop|end|quit|exit|pause|break off|drop|abandon)(?: (?:telling|with|hearing|listening to|playing))?"
    r"|no more(?: of)?|enough(?: of| with)?|that's enough of|that is enough of)"
    r" (?:me |us )?(?:(?:the|this|that|your) )?(?:story|tale)"
    r"(?: (?:now|here|please|then|for now|for today|for a while|there))*"
)
_LEAVING_CHINESE = re.compile(
    r"(?:请|我们|我想|好了|那|先|就)*(?:停止|结束|离开|退出|停下|暂停|别讲|不要讲|不讲|不听|不想听)(?:了)?(?:这个|那个)?故事(?:吧|了|啦|好吗)*"
)


def asks_for_story(plain: str, title: str) -> bool:
    """Whether a line of small letters asks for the story: by its title, or "tell me the story"."""
    if title and title.lower() in plain:
        return True
    words = telling_words(plain)
    return "story" in words and bool(words & (_ASKING - {"story"}))


def leaves_story(plain: str) -> bool:
    """Whether a line of small letters ends the telling."""
    plain = plain.replace("’", "'").strip(" .,!?。！？，")
    return bool(_LEAVING.fullmatch(plain) or _LEAVING_CHINESE.fullmatch(plain))


_PLAINLY = 0.95
_MORE_WORDS = 2


def leaves_window(judged: Judgement, line: str, exits: Sequence[str]) -> bool:
    """Whether a line is one of an improv window's exits and no more: there the visitor talks freely about the same.

    Of its words it has to share one: by meaning alone "You first." comes near to the only way out.
    """
    if judged.index is None or judged.probability < _PLAINLY:
        return False
    if not telling_words(line) & telling_words(exits[judged.index]):
        return False
    return says_no_more(line, exits[judged.index])


def says_no_more(line: str, choice: str) -> bool:
    """Whether a line has hardly more words than a choice: who argues in a window does not leave it."""
    return len(telling_words(line)) <= len(telling_words(choice)) + _MORE_WORDS


def said_choice(line: str, texts: Sequence[str], says: Sequence[Sequence[str]], *, in_window: bool) -> int | None:
    """Index of the choice that a line names by its number or its words; None where none or several.

    Args:
        says: other words for each choice.
        in_window: the choices are an improv window's exits: who only uses their words there goes on talking.
    """
    found = by_number(line, len(texts))
    if found is not None:
        return found
    found = by_wording(line, texts, says)
    return None if found is None or (in_window and not says_no_more(line, texts[found])) else found


def taken_at_once(judged: Judgement, line: str, texts: Sequence[str], *, alone: bool, in_window: bool) -> bool:
    """Whether the choice judged first is taken without a question.

    Args:
        alone: no language model can be asked.
        in_window: the choices are an improv window's exits.
    """
    return sure(judged, alone=alone) and (not in_window or leaves_window(judged, line, texts))
