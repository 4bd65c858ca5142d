"""Advice on what a story tells the stage: tags and calls that name something the stage does not have.

At run time such a tag is passed over without a word, as tags may be the writer's own; here the writer is told.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Final

from vr_app.scene.avatar.body import EMOTIONS
from vr_app.scene.avatar.gesture import CLIPS
from vr_app.scene.stage import Stage
from vr_app.scene.stage_state import HOME
from vr_app.scene.weather import WEATHERS
from vr_app.story.alike import alike
from vr_app.story.compiler.source import Source
from vr_app.story.compiler.survey import every_content, every_value, values_of
from vr_app.story.compiler.tree import Call, Number, String, Text
from vr_app.story.diagnostics import Diagnostic
from vr_app.story.flow_graph import FlowGraph
from vr_app.story.stage_choice import WHENS
from vr_app.story.stage_line import KNOWN_TAGS, WINDOW_TAGS

_TAG = re.compile(r"#[ \t]*(\w+)[ \t]*:[ \t]*([^#\]}|\n]*)")
_CHOICE_TAGS: Final = ("at", "says", "when", "sets")
_HEAD_TAGS: Final = ("title", "begins", "author", "license")
_TAGS: Final = (*KNOWN_TAGS, *WINDOW_TAGS, *_CHOICE_TAGS, *_HEAD_TAGS)
_LONGEST_PAUSE_S: Final = 10.0


@dataclass(frozen=True)
class StageNames:
    """What the scene of a story has, by id; None where no scene is known.

    Attributes:
        things: what can be shown, hidden, moved, looked at.
        spots: hotspots; they can be looked at, and things moved there.
        marks: where the host and things may go.
        lamps: things that shine and the lights of the stage itself.
        sounds: those of the scene.
    """

    things: frozenset[str]
    spots: frozenset[str]
    marks: frozenset[str]
    lamps: frozenset[str]
    sounds: frozenset[str]


def stage_names(stage: Stage) -> StageNames:
    """The ids of a stage."""
    things = frozenset(thing.id for thing in stage.things)
    return StageNames(
        things,
        frozenset(spot.id for spot in stage.hotspots),
        frozenset(mark.id for mark in stage.marks),
        things | frozenset(light.id for light in stage.lights),
        frozenset(sound.id for sound in stage.sounds),
    )


def check_staging(graph: FlowGraph, names: StageNames | None = None) -> tuple[Diagnostic, ...]:
    """What the stage would pass over, file by file, in the order of the lines.

    Args:
        names: of the scene the story belongs to; without it ids are not looked at.
    """
    found = [finding for source in graph.gathered.sources.values() for finding in _tags(source, graph, names)]
    found += _calls(graph, names)
    order = {path: number for number, path in enumerate(graph.gathered.paths)}
    return tuple(sorted(found, key=lambda finding: (order.get(finding.path, 0), finding.line, finding.column)))


# ---------------------------------------------------------------------- tags


def _tags(source: Source, graph: FlowGraph, names: StageNames | None) -> Iterator[Diagnostic]:
    for match in _TAG.finditer(source.clean):
        key, value = match.group(1).lower(), match.group(2).strip()
        if "{" in value:
            continue
        for message, hint, inside in _tag(key, value, graph, names):
            start = match.start(2) + match.group(2).find(inside) if inside else match.start(1)
            yield source.diagnostic("INK411", "warning", message, start, hint)


def _tag(key: str, value: str, graph: FlowGraph, names: StageNames | None) -> Iterator[tuple[str, str, str]]:
    """Message, hint, and which words of the value are meant ("" is the tag's name)."""
    match key:
        case "emotion":
            yield from _unknown("emotion", value.lower(), ("neutral", *EMOTIONS))
        case "gesture":
            yield from _unknown("gesture", value, CLIPS)
        case "pause":
            if not _is_pause(value):
                yield f"'{value}' is no pause", f"Write seconds, {_LONGEST_PAUSE_S:g} at most: # pause: 1.5", value
        case "when":
            yield from _unknown("end of a window", " ".join(value.lower().replace("-", " ").split()), WHENS)
        case "sets":
            for name in filter(None, (part.strip() for part in value.split(","))):
                yield from _unknown("variable", name, graph.symbols.variables)
        case "look" | "at" if names is not None:
            places = names.things | names.spots
            yield from _unknown("thing", value, places | {"visitor", "away"} if key == "look" else places)
        case "sound" if names is not None:
            yield from _unknown("sound", value, names.sounds)
        case _:
            near = "" if key in _TAGS else alike(key, _TAGS, cutoff=0.8)
            if near:
                yield f"The stage knows no tag '{key}'", f"Did you mean '{near}'?", ""


def _unknown(what: str, name: str, known: Collection[str]) -> Iterator[tuple[str, str, str]]:
    if name in known:
        return
    near = alike(name, known)
    some = ", ".join(sorted(known)[:12])
    hint = f"Did you mean '{near}'?" if near else f"There are: {some}." if some else ""
    yield f"The stage knows no {what} '{name}'", hint, name


def _is_pause(value: str) -> bool:
    try:
        return 0 < float(value) <= _LONGEST_PAUSE_S
    except ValueError:
        return False


# ---------------------------------------------------------------------- calls


def _calls(graph: FlowGraph, names: StageNames | None) -> Iterator[Diagnostic]:
    for place in graph.places.values():
        for node in every_content(place.weave.content):
            for value in every_value(values_of(node)):
                if isinstance(value, Call) and value.name in graph.symbols.externals:
                    for message, hint, argument in _call(value, names):
                        at = getattr(value.args[argument], "at", value.at)
                        yield graph.diagnostic("INK411", "warning", message, at, hint)


def _call(call: Call, names: StageNames | None) -> Iterator[tuple[str, str, int]]:
    """Message, hint, and which argument is meant."""
    words = [_literal(argument) for argument in call.args]
    match call.name, words:
        case "weather", [str() as word]:
            yield from ((*told[:2], 0) for told in _unknown("weather", word, WEATHERS))
        case "hour", [int() | float() as hour] if not 0 <= hour <= 24:
            yield f"There is no hour {hour:g}", "Hours go from 0 to 24.", 0
        case (("show" | "hide"), [str() as thing]) if names is not None:
            yield from ((*told[:2], 0) for told in _unknown("thing", thing, names.things))
        case "sound", [str() as sound] if names is not None:
            yield from ((*told[:2], 0) for told in _unknown("sound", sound, names.sounds))
        case "light", [str() as lamps, _] if names is not None:
            if not any(lamp.startswith(lamps) for lamp in names.lamps):
                yield from ((*told[:2], 0) for told in _unknown("lamp", lamps, names.lamps))
        case "move", [thing, place] if names is not None:
            if isinstance(thing, str):
                yield from ((*told[:2], 0) for told in _unknown("thing", thing, names.things | {"host"}))
            if isinstance(place, str):
                places = names.marks if thing == "host" else names.marks | names.spots
                yield from ((*told[:2], 1) for told in _unknown("mark", place, places | {HOME}))


def _literal(argument: object) -> str | int | float | None:
    """A text or number that is written out; None for what is worked out."""
    if isinstance(argument, Number):
        return argument.value
    if isinstance(argument, String) and all(isinstance(part, Text) for part in argument.content):
        return "".join(part.value for part in argument.content if isinstance(part, Text))
    return None
