"""Words to things, over our own pack."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np
import pytest

from vr_app.kernel.errors import DeviceError, Location
from vr_app.kernel.resources import resource_path
from vr_app.library.things import read_pack
from vr_app.library.word_search import WordSearch

THINGS = read_pack(
    (resource_path("assets") / "pack" / "pack.json").read_text(encoding="utf-8"),
    "app:pack/",
    Location(Path("pack.json")),
)


class OneMeaning:
    """Everything means the same as the first thing."""

    name, dimensions = "one", 2

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        return np.tile(np.array([1.0, 0.0], np.float32), (len(texts), 1))


class Absent(OneMeaning):
    def embed(self, texts: Sequence[str]) -> np.ndarray:
        raise DeviceError("gone", recoverable=True)


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("a lantern-lit jetty", "jetty"),
        ("wooden fishing boats", "rowing-boat"),
        ("an old pier", "jetty"),
        ("a stall selling fruit", "market-stall"),
        ("bookcases full of books", "bookshelf"),
        ("sacks of flour", "sack"),
        ("street lights", "street-lamp"),
        ("一盏灯笼", "paper-lantern"),
        ("古老的灯塔", "lighthouse"),
        ("卖茶的摊子", "tea-stall"),
        ("木头长椅", "bench"),
    ],
)
def test_the_noun_decides(words: str, wanted: str) -> None:
    found = WordSearch(THINGS).best(words)
    assert found is not None and found.thing.id == wanted and found.why == "words"


@pytest.mark.parametrize("words", ["a crow", "a stone lion", "一匹马", "", "the", "?!", "an arm"])
def test_what_is_not_there_is_not_made_up(words: str) -> None:
    assert WordSearch(THINGS).best(words) is None


def test_meaning_serves_where_words_do_not_fit() -> None:
    found = WordSearch(THINGS, OneMeaning()).best("a thing to cross the brook")
    assert found is not None and found.why == "meaning"
    exact = WordSearch(THINGS, OneMeaning()).best("a footbridge")
    assert exact is not None and exact.thing.id == "footbridge"


def test_without_an_embedder_words_go_on() -> None:
    search = WordSearch(THINGS, Absent())
    assert search.best("a crow") is None
    assert search.find("a lamp")
