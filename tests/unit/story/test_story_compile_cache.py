"""A story compiled again after a change: the same as compiled anew, and only what changed is worked on."""

from __future__ import annotations

import time

from vr_app.story.compile import StoryCache, compile_story


def files(count: int = 12) -> dict[str, str]:
    parts = {
        f"part{n}.ink": f"== knot_{n}\n- (seen_{n}) Line {n}. {{knot_{(n + 1) % count}.seen_{(n + 1) % count}}}\n"
        f"* [On] -> knot_{(n + 1) % count}\n* [Out] -> END\n"
        for n in range(count)
    }
    return {"main.ink": "".join(f"INCLUDE {name}\n" for name in parts) + "VAR x = 1\n-> knot_0\n", **parts}


def compiled_like_new(story: dict[str, str], cache: StoryCache) -> None:
    again = compile_story(story.__getitem__, "main.ink", cache=cache)
    fresh = compile_story(story.__getitem__, "main.ink")
    assert again.story_json == fresh.story_json
    assert again.diagnostics == fresh.diagnostics


def test_every_kind_of_change_gives_what_a_fresh_compilation_gives() -> None:
    story, cache = files(), StoryCache()
    compiled_like_new(story, cache)
    changes = [
        ("part3.ink", "Line 3.", "Another line.\nAnd one more."),
        ("part3.ink", "(seen_3)", "(met_3)"),
        ("part2.ink", "seen_3", "met_3"),
        ("part5.ink", "- (seen_5)", "before {x}\n- (seen_5)"),
        ("main.ink", "VAR x = 1", "CONST x = 2"),
        ("main.ink", "CONST x = 2", "LIST x = a, b"),
        ("part7.ink", "== knot_7", "== knot_7b"),
        ("part7.ink", "== knot_7b", "== knot_7"),
        ("part8.ink", "* [Out] -> END\n", "* [Out] -> out\n= out\n{TURNS_SINCE(-> knot_1)}\n-> END\n"),
        ("main.ink", "INCLUDE part11.ink\n", ""),
    ]
    for name, old, new in changes:
        assert old in story[name]
        story[name] = story[name].replace(old, new)
        compiled_like_new(story, cache)


def test_an_older_result_is_not_changed_by_a_later_one() -> None:
    story, cache = files(), StoryCache()
    first = compile_story(story.__getitem__, "main.ink", cache=cache).story_json
    before = repr(first)
    story["part4.ink"] += "= more\n{TURNS_SINCE(-> knot_2)}\n-> END\n"
    second = compile_story(story.__getitem__, "main.ink", cache=cache).story_json
    assert repr(first) == before
    assert second != first


def test_a_change_in_one_file_of_fifty_costs_a_part_of_the_whole() -> None:
    story, cache = files(50), StoryCache()
    for name in story:
        if name != "main.ink":
            story[name] += "".join(f"Some words of line {n} and a value {{x}}.\n" for n in range(150)) + "-> END\n"
    started = time.process_time()
    compile_story(story.__getitem__, "main.ink", cache=cache)
    whole_s = time.process_time() - started
    story["part9.ink"] = story["part9.ink"].replace("words of line 7 ", "other words ")
    started = time.process_time()
    compile_story(story.__getitem__, "main.ink", cache=cache)
    assert time.process_time() - started < whole_s / 4
