"""A unit of a story (a knot with its stitches, or the top) to containers; units are kept between compilations."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from vr_app.story.compiler.containers import VISITS, Container, Link, Ref, give_paths
from vr_app.story.compiler.cursor import Finding
from vr_app.story.compiler.symbols import Scope, Symbols
from vr_app.story.compiler.told import Told
from vr_app.story.compiler.tree import Level, Weave
from vr_app.story.compiler.weaves import WeaveEmitter


@dataclass(frozen=True, eq=False)
class Unit:
    """Attributes:
    anchors: what in it can be pointed at from anywhere.
    requests: count flags it asks of places, its own or others'.
    """

    container: Container
    anchors: dict[Ref, Container]
    requests: dict[Ref, int]
    findings: list[Finding]


def emit_flow(scope: Scope, symbols: Symbols, *, count_all: bool) -> Unit:
    told = Told()
    emitter = FlowEmitter(symbols, told, count_all=count_all)
    container = emitter.flow(scope)
    give_paths(container, (scope.name,))
    return Unit(container, emitter.anchors, emitter.requests, told.findings)


def emit_top(weave: Weave | None, symbols: Symbols, *, count_all: bool) -> Unit:
    """The lines before the first knot; its container is the first thing in the story's root."""
    told = Told()
    emitter = FlowEmitter(symbols, told, count_all=count_all)
    holder = Container()
    if weave is not None:
        holder.put(emitter.weave(weave, sealed=False))
    give_paths(holder, ())
    return Unit(holder, emitter.anchors, emitter.requests, told.findings)


def emit_globals(symbols: Symbols) -> Unit:
    """The container that gives global variables their first values."""
    told = Told()
    emitter = FlowEmitter(symbols, told, count_all=False)
    container = Container("global decl")
    out = container.content
    out.append("ev")
    for definition in symbols.lists.values():
        initial = {f"{definition.name}.{item.name}": item.value for item in definition.items if item.initial}
        value: dict[str, Any] = {"list": initial}
        if not initial:
            value["origins"] = [definition.name]
        out += (value, {"VAR=": definition.name})
    for variable in symbols.variables.values():
        emitter.value(variable.value, out)
        out.append({"VAR=": variable.name})
    out += ("/ev", "end")
    give_paths(container, ("global decl",))
    return Unit(container, {}, emitter.requests, told.findings)


class FlowEmitter(WeaveEmitter):
    def flow(self, scope: Scope) -> Container:
        flow = scope.flow
        assert flow is not None
        outside, self.scope = self.scope, scope
        container = Container(scope.name, VISITS if self.count_all else 0)
        self.anchors[scope.key, ""] = container
        container.content += [{"temp=": parameter.name} for parameter in reversed(flow.parameters)]
        if flow.weave is not None:
            container.put(self.weave(flow.weave, sealed=False))
        for number, inner in enumerate(scope.flows.values()):
            inner_container = self.flow(inner)
            if not number and flow.starts_with_stitch and flow.level is Level.KNOT and not inner.parameters:
                container.content.append(Link("->", inner_container))
            container.add_named(inner_container)
        self.scope = outside
        return container
