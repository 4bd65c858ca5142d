"""A small language for the shape of JSON objects, and the walk that holds a document against it."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from vr_app.loading.rules.finding import Findings

Kind = Literal["any", "flag", "index", "list", "map", "number", "numbers", "text", "whole", "struct"]


@dataclass(frozen=True)
class Shape:
    """What a JSON value must look like; made by the functions below.

    Attributes:
        kind: what it is.
        least: smallest value; `above` excludes it. For lists and maps the smallest length.
        choices: the values allowed.
        lengths: lengths allowed (numbers).
        target: name of the array that an index points into; begins with "#" where the check needs more than the name.
        item: shape of what a list or map holds.
        fields: of a struct.
        required: fields that must be there.
        needs: fields that need another one beside them.
        one_of: exactly one of these fields must be there.
        name: of a struct, for extensions that may stand in it.
        soft: being out of range does no harm: the value is clamped.
    """

    kind: Kind = "any"
    least: float | None = None
    most: float | None = None
    above: bool = False
    multiple: int = 0
    choices: tuple[Any, ...] = ()
    pattern: str = ""
    lengths: tuple[int, ...] = ()
    target: str = ""
    item: Shape | None = None
    unique: bool = False
    fields: Mapping[str, Shape] = field(default_factory=dict)
    required: tuple[str, ...] = ()
    needs: Mapping[str, str] = field(default_factory=dict)
    one_of: tuple[str, ...] = ()
    name: str = ""
    soft: bool = False


ANYTHING = Shape()
FLAG = Shape("flag")


def number(least: float | None = None, most: float | None = None, *, above: bool = False, soft: bool = True) -> Shape:
    return Shape("number", least=least, most=most, above=above, soft=soft)


def whole(
    least: float | None = None, most: float | None = None, *, choices: tuple[int, ...] = (), multiple: int = 0
) -> Shape:
    return Shape("whole", least=least, most=most, choices=choices, multiple=multiple)


def numbers(*lengths: int, least: float | None = None, most: float | None = None) -> Shape:
    return Shape("numbers", least=least, most=most, lengths=lengths, soft=True)


def text(*choices: str, pattern: str = "") -> Shape:
    return Shape("text", choices=choices, pattern=pattern)


def index(target: str) -> Shape:
    return Shape("index", target=target)


def listed(item: Shape, *, unique: bool = False, least: int = 1) -> Shape:
    return Shape("list", item=item, unique=unique, least=least)


def mapped(item: Shape) -> Shape:
    return Shape("map", item=item, least=1)


def struct(
    called: str,
    /,
    *required: str,
    needs: Mapping[str, str] | None = None,
    one_of: tuple[str, ...] = (),
    fields: Mapping[str, Shape] | None = None,
    **more: Shape,
) -> Shape:
    """An object with these fields (also as keywords). Every one may have `extensions` and `extras` beside."""
    fields = {**(fields or {}), **more}
    return Shape("struct", name=called, required=required, needs=needs or {}, one_of=one_of, fields=fields)


def harmless(shape: Shape) -> Shape:
    """The same, but a wrong value does no harm."""
    return replace(shape, soft=True)


TYPES: dict[str, tuple[Callable[[Any], bool], str]] = {
    "flag": (lambda value: isinstance(value, bool), "true or false"),
    "index": (lambda value: isinstance(value, int) and not isinstance(value, bool) and value >= 0, "a number from 0"),
    "list": (lambda value: isinstance(value, list), "a list"),
    "map": (lambda value: isinstance(value, dict), "an object"),
    "struct": (lambda value: isinstance(value, dict), "an object"),
    "number": (lambda value: isinstance(value, int | float) and not isinstance(value, bool), "a number"),
    "numbers": (lambda value: isinstance(value, list), "a list of numbers"),
    "text": (lambda value: isinstance(value, str), "text"),
    "whole": (lambda value: isinstance(value, int) and not isinstance(value, bool), "a whole number"),
}


def place(pointer: str, key: object) -> str:
    """JSON pointer of a member."""
    return f"{pointer}/{str(key).replace('~', '~0').replace('/', '~1')}"


class Walk:
    """Holds a document against a shape.

    Args:
        document: the whole JSON (indices point into its arrays).
        extensions: shapes of extensions by (name of the struct they stand in, extension).
        known: names of the extensions that there are shapes for.
    """

    def __init__(
        self,
        document: Mapping[str, Any],
        extensions: Mapping[tuple[str, str], Shape],
        findings: Findings,
        *,
        declared: frozenset[str],
    ) -> None:
        self._document = document
        self._extensions = extensions
        self._known = frozenset(name for _, name in extensions)
        self._declared = declared
        self._add = findings.add

    def check(self, value: Any, shape: Shape, pointer: str) -> None:
        """Checks a value and all it holds."""
        if shape.kind == "any":
            return
        good, what = TYPES[shape.kind]
        if not good(value):
            code = "INVALID_INDEX" if shape.kind == "index" and isinstance(value, int | float) else "TYPE_MISMATCH"
            self._add(code, pointer, f"is not {what}")
            return
        getattr(self, f"_check_{shape.kind}")(value, shape, pointer)

    def _check_flag(self, value: bool, shape: Shape, pointer: str) -> None:
        pass

    def _check_text(self, value: str, shape: Shape, pointer: str) -> None:
        if shape.choices and value not in shape.choices:
            self._add("VALUE_NOT_IN_LIST", pointer, f'"{value[:40]}" is none of {", ".join(shape.choices)}')
        if shape.pattern and not re.search(shape.pattern, value):
            self._add("PATTERN_MISMATCH", pointer, f'"{value[:40]}" does not look as it must')

    def _check_whole(self, value: int, shape: Shape, pointer: str) -> None:
        if shape.choices and value not in shape.choices:
            self._add("VALUE_NOT_IN_LIST", pointer, f"{value} is none of {', '.join(map(str, shape.choices))}")
        self._check_number(value, shape, pointer)
        if shape.multiple and value % shape.multiple:
            self._add("VALUE_MULTIPLE_OF", pointer, f"{value} is no multiple of {shape.multiple}")

    def _check_number(self, value: float, shape: Shape, pointer: str) -> None:
        low = shape.least is not None and (value <= shape.least if shape.above else value < shape.least)
        if low or (shape.most is not None and value > shape.most):
            self._add("VALUE_NOT_IN_RANGE", pointer, f"{value:.6g} is out of range", harmless=shape.soft)

    def _check_numbers(self, values: list[Any], shape: Shape, pointer: str) -> None:
        if not values:
            self._add("EMPTY_ENTITY", pointer, "is empty")
            return
        if shape.lengths and len(values) not in shape.lengths:
            lengths = " or ".join(map(str, shape.lengths[:4]))
            self._add("ARRAY_LENGTH_NOT_IN_LIST", pointer, f"has {len(values)} values instead of {lengths}")
            return
        for number_, value in enumerate(values):
            if not isinstance(value, int | float) or isinstance(value, bool):
                self._add("ARRAY_TYPE_MISMATCH", pointer, f"holds something at {number_} that is not a number")
            elif not math.isfinite(value):
                self._add("VALUE_NOT_IN_RANGE", place(pointer, number_), "is not finite")
            else:
                self._check_number(value, shape, place(pointer, number_))

    def _check_index(self, value: int, shape: Shape, pointer: str) -> None:
        if shape.target.startswith("#"):
            return
        entries = self._document.get(shape.target)
        if not isinstance(entries, list) or value >= len(entries) or not isinstance(entries[value], dict):
            self._add("UNRESOLVED_REFERENCE", pointer, f"refers to {shape.target} {value}, which is not there")

    def _check_list(self, values: list[Any], shape: Shape, pointer: str) -> None:
        assert shape.item is not None
        if len(values) < (shape.least or 0):
            self._add("EMPTY_ENTITY", pointer, "is empty")
        if shape.item.kind == "index" and self._all_resolve(values, shape):
            return
        seen: set[Any] = set()
        for number_, value in enumerate(values):
            here = f"{pointer}/{number_}"
            if not TYPES[shape.item.kind][0](value):
                self._wrong_element(shape.item, pointer, number_)
                continue
            if shape.unique:
                if value in seen:
                    self._add("DUPLICATE_ELEMENTS", here, "is named twice")
                seen.add(value)
            self.check(value, shape.item, here)

    def _all_resolve(self, values: list[Any], shape: Shape) -> bool:
        """Whether a list of indices is in order, told at once: there may be millions."""
        assert shape.item is not None
        if not values or any(type(value) is not int for value in values):
            return False
        entries = self._document.get(shape.item.target)
        if not isinstance(entries, list) or min(values) < 0 or max(values) >= len(entries):
            return False
        if shape.unique and len(set(values)) < len(values):
            return False
        return all(isinstance(entries[value], dict) for value in values)

    def _wrong_element(self, item: Shape, pointer: str, number_: int) -> None:
        what = TYPES[item.kind][1]
        if item.kind == "index":
            self._add("INVALID_INDEX", f"{pointer}/{number_}", f"is not {what}")
        elif item.kind == "text" or pointer.count("/") == 1:
            code = "ARRAY_TYPE_MISMATCH" if item.kind == "text" else "TYPE_MISMATCH"
            self._add(code, f"{pointer}/{number_}", f"is not {what}")
        else:
            self._add("ARRAY_TYPE_MISMATCH", pointer, f"holds something at {number_} that is not {what}")

    def _check_map(self, values: dict[str, Any], shape: Shape, pointer: str) -> None:
        assert shape.item is not None
        if not values:
            self._add("EMPTY_ENTITY", pointer, "is empty", harmless=False)
        for key, value in values.items():
            if TYPES[shape.item.kind][0](value):
                self.check(value, shape.item, place(pointer, key))
            else:
                self._add("INVALID_INDEX", place(pointer, key), f"is not {TYPES[shape.item.kind][1]}")

    def _check_struct(self, values: dict[str, Any], shape: Shape, pointer: str) -> None:
        for key in shape.required:
            if key not in values:
                self._add("UNDEFINED_PROPERTY", pointer or "/", f"has no {key}")
        for key, value in values.items():
            known = shape.fields.get(key)
            if known is not None:
                self.check(value, known, f"{pointer}/{key}")
            elif key == "extensions":
                self._check_extensions(value, shape, f"{pointer}/extensions")
            elif key != "extras" and not (key == "name" and shape.name[:1].islower()):
                self._add("UNEXPECTED_PROPERTY", place(pointer, key), "is not known here")
        for key, other in shape.needs.items():
            if key in values and other not in values:
                self._add("UNSATISFIED_DEPENDENCY", f"{pointer}/{key}", f"means nothing without {other}")
        if shape.one_of and sum(key in values for key in shape.one_of) != 1:
            self._add("ONE_OF_MISMATCH", pointer, f"must have exactly one of {' and '.join(shape.one_of)}")

    def _check_extensions(self, values: Any, shape: Shape, pointer: str) -> None:
        if not isinstance(values, dict):
            self._add("TYPE_MISMATCH", pointer, "is not an object")
            return
        for name, value in values.items():
            here = place(pointer, name)
            if not isinstance(value, dict):
                self._add("TYPE_MISMATCH", here, "is not an object", harmless=True)
            if name not in self._declared:
                self._add("UNDECLARED_EXTENSION", here, "is not listed in extensionsUsed")
                continue
            found = self._extensions.get((shape.name, name))
            if found is not None and isinstance(value, dict):
                self.check(value, found, here)
            elif found is None and name in self._known:
                self._add("UNEXPECTED_EXTENSION_OBJECT", here, "has no place here")
