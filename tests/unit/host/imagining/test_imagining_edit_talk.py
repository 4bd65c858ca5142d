"""Changes in talk: proposed with a diff, made after a yes alone, taken back; and what the model takes a wish for."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest

from vr_app.app.scene_edits import SceneEdits
from vr_app.host.imagining.asked_changes import changes_messages, changes_schema, read_form
from vr_app.host.imagining.edit_talk import EditingMind
from vr_app.host.imagining.editing import Change
from vr_app.kernel import events as ev
from vr_app.kernel import hearing_events as he
from vr_app.scene.stage_reader import load_stage

SCENE = """format = 2
title = "A yard"
description = "A yard."
editable = true

[ground]

# the old one
[[thing]]
id = "well"
words = "an old well"
name = "old well"
"""


class Listening:
    """A mind that only notes what comes to it."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.passed_on: list[Any] = []

    def enter(self, persona: Any, place: Any) -> Sequence[Any]:
        return []

    def handle(self, event: Any) -> Sequence[Any]:
        if isinstance(event, he.ReciteLines):
            self.said += event.lines
        else:
            self.passed_on.append(event)
        return []


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    folder = tmp_path / "yard"
    folder.mkdir()
    (folder / "scene.toml").write_text(SCENE, encoding="utf-8")
    return folder


def talk(folder: Path, *lines: str) -> tuple[Listening, list[str]]:
    listening = Listening()
    mind = EditingMind(listening, SceneEdits(lambda: load_stage(folder)))
    shown = [
        event.text for line in lines for event in mind.handle(ev.VisitorSpoke(line)) if isinstance(event, ev.HostNotice)
    ]
    return listening, shown


def text_of(folder: Path) -> str:
    return (folder / "scene.toml").read_text(encoding="utf-8")


def test_a_change_is_shown_first_and_made_after_a_yes(folder: Path) -> None:
    listening, shown = talk(folder, "Could you add two lanterns near the well, please?")
    assert listening.said == ["I could add two lanterns near the well. Shall I?"]
    assert '+words = "lanterns"' in shown[0] and text_of(folder) == SCENE
    listening, _ = talk(folder, "add a bench near the well", "yes, please")
    assert "bench" in {thing.id for thing in load_stage(folder).things} and "# the old one" in text_of(folder)
    assert listening.said[-1].startswith("Done.")


def test_a_no_or_another_word_leaves_all_as_it_is(folder: Path) -> None:
    listening, _ = talk(folder, "add a bench", "no thanks", "yes")
    assert text_of(folder) == SCENE and len(listening.passed_on) == 1
    listening, _ = talk(folder, "add a bench", "who built the well?", "yes")
    assert text_of(folder) == SCENE and [event.text for event in listening.passed_on] == ["who built the well?", "yes"]


def test_what_something_is_to_stand_by_and_is_not_there_is_told_first(folder: Path) -> None:
    listening, shown = talk(folder, "add two lanterns near the fountain", "yes")
    assert listening.said[0] == "There is no fountain here. I could add two lanterns. Shall I?"
    assert "near" not in shown[0] and "\n+\n+[[thing]]" in shown[0], "a row of its own, after an empty line"
    assert "lanterns" in text_of(folder)
    listening, _ = talk(folder, "请添加一盏灯笼")
    assert "没有" not in listening.said[0]


def test_what_was_done_is_taken_back(folder: Path) -> None:
    talk(folder, "remove the well", "yes", "undo")
    assert text_of(folder) == SCENE


def test_chinese_is_answered_in_chinese(folder: Path) -> None:
    listening, _ = talk(folder, "请添加一盏灯笼", "好")
    assert listening.said[0] == "我可以加上灯笼。要这样做吗？" and text_of(folder) != SCENE


@pytest.mark.parametrize(
    "line", ["move closer", "make it night", "put that down", "remove the piano", "Add some joy to my life", "Hello!"]
)
def test_other_talk_goes_on(folder: Path, line: str) -> None:
    listening, shown = talk(folder, line)
    assert not listening.said and not shown and [event.text for event in listening.passed_on] == [line]


def test_a_scene_that_does_not_permit_it_is_left_alone(folder: Path) -> None:
    (folder / "scene.toml").write_text(SCENE.replace("editable = true\n", ""), encoding="utf-8")
    listening, shown = talk(folder, "add a bench")
    assert not listening.said and not shown


def test_somebody_elses_save_is_not_written_over(folder: Path) -> None:
    listening = Listening()
    mind = EditingMind(listening, SceneEdits(lambda: load_stage(folder)))
    mind.handle(ev.VisitorSpoke("add a bench"))
    theirs = SCENE + "# theirs\n"
    (folder / "scene.toml").write_text(theirs, encoding="utf-8")
    mind.handle(ev.VisitorSpoke("yes"))
    assert text_of(folder) == theirs and listening.said[-1] == "I cannot change that."


def test_the_models_form_becomes_changes() -> None:
    schema = json.loads(changes_schema(["well", "cart"]))
    rows = schema["properties"]["changes"]["items"]["anyOf"]
    assert [row["prefixItems"][0]["const"] for row in rows] == ["add", "remove", "move", "paint"]
    assert "cart" in changes_messages("too dark", ["well", "cart"])[1].content
    text = '{"changes":[["add","lantern",2,"near","well"],["remove","cart"],["move","cart","beside","well"],["paint","cart","blue"],[7],"x"]}'  # noqa: E501
    assert read_form(text) == (
        Change("add", "lantern", 2, "near", "well"),
        Change("remove", "cart"),
        Change("move", "cart", 1, "beside", "well"),
        Change("recolour", "cart", colour="#3b5f94"),
    )
    assert read_form("no") == read_form('{"changes": 4}') == ()
