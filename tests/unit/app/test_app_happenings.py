"""A story's variables and the scene are one: what waits for a variable appears with it; a line's sound is played."""

from __future__ import annotations

import queue
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from vr_app.app.happenings import Happenings
from vr_app.host.place.scene_brief import Viewpoint
from vr_app.kernel import story_events as st
from vr_app.kernel.ids import TurnId
from vr_app.kernel.latest import Latest
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import load_stage

SCENE = """format = 2
title = "Quay"
description = "A quay."
[[thing]]
id = "boat"
size = [1.0, 1.0, 2.0]
[[thing]]
id = "key"
size = [0.1, 0.1, 0.1]
[[behaviour]]
thing = "boat"
kind = "appear"
variable = "visits"
equals = "2"
[[behaviour]]
thing = "key"
kind = "appear"
variable = "found"
[[sound]]
id = "bell"
file = "bell.wav"
"""


@pytest.fixture
def quay(tmp_path: Path) -> Callable[[str], Stage]:
    def made(name: str) -> Stage:
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        (folder / "scene.toml").write_text(SCENE)
        return load_stage(folder)

    return made


def shown(posted: list[Any]) -> list[str]:
    return [f"{cue.name} {cue.arguments[0]}" for cue in posted if isinstance(cue, st.SceneCue)]


def test_a_thing_appears_with_the_variable_it_waits_for(quay: Callable[[str], Stage]) -> None:
    posted: list[Any] = []
    happenings = Happenings(posted.append, Viewpoint, lambda: (), Latest({}))
    happenings.enter(quay("quay"))
    assert shown(posted) == ["hide boat", "hide key"]
    for values, expected in (
        ((("found", "false"), ("visits", "1")), []),
        ((("found", "true"), ("visits", "2")), ["show boat", "show key"]),
        ((("found", "true"), ("visits", "3")), ["hide boat"]),
    ):
        posted.clear()
        happenings.note(st.StoryVariables(values))
        assert shown(posted) == expected
    posted.clear()
    happenings.enter(quay("other quay"))
    assert shown(posted) == ["hide boat", "hide key"]


def test_the_sound_of_a_line_is_played(quay: Callable[[str], Stage]) -> None:
    played: queue.Queue[str] = queue.Queue()
    happenings = Happenings(
        lambda event: None, Viewpoint, lambda: (), Latest({}), lambda stage, sound: played.put(sound.id)
    )
    happenings.enter(quay("quay"))
    happenings.note(st.SceneCue("sound", ("bell",), TurnId(1)))
    assert played.get(timeout=5.0) == "bell"
