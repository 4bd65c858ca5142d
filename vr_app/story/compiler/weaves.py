"""Choices and gathers to containers: who flows on to which gather."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from vr_app.story.compiler.containers import START_ONLY, VISITS, Container, Link, Ref
from vr_app.story.compiler.pieces import PieceEmitter
from vr_app.story.compiler.symbols import Symbols
from vr_app.story.compiler.told import Told
from vr_app.story.compiler.tree import Choice, Content, Gather, Print, Weave

HAS_CONDITION, HAS_START, HAS_ONLY, IS_FALLBACK, IS_ONCE = 1, 2, 4, 8, 16

MAX_LEVEL = 250
"""Containers inside each other. A gather without choices before it lies inside the one above it."""

Point = Choice | Gather


def place_of(node: Content) -> int | None:
    """Where a node stands in the source; None for bare text."""
    return getattr(node.value if isinstance(node, Print) else node, "at", None)


class Running:
    """A weave while it is emitted.

    Attributes:
        loose: points whose flow runs out, to be sent to the next gather.
        level: how many containers the current one is in.
        sealed: a conditional or alternative lies between this weave and the outer one.
    """

    def __init__(self, node: Weave, outer: Running | None, sealed: bool) -> None:
        self.node = node
        self.outer = outer
        self.sealed = sealed
        self.root = Container()
        self.current = self.root
        self.root_level = outer.level + 3 if outer is not None else 0
        self.level = self.root_level
        self.told_level = False
        self.loose: list[tuple[Point, Container, Weave]] = []
        self.previous: tuple[Point, Container] | None = None
        self.fills_previous = False
        self.seen_choice = False
        self.gathers = 0
        self.choices = 0

    @property
    def is_sealed(self) -> bool:
        step: Running | None = self
        while step is not None and not step.sealed:
            step = step.outer
        return step is not None

    @property
    def target(self) -> Container:
        return self.previous[1] if self.fills_previous and self.previous is not None else self.current

    def forget_previous(self) -> None:
        """What has content below it flows on by that content."""
        if self.previous is not None:
            self.loose = [entry for entry in self.loose if entry[0] is not self.previous[0]]


class WeaveEmitter(PieceEmitter):
    def __init__(self, symbols: Symbols, told: Told, *, count_all: bool) -> None:
        super().__init__(symbols, told)
        self.count_all = count_all
        self.anchors: dict[Ref, Container] = {}
        self._running: Running | None = None

    def weave(self, node: Weave, *, sealed: bool) -> Container:
        running = Running(node, self._running, sealed)
        self._running = running
        for inner in node.content:
            if isinstance(inner, Choice):
                self._choice(inner, running)
            elif isinstance(inner, Gather):
                self._gather(inner, running)
            elif isinstance(inner, Weave):
                nested = self.weave(inner, sealed=False)
                running.target.put(nested)
                running.forget_previous()
                running.fills_previous = False
            else:
                at = place_of(inner)
                if at is not None:
                    running.target.mark(at)
                self.content(inner, running.target)
        self._running = running.outer
        self._hand_on(running)
        self.weave_is_done(running)
        return running.root

    @abstractmethod
    def weave_is_done(self, running: Running) -> None:
        """A weave has been emitted; what is loose in it leads nowhere."""

    # ------------------------------------------------------------------ gathers

    def _gather(self, node: Gather, running: Running) -> None:
        container = Container(node.label or f"g-{running.gathers}", START_ONLY | (VISITS if self.count_all else 0))
        container.mark(node.at)
        if node.label:
            self.anchors[self.scope.key, node.label] = container
        else:
            running.gathers += 1
        if not running.seen_choice:
            running.level += 1
            self._check_level(node, running)
        if running.seen_choice or running.level > MAX_LEVEL:
            running.level = running.root_level + 1
            running.root.add_named(container)
        else:
            running.current.put(container)
        running.seen_choice = False
        for point, loose, _ in running.loose:
            if not (isinstance(point, Gather) and point.depth == node.depth):
                loose.content.append(Link("->", container))
        running.loose = [(node, container, running.node)]
        running.current = container
        running.previous = (node, container)
        running.fills_previous = False

    def _check_level(self, node: Gather, running: Running) -> None:
        if running.level > MAX_LEVEL and not running.told_level:
            running.told_level = True
            hint = "Start a new knot, or use knots and stitches instead of labels."
            self.told.error("INK134", "There are too many gathers after each other without a choice", node.at, hint)

    # ------------------------------------------------------------------ choices

    def _choice(self, node: Choice, running: Running) -> None:
        if running.previous is not None and isinstance(running.previous[0], Gather):
            running.forget_previous()
        counted = node.once or self.count_all
        inner = Container(f"c-{running.choices}", START_ONLY | (VISITS if counted else 0))
        if node.label:
            self.anchors[self.scope.key, node.label] = inner
        running.choices += 1
        inner.mark(node.at)
        point = self._choice_point(node, inner)
        point.marks[0] = node.at
        running.current.put(point)
        running.current.add_named(inner)
        running.seen_choice = True
        running.loose.append((node, inner, running.node))
        running.previous = (node, inner)
        running.fills_previous = True

    def _choice_point(self, node: Choice, inner: Container) -> Container:
        """Shows the choice; `inner` is where it leads. The text before [ ] is written once and visited twice."""
        outer = Container()
        out = outer.content
        flags = IS_ONCE * node.once | IS_FALLBACK * node.fallback
        asks = bool(node.start or node.only or node.condition)
        if asks:
            out.append("ev")
        if node.start:
            flags |= HAS_START
            start, shown, taken = Container("s"), Container("$r1"), Container("$r2")
            out += (Link("^->", shown), {"temp=": "$r"}, "str", Link("->", start), shown, "/str")
            outer.add_named(shown)
            self._all(node.start, start)
            start.content.append({"->": "$r", "var": True})
            outer.add_named(start)
            inner.content += ("ev", Link("^->", taken), "/ev", {"temp=": "$r"}, Link("->", start), taken)
            inner.add_named(taken)
        if node.only:
            flags |= HAS_ONLY
            only = Container()
            self._all(node.only, only)
            out += ("str", *only.content, "/str")
        if node.condition is not None:
            flags |= HAS_CONDITION
            self.condition(node.condition, out)
        if asks:
            out.append("/ev")
        out.append(Link("*", inner, {"flg": flags}))
        self._all(node.inner, inner)
        return outer

    def _all(self, content: list[Content], out: Container) -> None:
        for node in content:
            self.content(node, out)

    # ------------------------------------------------------------------ loose ends

    def _hand_on(self, running: Running) -> None:
        """Gives what is loose to a weave around this one.

        Choices inside a conditional or alternative have to divert by themselves; gathers may flow out of it.
        """
        near, far, nested = None, None, False
        step: Running | None = running
        while step is not None and step.outer is not None:
            nested = nested or step.sealed
            step = step.outer
            if not nested and near is None:
                near = step
            if nested and far is None:
                far = step
        kept: list[Any] = []
        for entry in running.loose:
            receiver = near if not nested or isinstance(entry[0], Choice) else near or far
            if receiver is not None:
                receiver.loose.append(entry)
            else:
                kept.append(entry)
        running.loose = kept
