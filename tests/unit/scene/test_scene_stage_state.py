"""What a story changes in a scene."""

from __future__ import annotations

import math

import numpy as np
import pytest

from vr_app.scene.light import Light
from vr_app.scene.stage_state import AS_MADE, BRIGHTEST, StageState

LAMPS = [Light("point", 0, name=name) for name in ("lantern-left", "lantern-right", "dome-inside")]


def levels(state: StageState) -> list[float]:
    found = state.light_levels(LAMPS)
    assert found is not None and found.dtype == np.float32
    return found.tolist()


def test_as_made_nothing_is_multiplied() -> None:
    assert AS_MADE.light_levels(LAMPS) is None


def test_lamps_are_named_by_their_beginning_and_the_last_cue_holds() -> None:
    state = AS_MADE.after("light", ("lantern", 0.5)).after("light", ("lantern-left", 2.0))
    assert levels(state) == [2.0, 0.5, 1.0]
    assert levels(state.after("light", ("lantern", 0.0))) == [0.0, 0.0, 1.0]


@pytest.mark.parametrize("level,shown", [(-1.0, 0.0), (99.0, BRIGHTEST), (math.inf, BRIGHTEST)])
def test_levels_stay_within_what_an_eye_bears(level: float, shown: float) -> None:
    assert levels(AS_MADE.after("light", ("dome", level)))[2] == shown


def test_things_are_hidden_and_shown_again() -> None:
    hidden = AS_MADE.after("hide", ("orrery",))
    assert hidden.hidden == {"orrery"} and hidden.after("show", ("orrery",)).hidden == frozenset()


def test_weather_and_hour_are_kept() -> None:
    state = AS_MADE.after("weather", ("rain",)).after("hour", (23.5,))
    assert (state.weather, state.hour) == ("rain", 23.5)


def test_its_cues_make_the_state_anew() -> None:
    state = AS_MADE
    for name, arguments in [
        ("light", ("lantern", 0.5)), ("light", ("lantern-left", 2.0)), ("hide", ("jug",)), ("weather", ("snow",)),
        ("hour", (0,)),
    ]:  # fmt: skip
        state = state.after(name, arguments)
    again = AS_MADE
    for name, arguments in state.cues():
        again = again.after(name, arguments)
    assert again == state and levels(again) == levels(state)
    assert AS_MADE.cues() == ()


@pytest.mark.parametrize(
    "cue",
    [
        ("weather", ("frogs",)),
        ("hour", (25.0,)),
        ("hour", ("noon",)),
        ("light", ("dome",)),
        ("light", (1.0, 2.0)),
        ("light", ("dome", math.nan)),
        ("fly", ()),
    ],
)
def test_a_cue_that_does_not_fit_changes_nothing(cue: tuple[str, tuple[str | float, ...]]) -> None:
    assert AS_MADE.after(*cue) is AS_MADE
