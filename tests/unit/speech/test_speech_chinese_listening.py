"""Chinese words of listening, as they are written short and long, and what only begins like them."""

from __future__ import annotations

import pytest

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


@pytest.mark.parametrize("text", ["别说了", "別說了", "安靜", "等一下", "等等我", "停！", "不", "够了", "夠了"])
def test_one_wants_silence(text: str) -> None:
    assert asks_to_stop(text)
