"""The Frost Night's improv windows with the real default model: its goal is checked, not hoped."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.conftest import Need
from tests.installed_models import DEFAULT, EMBEDDER, installed, installed_library
from vr_app.app.bench.story_windows import bench_windows
from vr_app.app.bench.window_cases import JUDGEMENT, STAR
from vr_app.kernel.settings import load_settings

LIMIT_S = 600
PLAYED = {("star", "cooperative, in one"), ("star", "does not know"), ("judgement", "wrong, with a reason")}

pytestmark = [pytest.mark.model, pytest.mark.timeout(LIMIT_S)]


def test_a_window_closes_when_and_only_when_its_goal_is_met(need: Need, tmp_path: Path) -> None:
    need(installed(DEFAULT) and installed_library(), f"vr-app model add {DEFAULT}")
    need(installed(EMBEDDER), f"vr-app model add {EMBEDDER}")
    settings = load_settings(tmp_path / "none.toml", os.environ, {"language.model": DEFAULT})
    cases = [case for case in (*STAR, *JUDGEMENT) if (case.window, case.name) in PLAYED]
    assert len(cases) == len(PLAYED)
    # The answers are given: what is tried is the model that judges, and all round it.
    result = bench_windows(settings, cases, answer="I see. What makes you say so?")
    assert result["problems"] == [] and result["missed"] == []
    assert result["ended_right"] == 3 and result["false_goals"] == 0
    assert result["values"] == result["values_right"] == 3
