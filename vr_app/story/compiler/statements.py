"""Statements line by line, in one pass over the file: what each line is, and the knots and stitches it belongs to."""

from __future__ import annotations

import re

from vr_app.story.compiler import tokens
from vr_app.story.compiler.content import trim_end
from vr_app.story.compiler.cursor import TooDeepError
from vr_app.story.compiler.logic_lines import LogicLineParser
from vr_app.story.compiler.tree import (
    Divert,
    Flow,
    Level,
    Statement,
    Tag,
    Text,
)
from vr_app.story.compiler.weave import as_content, make_weave

_NEXT_FLOW = re.compile(r"^[ \t]*=", re.MULTILINE)


class StatementParser(LogicLineParser):
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
