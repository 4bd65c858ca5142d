"""`scene check` on a scene's story: its mistakes, what the stage lacks, and knots that triggers name."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from vr_app.app.commands.check_story import check_story_of
from vr_app.scene.stage_reader import load_stage

SCENE = """format = 2
title = "Quay"
description = "A quay."
[[hotspot]]
id = "bay"
name = "bay"
description = "The bay."
at = [0.0, 0.0, -9.0]
[[trigger]]
id = "near"
when = "looks_at"
what = "bay"
story = "{knot}"
"""


@pytest.fixture
def told(tmp_path: Path) -> Callable[..., list[tuple[str, str, str]]]:
    def checked(story: str | None, knot: str = "harbour", **parts: str) -> list[tuple[str, str, str]]:
        (tmp_path / "scene.toml").write_text(SCENE.format(knot=knot))
        for name, text in {"story": story, **parts}.items():
            if text is not None:
                (tmp_path / f"{name}.ink").write_text(text)
        return [(p.code, p.message, p.remedy) for p in check_story_of(load_stage(tmp_path))]

    return checked


def test_knots_of_included_files_and_stitches_are_known(told: Callable[..., list]) -> None:
    assert told("INCLUDE part.ink\n-> harbour\n", part="=== harbour\n= quay\n-> END\n") == []
    assert told("INCLUDE part.ink\n-> harbour\n", "harbour.quay") == []


def test_a_knot_that_is_not_there_is_told_with_what_may_be_meant(told: Callable[..., list]) -> None:
    story = "=== harbour\n= quay\n-> END\n"
    assert told(f"-> harbour\n{story}", "harbor") == [
        ("story.knot", 'the story has no knot "harbor"', "Did you mean 'harbour'?")
    ]
    assert told(f"-> harbour\n{story}", "harbour.quai")[0][2] == "Did you mean 'harbour.quay'?"


def test_without_a_story_the_trigger_is_told(told: Callable[..., list]) -> None:
    ((code, _, remedy),) = told(None)
    assert (code, remedy) == ("story.knot", "Write a story.ink with that knot.")


def test_mistakes_and_what_the_stage_lacks_are_told_with_their_place(told: Callable[..., list]) -> None:
    found = told("Mei: Hello. # look: bai\n-> harbor\n=== harbour\n-> END\n")
    assert [(code, message.split(" ")[0]) for code, message, _ in found] == [
        ("story.mistake", "story.ink:2:4:"),
        ("story.stage", "story.ink:1:21:"),
    ]
    assert [remedy for _, _, remedy in found] == ["Did you mean 'harbour'?", "Did you mean 'bay'?"]
