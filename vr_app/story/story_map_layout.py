"""Where the boxes and lines of a story's map go: layers from the beginning down, few crossings, ways round by the side.

The classic four steps (Sugiyama): take circles apart, put each box a layer below those that lead to it, order the
layers by the middle of their neighbours, and move boxes towards what they are joined to.
"""

from __future__ import annotations

from bisect import bisect_right, insort
from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

GAP_X = 28.0
GAP_Y = 74.0
BACK_SHIFT = 16.0
PASS_WIDTH = 14.0
"""Room for a line that passes a layer."""
SWEEPS = 12
MANY = 1_500
"""With more boxes than this, fewer sweeps: a picture nobody sees at once need not be the best."""
MOST_PASSES = 30_000
WIDEST = 1500.0
"""A layer wider than this hands boxes nothing comes after to the layer below."""


@dataclass
class Box:
    """A node with its size and, once laid out, its middle, in pixels."""

    name: str
    width: float
    height: float
    layer: int = 0
    x: float = 0.0
    y: float = 0.0
    is_pass: bool = False


@dataclass
class Line:
    """A way from one box to another; `points` run from source to target."""

    source: str
    target: str
    points: list[tuple[float, float]] = field(default_factory=list)
    goes_up: bool = False


@dataclass
class Layout:
    """A finished map, its left upper corner at 0, 0."""

    boxes: dict[str, Box]
    lines: list[Line]
    width: float
    height: float


def lay_out(boxes: Sequence[Box], ways: Sequence[tuple[str, str]], first: str) -> Layout:
    """Places boxes and lines.

    Args:
        boxes: with their sizes.
        ways: pairs of names; loops to the same box are left out.
        first: the box at the top.
    """
    known = {box.name: box for box in boxes}
    lines = [Line(a, b) for a, b in dict.fromkeys(ways) if a != b and a in known and b in known]
    _turn_back_ways(known, lines, first)
    _layer(known, lines)
    _narrow(known, lines)
    chains = [_with_passes(known, line) for line in lines]
    rows = _rows(known)
    sweeps = SWEEPS if len(known) <= MANY else 2
    _order(rows, chains, sweeps)
    _place(rows, chains, known, sweeps)
    for line, chain in zip(lines, chains, strict=True):
        line.points = _points([known[name] for name in chain], BACK_SHIFT if line.goes_up else 0.0)
        if line.goes_up:
            line.points.reverse()
    real = [box for box in known.values() if not box.is_pass]
    width = max(box.x + box.width / 2 for box in known.values()) + GAP_X
    height = max(box.y + box.height / 2 for box in real) + GAP_X
    return Layout({box.name: box for box in real}, lines, width, height)


def _turn_back_ways(boxes: dict[str, Box], lines: list[Line], first: str) -> None:
    """Marks the ways that lead back to a box they came through."""
    onward: dict[str, list[Line]] = {name: [] for name in boxes}
    for line in lines:
        onward[line.source].append(line)
    done: set[str] = set()
    for root in [first, *boxes]:
        if root in done or root not in boxes:
            continue
        path = {root}
        stack = [(root, iter(onward[root]))]
        while stack:
            name, rest = stack[-1]
            line = next(rest, None)
            if line is None:
                stack.pop()
                path.discard(name)
                done.add(name)
            elif line.target in path:
                line.goes_up = True
            elif line.target not in done:
                path.add(line.target)
                stack.append((line.target, iter(onward[line.target])))


def _ends(line: Line) -> tuple[str, str]:
    return (line.target, line.source) if line.goes_up else (line.source, line.target)


def _layer(boxes: dict[str, Box], lines: list[Line]) -> None:
    below: dict[str, list[str]] = {name: [] for name in boxes}
    waiting_for = dict.fromkeys(boxes, 0)
    for line in lines:
        upper, lower = _ends(line)
        below[upper].append(lower)
        waiting_for[lower] += 1
    ready = [name for name in boxes if not waiting_for[name]]
    while ready:
        name = ready.pop()
        for lower in below[name]:
            boxes[lower].layer = max(boxes[lower].layer, boxes[name].layer + 1)
            waiting_for[lower] -= 1
            if not waiting_for[lower]:
                ready.append(lower)


def _narrow(boxes: dict[str, Box], lines: list[Line]) -> None:
    """Lets every second of a wide layer's last boxes hang one layer lower."""
    upper = {_ends(line)[0] for line in lines}
    layer = 0
    moved: set[str] = set()
    while layer <= max(box.layer for box in boxes.values()) and layer < len(boxes):
        row = [box for box in boxes.values() if box.layer == layer]
        last = [box for box in row if box.name not in upper | moved]
        if sum(box.width + GAP_X for box in row) > WIDEST and len(last) > 1:
            for box in last[1::2]:
                box.layer += 1
                moved.add(box.name)
        layer += 1


def _with_passes(boxes: dict[str, Box], line: Line) -> list[str]:
    """The boxes a way goes by from its upper to its lower end: a small one in every layer between."""
    upper, lower = _ends(line)
    chain = [upper]
    for layer in range(boxes[upper].layer + 1, boxes[lower].layer) if len(boxes) < MOST_PASSES else ():
        name = f"\0{upper}\0{lower}\0{layer}\0{line.goes_up}"
        boxes[name] = Box(name, PASS_WIDTH, 0, layer, is_pass=True)
        chain.append(name)
    return [*chain, lower]


def _rows(boxes: dict[str, Box]) -> list[list[Box]]:
    rows: list[list[Box]] = [[] for _ in range(max(box.layer for box in boxes.values()) + 1)]
    for box in boxes.values():
        rows[box.layer].append(box)
    return rows


def _neighbours(chains: list[list[str]]) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
    above: dict[str, list[str]] = {}
    below: dict[str, list[str]] = {}
    for chain in chains:
        for upper, lower in pairwise(chain):
            below.setdefault(upper, []).append(lower)
            above.setdefault(lower, []).append(upper)
    return above, below


def _order(rows: list[list[Box]], chains: list[list[str]], sweeps: int) -> None:
    above, below = _neighbours(chains)
    place = {box.name: i for row in rows for i, box in enumerate(row)}
    best, best_rows = _crossings(rows, below, place), [row.copy() for row in rows]
    for sweep in range(sweeps):
        down = sweep % 2 == 0
        joined = above if down else below
        for row in rows if down else reversed(rows):
            middles = {
                box.name: _middle([place[name] for name in joined.get(box.name, ())], place[box.name]) for box in row
            }
            row.sort(key=lambda box: middles[box.name])
            place.update({box.name: i for i, box in enumerate(row)})
        crossings = _crossings(rows, below, place)
        if crossings < best:
            best, best_rows = crossings, [row.copy() for row in rows]
    for row, kept in zip(rows, best_rows, strict=True):
        row[:] = kept


def _middle(places: list[int], own: int) -> float:
    return sum(places) / len(places) if places else float(own)


def _crossings(rows: list[list[Box]], below: dict[str, list[str]], place: dict[str, int]) -> int:
    total = 0
    for row in rows:
        ends = [(place[box.name], place[lower]) for box in row for lower in below.get(box.name, ())]
        ends.sort()
        seen: list[int] = []
        for _, end in ends:
            total += len(seen) - bisect_right(seen, end)
            insort(seen, end)
    return total


def _place(rows: list[list[Box]], chains: list[list[str]], boxes: dict[str, Box], sweeps: int) -> None:
    above, below = _neighbours(chains)
    y = GAP_X
    for row in rows:
        tall = max(box.height for box in row)
        x = GAP_X
        for box in row:
            box.x, box.y = x + box.width / 2, y + tall / 2
            x += box.width + GAP_X
        y += tall + GAP_Y
    for sweep in range(sweeps * 2):
        joined = (above, below)[sweep % 2]
        for row in rows if sweep % 2 == 0 else reversed(rows):
            wanted = []
            for box in row:
                near = [boxes[name].x for name in joined.get(box.name, ())]
                wanted.append(sum(near) / len(near) if near else box.x)
            _settle(row, wanted)
    left = min(box.x - box.width / 2 for row in rows for box in row) - GAP_X
    for row in rows:
        for box in row:
            box.x -= left


def _settle(row: list[Box], wanted: list[float]) -> None:
    """Moves boxes as near to where they want to be as their order and widths allow."""
    groups: list[tuple[float, int, list[float]]] = []
    offset = 0.0
    offsets: list[float] = []
    for i, box in enumerate(row):
        if i:
            offset += row[i - 1].width / 2 + GAP_X + box.width / 2
        offsets.append(offset)
    for i, want in enumerate(wanted):
        groups.append((want - offsets[i], 1, [want - offsets[i]]))
        while len(groups) > 1 and groups[-2][0] > groups[-1][0]:
            _, n, wants = groups.pop()
            _, m, others = groups.pop()
            merged = [*others, *wants]
            groups.append((sum(merged) / len(merged), n + m, merged))
    i = 0
    for base, count, _ in groups:
        for _ in range(count):
            row[i].x = base + offsets[i]
            i += 1


def _points(chain: list[Box], shift: float) -> list[tuple[float, float]]:
    first, *passes, last = chain
    start = (first.x + _lean(first, (passes or [last])[0], shift), first.y + first.height / 2)
    end = (last.x + _lean(last, (passes or [first])[-1], shift), last.y - last.height / 2)
    return [start, *((box.x, box.y) for box in passes), end]


def _lean(box: Box, other: Box, shift: float) -> float:
    """How far from the middle of a box's edge a line leaves, towards where it goes."""
    most = box.width / 2 - 10
    return max(-most, min(most, (other.x - box.x) * 0.25 + shift))
