"""Words of command, done at once before any language model is asked: told by wording, and by meaning where it can be.

Wording: each command has forms in English and Chinese; politeness and small words do not count, and what is left over
lowers the confidence, so that "slower, please" is a command and "why is the river slower here" is not. Meaning: where
there is an embedder, a short line that no form fits is compared with examples of commands and of ordinary talk.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import cast, get_args

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.hearing_events import CommandName
from vr_app.kernel.ports import Embedder
from vr_app.speech.chinese_listening import simplified
from vr_app.speech.command_forms import FORMS, LIGHT, LIGHT_CHINESE

SURE = 0.75
"""From this confidence on a line is a command."""
_MOST_WORDS = 9

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


@cache
def _compiled() -> dict[CommandName, tuple[re.Pattern[str], ...]]:
    """By command; it takes a quarter of a second, which no start of the app shall wait for."""
    start, end = r"(?:^|(?<=\s)|(?<=[\u4e00-\u9fff]))", r"(?=$|\s|[\u4e00-\u9fff])"
    return {name: tuple(re.compile(f"{start}(?:{form}){end}") for form in forms) for name, forms in FORMS.items()}


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
    for name, forms in _compiled().items():
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
        written: the embedder to ask for the examples; None for the same.
    """

    def __init__(self, embedder: Embedder | None = None, written: Embedder | None = None) -> None:
        self._embedder = embedder
        self._written = written or embedder
        self._names: list[CommandName] = [name for name in EXAMPLES for _ in EXAMPLES[name]]
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
        assert self._embedder is not None and self._written is not None
        try:
            if self._places is None:
                lines = [line for name in EXAMPLES for line in EXAMPLES[name]]
                self._places = self._written.embed([*lines, *_TALK])
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
    text = simplified(text.lower()).replace("’", "'")
    text = re.sub(r"[^\w'\-\u4e00-\u9fff]+", " ", text)
    return " ".join(re.sub(r"\b(?:the|my|your|please)\b", " ", text).split())


def _left_over(text: str) -> int:
    """Words that say something else; two Chinese characters count as one."""
    chinese = re.findall(r"[\u4e00-\u9fff]", LIGHT_CHINESE.sub("", text))
    latin = [word for word in re.findall(r"[a-z0-9'\-]+", text) if word.strip("'-") not in LIGHT]
    return len(latin) + -(-len(chinese) // 2)
