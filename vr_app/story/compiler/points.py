"""Choices and gathers: the points of a weave."""

from __future__ import annotations

from vr_app.story.compiler import tokens
from vr_app.story.compiler.declarations import DeclarationParser
from vr_app.story.compiler.tree import AllOf, Choice, Content, Divert, Expression, Gather, Statement, Text

MAX_BULLETS = 40


class PointParser(DeclarationParser):
    def _line_is_over(self, start: int) -> None:
        """Takes the line end; what stands before it is told once and passed over."""
        match = tokens.end_of_line(self.s, self.pos)
        if match:
            self.pos = match.end()
            return
        if not any(finding.severity == "error" and finding.at >= self.base + start for finding in self.findings[-3:]):
            self.expected("the end of this line", "INK054")
        self.skip_line()

    def _gather(self, found: list[Statement]) -> None:
        start = self.pos
        match = tokens.dashes(self.s, start)
        assert match is not None
        self.pos = match.end()
        depth = match.group().count("-")
        found.append(Gather(self.base + start, self._depth(depth, start), self._label()))
        self.line_break()

    def _depth(self, depth: int, start: int) -> int:
        if depth > MAX_BULLETS:
            self.error("INK051", "There are too many bullets", start, "Split the scene into knots.")
            return 1
        return depth

    def _label(self) -> str:
        match = tokens.label(self.s, self.pos)
        if match is None:
            return ""
        self.pos = match.end()
        return match.group(1)

    def _choice(self, sign: str, found: list[Statement]) -> None:
        start = self.pos
        match = (tokens.stars if sign == "*" else tokens.pluses)(self.s, start)
        assert match is not None
        self.pos = match.end()
        depth = self._depth(match.group().count(sign), start)
        self.gap()
        label = self._label()
        self.gap()
        if label:
            self.line_break()
        condition = self._condition()
        self.gap()
        if self.in_choice:
            self.error("INK056", "A choice cannot stand inside the text of a choice", start)
            self.skip_line()
            return
        self.in_choice = True
        before = self.mixed()
        only: list[Content] | None = None
        inner: list[Content] | None = None
        bracket = self.pos
        if has_brackets := self.take("["):
            self.close_tag(before)
            only = self.mixed()
            if not self.take("]"):
                self.expected("the closing ']' of this choice", "INK057")
            self.close_tag(only)
            inner = self.mixed()
        self.gap()
        self.close_tag(before if inner is None else inner)
        diverts = self.diverts()
        self.in_choice = False
        is_empty = before is None and only is None and inner is None
        if is_empty and diverts is None:
            self.warning("INK058", "This choice is empty", start, "For a fallback without text write * ->.")
        elif before is None and has_brackets and only is None:
            self.warning("INK058", "This choice shows nothing", bracket, "For a fallback without text write * ->.")
        inner = inner or []
        inner += [node for node in diverts or () if not (isinstance(node, Divert) and node.path is None)]
        inner.append(Text("\n"))
        once = sign == "*"
        found.append(Choice(self.base + start, depth, label, condition, before, only, inner, once, is_empty))
        self._line_is_over(start)

    def _condition(self) -> Expression | None:
        parts: list[Expression] = []
        start = self.pos
        while self.at("{"):
            self.pos += 1
            value = self.expression()
            if value is None:
                self.expected("a condition", "INK059")
                break
            self.refuse_step(value)
            parts.append(value)
            if not self.take("}"):
                hint = "Braces at the start of a choice are its condition; write \\ before them to print them."
                self.expected("the closing '}' of this condition", "INK022", hint=hint)
                break
            self.line_break()
            self.gap()
        if len(parts) > 1:
            return AllOf(self.base + start, parts)
        return parts[0] if parts else None
