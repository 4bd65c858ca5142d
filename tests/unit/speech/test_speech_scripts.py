"""Which texts a voice can say."""

from __future__ import annotations

import pytest

from vr_app.speech.scripts import can_say, reading_s


@pytest.mark.parametrize(
    ("text", "language", "said"),
    [
        ("Good evening.", "en-US", True),
        ("Guten Abend, schön.", "en", True),
        ("The sign says 灯塔.", "en-GB", True),
        ("你好，欢迎来到这里。", "en-US", False),
        ("你好，欢迎来到这里。", "zh_CN", True),
        ("Добро пожаловать", "en", False),
        ("Добро пожаловать", "ru-RU", True),
        ("ようこそ", "ja", True),
        ("ようこそ", "zh", False),
        ("... 1802 !", "en", True),
        ("你好", "", True),
    ],
)
def test_a_voice_says_its_own_script_and_latin_letters(text: str, language: str, said: bool) -> None:
    assert can_say(text, language) is said


def test_a_line_stands_as_long_as_it_takes_to_read() -> None:
    assert reading_s("Oh.") == 1.2
    assert 2.0 < reading_s("你好，欢迎来到这里。今天晚上") < 4.0
    assert reading_s("word " * 200) == 12.0
