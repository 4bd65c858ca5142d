"""From a flat list of statements to choices and gathers inside each other, by the number of their bullets."""

from __future__ import annotations

from collections.abc import Sequence

from vr_app.story.compiler.tree import Choice, Content, Flow, Gather, Statement, Weave


def make_weave(content: Sequence[Content], depth: int | None = None) -> Weave:
    """Groups what is deeper than `depth` (bullets less one; None: as the first bullet) into weaves of its own."""
    if depth is None:
        depth = next((point.depth - 1 for point in content if isinstance(point, Choice | Gather)), 0)
    result: list[Content] = []
    position = 0
    while position < len(content):
        node = content[position]
        if not isinstance(node, Choice | Gather) or node.depth - 1 <= depth:
            result.append(node)
            position += 1
            continue
        end = position + 1
        while end < len(content):
            later = content[end]
            if isinstance(later, Choice | Gather) and later.depth - 1 <= depth:
                break
            end += 1
        result.append(make_weave(content[position:end], node.depth - 1))
        position = end
    return Weave(depth, result)


def as_content(statements: Sequence[Statement]) -> list[Content]:
    """The statements that are no flows."""
    return [node for node in statements if not isinstance(node, Flow)]
