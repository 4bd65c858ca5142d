"""The lists a story declares, and what can be done with values drawn from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

from vr_app.story.runner.faults import RunError
from vr_app.story.runner.values import InkList, Item, Value, whole


def _numbers(values: InkList) -> list[int]:
    return list(values.items.values())


def _contains(a: InkList, b: InkList) -> bool:
    return bool(a.items) and bool(b.items) and b.items.keys() <= a.items.keys()


def _greater(a: InkList, b: InkList) -> bool:
    return bool(a) and (not b or min(_numbers(a)) > max(_numbers(b)))


def _at_least(a: InkList, b: InkList) -> bool:
    return bool(a) and (not b or (min(_numbers(a)) >= min(_numbers(b)) and max(_numbers(a)) >= max(_numbers(b))))


def _less(a: InkList, b: InkList) -> bool:
    return bool(b) and (not a or max(_numbers(a)) < min(_numbers(b)))


def _at_most(a: InkList, b: InkList) -> bool:
    return bool(b) and (not a or (max(_numbers(a)) <= max(_numbers(b)) and min(_numbers(a)) <= min(_numbers(b))))


_BINARY: Final[dict[str, Callable[[InkList, InkList], Any]]] = {
    "+": lambda a, b: InkList({**a.items, **b.items}, a.origins),
    "-": lambda a, b: InkList({item: n for item, n in a.items.items() if item not in b.items}, a.origins),
    "^": lambda a, b: InkList({item: n for item, n in a.items.items() if item in b.items}),
    "?": _contains,
    "!?": lambda a, b: not _contains(a, b),
    "==": lambda a, b: a == b,
    "!=": lambda a, b: a != b,
    ">": _greater,
    "<": _less,
    ">=": _at_least,
    "<=": _at_most,
    "&&": lambda a, b: bool(a) and bool(b),
    "||": lambda a, b: bool(a) or bool(b),
}


class ListDefinitions:
    """Every list of a story: its items in order, with their numbers.

    Args:
        lists: number by item name, by list name.
    """

    def __init__(self, lists: Mapping[str, Mapping[str, int]]) -> None:
        self.lists = {name: {Item(name, item): n for item, n in items.items()} for name, items in lists.items()}
        self._by_name: dict[str, InkList] = {}
        for items in self.lists.values():
            for item, number in items.items():
                self._by_name[item.name] = self._by_name[f"{item.origin}.{item.name}"] = InkList({item: number})

    def named(self, name: str) -> InkList | None:
        """The list of the one item called "item" or "List.item"."""
        return self._by_name.get(name)

    def with_number(self, origin: str, number: int) -> InkList:
        """The list of the one item of this number, empty where there is none.

        Raises:
            RunError: there is no such list.
        """
        if origin not in self.lists:
            raise RunError(f"there is no LIST called {origin}")
        for item, own in self.lists[origin].items():
            if own == number:
                return InkList({item: number})
        return InkList()

    def whole_of(self, values: InkList) -> dict[Item, int]:
        """Every item of the lists a value draws from."""
        found: dict[Item, int] = {}
        for origin in values.origins:
            found.update(self.lists.get(origin, {}))
        return found

    def shifted(self, values: InkList, by: int) -> InkList:
        """Each item's neighbour so many numbers on; items without one are dropped."""
        found: dict[Item, int] = {}
        for item, number in values.items.items():
            aim = whole(number + by)
            for other, own in self.lists.get(item.origin, {}).items():
                if own == aim:
                    found[other] = aim
                    break
        return InkList(found)

    def in_range(self, values: InkList, low: Value, high: Value) -> InkList:
        """The items whose numbers lie between two bounds, each a number or a list."""
        if not values:
            return InkList()
        least, most = 0, 0x7FFFFFFF
        if isinstance(low, InkList):
            least = min(_numbers(low)) if low else 0
        elif type(low) is int:
            least = low
        if isinstance(high, InkList):
            most = max(_numbers(high)) if high else most
        elif type(high) is int:
            most = high
        numbers = values.items
        return InkList({i: numbers[i] for i in values.ordered() if least <= numbers[i] <= most}, values.origins)

    def binary(self, name: str, first: InkList, second: InkList) -> Value:
        """An operation on two lists.

        Raises:
            RunError: lists have no such operation.
        """
        if name not in _BINARY:
            raise RunError(f"cannot perform operation '{name}' on List")
        return _BINARY[name](first, second)

    def unary(self, name: str, values: InkList) -> Value:
        """An operation on one list.

        Raises:
            RunError: lists have no such operation.
        """
        items = values.items
        match name:
            case "!":
                return 0 if items else 1
            case "LIST_COUNT":
                return len(items)
            case "LIST_VALUE":
                return max(items.values()) if items else 0
            case "LIST_ALL":
                return InkList(self.whole_of(values), values.origins)
            case "LIST_INVERT":
                rest = {item: n for item, n in self.whole_of(values).items() if item not in items}
                return InkList(rest)
            case "LIST_MIN" | "LIST_MAX":
                if not items:
                    return InkList()
                end = (min if name == "LIST_MIN" else max)(items, key=lambda item: items[item])
                return InkList({end: items[end]})
        raise RunError(f"cannot perform operation '{name}' on List")
