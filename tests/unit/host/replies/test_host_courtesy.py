"""Thanks are waved off only where somebody thanked."""

from __future__ import annotations

import pytest

from vr_app.host.replies.courtesy import is_idle


@pytest.mark.parametrize(
    ("piece", "line", "idle"),
    [
        ("You're welcome.", "I lost my lantern on the way up.", True),
        ("You’re very welcome, traveller.", "It is cold here.", True),
        ("不客气。", "我从山上来。", True),
        ("You're welcome.", "Thank you for the story!", False),
        ("You're welcome.", "That was kind of you.", False),
        ("No problem.", "Sorry, I did not hear you.", False),
        ("不客气。", "谢谢你。", False),
        ("You're welcome to sit by the fire.", "It is cold here.", False),
        ("You're welcome.", "It is cold.\n(Thank them in a few words.)", True),
    ],
)
def test_thanks_that_nobody_said(piece: str, line: str, idle: bool) -> None:
    assert is_idle(piece, line) is idle
