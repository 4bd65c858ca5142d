"""Saved games and edited stories: the same play goes on, and what does not fit is refused."""

from __future__ import annotations

import json
import random
from collections.abc import Callable
from typing import Any

import pytest

from tests.generated_deep_ink import generate_deep
from tests.generated_ink import GeneratedStory, generate
from vr_app.story.compile import compile_story
from vr_app.story.runner import (
    CompiledStory,
    State,
    StoryError,
    choose,
    load_story,
    move,
    resume,
    save,
    start,
    step,
    switch_flow,
)

HARBOUR = """
VAR coins = 3
VAR mood = "calm"
LIST Lamps = red, (green)
-> quay
=== quay
The quay, {coins} coins.
+ [Walk] -> ship.deck
+ [Wait]
  ~ coins++
  Waiting, {mood}.
  -> quay
=== ship
Never here.
= deck
On deck. {quay} {Lamps}
* [Rest] -> END
"""


def compiled(source: str) -> CompiledStory:
    result = compile_story(lambda name: source, "story.ink")
    assert result.story_json is not None, result.errors
    return load_story(result.story_json)


def read_on(story: CompiledStory, state: State) -> tuple[State, str]:
    text = ""
    while state.can_continue:
        state, line = step(story, state)
        text += line.text
    return state, text


def through_json(story: CompiledStory, state: State) -> State:
    return resume(story, json.loads(json.dumps(save(story, state))))


@pytest.mark.parametrize("make", [generate, generate_deep])
@pytest.mark.parametrize("seed", range(12))
def test_any_state_of_any_story_is_saved_and_resumed_and_never_changed_by_playing_on(
    make: Callable[[int], GeneratedStory], seed: int
) -> None:
    story = compiled(make(seed).whole)
    chance = random.Random(seed)
    state = twin = start(story, seed=seed)
    for _ in range(40):
        twin = through_json(story, twin)
        before = json.dumps(save(story, state))
        kept = state
        if state.can_continue:
            state, line = step(story, state)
            twin, same = step(story, twin)
            assert line == same
        elif state.choices:
            assert [choice.text for choice in state.choices] == [choice.text for choice in twin.choices]
            index = chance.randrange(len(state.choices))
            state, twin = choose(story, state, index), choose(story, twin, index)
        else:
            break
        assert json.dumps(save(story, kept)) == before


def test_flows_are_saved_too() -> None:
    story = compiled(HARBOUR)
    state, _ = read_on(story, start(story))
    aside, _ = read_on(story, switch_flow(story, state, "aside"))
    again = through_json(story, aside)
    assert again.flow == "aside"
    back = switch_flow(story, again)
    assert [choice.text for choice in back.choices] == ["Walk", "Wait"]


def test_a_saved_game_of_another_story_is_refused() -> None:
    story, other = compiled(HARBOUR), compiled(HARBOUR.replace("quay,", "pier,"))
    with pytest.raises(StoryError, match="another story, or to another version"):
        resume(other, save(story, start(story)))


@pytest.mark.parametrize("saved", [None, [], {}, {"format": "other"}, "text"])
def test_what_is_no_saved_game_is_refused(saved: Any) -> None:
    with pytest.raises(StoryError, match="no saved game"):
        resume(compiled(HARBOUR), saved)


def test_a_saved_game_of_a_later_program_is_refused() -> None:
    story = compiled(HARBOUR)
    with pytest.raises(StoryError, match="version 9"):
        resume(story, save(story, start(story)) | {"version": 9})


@pytest.mark.parametrize(
    "damage",
    [
        {"flows": {}},
        {"flow": "none"},
        {"flows": {"DEFAULT_FLOW": {"threads": [], "choices": []}}},
        {"visits": {"nowhere": 1}},
        {"visits": {"quay": "often"}},
        {"variables": {"coins": {"list": 3}}},
        {"variables": None},
        {"turn": 2**80},
        {"seed": None},
        {"values": ["zzz"]},
    ],
)
def test_a_damaged_saved_game_is_refused(damage: dict[str, Any]) -> None:
    story = compiled(HARBOUR)
    with pytest.raises(StoryError, match="damaged"):
        resume(story, save(story, start(story)) | damage)


# ---------------------------------------------------------------------- hot reload


def waiting_at_the_quay(story: CompiledStory) -> State:
    state, _ = read_on(story, start(story))
    return choose(story, state, 1)


def test_an_edited_line_is_read_anew_at_the_readers_place() -> None:
    old = compiled(HARBOUR)
    new = compiled(HARBOUR.replace("Waiting,", "You wait,"))
    moved = move(old, waiting_at_the_quay(old), new)
    assert moved.place == "same"
    assert read_on(new, moved.state)[1] == "You wait, calm.\nThe quay, 4 coins.\n"


def test_a_knot_whose_inside_is_gone_is_begun_anew() -> None:
    old = compiled(HARBOUR)
    new = compiled("VAR coins = 0\n-> quay\n=== quay\nA new quay, {coins} coins.\n-> END\n")
    moved = move(old, waiting_at_the_quay(old), new)
    assert (moved.place, moved.forgotten) == ("knot", ("Lamps", "mood"))
    assert read_on(new, moved.state)[1] == "A new quay, 3 coins.\n"
    assert moved.state.turn == 0


def test_without_the_knot_the_story_begins_anew_and_variables_keep_what_fits() -> None:
    old = compiled(HARBOUR)
    new = compiled("VAR coins = 0\nVAR mood = 7\nLIST Lamps = blue, green\nStart: {coins} {mood} {Lamps}.\n-> END\n")
    moved = move(old, waiting_at_the_quay(old), new)
    assert (moved.place, moved.forgotten) == ("start", ("mood",))
    assert read_on(new, moved.state)[1] == "Start: 3 7 green.\n"


def test_a_story_can_be_moved_at_a_choice() -> None:
    old, new = compiled(HARBOUR), compiled(HARBOUR + "\n=== more\nMore.\n-> END\n")
    state, _ = read_on(old, start(old))
    moved = move(old, state, new)
    assert moved.place == "same"
    assert read_on(new, choose(new, moved.state, 0))[1] == "On deck. 1 green\n"
