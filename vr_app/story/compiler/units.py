"""A unit of a story (a knot with its stitches, or the top) to containers; units are kept between compilations."""

from __future__ import annotations

from dataclasses import dataclass

from vr_app.story.compiler.containers import VISITS, Container, Link, Ref, give_paths
from vr_app.story.compiler.cursor import Finding
from vr_app.story.compiler.endings import loose_points
from vr_app.story.compiler.symbols import Scope, Symbols
from vr_app.story.compiler.told import Told
from vr_app.story.compiler.tree import Content, Divert, Flow, Level, ListDefinition, Weave
from vr_app.story.compiler.weaves import Running, WeaveEmitter


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
    told = Told(symbols.suggestions)
    emitter = FlowEmitter(symbols, told, count_all=count_all)
    container = emitter.flow(scope)
    give_paths(container, (scope.name,))
    return Unit(container, emitter.anchors, emitter.requests, told.findings)


def emit_top(weave: Weave | None, symbols: Symbols, *, count_all: bool) -> Unit:
    """The lines before the first knot; its container is the first thing in the story's root."""
    told = Told(symbols.suggestions)
    emitter = FlowEmitter(symbols, told, count_all=count_all)
    holder = Container()
    if weave is not None:
        holder.put(emitter.weave(weave, sealed=False))
    give_paths(holder, ())
    return Unit(holder, emitter.anchors, emitter.requests, told.findings)


def emit_globals(symbols: Symbols) -> Unit:
    """The container that gives global variables their first values."""
    told = Told(symbols.suggestions)
    emitter = FlowEmitter(symbols, told, count_all=False)
    container = Container("global decl")
    out = container.content
    out.append("ev")
    for node in symbols.declared:
        if isinstance(node, ListDefinition):
            initial = {f"{node.name}.{item.name}": item.value for item in node.items if item.initial}
            out.append({"list": initial} if initial else {"list": initial, "origins": [node.name]})
        else:
            emitter.value(node.value, out)
        out.append({"VAR=": node.name})
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
        container.mark(flow.at)
        self._check_kind(flow)
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

    def _check_kind(self, flow: Flow) -> None:
        """Functions come back and knots do not."""
        facts = flow.facts
        assert facts is not None
        if not flow.is_function:
            for node in facts.returns[:1]:
                hint = f"Write === function {flow.name} === or leave a tunnel with ->->."
                self.told.error("INK130", "Only a function returns a value", node.at, hint)
            return
        if flow.level is not Level.KNOT:
            self.told.error("INK131", f"The function '{flow.name}' is inside a knot", flow.at, "Write === function.")
        for stitch in flow.stitches:
            self.told.error("INK131", f"The function '{flow.name}' contains a stitch", stitch.at)
        for jump in facts.jumps:
            if isinstance(jump, Divert):
                self.told.error("INK132", f"The function '{flow.name}' cannot divert", jump.at, "Use ~ return.")
        for choice in facts.choices:
            self.told.error("INK132", f"The function '{flow.name}' cannot offer choices", choice.at)

    def weave_is_done(self, running: Running) -> None:
        flow = self.scope.flow
        if running.outer is not None:
            if running.loose and running.is_sealed:
                self._tell_sealed(running)
        elif flow is not None and not flow.is_function and flow.facts is not None and not flow.facts.returns:
            self._tell_loose(flow, running)

    def _tell_sealed(self, running: Running) -> None:
        for point in loose_points(running):
            hint = "End it with a divert, or give the choice its condition: * {condition} text."
            self.told.error("INK133", "A choice inside braces leads nowhere", _place(point, 0), hint)

    def _tell_loose(self, flow: Flow, running: Running) -> None:
        for node in loose_points(running):
            hint = "Write -> DONE, -> END or a divert."
            inner = next(iter(self.scope.flows), "")
            if inner and not running.loose:
                hint = f"Write -> {inner} if the stitch comes next; it is not entered by itself."
            self.told.warning("INK201", f"'{flow.name}' runs out here", _place(node, flow.at), hint)


def _place(node: Content, otherwise: int) -> int:
    return getattr(node, "at", otherwise)
