"""Whether a sentence counts what a question counts, or tells an age or a price: a number of another kind is no answer.

"How many wolves are there?" is not answered by an hour, "how old is she?" not by how long she has been at work.
"""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re

from vr_app.host.words.wording import content_words

_ZH_NUMBER = r"[〇零一二三四五六七八九十百千万两半\d]+"
_ZH_MANY = rf"(?:{_ZH_NUMBER}|几十|几百|上百|成百|好几|几|许多|没有|无)"
_ZH_MORE = r"(?:多|来|余|几)?"
_ZH_ALIKE = ("只头条匹峰羽口", "位名个人口", "棵株", "间个", "本册部", "块片", "首支曲", "扇道", "盏个", "件个", "张个")
"""Measure words that may stand for one another."""
_ZH_MEASURES = (
    "个颗座条只块次艘位名种年根圈头匹口件本张把间层株棵双对份斤步级阶道面扇盏台辆架枚封篇首支户家所段串瓶杯碗桶盒箱袋"
    "排列行章册部峰羽曲片天周月圈遍场"
)
_ZH_ASKED = re.compile(rf"(?:多少|几)(?P<measure>[{_ZH_MEASURES}])?(?P<noun>[\u4e00-\u9fff]{{0,2}})")
_ZH_OTHER = re.compile(
    rf"第?{_ZH_NUMBER}{_ZH_MORE}(?:个)?(?:点|年|月|日|号|岁|小时|分钟|钟头|秒|元|块钱|角|分钱|米|里|公里|斤|公斤|吨|度)"
)
_ZH_ANY = re.compile(rf"(?<!第){_ZH_MANY}")

_EN_ONES = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundreds?|thousands?|millions?|dozens?"
_EN_NUMBER = rf"(?:\d[\d.,]*|(?:{_EN_ONES})(?:[- ](?:{_EN_ONES}|one|and))*)"
_EN_OTHER = re.compile(
    rf"\b(?:in|since|until|till|before|after|around|about|from|of|by|to|and|year) (?:1[0-9]{{3}}|20[0-9]{{2}})\b|\b(?:1[0-9]{{3}}|20[0-9]{{2}})s\b|"
    rf"\b(?:at|until|till|from|past|to|after|before) {_EN_NUMBER}(?::\d\d)?(?= (?:o'?clock|in the|at night|every|each|on)|[ap]m\b|[.,;]|$)|\b{_EN_NUMBER} ?(?:o'?clock|[ap]\.?m\b)|\bhalf past \w+|"
    rf"\b{_EN_NUMBER}[- ](?:years?|months?|weeks?|days?|nights?|hours?|minutes?|seconds?)(?:[- ]old)?\b|\baged? {_EN_NUMBER}|"
    rf"\b{_EN_NUMBER}[- ](?:kilomet\w+|centimet\w+|millimet\w+|met(?:re|er)s?|miles?|feet|foot|inch(?:es)?|yards?|fathoms?|kg|km|cm|mm|kilos?|kilograms?|grams?|tons?|tonnes?|pounds?|euros?|dollars?|francs?|pence|pennies|shillings?|crowns?|degrees|knots)\b|[$€£¥]\s?\d[\d.,]*",
    re.IGNORECASE,
)
_EN_ANY = re.compile(
    rf"\b{_EN_NUMBER}|\b(?:none|nobody|a (?:pair|couple|few|score) of|several|both|many|only the|not one|nothing)\b",
    re.IGNORECASE,
)
_EN_COUNTED = re.compile(r"\bhow (?:many|much) (?:of )?(?:the |these |those |your )?((?:\w+ ){0,2}\w+)")
_EN_ONE = re.compile(r"\b(?:one|no|a single|an only|once|twice)\b(?P<counted>(?: \w+){0,3})", re.IGNORECASE)
_EN_SPAN = re.compile(
    r"^(?:in |for )?how many (?:\w+ )?(?:years?|months?|weeks?|days?|nights?|hours?|minutes?|seconds?|met(?:re|er)s?|kilomet\w+|miles?|feet|kilos?|tons?|degrees|pounds?|euros?|francs?)\b"
)

_AGE_ASKED = re.compile(
    r"^how old\b|^what age\b|几岁|多少岁|多大(?:年纪|岁数|了)?[？?]?$|今年多大|(?:狗|猫|他|她|它)多大"
)
_AGED = re.compile(
    r"\baged?\b|\byears? old\b|\b\w+-year-old\b|\b(?:is|was|turned|turns|at|being|he's|she's|it's|I'm|am|are|were|a \w+,|\w{3,},) (?:only |just |barely |nearly |almost |about )?(?:\d{1,3}|\w+teen|\w+ty(?:[- ]\w+)?|eleven|twelve|ten|nine|eight|seven|six|five|four|three|two)\b(?! (?:o|[a-z]*(?:met|mil|doz|hundred|thousand)|of |people|men|women|time))|"
    r"\bin (?:his|her|their|my) \w+ies\b|\bborn\b|\bbirthday\b|\bolder|\bas old as|\bage\b|\bhatched\b|\bsince (?:1\d{3}|20\d\d)\b|"
    r"\b(?:found|start|establish|build|built|made|dates?|laid|opened|begun|began|planted|cast|centur|created|constructed|erected|raised|completed|finished|carved|painted|forged|woven|printed|put up|set up|went up|comes from|from (?:the )?(?:1\d{3}|20\d\d|\w+ century))|\byears? ago|"
    r"岁|出生|生于|年生|属[鼠牛虎兔龙蛇马羊猴鸡狗猪]|[多来几百千\d十]年(?:了|的|老|历史|以上|前)|[建造刻铸栽种]于?|朝|世纪|年代|比.{1,8}(?:大|老|年长)",
    re.IGNORECASE,
)
_PRICED = re.compile(
    rf"[$€£¥]|\bfree\b|\bnothing\b|\bhalf(?: price)?\b|\b(?:costs?|pays?|paid|price\w*|sold|charge\w*|fees?|worth|cheap\w*|coins?|money|wages?|salary|ticket|entry|entrance)\b|"
    rf"\b(?:{_EN_NUMBER}|an?|one|half an?) (?:[\w-]+ )?(?:dollars?|euros?|pounds?|cents?|penn(?:y|ies)|pence|francs?|crowns?|krone[rn]?|kronor|yuan|yen|shillings?|ducats?|florins?|guineas?|marks?|coins?|thalers?|rubles?|rupees?|gold|silver|quid|lire|pesos?|bob)\b|"
    rf"{_ZH_NUMBER}{_ZH_MORE}(?:元(?!宝)|块(?![石砖板布地木玻])|两银|文钱?|角|毛|分钱|银元|大洋)|免费|不要钱|不收|白送|减半|不卖|[钱]",
    re.IGNORECASE,
)


def counts_it(asked: str, sentence: str) -> bool:
    """Whether a sentence holds a number that may be the one of a "how many" question: no hour, year, price or size.

    Args:
        asked: the question in small letters.
    """
    if asked.isascii():
        left = sentence if _EN_SPAN.match(asked) or asked.startswith("how much") else _EN_OTHER.sub(" ", sentence)
        return bool(_EN_ANY.search(left)) or _one_of_them(asked, left)
    return _counts_in_chinese(asked, sentence)


def _one_of_them(asked: str, sentence: str) -> bool:
    """Whether "one" or "no" stands before what is counted: "one ear" tells nothing of canaries."""
    match = _EN_COUNTED.search(asked)
    counted = set(content_words(match[1])) if match else set()
    return any(not counted or counted & set(content_words(one["counted"])) for one in _EN_ONE.finditer(sentence))


def _counts_in_chinese(asked: str, sentence: str) -> bool:
    match = _ZH_ASKED.search(asked)
    if match is None:
        return bool(_ZH_ANY.search(sentence))
    measure, noun = match["measure"] or "", match["noun"]
    if not measure and noun[:1] in ("个", "人", "户"):
        measure = noun[:1]
    if measure:
        alike = {measure, *(one for group in _ZH_ALIKE if measure in group for one in group)}
        return bool(
            re.search(
                rf"(?<!第){_ZH_MANY}{_ZH_MORE}[{''.join(sorted(alike))}](?!月|月份|钟头|小时)|没有|一无", sentence
            )
        )
    return bool(_ZH_ANY.search(_ZH_OTHER.sub("", sentence)))


def asks_age(asked: str) -> bool:
    """Whether a question in small letters asks how old somebody or something is."""
    return bool(_AGE_ASKED.search(asked))


def tells_age(sentence: str) -> bool:
    """Whether a sentence tells an age, or when something came to be."""
    return bool(_AGED.search(sentence))


def tells_price(sentence: str) -> bool:
    """Whether a sentence speaks of money in a way that may answer what something costs."""
    return bool(_PRICED.search(sentence))
