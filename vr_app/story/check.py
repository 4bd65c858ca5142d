"""Advice on a finished story: what nobody can reach or leave, what is never used, what is hard to say."""

from __future__ import annotations

import difflib
import re
from collections import Counter
from collections.abc import Iterator

from vr_app.story.compiler.survey import every_content, every_value, values_of
from vr_app.story.compiler.tree import Assign, Choice, Name, Step, Target
from vr_app.story.diagnostics import Diagnostic
from vr_app.story.flow_graph import ENDS, FlowGraph, Place, Way
from vr_app.story.inline_logic import spoken_parts
from vr_app.story.script_lines import ScriptLine, script_lines

WORDS_A_MINUTE = 150
"""How fast a story is spoken."""
LONGEST_BREATH_S = 12.0
"""A sentence longer than this is hard to say, and to follow, in one go."""
MOSTLY_SPOKEN = 0.9
"""From this share of lines with a speaker on, a line without one is worth a look."""

_SENTENCES = re.compile(r"(?<=[.!?…;:])[\s\"'’”)]+")
_SET_BY_TAG = re.compile(r"#\s*sets\s*:\s*([\w, ]+)")


def check_story(graph: FlowGraph) -> tuple[Diagnostic, ...]:
    """All advice, file by file, in the order of the lines."""
    found = [*_unreachable(graph), *_endless(graph), *_variables(graph), *_lines(graph)]
    order = {path: number for number, path in enumerate(graph.gathered.paths)}
    return tuple(sorted(found, key=lambda finding: (order.get(finding.path, 0), finding.line, finding.column)))


# ---------------------------------------------------------------------- ways


def reachable(graph: FlowGraph) -> set[str]:
    """The places a reader may come to."""
    ways = graph.ways_from()
    seen = {""}
    waiting = [""]
    while waiting:
        for way in ways[waiting.pop()]:
            if way.target in graph.places and way.target not in seen and way.kind != "return":
                seen.add(way.target)
                waiting.append(way.target)
    return seen


def can_end(graph: FlowGraph) -> set[str]:
    """The places from which the story can come to an end, or back to where it was called from."""
    ending = {way.source for way in graph.ways if way.target in ENDS or way.kind in ("return", "variable")}
    ending |= {name for name, place in graph.places.items() if place.is_function}
    ending |= {name for name in graph.places if not any(_leads_on(way) for way in graph.ways_from()[name])}
    grew = True
    while grew:
        more = {way.source for way in graph.ways if way.target in ending and _leads_on(way)} - ending
        ending |= more
        grew = bool(more)
    return ending


def _leads_on(way: Way) -> bool:
    return way.kind in ("divert", "first", "thread")


def _unreachable(graph: FlowGraph) -> Iterator[Diagnostic]:
    known = reachable(graph)
    for name, place in graph.places.items():
        if name in known or (place.is_function and name in graph.symbols.externals):
            continue
        knot = name.rpartition(".")[0]
        if knot and knot not in known:
            continue
        what = "function" if place.is_function else "stitch" if knot else "knot"
        message = f"Nothing leads to the {what} '{name}'"
        yield graph.diagnostic("INK401", "warning", message, place.at, "Divert to it from somewhere, or take it out.")


def _endless(graph: FlowGraph) -> Iterator[Diagnostic]:
    known = reachable(graph)
    ways = graph.ways_from()
    told: set[frozenset[str]] = set()
    circles = _circles(known - can_end(graph), ways)
    for name, place in graph.places.items():
        circle = circles.get(name)
        if circle is not None and circle not in told:
            told.add(circle)
            others = f" (with {', '.join(sorted(circle - {name}))})" if len(circle) > 1 else ""
            message = f"From '{name}'{others} the story never comes to an end"
            yield graph.diagnostic("INK402", "warning", message, place.at, "Let a choice or divert lead out of here.")
        elif name in known and _runs_dry(place, ways):
            message = f"When all choices of '{name}' are taken, nothing is left to choose"
            hint = "Make one sticky (+), or add a fallback (* ->)."
            yield graph.diagnostic("INK403", "warning", message, place.at, hint)


def _circles(lost: set[str], ways: dict[str, list[Way]]) -> dict[str, frozenset[str]]:
    """Of places without an end, those that go round among themselves and nowhere else, with their circle."""
    onward: dict[str, frozenset[str]] = {}
    for name in lost:
        seen: set[str] = set()
        waiting = [name]
        while waiting:
            for way in ways[waiting.pop()]:
                if way.target in lost and way.target not in seen and _leads_on(way):
                    seen.add(way.target)
                    waiting.append(way.target)
        onward[name] = frozenset(seen)
    return {
        name: circle
        for name, circle in onward.items()
        if all(onward[other] == circle for other in circle) and name in circle
    }


def _runs_dry(place: Place, ways: dict[str, list[Way]]) -> bool:
    """Whether the reader comes back here after every choice, all of which are gone once taken."""
    choices = [node for node in every_content(place.weave.content) if isinstance(node, Choice)]
    if not choices or any(choice.fallback or not choice.once for choice in choices):
        return False
    own = ways[place.name]
    if any(way.kind in ("return", "variable") or way.target in ENDS for way in own):
        return False
    onward = [way for way in own if _leads_on(way)]
    if any(not way.choice and way.target != place.name for way in onward):
        return False
    return bool(onward) and all(place.name in _onward(way.target, ways) for way in onward)


def _onward(name: str, ways: dict[str, list[Way]]) -> set[str]:
    """The places one may come to from a place, itself included."""
    seen = {name}
    waiting = [name]
    while waiting:
        for way in ways[waiting.pop()]:
            if way.target in ways and way.target not in seen and _leads_on(way):
                seen.add(way.target)
                waiting.append(way.target)
    return seen


# ---------------------------------------------------------------------- names


def _variables(graph: FlowGraph) -> Iterator[Diagnostic]:
    read: Counter[str] = Counter()
    written: Counter[str] = Counter()
    for place in graph.places.values():
        own_read, own_written = _uses(graph, place)
        read += own_read
        written += own_written
        yield from _temporaries(graph, place, own_read)
    symbols = graph.symbols
    for source in graph.gathered.sources.values():
        for names in _SET_BY_TAG.findall(source.clean):
            written.update(name.strip() for name in names.split(","))
    for name, variable in symbols.variables.items():
        if not read[name]:
            yield graph.diagnostic("INK404", "warning", f"The variable '{name}' is never read", variable.at)
        elif not written[name]:
            message = f"The variable '{name}' never changes"
            yield graph.diagnostic("INK405", "note", message, variable.at, "Make it a CONST, or change it somewhere.")
    for name, constant in symbols.constants.items():
        if not read[name]:
            yield graph.diagnostic("INK404", "warning", f"The constant '{name}' is never read", constant.at)
    for name, definition in symbols.lists.items():
        if not read[name] and not any(read[i.name] or read[f"{name}.{i.name}"] for i in definition.items):
            yield graph.diagnostic("INK404", "warning", f"The list '{name}' is never used", definition.at)


def _uses(graph: FlowGraph, place: Place) -> tuple[Counter[str], Counter[str]]:
    read: Counter[str] = Counter()
    written: Counter[str] = Counter()
    for node in every_content(place.weave.content):
        if isinstance(node, Assign) and not node.temporary:
            written[node.name] += 1
        arguments = list(getattr(node, "args", ()))
        onwards = getattr(node, "onwards", None)
        arguments += onwards.args if onwards is not None else []
        for value in every_value([*values_of(node), *arguments]):
            if isinstance(value, Step):
                written[value.name] += 1
            elif isinstance(value, Name):
                read[value.text] += 1
                read[value.path[0]] += len(value.path) > 1
            elif isinstance(value, Target):
                read[".".join(value.path)] += 1
            for name in getattr(value, "names", ()):
                read[name] += 1
            for argument in getattr(value, "args", ()):
                if isinstance(argument, Name) and _by_reference(graph, value, argument):
                    written[argument.text] += 1
        if (path := getattr(node, "path", None)) and len(path) == 1:
            read[path[0]] += 1
    for value in every_value(v.value for v in (*graph.symbols.variables.values(), *graph.symbols.constants.values())):
        if not place.name and isinstance(value, Name):
            read[value.text] += 1
    return read, written


def _by_reference(graph: FlowGraph, call: object, argument: Name) -> bool:
    scope = graph.symbols.root.flows.get(getattr(call, "name", ""))
    if scope is None:
        return False
    position = getattr(call, "args", []).index(argument)
    return position < len(scope.parameters) and scope.parameters[position].by_reference


def _temporaries(graph: FlowGraph, place: Place, read: Counter[str]) -> Iterator[Diagnostic]:
    if not place.name:
        return
    inner = Counter(read)
    for name, other in graph.places.items():
        if name.startswith(f"{place.name}."):
            inner += _uses(graph, other)[0]
    for name, at in place.scope.temporaries.items():
        if not inner[name]:
            yield graph.diagnostic("INK404", "warning", f"The temporary variable '{name}' is never read", at)
    if place.is_function and place.name in graph.symbols.externals:
        return
    for parameter in place.scope.parameters:
        if not inner[parameter.name] and not parameter.by_reference:
            message = f"The parameter '{parameter.name}' of '{place.name}' is never used"
            yield graph.diagnostic("INK404", "warning", message, parameter.at)


# ---------------------------------------------------------------------- lines


def _lines(graph: FlowGraph) -> Iterator[Diagnostic]:
    lines: list[tuple[str, ScriptLine]] = []
    functions = {name for name, place in graph.places.items() if place.is_function}
    for source in graph.gathered.sources.values():
        lines += [(source.path, line) for line in script_lines(source.text) if line.pieces]
    said = [(path, line) for path, line in lines if line.kind != "choice" and line.place not in functions]
    speakers = Counter(line.speaker for _, line in said if line.speaker)
    mostly_spoken = said and sum(speakers.values()) >= MOSTLY_SPOKEN * len(said)
    for path, line in said:
        if line.speaker:
            yield from _odd_speaker(path, line, speakers)
        elif mostly_spoken:
            yield _about(path, line, "INK406", "note", "Nobody is named who says this line", "Begin it with a name.")
        for seconds, sentence in _long_sentences(line):
            message = f"This sentence takes {seconds:.0f} s to say: '{sentence[:30].strip()}...'"
            yield _about(path, line, "INK407", "note", message, "Make two of it.")


def _odd_speaker(path: str, line: ScriptLine, speakers: Counter[str]) -> Iterator[Diagnostic]:
    if speakers[line.speaker] > 1:
        return
    others = [name for name, count in speakers.items() if count > 2]
    near = difflib.get_close_matches(line.speaker, others, n=1, cutoff=0.6)
    if near:
        message = f"'{line.speaker}' says nothing but this line"
        yield _about(path, line, "INK406", "warning", message, f"Did you mean '{near[0]}'?")


def _long_sentences(line: ScriptLine) -> Iterator[tuple[float, str]]:
    for piece in line.pieces:
        for part in spoken_parts(piece.text):
            for sentence in _SENTENCES.split(part):
                seconds = len(sentence.split()) * 60 / WORDS_A_MINUTE
                if seconds > LONGEST_BREATH_S:
                    yield seconds, sentence


def _about(path: str, line: ScriptLine, code: str, severity: str, message: str, hint: str) -> Diagnostic:
    column = line.pieces[0].start + 1
    return Diagnostic(code, severity, message, path, line.number, column, line.raw, column, hint)  # type: ignore[arg-type]
