"""What one sees first: nothing wished for lies hidden, a deck is a deck, a cave has no window, steam is air."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.app.commands.check_scene import check
from vr_app.app.imagining import Imagination
from vr_app.host.imagining.composing import Composed, compose_wish
from vr_app.host.imagining.grounds import LAND_M
from vr_app.host.imagining.plan import Plan, PlannedThing
from vr_app.host.imagining.wish import read_wish
from vr_app.library.stand_ins import stand_in_for
from vr_app.library.word_search import WordSearch
from vr_app.scene.bodies.catalogue import body

EYE_M = 1.6


def composed(text: str, search: WordSearch) -> Composed:
    return compose_wish(read_wish(text, search), Plan(), search, 3)


@pytest.mark.parametrize(
    "text", ["a small red boat on a misty river", "江南水乡的乌篷船和白墙的房子", "a lake with two boats"]
)
def test_what_floats_is_not_hidden_by_the_shore(text: str, search: WordSearch) -> None:
    stage = composed(text, search).stage
    boats = [row for row in stage["thing"] if row["id"] == "rowing-boat"]
    eye_z = stage["spawn"]["at"][2]
    edge_m = eye_z + LAND_M
    assert boats
    for boat in boats:
        away_m = eye_z - boat["at"][2] - 1.5  # its near end
        lowest_seen_m = EYE_M * (1 - away_m / edge_m)
        assert lowest_seen_m < stage["water"]["height_m"] + 0.15, "one sees down to the water it lies on"


def test_a_house_on_the_shore_stands_before_no_boat(search: WordSearch) -> None:
    stage = composed("a lake with a cottage and a boat", search).stage
    rows = {row["id"]: row for row in stage["thing"]}
    eye_x, _, eye_z = stage["spawn"]["at"]
    house, boat, host = (at for at in (rows["cottage"]["at"], rows["rowing-boat"]["at"], stage["host"]["at"]))
    house_side, boat_side, host_side = ((at[0] - eye_x) / (eye_z - at[2]) for at in (house, boat, host))
    assert house_side < 0 < boat_side < host_side


def test_the_deck_of_a_ship_is_of_planks_behind_a_rail(search: WordSearch, tmp_path: Path) -> None:
    text = "the deck of an old sailing ship at noon, with barrels, ropes and a compass"
    stage = composed(text, search).stage
    rows = {row["id"]: row for row in stage["thing"]}
    assert stage["ground"]["surface"] == "planks" and {"rail-post", "mast", "sail", "barrel", "rope"} <= set(rows)
    assert stage["water"]["height_m"] < -2 and "jetty" not in rows
    ashore = {row["id"] for row in composed("a harbour with an old sailing ship", search).stage["thing"]}
    assert "mast" not in ashore and "jetty" in ashore
    errors, warnings = check(Imagination(None).imagine(text, tmp_path / "deck", 3).folder)
    assert (
        errors == [] and [w.message for w in warnings if w.code in ("thing.overlap", "way.blocked", "room.none")] == []
    )


def test_a_cave_has_no_window_and_a_cellar_has(search: WordSearch) -> None:
    cave, cellar = (
        {row["id"] for row in composed(text, search).stage["thing"]}
        for text in ("a dragon's cave", "a cellar with wine")
    )
    assert "wall-far" in cave and not any(name.startswith(("window", "beam")) for name in cave)
    assert "window-sill" in cellar


def test_steam_is_in_the_air_and_no_engine(search: WordSearch) -> None:
    bath = read_wish("a Roman bath with columns, mosaics and steam", search)
    assert "steam" not in bath.things and "steam" in bath.setting and bath.weather == "fog"
    ids = {row["id"] for row in composed(bath.text, search).stage["thing"]}
    assert "steam-engine" not in ids and "column" in ids
    station = read_wish("a railway station with a steam locomotive", search)
    assert "steam locomotive" in station.things and station.weather == ""
    assert "steam engine" in read_wish("a workshop with a steam engine", search).things


def test_a_noun_that_is_planned_twice_over_is_named_once_and_counted(search: WordSearch) -> None:
    wish = read_wish("an alien planet with purple grass, crystals and a crashed rocket", search)
    plan = Plan(things=(PlannedThing("crystal crystals", 1, "near", "grass"),))
    row = next(row for row in compose_wish(wish, plan, search, 3).stage["thing"] if row["id"] == "crystal")
    assert (row["words"], row["count"]) == ("crystal", 3)


def test_leaves_and_ropes_do_not_shine_as_gold_does() -> None:
    leaves, rope, gold = (stand_in_for(words) for words in ("fallen leaves", "a rope", "gold"))
    shines = [
        max(material.metallic for material in body(one.shape, one.size_m, (0.45, 0.32, 0.16)).materials)
        for one in (leaves, rope, gold)
    ]
    assert shines[0] == shines[1] == 0.0 and shines[2] > 0.5
