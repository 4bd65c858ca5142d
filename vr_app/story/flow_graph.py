"""What leads where in an ink story: its knots and stitches, and every way from one to another."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from vr_app.story.compiler.gather import Gathered, gather_files
from vr_app.story.compiler.kept import StoryCache
from vr_app.story.compiler.link import collect_names, top_content
from vr_app.story.compiler.source import OFFSET_BITS
from vr_app.story.compiler.survey import every_content, every_value, facts_of, values_of
from vr_app.story.compiler.symbols import Scope, Symbols
from vr_app.story.compiler.told import Told
from vr_app.story.compiler.tree import (
    Call,
    Choice,
    Content,
    Divert,
    Expression,
    Gather,
    Tag,
    Target,
    Text,
    TunnelReturn,
    Weave,
)
from vr_app.story.compiler.weave import make_weave
from vr_app.story.diagnostics import Diagnostic, Severity

ENDS = ("END", "DONE")


@dataclass(frozen=True)
class Way:
    """From one place to another.

    Attributes:
        source, target: places by name ("" is the top of the story, "END" and "DONE" its ends).
        kind: "divert", "tunnel", "thread", "call" of a function, "value" (a place kept in a variable), "variable" (to
            what a variable holds; target is its name), "first" (a knot's first stitch) or "return".
        choice: the words of the choice it belongs to, "" for none.
        is_once: that choice is offered only once.
    """

    source: str
    target: str
    kind: str
    choice: str = ""
    is_once: bool = False


@dataclass
class Place:
    """A knot, stitch or function; the top of the story has no name.

    Attributes:
        words: in all its text.
        choices: offered in it, those taken unasked not counted.
    """

    name: str
    at: int
    scope: Scope
    weave: Weave
    is_function: bool = False
    words: int = 0
    choices: int = 0


@dataclass
class FlowGraph:
    """All of a story's places and ways."""

    gathered: Gathered
    symbols: Symbols
    places: dict[str, Place] = field(default_factory=dict)
    ways: list[Way] = field(default_factory=list)

    def ways_from(self) -> dict[str, list[Way]]:
        """The ways by where they begin."""
        found: dict[str, list[Way]] = {name: [] for name in self.places}
        for way in self.ways:
            found[way.source].append(way)
        return found

    def diagnostic(self, code: str, severity: Severity, message: str, at: int, hint: str = "") -> Diagnostic:
        """A finding at a place of the source."""
        source = self.gathered.sources[at >> OFFSET_BITS]
        return source.diagnostic(code, severity, message, at - source.base, hint)


def flow_graph(read_file: Callable[[str], bytes | str], path: str) -> FlowGraph:
    """Reads a story with what it includes.

    Raises:
        OSError: the story's own file cannot be read.
    """
    gathered = gather_files(read_file, path, StoryCache())
    weave = make_weave(top_content(gathered), 0)
    symbols = collect_names(gathered, facts_of(weave), Told())
    graph = FlowGraph(gathered, symbols)
    at = next(iter(gathered.sources.values())).base
    _add(graph, Place("", at, symbols.root, weave))
    for value in every_value(declared.value for declared in symbols.variables.values()):
        if isinstance(value, Target):
            graph.ways.append(Way("", _aim(value.path, "value", graph.places[""], symbols)[0], "value"))
    for scope in _every_scope(symbols.root):
        flow = scope.flow
        name = ".".join(scope.key)
        if flow is None or not name or name in graph.places:
            continue
        _add(graph, Place(name, flow.at, scope, flow.weave or Weave(0, []), flow.is_function))
        if flow.starts_with_stitch and flow.stitches:
            graph.ways.append(Way(name, f"{name}.{flow.stitches[0].name}", "first"))
    return graph


def _every_scope(scope: Scope) -> Iterator[Scope]:
    for inner in scope.flows.values():
        yield inner
        yield from _every_scope(inner)


def _add(graph: FlowGraph, place: Place) -> None:
    graph.places[place.name] = place
    choice: Choice | None = None
    words = ""
    in_tag = False
    for node in every_content(place.weave.content):
        if isinstance(node, Choice):
            choice = node
            words = plain_text([*(node.start or ()), *(node.only or ())])
            place.choices += not node.fallback
        elif isinstance(node, Gather):
            choice, words = None, ""
        elif isinstance(node, Tag):
            in_tag = node.start
        elif isinstance(node, Text) and not in_tag:
            place.words += len(node.value.split())
        is_once = choice is not None and choice.once
        for target, kind in _jumps(node, place, graph.symbols):
            graph.ways.append(Way(place.name, target, kind, words, is_once))


def _jumps(node: Content, place: Place, symbols: Symbols) -> Iterator[tuple[str, str]]:
    arguments: list[Expression] = []
    if isinstance(node, TunnelReturn):
        yield "", "return"
        node = node.onwards or node
    if isinstance(node, Divert):
        arguments = node.args
        if node.path is not None:
            if node.path[0] in ENDS and len(node.path) == 1:
                yield node.path[0], "divert"
            else:
                yield _aim(node.path, node.kind or "divert", place, symbols)
    for value in every_value([*arguments, *values_of(node)]):
        if isinstance(value, Call):
            yield _aim((value.name,), "call", place, symbols)
        elif isinstance(value, Target):
            yield _aim(value.path, "value", place, symbols)


def _aim(path: tuple[str, ...], kind: str, place: Place, symbols: Symbols) -> tuple[str, str]:
    found = symbols.find_place(path, place.scope)
    if found is None:
        return ".".join(path), "variable"
    return ".".join(found.scope.key), kind


def plain_text(content: list[Content]) -> str:
    """The words of some content, without tags and logic; of alternatives the first."""
    parts: list[str] = []
    in_tag = False
    for node in every_content(content):
        if isinstance(node, Tag):
            in_tag = node.start
        elif isinstance(node, Text) and not in_tag:
            parts.append(node.value)
    return " ".join("".join(parts).split())
