"""Compiled stories with pieces changed, moved and missing: refused or played, never a crash, never without end."""

from __future__ import annotations

import json
import random
import time
from typing import Any

from tests.generated_ink import generate
from vr_app.story.compile import compile_story
from vr_app.story.runner import StoryError, choose, load_story, resume, save, start, step

STORIES = 200
WORDS = [
    "ev",
    "out",
    "/ev",
    "du",
    "pop",
    "~ret",
    "->->",
    "str",
    "/str",
    "nop",
    "choiceCnt",
    "turn",
    "turns",
    "readc",
    "rnd",
    "srnd",
    "visit",
    "seq",
    "thread",
    "done",
    "end",
    "listInt",
    "range",
    "lrnd",
    "#",
    "/#",
    "<>",
    "void",
    "^x",
    "^",
    "+",
    "-",
    "/",
    "%",
    "==",
    "<",
    "!",
    "&&",
    "MIN",
    "POW",
    "INT",
    "?",
    "!?",
    "L^",
    "LIST_ALL",
    "LIST_COUNT",
    "LIST_INVERT",
    "\n",
]
OBJECTS: tuple[Any, ...] = (
    {"->": "0"},
    {"->": "knot0"},
    {"->": ".^.^.^"},
    {"->t->": "knot0"},
    {"f()": "twice"},
    {"x()": "no", "exArgs": 2},
    {"VAR?": "coins"},
    {"VAR=": "coins"},
    {"temp=": "q"},
    {"^var": "coins", "ci": -1},
    {"^var": "coins", "ci": 7},
    {"^->": "knot0"},
    {"list": {"Lamps.red": 1}},
    {"CNT?": "knot0"},
    {"*": "0", "flg": 31},
    {"*": "knot0", "flg": 4},
    {"->": "where", "var": True},
    {"VAR=": "coins", "re": True},
    [],
    [None],
    {},
    None,
    1.5,
    True,
    2**40,
    -3,
)


def places_of(document: Any) -> list[tuple[Any, Any]]:
    found: list[tuple[Any, Any]] = []
    waiting = [document]
    while waiting:
        node = waiting.pop()
        if isinstance(node, list):
            found += [(node, i) for i in range(len(node))]
            waiting += node
        elif isinstance(node, dict):
            found += [(node, key) for key in node]
            waiting += node.values()
    return found


def spoil(document: Any, chance: random.Random) -> None:
    for _ in range(chance.randint(1, 4)):
        node, key = chance.choice(places_of(document))
        new = chance.choice(WORDS) if chance.random() < 0.6 else chance.choice(OBJECTS)
        new = json.loads(json.dumps(new))
        pick = chance.random()
        if pick < 0.55:
            node[key] = new
        elif pick < 0.75 and isinstance(node, list):
            node.insert(key, new)
        else:
            del node[key]


def test_spoilt_stories() -> None:
    documents = []
    for seed in range(6):
        source = generate(seed).whole
        documents.append(json.dumps(compile_story(lambda name, source=source: source, "story.ink").story_json))
    played = refused = 0
    for seed in range(STORIES):
        chance = random.Random(seed)
        document = json.loads(chance.choice(documents))
        spoil(document, chance)
        began = time.monotonic()
        try:
            story = load_story(document)
            state = start(story)
            for _ in range(40):
                if state.can_continue:
                    state, _ = step(story, state, most_pieces=3_000)
                elif state.choices:
                    state = choose(story, state, chance.randrange(len(state.choices)))
                else:
                    break
            resume(story, json.loads(json.dumps(save(story, state))))
            played += 1
        except StoryError:
            refused += 1
        assert time.monotonic() - began < 20, seed
    assert played > STORIES // 10
    assert refused > STORIES // 10
