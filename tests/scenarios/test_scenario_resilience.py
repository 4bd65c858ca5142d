"""Each process is killed once in the middle of a real reply: nothing that was said is lost, and the talk goes on."""

from __future__ import annotations

import os

import pytest

from tests.conftest import Need
from tests.installed_models import TINY, VOICE
from vr_app.app.bench.cases import read_cases
from vr_app.app.bench.resilience import bench_resilience
from vr_app.app.folders import data_folder, settings_file
from vr_app.app.places import FIRST_SCENE, find_scene, open_place
from vr_app.install.model_store import ModelStore
from vr_app.kernel.settings import load_settings

ONE_EACH = {"language": 1, "voice": 1, "main": 1}


@pytest.mark.model
def test_every_process_may_be_killed_in_the_middle_of_a_reply(need: Need) -> None:
    store = ModelStore(data_folder())
    need(store.path_of(TINY), f"vr-app model add {TINY}")
    need(store.path_of(VOICE), f"vr-app voice add {VOICE}")
    settings = load_settings(settings_file(), os.environ, {"language.model": TINY, "voice.name": VOICE})
    result = bench_resilience(settings, open_place(find_scene(FIRST_SCENE)), read_cases(None), kills=1)
    assert result["problems"] == []
    assert result["killed"] == ONE_EACH
    assert result["database_equals_heard"] == ONE_EACH
    assert result["restarted"] == ONE_EACH
    assert result["turn_completed"] == {"voice": 1, "language": 1}
    assert result["told_in_plain_words"] == {"voice": 1, "language": 1}
    assert result["cut_while_writing"] == result["asked_again_once"] == 1
    assert result["orphans"] == 0
