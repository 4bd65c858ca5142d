"""Lines that begin with ~: assignments, calls, counting, return."""

from __future__ import annotations

from vr_app.story.compiler.points import PointParser
from vr_app.story.compiler.survey import calls_something
from vr_app.story.compiler.tree import Assign, Call, Content, Level, Return, Run, Statement, Step, Text


class LogicLineParser(PointParser):
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
        return any(finding.at >= self.base + start for finding in self.findings[-3:])

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
