"""What a host says in an improv window without the model: the author's own words first, else words fit for any host."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Literal

from vr_app.host.stories.asides import Aside
from vr_app.host.words.wording import is_chinese

Kind = Literal["hesitates", "refuses", "cross", "asks", "partly", "strays"]
"""How a visitor's line meets the author's question."""

_PATIENT = ("Take your time.", "There is no hurry.", "Say it as it comes.", "I have the whole evening.")
_ENGLISH: Mapping[str, tuple[str, ...]] = {
    "hesitates": _PATIENT,
    "refuses": ("You need not say it.", "Then keep it. That is your right.", "As you like. I shall not press you."),
    "cross": ("That may well be.", "I have been told worse.", "I do not hold it against you."),
    "asks": ("That I cannot tell you.", "I was never told.", "I do not know that either."),
    "partly": ("And why?", "And why is that?", "What makes you say so?"),
    "strays": ("I see.", "Indeed.", "So it is."),
}
_CHINESE: Mapping[str, tuple[str, ...]] = {
    "hesitates": ("慢慢来。", "不着急。", "想到什么就说什么。", "我有一整晚的时间。"),
    "refuses": ("不说也没关系。", "那就留在心里吧。", "随你的意，我不追问。"),
    "cross": ("也许是吧。", "更难听的话我也听过。", "我不怪你。"),
    "asks": ("这个我说不上来。", "从来没有人告诉过我。", "这我也不知道。"),
    "partly": ("为什么呢？", "这是为什么？", "你为什么这样想？"),
    "strays": ("这样啊。", "嗯。", "是的。"),
}
_KINDLY: Mapping[Aside, tuple[str, ...]] = {
    "grief": (
        "I am sorry. That is a heavy thing to carry.",
        "That is hard, and I am sorry.",
        "One does not get over that in a hurry.",
    ),
    "hardship": ("One could do without that.", "That does not make it easier.", "I believe you. It wears one out."),
    "joy": ("That is good to hear.", "Then there is reason to be glad.", "I am glad for you."),
    "praise": ("It is kind of you to say so.", "It is good when somebody notices.", "I am glad you think so."),
    "unsure": ("That is no hindrance.", "You are not the first to say so.", "It need not come easily."),
    "told": ("There is a story in that.", "I can picture that.", "Such things stay with one."),
}
_KINDLY_CHINESE: Mapping[Aside, tuple[str, ...]] = {
    "grief": ("听你这么说，我很难过。", "这件事压在心上，一定很沉。", "这种事，一时半会儿是过不去的。"),
    "hardship": ("那可真够受的。", "这确实烦人。", "辛苦你了。"),
    "joy": ("那真值得高兴。", "真为你高兴。", "听着就让人开心。"),
    "praise": ("谢谢你这么说。", "你能留意到，真好。", "你喜欢就好。"),
    "unsure": ("这不要紧。", "不止你一个人这么说。", "不容易也没关系。"),
    "told": ("这里面有故事。", "我能想象。", "这样的事，人会记很久。"),
}
"""Fit for any host, whatever it was that was told."""
_BACK = ("{0}", "And my question still stands. {0}", "Still, I should like to know. {0}", "I am still curious. {0}")
_BACK_CHINESE = ("{0}", "不过我刚才问过你：{0}", "我还是想知道：{0}", "我还在等你的回答。{0}")


class WindowWords:
    """Keeps count, so that nothing is said twice before all has been said once.

    Args:
        authored: by kind, what the author's tags give the host to say.

    Attributes:
        question: the author's last question as the window opened, "" where it asked none.
    """

    def __init__(self, authored: Mapping[str, Sequence[str]], question: str) -> None:
        self._authored = authored
        self.question = question
        self._used: dict[str, int] = {}

    def authored(self, kind: Kind) -> str:
        """The author's next words for this kind; "" where there are none (left)."""
        words = self._authored.get(kind, ())
        return words[self._next(f"own {kind}")] if self._used.get(f"own {kind}", 0) < len(words) else ""

    def usual(self, kind: Kind, *, chinese: bool) -> str:
        """The next words for this kind that fit any host."""
        words = (_CHINESE if chinese else _ENGLISH)[kind]
        return words[self._next(kind) % len(words)]

    def kindly(self, aside: Aside | None, *, chinese: bool) -> str:
        """The next words for what a visitor told beside the matter; "" for nothing, or where all have been said."""
        if aside is None:
            return ""
        words = (_KINDLY_CHINESE if chinese else _KINDLY)[aside]
        number = self._next(f"kindly {aside}")
        return words[number] if number < len(words) else ""

    def lead_back(self, *, chinese: bool) -> str:
        """The author's words for who strays; else the question once more, put a little otherwise each time."""
        if own := self.authored("strays"):
            return own
        if not self.question or is_chinese(self.question) != chinese:
            return ""
        ways = _BACK_CHINESE if chinese else _BACK
        return ways[self._next("back") % len(ways)].format(self.question)

    def again(self, *, chinese: bool) -> str:
        """The author's question, for who puts off an answer: once only."""
        if "again" in self._used or is_chinese(self.question) != chinese:
            return ""
        self._next("again")
        return self.question

    def _next(self, name: str) -> int:
        number = self._used.get(name, 0)
        self._used[name] = number + 1
        return number
