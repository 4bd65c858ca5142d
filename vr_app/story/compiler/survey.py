"""Walks over the tree: what a flow declares and contains. No recursion, so that depth never matters."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from vr_app.story.compiler.tree import (
    AllOf,
    Alternatives,
    Assign,
    Binary,
    Call,
    Choice,
    Conditional,
    Constant,
    Content,
    Divert,
    Expression,
    External,
    Facts,
    Gather,
    GlobalVariable,
    Group,
    Include,
    ListDefinition,
    Print,
    Return,
    Run,
    Step,
    String,
    TunnelReturn,
    Unary,
    Weave,
)


def every_content(content: Iterable[Content]) -> Iterator[Content]:
    """All nodes of lines and blocks, in the order they stand; not inside expressions."""
    stack: list[Any] = [iter(content)]
    while stack:
        node = next(stack[-1], None)
        if node is None:
            stack.pop()
            continue
        yield node
        inner = _inside(node)
        if inner:
            stack.append(iter(inner))


def facts_of(weave: Weave | None) -> Facts:
    """One walk over a flow's lines."""
    facts = Facts()
    if weave is None:
        return facts
    for node in every_content(weave.content):
        if isinstance(node, Divert | TunnelReturn):
            facts.jumps.append(node)
        elif isinstance(node, Choice | Gather):
            if node.label in facts.labels:
                facts.again.append((node.label, node.at))
            elif node.label:
                facts.labels[node.label] = node.at
            if isinstance(node, Choice):
                facts.choices.append(node)
        elif isinstance(node, Assign):
            if node.temporary:
                if node.name in facts.temporaries:
                    facts.again.append((node.name, node.at))
                facts.temporaries.setdefault(node.name, node.at)
        elif isinstance(node, GlobalVariable | Constant | ListDefinition | External):
            facts.globals.append(node)
        elif isinstance(node, Return):
            facts.returns.append(node)
        elif isinstance(node, Include):
            facts.includes.append(node)
    return facts


def _inside(node: Content) -> list[Content]:
    if isinstance(node, Weave | Group):
        return node.content
    if isinstance(node, Choice):
        return [*(node.start or ()), *(node.only or ()), *node.inner]
    if isinstance(node, Conditional):
        return [branch.body for branch in node.branches if branch.body is not None]
    if isinstance(node, Alternatives):
        return [element for element in node.elements if element is not None]
    return []


def calls_something(node: Content) -> bool:
    """Whether a logic line calls any function, so that text may come of it."""
    values: list[Any] = []
    if isinstance(node, Assign | Return):
        values.append(node.value)
    elif isinstance(node, Run):
        values.append(node.call)
    return any(isinstance(value, Call) for value in every_value(values))


def every_value(values: Iterable[Expression | None]) -> Iterator[Expression]:
    """All expressions inside expressions, strings' logic included."""
    stack = [value for value in values if value is not None]
    while stack:
        value = stack.pop()
        yield value
        if isinstance(value, Binary):
            stack += (value.left, value.right)
        elif isinstance(value, Unary):
            stack.append(value.inner)
        elif isinstance(value, Call):
            stack += value.args
        elif isinstance(value, Step):
            if value.amount is not None:
                stack.append(value.amount)
        elif isinstance(value, AllOf):
            stack += value.parts
        elif isinstance(value, String) and len(value.content) + isinstance(value.content[0], Print | Group) > 1:
            for inner in every_content(value.content):
                stack += values_of(inner)


def values_of(node: Content) -> list[Expression]:
    """The expressions that stand directly in a node."""
    found: list[Expression | None] = []
    if isinstance(node, Print | Assign | Return):
        found.append(node.value)
    elif isinstance(node, Run):
        found.append(node.call)
    elif isinstance(node, Choice):
        found.append(node.condition)
    elif isinstance(node, Conditional):
        found.append(node.query)
        found += [branch.test for branch in node.branches]
    return [value for value in found if value is not None]
