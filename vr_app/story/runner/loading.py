"""Reads ink's JSON runtime format (versions 18 to 21, from any compiler) into a `CompiledStory`."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from vr_app.story.runner.commands import COMMANDS
from vr_app.story.runner.content import (
    THREAD,
    Assignment,
    ChoicePoint,
    Command,
    Container,
    CountReading,
    Divert,
    Expression,
    Glue,
    Operation,
    Tag,
    VariableReading,
)
from vr_app.story.runner.faults import StoryError
from vr_app.story.runner.lists import ListDefinitions
from vr_app.story.runner.operations import ARITY
from vr_app.story.runner.random_numbers import RandomNumbers, subtractive
from vr_app.story.runner.story import CompiledStory
from vr_app.story.runner.values import VOID, InkList, Item, Target, VariablePointer, single
from vr_app.story.source_lines import SourceLines

OLDEST_VERSION: Final = 18
NEWEST_VERSION: Final = 21
DEEPEST: Final = 300
"""Containers one inside another; a story a person writes has a few dozen."""

_FRACTION = re.compile(r"-?[0-9]+\.[0-9]+f")
_GLUE = Glue()
_COMMAND = {**{name: Command(name) for name in COMMANDS}, THREAD.name: THREAD}
_OPERATION = {("L^" if name == "^" else name): Operation(name, arity) for name, arity in ARITY.items()}
_DIVERTS: Final = {"->": 0, "f()": 1, "->t->": 2, "x()": 0}


def load_story(
    source: str | bytes | Mapping[str, Any],
    *,
    path: Path | None = None,
    random_numbers: RandomNumbers = subtractive,
    lines: SourceLines | None = None,
) -> CompiledStory:
    """Reads a compiled story.

    Args:
        source: the JSON's text or bytes (a byte order mark is fine), or what it parses to.
        path: the file it is from, for messages.
        random_numbers: makes a source of numbers from a seed.
        lines: where its pieces were written, for what goes wrong while it is played.

    Raises:
        StoryError: it is no story, or one of another time; with a JSON pointer.
    """
    document = source if isinstance(source, Mapping) else _parsed(source, path)
    version = document.get("inkVersion")
    if not isinstance(version, int) or isinstance(version, bool):
        raise StoryError("this is no compiled ink story: it has no inkVersion", path=path)
    if not OLDEST_VERSION <= version <= NEWEST_VERSION:
        raise StoryError(
            f"the story is compiled for version {version} of ink's format; versions {OLDEST_VERSION} to "
            f"{NEWEST_VERSION} can be played",
            path=path,
            remedy="Compile the .ink file again.",
        )
    if not isinstance(document.get("root"), list):
        raise StoryError("the story has no root", pointer="/root", path=path)
    lists = _lists(document.get("listDefs"), path)
    root = _Reader(path).read(document["root"])
    return CompiledStory(version, root, lists, dict(document), random_numbers, lines)


def _parsed(source: str | bytes, path: Path | None) -> Mapping[str, Any]:
    try:
        text = source.decode("utf-8-sig") if isinstance(source, bytes) else source.removeprefix("\ufeff")
        document = json.loads(text)
    except UnicodeDecodeError as error:
        raise StoryError(f"the file is not UTF-8 text (byte {error.start})", path=path) from None
    except json.JSONDecodeError as error:
        raise StoryError(
            f"line {error.lineno}, column {error.colno}: not JSON: {error.msg.lower()}", path=path
        ) from None
    except RecursionError:
        raise StoryError("the JSON is nested too deeply to read", path=path) from None
    except ValueError as error:
        raise StoryError(f"not JSON: {error}", path=path) from None
    if not isinstance(document, Mapping):
        raise StoryError("this is no compiled ink story: the JSON is no object", path=path)
    return document


def _lists(definitions: Any, path: Path | None) -> ListDefinitions:
    if definitions is None:
        return ListDefinitions({})
    if not isinstance(definitions, Mapping):
        raise StoryError("the lists are no object", pointer="/listDefs", path=path)
    for name, items in definitions.items():
        if not isinstance(items, Mapping) or not all(type(number) is int for number in items.values()):
            raise StoryError("a list's items need whole numbers", pointer=f"/listDefs/{name}", path=path)
    return ListDefinitions(definitions)


class _Reader:
    """Turns nested arrays into containers, without recursion."""

    def __init__(self, path: Path | None) -> None:
        self.path = path
        self.count = 0

    def read(self, tokens: list[Any]) -> Container:
        root = self._container(None, -1)
        waiting: list[tuple[Container, list[Any], int]] = [(root, tokens, 0)]
        while waiting:
            container, tokens, depth = waiting.pop()
            if depth > DEEPEST:
                raise StoryError("the story's containers are nested too deeply", path=self.path)
            *tokens, last = tokens or [None]
            inner: list[tuple[Container, list[Any], int]] = []
            for index, token in enumerate(tokens):
                if isinstance(token, list):
                    child = self._container(container, index)
                    container.content.append(child)
                    inner.append((child, token, depth + 1))
                else:
                    container.content.append(self._piece(token, container, index))
            if last is not None:
                inner += self._terminator(last, container, depth)
            waiting += reversed(inner)
        return root

    def _container(self, parent: Container | None, position: int) -> Container:
        self.count += 1
        return Container(parent, position, self.count)

    def _terminator(self, last: Any, container: Container, depth: int) -> list[tuple[Container, list[Any], int]]:
        if not isinstance(last, Mapping):
            raise self._error("the last thing in a container must be null or an object", container, "-")
        inner: list[tuple[Container, list[Any], int]] = []
        for key, value in last.items():
            if key == "#f":
                if type(value) is not int:
                    raise self._error("the count flags are no whole number", container, key)
                container.counts_visits = bool(value & 1)
                container.counts_turns = bool(value & 2)
                container.counts_at_start_only = bool(value & 4)
            elif key == "#n":
                if not isinstance(value, str):
                    raise self._error("a container's name is no text", container, key)
                container.name = value
                if container.parent is not None and value:
                    container.parent.named.setdefault(value, container)
            elif isinstance(value, list):
                child = self._container(container, -1)
                child.name = str(key)
                container.named[child.name] = child
                inner.append((child, value, depth + 1))
        return inner

    def _piece(self, token: Any, home: Container, index: int) -> Any:
        if isinstance(token, str):
            return self._word(token, home, index)
        if isinstance(token, bool | int):
            return token
        if isinstance(token, float):
            return single(token)
        if isinstance(token, Mapping):
            return self._object(token, home, index)
        raise self._error("null stands where content should", home, index)

    def _word(self, word: str, home: Container, index: int) -> Any:
        if word.startswith("^"):
            return word[1:]
        if word == "\n":
            return word
        if word == "ev":
            return Expression(home, index)
        if word in _COMMAND:
            return _COMMAND[word]
        if word == "<>":
            return _GLUE
        if word in _OPERATION:
            return _OPERATION[word]
        if word == "void":
            return VOID
        if _FRACTION.fullmatch(word):
            return single(float(word[:-1]))
        raise self._error(f"unknown word {word[:40]!r}", home, index)

    def _object(self, token: Mapping[str, Any], home: Container, index: int) -> Any:
        for key, pushes in _DIVERTS.items():
            if key in token:
                arguments = token.get("exArgs", 0)
                return Divert(
                    self._text(token, key, home, index),
                    home,
                    pushes,
                    through_variable=bool(token.get("var")),
                    is_conditional=bool(token.get("c")),
                    is_external=key == "x()",
                    arguments=arguments if type(arguments) is int and 0 <= arguments < 1000 else 0,
                )
        if "*" in token:
            flags = token.get("flg", 0)
            if type(flags) is not int:
                raise self._error("a choice's flags are no whole number", home, index)
            bits = [bool(flags & bit) for bit in (1, 2, 4, 8, 16)]
            return ChoicePoint(self._text(token, "*", home, index), home, index, *bits, container=None)
        if "VAR?" in token:
            return VariableReading(self._text(token, "VAR?", home, index))
        if "CNT?" in token:
            return CountReading(self._text(token, "CNT?", home, index), home)
        for key in ("VAR=", "temp="):
            if key in token:
                return Assignment(self._text(token, key, home, index), key == "VAR=", not token.get("re"))
        if "#" in token:
            return Tag(self._text(token, "#", home, index))
        try:
            return value_from_json(token)
        except (ValueError, TypeError, KeyError):
            raise self._error(f"unknown object with {', '.join(map(str, list(token)[:4]))!r}", home, index) from None

    def _text(self, token: Mapping[str, Any], key: str, home: Container, index: int) -> str:
        if not isinstance(token[key], str):
            raise self._error(f"{key!r} is no text", home, index)
        return token[key]

    def _error(self, message: str, container: Container, index: int | str) -> StoryError:
        steps = [str(index)]
        while container.parent is not None:
            place = container.name if container.position < 0 else str(container.position)
            steps.append(place.replace("~", "~0").replace("/", "~1"))
            container = container.parent
        return StoryError(message, pointer="/".join(["/root", *reversed(steps)]), path=self.path)


def value_from_json(token: Any) -> Any:
    """A value as the format and saved games write it.

    Raises:
        ValueError, TypeError, KeyError: it is none.
    """
    if isinstance(token, bool | int):
        return token
    if isinstance(token, float):
        return single(token)
    if isinstance(token, str) and token[:1] == "^":
        return token[1:]
    if token == "\n":
        return token
    if token == "void":
        return VOID
    if isinstance(token, str) and _FRACTION.fullmatch(token):
        return single(float(token[:-1]))
    if not isinstance(token, Mapping):
        raise ValueError(token)
    if "^->" in token:
        return Target(_checked(token["^->"], str))
    if "^var" in token:
        return VariablePointer(_checked(token["^var"], str), _checked(token.get("ci", -1), int))
    items: dict[Item, int] = {}
    for key, number in _checked(token["list"], Mapping).items():
        origin, _, name = str(key).partition(".")
        items[Item(origin, name)] = _checked(number, int)
    origins = tuple(_checked(name, str) for name in _checked(token.get("origins") or [], list))
    return InkList(items, origins)


def _checked(value: Any, kind: type) -> Any:
    if not isinstance(value, kind):
        raise TypeError(value)
    return value


def value_to_json(value: Any) -> Any:
    """The same, the other way round."""
    if isinstance(value, bool | int):
        return value
    if isinstance(value, float):
        return value
    if isinstance(value, str):
        return value if value == "\n" else f"^{value}"
    if isinstance(value, Target):
        return {"^->": value.path}
    if isinstance(value, VariablePointer):
        return {"^var": value.name, "ci": value.context}
    if isinstance(value, InkList):
        written: dict[str, Any] = {"list": {".".join(item): number for item, number in value.items.items()}}
        if not value.items and value.origins:
            written["origins"] = list(value.origins)
        return written
    return "void"
