"""A visitor's own words given back to them: "I'd ask if I should leave my job" becomes "Whether you should leave your job."

It shows that one has listened and can claim nothing that was not said. Words that cannot be turned surely are left.
"""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re

_MOST_WORDS = 14
_OPENER = re.compile(
    r"^(?:(?:hm+|well|oh|ah|um+|uh|so|okay|ok|alright|all right|fine|yes|yeah|maybe|perhaps|honestly|actually|and|but|then|probably)\b[\s,.!:-]*|(?:i (?:think|guess|suppose|believe|would say|'d say)|i'd say|let's say|in my opinion|if you ask me)\b[\s,]*(?:that\b\s*)?)+",
    re.IGNORECASE,
)
_CLOSER = re.compile(
    r"(?:[\s,]+(?:i (?:think|guess|suppose|believe)|maybe|perhaps|probably|honestly|really|then|or so|of course))+\s*$",
    re.IGNORECASE,
)
_WOULD_ASK = re.compile(
    r"^(?:i'd|i would|i will|i'll|i want to|i'd like to|i would like to) (?:just |really )?ask (?:it |them |him |her |the \w+ )?(?=if|whether|why|how|when|where|what|who|which)",
    re.IGNORECASE,
)
_WONDERED = re.compile(
    r"^i(?:'ve| have)? (?:always |often |still )?wonder(?:ed)? (?=if|whether|why|how|when|where|what|who|which)",
    re.IGNORECASE,
)
_ASKED = re.compile(
    r"^(?P<verb>will|would|can|could|should|shall|may|might|must|am|is|are|was|were|have|has|had) (?P<who>i|he|she|it|we|they|(?:my|our) (?:mum|mom|mother|dad|father|parents|brother|sister|son|boy|daughter|girl|child|children|kids|wife|husband|partner|family|friend|friends|dog|cat)) (?P<rest>.+)",
    re.IGNORECASE,
)
_ASKED_OTHERWISE = re.compile(
    r"^(?:(?:why|how|when|where|what|who|whom|which)\b[^,]*? )?(?:will|would|can|could|should|shall|may|might|must|am|is|are|was|were|have|has|had|do|does|did) ",
    re.IGNORECASE,
)
"""A question whose words would have to change places to be told; those of "who knows" and "what becomes of" do not."""
_TURNED = {
    "i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "i'm": "you are", "i've": "you have",
    "i'd": "you would", "i'll": "you will",
}  # fmt: skip
_OF_I = {"am": "are", "was": "were", "wasn't": "were not"}
_TO_HOST = re.compile(
    r"\b(?:you(?! (?:should|could|must|ought|can|may)\b)|your|yours|yourself|you're|you've|you'd|you'll)\b",
    re.IGNORECASE,
)
_ORDER = re.compile(
    r"^(?:do|don't|let|put|give|take|keep|call|name|tell|ask|go|come|leave|look|make|try|just|stop|write|say|sell|please|never|always)\b",
    re.IGNORECASE,
)
_WORD = re.compile(r"[^\W_]+(?:['’][^\W_]+)?|[^\w]+|_")


def reflected(sentence: str) -> str:
    """The visitor's sentence as the host gives it back; "" where it is too long or speaks of the host."""
    plain = _OPENER.sub("", sentence.replace("’", "'").strip()).rstrip(" .!?…")
    plain = _CLOSER.sub("", plain).strip(" ,;:")
    for asks in (_WOULD_ASK, _WONDERED):
        plain = asks.sub("", plain)
    if sentence.rstrip().endswith("?") and not re.match(r"if|whether", plain, re.IGNORECASE):
        if asked := _ASKED.match(plain):
            plain = f"whether {asked['who'].lower()} {asked['verb'].lower()} {asked['rest']}"
        elif _ASKED_OTHERWISE.match(plain):
            return ""
    plain = re.sub(r"^if\b", "whether", plain, flags=re.IGNORECASE)
    if not plain or not plain.isascii() or _TO_HOST.search(plain) or _ORDER.match(plain):
        return ""
    if len(plain.split()) > _MOST_WORDS or re.search(r"[?!.:;\"]", plain):
        return ""
    turned = _turned(plain)
    return f"{turned[0].upper()}{turned[1:]}."


def _turned(plain: str) -> str:
    pieces: list[str] = _WORD.findall(plain)
    at = [number for number, piece in enumerate(pieces) if piece[0].isalnum()]
    words = [pieces[number].lower() for number in at]
    for index, number in enumerate(at):
        word, beside = words[index], words[max(0, index - 1) : index] + words[index + 1 : index + 2]
        if word in _OF_I and "i" in beside:
            pieces[number] = _OF_I[word]
        elif word == "you":
            pieces[number] = "I"
        else:
            pieces[number] = _TURNED.get(word, pieces[number])
    return "".join(pieces)
