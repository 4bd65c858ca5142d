"""Lines and blocks to runtime content: text, diverts, conditionals, alternatives, assignments."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from vr_app.story.compiler.containers import START_ONLY, VISITS, Container, Link, Marker
from vr_app.story.compiler.symbols import Found
from vr_app.story.compiler.tree import (
    Alternatives,
    Assign,
    Branch,
    Call,
    Conditional,
    Content,
    Divert,
    Glue,
    Group,
    Name,
    Note,
    Print,
    Return,
    Run,
    Tag,
    Text,
    TunnelReturn,
    Weave,
)
from vr_app.story.compiler.values import ValueEmitter


class PieceEmitter(ValueEmitter):
    @abstractmethod
    def weave(self, node: Weave, *, sealed: bool) -> Container:
        """The container of a weave; `sealed` where braces lie around it."""

    def content(self, node: Content, out: Container) -> None:
        """One node of a line or block into a container; declarations leave nothing."""
        if isinstance(node, Text):
            out.content.append(text_json(node.value))
        elif isinstance(node, Print):
            self._warn_uncalled(node)
            self._refuse_target(node.value)
            self.evaluated(node.value, out.content, "out")
        elif isinstance(node, Divert):
            self._divert(node, out.content)
        elif isinstance(node, Group):
            for inner in node.content:
                self.content(inner, out)
        elif isinstance(node, Conditional):
            out.put(self._conditional(node))
        elif isinstance(node, Alternatives):
            out.put(self._alternatives(node))
        elif isinstance(node, Glue):
            out.content.append("<>")
        elif isinstance(node, Tag):
            out.content.append("#" if node.start else "/#")
        else:
            self._statement(node, out)

    def _warn_uncalled(self, node: Print) -> None:
        """`{f}` prints how often the function ran; `{f()}` was meant."""
        value = node.value
        if isinstance(value, Name) and len(value.path) == 1:
            scope = self.symbols.root.flows.get(value.text)
            if scope is not None and scope.flow is not None and scope.flow.is_function:
                self.told.warning(
                    "INK202", f"This prints how often '{value.text}' ran", value.at, f"Write {value.text}()."
                )

    def _statement(self, node: Content, out: Container) -> None:
        if isinstance(node, Assign):
            self._assign(node, out.content)
        elif isinstance(node, Run):
            self.evaluated(node.call, out.content, *(("pop",) if isinstance(node.call, Call) else ()))
        elif isinstance(node, Return):
            if node.value is None:
                out.content += ("ev", "void", "/ev", "~ret")
            else:
                self.evaluated(node.value, out.content)
                out.content.append("~ret")
        elif isinstance(node, TunnelReturn):
            self._tunnel_return(node, out.content)
        elif isinstance(node, Note):
            self.told.note("INK200", f"TODO: {node.text}", node.at)

    def _assign(self, node: Assign, out: list[Any]) -> None:
        self.evaluated(node.value, out)
        if node.temporary:
            out.append({"temp=": node.name})
            return
        kind = self.symbols.find_variable(node.name, self.scope)
        if not kind:
            self.unknown_variable(node.name, node.at)
        out.append({"VAR=" if kind == "global" else "temp=": node.name, "re": True})

    # ------------------------------------------------------------------ diverts

    def _divert(self, node: Divert, out: list[Any]) -> None:
        path = node.path
        if path is None:
            return
        if path in (("END",), ("DONE",)):
            out.append("end" if path[0] == "END" else "done")
            return
        target = self._divert_target(node)
        parameters = target.scope.parameters if not isinstance(target, str | None) and target.is_flow else []
        if node.args:
            out.append("ev")
            self.arguments(node.args, parameters, node.text, out)
            out.append("/ev")
        if node.kind == "thread":
            out.append("thread")
        form = "->t->" if node.kind == "tunnel" else "->"
        if isinstance(target, str):
            out.append({form: target, "var": True})
        elif target is not None:
            out.append(Link(form, target.ref))

    def _divert_target(self, node: Divert) -> Found | str | None:
        """A place, the name of a variable that holds one, or None with a finding."""
        assert node.path is not None
        name = node.path[0]
        if len(node.path) == 1 and self.symbols.find_variable(name, self.scope):
            parameter = self.scope.parameter(name)
            if parameter is not None and not parameter.is_target:
                hint = f"Declare the parameter as -> {name}."
                self.told.error("INK126", f"'{name}' is diverted to, but is no divert target", node.at, hint)
            return name
        place = self.symbols.find_place(node.path, self.scope)
        if place is None:
            self._unknown_target(node)
            return None
        flow = place.scope.flow if place.is_flow else None
        if flow is not None and flow.is_function:
            hint = f"Call it: ~ {node.text}()"
            self.told.error("INK127", f"'{node.text}' is a function and cannot be diverted to", node.at, hint)
        self.check_arguments(place, len(node.args), node.at)
        return place

    def _unknown_target(self, node: Divert) -> None:
        if node.text in self.symbols.externals:
            self.told.error("INK127", f"'{node.text}' is a function", node.at, f"Call it: ~ {node.text}()")
        else:
            self.unknown_place(node)

    def _tunnel_return(self, node: TunnelReturn, out: list[Any]) -> None:
        out.append("ev")
        onwards = node.onwards
        if onwards is None:
            out.append("void")
        elif onwards.path in (("END",), ("DONE",)):
            self.told.error("INK128", f"->-> {onwards.text} leads nowhere", onwards.at, f"Write -> {onwards.text}.")
        else:
            target = self._divert_target(onwards)
            if isinstance(target, str):
                self.arguments(onwards.args, [], onwards.text, out)
                out.append({"VAR?": target})
            elif target is not None:
                parameters = target.scope.parameters if target.is_flow else []
                self.arguments(onwards.args, parameters, onwards.text, out)
                out.append(Link("^->", target.ref))
        out += ("/ev", "->->")

    # ------------------------------------------------------------------ conditionals

    def _conditional(self, node: Conditional) -> Container:
        whole = Container()
        if node.query is not None:
            whole.content.append("ev")
            self.condition(node.query, whole.content)
            whole.content.append("/ev")
        rejoin = Marker()
        for branch in node.branches:
            whole.put(self._branch(branch, rejoin))
        branches = node.branches
        if node.query is not None and branches[0].test is not None and branches[-1].role != "else":
            whole.content.append("pop")
        whole.content.append(rejoin)
        return whole

    def _branch(self, node: Branch, rejoin: Marker) -> Container:
        outer = Container()
        out = outer.content
        if node.role == "match":
            out.append("du")
        if node.test is not None and node.role in ("own", "match"):
            out.append("ev")
            self.condition(node.test, out)
            out += ("==", "/ev") if node.role == "match" else ("/ev",)
        body = self.weave(node.body, sealed=True) if node.body is not None else Container()
        body.name = "b"
        before: list[Any] = ["pop"] if node.role == "match" or node.pops else []
        if not node.inline:
            before.append("\n")
        body.content[:0] = before
        body.content.append(Link("->", rejoin))
        out.append(Link("->", body, None if node.role == "else" else {"c": True}))
        outer.add_named(body)
        return outer

    # ------------------------------------------------------------------ alternatives

    def _alternatives(self, node: Alternatives) -> Container:
        whole = Container(flags=VISITS | START_ONLY)
        out = whole.content
        count = len(node.elements)
        once, stopping = "once" in node.kind, "stopping" in node.kind
        branches = count + once
        out += ("ev", "visit")
        if once or stopping:
            out += (branches - 1, "MIN")
        elif "cycle" in node.kind:
            out += (count, "%")
        if "shuffle" in node.kind:
            last = Marker()
            if once or stopping:
                out += ("du", count - 1 if stopping else count, "==", Link("->", last, {"c": True}))
            out += (count - 1 if stopping else count, "seq")
            if once or stopping:
                out.append(last)
        out.append("/ev")
        end = Marker()
        for number in range(branches):
            element = node.elements[number] if number < count else None
            body = self.weave(element, sealed=True) if element is not None else Container()
            body.name = f"s{number}"
            body.content.insert(0, "pop")
            body.content.append(Link("->", end))
            out += ("ev", "du", number, "==", "/ev", Link("->", body, {"c": True}))
            whole.add_named(body)
        out.append(end)
        return whole


def text_json(value: str) -> str:
    return "\n" if value == "\n" else f"^{value}"
