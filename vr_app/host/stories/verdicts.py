"""Which item of an author's list a visitor's words come to: what is said outright, a yes or no, and what to make sure of.

A small model reads a verdict that is only implied wrong about once in four, so what it reads is asked back.
"""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from collections.abc import Sequence

from vr_app.host.choices.choice_matching import by_wording
from vr_app.host.words.telling_words import telling_words

_DENIES = re.compile(r"\b(?:not|never|no|nothing|nor)\b|n't\b|[不没]", re.IGNORECASE)
_SHOULD_HAVE = re.compile(
    r"\b(?:she|he|they|you|one|somebody|someone) (?:really |at least )?(?:should|ought to)(?: not|n't)? have\b",
    re.IGNORECASE,
)
"""Who should have done otherwise was wrong: a small model takes it for praise."""
_RIGHT_HAN = re.compile(r"没有?(?:做)?错|做得对|是对的")
_WRONG_HAN = re.compile(r"(?<!没)(?<!没有)做错|(?:她|他|这样)(?:是)?错[了的]|(?:做得|这样)不对")
_SAYS = (
    r"(?:(?:would|will|might|may|always|often|used to|all) )*(?:says?|said|thinks?|thought|believes?|believed|"
    r"calls?|called|claims?|claimed|reckons?|swears?|tells? me|told me)\b"
)
_REPORTED = re.compile(
    rf"^\W*(?:(?:well|but|and|so|oh)\W+)*(?:(?:my|our|your) [\w' -]{{2,24}}|(?:some|most|many|other) people|people|others|they) {_SAYS}|"
    r"^(?:我|我们|你)?的?(?:爸|妈|父亲|母亲|爷爷|奶奶|哥|姐|弟|妹|朋友|老师|别人|大家|人家|有人)\w{0,2}(?:说|觉得|认为)",
    re.IGNORECASE,
)
_OWN = re.compile(r"\b(?:i|i'd|i'm|me)\b|我(?!爸|妈|父|母|爷|奶|哥|姐|弟|妹|的|们)", re.IGNORECASE)
_PERSONS = (
    (re.compile(r"\bshe\b", re.IGNORECASE), re.compile(r"\b(?:she|her|hers)\b|她", re.IGNORECASE)),
    (re.compile(r"\bhe\b", re.IGNORECASE), re.compile(r"\b(?:he|him|his)\b|他(?!们)", re.IGNORECASE)),
)
"""Of a list's items, and of what is said."""
_THEY = re.compile(r"\b(?:they|those|these)\b|他们|那些|那帮|这帮", re.IGNORECASE)
_YES = re.compile(
    r"^\W*(?:(?:oh|well|hm+|but|and|so|still|then|honestly|frankly|i (?:think|guess|suppose))\W+)*(?:yes|yeah|yep|aye|exactly|of course|indeed|(?:that's|that is|quite) right\b|i (?:think|suppose|guess) so|precisely|correct|right\W*$|that's (?:it|what i (?:mean|said|think))|sure\W*$|对|是的|没错|嗯|当然)",
    re.IGNORECASE,
)
_NO = re.compile(
    r"^\W*(?:(?:oh|well|hm+|but|and|so|still|then|honestly|frankly)\W+)*(?:no|nope|nah|never|not at all|on the contrary|i (?:don't|do not) think so)(?![a-z])|^\W*(?:不[，,。！!\s]|不是|不对|不应该|不该|没有)",
    re.IGNORECASE,
)
_YES_OF_SELF = re.compile(
    r"^\W*(?:(?:oh|well|hm+|but|and|so)\W+)*(?:i (?:do|did|am|would)|i'd)\b(?! rather| not|n't)", re.IGNORECASE
)
_NO_OF_SELF = re.compile(r"^\W*(?:(?:oh|well|hm+|but|and|so)\W+)*i (?:do|did|am|would)(?: not|n't)\b", re.IGNORECASE)
_ASKS_YOU = re.compile(r"\byou\b", re.IGNORECASE)
"""To "Would you tell her?" an "I would." is a yes; to "Was she right?" an "I'd fire her." is none."""
_OPEN = re.compile(
    r"\b(?:(?:can't|cannot|can not|couldn't|could not|won't) (?:really |quite |honestly )?(?:decide|say|tell|judge|choose)|(?:hard|difficult|impossible) to (?:say|tell|judge)|both sides|both ways|(?:neither|both) of them|it depends|not (?:really )?sure|undecided|do(?:n't| not) know)\b|\bboth\b[.!,;:]|难说|说不准|不好说|两边|都有道理|不知道",
    re.IGNORECASE,
)
_BARE = re.compile(
    r"\b(?:right(?! to\b)|wrong|agree|disagree|guilty|forgiv\w*|same|good|bad)\b|\b(?:should|ought|shouldn't|must)\b|"
    r"\bi(?:'d| would)(?: probably| also| surely)? (?:have|do)\b|做得对|做错|不对|应该|没有?错|对的|[换要]了?[成做是]?我.*也",
    re.IGNORECASE,
)
_REASON = re.compile(
    r"\b(?:because|since|so that|otherwise|for the sake|would have been|after all)\b|因为|否则|不然|毕竟", re.I
)
_CLAUSE = re.compile(r"([,;:，；：][ ]*)")
_IN_PASSING = re.compile(
    r"^\W*(?:(?:well|oh|hm+|so|and|but|yes|yeah|no|nope|nah|nay|never|absolutely|definitely|certainly|of course|not at all|fair enough|all right|actually|honestly|really|okay|i (?:do|don't|did|didn't)?|(?:i )?(?:think|guess|suppose|believe|mean|say)|i'd say|so|then|that|it|in the end|all in all|all things considered|on balance|on the whole|by and large|for (?:now|my part|what it's worth)|at first(?: glance| sight)?|in my (?:\w+ )?(?:opinion|view|book|eyes|mind)|to be (?:\w+ )?(?:honest|fair|frank|sure)|if (?:you ask me|i (?:must|had to|have to)(?: (?:say|choose|decide|pick))?)|no (?:question|doubt)|obviously|clearly|plainly|嗯|我|觉得|认为|是的?|不|对)\W*)*$",
    re.IGNORECASE,
)
_SAYS_SO = re.compile(
    r"^(?:(?:well|so|oh|hm+|but|and|no|yes|honestly|probably|maybe|perhaps|rather|more|simply|just|"
    r"(?:i'd|i would|i) (?:say|call (?:it|that|her|him)|go (?:with|for)|lean towards?|vote(?: for)?)|i (?:think|guess|suppose|believe)|(?:it|that|this)(?:'s| is| was))\b[ ,]*)+",
    re.IGNORECASE,
)
_MOST_BARE_WORDS = 8
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?")
_HAN = re.compile(r"[\u4e00-\u9fff]")
_MOST_BARE_HAN = 9


def words_of(item: str) -> str:
    """An item of a list as it is said: "she was right"."""
    return item.replace("_", " ")


def said_outright(said: Sequence[str], items: Sequence[str], asked: str = "", now: str = "") -> str:
    """The one item that the sentences say in so many words, or by yes or no; else "".

    Args:
        items: in their order.
        asked: the host's question.
        now: the item that stands as long as nothing is agreed: who says that they cannot tell leaves it.
    """
    texts = [words_of(item) for item in items]
    found = {
        by_wording(sentence, texts) for sentence in said if not (_DENIES.search(sentence) or _REPORTED.search(sentence))
    } - {None}
    if len(found) == 1:
        return items[found.pop() or 0]
    if not found and (valued := _valued(said, items)):
        return valued
    if not found and (short := {one for sentence in said if (one := _in_short(sentence, items, now))}):
        return short.pop() if len(short) == 1 else ""
    if found:
        return ""
    for sentence in reversed(said):
        if answered := by_yes_or_no(sentence, [item for item in items if item != now], asked):
            return answered
    return now if now in items and any(_OPEN.search(one) for one in said) else ""


def _valued(said: Sequence[str], items: Sequence[str]) -> str:
    """The item that is plainly meant in a list of which one item is "right" or "wrong"; "" for none, or both."""
    meant = set()
    for word, ways in (("right", (_RIGHT_HAN,)), ("wrong", (_SHOULD_HAVE, _WRONG_HAN))):
        named = [item for item in items if word in item.split("_")]
        own = (one for one in said if not is_reported(one))
        if len(named) == 1 and any(way.search(one) for one in own for way in ways):
            meant.add(named[0])
    return meant.pop() if len(meant) == 1 else ""


def told_apart(one: str, other: str) -> tuple[str, str]:
    """What of two texts comes after their common beginning: "right" and "wrong"."""
    words, others = one.split(), other.split()
    while words and others and words[0] == others[0]:
        words, others = words[1:], others[1:]
    return " ".join(words), " ".join(others)


def _in_short(sentence: str, items: Sequence[str], now: str) -> str:
    """The item of which a sentence says only what tells it from the other: "I'd say right, at first glance."."""
    verdicts = [item for item in items if item != now]
    clauses = [clause for clause in _CLAUSE.split(sentence)[::2] if not _IN_PASSING.match(clause)]
    if len(verdicts) != 2 or len(clauses) != 1:
        return ""
    plain = _SAYS_SO.sub("", clauses[0].lower().strip(" .!。！"))
    if plain == sentence.lower().strip(" .!。！") and plain == "right":
        return ""  # who only says "Right." has listened
    ways = told_apart(words_of(verdicts[0]), words_of(verdicts[1]))
    return verdicts[ways.index(plain)] if plain in ways else ""


def speaks_of_others(said: Sequence[str], items: Sequence[str]) -> bool:
    """Whether sentences speak of others alone, where the items are about one: "Disgusting, how they treated him."."""
    about = next((person for person in _PERSONS if any(person[0].search(words_of(item)) for item in items)), None)
    text = " ".join(said)
    if about is None or not _THEY.search(text):
        return False
    return not (about[1].search(text) or _OWN.search(text))


def is_open(sentence: str) -> bool:
    """Whether a sentence says that its speaker cannot tell, or sees both sides."""
    return bool(_OPEN.search(sentence))


def by_yes_or_no(sentence: str, items: Sequence[str], asked: str) -> str:
    """The item that a yes or no to the host's question names; "" where it is neither, or the question names none."""
    words = telling_words(asked)
    shared = [len(words & telling_words(words_of(item))) for item in items]
    if not asked.rstrip().endswith(("?", "？")) or not shared or shared.count(max(shared)) != 1 or not max(shared):
        return ""
    named = shared.index(max(shared))
    of_self = bool(_ASKS_YOU.search(asked))
    if _YES.search(sentence) or (of_self and _YES_OF_SELF.search(sentence)):
        return items[named]
    denies = _NO.search(sentence) or (of_self and _NO_OF_SELF.search(sentence))
    return items[1 - named] if denies and len(items) == 2 else ""


def is_bare(sentence: str) -> bool:
    """Whether a sentence only names a verdict, and no reason: what merely implies one is a reason itself."""
    many = len(_WORD.findall(sentence)) > _MOST_BARE_WORDS or len(_HAN.findall(sentence)) > _MOST_BARE_HAN
    return not many and not _REASON.search(sentence) and bool(_BARE.search(sentence) or _OPEN.search(sentence))


def reason_in(sentence: str) -> str:
    """A sentence without the clauses before its reason: "She was right, I guess, nobody died." gives "nobody died."."""
    if _REASON.search(sentence):
        return sentence
    clauses = _CLAUSE.split(sentence)
    while clauses and (is_bare(clauses[0]) or _IN_PASSING.match(clauses[0])):
        clauses = clauses[2:]
    return "".join(clauses).strip()


def is_reported(sentence: str) -> bool:
    """Whether a sentence says what somebody else thinks: that is not yet the visitor's view."""
    return bool(_REPORTED.search(sentence)) and not _OWN.search(sentence)


def which_of(items: Sequence[str]) -> str:
    """Asks which of them is meant: "She was right, or she was wrong?"."""
    words = [words_of(item) for item in items]
    asked = f"{', '.join(words[:-1])}, or {words[-1]}?" if len(words) > 1 else f"{words[0]}?"
    return f"{asked[:1].upper()}{asked[1:]}"
