"""A view is told as the visitor sees it."""

from __future__ import annotations

import pytest

from vr_app.host.replies.visitors_eyes import as_seen_by_visitor, without_heading


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("I can see lanterns on my right,", "You can see lanterns on your right,"),
        ("I am looking at a round dome.", "You are looking at a round dome."),
        ("I'm standing on a terrace.", "You're standing on a terrace."),
        ("From here, I also see the harbour behind me.", "From here, you also see the harbour behind you."),
        ("I keep the lamp lit.", "I keep the lamp lit."),
        ("The bay lies in front of me.", "The bay lies in front of you."),
        ("You can see my house.", "You can see my house."),
    ],
)
def test_the_eyes_are_the_visitors(said: str, meant: str) -> None:
    assert as_seen_by_visitor(said) == meant


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("The view at dusk:", ""),
        ("(The view in the morning: ahead, a tall window.", "Ahead, a tall window."),
        ("The view: A wide bay.", "A wide bay."),
        ("The view at dusk is calm:", "The view at dusk is calm:"),
        ("The view from here is wide.", "The view from here is wide."),
        ("Welcome!", "Welcome!"),
    ],
)
def test_the_prompts_heading_is_not_said(written: str, said: str) -> None:
    assert without_heading(written) == said
