"""Lorebooks: keys, order, budget, depth, and the books of people who mean no good."""

from __future__ import annotations

import time

import pytest

from vr_app.host.card.lorebook import read_lorebook
from vr_app.host.card.safe_pattern import safe_pattern
from vr_app.host.words.token_budget import estimated_tokens


def book(*entries: dict, **more):
    full = [{"enabled": True, "insertion_order": n, "extensions": {}, **entry} for n, entry in enumerate(entries)]
    return read_lorebook({"entries": full, "extensions": {}, **more})


def found(lore, *lines: str, budget: int = 500) -> list[str]:
    return [entry.content for entry in lore.matching(lines, estimated_tokens, budget)]


def test_keys_bring_entries_in_their_order() -> None:
    lore = book(
        {"keys": ["dragon"], "content": "Second.", "insertion_order": 20},
        {"keys": ["cave", "grotto"], "content": "First.", "insertion_order": 10},
        {"keys": ["sword"], "content": "Never."},
    )
    assert found(lore, "Is there a dragon in that grotto?") == ["First.", "Second."]
    assert found(lore, "A dragonfly!") == []
    assert found(lore, "Two dragons") == ["Second."]


def test_a_selective_entry_needs_a_secondary_key_and_a_constant_one_none() -> None:
    lore = book(
        {"keys": ["king"], "secondary_keys": ["crown"], "selective": True, "content": "Both."},
        {"keys": [], "constant": True, "content": "Always."},
        {"keys": ["king"], "enabled": False, "content": "Off."},
        {"keys": ["King"], "case_sensitive": True, "content": "Case."},
    )
    assert found(lore, "the king") == ["Always."]
    assert found(lore, "the king's crown") == ["Both.", "Always."]
    assert "Case." in found(lore, "the King")


def test_the_scan_goes_back_so_many_lines_and_no_further() -> None:
    lore = book({"keys": ["well"], "content": "Deep."}, scan_depth=2)
    assert found(lore, "the well", "yes") == ["Deep."]
    assert found(lore, "the well", "yes", "no") == []


def test_what_was_found_brings_more_only_a_few_times() -> None:
    chain = [{"keys": [f"k{n}x"], "content": f"k{n + 1}x"} for n in range(30)]
    assert len(found(book(*chain, recursive_scanning=True), "k0x")) == 3
    assert len(found(book(*chain), "k0x")) == 1
    circle = book({"keys": ["a1"], "content": "b1"}, {"keys": ["b1"], "content": "a1"}, recursive_scanning=True)
    assert len(found(circle, "a1")) == 2


def test_the_budget_keeps_the_weightiest() -> None:
    lore = book(
        {"keys": ["x"], "content": "light " * 20, "priority": 1},
        {"keys": ["x"], "content": "weighty " * 20, "priority": 9},
    )
    assert found(lore, "x", budget=50) == [("weighty " * 20).strip()]
    assert found(book({"keys": ["x"], "content": "long " * 100}, token_budget=10), "x") == []


@pytest.mark.parametrize("pattern", ["(a+)+$", "(a|a)*b", "(a|aa)+$", "a*a*a*a*b", r"(\w)\1+", "((a?)*)*b", "["])
def test_a_pattern_that_may_run_for_ever_is_not_used(pattern: str) -> None:
    assert safe_pattern(pattern)[0] is None
    lore = book({"keys": [f"/{pattern}/i"], "content": "x"})
    assert lore.notes and "is not used" in lore.notes[0]
    begun = time.perf_counter()
    assert found(lore, "a" * 2000 + "!") == []
    assert time.perf_counter() - begun < 1.0


def test_a_plain_pattern_is_used() -> None:
    lore = book(
        {"keys": [r"/\bdrag(on|oon)s?\b/i"], "content": "x"}, {"keys": ["fire.*ice"], "use_regex": True, "content": "y"}
    )
    assert found(lore, "Dragoons! Fire and then ice") == ["x", "y"]


def test_ten_thousand_entries_are_looked_through_at_once() -> None:
    lore = book(*({"keys": [f"word{n}"], "content": f"entry {n}"} for n in range(10_000)))
    begun = time.perf_counter()
    assert found(lore, "tell me of word9876 please") == ["entry 9876"]
    assert time.perf_counter() - begun < 0.5


def test_wrong_types_are_passed_over() -> None:
    lore = read_lorebook({"entries": [5, None, {"keys": "a, b", "content": "ok"}, {"keys": [1], "content": 7}]})
    assert [entry.content for entry in lore.entries] == ["ok"]
    assert len(lore.notes) == 3
    for odd in (None, [], "x", {"entries": "y"}, {"entries": {"0": {"key": ["k"], "content": "world"}}}):
        read_lorebook(odd)
    assert found(read_lorebook({"entries": {"0": {"key": ["k"], "content": "world"}}}), "k") == ["world"]
