"""Inside braces: conditionals (inline, block, switch), alternatives (sequence, cycle, once, shuffle), values."""

from __future__ import annotations

from vr_app.story.compiler import tokens
from vr_app.story.compiler.cursor import Finding
from vr_app.story.compiler.expressions import ExpressionParser
from vr_app.story.compiler.source import Source
from vr_app.story.compiler.tree import (
    Alternatives,
    Branch,
    Conditional,
    Content,
    Expression,
    Level,
    Print,
    Text,
    Weave,
)
from vr_app.story.compiler.weave import as_content, make_weave

SIGNS = {"!": "once", "&": "cycle", "~": "shuffle", "$": "stopping"}
KINDS = (
    {"once"}, {"cycle"}, {"stopping"}, {"shuffle"}, {"shuffle", "stopping"}, {"shuffle", "once"},
)  # fmt: skip

Remembered = tuple[Content | None, int, bool, bool, tuple[Finding, ...]]
"""What braces were read as: the node, the place after them, in a string, in a tag, and findings."""


class BlockParser(ExpressionParser):
    def __init__(self, source: Source) -> None:
        super().__init__(source)
        self.read_logic: dict[tuple[int, bool, bool, bool], Remembered] = {}

    def inner_logic(self) -> Content | None:
        """What stands between braces; None with a finding where it is nothing known."""
        self.gap()
        mark = self.mark()
        kind = self._kind()
        if kind is not None:
            elements = self._elements()
            if elements is None:
                self.expected("what to choose from, parted by '|'", "INK030", mark.pos)
                return None
            return Alternatives(self.base + mark.pos, kind, elements)
        value = self.expression()
        complaints = self.findings[mark.findings :]
        if value is not None and self.at(":"):
            self.refuse_step(value)
            self.pos += 1
            return self._conditional(value, mark.pos)
        after = self.pos
        whole = value is not None and self.at("}")
        if whole and "|" not in self.s[mark.pos : after]:
            return self._printed(value)
        self.reset(mark)
        if self.line_break():
            return self._conditional(None, mark.pos)
        elements = self._inline_elements()
        self.gap()
        if elements is not None and len(elements) > 1 and self.at("}"):
            return Alternatives(self.base + mark.pos, frozenset({"stopping"}), elements)
        self.reset(mark)
        if whole:
            self.pos = after
            return self._printed(value)
        if value is not None and not complaints and tokens.end_of_line(self.s, after):
            self.pos = after
            return self._printed(value)
        if complaints:
            for finding in complaints:
                self.tell(finding)
        else:
            hint = "{x} prints a value, {x: a|b} asks, {a|b|c} takes turns."
            self.expected("logic inside the braces", "INK031", hint=hint)
        return None

    def _printed(self, value: Expression | None) -> Content:
        assert value is not None
        self.refuse_step(value)
        return Print(value)

    # ------------------------------------------------------------------ alternatives

    def _kind(self) -> frozenset[str] | None:
        start = self.pos
        signs = tokens.sequence_signs(self.s, start)
        if signs:
            kind = {SIGNS[sign] for sign in signs.group()}
        else:
            words = tokens.sequence_words(self.s, start)
            if words is None:
                return None
            signs, kind = words, set(words.group(1).split())
        self.pos = signs.end()
        if kind not in KINDS:
            self.error("INK032", f"'{' '.join(sorted(kind))}' do not go together", start)
            return frozenset({"stopping"})
        return frozenset(kind)

    def _elements(self) -> list[Weave | None] | None:
        return self._block_elements() if self.line_break() else self._inline_elements()

    def _inline_elements(self) -> list[Weave | None] | None:
        found: list[Weave | None] = []
        empty = True
        while True:
            content = self.mixed()
            if content is not None:
                found.append(make_weave(content))
                empty = False
            elif not self.at("|"):
                break
            else:
                found.append(None)
            if not self.take("|"):
                return found
            empty = False
            if self.pos >= self.end:
                break
        if empty:
            return None
        return [*found, None]

    def _block_elements(self) -> list[Weave | None] | None:
        self._blank_lines()
        found: list[Weave | None] = []
        while self._dash():
            content = as_content(self.statements(Level.BLOCK))
            self._blank_lines()
            found.append(make_weave([Text("\n"), *content]) if content else None)
        return found or None

    def _blank_lines(self) -> None:
        self.pos = tokens.blank_lines(self.s, self.pos).end()  # type: ignore[union-attr]

    def _dash(self) -> bool:
        """Takes the '-' that begins an arm, not an arrow."""
        match = tokens.gap(self.s, self.pos)
        start = match.end() if match else self.pos
        if not self.s.startswith("-", start) or self.s.startswith("->", start):
            return False
        self.pos = start + 1
        self.gap()
        return True

    # ------------------------------------------------------------------ conditionals

    def _conditional(self, query: Expression | None, start: int) -> Content | None:
        if query is not None and not self.line_break():
            branches = self._inline_branches()
        else:
            branches = self._block_branches(query)
        if branches is None:
            self.expected("what to do in each case", "INK033", hint="{x: if true|if false}")
            return None
        if query is not None:
            self._give_roles(branches)
        else:
            self._check_tests(branches)
        return Conditional(self.base + start, query, branches)

    def _inline_branches(self) -> list[Branch] | None:
        arms: list[list[Content]] = []
        while (content := self.mixed()) is not None or self.at("|"):
            arms.append(content or [])
            if not self.take("|"):
                break
        if not arms:
            return None
        if len(arms) > 2:
            self.error("INK034", "An inline condition has at most two cases", hint="{x: if true|if false}")
        at = self.base + self.pos
        first = Branch(at, None, make_weave(arms[0]), "true", inline=True)
        if len(arms) == 1:
            return [first]
        return [first, Branch(at, None, make_weave(arms[1]), "else", inline=True)]

    def _block_branches(self, query: Expression | None) -> list[Branch] | None:
        self._blank_lines()
        branches: list[Branch] = []
        while (branch := self._arm()) is not None:
            branches.append(branch)
        if branches or query is None:
            if branches and query is not None and len(branches) == 1 and branches[0].role == "else":
                branches.insert(0, Branch(branches[0].at, None, None, "true"))
            return branches or None
        at = self.base + self.pos
        sole = as_content(self.statements(Level.BLOCK))
        if not sole:
            return None
        branches = [Branch(at, None, make_weave(sole))]
        other = self._arm()
        if other is not None:
            if other.role != "else":
                self.error("INK035", "Expected '- else:' here", other.at - self.base)
                other.role, other.test = "else", None
            branches.append(other)
        return branches

    def _arm(self) -> Branch | None:
        if not self._dash():
            return None
        start = self.pos
        test: Expression | None = None
        role = "own"
        match = tokens.else_branch(self.s, start)
        if match:
            self.pos, role = match.end(), "else"
        else:
            mark = self.mark()
            test = self.expression()
            if test is not None and self.at(":"):
                self.refuse_step(test)
                self.pos += 1
            else:
                test = None
                self.reset(mark)
        content = as_content(self.statements(Level.BLOCK))
        if test is None and not content and role == "own":
            self.error("INK036", "There is nothing after this '-'", start)
        self._blank_lines()
        return Branch(self.base + start, test, make_weave(content) if content else None, role)

    def _give_roles(self, branches: list[Branch]) -> None:
        """With a query: each arm is a value to match, or the true and the false arm."""
        matching = False
        for number, branch in enumerate(branches):
            last = number == len(branches) - 1
            if branch.test is not None:
                branch.role = "match"
                matching = True
            elif matching and last:
                branch.role, branch.pops = "else", True
            elif not last and len(branches) > 2:
                hint = "Did you leave out a ':'?"
                self.error("INK037", "Only the last case can be without a value", branch.at - self.base, hint)
            else:
                branch.role = "else" if number else "true"

    def _check_tests(self, branches: list[Branch]) -> None:
        for number, branch in enumerate(branches):
            if branch.test is not None:
                continue
            if number == len(branches) - 1:
                branch.role = "else"
            elif branch.role == "else":
                self.error("INK037", "'else' is not the last case", branch.at - self.base)
            else:
                self.error("INK038", "This case has no condition", branch.at - self.base, "Did you leave out a ':'?")
        if len(branches) == 1 and branches[0].test is None:
            self.error("INK038", "This block has no condition", branches[0].at - self.base)
