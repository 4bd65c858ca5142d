"""Statements line by line: knots, stitches, choices, gathers, logic lines, text. One pass over the file."""

from __future__ import annotations

import re

from vr_app.story.compiler import tokens
from vr_app.story.compiler.content import trim_end
from vr_app.story.compiler.cursor import Finding, TooDeepError
from vr_app.story.compiler.declarations import DeclarationParser
from vr_app.story.compiler.survey import calls_something
from vr_app.story.compiler.tree import (
    AllOf,
    Assign,
    Call,
    Choice,
    Content,
    Divert,
    Expression,
    Flow,
    Gather,
    Level,
    Return,
    Run,
    Statement,
    Step,
    Tag,
    Text,
)
from vr_app.story.compiler.weave import as_content, make_weave

_NEXT_FLOW = re.compile(r"^[ \t]*=", re.MULTILINE)


class StatementParser(DeclarationParser):
    def statements(self, level: Level) -> list[Statement]:
        """Everything up to what ends a flow or block of this level."""
        found: list[Statement] = []
        if level is Level.BLOCK and (match := tokens.dashes(self.s, self.pos)):
            hint = "Inside { } one dash begins a case; gathers cannot stand there."
            self.error("INK050", "There are too many dashes", hint=hint)
            self.pos = match.end()
        while True:
            self.pos = tokens.blank_lines(self.s, self.pos).end()  # type: ignore[union-attr]
            if self.pos >= self.end or self._ends(level):
                return found
            start = self.pos
            if self.depth == 0:
                self._statement_at_top(level, found)
            else:
                self._statement(level, found)
            if self.pos == start:
                if level is Level.BLOCK:
                    return found
                self._stray(start)

    def _ends(self, level: Level) -> bool:
        s, pos = self.s, self.pos
        if level is Level.TOP:
            return False
        if tokens.knot_start(s, pos):
            return True
        if level is Level.KNOT:
            return False
        return bool(tokens.stitch_start(s, pos)) or (level is Level.BLOCK and bool(tokens.block_stop(s, pos)))

    def _statement_at_top(self, level: Level, found: list[Statement]) -> None:
        """A statement outside all braces: here the parser finds its feet after nesting that is too deep."""
        start = self.pos
        self.read_logic.clear()
        try:
            self._statement(level, found)
        except TooDeepError:
            self.depth = 0
            self.in_string = self.in_choice = self.tag_open = False
            self.error("INK051", "This is nested too deeply", start, "Split it into knots or functions.")
            match = _NEXT_FLOW.search(self.s, self._line_end(start))
            self.pos = match.start() if match else self.end

    def _stray(self, start: int) -> None:
        """Steps over a line that is nothing; a brace too many is only a warning."""
        rest = self.s[start : self._line_end(start)].strip()
        if rest.startswith("}"):
            self.warning("INK052", "This closing brace has no opening one", start)
        elif len(self.findings) == 0 or self.findings[-1].at < self.base + start:
            self.expected("a line of ink", "INK053", start)
        self.skip_line()

    # ------------------------------------------------------------------ one statement

    def _statement(self, level: Level, found: list[Statement]) -> None:
        start = self.pos
        self.gap()
        s, pos = self.s, self.pos
        sign = s[pos : pos + 1]
        if sign == "-":
            if s.startswith("->", pos):
                self._divert_line(found)
            elif level is not Level.BLOCK:
                self._gather(found)
        elif sign in ("*", "+"):
            self._choice(sign, found)
        elif sign == "~":
            self._logic_line(level, found)
        elif sign == "=" and level >= Level.KNOT and self._flow(level, found):
            pass
        elif sign == "<" and s.startswith("<-", pos):
            self._divert_line(found)
        elif not (sign in "VCLETI" and self._declaration(found)):
            self.pos = start
            self._text_line(found)

    def _line_is_over(self, start: int) -> None:
        """Takes the line end; what stands before it is told once and passed over."""
        match = tokens.end_of_line(self.s, self.pos)
        if match:
            self.pos = match.end()
            return
        if not any(finding.severity == "error" and finding.at >= self.base + start for finding in self.findings[-3:]):
            self.expected("the end of this line", "INK054")
        self.skip_line()

    def _text_line(self, found: list[Statement]) -> None:
        start = self.pos
        self.gap()
        content = self.mixed()
        if content is None:
            if self.findings and self.findings[-1].at >= self.base + start:
                self.skip_line()
            else:
                self.pos = start
            return
        first = content[0]
        if isinstance(first, Text) and first.value.startswith("return"):
            self.warning("INK055", "This line begins with 'return' but prints it", start, "Write ~ return.")
        if not isinstance(content[-1], Divert):
            trim_end(content, with_space=False)
        self.close_tag(content)
        if not (content and isinstance(content[0], Tag) and content[0].start):
            content.append(Text("\n"))
        found += content
        self._line_is_over(start)

    def _divert_line(self, found: list[Statement]) -> None:
        start = self.pos
        content = self.diverts()
        found += content or []
        self._line_is_over(start)

    def _gather(self, found: list[Statement]) -> None:
        start = self.pos
        match = tokens.dashes(self.s, start)
        assert match is not None
        self.pos = match.end()
        depth = match.group().count("-")
        found.append(Gather(self.base + start, self._depth(depth, start), self._label()))
        self.line_break()

    def _depth(self, depth: int, start: int) -> int:
        if depth > 40:
            self.error("INK051", "There are too many bullets", start, "Split the scene into knots.")
            return 1
        return depth

    def _label(self) -> str:
        match = tokens.label(self.s, self.pos)
        if match is None:
            return ""
        self.pos = match.end()
        return match.group(1)

    def _declaration(self, found: list[Statement]) -> bool:
        match = tokens.declaration(self.s, self.pos)
        start = self.pos
        if match:
            self.pos = match.end()
            node = self.declaration(match.group())
            if node is None and match.group() == "TODO":
                return False
        elif tokens.include(self.s, start):
            self.pos += len("INCLUDE")
            node = self.include()
        else:
            return False
        if node is not None:
            found.append(node)
        self._line_is_over(start)
        return True

    # ------------------------------------------------------------------ choices

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

    # ------------------------------------------------------------------ logic lines

    def _logic_line(self, level: Level, found: list[Statement]) -> None:
        start = self.pos
        self.pos += 1
        self.gap()
        node = self._logic_node()
        if node is None:
            if not self._told_since(start):
                self.expected("an assignment, a call or return after '~'", "INK060")
            self.skip_line()
            return
        if level is Level.TOP and isinstance(node, Return):
            self.error("INK130", "There is a return outside of all functions", start)
        found.append(node)
        if calls_something(node):
            found.append(Text("\n"))
        self._line_is_over(start)

    def _told_since(self, start: int) -> bool:
        findings: list[Finding] = self.findings[-3:]
        return any(finding.at >= self.base + start for finding in findings)

    def _logic_node(self) -> Content | None:
        start = self.pos
        word = self.name()
        if word == "return":
            self.gap()
            return Return(self.base + start, self.expression())
        self.gap()
        if word == "temp":
            return self._temporary()
        if word and (assignment := self._assignment(word, start)):
            return assignment
        self.pos = start
        value = self.expression()
        if value is None:
            return None
        if not isinstance(value, Call | Step):
            hint = "A ~ line can be ~ x = 5, ~ x++, ~ temp x = 5, ~ f() or ~ return."
            self.error("INK061", "This value is not used", start, hint)
            return None
        return Run(value.at, value)

    def _temporary(self) -> Content | None:
        at = self.base + self.pos
        name = self.name()
        self.gap()
        if not name or not self.take("="):
            self.expected("'=' and a value" if name else "a variable name", "INK041", hint="~ temp x = 5")
            return None
        value = self.expression()
        return None if value is None else Assign(at, name, value, temporary=True)

    def _assignment(self, name: str, start: int) -> Content | None:
        sign = self.s[self.pos : self.pos + 2]
        if sign in ("+=", "-="):
            self.pos += 2
            amount = self.expression()
            return (
                None if amount is None else Run(self.base + start, Step(self.base + start, name, amount, sign == "+="))
            )
        if not sign.startswith("=") or sign == "==":
            return None
        self.pos += 1
        value = self.expression()
        return None if value is None else Assign(self.base + start, name, value, temporary=False)

    # ------------------------------------------------------------------ flows

    def _flow(self, level: Level, found: list[Statement]) -> bool:
        start = self.pos
        if match := tokens.knot_start(self.s, start):
            flow_level = Level.KNOT
        elif tokens.stitch_start(self.s, start):
            flow_level = Level.STITCH
        else:
            return False
        self.pos = match.end() if match else start + 1
        self.gap()
        at = self.pos
        name = self.name()
        is_function = name == "function"
        if is_function:
            self.gap()
            at, name = self.pos, self.name()
        if not name:
            self.expected("the name of this knot", "INK062", hint="=== name ===")
        self.gap()
        parameters = self.parameters() if self.at("(") else []
        if closing := tokens.knot_start(self.s, self.pos):
            self.pos = closing.end()
        self._line_is_over(start)
        statements = self.statements(flow_level)
        if not statements:
            kind = "knot" if flow_level is Level.KNOT else "stitch"
            self.error("INK063", f"This {kind} is empty", at, "Write at least one line in it, or -> DONE.")
        content = as_content(statements)
        stitches = [node for node in statements if isinstance(node, Flow)]
        flow = Flow(
            self.base + at, name, flow_level, parameters, is_function, statements,
            make_weave(content, 0) if content else None, stitches,
            starts_with_stitch=bool(statements) and isinstance(statements[0], Flow) and not content,
        )  # fmt: skip
        found.append(flow)
        return True
