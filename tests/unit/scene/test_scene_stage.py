"""scene.toml: what a good one gives, and what every kind of bad one says."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import resource_path
from vr_app.scene.stage import Stage
from vr_app.scene.stage_reader import LARGEST_BYTES, check_stage, load_stage
from vr_app.scene.stage_schema import schema_text

HEAD = 'format = 1\ntitle = "Night harbour"\ndescription = "A quay at night."\n'


def write(folder: Path, text: str | bytes) -> Path:
    folder.mkdir(exist_ok=True)
    (folder / "scene.toml").write_bytes(text if isinstance(text, bytes) else text.encode())
    return folder


def refusal(folder: Path) -> UserError:
    with pytest.raises(UserError) as caught:
        load_stage(folder)
    assert caught.value.remedy, "every refusal says what to do"
    return caught.value


def test_a_small_scene_is_read_with_defaults(tmp_path: Path) -> None:
    text = HEAD + (
        '[sky]\nkind = "night"\n[host]\nat = [0, 0, -2]\ncard = "host.json"\navatar = "app:avatar/x.vrm"\n'
        '[[thing]]\nid = "boat"\nasset = "assets/boat.glb"\nname = "boat"\ndescription = "A\nboat."\n'.replace(
            '"A\nboat."', '"""A\nboat."""'
        )
        + "[[zone]]\nid = 'quay'\npolygon = [[0, 0], [4, 0],\n  [4, 4]]\n"
    )
    stage = load_stage(write(tmp_path / "s", text))
    assert stage.title == "Night harbour"
    assert stage.sky.stars == 1.0, "the preset of a night sky"
    assert stage.things[0].description == "A boat."
    assert stage.zones[0].polygon == ((0.0, 0.0), (4.0, 0.0), (4.0, 4.0))
    assert stage.host is not None and stage.host.at == (0.0, 0.0, -2.0)


def test_colours_become_linear_light(tmp_path: Path) -> None:
    stage = load_stage(write(tmp_path / "s", HEAD + '[fog]\ncolour = "#ff8000"\ndensity = 0.1\n'))
    assert stage.fog is not None
    assert stage.fog.colour == pytest.approx((1.0, 0.2158605, 0.0), abs=1e-6)


def test_missing_files_are_warnings_and_the_rest_loads(tmp_path: Path) -> None:
    folder = write(tmp_path / "s", HEAD + '[[thing]]\nid = "boat"\nasset = "assets/boat.glb"\n')
    (folder / "assets").mkdir()
    (folder / "assets" / "boot.glb").write_bytes(b"")
    stage = load_stage(folder)
    assert [thing.id for thing in stage.things] == ["boat"]
    (problem,) = stage.problems
    assert (problem.code, problem.pointer, problem.line, problem.fatal) == ("asset.missing", "/thing/0/asset", 6, False)
    assert "boot.glb" in problem.remedy


def test_a_host_without_a_card_is_no_missing_file_but_a_named_card_is(tmp_path: Path) -> None:
    (problem,) = load_stage(write(tmp_path / "s", HEAD + "[host]\nat = [0, 0, -2]\n")).problems
    assert (problem.code, problem.fatal) == ("card.missing", False) and "own host" in problem.message
    (problem,) = load_stage(write(tmp_path / "s", HEAD + '[host]\nat = [0, 0, -2]\ncard = "a.json"\n')).problems
    assert problem.code == "asset.missing" and '"a.json"' in problem.message


def test_a_word_that_is_none_of_the_known_is_answered_with_the_nearest(tmp_path: Path) -> None:
    near = refusal(write(tmp_path / "s", HEAD + 'time_of_day = "nigth"\n'))
    assert "dawn" in near.message and near.remedy == 'Did you mean "night"?'
    far = refusal(write(tmp_path / "s", HEAD + 'time_of_day = "teatime"\n'))
    assert far.message.count("dawn") == 1 and "dawn" not in far.remedy, "the words are listed once"


def test_lore_pages_are_found_in_order(tmp_path: Path) -> None:
    folder = write(tmp_path / "s", HEAD)
    (folder / "lore").mkdir()
    for name in ("b.MD", "a.md", ".a.md.swp", "._a.md", "b.md~", "Thumbs.db"):
        (folder / "lore" / name).write_text("x")
    stage = load_stage(folder)
    assert [path.name for path in stage.lore] == ["a.md", "b.MD"]
    assert stage.problems == (), "what an editor or the system leaves there is no mistake"


def test_lore_that_is_no_page_is_told_and_the_pages_are_read(tmp_path: Path) -> None:
    folder = write(tmp_path / "s", HEAD)
    (folder / "lore" / "old").mkdir(parents=True)
    (folder / "lore" / "a.md").write_text("x")
    (folder / "lore" / "notes.txt").write_text("x")
    stage = load_stage(folder)
    (problem,) = stage.problems
    assert [path.name for path in stage.lore] == ["a.md"]
    assert (problem.code, problem.fatal, problem.line) == ("lore.unread", False, 0)
    assert problem.message.startswith("lore/notes.txt is not read") and ".md" in problem.remedy
    for name in ("old/b.md", "c.docx", "clock"):
        (folder / "lore" / name).write_text("x")
    (problem,) = load_stage(folder).problems
    assert problem.message.startswith("lore/c.docx, lore/clock, lore/notes.txt and 1 more are not read")
    assert "in the lore folder itself" in problem.remedy


def test_a_folder_without_a_scene_file(tmp_path: Path) -> None:
    assert "no scene.toml" in refusal(tmp_path).message
    assert "no such scene folder" in refusal(tmp_path / "nowhere").message


def test_the_line_of_a_syntax_error_is_named(tmp_path: Path) -> None:
    error = refusal(write(tmp_path / "s", HEAD + 'mood = "calm\n'))
    assert error.where is not None and (error.where.line, error.where.column) == (4, 13)
    assert "scene.toml:4:13" in str(error)


TWO_THINGS = "[[thing]]\nid='a'\nasset='a.glb'\n[[thing]]\nid='b'\nasset='b.glb'\n"

BAD = {
    "unknown key": ("moood = 'calm'", 4, "Did you mean `mood`?"),
    "unknown key in a table": ("[sky]\nkind = 'day'\nsun_colur = '#ffffff'", 6, "Did you mean `sun_colour`?"),
    "unknown key in a list": (
        "[[thing]]\nid='a'\nasset='a.glb'\n[[thing]]\nid='b'\nasset='b.glb'\nyaw=3",
        10,
        "yaw_deg",
    ),
    "wrong type": ("exposure = 'bright'", 4, "should be a number, not text"),
    "boolean for a number": ("exposure = true", 4, "not true/false"),
    "out of range": ("[[shot]]\nname='x'\nat=[0,0,0]\nlook_at=[0,0,1]\nfov_deg = 400", 8, "outside 5 to 150"),
    "not a number": ("exposure = nan", 4, "outside 0.01 to 100"),
    "a huge whole number": ("exposure = 1" + "0" * 400, 4, "huge"),
    "short vector": ("[spawn]\nat = [1, 2]", 5, "has 2 numbers instead of 3"),
    "far vector": ("[spawn]\nat = [1, 2, 1e9]", 5, "outside -5000 to 5000"),
    "missing required": ("[[thing]]\nid = 'a'", 4, "`asset` is missing"),
    "bad colour": ("[fog]\ndensity = 0.1\ncolour = 'red'", 6, "is not a colour"),
    "bad choice": ("time_of_day = 'teatime'", 4, "is none of"),
    "path upwards": ("[ambience]\nfile = '../../etc/passwd'", 5, "not a path inside"),
    "absolute path": ("[ambience]\nfile = '/etc/passwd'", 5, "not a path inside"),
    "windows path": ("[ambience]\nfile = 'C:\\x.wav'", 5, "not a path inside"),
    "app path upwards": ("[ambience]\nfile = 'app:../x.wav'", 5, "not a path inside"),
    "control character": ('mood = "a\\u0007b"', 4, "U+0007"),
    "direction override": ('mood = "a\\u202eb"', 4, "U+202E"),
    "long text": ("mood = '" + "x" * 300 + "'", 4, "more than 200"),
    "id twice": ("[[thing]]\nid='a'\nasset='a.glb'\n[[thing]]\nid='a'\nasset='b.glb'", 8, "given in line 5"),
    "bad id": ("[[thing]]\nid='A b'\nasset='a.glb'", 5, "is not an id"),
    "unknown reference": (
        "[[thing]]\nid='boat'\nasset='a.glb'\n[[thing]]\nid='b'\nasset='b.glb'\non='baot'",
        10,
        '"boat"?',
    ),
    "table for a value": ("[title2]\n", 4, "unknown key"),
    "value for a table": ("sky = 3", 4, "should be a table"),
    "value for a list of tables": ("thing = 3", 4, "should be a list of tables"),
    "two corners": ("[[zone]]\nid='z'\npolygon=[[0,0],[1,1]]", 6, "has 2 corners"),
    "a date": ("mood = 1979-05-27", 4, "not a date or time"),
}


@pytest.mark.parametrize("name", BAD)
def test_bad_content_is_refused_with_its_line(tmp_path: Path, name: str) -> None:
    text, line, words = BAD[name]
    error = refusal(write(tmp_path / "s", HEAD + text + "\n"))
    assert error.where is not None and error.where.line == line, str(error)
    assert words in str(error)


def test_a_newer_format_is_refused(tmp_path: Path) -> None:
    error = refusal(write(tmp_path / "s", HEAD.replace("format = 1", "format = 9")))
    assert "Update the program" in error.remedy


def test_all_mistakes_are_listed_at_once(tmp_path: Path) -> None:
    stage, problems = check_stage(write(tmp_path / "s", HEAD + "mod = 'x'\nexposure = 'x'\n[spawn]\nat = 3\n"))
    assert stage is None
    assert [(p.code, p.line) for p in problems] == [("key.unknown", 4), ("value.type", 5), ("value.type", 7)]


def test_not_utf8_names_the_line(tmp_path: Path) -> None:
    error = refusal(write(tmp_path / "s", HEAD.encode() + b'mood = "caf\xe9"\n'))
    assert error.where is not None and error.where.line == 4 and "UTF-8" in error.message


def test_windows_line_ends_and_byte_order_mark_are_fine(tmp_path: Path) -> None:
    folder = write(tmp_path / "s", b"\xef\xbb\xbf" + HEAD.replace("\n", "\r\n").encode())
    assert load_stage(folder).format == 2, "an older one is brought up to date"


def test_a_huge_file_is_refused_unread(tmp_path: Path) -> None:
    assert "larger than" in refusal(write(tmp_path / "s", b"#" * (LARGEST_BYTES + 1))).message


def test_deep_nesting_is_refused(tmp_path: Path) -> None:
    depth = sys.getrecursionlimit() * 20
    refusal(write(tmp_path / "s", HEAD + "mood = " + "[" * depth + "]" * depth + "\n"))


def test_a_number_of_a_million_digits_is_refused(tmp_path: Path) -> None:
    refusal(write(tmp_path / "s", HEAD + "exposure = " + "1" * 900_000 + "\n"))


def test_nul_and_binary_are_refused(tmp_path: Path) -> None:
    assert refusal(write(tmp_path / "s", HEAD + 'mood = "a\0b"\n')).where is not None
    refusal(write(tmp_path / "t", bytes(range(256)) * 4))


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_a_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    secret = tmp_path / "secret.wav"
    secret.write_bytes(b"x")
    folder = write(tmp_path / "s", HEAD + '[ambience]\nfile = "a.wav"\n')
    (folder / "a.wav").symlink_to(secret)
    assert "through a link" in refusal(folder).message


def test_the_published_schema_is_current() -> None:
    published = Path(__file__).parents[3] / "docs" / "scene.schema.json"
    assert published.read_text(encoding="utf-8") == schema_text(), "run python -m tools.build_assets schema"


@pytest.mark.parametrize(
    "folder", sorted(path.parent for path in resource_path("scenes").glob("*/scene.toml")), ids=str
)
def test_our_own_scenes_have_no_problems(folder: Path) -> None:
    stage, problems = check_stage(folder)
    assert isinstance(stage, Stage)
    assert [p for p in problems if "avatar" not in p.pointer] == []
    assert stage.host is not None and stage.lore and stage.ambience and len(stage.shots) >= 3
    assert all(thing.description for thing in stage.things if thing.name), "the host knows only descriptions"
