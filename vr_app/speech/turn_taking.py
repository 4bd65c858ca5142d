"""When it is the host's turn: how long to wait after somebody paused, and which sounds are no turn at all. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from vr_app.speech.chinese_listening import is_chinese_listening, simplified
from vr_app.speech.word_errors import words_of

_LETTING_GO_S = 0.15
"""After the talk key went up: people let go a little early."""


@dataclass(frozen=True)
class TurnRules:
    """How long a silence ends a turn.

    Attributes:
        pause_s: after a sentence that sounds finished.
        longest_pause_s: after one that sounds unfinished.
        by_key: the talk key decides; only a little is waited for after it.
    """

    pause_s: float = 0.35
    longest_pause_s: float = 1.2
    by_key: bool = False

    def silence_needed_s(self, finished: float | None, voiced_s: float) -> float:
        """Seconds of silence that end the turn.

        Args:
            finished: how sure the end-of-turn model is, 0 to 1; None where it has not answered (yet).
            voiced_s: how long there was a voice: after a word or two, one waits a little longer for more.
        """
        if self.by_key:
            return _LETTING_GO_S
        if finished is None:
            # Not asked yet, or no such model: in between.
            return min(max(0.7, self.pause_s), self.longest_pause_s)
        short_s = 0.1 if voiced_s < 0.35 else 0.0
        if finished >= 0.5:
            return self.pause_s + short_s
        unsure = (0.5 - finished) / 0.5
        middle_s = min(max(0.6, self.pause_s), self.longest_pause_s)
        return middle_s + unsure * (self.longest_pause_s - middle_s)


_UNFINISHED = re.compile(
    r"(?:\b(?:and|but|or|so|because|the|a|an|to|of|with|in|my|your|i|is|are|um+|uh+|er+|like|if|when|which|for|from)"
    r"|然后|因为|但是|还有|那个|就是|如果)[,.…]*$",
    re.IGNORECASE,
)


def sounds_unfinished(text: str) -> bool:
    """Whether the words themselves say that more is to come ("I would like to see the ...")."""
    text = text.strip()
    return text.endswith(("...", "…", ",", "-")) or bool(_UNFINISHED.search(text))


_BACKCHANNEL = frozenset(
    (
        "aah",
        "ah",
        "aha",
        "all",
        "alright",
        "cool",
        "eh",
        "er",
        "exactly",
        "good",
        "gotcha",
        "great",
        "ha",
        "hah",
        "haha",
        "hahaha",
        "heh",
        "hehe",
        "hehehe",
        "hm",
        "hmm",
        "hmmm",
        "huh",
        "i",
        "indeed",
        "interesting",
        "lol",
        "mhm",
        "mm",
        "mm-hm",
        "mm-hmm",
        "mmhmm",
        "mmm",
        "nice",
        "oh",
        "ok",
        "okay",
        "ooh",
        "really",
        "right",
        "see",
        "sure",
        "true",
        "uh",
        "uh-huh",
        "uhhuh",
        "um",
        "well",
        "wow",
        "yeah",
        "yep",
        "yes",
        "yup",
    )
)
_HUMMED = re.compile(r"(?:m+h*m*|h+m+|u+h+(?:-?h+u+h+)?|a+h+|o+h+|h+u+h+|e+h*r*m*|y+e+a+h*)")
_EMPTY_ANSWERS = frozenset(
    ("mhm", "mm", "mmm", "mmhmm", "hm", "hmm", "hmmm", "uhhuh", "mm-hmm", "uh-huh", "mm-hm", "嗯", "嗯嗯")
)
_NO_WORDS = frozenset(
    (
        *("uh", "um", "er", "eh", "ah", "aah", "ha", "haha", "hahaha", "hah", "heh", "hehe"),
        *("呃", "哈", "哈哈", "哈哈哈", "唉"),
    )
)
_PHRASES = re.compile(
    r"(?:(?:oh|ah|yes|yeah|well|okay|wow) )*(?:"
    r"(?:that's|that is|how|very|so|what a) (?:right|true|nice|good|great|lovely|amazing|wonderful|beautiful|sad|"
    r"interesting|funny|cool|clever|strange|pity|shame)|"
    r"(?:of|yes of) course|i know|i (?:got|get) it|got it|(?:that )?makes sense|good point|fair enough|for sure|"
    r"sounds good|me too|is that so|my (?:god|goodness|word)|oh (?:my|dear)|yes (?:sir|indeed)"
    r")"
)
"""Words of listening that are one only together."""
_MOST_LISTENING = 4
"""Words, beyond which it is a sentence."""
_SOUND_NOTE = re.compile(r"[\[(*♪][^\])*♪]*[\])*♪]?")
_REPEATED = re.compile(r"^(.{1,6}?)(?:[\s,.\-]*\1){2,}[\s.,!\-]*$", re.IGNORECASE)


def said_words(text: str) -> str:
    """A recogniser's text without its notes on sounds ("[Music]", "(laughs)", "♪")."""
    return " ".join(_SOUND_NOTE.sub(" ", text).split()).strip(" -–—")


def is_backchannel(text: str) -> bool:
    """Whether this only says "I am listening" (or is laughter): nothing to answer while the host speaks."""
    words = _spoken(text)
    if not words or _is_laughter(text) or is_chinese_listening(said_words(text)):
        return True
    return len(words) <= _MOST_LISTENING and (all(_is_listening(word) for word in words) or _is_phrase(words))


STOP_WORDS = frozenset(
    (
        *(
            "stop",
            "wait",
            "pause",
            "quiet",
            "silence",
            "hush",
            "shush",
            "enough",
            "no",
            "hey",
            "sorry",
            "excuse",
        ),
        *("停", "等", "等等", "等一下", "停下", "别说了", "安静", "闭嘴", "够了", "不"),
    )
)
"""A line that begins with one of these is for the host to stop."""
_SOUNDS_LIKE_STOP = frozenset("听挺庭廷亭")
"""What a recogniser writes for a lone "停": nobody says these alone into somebody's speech."""
_STOP_BEGINNINGS = tuple(word for word in STOP_WORDS if word >= "\u4e00" and word != "不")
"""Chinese is written without gaps; "不错" begins with a no and is none."""
_SHORT_WORDS = 4
_LAST_WORDS, _MEANT_OTHERWISE = ("stop", "wait", "quiet"), ("don't", "never", "not", "can't", "cannot")
_SHORT_STOPS = re.compile(
    r"(?:just |only )?(?:a|one) (?:moment|second|sec|minute)\b|(?:hold|hang) (?:on|it|up)\b"
    r"|(?:that's|that is|it's|it is) (?:quite |more than )?enough\b"
)


WEAK_STOPS = frozenset(("no", "hey"))
"""What a recogniser also makes of a hum through the nose and of a breath of laughter."""


def is_weak_stop(text: str) -> bool:
    """Whether it wants silence by words that may be a mere sound: "no, no", "hey, how are you", not "no, wait"."""
    words = words_of(text)
    return bool(words) and words[0] in WEAK_STOPS and not any(word in STOP_WORDS - WEAK_STOPS for word in words)


def asks_to_stop(text: str) -> bool:
    """Whether one who says this wants silence.

    "Wait, ...", "hang on" ("hold" or "hang" alone is a hum), "now stop", "be quiet", "that's enough".
    """
    text = simplified(text)
    words = words_of(text)
    if not words:
        return False
    if "".join(words) in _SOUNDS_LIKE_STOP:
        return True
    if _SHORT_STOPS.match(" ".join(words)):
        return True
    if 1 < len(words) < _SHORT_WORDS and words[-1] in _LAST_WORDS:
        return words[-2] not in _MEANT_OTHERWISE
    return words[0] in STOP_WORDS or any(text.startswith(word) for word in _STOP_BEGINNINGS)


def likelier_interjection(text: str, others: Sequence[str]) -> str:
    """Of the readings of a short sound made into the host's speech, the one that makes sense there.

    A recogniser makes sentences of everything: "mhm" becomes "and then", a clipped "stop" becomes "top". Said into
    somebody else's speech a word to stop, or of listening, is far likelier than a stray word.

    Args:
        others: what else it may have been.
    """
    if len(words_of(text)) > _SHORT_WORDS:
        return text
    readings = (text, *others)
    stops = [reading for reading in readings if asks_to_stop(reading)]
    plain = (reading for reading in stops if reading == text or not is_weak_stop(reading))
    listening = (reading for reading in readings if is_backchannel(reading))
    return next(plain, None) or next(listening, None) or next(iter(stops), text)


def is_answer(text: str, *, asked: bool) -> bool:
    """Whether words said into the host's silence are worth an answer.

    Args:
        asked: the host's last sentence was a question: "mhm" then means yes.
    """
    words = _spoken(text)
    if not words or _is_laughter(text):
        return False
    if all(word in _NO_WORDS for word in words):
        return False
    return asked or not all(word in _EMPTY_ANSWERS for word in words)


def _is_listening(word: str) -> bool:
    return word in _BACKCHANNEL or word in ("m", "h", "mh") or _HUMMED.fullmatch(word) is not None


def _is_phrase(words: Sequence[str]) -> bool:
    return _PHRASES.fullmatch(" ".join(words)) is not None


def _spoken(text: str) -> list[str]:
    plain = said_words(text).lower()
    plain = re.sub(r"\b(mm+|uh+|m+)[\s-]+(h+m+|huh|hm+)\b", r"\1-\2", plain)
    words: list[str] = []
    for word in re.findall(r"[a-z]+-(?:h+m+|huh)\b", plain):
        words.append("mm-hmm")
        plain = plain.replace(word, " ")
    return words + words_of(plain)


def _is_laughter(text: str) -> bool:
    plain = said_words(text).lower()
    found = _REPEATED.match(plain)
    return bool(found) and found[1].strip(" ,.-") in ("ha", "he", "hah", "heh", "ho", "hee", "哈", "呵", "嘿", "h")
