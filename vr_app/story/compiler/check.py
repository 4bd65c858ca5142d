"""Names that get in each other's way: what ink could not tell apart is an error."""

from __future__ import annotations

from vr_app.story.compiler.symbols import Scope, Symbols
from vr_app.story.compiler.tokens import RESERVED
from vr_app.story.compiler.told import Told
from vr_app.story.compiler.values import COMMANDS


def check_names(symbols: Symbols, told: Told) -> None:
    """Tells of every name that is reserved or already taken where it is declared."""
    _Checker(symbols, told).check()


class _Checker:
    def __init__(self, symbols: Symbols, told: Told) -> None:
        self._symbols = symbols
        self._told = told
        self._knots = symbols.root.flows

    def check(self) -> None:
        symbols = self._symbols
        for node in (*symbols.variables.values(), *symbols.constants.values()):
            if self._free(node.name, node.at):
                self._no_list(node.name, node.at)
        for definition in symbols.lists.values():
            if self._free(definition.name, definition.at) and definition.name in symbols.items:
                self._taken(definition.name, "a list item", definition.at)
            for item in definition.items:
                if self._free(item.name, item.at) and item.name in symbols.lists and item.name != definition.name:
                    self._taken(item.name, "a list", item.at)
        for name, at in symbols.root.temporaries.items():
            self._temporary(name, at, symbols.root)
        self._labels(symbols.root)
        for scope in symbols.root.flows.values():
            self._flow(scope)

    def _flow(self, scope: Scope) -> None:
        flow = scope.flow
        assert flow is not None
        self._usable(scope.name, flow.at)
        is_inside = scope.parent is not self._symbols.root
        if is_inside and self._no_knot(scope.name, flow.at) and self._no_list(scope.name, flow.at):
            self._no_variable(scope.name, flow.at)
        self._parameters(scope)
        for name, at in scope.temporaries.items():
            self._temporary(name, at, scope)
        self._labels(scope)
        for inner in scope.flows.values():
            self._flow(inner)

    def _parameters(self, scope: Scope) -> None:
        seen: set[str] = set()
        for parameter in scope.parameters:
            name, at = parameter.name, parameter.at
            if name in seen:
                self._taken(name, "another parameter", at)
            seen.add(name)
            is_free = self._free(name, at) and self._no_list(name, at) and self._no_variable(name, at)
            if is_free and (name in scope.labels or name in scope.flows or name == scope.name):
                self._taken(name, "a label or stitch here", at)

    def _temporary(self, name: str, at: int, scope: Scope) -> None:
        if not (self._free(name, at) and self._no_list(name, at) and self._no_variable(name, at)):
            return
        if scope.parameter(name):
            self._taken(name, "a parameter", at)
        elif self._symbols.find_place((name,), scope) is not None:
            self._taken(name, "a label or stitch", at)

    def _labels(self, scope: Scope) -> None:
        for name, at in scope.labels.items():
            if not (self._free(name, at) and self._no_list(name, at) and self._no_variable(name, at)):
                continue
            if scope.parameter(name):
                self._taken(name, "a parameter", at)
            around: Scope | None = scope
            while around is not None:
                if name == around.name or name in around.flows or (around is not scope and name in around.labels):
                    self._taken(name, "another place around it", at)
                    break
                around = around.parent

    # ------------------------------------------------------------------ one question each

    def _usable(self, name: str, at: int) -> bool:
        if name in RESERVED or name in COMMANDS:
            what = "a word of the language" if name in RESERVED else "a built-in function"
            self._told.error("INK104", f"'{name}' is {what} and cannot be a name", at)
            return False
        return True

    def _free(self, name: str, at: int) -> bool:
        return self._usable(name, at) and self._no_knot(name, at)

    def _no_knot(self, name: str, at: int) -> bool:
        if name in self._knots:
            self._taken(name, "a knot or function", at)
            return False
        return True

    def _no_list(self, name: str, at: int) -> bool:
        if name in self._symbols.lists or name in self._symbols.items:
            self._taken(name, "a list" if name in self._symbols.lists else "a list item", at)
            return False
        return True

    def _no_variable(self, name: str, at: int) -> bool:
        if name in self._symbols.variables:
            self._taken(name, "a variable", at)
            return False
        return True

    def _taken(self, name: str, what: str, at: int) -> None:
        self._told.error("INK105", f"'{name}' is the name of {what} already", at, "Choose another name.")
