"""All names of a story together, all units emitted, one JSON object."""

from __future__ import annotations

from typing import Any

from vr_app.story.compiler.check import check_names
from vr_app.story.compiler.containers import VISITS, Container, Ref
from vr_app.story.compiler.cursor import Finding
from vr_app.story.compiler.gather import Gathered
from vr_app.story.compiler.kept import KeptUnit, StoryCache, unit_json
from vr_app.story.compiler.survey import facts_of
from vr_app.story.compiler.symbols import Scope, Symbols
from vr_app.story.compiler.told import Told
from vr_app.story.compiler.tree import (
    Constant,
    Content,
    Divert,
    Expression,
    External,
    Facts,
    Flow,
    Gather,
    GlobalVariable,
    Level,
    ListDefinition,
    Number,
    String,
    Target,
    Text,
)
from vr_app.story.compiler.units import Unit, emit_flow, emit_globals, emit_top
from vr_app.story.compiler.weave import make_weave

INK_VERSION = 21


def link(
    gathered: Gathered, cache: StoryCache, *, count_all: bool
) -> tuple[dict[str, Any], list[Finding], tuple[Unit, ...]]:
    """(the story's JSON, findings, its units); the JSON is only good where no finding is an error."""
    told = Told()
    weave = make_weave(top_content(gathered), 0)
    symbols = collect_names(gathered, facts_of(weave), told)
    check_names(symbols, told)
    names = cache.same_names((_names_of(symbols), count_all))
    kept: list[KeptUnit] = []
    for scope in symbols.root.flows.values():
        assert scope.flow is not None
        unit = cache.unit(scope.flow, names)
        if unit is None:
            unit = KeptUnit(scope.flow, names, emit_flow(scope, symbols, count_all=count_all))
        kept.append(unit)
    cache.keep_units(kept)
    top = emit_top(weave, symbols, count_all=count_all)
    declared = emit_globals(symbols)
    units = [top, declared, *(unit.unit for unit in kept)]
    findings = [*told.findings, *(found for unit in units for found in unit.findings)]
    if any(found.severity == "error" for found in (*findings, *gathered.findings)):
        return {}, findings, ()
    return _story(symbols, top, declared, kept, count_all), findings, tuple(units)


def top_content(gathered: Gathered) -> list[Content]:
    """The lines of the top, with the gather that lets a story end without complaint."""
    at = next(iter(gathered.sources.values())).base
    return [*gathered.content, Gather(at, 1, ""), Divert(at, ("DONE",), [])]


def _story(symbols: Symbols, top: Unit, declared: Unit, kept: list[KeptUnit], count_all: bool) -> dict[str, Any]:
    places: dict[Ref, Container] = {}
    asked: dict[Ref, int] = {}
    for unit in (top, declared, *(entry.unit for entry in kept)):
        places.update(unit.anchors)
        for ref, flags in unit.requests.items():
            asked[ref] = asked.get(ref, 0) | flags
    flags = {ref: asked[ref] for ref in top.anchors if ref in asked}
    root = unit_json(top, places, {}, flags)
    root.pop()
    named: dict[str, Any] = {entry.flow.name: entry.as_json(places, asked) for entry in kept}
    if symbols.declared or symbols.root.temporaries:
        named["global decl"] = unit_json(declared, places, {}, {})
    if count_all:
        named["#f"] = VISITS
    lists = {d.name: {item.name: item.value for item in d.items} for d in symbols.lists.values()}
    return {"inkVersion": INK_VERSION, "root": [*root, "done", named or None], "listDefs": lists}


# ---------------------------------------------------------------------- names


def collect_names(gathered: Gathered, top: Facts, told: Told) -> Symbols:
    """Every name of the story; those declared twice are told of."""
    root = Scope((), Level.TOP, None, None, top.labels, top.temporaries)
    symbols = Symbols(root, told.suggestions)
    _check_again(top, told)
    declared = list(top.globals)
    for flow in gathered.flows:
        _add_flow(flow, root, declared, told)
    for node in declared:
        _declare(node, symbols, told)
    return symbols


def _add_flow(flow: Flow, parent: Scope, declared: list, told: Told) -> None:
    if flow.facts is None:
        flow.facts = facts_of(flow.weave)
    facts = flow.facts
    _check_again(facts, told)
    declared += facts.globals
    if flow.name in parent.flows:
        kind = "knot" if flow.level is Level.KNOT else "stitch"
        told.error("INK103", f"There are two {kind}es '{flow.name}'".replace("knotes", "knots"), flow.at)
        return
    scope = Scope((*parent.key, flow.name), flow.level, parent, flow, facts.labels, facts.temporaries)
    parent.flows[flow.name] = scope
    for stitch in flow.stitches:
        _add_flow(stitch, scope, declared, told)


def _check_again(facts: Facts, told: Told) -> None:
    for name, at in facts.again:
        told.error("INK103", f"'{name}' is declared here a second time", at)


def _declare(node: GlobalVariable | Constant | ListDefinition | External, symbols: Symbols, told: Told) -> None:
    name = node.name
    if isinstance(node, Constant):
        known = symbols.constants.get(name)
        if known is not None and _value_key(known.value) != _value_key(node.value):
            told.error("INK103", f"The constant '{name}' has another value already", node.at)
        symbols.constants.setdefault(name, node)
        return
    if isinstance(node, External):
        if name in symbols.externals:
            told.error("INK103", f"EXTERNAL '{name}' is declared a second time", node.at)
        symbols.externals[name] = node
        return
    if name in symbols.variables or name in symbols.lists or name in symbols.root.temporaries:
        told.error("INK103", f"'{name}' is declared a second time", node.at)
        return
    symbols.declared.append(node)
    if isinstance(node, GlobalVariable):
        symbols.variables[name] = node
        return
    symbols.lists[name] = node
    own: set[str] = set()
    for item in node.items:
        if item.name in own:
            told.error("INK103", f"The list '{name}' has two items '{item.name}'", item.at)
            continue
        own.add(item.name)
        symbols.items.setdefault(item.name, []).append((name, item))


def _names_of(symbols: Symbols) -> object:
    """All that a unit's code may depend on, comparable."""
    return (
        _scope_names(symbols.root),
        tuple(symbols.root.temporaries),
        tuple(symbols.variables),
        tuple((name, _value_key(constant.value)) for name, constant in symbols.constants.items()),
        tuple((d.name, tuple((i.name, i.value) for i in d.items)) for d in symbols.lists.values()),
        tuple((name, len(external.parameters)) for name, external in symbols.externals.items()),
    )


def _scope_names(scope: Scope) -> tuple:
    flow = scope.flow
    parameters = tuple((p.name, p.by_reference, p.is_target) for p in scope.parameters)
    inner = tuple(_scope_names(child) for child in scope.flows.values())
    return scope.name, scope.level, flow is not None and flow.is_function, parameters, tuple(scope.labels), inner


def _value_key(value: Expression) -> object:
    if isinstance(value, Number):
        return type(value.value).__name__, value.value
    if isinstance(value, String):
        return "text", *(part.value for part in value.content if isinstance(part, Text))
    return "target", *(value.path if isinstance(value, Target) else ())
