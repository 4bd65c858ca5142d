"""Expressions to ink's stack code: values first, then what is done with them."""

from __future__ import annotations

import math
from abc import ABC, abstractmethod
from typing import Any

from vr_app.story.compiler.containers import TURNS, VISITS, Container, Link, Ref
from vr_app.story.compiler.symbols import Found, Scope, Symbols
from vr_app.story.compiler.told import Told
from vr_app.story.compiler.tree import (
    AllOf,
    Binary,
    Call,
    Content,
    Divert,
    Expression,
    ListItems,
    Name,
    Number,
    Parameter,
    Step,
    String,
    Target,
    Unary,
)

COMMANDS = {
    "CHOICE_COUNT": ("choiceCnt", 0), "TURNS": ("turn", 0), "TURNS_SINCE": ("turns", 1), "READ_COUNT": ("readc", 1),
    "RANDOM": ("rnd", 2), "SEED_RANDOM": ("srnd", 1), "LIST_RANGE": ("range", 3), "LIST_RANDOM": ("lrnd", 1),
    "MIN": ("MIN", 2), "MAX": ("MAX", 2), "POW": ("POW", 2), "FLOOR": ("FLOOR", 1), "CEILING": ("CEILING", 1),
    "INT": ("INT", 1), "FLOAT": ("FLOAT", 1), "LIST_MIN": ("LIST_MIN", 1), "LIST_MAX": ("LIST_MAX", 1),
    "LIST_ALL": ("LIST_ALL", 1), "LIST_COUNT": ("LIST_COUNT", 1), "LIST_VALUE": ("LIST_VALUE", 1),
    "LIST_INVERT": ("LIST_INVERT", 1),
}  # fmt: skip
"""Built-in function -> (its word in the JSON, number of arguments)."""


class ValueEmitter(ABC):
    """Shared by all that emits one unit (a knot with its stitches, or the top of the story)."""

    def __init__(self, symbols: Symbols, told: Told) -> None:
        self.symbols = symbols
        self.told = told
        self.scope: Scope = symbols.root
        self.requests: dict[Ref, int] = {}
        """Place -> count flags it needs because something here asks for its visits or turns."""

    @abstractmethod
    def content(self, node: Content, out: Container) -> None:
        """Adds what one piece of a line becomes."""

    # ------------------------------------------------------------------ values

    def evaluated(self, node: Expression, out: list[Any], *after: str) -> None:
        """`ev ... /ev`, with `after` still inside."""
        out.append("ev")
        self.value(node, out)
        out += after
        out.append("/ev")

    def value(self, node: Expression, out: list[Any]) -> None:
        if isinstance(node, Number):
            out.append(node.value)
            if isinstance(node.value, float) and not math.isfinite(node.value):
                self.told.error("INK012", "This number is too large", node.at)
        elif isinstance(node, Name):
            self._name(node, out)
        elif isinstance(node, Binary):
            self._binary(node, out)
        elif isinstance(node, Call):
            self._call(node, out)
        elif isinstance(node, String):
            self._string(node, out)
        elif isinstance(node, Unary):
            self.value(node.inner, out)
            out.append("_" if node.op == "-" else "!")
        elif isinstance(node, ListItems):
            self._items(node, out)
        elif isinstance(node, Target):
            self.target(node, out)
        elif isinstance(node, Step):
            self._step(node, out)
        else:
            self._all_of(node, out)

    def _binary(self, node: Binary, out: list[Any]) -> None:
        spine: list[Binary] = []
        first: Expression = node
        while isinstance(first, Binary):
            spine.append(first)
            first = first.left
        self.value(first, out)
        for step in reversed(spine):
            self.value(step.right, out)
            out.append("L^" if step.op == "^" else step.op)
            if step.op == "?" and isinstance(step.left, Unary) and step.left.op == "!":
                hint = "Write not (a ? b)."
                self.told.error("INK110", "Here 'not' is taken before '?'", step.at, hint)
            if step.op not in ("==", "!="):
                self._refuse_target(step.left)
                self._refuse_target(step.right)

    def _refuse_target(self, node: Expression | None) -> None:
        if isinstance(node, Target):
            where = ".".join(node.path)
            hint = f"Write {where}() to call it as a function, or {where} for how often it was seen."
            self.told.error("INK111", "A divert target is no value to reckon with", node.at, hint)

    def condition(self, node: Expression, out: list[Any]) -> None:
        self._refuse_target(node)
        self.value(node, out)

    def _all_of(self, node: AllOf, out: list[Any]) -> None:
        for number, part in enumerate(node.parts):
            self.condition(part, out)
            if number:
                out.append("&&")

    def _string(self, node: String, out: list[Any]) -> None:
        inner = Container()
        for part in node.content:
            self.content(part, inner)
        out += ("str", *inner.content, "/str")

    def _step(self, node: Step, out: list[Any]) -> None:
        kind = self.symbols.find_variable(node.name, self.scope)
        if not kind:
            self.unknown_variable(node.name, node.at)
        out.append({"VAR?": node.name})
        if node.amount is None:
            out.append(1)
        else:
            self.value(node.amount, out)
        out += ("+" if node.up else "-", {"VAR=" if kind == "global" else "temp=": node.name, "re": True})

    # ------------------------------------------------------------------ names

    def _name(self, node: Name, out: list[Any]) -> None:
        constant = self.symbols.constant_value(node.text)
        if constant is not None:
            self.value(constant, out)
            return
        items = self.symbols.find_items(node.path)
        if items:
            if len(items) > 1:
                self._ambiguous(node.text, items, node.at)
            out.append({"VAR?": node.text})
            return
        place = self.symbols.find_place(node.path, self.scope)
        if place is not None:
            self.request(place, VISITS)
            out.append(Link("CNT?", place.ref))
            return
        if len(node.path) > 1 or not self.symbols.find_variable(node.text, self.scope):
            self.unknown_value(node)
        out.append({"VAR?": node.text})

    def _ambiguous(self, name: str, items: list[tuple[str, Any]], at: int) -> None:
        lists = " and ".join(found for found, _ in items[:3])
        self.told.error("INK112", f"'{name}' is an item of {lists}", at, f"Write {items[0][0]}.{name}.")

    def unknown_value(self, node: Name) -> None:
        hint = self.told.suggestion(node.text, self.symbols.values(self.scope))
        what = "variable" if len(node.path) == 1 else "list item, knot or label"
        self.told.error("INK101", f"There is no {what} '{node.text}' here", node.at, hint)

    def unknown_variable(self, name: str, at: int) -> None:
        if name in self.symbols.constants:
            self.told.error("INK113", f"'{name}' is a constant and cannot be changed", at, "Declare it with VAR.")
            return
        hint = self.told.suggestion(name, [n for n in self.symbols.values(self.scope) if "." not in n])
        self.told.error("INK101", f"There is no variable '{name}' here", at, hint or f"Declare it: VAR {name} = 0")

    def request(self, place: Found, flags: int) -> None:
        self.requests[place.ref] = self.requests.get(place.ref, 0) | flags

    # ------------------------------------------------------------------ lists

    def _items(self, node: ListItems, out: list[Any]) -> None:
        if len(node.names) == 1 and not self.symbols.find_items(tuple(node.names[0].split("."))):
            name = Name(node.at, tuple(node.names[0].split(".")))
            if name.path[0] in ("true", "false"):
                out.append(name.path[0] == "true")
            else:
                self._name(name, out)
            return
        chosen: dict[str, int] = {}
        for text in node.names:
            found = self.symbols.find_items(tuple(text.split(".")))
            if not found:
                hint = self.told.suggestion(text, self.symbols.list_items())
                self.told.error("INK114", f"There is no list item '{text}'", node.at, hint)
                continue
            if len(found) > 1:
                self._ambiguous(text, found, node.at)
            list_name, item = found[0]
            chosen[f"{list_name}.{item.name}"] = item.value
        out.append({"list": chosen})

    # ------------------------------------------------------------------ calls

    def _call(self, node: Call, out: list[Any]) -> None:
        if node.name in ("TURNS_SINCE", "READ_COUNT"):
            self._count_of(node, out)
        elif node.name in COMMANDS:
            self._built_in(node, out)
        elif node.name in self.symbols.lists:
            self._list_from_number(node, out)
        else:
            self._story_function(node, out)

    def _built_in(self, node: Call, out: list[Any]) -> None:
        word, count = COMMANDS[node.name]
        if len(node.args) != count:
            self.told.error("INK115", f"{node.name} takes {_arguments(count)}, not {len(node.args)}", node.at)
        for argument in node.args:
            self._refuse_target(argument)
            if word in ("rnd", "srnd") and isinstance(argument, Number) and type(argument.value) is not int:
                self.told.error("INK116", f"{node.name} takes whole numbers", argument.at)
            self.value(argument, out)
        out.append(word)

    def _count_of(self, node: Call, out: list[Any]) -> None:
        argument = node.args[0] if len(node.args) == 1 else None
        if isinstance(argument, Target):
            place = self.target(argument, out, turns_only=node.name == "TURNS_SINCE")
            if place is not None and node.name == "TURNS_SINCE":
                self.request(place, TURNS)
        elif isinstance(argument, Name):
            if self.symbols.find_place(argument.path, self.scope) is not None:
                hint = f"Write {node.name}(-> {argument.text})."
                self.told.error("INK117", f"'{argument.text}' alone is a number here", argument.at, hint)
            self.value(argument, out)
        else:
            hint = f"Write {node.name}(-> some_knot)."
            self.told.error("INK115", f"{node.name} takes one divert target", node.at, hint)
        out.append(COMMANDS[node.name][0])

    def _list_from_number(self, node: Call, out: list[Any]) -> None:
        if len(node.args) > 1:
            self.told.error("INK115", f"A list is made from one number, not {len(node.args)}", node.at)
        if not node.args:
            out.append({"list": {}, "origins": [node.name]})
            return
        out.append(f"^{node.name}")
        self.value(node.args[0], out)
        out.append("listInt")

    def _story_function(self, node: Call, out: list[Any]) -> None:
        external = self.symbols.externals.get(node.name)
        is_variable = bool(self.symbols.find_variable(node.name, self.scope))
        place = None if is_variable else self.symbols.find_place((node.name,), self.scope)
        flow = place.scope.flow if place is not None and place.is_flow else None
        self.arguments(node.args, flow.parameters if flow else [], node.name, out)
        if external is not None:
            if len(external.parameters) != len(node.args):
                wanted = _arguments(len(external.parameters))
                self.told.error("INK115", f"{node.name} takes {wanted}, not {len(node.args)}", node.at)
            out.append({"x()": node.name, **({"exArgs": len(node.args)} if node.args else {})})
            return
        if is_variable:
            out.append({"f()": node.name, "var": True})
            return
        if place is None:
            hint = self.told.suggestion(node.name, [*self.symbols.root.flows, *COMMANDS, *self.symbols.externals])
            self.told.error("INK102", f"There is no function '{node.name}'", node.at, hint)
            return
        self.check_arguments(place, len(node.args), node.at)
        if flow is None or not flow.is_function:
            hint = f"Write === function {node.name} === where it begins."
            self.told.error("INK118", f"'{node.name}' is called, but is no function", node.at, hint)
        out.append(Link("f()", place.ref))

    def arguments(self, args: list[Expression], parameters: list[Parameter], name: str, out: list[Any]) -> None:
        """Values for parameters; a pointer to the variable where the parameter is a reference."""
        for number, argument in enumerate(args):
            parameter = parameters[number] if number < len(parameters) else None
            if parameter is not None and parameter.is_target and not isinstance(argument, Target | Name):
                hint = f"Write -> before the name of a knot for '{parameter.name}'."
                self.told.error("INK119", f"'{name}' expects a divert target here", argument.at, hint)
            if parameter is None or not parameter.by_reference:
                self._target_argument(argument, parameter, out)
            elif not isinstance(argument, Name):
                self.told.error("INK120", f"'{name}' takes a variable by reference here, not a value", argument.at)
            elif self.symbols.find_place(argument.path, self.scope) is not None:
                self.told.error("INK120", f"'{argument.text}' is a knot or label, no variable", argument.at)
            else:
                if not self.symbols.find_variable(argument.text, self.scope):
                    self.unknown_variable(argument.text, argument.at)
                out.append({"^var": argument.text, "ci": -1})

    def _target_argument(self, argument: Expression, parameter: Parameter | None, out: list[Any]) -> None:
        expects_target = parameter is not None and parameter.is_target
        if expects_target and isinstance(argument, Name) and self.symbols.find_place(argument.path, self.scope):
            hint = f"Write -> {argument.text}."
            self.told.error("INK119", f"'{argument.text}' alone is how often it was seen", argument.at, hint)
        self.value(argument, out)

    def check_arguments(self, place: Found, count: int, at: int) -> None:
        flow = place.scope.flow if place.is_flow else None
        wanted = len(flow.parameters) if flow else 0
        if count == wanted:
            return
        if flow is None:
            self.told.error("INK121", "Only a knot, stitch or function takes arguments", at)
        else:
            self.told.error("INK115", f"'{flow.name}' takes {_arguments(wanted)}, not {count}", at)

    # ------------------------------------------------------------------ targets

    def target(self, node: Target, out: list[Any], *, turns_only: bool = False) -> Found | None:
        """`-> place` as a value; what it points at is counted from then on."""
        text = ".".join(node.path)
        if node.path in (("DONE",), ("END",)):
            self.told.error("INK122", f"-> {text} cannot be kept as a value", node.at)
            return None
        if len(node.path) == 1 and self.symbols.find_variable(text, self.scope):
            self.told.error("INK123", f"'{text}' is a variable", node.at, f"Write {text} without the arrow.")
            return None
        place = self.symbols.find_place(node.path, self.scope)
        if place is None:
            self.unknown_place(Divert(node.at, node.path, []))
            return None
        if node.args:
            self.told.error("INK124", "A divert target cannot keep arguments", node.at)
        flow = place.scope.flow if place.is_flow else None
        if flow is not None and any(parameter.by_reference for parameter in flow.parameters):
            self.told.error("INK125", f"'{text}' takes variables by reference and cannot be kept as a value", node.at)
        if not turns_only:
            self.request(place, VISITS | TURNS)
        out.append(Link("^->", place.ref))
        return place

    def unknown_place(self, node: Divert) -> None:
        hint = self.told.suggestion(node.text, self.symbols.targets(self.scope))
        self.told.error("INK100", f"There is no knot, stitch or label '{node.text}'", node.at, hint)


def _arguments(count: int) -> str:
    return "no arguments" if not count else "1 argument" if count == 1 else f"{count} arguments"
