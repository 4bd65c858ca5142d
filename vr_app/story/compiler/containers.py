"""Ink's runtime containers while they are built: content in order, named content, and links that become paths.

The format is ink's `ink_JSON_runtime_format.md`: a container is a list whose last element holds what is only reached
by name, its count flags and its name.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

Path = tuple[int | str, ...]
Ref = tuple[tuple[str, ...], str]
"""A place by name: (names of knot and stitch, label or "")."""

VISITS, TURNS, START_ONLY = 1, 2, 4


class Container:
    """A list of content; `put` takes over what another one holds where that needs no place of its own.

    Attributes:
        marks: index in `content` -> place in the source of what begins there.
    """

    __slots__ = ("content", "flags", "marks", "name", "named", "path")

    def __init__(self, name: str = "", flags: int = 0) -> None:
        self.content: list[Any] = []
        self.named: dict[str, Container] = {}
        self.name = name
        self.flags = flags
        self.path: Path = ()
        self.marks: dict[int, int] = {}

    def mark(self, at: int) -> None:
        """What comes next begins at a place of the source."""
        self.marks[len(self.content)] = at

    def put(self, inner: Container) -> None:
        if inner.name or inner.named:
            self.content.append(inner)
            if inner.name:
                self.named[inner.name] = inner
        else:
            self.marks.update({len(self.content) + index: at for index, at in inner.marks.items()})
            self.content += inner.content

    def add_named(self, inner: Container) -> None:
        self.named[inner.name] = inner


class Marker:
    """A "nop" that branches come back to."""

    __slots__ = ("path",)

    def __init__(self) -> None:
        self.path: Path = ()


class Link:
    """Something that holds a path.

    Args:
        form: "->", "f()", "->t->" (diverts), "^->" (a target as a value), "CNT?" (visits), "*" (a choice).
        target: in this unit, or a place by name.
        extra: further keys of the JSON object.
    """

    __slots__ = ("extra", "form", "target")

    def __init__(self, form: str, target: Container | Marker | Ref, extra: dict[str, Any] | None = None) -> None:
        self.form = form
        self.target = target
        self.extra = extra


def give_paths(container: Container, path: Path) -> None:
    """Tells every container and marker below where it is."""
    container.path = path
    inside: set[str] = set()
    for index, item in enumerate(container.content):
        if isinstance(item, Container):
            inside.add(item.name)
            give_paths(item, (*path, item.name or index))
        elif isinstance(item, Marker):
            item.path = (*path, index)
    for name, inner in container.named.items():
        if name not in inside:
            give_paths(inner, (*path, name))


def as_json(
    container: Container, find: Callable[[Ref], Path], flags_of: dict[int, int], *, by_name: bool = False
) -> list[Any]:
    """A container in ink's JSON.

    Args:
        by_name: it is only reached by its name, which is the key it stands under.
        find: where a place by name is.
        flags_of: count flags asked for from elsewhere, by id of the container.
    """
    path = container.path
    result: list[Any] = []
    inside: set[str] = set()
    for index, item in enumerate(container.content):
        if isinstance(item, Container):
            if item.name:
                inside.add(item.name)
            result.append(as_json(item, find, flags_of))
        elif isinstance(item, Link):
            result.append(_link(item, (*path, index), find))
        else:
            result.append("nop" if isinstance(item, Marker) else item)
    last: dict[str, Any] = {}
    for name, inner in container.named.items():
        if name not in inside:
            last[name] = as_json(inner, find, flags_of, by_name=True)
    flags = container.flags | flags_of.get(id(container), 0)
    if flags & (VISITS | TURNS):
        last["#f"] = flags
    if container.name and not by_name:
        last["#n"] = container.name
    result.append(last or None)
    return result


def marks_below(container: Container) -> Iterator[tuple[Path, dict[int, int]]]:
    """The marks of a container and of all in it, by their paths, which must have been given."""
    if container.marks:
        yield container.path, container.marks
    inside = [item for item in container.content if isinstance(item, Container)]
    kept = {id(item) for item in inside}
    for inner in (*inside, *(inner for inner in container.named.values() if id(inner) not in kept)):
        yield from marks_below(inner)


def _link(link: Link, own: Path, find: Callable[[Ref], Path]) -> dict[str, Any]:
    target = link.target
    path = find(target) if isinstance(target, tuple) else target.path
    where = dotted(path) if link.form == "^->" else compact(own, path)
    result: dict[str, Any] = {link.form: where}
    if link.extra:
        result.update(link.extra)
    return result


def dotted(path: Path) -> str:
    return ".".join(map(str, path))


def compact(own: Path, path: Path) -> str:
    """The shorter of the whole path and the way from `own` (".^.^.b"), as the reference writes it."""
    whole = dotted(path)
    shared = 0
    for here, there in zip(own, path, strict=False):
        if here != there:
            break
        shared += 1
    if not shared:
        return whole
    relative = "." + ".".join(["^"] * (len(own) - shared) + [str(part) for part in path[shared:]])
    return relative if len(relative) < len(whole) else whole
