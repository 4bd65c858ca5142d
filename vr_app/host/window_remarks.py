"""What a host remarks on a visitor's words in an improv window where the model is too small to: short, and never untrue.

A small model asked for a remark repeats the visitor or says what is not so ("Cold feet are a sign of cold.").
"""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from typing import Literal

from vr_app.host.wording import is_chinese

Topic = Literal["unease", "sorrow", "jest", "praise", "weather", "own", "view", "any"]
_TOPICS: tuple[tuple[Topic, re.Pattern[str]], ...] = (
    (
        "unease",
        re.compile(
            r"\b(?:cold|freezing|chilly|hungry|thirsty|tired|sleepy|exhausted|wet|headache|hurts?|aching?|aches?|shivering|uncomfortable)\b(?<!the cold)|\bgo (?:in|inside|home)\b|冷|饿|渴|累|困|疼",
            re.IGNORECASE,
        ),
    ),
    (
        "sorrow",
        re.compile(
            r"\b(?:died|dead|death|dying|buried|funeral|gone now|lost (?:him|her|my|everything)|miss (?:him|her|them)|never (?:wrote|told|said|saw|came|spoke|forgave|called)|poor (?:man|woman|girl|boy|thing|soul)|alone|lonely|grief|cried|sorry about|ate (?:her|him|me|them) up)\b|去世|死|走了|想念|孤|可怜",
            re.IGNORECASE,
        ),
    ),
    ("jest", re.compile(r"\b(?:ha|haha|hah|hehe|lol|joking|kidding|funny)\b|哈哈", re.IGNORECASE)),
    (
        "praise",
        re.compile(
            r"\b(?:nice|lovely|beautiful|pretty|wonderful|great|amazing|fine)\b|漂亮|美|好看|真好", re.IGNORECASE
        ),
    ),
    (
        "weather",
        re.compile(
            r"\b(?:weather|rain\w*|wind\w*|snow\w*|dark|night|evening|stars|moon|sea|late)\b|天气|下雨|风|晚上|夜",
            re.IGNORECASE,
        ),
    ),
    (
        "own",
        re.compile(
            r"\bmy (?:\w+ )?(?:mother|father|mum|mom|dad|parents|uncle|aunt|brother|sister|wife|husband|son|daughter|boy|girl|grand\w+|friend|teacher|boss|dog|cat|home|house|village|town|job)\b|\bwhen i was\b|\bi (?:once|used to|had an?|knew|remember)\b|我(?:的)?(?:妈|爸|爷|奶|哥|姐|弟|妹|母|父|朋友)",
            re.IGNORECASE,
        ),
    ),
    (
        "view",
        re.compile(
            r"\bi (?:think|believe|don't believe|doubt|guess|suppose|find|never|always)\b|\b(?:strange|odd|weird|unfair|sad|cruel|anybody|everybody|nobody|people|always|never)\b|我觉得|我想",
            re.IGNORECASE,
        ),
    ),
)
_ENGLISH: dict[Topic, tuple[str, ...]] = {
    "unease": ("It will not take much longer.", "Bear with me a moment more.", "Soon."),
    "sorrow": (
        "That does not go away by itself.",
        "That is not a small thing to carry.",
        "No. One does not forget that.",
    ),
    "jest": ("Ha.", "That too.", "One may laugh about it."),
    "praise": ("It is kind of you to notice.", "I am glad that you see it.", "It is, is it not."),
    "weather": ("So it is.", "I had noticed.", "It does as it likes."),
    "own": ("Then you know something about it.", "That stays with one.", "I see. It is near to you."),
    "view": ("There is something in that.", "One may see it so.", "I had not looked at it like that."),
    "any": ("I see.", "I dare say.", "That may be.", "Well, well."),
}
_CHINESE: dict[Topic, tuple[str, ...]] = {
    "unease": ("不会太久了。", "再忍一会儿。", "快了。"),
    "sorrow": ("这样的事不会自己过去。", "这不是一件小事。", "是的，这忘不了。"),
    "jest": ("哈。", "那也算。", "笑一笑也好。"),
    "praise": ("谢谢你看到了。", "你喜欢就好。", "是啊。"),
    "weather": ("是这样。", "我也发现了。", "天有天的脾气。"),
    "own": ("那你是懂的。", "这种事会留在心里。", "原来如此，这离你很近。"),
    "view": ("这话有些道理。", "也可以这样看。", "我没有这样想过。"),
    "any": ("这样啊。", "也许吧。", "我明白。", "原来如此。"),
}


def topic_of(line: str) -> Topic:
    """What a line is about, by its words."""
    plain = line.replace("’", "'")
    for topic, words in _TOPICS:
        if words.search(plain):
            return topic
    return "any"


class Remarks:
    """Keeps count, so that no remark comes twice before all of its kind have come."""

    def __init__(self) -> None:
        self._used: dict[str, int] = {}

    def on(self, line: str, *, answering: bool = False) -> str:
        """A remark in the line's language.

        Args:
            answering: the line says something on the matter itself: then it is taken for a view, or something sad.
        """
        topic = topic_of(line)
        if answering and topic not in ("sorrow", "own", "jest"):
            topic = "view"
        stock = (_CHINESE if is_chinese(line) else _ENGLISH)[topic]
        number = self._used.get(topic, 0)
        self._used[topic] = number + 1
        return stock[number % len(stock)]
