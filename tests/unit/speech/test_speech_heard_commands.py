"""Commands misheard by a sound are put right; coughs and talk are not made into commands."""

from __future__ import annotations

import pytest

from vr_app.speech.heard_commands import READ_BEFORE, is_command_misheard, may_be_command


@pytest.mark.parametrize(
    ("first", "second", "sure", "command"),
    [
        ("重新剧中", "重新居中。", 0.98, True),
        ("別停了", "别听了。", 0.96, True),
        ("我周围有神了。", "我周围有什么？", 0.84, True),
        ("重新剧中", "重新居中。", 0.6, False),
        ("我偷言。", "我头晕。", 0.95, False),
        ("呼呼", "字幕大一点。", 0.9, False),
        ("带我去海边吧", "带我去安全的地方。", 0.9, False),
        ("他住在这里吗", "他住在哪里吗", 0.9, False),
    ],
)
def test_a_second_reading_counts_where_it_is_a_command_and_nearly_the_first(
    first: str, second: str, sure: float, command: bool
) -> None:
    assert is_command_misheard(first, second, sure) is command


@pytest.mark.parametrize(
    ("text", "worth"),
    [
        ("重新剧中", True),
        ("重新居中", False),
        ("嗯", False),
        ("Stop.", False),
        ("", False),
        ("老人每天都在窗边等他的儿子回来", False),
    ],
)
def test_only_short_chinese_that_is_no_command_is_read_again(text: str, worth: bool) -> None:
    assert may_be_command(text) is worth


def test_the_second_reading_has_every_command_in_mind() -> None:
    assert "重新居中。" in READ_BEFORE and READ_BEFORE.isprintable() and "a" not in READ_BEFORE.lower()
