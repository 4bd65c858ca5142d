"""A compiled story, read and checked once; nothing in it changes while it plays."""

from __future__ import annotations

import hashlib
import json
from typing import Any

from vr_app.story.runner.content import Container, Pointer
from vr_app.story.runner.faults import RunError
from vr_app.story.runner.lists import ListDefinitions
from vr_app.story.runner.random_numbers import RandomNumbers, subtractive
from vr_app.story.source_lines import SourceLines


class CompiledStory:
    """A story ready to play.

    Attributes:
        version: of ink's JSON format the story was written in.
        root: the container everything stands in.
        lists: the lists it declares.
        random_numbers: makes a source of numbers from a seed.
        lines: where its pieces were written.
    """

    def __init__(
        self,
        version: int,
        root: Container,
        lists: ListDefinitions,
        document: dict[str, Any],
        random_numbers: RandomNumbers = subtractive,
        lines: SourceLines | None = None,
    ) -> None:
        self.version = version
        self.root = root
        self.lists = lists
        self.random_numbers = random_numbers
        self.lines = lines
        self._document = document
        self._hash = ""
        self._pointers: dict[str, tuple[Pointer, bool]] = {}
        self._containers: dict[int, Container] = {}

    @property
    def hash(self) -> str:
        """A name for exactly this story: 16 hexadecimal digits of its content's digest."""
        if not self._hash:
            parts = {key: self._document.get(key) for key in ("root", "listDefs")}
            text = json.dumps(parts, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
            self._hash = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]
        return self._hash

    @property
    def containers(self) -> dict[int, Container]:
        """Every container by its ordinal."""
        if not self._containers:
            waiting = [self.root]
            while waiting:
                container = waiting.pop()
                if container.ordinal not in self._containers:
                    self._containers[container.ordinal] = container
                    waiting += [piece for piece in container.content if isinstance(piece, Container)]
                    waiting += container.named.values()
        return self._containers

    def container_at(self, path: str) -> Container | None:
        """The container of exactly this path."""
        found, exact = walk(self.root, path.split(".") if path else [])
        return found if exact and isinstance(found, Container) else None

    def pointer_at(self, path: str) -> Pointer:
        """The place a path names; where only its beginning exists, the nearest container around it.

        Raises:
            RunError: nothing of the path exists.
        """
        known = self._pointers.get(path)
        if known is None:
            known = self._pointers[path] = self._find(path)
        return known[0]

    def has_exactly(self, path: str) -> bool:
        """Whether `pointer_at` finds the very place."""
        try:
            self.pointer_at(path)
        except RunError:
            return False
        return self._pointers[path][1]

    def _find(self, path: str) -> tuple[Pointer, bool]:
        steps = path.split(".") if path else []
        index = -1
        if steps and steps[-1].isdecimal():
            index = int(steps.pop())
        found, exact = walk(self.root, steps)
        if not path or (found is self.root and steps):
            raise RunError(f"there is no place called '{path}' in the story")
        while not isinstance(found, Container):
            raise RunError(f"the place called '{path}' is no container")
        if index >= len(found.content) and found.content:
            exact, index = False, -1
        return (found, index if exact else -1), exact


def walk(start: Container, steps: list[str]) -> tuple[Any, bool]:
    """Follows a path as far as it goes.

    Returns:
        what was reached, and whether that is the path's end.
    """
    here: Any = start
    for step in steps:
        if not isinstance(here, Container):
            return here, False
        if step == "^":
            after = here.parent
        elif step.isdecimal():
            index = int(step) if len(step) < 10 else -1
            after = here.content[index] if 0 <= index < len(here.content) else None
        else:
            after = here.named.get(step)
        if after is None:
            return here, False
        here = after
    return here, True


def resolve_from(home: Container, root: Container, path: str) -> Pointer | None:
    """The place a path in the content names, None where there is none.

    Args:
        home: the container the piece with the path stands in.
        root: the story's.
        path: absolute, or relative with a leading point (whose first step, "^", is `home` itself).
    """
    steps = path.split(".")
    start = root
    if steps[0] == "":
        steps = steps[1:]
        if not steps or steps[0] != "^":
            return None
        start, steps = home, steps[1:]
    if steps and steps[-1].isdecimal():
        holder, exact = walk(start, steps[:-1])
        index = int(steps[-1]) if len(steps[-1]) < 10 else -1
        if not exact or not isinstance(holder, Container) or not 0 <= index < max(1, len(holder.content)):
            return None
        return holder, index
    found, exact = walk(start, steps)
    return (found, 0) if exact and isinstance(found, Container) else None
