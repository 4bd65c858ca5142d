"""A story's map as an SVG picture: a box for each knot and stitch, a line for each way, the choices' words on them."""

from __future__ import annotations

import unicodedata
from html import escape
from textwrap import wrap

from vr_app.story.check import reachable
from vr_app.story.flow_graph import ENDS, FlowGraph, Place, Way
from vr_app.story.story_map_layout import GAP_X, Box, Layout, Line, lay_out

LETTER_WIDTH = 7.4
SMALL_WIDTH = 5.6
HEIGHT = 46.0
MOST_LABELS = 2
FOOT = 44.0

_STYLE = """
  text { font-family: system-ui, "Segoe UI", "Noto Sans", sans-serif; fill: #23292f; }
  .name { font-size: 13px; font-weight: 600; text-anchor: middle; }
  .about { font-size: 10.5px; fill: #5d6771; text-anchor: middle; }
  .words { font-size: 10px; fill: #3d4650; text-anchor: middle; }
  .halo { fill: #fbfaf7; stroke: #fbfaf7; stroke-width: 4px; stroke-linejoin: round; }
  .box { fill: #ffffff; stroke: #8a949e; stroke-width: 1.2; }
  .stitch { fill: #f3f5f7; }
  .start { fill: #e3f2e6; stroke: #3f8f53; }
  .end { fill: #2f3b46; stroke: #2f3b46; }
  .end-name { fill: #ffffff; }
  .lost { fill: #fdecea; stroke: #c0392b; stroke-dasharray: 5 3; }
  .way { fill: none; stroke: #5f6c78; stroke-width: 1.3; }
  .tunnel { stroke: #2a6f9e; stroke-dasharray: 7 4; }
  .thread { stroke: #7a4fa3; stroke-dasharray: 2 3; }
  .back { stroke: #c77f1a; }
"""


def story_map(graph: FlowGraph, title: str) -> str:
    """The picture.

    Args:
        graph: of the story.
        title: for the picture's name.
    """
    places = {name: place for name, place in graph.places.items() if not place.is_function}
    ways = _ways(graph, places)
    ends = [end for end in ENDS if any(way.target == end for way in ways)]
    known = reachable(graph)
    boxes = [_box(place) for place in places.values()] + [Box(end, 60, 28) for end in ends]
    layout = lay_out(boxes, [(way.source, way.target) for way in ways], "")
    by_ends: dict[tuple[str, str], list[Way]] = {}
    for way in ways:
        by_ends.setdefault((way.source, way.target), []).append(way)
    drawn = [_line(line, by_ends[line.source, line.target]) for line in layout.lines]
    drawn += [_rectangle(layout.boxes[name], place, name in known) for name, place in places.items()]
    drawn += [_end(layout.boxes[end]) for end in ends]
    drawn += _labels(layout, by_ends)
    width, height = max(layout.width, 560.0), layout.height + FOOT
    return "\n".join(
        [
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width:.0f} {height:.0f}" '
            f'width="{width:.0f}" height="{height:.0f}" role="img">',
            f"<title>{escape(title)}</title>",
            f"<style>{_STYLE}</style>",
            "<defs>",
            *(_arrow(kind, colour) for kind, colour in _COLOURS.items()),
            "</defs>",
            f'<rect width="{width:.0f}" height="{height:.0f}" fill="#fbfaf7"/>',
            *drawn,
            _legend(height - 18),
            "</svg>\n",
        ]
    )


_LEGEND = (("", "leads to"), ("back", "leads back"), ("tunnel", "goes there and comes back"), ("thread", "thread"))
_COLOURS = {"divert": "#5f6c78", "tunnel": "#2a6f9e", "thread": "#7a4fa3", "back": "#c77f1a"}


def _ways(graph: FlowGraph, places: dict[str, Place]) -> list[Way]:
    """The ways to draw: between places, or to an end; not the end every story's top falls into."""
    leads_on = any(way.source == "" and way.target in places for way in graph.ways)
    return [
        way
        for way in graph.ways
        if way.source in places
        and (way.target in places or way.target in ENDS)
        and way.kind in ("divert", "tunnel", "thread", "first")
        and not (leads_on and way.source == "" and way.target in ENDS)
    ]


def _label_of(place: Place) -> str:
    return place.name.replace(".", " · ") or "the beginning"


def _about(place: Place) -> str:
    parts = [f"{place.words} words"] if place.words else []
    parts += [f"{place.choices} choice{'s' if place.choices != 1 else ''}"] if place.choices else []
    return ", ".join(parts)


def _box(place: Place) -> Box:
    width = max(_length(_label_of(place)) * LETTER_WIDTH, _length(_about(place)) * SMALL_WIDTH) + 26
    return Box(place.name, max(74.0, width), HEIGHT)


def _length(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(letter) in "WF" else 1 for letter in text)


def _rectangle(box: Box, place: Place, is_known: bool) -> str:
    kind = "start" if not place.name else "lost" if not is_known else "stitch" if "." in place.name else ""
    left, top = box.x - box.width / 2, box.y - box.height / 2
    about = _about(place)
    name_y = box.y - 3 if about else box.y + 4
    return (
        f'<g><title>{escape(_label_of(place))}</title><rect class="box {kind}" x="{left:.1f}" y="{top:.1f}" '
        f'width="{box.width:.1f}" height="{box.height:.1f}" rx="7"/>'
        f'<text class="name" x="{box.x:.1f}" y="{name_y:.1f}">{escape(_label_of(place))}</text>'
        + (f'<text class="about" x="{box.x:.1f}" y="{box.y + 13:.1f}">{about}</text>' if about else "")
        + "</g>"
    )


def _end(box: Box) -> str:
    left, top = box.x - box.width / 2, box.y - box.height / 2
    return (
        f'<rect class="box end" x="{left:.1f}" y="{top:.1f}" '
        f'width="{box.width:.1f}" height="{box.height:.1f}" rx="14"/>'
        f'<text class="name end-name" x="{box.x:.1f}" y="{box.y + 4.5:.1f}">{box.name}</text>'
    )


def _line(line: Line, ways: list[Way]) -> str:
    kind = "divert" if any(way.kind in ("divert", "first") for way in ways) else ways[0].kind
    if line.goes_up and kind == "divert":
        kind = "back"
    shown = "" if kind == "divert" else f" {kind}"
    return f'<path class="way{shown}" d="{_curve(line.points)}" marker-end="url(#{kind})"/>'


def _curve(points: list[tuple[float, float]]) -> str:
    (x, y), *rest = points
    parts = [f"M{x:.1f} {y:.1f}"]
    for next_x, next_y in rest:
        half = (next_y - y) / 2
        parts.append(f"C{x:.1f} {y + half:.1f} {next_x:.1f} {next_y - half:.1f} {next_x:.1f} {next_y:.1f}")
        x, y = next_x, next_y
    return " ".join(parts)


def _labels(layout: Layout, by_ends: dict[tuple[str, str], list[Way]]) -> list[str]:
    """The choices' words, at that end of a line where fewer lines meet."""
    out: dict[str, int] = {}
    into: dict[str, int] = {}
    for line in layout.lines:
        out[line.source] = out.get(line.source, 0) + 1
        into[line.target] = into.get(line.target, 0) + 1
    drawn: list[str] = []
    rows: dict[tuple[str, bool], int] = {}
    for line in layout.lines:
        words = list(dict.fromkeys(way.choice for way in by_ends[line.source, line.target] if way.choice))
        if not words:
            continue
        at_target = out[line.source] > into[line.target]
        name = line.target if at_target else line.source
        letters = int((layout.boxes[name].width + GAP_X / 2) / SMALL_WIDTH)
        shown = _shown(words, letters)
        (x, y) = line.points[-1] if at_target else line.points[0]
        towards = -1 if at_target != line.goes_up else 1
        row = rows.get((name, at_target), 0)
        rows[name, at_target] = row + len(shown)
        for i, text in enumerate(reversed(shown) if towards < 0 else shown):
            shift = (11 if towards < 0 else 18) + 12 * (row + i)
            for kind in ("words halo", "words"):
                drawn.append(f'<text class="{kind}" x="{x:.1f}" y="{y + towards * shift:.1f}">{escape(text)}</text>')
    return drawn


def _shown(words: list[str], letters: int) -> list[str]:
    """One choice's words on two lines, or the beginnings of two choices; and how many more there are."""
    if len(words) == 1:
        return wrap(words[0], letters, max_lines=MOST_LABELS, placeholder="…")
    shown = [wrap(word, letters, max_lines=1, placeholder="…")[0] for word in words[:MOST_LABELS]]
    if len(words) > MOST_LABELS:
        shown[-1] = f"{shown[-1]} +{len(words) - MOST_LABELS}"
    return shown


def _arrow(kind: str, colour: str) -> str:
    return (
        f'<marker id="{kind}" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto">'
        f'<path d="M0 1 L10 5 L0 9 z" fill="{colour}"/></marker>'
    )


def _legend(y: float) -> str:
    parts = []
    x = 24
    for kind, word in _LEGEND:
        parts.append(f'<path class="way {kind}" d="M{x} {y:.0f} h34"/>')
        parts.append(f'<text class="about" style="text-anchor: start" x="{x + 41}" y="{y + 3.5:.1f}">{word}</text>')
        x += 60 + round(_length(word) * SMALL_WIDTH)
    return "".join(parts)
