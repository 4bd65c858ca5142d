"""Words of command, done at once before any language model is asked: told by wording, and by meaning where it can be.

Wording: each command has forms in English and Chinese; politeness and small words do not count, and what is left over
lowers the confidence, so that "slower, please" is a command and "why is the river slower here" is not. Meaning: where
there is an embedder, a short line that no form fits is compared with examples of commands and of ordinary talk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import cast, get_args

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.hearing_events import CommandName
from vr_app.kernel.ports import Embedder

SURE = 0.75
"""From this confidence on a line is a command."""
_MOST_WORDS = 9
_LIGHT = frozenset(
    "please can could would will you i me my we us the a an it that this to for just now then hey ok okay so um uh well "
    "virgil want like need let lets let's do be is are bit little more much very again some once kindly thanks thank and "
    "i'd d i'm im you're youre your for go make get too really right here there of in on at up one what's".split()
)
_LIGHT_CHINESE = re.compile(
    r"请|麻烦|帮我|帮忙|一下|可以|能不能|能|吗|吧|了|呢|啊|我|你|您|一点|点儿|点|再|把|给|有些|看不清|听不懂|太|会|想|要|的|都|现在"
)

_CAPTION = r"(?:captions?|subtitles?|text|letters|font|writing|words)"
_FORMS: dict[CommandName, tuple[str, ...]] = {
    "stop_listening": (
        r"(?:stop|quit|don't|do not|no more) (?:listening|hearing|listen|hear)(?: to)?",
        r"(?:switch|turn|shut|mute)? ?(?:off )?(?:the |my )?(?:microphone|mic)(?: off)?",
        r"(?:close|mute) (?:the |my )?(?:microphone|mic|ears)",
        r"(?:别|不要|停止)再?(?:听|聆听|监听)|关(?:掉|闭|上)?麦克?风?",
    ),
    "what_can_i_say": (
        r"what (?:can|could|may) i (?:say|ask|tell you)(?: to you)?|what (?:are the|voice) commands(?: are there)?",
        r"(?:list|show|tell)(?: me)?(?: all)?(?: the| your)? commands|voice commands|which commands",
        r"我?(?:能|可以)说(?:些|点)?什么|有(?:什么|哪些)(?:命令|指令|口令)",
    ),
    "recentre": (
        r"re-?(?:cent(?:er|re)|center)(?: the)?(?: view| me| view| everything)?|reset (?:the |my )?(?:view|position|pose)",
        r"cent(?:er|re) (?:the |my )?(?:view|me|everything)|face me forward",
        r"重新(?:居中|定位|对中)|(?:视角|视野|画面|位置)?(?:居中|归中|归位|回正)|重置(?:视角|视野|位置)",
    ),
    "captions_bigger": (
        rf"{_CAPTION} (?:bigger|larger|up|size up)|(?:bigger|larger|increase|enlarge|huge|big) {_CAPTION}(?: size)?",
        rf"(?:make|increase|enlarge) (?:the |size of )?{_CAPTION}(?: size)? (?:bigger|larger)|(?:can't|cannot) read {_CAPTION}",
        rf"{_CAPTION} (?:are|is) too (?:small|tiny)",
        r"(?:字幕|文字|字体|字)(?:变|调|放|弄|再)?(?:大)|(?:放大|加大|调大)(?:字幕|文字|字体|字)|(?:字幕|字)太小",
    ),
    "captions_smaller": (
        rf"{_CAPTION} (?:smaller|down)|(?:smaller|decrease|shrink|reduce) {_CAPTION}(?: size)?|{_CAPTION} (?:are|is) too (?:big|large)",
        rf"(?:make) (?:the )?{_CAPTION} smaller",
        r"(?:字幕|文字|字体|字)(?:变|调|缩|弄|再)?(?:小)|(?:缩小|调小)(?:字幕|文字|字体|字)|(?:字幕|字)太大",
    ),
    "slower": (
        r"(?:speak|talk|go|say)? ?(?:slower|more slowly|slowly|slow down)|slow down|not so fast|less fast|too fast|slow",
        r"(?:speaking|talking) too (?:fast|quickly)|(?:reduce|lower) (?:the )?speed|take it slow",
        r"(?:说|讲|语速)?(?:得)?(?:慢)(?:一)?(?:些|点)?(?:说|讲)?|太快|(?:放慢|减慢)(?:语速|速度)?",
    ),
    "faster": (
        r"(?:speak|talk|go|say)? ?(?:faster|more quickly|quicker)|speed up|not so slow(?:ly)?|too slow(?:ly)?|hurry up",
        r"(?:说|讲|语速)?(?:得)?快(?:一)?(?:些|点)?(?:说|讲)?|太慢|加快(?:语速|速度)?",
    ),
    "quieter": (
        r"(?:speak|talk|be)? ?(?:quieter|softer|more quietly|more softly|(?:less|not so) loud(?:ly)?)|too loud|volume down",
        r"(?:turn|bring|take) (?:it |the |your )?(?:volume |voice |sound )?down|lower (?:the |your )?(?:volume|voice|sound)",
        r"(?:keep|hold)(?: your)? voice down|(?:声音|音量)?(?:说|讲)?(?:得)?(?:小声|轻声|轻)(?:些|点|说)?|(?:声音|音量)(?:调|变)?(?:小|低)|(?:声音|音量)?太(?:吵|大声?|响)",
    ),
    "louder": (
        r"(?:speak|talk|be)? ?(?:louder|more loudly|speak up)|too quiet|volume up|(?:can't|cannot|can not) hear",
        r"(?:turn|bring) (?:it |the |your )?(?:volume |voice |sound )?up|(?:raise|increase) (?:the |your )?(?:volume|voice)",
        r"(?:声音|音量)?(?:说|讲)?(?:得)?大声(?:些|点|说)?|(?:声音|音量)(?:调|变)?(?:大|高)|听不(?:见|清|到)|太(?:小声|轻)",
    ),
    "repeat": (
        r"(?:repeat|say)(?: that| it| this| what you said| yourself)?(?: again| once more| one more time)|repeat(?: that| it| yourself)?",
        r"come again|what did you (?:just )?say|pardon(?: me)?|i (?:didn't|did not) (?:catch|hear|get)(?: that| it| you)?|once more|say again",
        r"(?:再|重新|重复)(?:说|讲|来)?(?:一)?(?:遍|次)?|重复|(?:刚才|刚刚)?说(?:的是)?什么来着|没听(?:清|见|懂)",
    ),
    "safe_place": (
        r"(?:take|bring|get|go|send)?(?: me)?(?: to)?(?: my| a| the)? ?safe (?:place|space|spot|room)|(?:get|take) me out(?: of here)?",
        r"i (?:feel|am feeling) (?:sick|dizzy|unwell|unsafe)|i'm (?:dizzy|scared|sick)|safe (?:mode)|panic",
        r"(?:去|回|到|带.?去|带.?到)?安全(?:的)?(?:地方|地点|屋|空间|区)|头晕|带.?离开(?:这里)?|害怕",
    ),
    "around": (
        r"what(?: is|'s|s| are)?(?: there| here)?(?: all)? around(?: me| us| here)?|what(?: is|'s| are)?(?: things)? (?:near|near by|nearby)(?: me)?",
        r"what (?:surrounds me|do i see around)|(?:look|looking) around(?: me)?|(?:describe|tell)(?: me)?(?: about)?(?: what is)?(?: my)? (?:surroundings|around me)|where am i standing",
        r"(?:周围|四周|附近|身边|旁边)(?:有|是)?(?:些|点)?(?:什么|啥)(?:东西)?|看看(?:周围|四周)",
    ),
    "hush": (
        r"(?:stop|halt|pause|wait|hush|shush|silence|enough|quiet|shh+|hold on|hang on)(?: a)?(?: second| moment| minute| talking| speaking| it| there| that)?",
        r"(?:be |keep )?(?:quiet|silent)|shut up|stop (?:talking|speaking|it|that)|(?:that's|that is) enough|no more talking",
        r"停(?:下|住|止)?(?:来|说话)?|等(?:等|一等|一下|一会儿?)?|安静|闭嘴|别(?:再)?(?:说|讲)(?:话)?|不要(?:再)?说(?:话)?|够",
    ),
}
_COMPILED = {
    name: tuple(re.compile(rf"(?:^|(?<=\s)|(?<=[\u4e00-\u9fff]))(?:{form})(?=$|\s|[\u4e00-\u9fff])") for form in forms)
    for name, forms in _FORMS.items()
}
EXAMPLES: dict[CommandName, tuple[str, ...]] = {
    "hush": ("Stop talking.", "Be quiet for a moment.", "别说话了"),
    "recentre": ("Recenter the view.", "Put me back in the middle, facing forward.", "重新居中"),
    "captions_bigger": ("Make the captions bigger.", "I can't read the subtitles, they are too small.", "字幕大一点"),
    "captions_smaller": ("Make the captions smaller.", "The subtitles are too large.", "字幕小一点"),
    "slower": ("Speak more slowly.", "You are talking too fast for me.", "说慢一点"),
    "faster": ("Speak faster.", "You are talking too slowly.", "说快一点"),
    "quieter": ("Lower your voice.", "You are too loud.", "小声一点"),
    "louder": ("Speak louder.", "I can hardly hear you.", "大声一点"),
    "repeat": ("Say that again.", "I didn't catch that, what did you say?", "再说一遍"),
    "safe_place": ("Take me to my safe place.", "I feel sick, get me out of here.", "带我去安全的地方"),
    "around": ("What is around me?", "Tell me what things are near me.", "我周围有什么"),
    "stop_listening": ("Stop listening to me.", "Turn off the microphone.", "别听了，关掉麦克风"),
    "what_can_i_say": ("What can I say?", "Which voice commands are there?", "我可以说什么"),
}
"""Also what "what can I say?" is answered with."""
_TALK = (
    "Who are you?",
    "What is this place?",
    "Tell me about the sea.",
    "Do you live here?",
    "I like this place.",
    "How old is that tower?",
    "What is that over there?",
    "What is behind me?",
    "What is on my left?",
    "Let us go somewhere quieter.",
    "Tell me a story.",
    "Yes, please.",
    "No, thank you.",
    "What happened then?",
    "The wind is quieter today.",
    "I stopped listening to the radio years ago.",
    "你是谁",
    "这是什么地方",
    "给我讲个故事",
    "那边是什么",
)
_LEAST_NEAR, _MARGIN = 0.62, 0.08


@dataclass(frozen=True)
class CommandMatch:
    """A line understood as a command, with how sure that is."""

    name: CommandName
    confidence: float


def by_wording(text: str) -> CommandMatch | None:
    """The command a line words, None where it is talk."""
    plain = _plain(text)
    if not plain or len(plain.split()) > _MOST_WORDS:
        return None
    best: CommandMatch | None = None
    for name, forms in _COMPILED.items():
        for form in forms:
            found = form.search(plain)
            if found is None or not found[0].strip():
                continue
            left = _left_over(f"{plain[: found.start()]} {plain[found.end() :]}")
            confidence = max(0.0, 1.0 - 0.3 * left)
            if best is None or confidence > best.confidence:
                best = CommandMatch(name, confidence)
    return best if best is not None and best.confidence >= SURE else None


class CommandFinder:
    """Finds commands by wording, and by meaning where there is an embedder.

    Args:
        embedder: None, or one that may fail: wording alone then decides.
    """

    def __init__(self, embedder: Embedder | None = None) -> None:
        self._embedder = embedder
        self._names = [name for name in EXAMPLES for _ in EXAMPLES[name]]
        self._places = None

    def find(self, text: str) -> CommandMatch | None:
        """The command a line means, None where it is talk. Raises: nothing; a failing embedder is left out."""
        found = by_wording(text)
        if found is not None or self._embedder is None:
            return found
        words = _plain(text).split()
        if not words or len(words) > _MOST_WORDS:
            return None
        return self._by_meaning(text)

    def _by_meaning(self, text: str) -> CommandMatch | None:
        assert self._embedder is not None
        try:
            if self._places is None:
                lines = [line for name in EXAMPLES for line in EXAMPLES[name]]
                self._places = self._embedder.embed([*lines, *_TALK])
            near = self._places @ self._embedder.embed([text])[0]
        except DeviceError:
            return None  # not there yet, or not any more: the words alone decide
        commands, talk = near[: len(self._names)], near[len(self._names) :]
        best = int(commands.argmax())
        if commands[best] < _LEAST_NEAR or commands[best] < float(talk.max()) + _MARGIN:
            return None
        return CommandMatch(self._names[best], round(float(commands[best]), 3))


def command_names() -> Sequence[CommandName]:
    """All of them."""
    return cast(Sequence[CommandName], get_args(CommandName))


def _plain(text: str) -> str:
    text = text.lower().replace("’", "'")
    text = re.sub(r"[^\w'\-\u4e00-\u9fff]+", " ", text)
    return " ".join(re.sub(r"\b(?:the|my|your|please)\b", " ", text).split())


def _left_over(text: str) -> int:
    """Words that say something else; two Chinese characters count as one."""
    chinese = re.findall(r"[\u4e00-\u9fff]", _LIGHT_CHINESE.sub("", text))
    latin = [word for word in re.findall(r"[a-z0-9'\-]+", text) if word.strip("'-") not in _LIGHT]
    return len(latin) + -(-len(chinese) // 2)
