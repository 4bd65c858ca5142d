"""Counts the OpenGL calls a piece of code makes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from vr_app.render.gl import GL


@contextmanager
def counted_gl_calls() -> Iterator[Counter[str]]:
    """Within it, every call through `vr_app.render.gl.GL` is counted by name (calls are slower meanwhile)."""
    calls: Counter[str] = Counter()
    names = [name for name in dir(GL) if name.startswith("gl") and name[2:3].isupper() and callable(getattr(GL, name))]
    kept = {name: getattr(GL, name) for name in names}

    def counting(name: str, function: Any) -> Any:
        def call(*arguments: Any) -> Any:
            calls[name] += 1
            return function(*arguments)

        return call

    for name, function in kept.items():
        setattr(GL, name, counting(name, function))
    try:
        yield calls
    finally:
        for name, function in kept.items():
            setattr(GL, name, function)
