"""Words as they are compared: content words of English by their stems, of Chinese by pairs of characters."""

# ruff: noqa: E501  (word lists)

from __future__ import annotations

import re
from functools import lru_cache

from vr_app.host.words.nouns import singular

_SMALL_LIST = """
a an the and or but so if then than as at by for from in into of off on onto out over to up with within about around
is are was were be been being am do does did done has have had having will would shall should can could may might must
i you he she it we they me him her us them my your his its our their mine yours this that these those there here
what which who whom whose when where why how tell say know please just very really much many any some all each every
not no nor only also too still ever again more most other such own same now one ones thing things anything something
let's lets ok okay well oh hello hi hey whats what's who's where's it's i'm you're don't s t re ve ll d m
show explain got get gets go goes like see look looks call called name named whether if before happen happened happens today nowadays currently kind sort type
"""
SMALL_WORDS = frozenset(_SMALL_LIST.split())
"""Words that say nothing of what a line is about."""

_SAME_AS = (
    ("put up|putting up|went up", "built"),
    ("set up|started up", "founded"),
    ("gets? in|got in|getting in|go in|get inside", "entry"),
    ("looks? after|looked after|takes? care of|took care of|in charge of", "keeps"),
    ("pulled down|torn down|knocked down", "demolished"),
    ("go(?:es)? back to|date(?:s|d)? (?:back )?to|date(?:s|d)? from", "built"),
    ("ran aground|washed up", "stranded"),
    ("passed away", "died"),
    ("burn(?:ed|t) down", "fire"),
)
_PHRASES = tuple((re.compile(rf"\b(?:{words})\b", re.IGNORECASE), instead) for words, instead in _SAME_AS)
_ANY_PHRASE = re.compile(rf"\b(?:{'|'.join(words for words, _ in _SAME_AS)})\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+(?:['’][a-z]+)?")
_WIDE_RUN = re.compile(r"[\u3400-\u9fff]+")
_WIDE_SMALL = re.compile(
    r"什么时候|多少钱|多[高长深宽重远大快久厚]|哪年|几年|几个|一斤|每斤|什么|怎么样|怎么|为什么|哪里|哪儿|哪个|哪一|多少|多久|是不是|有没有|这里|那里|这个|那个|可以|请问|请|"
    r"告诉我|告诉|知道|我们|你们|他们|[的了吗呢吧啊我你他她它是在有和与也都就还很这那谁几被把给对从来里到会能要]"
)


def is_chinese(text: str) -> bool:
    """Whether a line is mainly Chinese: by its characters, against Latin words."""
    wide = len(re.findall(r"[\u3400-\u9fff]", text))
    return wide > 0 and wide * 2 >= len(re.findall(r"[A-Za-z]+", text))


_IRREGULAR_LIST = """
made make built build gave give given give found find founded found wrote write written write bought buy came come went go
took take taken take kept keep held hold stood stand sank sink sunk sink lost lose rang ring rung ring wound wind laid lay
led lead grew grow grown grow knew know known know sold sell sent send brought bring taught teach caught catch
fell fall fallen fall drew draw drawn draw drove drive driven drive broke break broken break chose choose chosen choose
began begin begun begin hung hang sang sing sung sing told tell thought think wove weave woven weave left leave met meet
paid pay ran run said say saw see seen see shot shoot slept sleep spoke speak spoken speak stolen steal stole steal stuck stick
swore swear swept sweep wore wear worn wear won win dug dig died die dying die lying lie lives live lived live living live
children child people people men man women woman feet foot leaves leaf burnt burn learnt learn heard hear slid slide
struck strike stricken strike height high length long width wide depth deep weight weigh
"""
_WORDS = _IRREGULAR_LIST.split()
_IRREGULAR: dict[str, str] = dict(zip(_WORDS[::2], _WORDS[1::2], strict=True))


@lru_cache(maxsize=16384)
def stem(word: str) -> str:
    """A word without the endings of English: well enough to compare."""
    word = singular(word.split("'")[0].split("’")[0])
    known = _IRREGULAR.get(word)
    if known is None and word.endswith("ied") and len(word) > 4:
        known = word[:-3] + "y"
    if known is None:
        for ending, least in (("ing", 3), ("edly", 3), ("ed", 3), ("ly", 4), ("er", 5), ("est", 5)):
            if word.endswith(ending) and len(word) - len(ending) >= least:
                known = word[: -len(ending)]
                if len(known) > 3 and known[-1] == known[-2] and known[-1] not in "sl":
                    known = known[:-1]
                break
    known = known or word
    return known[:-1] if len(known) > 3 and known.endswith("e") else known


def plain_words(text: str) -> list[str]:
    """Latin words and numbers in order, in small letters."""
    return _WORD.findall(text.lower().replace(",", ""))


def wide_pairs(text: str) -> list[str]:
    """The pairs of neighbouring Chinese characters, question words left out."""
    pairs = []
    for run in _WIDE_RUN.findall(_WIDE_SMALL.sub(" ", text)):
        pairs += [run[i : i + 2] for i in range(len(run) - 1)] or [run]
    return pairs


def content_words(text: str) -> list[str]:
    """Stems of the words that say what a text is about, in order, and the pairs of its Chinese."""
    if _ANY_PHRASE.search(text):
        for phrase, word in _PHRASES:
            text = phrase.sub(word, text)
    return [stem(word) for word in plain_words(text) if word not in SMALL_WORDS] + wide_pairs(text)
