"""The picker offers the installed scenes and the folder one came from."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from vr_app.app.places import FIRST_SCENE, find_scene, open_place
from vr_app.app.scene_cards import places_to_go, scene_cards

SCENE = 'format = 1\ntitle = "My shed"\ndescription = "Tools and a bench."\n'


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.chdir(tmp_path)
    folder = tmp_path / "my-shed"
    folder.mkdir()
    (folder / "scene.toml").write_text(SCENE, encoding="utf-8")
    return folder


def test_the_opened_folder_has_a_card_and_can_be_returned_to(own: Path) -> None:
    opened = open_place(find_scene(f".{os.sep}my-shed"))
    folders = places_to_go(opened)
    card = scene_cards(folders)[0]
    assert (card.id, card.name, card.problem) == (opened.id, "My shed", "")
    os.chdir(own)
    assert find_scene(str(folders[card.id])) == own.resolve()
    assert FIRST_SCENE in folders


def test_an_installed_scene_has_one_card(own: Path) -> None:
    opened = open_place(find_scene(FIRST_SCENE))
    assert list(places_to_go(opened)).count(FIRST_SCENE) == 1
    assert "my-shed" not in places_to_go(opened)


def test_an_opened_folder_named_like_an_installed_scene_takes_its_place(own: Path) -> None:
    folder = own.rename(own.parent / FIRST_SCENE)
    cards = {card.id: card for card in scene_cards(places_to_go(open_place(folder)))}
    assert cards[FIRST_SCENE].name == "My shed"
