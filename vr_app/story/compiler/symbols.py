"""Every name of a story (knots, labels, variables, constants, lists, externals) and what a name means where."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from vr_app.story.compiler.containers import Ref
from vr_app.story.compiler.told import Suggestions
from vr_app.story.compiler.tree import (
    Constant,
    Expression,
    External,
    Flow,
    GlobalVariable,
    Level,
    ListDefinition,
    ListItem,
    Parameter,
)


@dataclass(eq=False)
class Scope:
    """A flow as names see it; the story itself is the one without a parent.

    Attributes:
        key: names from the knot down.
        labels, temporaries: name -> where it is declared.
    """

    key: tuple[str, ...]
    level: Level
    parent: Scope | None
    flow: Flow | None
    labels: dict[str, int] = field(default_factory=dict)
    temporaries: dict[str, int] = field(default_factory=dict)
    flows: dict[str, Scope] = field(default_factory=dict)

    @property
    def name(self) -> str:
        return self.key[-1] if self.key else ""

    @property
    def parameters(self) -> list[Parameter]:
        return self.flow.parameters if self.flow else []

    def parameter(self, name: str) -> Parameter | None:
        return next((p for p in self.parameters if p.name == name), None)


@dataclass(frozen=True)
class Found:
    """A place: the scope it belongs to, and the label in it ("" is the flow itself)."""

    scope: Scope
    label: str = ""

    @property
    def ref(self) -> Ref:
        return self.scope.key, self.label

    @property
    def is_flow(self) -> bool:
        return not self.label


@dataclass(eq=False)
class Symbols:
    root: Scope
    suggestions: Suggestions
    variables: dict[str, GlobalVariable] = field(default_factory=dict)
    constants: dict[str, Constant] = field(default_factory=dict)
    lists: dict[str, ListDefinition] = field(default_factory=dict)
    externals: dict[str, External] = field(default_factory=dict)
    declared: list[GlobalVariable | ListDefinition] = field(default_factory=list)
    """Variables and lists in the order they stand."""
    items: dict[str, list[tuple[str, ListItem]]] = field(default_factory=dict)
    """Item name -> (list name, item) of every list that has it."""

    def find_place(self, path: tuple[str, ...], scope: Scope) -> Found | None:
        """What `-> path` or a read count means inside a scope; nearest first."""
        base = self._base(path[0], scope)
        for name in path[1:]:
            if base is None or base.label:
                return None
            base = _below(base.scope, name)
        return base

    def _base(self, name: str, scope: Scope | None) -> Found | None:
        while scope is not None:
            if name in scope.labels:
                return Found(scope, name)
            if scope.key and scope.name == name:
                return Found(scope)
            if name in scope.flows:
                return Found(scope.flows[name])
            if scope.level is Level.KNOT and scope.parent is not None and (deep := _in_stitches(scope, name)):
                return deep
            scope = scope.parent
        return None

    def find_variable(self, name: str, scope: Scope) -> str:
        """ "parameter", "temporary", "global", or "" where there is none.

        Temporaries of the story's top count as global, as in the reference: the runtime decides by what exists.
        """
        if scope.parameter(name):
            return "parameter"
        if name in scope.temporaries and scope is not self.root:
            return "temporary"
        known = name in self.variables or name in self.lists or name in self.root.temporaries
        return "global" if known else ""

    def find_items(self, path: tuple[str, ...]) -> list[tuple[str, ListItem]]:
        """(list name, item) of all items `a` or `list.a` may mean."""
        if len(path) == 1:
            return self.items.get(path[0], [])
        if len(path) == 2:
            return [found for found in self.items.get(path[1], []) if found[0] == path[0]]
        return []

    def constant_value(self, name: str) -> Expression | None:
        constant = self.constants.get(name)
        return constant.value if constant else None

    def places(self, scope: Scope) -> Iterator[str]:
        """Names that a divert in this scope could mean, for suggestions."""
        here: Scope | None = scope
        while here is not None:
            yield from here.labels
            for name, flow in here.flows.items():
                yield name
                if here is self.root:
                    for inner, stitch in flow.flows.items():
                        yield f"{name}.{inner}"
                        yield from (f"{name}.{inner}.{label}" for label in stitch.labels)
                    yield from (f"{name}.{label}" for label in flow.labels)
            here = here.parent

    def targets(self, scope: Scope) -> Iterator[str]:
        """The same, with the ends of a story and the variables that may hold a place."""
        yield from ("END", "DONE")
        yield from self.places(scope)
        yield from (parameter.name for parameter in scope.parameters)
        yield from scope.temporaries
        yield from self.variables

    def values(self, scope: Scope) -> Iterator[str]:
        """Names that a value in this scope could mean, for suggestions."""
        yield from (parameter.name for parameter in scope.parameters)
        yield from scope.temporaries
        yield from self.variables
        yield from self.lists
        yield from self.constants
        yield from self.list_items()
        yield from self.places(scope)

    def list_items(self) -> Iterator[str]:
        """Every item, alone and with its list's name."""
        yield from self.items
        for name, found in self.items.items():
            yield from (f"{origin}.{name}" for origin, _ in found)


def _in_stitches(scope: Scope, name: str) -> Found | None:
    for stitch in scope.flows.values():
        if stitch.name == name:
            return Found(stitch)
        if name in stitch.labels:
            return Found(stitch, name)
    return None


def _below(scope: Scope, name: str) -> Found | None:
    if scope.level is Level.KNOT:
        if name in scope.flows:
            return Found(scope.flows[name])
        if name in scope.labels:
            return Found(scope, name)
        return _in_stitches(scope, name)
    return Found(scope, name) if name in scope.labels else None
