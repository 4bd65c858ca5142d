"""Texts in a scene's and the person's own `protected/` folders are not recited, whoever writes the reply."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from vr_app.app.places import OpenedPlace, find_scene, open_place
from vr_app.app.sense import Attending, protected_texts
from vr_app.kernel.settings import MindSettings

POEM = (
    "The lamps went out along the quay and none of us had brought a light, so we counted the steps by heart until the "
    "harbour master came with his dog and his long lantern.\n"
)
POEM_HAN = "夜里码头的灯一盏一盏灭了，我们谁也没有带火，只好在心里数着台阶，一直等到港务长牵着狗提着长灯来了。\n"


@pytest.fixture
def opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> OpenedPlace:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    scene = tmp_path / "night-harbour"
    shutil.copytree(find_scene("night-harbour"), scene)
    (scene / "protected").mkdir()
    (scene / "protected" / "poem.txt").write_text(POEM, encoding="utf-8")
    own = tmp_path / "data" / "protected" / "deep"
    own.mkdir(parents=True)
    (own / "han.md").write_text(POEM_HAN, encoding="utf-8")
    (own / "picture.png").write_bytes(b"\x89PNG")
    return open_place(scene)


def test_a_long_run_is_not_said_in_one_piece_or_in_several(opened: OpenedPlace) -> None:
    attending = Attending(None, MindSettings, lambda: opened)
    assert not attending.allows("", POEM.strip())
    first, second = "The lamps went out along the quay", "and none of us had brought a light, so we counted the steps"
    assert attending.allows("", first)
    assert not attending.allows(first, second)
    assert not attending.allows("", POEM.upper().replace(",", " -"))
    assert not attending.allows("", POEM_HAN.strip())


def test_a_few_words_of_it_and_all_else_may_be_said(opened: OpenedPlace) -> None:
    attending = Attending(None, MindSettings, lambda: opened)
    assert attending.allows("", "Somebody wrote that the lamps went out along the quay.")
    assert attending.allows("", "港务长牵着狗来了。")
    assert attending.allows("", "The harbour is quiet tonight, and the boats are in.")


def test_a_scene_without_the_folder_has_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path))
    assert not protected_texts(find_scene("museum-hall"))
