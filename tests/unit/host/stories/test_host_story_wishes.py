"""Lines that ask for a story, leave it, or leave one of its windows."""

from __future__ import annotations

import pytest

from vr_app.host.choices.choice_meaning import Judgement
from vr_app.host.stories.story_wishes import asks_for_story, leaves_story, leaves_window, taken_at_once

EXITS = ("She was right.", "She was wrong.")


@pytest.mark.parametrize(
    ("line", "probability", "leaves"),
    [
        ("She did right.", 0.97, True),
        ("She did right.", 0.8, False),
        ("She did right, for six boats came home and nobody lost his bread by it.", 0.99, False),
    ],
)
def test_a_window_is_left_only_by_an_exit_and_no_more(line: str, probability: float, leaves: bool) -> None:
    judged = Judgement(0, probability, ((0, probability), (1, 0.01)))
    assert leaves_window(judged, line, EXITS) is leaves
    assert not leaves_window(Judgement(None, 0.99, ((0, 0.01),)), line, EXITS)


def test_a_story_is_asked_for_and_left() -> None:
    assert asks_for_story("please tell me the story", "The Key") and asks_for_story("what of the key", "The Key")
    assert not asks_for_story("that is another story", "The Key")
    assert leaves_story("stop the story") and not leaves_story("stop")


@pytest.mark.parametrize(
    ("line", "leaves"),
    [
        ("let us stop the story", True),
        ("please stop the story now", True),
        ("i'd like to leave this story", True),
        ("can we stop telling the story", True),
        ("ok, enough of the story", True),
        ("no more story please", True),
        ("我们停止故事吧", True),
        ("别讲故事了", True),
        ("stop", False),
        ("stop the orrery", False),
        ("leave the story in the drum", False),
        ("does the story end here", False),
        ("tell the end of the story", False),
        ("stop him, the story goes on", False),
        ("我喜欢这个故事", False),
    ],
)
def test_a_story_is_left_in_ones_own_words_and_by_nothing_else(line: str, leaves: bool) -> None:
    assert leaves_story(line) is leaves


def test_with_a_model_to_be_asked_only_the_surest_choice_is_taken_at_once() -> None:
    judged = Judgement(0, 0.8, ((0, 0.8), (1, 0.1)))
    line = "She did right."
    assert taken_at_once(judged, line, EXITS, alone=True, in_window=False)
    assert not taken_at_once(judged, line, EXITS, alone=False, in_window=False)
    assert not taken_at_once(judged, line, EXITS, alone=True, in_window=True)
    surer = Judgement(0, 0.97, ((0, 0.97), (1, 0.01)))
    assert taken_at_once(surer, line, EXITS, alone=False, in_window=True)
