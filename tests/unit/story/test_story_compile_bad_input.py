"""Files no writer meant: told with their place, quickly, and never with a traceback."""

from __future__ import annotations

import json
import random
import time
import tracemalloc

import pytest

from tests.generated_ink import generate
from vr_app.story.compile import compile_story

SIGNS = (
    "{", "}", "|", "{&", "{!", "{~", "->", "->->", "<-", "<>", "*", "+", "-", "~", "=", "==", "(", ")", "[", "]", "#",
    "\\", '"', "//", "/*", "*/", "\n", " ", "\t", "VAR ", "LIST ", "CONST ", "temp ", "return", "INCLUDE main.ink",
    "EXTERNAL ", "- else:", "TODO:", "function ", ":", ",", ".", "not ", "mod", "^", "99999999999", "é", "\0", "ref ",
)  # fmt: skip


def told(source: str | bytes) -> list[tuple[str, int, int]]:
    found = compile_story(lambda _: source, "main.ink").diagnostics
    return [(f.code, f.line, f.column) for f in found]


def test_text_in_another_encoding_is_refused_where_it_begins_and_read_on() -> None:
    assert told("hello\ncafé\n-> nowhere\n".encode("latin-1")) == [("INK001", 2, 4), ("INK100", 3, 4)]
    assert told("hello\n".encode("utf-16"))[0] == ("INK001", 1, 1)


def test_a_byte_order_mark_windows_line_ends_and_tabs_are_fine() -> None:
    plain = "VAR x = 1\n{x:\n- 1: one\n- else: other\n}\n* a\n* * b\n- c\n-> END\n"
    odd = b"\xef\xbb\xbf" + plain.replace("\n", "\r\n").replace(" ", "\t").encode()
    ours = compile_story(lambda _: odd, "main.ink")
    assert ours.story_json == compile_story(lambda _: plain, "main.ink").story_json
    assert ours.story_json is not None


@pytest.mark.parametrize("piece", ["word ", "{x|y}", "{", "\\", "-> a ", '{"', "(", "1+", "*"])
def test_a_line_of_ten_megabytes_is_refused_quickly(piece: str) -> None:
    source = "fine\n" + piece * (10_000_000 // len(piece)) + "\n-> nowhere\n"
    started = time.process_time()
    assert told(source) == [("INK003", 2, 1), ("INK100", 3, 4)]
    assert time.process_time() - started < 3.0


@pytest.mark.parametrize(
    "source",
    [
        "{true:" * 1000 + "x" + "}" * 1000,
        "{true:\n" * 1000 + "x\n" + "}\n" * 1000,
        "{" + "(" * 1000 + "1" + ")" * 1000 + "}",
        "{" + '"{' * 1000 + "1" + '}"' * 1000 + "}",
        "{" + "-" * 1001 + "1}",
        "{" + "not " * 1000 + "true}",
        "{" + "f(" * 1000 + "1" + ")" * 1000 + "}",
        "{a|" * 1000 + "b" + "}" * 1000,
        "*" * 1000 + " choice",
    ],
)
def test_what_is_a_thousand_deep_is_refused_and_the_next_knot_still_read(source: str) -> None:
    found = told(source + "\n== k\n-> nowhere\n")
    assert found[0] == ("INK051", 1, 1)
    assert found[-1][0] == "INK100"


def test_as_deep_as_is_allowed_compiles_below_the_recursion_limit() -> None:
    for source in (
        "{true:" * 40 + "x" + "}" * 40,
        "{true:\n" * 40 + "x\n" + "}\n" * 40,
        "{" + "(" * 40 + "1 + 1" + ")" * 40 + "}",
    ):
        assert json.dumps(compile_story(lambda _, text=source + "\n-> END\n": text, "main.ink").story_json) != "null"
    weave = "".join("*" * depth + " x\n" for depth in range(1, 41))
    assert compile_story(lambda _: weave, "main.ink").story_json is not None


def test_ten_thousand_knots_and_as_many_mistakes_take_a_moment() -> None:
    good = "-> k0\n" + "".join(f"== k{n}\n-> k{n + 1}\n" for n in range(10_000)) + "== k10000\n-> END\n"
    bad = "".join(f"== k{n}\n-> m{n}\n" for n in range(10_000))
    started = time.process_time()
    assert told(good) == []
    assert len(told(bad)) == 300
    assert time.process_time() - started < 10.0


def test_memory_stays_bounded() -> None:
    tracemalloc.start()
    try:
        told("{x|y}" * 500_000)
        told("{(" * 5_000 + "\n" + '{"' * 4_000 + "\n")
        assert tracemalloc.get_traced_memory()[1] < 100_000_000
    finally:
        tracemalloc.stop()


def test_files_that_include_each_other_are_told_once() -> None:
    files = {"main.ink": "INCLUDE a.ink\nx\n", "a.ink": "INCLUDE b.ink\n", "b.ink": "INCLUDE a.ink\n"}
    (found,) = compile_story(files.__getitem__, "main.ink").diagnostics
    assert (found.code, found.path, found.line) == ("INK073", "b.ink", 1)


@pytest.mark.parametrize("name", ["../x.ink", "/etc/passwd", "C:\\x.ink", "a/../../x.ink", "\\\\host\\x.ink"])
def test_nothing_outside_the_folder_is_even_asked_for(name: str) -> None:
    asked: list[str] = []

    def read(wanted: str) -> str:
        asked.append(wanted)
        return f"INCLUDE {name}\nx\n"

    assert [f.code for f in compile_story(read, "main.ink").diagnostics] == ["INK072"]
    assert asked == ["main.ink"]


def test_mutated_stories_never_stop_the_compiler() -> None:
    for seed in range(300):
        chance = random.Random(seed)
        source = mutated(chance, generate(seed % 30).files["main.ink"])
        started = time.process_time()
        compiled = compile_story(lambda _, text=source: text, "main.ink")
        assert (compiled.story_json is None) == bool(compiled.errors)
        assert all(found.line >= 1 and found.column >= 1 and found.with_caret() for found in compiled.diagnostics)
        assert time.process_time() - started < 3.0, seed


def mutated(chance: random.Random, text: str) -> str:
    """A story with a few accidents."""
    for _ in range(chance.randint(1, 6)):
        place = chance.randrange(len(text) + 1)
        kind = chance.random()
        if kind < 0.4:
            text = text[:place] + chance.choice(SIGNS) * chance.choice((1, 1, 1, 3)) + text[place:]
        elif kind < 0.7:
            text = text[:place] + text[place + chance.randint(1, 8) :]
        else:
            piece = text[place : place + chance.randint(1, 80)]
            other = chance.randrange(len(text) + 1)
            text = text[:other] + piece + text[other:]
    return text
