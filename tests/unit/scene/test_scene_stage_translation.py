"""A scene's words in the language of whoever is there."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from vr_app.app.places import open_place, reader_language
from vr_app.scene.stage_translation import in_language

SCENE = """format = 2
title = "A yard"
description = "A yard."

[ground]

[[thing]]
id = "well"
size = [1.0, 1.0, 1.0]
name = "old well"
description = "A well."
at = [3.0, 0.0, -3.0]

[[thing]]
id = "lamp"
size = [0.2, 0.2, 0.2]
name = "lamp"
count = 2

[[hotspot]]
id = "sea"
name = "the sea"
description = "Grey."
at = [0.0, 0.0, -30.0]

[[translation]]
language = "zh-CN"
title = "院子"
description = "一个院子。"

[[translation]]
language = "zh-CN"
of = "well"
name = "古井"
description = "一口井。"

[[translation]]
language = "zh-CN"
of = "lamp"
name = "灯"

[[translation]]
language = "zh-CN"
of = "sea"
name = "大海"
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "scene.toml").write_text(SCENE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("language", ["zh", "zh-CN", "zh-TW", "zh_CN"])
def test_names_and_what_the_host_knows_are_in_the_readers_language(folder: Path, language: str) -> None:
    opened = open_place(folder, language)
    assert opened.stage.title == "院子" and opened.place.title == "院子"
    names = {thing.id: (thing.name, thing.description) for thing in opened.place.things}
    assert names["well"] == ("古井", "一口井。") and names["sea"][0] == "大海"


@pytest.mark.parametrize("language", ["", "en", "en-GB", "de"])
def test_others_get_the_scenes_own_words(folder: Path, language: str) -> None:
    assert open_place(folder, language).stage.title == "A yard"


def test_what_was_furnished_keeps_its_translation(folder: Path) -> None:
    own = open_place(folder).stage
    several = tuple(replace(own.things[1], id=f"lamp-{number}") for number in (1, 2))
    assert [row.name for row in in_language(several, own.translations, "zh")] == ["灯", "灯"]


def test_the_windows_language_is_the_readers() -> None:
    assert reader_language("zh") == "zh" and reader_language("en") == "en"
