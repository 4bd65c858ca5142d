"""Format 2: relations, weather, migration, pages of codes."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import tomlkit

from vr_app.kernel.errors import UserError
from vr_app.scene.problem_codes import CODES, page_text
from vr_app.scene.stage import Stage
from vr_app.scene.stage_migration import migrate
from vr_app.scene.stage_reader import read_document
from vr_app.scene.written_file import write_safely

ROOT = Path(__file__).parents[3]
HEAD = 'format = 2\ntitle = "Yard"\ndescription = "A yard."\n'


def read(text: str) -> tuple[Stage | None, list[tuple[str, int, int]]]:
    stage, problems = read_document(tomllib.loads(text), text, Path("yard"))
    return stage, [(problem.code, problem.line, problem.column) for problem in problems]


def test_a_relation_to_nothing_is_told_with_line_and_column() -> None:
    cup = '[[thing]]\nid = "cup"\nsize = [0.1, 0.1, 0.1]\n  on = "tabel"\n'
    text = HEAD + cup + '[[thing]]\nid = "table"\nsize = [1, 1, 1]\n'
    _, problems = read(text)
    assert problems == [("id.unknown", 7, 3)]


def test_a_thing_needs_an_asset_words_or_a_size() -> None:
    _, problems = read(HEAD + '[[thing]]\nid = "cup"\n')
    assert [code for code, _, _ in problems] == ["key.missing"]


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ('[[trigger]]\nid = "a"\nwhen = "enters"\nwhat = "nowhere"\n', "id.unknown"),
        ('[[behaviour]]\nthing = "ghost"\nkind = "spin"\n', "id.unknown"),
        ('[[behaviour]]\nkind = "dance"\n', "value.range"),
        ('[[thing]]\nid = "a"\nsize = [1, 1, 1]\nbetween = ["b"]\n', "value.range"),
        ('[[thing]]\nid = "a"\nsize = [1, 1, 1]\ncount = 2.5\n', "value.type"),
        ('languages = ["german"]\n', "value.type"),
        ('[[thing]]\nid = "a"\nsize = [1, 1, 1]\non = "a"\n', "id.unknown"),
    ],
)
def test_wrong_life_and_relations_are_told(text: str, code: str) -> None:
    assert code in [found for found, _, _ in read(HEAD + text)[1]]


def test_weather_fills_in_what_the_file_leaves_open() -> None:
    stage, _ = read(HEAD + 'weather = "rain"\n[sky]\nclouds = 0.5\n')
    assert stage is not None
    assert stage.sky.clouds == 0.5 and stage.fog is not None
    assert [box.kind for box in stage.particles] == ["rain"]


def test_an_older_file_is_brought_up_to_date_and_keeps_its_comments() -> None:
    text = '# mine\nformat = 1 # old\ntitle = "A"\ndescription = "B"\n'
    text += '\n[[thing]]\nid = "x" # here\nasset = "assets/x.glb"\n'
    document = tomlkit.parse(text)
    assert migrate(document) and not migrate(document)
    written = tomlkit.dumps(document)
    assert "# mine" in written and "# old" in written and "# here" in written
    stage, problems = read(written)
    assert stage is not None and stage.things[0].is_fixed
    assert [code for code, _, _ in problems] == ["asset.missing"]


def test_the_page_of_codes_is_current_and_has_every_code_that_is_told() -> None:
    page = (ROOT / "docs" / "scene-errors.md").read_text(encoding="utf-8")
    assert page == page_text()
    told: set[str] = set()
    files = [*(ROOT / "vr_app" / "scene").rglob("stage*.py"), *(ROOT / "vr_app" / "scene" / "layout").glob("*.py")]
    files += [ROOT / "vr_app/loading/stage_checks.py", ROOT / "vr_app/app/commands/check_scene.py"]
    for file in files:
        kinds = "|".join({code.partition(".")[0] for code in CODES})
        told |= set(re.findall(rf'"((?:{kinds})\.[a-z-]+)"', file.read_text(encoding="utf-8")))
    told -= {"scene.toml", "story.ink"}
    assert told - set(CODES) == set()
    assert len(told) > 25


def test_a_file_that_somebody_else_changed_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "scene.toml"
    file.write_text("theirs", encoding="utf-8")
    with pytest.raises(UserError, match="somebody else"):
        write_safely(file, "mine", expected="as I read it")
    assert file.read_text(encoding="utf-8") == "theirs"
    write_safely(file, "mine", expected="theirs")
    assert file.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir()] == ["scene.toml"]


def test_a_disk_that_takes_nothing_leaves_the_old_file(tmp_path: Path) -> None:
    file = tmp_path / "scene.toml"
    file.write_text("old", encoding="utf-8")
    with pytest.raises(UserError, match="cannot be written"):
        write_safely(file, "broken \udc00")
    assert file.read_text(encoding="utf-8") == "old"
