"""Saved games: a state as plain JSON, and back; and the same place in a story that was edited meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final, Literal

from vr_app.story.runner.content import NOWHERE, Pointer
from vr_app.story.runner.faults import RunError, StoryError
from vr_app.story.runner.layers import Layers
from vr_app.story.runner.loading import value_from_json, value_to_json
from vr_app.story.runner.state import DEFAULT_FLOW, FROM_OUTSIDE, Choice, Frame, State, Thread
from vr_app.story.runner.step import divert, start
from vr_app.story.runner.story import CompiledStory
from vr_app.story.runner.values import InkList, Value

FORMAT: Final = "virgil-story-save"
VERSION: Final = 1
_WHOLE: Final = 2**31


def save(story: CompiledStory, state: State) -> dict[str, Any]:
    """A state as JSON, with the story's hash."""
    flows = {name: _flow_to_json(threads, offered) for name, (threads, _, offered) in state.other_flows.items()}
    flows[state.flow] = _flow_to_json(state.threads, state.offered)
    containers = story.containers
    return {
        "format": FORMAT,
        "version": VERSION,
        "story": story.hash,
        "flow": state.flow,
        "flows": flows,
        "values": [value_to_json(value) for value in state.values],
        "variables": {name: value_to_json(value) for name, value in state.globals.as_dict().items()},
        "visits": {containers[ordinal].path: count for ordinal, count in state.visits.as_dict().items()},
        "turns": {containers[ordinal].path: turn for ordinal, turn in state.turns.as_dict().items()},
        "turn": state.turn,
        "seed": state.seed,
        "previousRandom": state.previous_random,
        "threadCount": state.thread_count,
        "endedByFault": state.ended_by_fault,
    }


def resume(story: CompiledStory, saved: Any) -> State:
    """The state a saved game holds.

    Args:
        story: the very story it was saved from.
        saved: what `save` gave, perhaps read from a file.

    Raises:
        StoryError: it is no saved game, or one of another story or version.
    """
    _check_head(saved)
    if saved.get("story") != story.hash:
        raise StoryError(
            "this saved game belongs to another story, or to another version of this one",
            remedy="Open it with the story it was saved from, or start anew.",
        )
    try:
        return _read(story, saved)
    except (KeyError, TypeError, ValueError, AttributeError, IndexError, RunError) as error:
        raise StoryError(f"this saved game is damaged ({type(error).__name__}: {error})") from None


@dataclass(frozen=True)
class Moved:
    """A reader's place in an edited story.

    Attributes:
        state: in the new story.
        place: "same" the very place; "knot" the beginning of the knot or stitch; "start" the story's beginning.
        forgotten: variables that are no longer declared, or hold another kind of value now.
    """

    state: State
    place: Literal["same", "knot", "start"]
    forgotten: tuple[str, ...] = ()


def move(old: CompiledStory, state: State, new: CompiledStory) -> Moved:
    """Takes a reader over into an edited story (hot reload).

    Give the state from the beginning of the turn, right after `choose`, to have the turn's text and choices read anew.

    Raises:
        StoryError: the new story cannot even begin.
    """
    saved = save(old, state)
    fresh = start(new, seed=state.seed)
    variables, forgotten = _carried(new, fresh, saved["variables"])
    saved["variables"] = {name: value_to_json(value) for name, value in variables.items()}
    for counts in ("visits", "turns"):
        saved[counts] = {path: n for path, n in saved[counts].items() if new.container_at(path) is not None}
    try:
        return Moved(_read(new, saved), "same", forgotten)
    except (LookupError, TypeError, ValueError, AttributeError, RunError):
        pass
    saved |= {"flow": DEFAULT_FLOW, "flows": {DEFAULT_FLOW: _flow_to_json(fresh.threads, [])}, "values": []}
    moved = _read(new, saved)
    container = state.threads[-1].frames[-1].container or state.threads[-1].previous[0]
    knot = container.knot if container is not None else ""
    while knot and new.container_at(knot) is None:
        knot = knot.rpartition(".")[0]
    if not knot:
        return Moved(moved, "start", forgotten)
    turn = moved.turn
    moved = divert(new, moved, knot)
    moved.turn = turn
    return Moved(moved, "knot", forgotten)


# ---------------------------------------------------------------------- writing


def _flow_to_json(threads: list[Thread], offered: list[Choice]) -> dict[str, Any]:
    return {
        "threads": [_thread_to_json(thread) for thread in threads],
        "choices": [
            {
                "text": choice.text,
                "tags": list(choice.tags),
                "target": choice.target,
                "source": choice.source,
                "invisible": choice.is_invisible_default,
                "thread": _thread_to_json(choice.thread),
            }
            for choice in offered
        ],
    }


def _thread_to_json(thread: Thread) -> dict[str, Any]:
    return {
        "number": thread.number,
        "previous": _pointer_to_json(thread.previous),
        "frames": [
            {
                "kind": frame.kind,
                "at": _pointer_to_json((frame.container, frame.index)),
                "expression": frame.in_expression,
                "temporaries": {name: value_to_json(value) for name, value in frame.temporaries.items()},
                "outputBefore": frame.output_before,
            }
            for frame in thread.frames
        ],
    }


def _pointer_to_json(pointer: Pointer) -> list[Any] | None:
    container, index = pointer
    return None if container is None else [container.path, index]


# ---------------------------------------------------------------------- reading


def _check_head(saved: Any) -> None:
    if not isinstance(saved, Mapping) or saved.get("format") != FORMAT:
        raise StoryError("this is no saved game")
    version = saved.get("version")
    if not isinstance(version, int) or not 1 <= version <= VERSION:
        raise StoryError(
            f"this saved game has version {version!r}; this program reads version {VERSION}",
            remedy="Update the program, or start anew.",
        )


def _read(story: CompiledStory, saved: Mapping[str, Any]) -> State:
    state = State(story.root, _whole(saved["seed"]))
    flows = {str(name): _flow(story, flow, state.owner) for name, flow in saved["flows"].items()}
    state.flow = saved["flow"]
    state.threads, state.output, state.offered = flows.pop(state.flow)
    state.other_flows = flows
    state.values = [value_from_json(value) for value in saved["values"]]
    state.globals = Layers({str(name): value_from_json(value) for name, value in saved["variables"].items()})
    state.visits = Layers(_counts(story, saved["visits"]))
    state.turns = Layers(_counts(story, saved["turns"]))
    state.turn = _whole(saved["turn"])
    state.previous_random = _whole(saved["previousRandom"])
    state.thread_count = _whole(saved["threadCount"])
    state.ended_by_fault = bool(saved["endedByFault"])
    return state


def _flow(story: CompiledStory, flow: Mapping[str, Any], owner: object) -> tuple[list[Thread], list[Any], list[Choice]]:
    threads = [_thread(story, thread, owner) for thread in flow["threads"]]
    if not threads:
        raise ValueError("no thread")
    choices = []
    for choice in flow["choices"]:
        if story.container_at(choice["target"]) is None:
            raise RunError(f"there is no place called '{choice['target']}'")
        tags = tuple(str(tag) for tag in choice["tags"])
        thread = _thread(story, choice["thread"], owner)
        target, source = str(choice["target"]), str(choice["source"])
        choices.append(Choice(str(choice["text"]), tags, target, source, bool(choice["invisible"]), thread))
    return threads, [], choices


def _thread(story: CompiledStory, thread: Mapping[str, Any], owner: object) -> Thread:
    frames: list[Frame] = []
    for saved in thread["frames"]:
        container, index = _pointer(story, saved["at"])
        kind = _whole(saved["kind"])
        if not 0 <= kind < FROM_OUTSIDE:
            raise ValueError("kind")
        frame = Frame(kind, container, index, owner)
        frame.in_expression = bool(saved["expression"])
        frame.temporaries = {str(name): value_from_json(value) for name, value in saved["temporaries"].items()}
        frame.output_before = _whole(saved["outputBefore"])
        frames.append(frame)
    if not frames:
        raise ValueError("no frame")
    return Thread(frames, _pointer(story, thread["previous"]), _whole(thread["number"]))


def _pointer(story: CompiledStory, saved: Any) -> Pointer:
    if saved is None:
        return NOWHERE
    path, index = saved
    container = story.container_at(path)
    if container is None or not -1 <= _whole(index) <= len(container.content):
        raise RunError(f"there is no place called '{path}', {index}")
    return container, index


def _counts(story: CompiledStory, saved: Mapping[str, Any]) -> dict[int, int]:
    counts: dict[int, int] = {}
    for path, count in saved.items():
        container = story.container_at(path)
        if container is None:
            raise RunError(f"there is no place called '{path}'")
        counts[container.ordinal] = _whole(count)
    return counts


def _whole(value: Any) -> int:
    if type(value) is not int or not -_WHOLE <= value < _WHOLE:
        raise ValueError(value)
    return value


def _carried(new: CompiledStory, fresh: State, saved: Mapping[str, Any]) -> tuple[dict[str, Value], tuple[str, ...]]:
    """The declared variables with what they held, and those that could not keep it."""
    values = fresh.globals.as_dict()
    forgotten: list[str] = []
    for name, written in saved.items():
        value = value_from_json(written)
        if name not in values or _kind(values[name]) is not _kind(value):
            forgotten.append(name)
        elif isinstance(value, InkList):
            known = new.lists.lists
            items = {item: known[item.origin][item] for item in value.items if item in known.get(item.origin, {})}
            values[name] = InkList(items, value.origins)
        else:
            values[name] = value
    return values, tuple(sorted(forgotten))


def _kind(value: Value) -> type:
    return int if isinstance(value, bool | int | float) else type(value)
