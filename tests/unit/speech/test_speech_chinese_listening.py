"""Chinese words of listening, as they are written short and long, and what only begins like them."""

from __future__ import annotations

import pytest

from vr_app.speech.barge_in import is_hum, is_interruption
from vr_app.speech.turn_taking import asks_to_stop, is_backchannel


@pytest.mark.parametrize(
    "text",
    [
        "对，对，对",
        "對對對",
        "恩",
        "嗯嗯嗯嗯",
        "是嗎？",
        "真的吗",
        "好，我知道了",
        "噢，好",
        "原来如此",
        "不错",
        "没错",
        "哈哈哈哈哈哈哈哈哈哈",
        "OK",
    ],
)
def test_one_listens(text: str) -> None:
    assert is_backchannel(text)
    assert not asks_to_stop(text)


@pytest.mark.parametrize("text", ["好吃吗", "对面是什么", "是谁", "我知道你是谁", "对不起", "当然不是", "哈喽"])
def test_one_says_something(text: str) -> None:
    assert not is_backchannel(text)


@pytest.mark.parametrize("text", ["别说了", "別說了", "安靜", "等一下", "等等我", "停！", "听。", "不", "够了", "夠了"])
def test_one_wants_silence(text: str) -> None:
    assert asks_to_stop(text)


@pytest.mark.parametrize(
    ("text", "sure", "voiced_s", "complete", "stops"),
    [
        ("原来人", 0.54, 0.51, False, False),  # "原来如此" begins so
        ("原来人们都住在这里", 0.7, 1.2, False, True),
        ("为什么", 0.7, 0.5, True, True),
        ("最对对。", 0.62, 0.77, True, False),
        ("最对对。", 0.85, 0.77, True, True),
        ("你好。", 0.5, 0.7, True, True),
    ],
)
def test_what_stops_the_host_in_chinese(text: str, sure: float, voiced_s: float, complete: bool, stops: bool) -> None:
    hummed = is_hum(text, voiced_s=voiced_s, sure=sure)
    assert (not hummed and is_interruption(text, voiced_s=voiced_s, complete=complete)) is stops
