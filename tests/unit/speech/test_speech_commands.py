"""Commands told from talk, by wording and by meaning, in English and Chinese."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
import pytest

from vr_app.kernel.errors import DeviceError
from vr_app.speech.commands import EXAMPLES, CommandFinder, by_wording, command_names

SAID = {
    "recentre": ["Recenter", "Recentre please", "Re-center.", "Can you recenter me?", "重新居中", "请把视角回正"],
    "captions_bigger": [
        "captions bigger",
        "Make the captions bigger please",
        "I can't read the captions",
        "字幕大一点",
        "字幕大一點。",
    ],
    "captions_smaller": ["captions smaller", "字幕小一点"],
    "slower": [
        "slower",
        "speak more slowly",
        "you're talking too fast",
        "slow down",
        "说慢一点",
        "請說慢一點",
        "你说得太快了",
    ],
    "faster": ["faster", "speed up please", "说快一点"],
    "quieter": ["quieter", "a bit quieter please", "turn it down", "you're too loud", "小声一点", "声音小一点"],
    "louder": ["louder", "speak up", "I can't hear you", "大声一点", "聲音太小了我聽不見"],
    "repeat": [
        "repeat",
        "say that again",
        "Could you say that again?",
        "what did you say?",
        "你刚才说什么？",
        "再说一遍",
        "pardon?",
    ],
    "safe_place": ["safe place", "take me to my safe place", "安全的地方", "回到安全的地方"],
    "around": ["What is around me?", "what's around me", "我周围有什么", "我周圍有什麼？", "describe my surroundings"],
    "stop_listening": ["stop listening", "turn off the microphone", "mute the mic", "别听了", "別聽了", "关掉麦克风"],
    "what_can_i_say": ["what can I say?", "list the commands", "我可以说什么", "有哪些命令"],
    "hush": ["stop", "Wait.", "be quiet", "stop talking", "hold on a second", "停", "等一下", "安静", "别说了"],
}
TALK = [
    "Why is the river slower here?",
    "Tell me about the lighthouse.",
    "Is it safe to swim here?",
    "Who lives around here?",
    "Somewhere quieter, please.",
    "I want to stop at the bakery",
    "Wait, what was that light over there?",
    "The text on that sign is small, what does it say?",
    "What did you say about the lighthouse keeper?",
    "Is the sea always this loud at night?",
    "yes please",
    "What is behind me?",
    "这里安全吗",
    "你是谁",
    "快到冬天了吗",
    "他说慢慢来会好的",
]


@pytest.mark.parametrize(("name", "said"), [(name, line) for name, lines in SAID.items() for line in lines])
def test_a_command_in_its_own_words(name: str, said: str) -> None:
    found = by_wording(said)
    assert found is not None and found.name == name and 0.75 <= found.confidence <= 1.0


@pytest.mark.parametrize("said", TALK)
def test_talk_is_no_command(said: str) -> None:
    assert by_wording(said) is None


def test_every_command_has_an_example_and_is_told_by_it_in_both_languages() -> None:
    assert set(EXAMPLES) == set(command_names()) == set(SAID)
    for name in EXAMPLES:
        assert any(character >= "\u4e00" for line in EXAMPLES[name] for character in line), name


class Placed:
    """An embedder that puts lines where it is told; all others are far from everything."""

    name, dimensions = "placed", 4

    def __init__(self, places: dict[str, int], broken: bool = False) -> None:
        self._places, self._broken = places, broken

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        if self._broken:
            raise DeviceError("gone", recoverable=True)
        rows = np.zeros((len(texts), 4), np.float32)
        for row, text in zip(rows, texts, strict=True):
            row[self._places.get(text, 0)] = 1.0
        return rows


def test_meaning_decides_where_wording_does_not() -> None:
    finder = CommandFinder(Placed({EXAMPLES["louder"][0]: 1, "you mumble, my friend": 1}))
    found = finder.find("you mumble, my friend")
    assert found is not None and found.name == "louder"
    assert finder.find("a line like all the others") is None


def test_what_is_as_near_to_talk_is_talk() -> None:
    assert CommandFinder(Placed({EXAMPLES["louder"][0]: 1, "Who are you?": 1, "hm hm": 1})).find("hm hm") is None


def test_without_an_embedder_the_words_decide() -> None:
    finder = CommandFinder(Placed({}, broken=True))
    assert finder.find("you mumble, my friend") is None
    assert finder.find("louder") is not None
