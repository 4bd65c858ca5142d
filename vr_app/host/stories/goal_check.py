"""Whether the goal of an improv window is met, and what was agreed: the model fills in a form by example.

It is asked only about sentences that may give what the goal asks for (`contributions.py`), and every text that comes
back is one of them: a small model makes up the rest.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from vr_app.host.stories.telling import Telling
from vr_app.host.stories.verdicts import is_bare, said_outright
from vr_app.host.words.amounts import amounts_in
from vr_app.kernel import events as ev
from vr_app.kernel.events import Message
from vr_app.story.runner.faults import StoryError
from vr_app.story.runner.values import InkList, Value

_WANTS_NUMBER = re.compile(
    r"\bhow (?:many|much|long|old|far|tall|big)\b|\bnumber of\b|\bprice\b|多少|几", re.IGNORECASE
)
_JOIN = re.compile(
    r"^(?:(?:because|since|well|so|and|but|oh)\b[\s,.:!-]*|(?:no|yes|yeah)\b\s*[,.:!-][\s,.:!-]*|(?:因为|所以)\s*)+",
    re.IGNORECASE,
)
_AMOUNT_ONLY_WORDS = 6
_GOES_ON = re.compile(r"^(?:to|for|from|with|in|on|at|of)\b", re.IGNORECASE)
_COMMENT = re.compile(r"^\W*(?:it|that|this)(?:'s| is| was)\b", re.IGNORECASE)
LONGEST_TEXT = 160
"""Letters of a text that comes back."""
MOST_SENTENCES = 8
"""Of what the visitor said; the newest count."""
_RULES = (
    'You read what a guest said and fill in a form. "met" is true only where the guest has said what the aim asks for. '
    "Small talk, questions back and excuses say nothing of it."
)
_DISH, _COOK = "Find out which dish the guest would cook, and for whom.", "What would you cook?"
_PARDON, _FORGIVE = "Hear whether the guest thinks that the captain can be forgiven.", "Can one forgive him?"
_LETTER, _HIDE = "Hear out whether the guest thinks that the nurse was right to hide the letter.", "Was she right?"
_WHICH = "letter: undecided, she_was_right or she_was_wrong"
_KING, _ASK = "Learn what the guest would like to ask the king.", "What would you ask him?"
_STANDS = "pardon: undecided, he_is_forgiven or he_is_to_blame"
_EXAMPLES: tuple[tuple[str, str, str, str, dict[str, Any]], ...] = (
    (_DISH, _COOK, "", "The rain has stopped.", {"met": False}),
    (_DISH, _COOK, "", "Dumplings. My aunt has not had them for years.", {"met": True}),
    (_PARDON, _FORGIVE, _STANDS, "My chair is hard. What was the ship called?", {"met": False, "pardon": "undecided"}),
    (_PARDON, _FORGIVE, _STANDS, "No. He lied to his own men.", {"met": True, "pardon": "he_is_to_blame"}),
    (_PARDON, _FORGIVE, _STANDS, "The storm took them; he tried.", {"met": True, "pardon": "he_is_forgiven"}),
    (_PARDON, _FORGIVE, _STANDS, "他害了那么多人，这不公平。", {"met": True, "pardon": "he_is_to_blame"}),
    (_PARDON, _FORGIVE, _STANDS, "There is something to be said for both.", {"met": True, "pardon": "undecided"}),
    (_LETTER, _HIDE, _WHICH, "She ought to have given it to him.", {"met": True, "letter": "she_was_wrong"}),
    (_LETTER, _HIDE, _WHICH, "His father begged her to. It was his wish.", {"met": True, "letter": "she_was_right"}),
    (_LETTER, _HIDE, _WHICH, "Both were good people, and one had to be hurt.", {"met": True, "letter": "undecided"}),
    (_KING, _ASK, "", "Will my son be free again?", {"met": True}),
    (_KING, _ASK, "", "What is for supper?", {"met": False}),
)  # fmt: skip


@dataclass(frozen=True)
class Judgement:
    """Whether the goal was met, and what was agreed by variable."""

    met: bool
    agreed: dict[str, Value]


def check_prefill() -> ev.Prefill:
    """Lets the model read what all such questions begin with before the first is asked."""
    return ev.Prefill(_beginning(), lasting=True)


def check_messages(
    telling: Telling, names: Sequence[str], goal: str, asked: str, said: Sequence[str]
) -> tuple[Message, ...]:
    """Asks the model by example.

    Args:
        names: of the variables that come back.
        asked: what the host said as the window opened.
        said: the visitor's sentences.
    """
    fields = "; ".join(f"{name}: {_either(items)}" for name in names if (items := list(telling.items_of_list(name))))
    return (
        *_beginning(),
        Message("user", _case(goal.replace("the visitor", "the guest"), asked, fields, " ".join(said))),
    )


def check_schema(
    telling: Telling, names: Sequence[str], said: Sequence[str], texts: Sequence[str] | None = None
) -> str:
    """The form: whether the goal is met, and each variable by the type its declaration gives it.

    Args:
        texts: those of the sentences that a text may become; None for all.
    """
    properties: dict[str, Any] = {"met": {"type": "boolean"}}
    for name in names:
        form = _form(telling, name, said, said if texts is None else texts)
        if form is not None:
            properties[name] = form
    schema = {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}
    return json.dumps(schema, ensure_ascii=False)


def read_judgement(
    telling: Telling,
    names: Sequence[str],
    said: Sequence[str],
    text: str,
    texts: Sequence[str] | None = None,
    *,
    goal: str = "",
) -> Judgement:
    """Reads the filled form; one that cannot be read means that the goal is not met.

    So does one in which none of its texts (or, without texts, of its numbers) has been said, or no number where the
    goal asks for one. What was not said stays as it is.
    """
    try:
        filled = json.loads(text)
    except ValueError:
        return Judgement(False, {})
    if not isinstance(filled, dict) or filled.get("met") is not True:
        return Judgement(False, {})
    some = said if texts is None else texts
    found = {name: _typed(telling, name, filled.get(name), said, some) for name in names}
    agreed = {name: value for name, value in found.items() if value is not None}
    worded = [name for name in names if isinstance(telling.variable(name), str)]
    numbers = [name for name in names if type(telling.variable(name)) in (int, float)]
    wanted = worded or numbers
    met = not wanted or any(name in agreed for name in wanted)
    if numbers and wants_number(goal) and not any(name in agreed for name in numbers):
        met = False
    return Judgement(met, agreed)


def keep(telling: Telling, agreed: dict[str, Value]) -> tuple[tuple[str, str], ...]:
    """Writes what was agreed into the story. Returns it as text by variable."""
    kept = []
    for name, value in agreed.items():
        try:
            telling.set(name, value)
        except StoryError:
            continue
        kept.append((name, str(value)))
    return tuple(kept)


def _beginning() -> tuple[Message, ...]:
    messages = [Message("system", _RULES)]
    for aim, question, fields, words, filled in _EXAMPLES:
        messages += [
            Message("user", _case(aim, question, fields, words)),
            Message("assistant", json.dumps(filled, ensure_ascii=False)),
        ]
    return tuple(messages)


def _case(aim: str, asked: str, fields: str, said: str) -> str:
    return f"Aim: {aim}\n{f'Form: {fields}' + chr(10) if fields else ''}Host: {asked}\nGuest: {said}"


def _either(items: Sequence[str]) -> str:
    return f"{', '.join(items[:-1])} or {items[-1]}" if len(items) > 1 else "".join(items)


def texts_in(telling: Telling, names: Sequence[str], goal: str, said: Sequence[str]) -> list[str]:
    """Those of the sentences that a text may become.

    A bare verdict is none beside a list; where a number is asked for, neither is one that only names it, or comments
    on it ("It is only a box.").
    """
    left = list(said)
    if any(isinstance(telling.variable(name), InkList) for name in names):
        left = [one for one in left if not is_bare(one)] or left
    if wants_number(goal) and any(type(telling.variable(name)) in (int, float) for name in names):
        left = [one for one in left if not (amounts_in(one) and len(one.split()) <= _AMOUNT_ONLY_WORDS)]
        left = [one for one in left if not _COMMENT.search(one)]
    if not any(isinstance(telling.variable(name), InkList) for name in names):
        left = _whole(left)
    return left


def _whole(sentences: Sequence[str]) -> list[str]:
    """With what goes on a sentence put to it: "A letter." "To whoever comes next."."""
    found: list[str] = []
    for sentence in sentences:
        if found and _GOES_ON.search(sentence):
            found[-1] = f"{found[-1]} {sentence}"
        else:
            found.append(sentence)
    return found


def number_wanted(goal: str) -> str:
    """Asks for the number that a goal asks for, in its words: "And how many crowns?"; "" where it does not say."""
    found = re.search(r"\bhow (?:many \w+|much|long|old|far|tall|big)\b", goal, re.IGNORECASE)
    return f"And {found.group().lower()}?" if found else ""


def wants_number(goal: str) -> bool:
    """Whether a goal asks for a number."""
    return bool(_WANTS_NUMBER.search(goal))


def _texts(said: Sequence[str]) -> dict[str, str]:
    """What a text variable may become, as the form shows it: without the word that joins it to what was said before."""
    found = {}
    for sentence in said:
        sentence = _JOIN.sub("", sentence) or sentence
        sentence = sentence[:1].upper() + sentence[1:]
        plain = " ".join(sentence.replace("{", "").replace("}", "").split())[:LONGEST_TEXT].rstrip(".。 ")
        if plain:
            found[plain] = plain
    return found


def as_text(sentence: str) -> str:
    """A sentence as a text variable keeps it."""
    return next(iter(_texts([sentence])), "")


def _numbers(said: Sequence[str]) -> list[float]:
    return sorted({float(amount) for amount in amounts_in(" ".join(said)) if amount.replace(".", "", 1).isdecimal()})


def _form(telling: Telling, name: str, said: Sequence[str], texts: Sequence[str]) -> dict[str, Any] | None:
    value = telling.variable(name)
    if isinstance(value, bool):
        return {"type": "boolean"}
    if isinstance(value, (int, float)):
        numbers = _numbers(said)
        whole = isinstance(value, int)
        return {"enum": [int(one) if whole else one for one in numbers]} if len(numbers) > 1 else None
    if isinstance(value, InkList):
        return {"enum": list(telling.items_of_list(name))}
    worded = list(_texts(texts))
    return {"enum": worded} if len(worded) > 1 else None


def _typed(telling: Telling, name: str, filled: Any, said: Sequence[str], texts: Sequence[str]) -> Value | None:
    """The value as the variable's declaration wants it; None where it does not fit."""
    now = telling.variable(name)
    if isinstance(now, bool):
        return filled if isinstance(filled, bool) else None
    if isinstance(now, (int, float)):
        numbers = _numbers(said)
        number = numbers[0] if len(numbers) == 1 else filled
        if number not in numbers or isinstance(number, bool):
            return None
        return int(number) if isinstance(now, int) else float(number)
    if isinstance(now, InkList):
        items = telling.items_of_list(name)
        return items.get(said_outright(said, list(items)) or str(filled))
    if isinstance(now, str):
        worded = _texts(texts)
        return next(iter(worded.values())) if len(worded) == 1 else worded.get(str(filled))
    return None
