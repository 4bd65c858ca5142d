"""Whether the flow comes to an end: loose ends, and choices in braces that lead nowhere."""

from __future__ import annotations

import itertools
from collections.abc import Iterable

from vr_app.story.compiler.survey import every_content
from vr_app.story.compiler.tree import (
    Choice,
    Constant,
    Content,
    Divert,
    GlobalVariable,
    ListDefinition,
    Note,
    Text,
    TunnelReturn,
    Weave,
)
from vr_app.story.compiler.weaves import Point, Running

Declaration = GlobalVariable | Constant | ListDefinition


def loose_points(running: Running) -> list[Content]:
    """Where a flow runs out without a divert: points, or the weave's last node where it has no points."""
    weave = running.node
    if isinstance(last_of(weave), Note):
        return []
    if running.loose:
        positions = {id(weave): _positions(weave) for weave in {id(w): w for _, _, w in running.loose}.values()}
        loose = ((point, around, positions[id(around)][id(point)]) for point, _, around in running.loose)
        return [point for point, around, position in loose if not _ends(_after(point, around, position))]
    if any(isinstance(node, Choice | Divert) for node in weave.content):
        return []
    return [] if _ends(weave.content) or not weave.content else [weave.content[-1]]


def last_of(weave: Weave) -> Content | None:
    """The last node that does something."""
    for node in reversed(weave.content):
        if isinstance(node, Declaration) or (isinstance(node, Text) and node.value == "\n"):
            continue
        return last_of(node) if isinstance(node, Weave) else node
    return None


def _ends(nodes: Iterable[Content]) -> bool:
    last: Content | None = None
    for node in nodes:
        last = node
        for inner in every_content([node]):
            if isinstance(inner, TunnelReturn) or (isinstance(inner, Divert) and not inner.kind):
                return True
    return isinstance(last, Note)


def _positions(weave: Weave) -> dict[int, int]:
    return {id(node): position for position, node in enumerate(weave.content)}


def _after(point: Point, around: Weave, position: int) -> list[Content]:
    """What is played after a point before the next one."""
    nodes: list[Content] = []
    if isinstance(point, Choice):
        nodes += (*(point.start or ()), *(point.only or ()), *point.inner)
    for node in itertools.islice(around.content, position + 1, None):
        if isinstance(node, Point | Weave):
            break
        if not isinstance(node, Declaration):
            nodes.append(node)
    return nodes
