"""Advice about tags and calls the stage would pass over without a word."""

from __future__ import annotations

import pytest

from vr_app.story.flow_graph import flow_graph
from vr_app.story.stage_check import StageNames, check_staging

NAMES = StageNames(
    things=frozenset({"orrery", "jug"}),
    spots=frozenset({"bay"}),
    marks=frozenset({"by-the-door"}),
    lamps=frozenset({"lantern-left", "lantern-right"}),
    sounds=frozenset({"bell"}),
)


def told(source: str, names: StageNames | None = NAMES) -> list[str]:
    graph = flow_graph(lambda name: source, "story.ink")
    return [f"{f.line}:{f.column} {f.message}. {f.hint}" for f in check_staging(graph, names)]


@pytest.mark.parametrize(
    ("line", "column", "about", "hint"),
    [
        ("Mei: Hello. # emotion: hapy", 24, "no emotion 'hapy'", "Did you mean 'happy'?"),
        ("Mei: Hello. # gesture: waive", 24, "no gesture 'waive'", "Did you mean 'wave'?"),
        ("Mei: Hello. # pause: long", 22, "'long' is no pause", "Write seconds"),
        ("Mei: Hello. # emotoin: happy", 15, "no tag 'emotoin'", "Did you mean 'emotion'?"),
        ("Mei: Hello. # look: orery", 21, "no thing 'orery'", "Did you mean 'orrery'?"),
        ("Mei: Hello. # sound: bel", 22, "no sound 'bel'", "Did you mean 'bell'?"),
        ("* [Look. # at: orey]", 16, "no thing 'orey'", "Did you mean 'orrery'?"),
        ("* [Wished. # when: gaol # sets: wish]", 20, "no end of a window 'gaol'", "Did you mean 'goal'?"),
        ("* [Wished. # when: goal # sets: wihs]", 33, "no variable 'wihs'", "Did you mean 'wish'?"),
        ('~ weather("rian")', 11, "no weather 'rian'", "Did you mean 'rain'?"),
        ("~ hour(25)", 8, "no hour 25", "0 to 24"),
        ('~ show("jgu")', 8, "no thing 'jgu'", "Did you mean 'jug'?"),
        ('~ light("lamtern", 1)', 9, "no lamp 'lamtern'", "There are: lantern-left"),
        ('~ move("jug", "by-the-dor")', 15, "no mark 'by-the-dor'", "Did you mean 'by-the-door'?"),
        ('~ sound("bel")', 9, "no sound 'bel'", "Did you mean 'bell'?"),
    ],
)
def test_what_the_stage_does_not_know_is_told_with_its_place(line: str, column: int, about: str, hint: str) -> None:
    calls = "\n".join(f"EXTERNAL {call}" for call in ("weather(w)", "hour(h)", "show(t)", "sound(s)"))
    source = f'VAR wish = ""\n{calls}\nEXTERNAL light(l, x)\nEXTERNAL move(t, p)\n{line}\n- -> END\n'
    (found,) = told(source)
    assert found.startswith(f"8:{column} ")
    assert about in found
    assert hint in found


GOOD = """
VAR wish = ""
EXTERNAL light(lamps, level)
EXTERNAL move(thing, place)
EXTERNAL show(thing)
Mei: Hello. # emotion: happy # look: visitor # gesture: nod # pause: 1.5 # mood of mine: blue # sound: bell
{ wish: Mei: So be it. # look: bay } // # emotion: furios
~ light("lantern", 1.0)
~ move("host", "home")
~ show(wish)
* [Ring. # at: bay # says: sound it]
* [Wished. # when: no model # sets: wish]
- -> END
"""


def test_what_is_there_and_the_writers_own_tags_are_let_be() -> None:
    assert told(GOOD) == []


def test_without_a_scene_ids_are_not_looked_at() -> None:
    assert told("Mei: Hello. # look: nowhere # emotion: happy\n-> END\n", None) == []
    assert "emotion" in told("Mei: Hello. # look: nowhere # emotion: glad\n-> END\n", None)[0]
