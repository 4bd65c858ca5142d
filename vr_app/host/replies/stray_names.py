"""Names in a sentence that no source has: people, places and works that a model made up or brought along."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path

from vr_app.host.words.nouns import singular

_ALWAYS = frozenset(
    [
        "i",
        "i'm",
        "i've",
        "i'll",
        "i'd",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "mr",
        "mrs",
        "ms",
        "dr",
        "sir",
        "madam",
        "ok",
        "english",
        "chinese",
        "virgil",
        "god",
        "ai",
    ]
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?…:;]['\"”’)]*\s*$|^\W*$|[“\"(]\s*$")
_MAKERS = "设计|建造|创作|发明|制作|绘制|建立|创建|雕刻|修建|创立|撰写|捐赠|命名|发现"
_WIDE_NAME = re.compile(
    rf"([\u4e00-\u9fff]{{1,8}}(?:·[\u4e00-\u9fff]{{1,8}})+)|(?:由|被|是(?![由被]))([\u4e00-\u9fff]{{2,6}}?)(?:{_MAKERS})"
)
_WIDE_GENERAL = re.compile(
    r"人$|们$|师$|匠$|者$|家$|员$|长$|谁|自己|手工|我|他|她|当地|古|如何|什么|什么时候|用来|专门|精心|后来|亲手|一|在"
)


@cache
def ordinary_words() -> frozenset[str]:
    """Words with which a sentence may begin without being a name."""
    text = Path(__file__).with_name("ordinary_words.txt").read_text(encoding="utf-8")
    return frozenset(text.split())


def words_known(*texts: str) -> frozenset[str]:
    """The words of sources, as names are compared with them."""
    return frozenset(_plain(word) for text in texts for word in _WORD.findall(text))


def stray_names(sentence: str, known: frozenset[str], sources: str = "") -> tuple[str, ...]:
    """Capitalised words, and people in Chinese, that are not known, as written.

    Args:
        known: from `words_known`.
        sources: the sources' text, in which a Chinese name is looked for as it stands.
    """
    strays = []
    for match in _WORD.finditer(sentence):
        word = match.group()
        if not word[0].isupper() or (not word.isascii() and not word[:1].isalpha()):
            continue
        plain = _plain(word)
        if plain in known or plain in _ALWAYS or word.lower() in _ALWAYS or len(word) == 1:
            continue
        begins = bool(_SENTENCE_END.search(sentence[: match.start()]))
        if begins and (plain in ordinary_words() or word.lower() in ordinary_words() or _looks_ordinary(word.lower())):
            continue
        strays.append(word)
    for match in _WIDE_NAME.finditer(sentence):
        name = match.group(1) or match.group(2)
        if name not in sources and not _WIDE_GENERAL.search(name):
            strays.append(name)
    return tuple(dict.fromkeys(strays))


def _looks_ordinary(word: str) -> bool:
    """Endings that names seldom have: -ly, -ing, -ness, -ed."""
    return len(word) > 5 and word.endswith(("ly", "ing", "ness", "ment", "tion", "able", "ful", "less"))


def _plain(word: str) -> str:
    word = re.sub(r"['’](?:s|re|ve|ll|d|m|t)$", "", word.lower())
    return singular(word)
