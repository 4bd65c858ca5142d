"""Every noun of a wish is there or told: also those that look like adjectives, rare Chinese ones, and compounds."""

from __future__ import annotations

import pytest

from vr_app.host.imagining.composing import Composed, compose_wish
from vr_app.host.imagining.plan import Plan
from vr_app.host.imagining.said_relations import SaidRelation, said_relation
from vr_app.host.imagining.wish import read_wish
from vr_app.library.word_search import WordSearch


def composed(text: str, search: WordSearch) -> Composed:
    return compose_wish(read_wish(text, search), Plan(), search, 3)


def names(made: Composed) -> str:
    return " ".join(str(row.get("name", "")) for row in (*made.stage["thing"], *made.stage["hotspot"])).lower()


@pytest.mark.parametrize(
    ("text", "nouns"),
    [
        ("a camp with a tent, a sled and three dogs", ("tent", "sled", "dog")),
        ("a garden with a golden lily, some ivy and a trellis", ("lily", "ivy", "trellis")),
        ("a temple with an idol, a relic and a serpent", ("idol", "relic", "serpent")),
        ("a market with poultry, pottery and a trolley", ("poultry", "pottery", "trolley")),
        ("a room with a medal, a fabric and a cable", ("medal", "fabric", "cable")),
        ("海边悬崖上的灯塔，一只海鸥和两条长椅", ("灯塔", "海鸥", "长椅")),
        ("深秋的古寺，铜钟和一只乌龟", ("古寺", "钟", "乌龟")),
        ("外婆的厨房，灶台、蒸笼和一筐鸡蛋", ("灶台", "蒸笼", "鸡蛋")),
        ("一间老式照相馆，三脚架和一把藤椅", ("三脚架", "藤椅")),
    ],
)
def test_each_is_there_or_told(text: str, nouns: tuple[str, ...], search: WordSearch) -> None:
    made = composed(text, search)
    told = " ".join(made.absent)
    assert [noun for noun in nouns if noun not in names(made) and noun not in told] == []


@pytest.mark.parametrize(
    "text",
    [
        "a quiet and hazy harbour",
        "a meadow that is sunny, peaceful and windy",
        "a candlelit room covered in dust and lit by lamps",
        "somewhere magical",
        "a gas station with a neon sign and a pickup truck",
        "a hot air balloon over a green valley",
        "竹林里的石桌，桌上有一副棋盘",
    ],
)
def test_adjectives_and_parts_of_compounds_are_no_things(text: str, search: WordSearch) -> None:
    assert [word for word in composed(text, search).absent if word != "dust"] == []


def test_a_chinese_noun_is_what_it_ends_in(search: WordSearch) -> None:
    rows = {row["id"]: row for row in composed("竹林里的石桌，四张石凳围着它", search).stage["thing"]}
    assert rows["table"]["asset"] == "app:pack/table.glb" and rows["table"]["name"] == "石桌"


def test_inside_of_a_lighthouse_or_a_submarine_stands_no_other(search: WordSearch) -> None:
    for text, vessel in (
        ("a lighthouse keeper's room with an oil lamp and a desk", "lighthouse"),
        ("the control room of a submarine with a periscope", "submarine"),
    ):
        made = composed(text, search)
        assert vessel in made.present and vessel not in names(made)
    lamps = {row["id"] for row in composed("a lighthouse keeper's room with an oil lamp", search).stage["thing"]}
    assert "lantern" in lamps and "street-lamp" not in lamps


@pytest.mark.parametrize("text", ["a saloon with a piano", "a ballroom with masks", "a jazz club with a drum kit"])
def test_halls_of_pleasure_are_rooms(text: str, search: WordSearch) -> None:
    assert read_wish(text, search).kind == "room"


@pytest.mark.parametrize(
    ("text", "name", "key", "target"),
    [
        ("a saloon with four stools around a round table", "stool", "around", "round-table"),
        ("a saloon with a sofa against the wall and a carousel", "sofa", "against", "room"),
        ("a garden with six hives in a row along a hedge", "hives", "near", "bush"),
        ("a weaver's workshop with a loom and a sleepy cat under the table", "cat", "near", "table"),
        ("a square with a bench facing a fountain", "bench", "facing", "fountain"),
        ("a jazz club with a drum on a stage", "drum", "on", "stage"),
        ("竹林里的石桌，四张石凳围着它，桌上有一副棋盘", "石凳", "around", "table"),
        ("竹林里的石桌，四张石凳围着它，桌上有一副棋盘", "棋盘", "on", "table"),
    ],
)
def test_things_stand_as_the_wish_says(text: str, name: str, key: str, target: str, search: WordSearch) -> None:
    row = next(row for row in composed(text, search).stage["thing"] if row.get("name") == name)
    assert row.get(key) == target, row
    assert "hives" not in text or (row["layout"], row["count"]) == ("row", 6)


@pytest.mark.parametrize(
    "text",
    ["a round table, and a stool", "a stool and a lamp on the shore of a lake with a table", "a table with a stool"],
)
def test_what_is_only_listed_stands_in_no_relation(text: str, search: WordSearch) -> None:
    wish = read_wish(text, search)
    assert [said_relation(noun, wish.things, text) for noun in wish.things] == [SaidRelation()] * len(wish.things)


def test_the_chief_thing_may_stand_against_the_wall(search: WordSearch) -> None:
    rows = {row["id"]: row for row in composed("a saloon with a piano against the wall", search).stage["thing"]}
    wall, piano = rows["window-sill"], rows["piano"]
    assert piano["at"][2] - wall["at"][2] < 0.8, "its back is a hand's breadth from it"


def test_a_bamboo_grove_is_of_bamboo_in_chinese_too(search: WordSearch) -> None:
    rows = composed("竹林里的石桌，四张石凳围着它", search).stage["thing"]
    assert sum(row.get("count", 1) for row in rows if row.get("words") == "竹子") > 10
    assert not any("pine" in row.get("asset", "") for row in rows)
