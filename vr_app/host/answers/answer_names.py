"""Whether a sentence says what something or somebody is called: a name beside the thing asked about, or after "called"."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re

from vr_app.host.answers.question import Question
from vr_app.host.words.synonyms import also
from vr_app.host.words.wording import SMALL_WORDS, stem

_NAME = r"[\"“‘«]?(?:(?:[A-Z][\w’'-]+|[A-Z]\.)(?:[ -](?:(?:de|du|di|la|le|von|van|of the|of|the|and) )?(?:[A-Z][\w’'-]+|[A-Z]\.))*)"
_CALLED = re.compile(
    rf"\b(?:[Cc]all(?:s|ed)?|[Nn]amed|[Nn]icknamed|[Cc]hristened|[Dd]ubbed|[Kk]nown as|[Bb]y the names? of|[Nn]ames? (?:is|was|were|are)|[Gg]oes by|[Ss]tyled|[Bb]aptised)\b"
    rf"(?:\s+(?:it|her|him|them|the|that|this|one|a|an|our|my|his|their|simply|only|just|\w+ly))*\s*[:,]?\s*(?:{_NAME}|[\"“‘«])"
)
_QUOTED = re.compile(r"[“「『《\"‘«][^”」』》\"’»]{1,40}[”」』》\"’»]")
_IS = re.compile(rf"\b(?:is|was|are|were)\s+(?:the )?({_NAME})")
_PROPER = re.compile(_NAME)
_BETWEEN = re.compile(r"^\W*(?:(?:is|was|are|were|called|named|the|my|our|his|her|old|a|an)\b\W*)*$")
_PART = re.compile(r"\b(first|given|christian|middle|last|family|maiden|sur)[ -]?name")
_LAST = ("last", "family", "maiden", "sur")
_WHOLE = re.compile(
    r"\b(?!(?:Mrs?|Ms|Miss|Dr|Sir|Lady|Lord|Old|The|Captain|Father|Mother|Sister|Brother|Uncle|Aunt|King|Queen)\b)[A-Z][\w’'-]+(?: [A-Z][\w’'-]+)+"
)
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
_ZH = re.compile(
    r"叫[^做作我你他她它人什醒]|叫[做作]|名[叫为字是]|姓[\u4e00-\u9fff]|称[为作]|外号|绰号|"
    rf"(?:^|[，。；：、])[{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=[是在从，])|"
    rf"[员师长板匠夫主友父子女妻哥弟姐妹爷奶伯叔姑姨家客工][{_SURNAMES}][\u4e00-\u9fff]{{1,2}}(?=[，。、是在的于出]|$)"
)
_NO_NAMES_LIST = """
january february march april may june july august september october november december monday tuesday wednesday thursday
friday saturday sunday i north south east west bc ad
"""
_NO_NAMES = frozenset(_NO_NAMES_LIST.split())


def names_it(question: Question, sentence: str) -> bool:
    """Whether a name is told of what is asked about, one that the question has not.

    Args:
        sentence: with what names it ("My uncle Sandro", "called La Nonna", “掌柜”).
    """
    if question.chinese and not sentence.isascii():
        return any(
            match.group() not in question.text for match in (*_QUOTED.finditer(sentence), *_ZH.finditer(sentence))
        )
    asked = set(re.findall(r"[\w'’-]+", question.text.lower()))
    if part := _PART.search(question.text):
        return _tells_part(sentence, asked, last=part[1] in _LAST)
    if any(_is_new(match.group(), asked) for match in _QUOTED.finditer(sentence)) or _CALLED.search(sentence):
        return True
    if any(_is_new(match[1], asked) for match in _IS.finditer(sentence)):
        return True
    wanted = set(question.words) | {near for word in question.words for near in also(word)}
    return any(
        _is_new(match.group(), asked) and _stands_by(sentence, match, wanted) for match in _PROPER.finditer(sentence)
    )


def _tells_part(sentence: str, asked: set[str], *, last: bool) -> bool:
    """Whether a first or a last name is told: beside the other one that was asked with, or after "called"."""
    if _CALLED.search(sentence):
        return True
    for name in _WHOLE.findall(sentence):
        words = [word.lower() for word in name.split()]
        known = [word in asked for word in words]
        if any(known) and not (known[-1] if last else known[0]):
            return True
    return not any(
        word in asked for word in re.findall(r"[\w’'-]+", sentence.lower()) if word not in SMALL_WORDS
    ) and bool(_WHOLE.search(sentence))


def _is_new(name: str, asked: set[str]) -> bool:
    """A name and not a month, the question's own, or the beginning of a sentence."""
    words = [word.lower().strip("’'") for word in re.findall(r"[\w’'-]+", name)]
    return any(word not in asked and word not in _NO_NAMES and word not in SMALL_WORDS for word in words)


def _stands_by(sentence: str, name: re.Match[str], wanted: set[str]) -> bool:
    """Whether one of the words asked about stands right before or behind a name, or in it ("Uncle Sandro")."""
    for word in re.finditer(r"[\w’'-]+", sentence):
        if stem(word.group().lower().removesuffix("'s").removesuffix("’s")) not in wanted:
            continue
        if name.start() <= word.start() < name.end():
            return bool(re.search(r"[ -][A-Z]", name.group()))
        between = (
            sentence[word.end() : name.start()] if word.end() <= name.start() else sentence[name.end() : word.start()]
        )
        if _BETWEEN.match(between):
            return True
    return False
