"""Reading and writing variables: globals, temporaries, list items, and references to them."""

from __future__ import annotations

from vr_app.story.runner.content import Assignment
from vr_app.story.runner.faults import RunError
from vr_app.story.runner.state import State
from vr_app.story.runner.story import CompiledStory
from vr_app.story.runner.values import InkList, Value, VariablePointer

_MOST_REFERENCES = 10_000


def read_variable(story: CompiledStory, state: State, name: str) -> Value | None:
    """A variable's value, through references; None where there is no such variable."""
    value = _raw(story, state, name, -1)
    hops = 0
    while type(value) is VariablePointer:
        value = _raw(story, state, value.name, value.context)
        hops += 1
        if hops > _MOST_REFERENCES:
            raise RunError(f"the variable '{name}' refers to itself")
    return value


def _raw(story: CompiledStory, state: State, name: str, context: int) -> Value | None:
    if context <= 0:
        value = state.globals.get(name)
        if value is not None:
            return value
        item = story.lists.named(name)
        if item is not None:
            return item
    frames = state.threads[-1].frames
    level = context if context > 0 else len(frames)
    return frames[level - 1].temporaries.get(name) if level <= len(frames) else None


def pointer_to(state: State, name: str) -> VariablePointer:
    """A reference to what a name means here: a temporary of this frame if there is one, else a global."""
    frames = state.threads[-1].frames
    return VariablePointer(name, len(frames) if name in frames[-1].temporaries else 0)


def assign(story: CompiledStory, state: State, to: Assignment, value: Value) -> None:
    """Writes a variable, through references.

    Raises:
        RunError: there is no such variable to write.
    """
    name, context = to.name, -1
    if to.is_new:
        to_global = to.is_global
        if type(value) is VariablePointer:
            value = _resolved(story, state, value)
            if not to_global and value == VariablePointer(name, len(state.threads[-1].frames)):
                return
    else:
        to_global = name in state.globals
        hops = 0
        while type(pointer := _raw(story, state, name, context)) is VariablePointer:
            name, context = pointer.name, pointer.context
            to_global = context == 0
            hops += 1
            if hops > _MOST_REFERENCES:
                raise RunError(f"the variable '{to.name}' refers to itself")
    if to_global:
        set_global(state, name, value)
        return
    frames = state.threads[-1].frames
    level = (context if context > 0 else len(frames)) - 1
    if level >= len(frames):
        raise RunError(f"the variable '{name}' is gone: the function it belonged to has ended")
    if not to.is_new and name not in frames[level].temporaries:
        raise RunError(f"there is no temporary variable '{name}' to set")
    temporaries = state.frame(level).temporaries
    temporaries[name] = _with_origins(temporaries.get(name), value)


def set_global(state: State, name: str, value: Value) -> None:
    """Writes a global variable and remembers that it changed."""
    old = state.globals.get(name)
    state.globals[name] = _with_origins(old, value)
    if name not in state.changed:
        state.changed = state.changed | {name}


def _with_origins(old: Value | None, value: Value) -> Value:
    """An emptied list remembers which lists it drew from."""
    if type(value) is InkList and not value.items and type(old) is InkList:
        return InkList(None, old.origins)
    return value


def _resolved(story: CompiledStory, state: State, pointer: VariablePointer) -> VariablePointer:
    context = pointer.context
    if context < 0:
        context = 0 if pointer.name in state.globals else len(state.threads[-1].frames)
    behind = _raw(story, state, pointer.name, context)
    return behind if type(behind) is VariablePointer else VariablePointer(pointer.name, context)
