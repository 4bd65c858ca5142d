"""Advice on stories, and their maps."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree import ElementTree

import pytest

from vr_app.story.check import check_story
from vr_app.story.compile import compile_story
from vr_app.story.flow_graph import FlowGraph, flow_graph
from vr_app.story.reading import read_through
from vr_app.story.runner import load_story
from vr_app.story.story_map import story_map
from vr_app.story.story_map_layout import Box, lay_out

SVG = "{http://www.w3.org/2000/svg}"
SPOKEN = "Mei: One.\nMei: Two.\nMei: Three.\n"


def graph_of(source: str) -> FlowGraph:
    return flow_graph(lambda name: source, "story.ink")


def advice(source: str) -> list[tuple[str, int]]:
    return [(finding.code, finding.line) for finding in check_story(graph_of(source))]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Hello.\n-> END\n", []),
        ("-> END\n=== a\nLost.\n-> b\n=== b\n-> END\n", [("INK401", 2), ("INK401", 5)]),
        ("-> END\n=== function f\n~ return 1\n", [("INK401", 2)]),
        ("{f()}\n-> END\n=== function f\n~ return 1\n", []),
        ("VAR w = -> a\n-> w\n=== a\n~ w = -> a\n-> END\n", []),
        ("-> a\n=== a\nA.\n-> b\n=== b\n+ again -> a\n", [("INK402", 2)]),
        ("-> a\n=== a\n+ again -> a\n+ out -> END\n", []),
        ("-> a ->\n-> END\n=== a\nA.\n->->\n", []),
        ("VAR x = 1\n-> END\n", [("INK404", 1)]),
        ("VAR x = 1\n{x}\n-> END\n", [("INK405", 1)]),
        ("VAR x = 1\n~ x = 2\n-> END\n", [("INK404", 1)]),
        ("VAR x = 1\n{x}\n* [Go. # sets: x]\n- -> END\n", []),
        ("VAR x = 1\n~ f(x)\n{x}\n-> END\n=== function f(ref y)\n~ y = y + 1\n", []),
        ("CONST C = 1\n-> END\n", [("INK404", 1)]),
        ("LIST L = a, b\n-> END\n", [("INK404", 1)]),
        ("LIST L = a, b\nVAR v = a\n~ v = b\n{v}\n-> END\n", []),
        ("-> a\n=== a\n~ temp t = 1\nA.\n-> END\n", [("INK404", 3)]),
        ("{f(1)}\n-> END\n=== function f(x)\n~ return 1\n", [("INK404", 3)]),
        (SPOKEN * 4 + "Mey: Four.\n-> END\n", [("INK406", 13)]),
        (SPOKEN * 4 + "The door opens.\n-> END\n", [("INK406", 13)]),
        ("A " + "very " * 40 + "long sentence.\n-> END\n", [("INK407", 1)]),
        ("A " + "very long sentence. " * 40 + "\n-> END\n", []),
    ],
)
def test_advice(source: str, expected: list[tuple[str, int]]) -> None:
    assert advice(source) == expected


def test_a_knot_whose_choices_run_out() -> None:
    source = "-> a\n=== a\n* one -> b\n* two -> b\n=== b\n{a > 5: -> END}\n-> a\n"
    assert advice(source) == [("INK403", 2)]
    assert advice(source.replace("* two", "+ two")) == []
    assert advice(source.replace("* two -> b", "* two -> END")) == []


# ---------------------------------------------------------------------- reading


def test_readers_time_and_endings() -> None:
    source = "Mei: " + "word " * 150 + "# pause: 3\n+ Left\n+ Right\n- The end. # ending: Here\n-> END\n"
    compiled = compile_story(lambda name: source, "story.ink")
    assert compiled.story_json is not None
    reading = read_through(load_story(compiled.story_json), 1)
    assert 60 + 3 + 4 < reading.seconds < 60 + 3 + 4 + 2
    assert (reading.choices, reading.ending, reading.finished) == (1, "Here", True)


def test_a_reader_of_an_endless_story_gives_up() -> None:
    compiled = compile_story(lambda name: "-> a\n=== a\nOn.\n-> a\n", "story.ink")
    assert compiled.story_json is not None
    assert not read_through(load_story(compiled.story_json), 1).finished


# ---------------------------------------------------------------------- map


def test_a_map_names_places_choices_and_ends() -> None:
    source = "-> a\n=== a\nA b.\n* [Go <there>] -> b\n* [Stay] -> a\n=== b\n-> c ->\n-> END\n=== c\n->->\n"
    source += "=== lost\n-> END\n"
    root = ElementTree.fromstring(story_map(graph_of(source), 'A "map"'))
    texts = {"".join(text.itertext()) for text in root.iter(f"{SVG}text")}
    assert texts >= {"the beginning", "a", "b", "c", "lost", "END", "Go <there>", "4 words, 2 choices"} - {
        "4 words, 2 choices"
    }
    kinds = [rect.get("class") for rect in root.iter(f"{SVG}rect")]
    assert "box lost" in kinds
    assert "box start" in kinds
    assert len([path for path in root.iter(f"{SVG}path") if (path.get("class") or "").startswith("way tunnel")]) == 2


def test_boxes_of_a_map_do_not_overlap_and_lines_go_down() -> None:
    names = [f"n{i}" for i in range(40)]
    ways = [(f"n{i // 3}", f"n{i}") for i in range(1, 40)] + [("n39", "n0"), ("n10", "n3")]
    layout = lay_out([Box(name, 90, 40) for name in names], ways, "n0")
    boxes = list(layout.boxes.values())
    for i, one in enumerate(boxes):
        for other in boxes[i + 1 :]:
            apart_x = abs(one.x - other.x) >= (one.width + other.width) / 2
            assert apart_x or abs(one.y - other.y) >= (one.height + other.height) / 2
    assert {(line.source, line.target) for line in layout.lines if line.goes_up} == {("n39", "n0"), ("n10", "n3")}
    for line in layout.lines:
        assert (line.points[-1][1] < line.points[0][1]) == line.goes_up
    assert all(0 < box.x < layout.width and 0 < box.y < layout.height for box in boxes)


@pytest.mark.parametrize("path", sorted((Path(__file__).parents[3] / "scenes").glob("*/story.ink")), ids=str)
def test_the_shipped_stories_have_nothing_to_advise(path: Path) -> None:
    graph = flow_graph(lambda name: (path.parent / name).read_bytes(), path.name)
    assert [str(finding) for finding in check_story(graph) if finding.severity != "note"] == []


def test_every_code_has_its_paragraph_in_the_docs() -> None:
    root = Path(__file__).parents[3]
    page = (root / "docs" / "story-tools.md").read_text(encoding="utf-8")
    for name in ("check", "strings"):
        source = (root / "vr_app" / "story" / f"{name}.py").read_text(encoding="utf-8")
        codes = set(re.findall(r"INK4\d\d", source))
        assert codes
        assert all(f'<a id="{code.lower()}"></a>' in page for code in codes)
    finding = check_story(graph_of("VAR x = 1\n-> END\n"))[0]
    assert finding.docs == "docs/story-tools.md#ink404"
