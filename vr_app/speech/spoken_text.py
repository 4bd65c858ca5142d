"""What a voice should say of what a model wrote: no markdown, no stage directions, no emoji, no control characters."""

from __future__ import annotations

import re
import unicodedata

_ACTION_WORDS_LIST = """
    bows beams blinks breathes chuckles clears closes coughs crosses frowns gasps gazes gestures giggles glances grins
    hums laughs leans lifts listens looks moves murmurs nods opens pauses points raises reaches rests sighs smiles
    smirks speaks stands steps stretches tilts turns walks waves whispers winks softly gently warmly quietly smiling
    laughing nodding pointing gesturing looking pausing sighing waving whispering
"""
_ACTION_WORDS = frozenset(_ACTION_WORDS_LIST.split())
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff]")
_TERMINAL_CODE = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)\s]*\)")
_BRACKETS = re.compile(r"\[[^\]]*\]")
_PARENS = re.compile(r"\(([^()]*)\)|（([^（）]*)）")
_BOLD = re.compile(r"(\*\*|__)(?=\S)(.+?)(?<=\S)\1")
_STARS = re.compile(r"(?<!\*)\*(?=[^\s*])([^*]*)\*(?!\*)")
_LINE_MARK = re.compile(r"^[ \t]*(?:#{1,6}[ \t]+|>[ \t]*|[-*•+][ \t]+|\d{1,2}[.)][ \t]+)", re.MULTILINE)
_CODE = re.compile(r"`+")
_SCHEME = re.compile(r"\b(?:https?|ftp)://(?:www\.)?", re.IGNORECASE)
_SPACE = re.compile(r"\s+")
_SPACE_BEFORE_MARK = re.compile(r"\s+([,.;:!?])(?=\s|$)")
_COMMA_BESIDE_MARK = re.compile(r",(?=[,.;:!?。！？])|(?<=[.!?…。！？]),(?!\w)")


def spoken_text(raw: str, names: tuple[str, ...] = ()) -> str:
    """The words of `raw` that are to be said aloud, on one line; "" where there is nothing to say.

    Args:
        raw: a whole sentence or clause as the model wrote it.
        names: speaker names which a model may write before its line ("Mei: Hello").
    """
    text = _CONTROL.sub("", _TERMINAL_CODE.sub("", raw))
    text = _LINE_MARK.sub("", text)
    text = _LINK.sub(r"\1", text)
    text = _BRACKETS.sub(" ", text)
    text = _BOLD.sub(r"\2", text)
    text = _STARS.sub(_star_span, text)
    text = _without_open_parens(_PARENS.sub(_paren_span, text))
    text = _SCHEME.sub("", _CODE.sub("", text))
    text = "".join(" " if _is_pictograph(character) else character for character in text)
    text = text.replace("*", "").replace("_", " ").replace("~", "").replace("|", " ")
    text = _SPACE_BEFORE_MARK.sub(r"\1", _SPACE.sub(" ", text)).strip()
    text = _COMMA_BESIDE_MARK.sub("", text).lstrip(", ")
    for name in names:
        if name and text.lower().startswith(f"{name.lower()}:"):
            text = text[len(name) + 1 :].strip()
    return text if any(character.isalnum() for character in text) else ""


def _star_span(match: re.Match[str]) -> str:
    inside = match.group(1)
    before = match.string[: match.start()].rstrip()
    after = match.string[match.end() :].lstrip()
    stands_alone = (not before or before[-1] in '.!?…"”') and (not after or after[0].isupper() or after[0] in '"“')
    return " " if stands_alone or _is_action(inside) else inside


def _paren_span(match: re.Match[str]) -> str:
    inside = match.group(1) if match.group(1) is not None else match.group(2)
    return " " if _is_action(inside) else f", {inside.strip()},"


def _without_open_parens(text: str) -> str:
    """Without brackets that are not closed, or not opened, in what is said."""
    return text if text.count("(") == text.count(")") else text.replace("(", "").replace(")", "")


def _is_action(inside: str) -> bool:
    words = re.findall(r"[a-z']+", inside.lower())
    return bool(words) and (words[0] in _ACTION_WORDS or (len(words) > 1 and words[1] in _ACTION_WORDS))


def _is_pictograph(character: str) -> bool:
    code = ord(character)
    if code < 0x2190:
        return False
    return (
        0x1F000 <= code <= 0x1FAFF
        or 0x2190 <= code <= 0x2BFF
        or code in (0x200D, 0xFE0F, 0xFE0E, 0x20E3)
        or 0xE0000 <= code <= 0xE007F
        or unicodedata.category(character) in ("Co", "Cs")
    )
