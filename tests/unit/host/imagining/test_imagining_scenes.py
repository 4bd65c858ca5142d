"""From wishes to stages, without a model: what is named is there or told, what is written can be read."""

from __future__ import annotations

import json
import math
import tomllib
from pathlib import Path

import pytest

from vr_app.app.commands.check_scene import check
from vr_app.app.imagining import Imagination
from vr_app.host.imagining.composing import Composed, compose_wish
from vr_app.host.imagining.files import NAMES, scene_files
from vr_app.host.imagining.places import KINDS
from vr_app.host.imagining.plan import Plan, PlannedThing, plan_messages, plan_schema, read_plan
from vr_app.host.imagining.wish import read_wish
from vr_app.host.imagining.wish_nouns import may_stand_in
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.library.avatars import ready_avatars
from vr_app.library.word_search import WordSearch
from vr_app.loading.stage_words import installed_things
from vr_app.scene.stage_reader import load_stage


@pytest.fixture(autouse=True)
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("VR_APP_DATA_DIR", str(tmp_path / "data"))


@pytest.fixture
def search() -> WordSearch:
    return WordSearch(installed_things())


def composed(text: str, search: WordSearch, plan: Plan | None = None) -> Composed:
    return compose_wish(read_wish(text, search), plan or Plan(), search, 3)


@pytest.mark.parametrize(
    ("text", "kind", "hour", "weather"),
    [
        ("a moonlit harbour", "harbour", 22.5, ""),
        ("a foggy forest at dawn", "forest", 6.3, "fog"),
        ("a snowy mountain village", "town", None, "snow"),
        ("an old library on a rainy evening", "library", 18.7, "rain"),
        ("雨中的森林", "forest", None, "rain"),
        ("a winter fair with a carousel", "market", None, "snow"),
        ("星空下的沙漠", "desert", 22.5, ""),
        ("somewhere nice", "meadow", None, ""),
    ],
)
def test_place_hour_and_weather_are_heard(
    text: str, kind: str, hour: float | None, weather: str, search: WordSearch
) -> None:
    wish = read_wish(text, search)
    assert (wish.kind, wish.hour, wish.weather) == (kind, hour, weather)


@pytest.mark.parametrize("text", ["", "  \n\t ", "?!", "\u200b", "a" * 10_000])
def test_no_wish_is_refused_plainly(text: str, search: WordSearch) -> None:
    with pytest.raises(UserError) as refused:
        read_wish(text, search)
    assert refused.value.exit_code == 2 and refused.value.remedy


def test_what_is_named_is_there_or_told(search: WordSearch) -> None:
    made = composed("a garden with a telescope, two dragons and a choir of fishermen", search)
    ids = {row["id"] for row in made.stage["thing"]}
    assert "telescope" in ids and "dragon" in ids
    assert set(made.absent) == {"choir", "fishermen"}
    assert any("dragon" in note for note in made.notes)


def test_chinese_wishes_find_their_things(search: WordSearch) -> None:
    made = composed("花园里有一架钢琴和一盏灯笼", search)
    names = {row.get("name") for row in made.stage["thing"]}
    assert {"钢琴", "灯笼"} <= names and made.stage["language"] == "zh"


def test_a_plan_is_read_while_it_is_written(search: WordSearch) -> None:
    whole = (
        '{"title":"Quiet Pier","mood":"calm","things":["2 lanterns on table","table","well"],"about":"A pier.",'
        '"view":["the sea","Dark, \\"glittering\\" water."],"host":["Ann","A keeper.","Ann: \'Welcome!\'"],'
        '"lore":["the bell","It rang once."]}'
    )
    counts = [len(read_plan(whole[:end]).things) for end in range(len(whole) + 1)]
    assert counts == sorted(counts) and counts[-1] == 3
    plan = read_plan(whole)
    assert plan.greeting == "Welcome!" and plan.spots[0][1].startswith("Dark, ")
    assert read_plan("no json") == read_plan("") == Plan()


@pytest.mark.parametrize(
    ("phrase", "thing"),
    [
        ("2 lanterns on the round table", PlannedThing("lanterns", 2, "on", "round table")),
        ("an old well", PlannedThing("old well")),
        ("several stools around a table", PlannedThing("stools", 4, "around", "table")),
        ("boat next to the jetty", PlannedThing("boat", 1, "beside", "jetty")),
        ("99 red balloons", PlannedThing("red balloons", 12)),
        ("两盏灯笼 on 圆桌", PlannedThing("灯笼", 2, "on", "圆桌")),
        ("3朵向日葵 near 风车", PlannedThing("向日葵", 3, "near", "风车")),
        ("圆桌", PlannedThing("圆桌")),
    ],
)
def test_a_phrase_is_a_thing(phrase: str, thing: PlannedThing) -> None:
    assert read_plan(json.dumps({"things": [phrase]})).things == (thing,)


@pytest.mark.parametrize("row", ['["x"]', "7", "null", '""', "{}"])
def test_spoilt_entries_are_left_out(row: str) -> None:
    assert read_plan('{"things":[' + row + ',"well"]}').things == (PlannedThing("well"),)


def test_nobody_is_called_as_in_the_example_or_as_everybody(search: WordSearch) -> None:
    for name in ("Ada Lund", "John Doe"):
        assert read_plan(json.dumps({"host": [name, "A keeper.", "Hello."]})).host_name == ""


def test_a_sentence_that_the_form_cut_off_is_rounded() -> None:
    plan = read_plan(json.dumps({"about": "It is an old pier by the sea. The wind goes through its wooden pla"}))
    assert plan.description == "It is an old pier by the sea."


def test_the_form_asks_only_what_the_wish_leaves_open(search: WordSearch) -> None:
    open_, closed = read_wish("somewhere nice", search), read_wish("a foggy harbour at night", search)
    assert {"hour", "sky"} <= set(json.loads(plan_schema(open_))["properties"])
    assert not {"hour", "sky"} & set(json.loads(plan_schema(closed))["properties"])
    assert "愿望" in plan_messages(read_wish("一个港口", search))[1].content


def test_ideas_and_people_get_no_plain_shape() -> None:
    assert may_stand_in("a dragon of stone") and may_stand_in("castle")
    assert not any(may_stand_in(words) for words in ("stories", "fishermen", "moon", "harbor", "a sense of peace"))


def test_relations_that_cannot_be_are_mended(search: WordSearch) -> None:
    things = (
        PlannedThing("cup", 1, "on", "lighthouse"),
        PlannedThing("table", 1, "on", "cup"),
        PlannedThing("stool", 3, "around", "table"),
        PlannedThing("well", 1, "beside", "moon"),
    )
    rows = {row["id"]: row for row in composed("a garden", search, Plan(things=things)).stage["thing"]}
    assert rows["cup"]["on"] == "table" and "on" not in rows["table"]
    assert rows["stool"]["around"] == "table" and "beside" not in rows["well"]


NEVER = ("thing.overlap", "thing.floats", "room.none", "reach.host", "way.blocked")
WISHES = (
    "a haunted mansion with a grandfather clock and an armchair",
    "a moonlit harbour where fishermen tell stories",
    "a cosy library with a fireplace and a sleeping cat",
    "森林里有一座凉亭和三盏灯笼",
)


@pytest.mark.parametrize("wish", WISHES)
def test_an_imagined_folder_passes_the_check(wish: str, tmp_path: Path) -> None:
    made = Imagination(None).imagine(wish, tmp_path / "scene", seed=7)
    errors, warnings = check(made.folder)
    assert not errors
    assert not [one for one in warnings if one.code in NEVER]
    stage = load_stage(made.folder)
    assert stage.generated and stage.host is not None and len(stage.things) >= 4
    assert (made.folder / "host.json").is_file()


def test_it_grows_while_the_model_writes(tmp_path: Path) -> None:
    text = (
        '{"title":"Quiet Pier","mood":"calm","things":["telescope","globe"],"about":"A pier.",'
        '"view":["sea","Dark water."],"host":["Ann","A keeper.","Hello."],"lore":["bell","It rang."]}'
    )
    seen: list[int] = []

    def write(_messages: object, _schema: str, _most: int, take: object) -> None:
        for character in text:
            take(character)  # type: ignore[operator]
            seen.append(len(load_stage(tmp_path / "s").things))

    made = Imagination(write).imagine("a harbour at night", tmp_path / "s")
    assert made.by_model and seen == sorted(seen) and seen[-1] > seen[0]
    assert (tmp_path / "s" / "lore" / "01-bell.md").is_file()
    assert json.loads((tmp_path / "s" / "host.json").read_text())["data"]["name"] == "Ann"


def test_what_somebody_changes_while_it_grows_stays(tmp_path: Path) -> None:
    file = tmp_path / "s" / "scene.toml"

    def write(_messages: object, _schema: str, _most: int, take: object) -> None:
        take('{"title":"Quiet Pier",')  # type: ignore[operator]
        file.write_text(file.read_text(encoding="utf-8") + "# mine\n", encoding="utf-8")
        take('"things":["telescope","globe"],')  # type: ignore[operator]

    Imagination(write).imagine("a harbour at night", tmp_path / "s")
    assert file.read_text(encoding="utf-8").endswith("# mine\n") and "telescope" not in file.read_text("utf-8")


def test_who_is_called_as_a_man_looks_like_one(search: WordSearch) -> None:
    presents = {avatar.reference: avatar.presents for avatar in ready_avatars()}
    met = set()
    for text in [wish.replace("森林", "") for wish in WISHES] + [
        "a snowy village",
        "a desert camp",
        "a robot workshop",
    ]:
        for wish in (read_wish(text, search), read_wish("雪山上的村子", search)):
            files = scene_files(wish, Plan(), compose_wish(wish, Plan(), search, 1))
            name = json.loads(files["host.json"])["data"]["name"]
            figure = tomllib.loads(files["scene.toml"])["host"]["avatar"]
            of_man = any(name in names for (_, kind), names in NAMES.items() if kind == "man")
            assert of_man == (presents[figure] == "man"), (text, name, figure)
            met.add(of_man)
            titled = scene_files(wish, Plan(title="A beach"), compose_wish(wish, Plan(), search, 1))
            assert titled["host.json"] == files["host.json"], "who welcomes one stays while the rest is written"
    assert met == {True, False}


def test_a_model_that_fails_leaves_the_scene_of_the_words(tmp_path: Path) -> None:
    def write(*_: object) -> None:
        raise DeviceError("It stopped.", recoverable=False)

    told: list[str] = []
    made = Imagination(write).imagine("a harbour at night", tmp_path / "s", tell=told.append)
    assert not made.by_model and load_stage(made.folder).things and any("It stopped." in line for line in told)


def test_what_is_in_a_folder_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    with pytest.raises(UserError, match="something else"):
        Imagination(None).imagine("a harbour", tmp_path)
    assert [path.name for path in tmp_path.iterdir() if path.name != "data"] == ["diary.txt"]


def test_a_harmful_wish_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UserError, match="not a place"):
        Imagination(None).imagine("naked children in a garden", tmp_path / "s")
    assert not (tmp_path / "s").exists()


def test_a_verb_before_a_noun_is_no_part_of_its_name(search: WordSearch) -> None:
    assert read_wish("a workshop where a robot repairs clocks", search).things == ("robot", "clock")
    assert "墙" in read_wish("茶馆的墙上挂着画", search).setting


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("a red desert on Mars with a greenhouse and a robot", "desert"),
        ("a stage in the forest with a harp", "forest"),
        ("a crystal cave full of mushrooms", "cave"),
        ("太空站里有一个花园", "ship"),
    ],
)
def test_one_is_where_the_wish_begins(text: str, kind: str, search: WordSearch) -> None:
    assert read_wish(text, search).kind == kind


def test_places_look_unlike_each_other(search: WordSearch) -> None:
    wishes = (
        "a beach", "a beach on Mars", "a beach under the northern lights", "a haunted beach", "a volcano",
        "a candy meadow",
        "a jungle", "a palace ballroom", "a cave", "a spaceship", "a library", "a swamp",
    )  # fmt: skip
    looks = set()
    for text in wishes:
        stage = composed(text, search).stage
        walls = next((row["colour"] for row in stage["thing"] if row["id"] == "wall-left"), "")
        looks.add((stage["ground"]["colour"], stage["sky"].get("zenith", ""), walls))
    assert len(looks) == len(wishes)


def test_a_look_by_day_is_dark_at_night(search: WordSearch) -> None:
    day, night = (
        composed(f"a red desert on Mars at {time}", search).stage["sky"]["zenith"] for time in ("noon", "night")
    )
    assert sum(int(night[n : n + 2], 16) for n in (1, 3, 5)) < 0.3 * sum(int(day[n : n + 2], 16) for n in (1, 3, 5))


def test_what_is_like_no_asset_still_shows_what_it_is(search: WordSearch) -> None:
    made = composed("a carousel and a submarine on a beach", search)
    assert {"carousel", "submarine"} <= {row["id"] for row in made.stage["thing"]} and not made.absent


def test_one_thing_may_answer_two_words(search: WordSearch) -> None:
    rows = {row["id"]: row for row in composed("a pirate cove with treasure chests", search).stage["thing"]}
    assert "treasure" in rows["chest"]["name"] and "chest" in rows["chest"]["name"]


def test_what_names_a_place_and_a_thing_is_there(search: WordSearch) -> None:
    assert "lighthouse" in {row["id"] for row in composed("海边的灯塔", search).stage["thing"]}
    stalls = next(row for row in composed("a night market", search).stage["thing"] if row["id"] == "market-stall")
    assert stalls["name"] and stalls.get("in") != "behind"


def test_what_is_small_and_wished_for_lies_on_a_table_by_the_host(search: WordSearch) -> None:
    rows = {row["id"]: row for row in composed("the workshop of a violin maker", search).stage["thing"]}
    assert rows["violin"]["on"] == "round-table" and rows["round-table"]["near"] == "host"
    assert "cactus" in {row["id"] for row in composed("a greenhouse full of cactuses", search).stage["thing"]}


def test_what_a_wish_says_of_looks_and_number_reaches_the_asset(search: WordSearch) -> None:
    wish = "a lake with a small red worn boat, two golden bells and an old oak"
    rows = {row["id"]: row for row in composed(wish, search).stage["thing"]}
    boat, bell, oak = rows["rowing-boat"], rows["bell"], rows["oak"]
    assert (boat["scale"], boat["colour"], boat["wear"]) == (0.7, "#a03a2e", 0.75)
    assert bell["colour"] == "#c09a3e" and bell["count"] == 2 and oak["wear"] == 0.6
    chinese = {row["id"]: row for row in composed("湖边有三盏红灯笼", search).stage["thing"]}
    assert chinese["paper-lantern"]["colour"] == "#a03a2e" and chinese["paper-lantern"]["count"] == 3


@pytest.mark.parametrize(
    ("text", "things"),
    [
        (
            "a railway station with a steam locomotive, wine barrels and a witch's cat",
            ("railway station", "steam locomotive", "wine barrel", "cat"),
        ),
        ("a desert fortress with towers", ("fortress", "tower")),
        ("a winter fair with a giant snowman", ("snowman",)),
        ("a rose garden with lemon trees", ("rose", "lemon tree")),
        ("中秋夜的庭院，月饼和桂花树", ("月饼", "桂花树")),
    ],
)  # fmt: skip
def test_nouns_that_belong_together_name_one_thing(text: str, things: tuple[str, ...], search: WordSearch) -> None:
    named = read_wish(text, search).things
    assert [thing for thing in named if thing in things] == list(things) and "s" not in named


def test_a_castle_is_built_rather_than_the_ruin_that_is_told_to_be_part_of_one(search: WordSearch) -> None:
    rows = {row["id"]: row for row in composed("a meadow with a castle and a cottage", search).stage["thing"]}
    assert "asset" not in rows["castle"] and rows["castle"]["words"] == "castle"
    assert rows["cottage"]["asset"] == "app:pack/cottage.glb"


def test_the_trees_of_a_forest_are_those_that_the_wish_names(search: WordSearch) -> None:
    rows = composed("a bamboo forest", search).stage["thing"]
    assert sum(row.get("count", 1) for row in rows if row.get("words") == "bamboo") > 10
    assert not any("pine" in row.get("asset", "") for row in rows)


def test_indoors_nothing_is_larger_than_the_room(search: WordSearch) -> None:
    made = composed("the throne room of a frozen castle", search)
    assert "castle" in made.present and not any("castle" in str(row.get("words")) for row in made.stage["thing"])
    dragon = next(row for row in composed("a kitchen with a dragon", search).stage["thing"] if row["id"] == "dragon")
    assert dragon["size"][1] < 3.1 and max(dragon["size"]) < 5.0
    wall = next(row for row in composed("a kitchen with a dragon", search).stage["thing"] if row["id"] == "window-sill")
    assert dragon["at"][2] - dragon["size"][2] / 2 > wall["at"][2] + wall["size"][2] / 2


def test_the_first_view_has_the_host_aside_and_nothing_behind(search: WordSearch) -> None:
    stage = composed("a meadow with a windmill", search).stage
    eye, aim, host = (stage[key][part] for key, part in (("spawn", "at"), ("spawn", "look_at"), ("host", "at")))
    turn = math.degrees(math.atan2(host[0] - eye[0], eye[2] - host[2]) - math.atan2(aim[0] - eye[0], eye[2] - aim[2]))
    assert 18 < turn < 32
    free = next(zone for zone in stage["zone"] if zone["id"] == "behind-host")
    assert free["keep_free"] and min(z for _, z in free["polygon"]) < -10
    focus = next(row for row in stage["thing"] if row["id"] == "windmill")
    assert focus["at"][0] < 0 < host[0]


def test_hills_follow_the_mood_and_the_far_view_the_place(search: WordSearch) -> None:
    def hills(text: str) -> float:
        return composed(text, search).stage["ground"]["hills_m"]

    assert hills("a rugged wild meadow") > 1.5 * hills("a meadow") > 1.5 * hills("an endless meadow")
    shapes = {row.get("shape") for row in composed("a rooftop above the city", search).stage["thing"]}
    assert "skyline" in shapes
    assert "ridge" in {row.get("shape") for row in composed("a quiet lake", search).stage["thing"]}


def test_one_entry_of_a_plan_may_list_several_things() -> None:
    assert read_plan(json.dumps({"things": ["石灯，一只猴子"]})).things == (PlannedThing("石灯"), PlannedThing("猴子"))


@pytest.mark.parametrize(
    ("text", "things", "absent"),
    [
        ("a pirate island with a wrecked ship and a parrot", {"ship", "parrot"}, ()),
        ("a beach with a chapel", {"chapel"}, ()),
        ("a pottery workshop with a kiln", {"kiln"}, ()),
        ("the deck of an old sailing ship, with barrels", {"barrel"}, ()),
        ("雪山脚下的温泉旅馆，有石灯和一只貔貅", {"旅馆", "灯"}, ("貔貅",)),
        ("中秋夜的庭院，石桌和桂花树", {"石桌", "桂花树"}, ()),
    ],
)
def test_what_a_place_is_to_have_stands_there_or_is_told(
    text: str, things: set[str], absent: tuple[str, ...], search: WordSearch
) -> None:
    made = composed(text, search)
    rows = [*made.stage["thing"], *made.stage["hotspot"]]  # what floats is looked at from afar
    names = " ".join(str(row.get("name", "")) for row in rows)
    assert things <= set(read_wish(text, search).things) and all(thing in names for thing in things), names
    assert made.absent == absent


def test_the_hut_one_is_in_stands_not_within_itself(search: WordSearch) -> None:
    wish = read_wish("a fisherman's hut on stilts with nets and a stove", search)
    assert KINDS[wish.kind].indoor and "fisherman hut" in wish.setting and {"net", "stove"} <= set(wish.things)
    names = " ".join(str(row.get("name", "")) for row in composed(wish.text, search).stage["thing"])
    assert "hut" not in names


def test_an_impossible_wish_gives_a_place_and_says_what_is_not_there(search: WordSearch) -> None:
    made = composed("the inside of a round square, with the colour of yesterday and a silent scream", search)
    assert {"square", "yesterday", "scream"} & set(made.absent) and made.notes
    assert made.stage["ground"] and made.stage["host"]
