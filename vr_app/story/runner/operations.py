"""Operators and built-in functions over values, with ink's rules of which kinds mix."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Any, Final

from vr_app.story.runner.faults import RunError
from vr_app.story.runner.lists import ListDefinitions
from vr_app.story.runner.values import (
    InkList,
    Target,
    Value,
    Void,
    bounded,
    is_truthy,
    kind_name,
    single,
    to_text,
    whole,
)


def _divided(a: int, b: int) -> int:
    if b == 0:
        raise RunError("a division by zero")
    return whole(a // b)


def _remainder(a: int, b: int) -> int:
    if b == 0:
        raise RunError("a division by zero")
    return int(math.copysign(abs(a) % abs(b), a)) if a else 0


def _fraction_divided(a: float, b: float) -> float:
    if b == 0:
        raise RunError("a division by zero")
    return single(a / b)


def _fraction_remainder(a: float, b: float) -> float:
    if b == 0:
        raise RunError("a division by zero")
    return single(math.fmod(a, b)) if math.isfinite(a) else math.nan


def _power(a: float, b: float) -> float:
    try:
        raised = float(a) ** float(b)
    except OverflowError:
        return math.inf
    except ZeroDivisionError:
        raise RunError("zero to a negative power") from None
    return single(raised) if isinstance(raised, float) else math.nan


def _to_whole(number: float) -> int:
    if not math.isfinite(number):
        raise RunError(f"{to_text(number)} has no whole number")
    return whole(math.floor(number))


_COMPARISONS: Final[dict[str, Callable[[Any, Any], bool]]] = {
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": lambda a, b: a > b,
    "<": lambda a, b: a < b,
    ">=": lambda a, b: a >= b,
    "<=": lambda a, b: a <= b,
    "&&": lambda a, b: a != 0 and b != 0,
    "||": lambda a, b: a != 0 or b != 0,
}

_WHOLE: Final[dict[str, Callable[..., Any]]] = {
    **_COMPARISONS,
    "+": lambda a, b: whole(a + b),
    "-": lambda a, b: whole(a - b),
    "*": lambda a, b: whole(a * b),
    "/": _divided,
    "%": _remainder,
    "_": lambda a: whole(-a),
    "!": lambda a: a == 0,
    "MAX": max,
    "MIN": min,
    "POW": _power,
    "FLOOR": lambda a: a,
    "CEILING": lambda a: a,
    "INT": lambda a: a,
    "FLOAT": single,
}

_FRACTION: Final[dict[str, Callable[..., Any]]] = {
    **_COMPARISONS,
    "+": lambda a, b: single(a + b),
    "-": lambda a, b: single(a - b),
    "*": lambda a, b: single(a * b),
    "/": _fraction_divided,
    "%": _fraction_remainder,
    "_": lambda a: -a,
    "!": lambda a: a == 0,
    "MAX": max,
    "MIN": min,
    "POW": _power,
    "FLOOR": lambda a: single(math.floor(a)) if math.isfinite(a) else a,
    "CEILING": lambda a: single(math.ceil(a)) if math.isfinite(a) else a,
    "INT": _to_whole,
    "FLOAT": lambda a: a,
}

_TEXT: Final[dict[str, Callable[..., Any]]] = {
    "+": lambda a, b: bounded(a + b),
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    "?": lambda a, b: b in a,
    "!?": lambda a, b: b not in a,
}

_TARGET: Final[dict[str, Callable[..., Any]]] = {"==": lambda a, b: a == b, "!=": lambda a, b: a != b}

_LIST_ONLY: Final = ("^", "LIST_MIN", "LIST_MAX", "LIST_ALL", "LIST_COUNT", "LIST_VALUE", "LIST_INVERT")

ARITY: Final[dict[str, int]] = {
    **dict.fromkeys((*_COMPARISONS, "+", "-", "*", "/", "%", "MAX", "MIN", "POW", "?", "!?", "^"), 2),
    **dict.fromkeys(("_", "!", "FLOOR", "CEILING", "INT", "FLOAT", *_LIST_ONLY[1:]), 1),
}
"""How many values each operation takes, by its name in the format ("^" stands there as "L^")."""

_RANK: Final = {bool: -1, int: 0, float: 1, InkList: 2, str: 3, Target: 4}
_TABLES: Final = (_WHOLE, _FRACTION, {}, _TEXT, _TARGET)


def whole_numbers(name: str) -> Callable[[int, int], Any] | None:
    """The operation of this name on two whole numbers, None where there is none."""
    return _WHOLE.get(name)


def operate(name: str, values: list[Value], lists: ListDefinitions) -> Value:
    """The value of an operation.

    Args:
        name: as in `ARITY`.
        values: as many as `ARITY` says.
        lists: the story's own.

    Raises:
        RunError: these kinds do not go with this operation, or it has no result (a division by zero).
    """
    if len(values) == 2 and type(values[0]) is int and type(values[1]) is int and name in _WHOLE:
        return _WHOLE[name](values[0], values[1])
    kinds = [type(value) for value in values]
    if Void in kinds:
        raise RunError(
            f"'{name}' has no value to work on: a function called here gives none. Did you forget a '~ return'?"
        )
    if InkList in kinds:
        return _with_lists(name, values, lists)
    ranks = [_RANK.get(kind, 5) for kind in kinds]
    rank = max(0, *ranks)
    operation = _TABLES[rank].get(name) if rank < 5 else None
    if operation is None:
        raise RunError(f"cannot perform operation '{name}' on {kind_name(values[ranks.index(max(ranks))])}")
    return operation(*(_cast(value, rank) for value in values))


def _cast(value: Value, rank: int) -> Value:
    kind = type(value)
    if rank == 0:
        return int(value)
    if rank == 1:
        return float(value)
    if rank == 3:
        return to_text(value)
    if kind is not Target:
        raise RunError(f"cannot turn {to_text(value)} into a divert target")
    return value


def _with_lists(name: str, values: list[Value], lists: ListDefinitions) -> Value:
    first = values[0]
    if len(values) == 1:
        return lists.unary(name, first)
    second = values[1]
    if isinstance(first, InkList) and isinstance(second, InkList):
        return lists.binary(name, first, second)
    if name in ("+", "-") and isinstance(first, InkList) and type(second) is int:
        return lists.shifted(first, second if name == "+" else -second)
    if name in ("&&", "||"):
        return _COMPARISONS[name](int(is_truthy(first)), int(is_truthy(second)))
    kinds = f"{kind_name(first)} and {kind_name(second)}"
    raise RunError(f"cannot perform operation '{name}' on {kinds}")
