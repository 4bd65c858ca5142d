"""Lines that declare: VAR, CONST, LIST, EXTERNAL, INCLUDE, TODO, and parameters of knots."""

from __future__ import annotations

from vr_app.story.compiler import tokens
from vr_app.story.compiler.content import ContentParser
from vr_app.story.compiler.expressions import INT_MAX
from vr_app.story.compiler.tree import (
    Constant,
    Content,
    External,
    GlobalVariable,
    Include,
    ListDefinition,
    ListItem,
    ListItems,
    Name,
    Note,
    Number,
    Parameter,
    String,
    Target,
    Text,
)


class DeclarationParser(ContentParser):
    def declaration(self, keyword: str) -> Content | None:
        """From after its keyword on; None where the line is none (or is broken, with a finding)."""
        start = self.pos - len(keyword)
        self.gap()
        if keyword == "TODO":
            return self._note(start)
        at = self.base + self.pos
        name = self.name()
        if not name:
            self.expected(f"the name of this {keyword}", "INK040")
            return None
        self.gap()
        if keyword == "EXTERNAL":
            return self._external(at, name)
        if not self.take("="):
            self.expected("'=' and a value", "INK041", hint=f"{keyword} {name} = 5")
            return None
        if keyword == "LIST":
            return self._list(at, name)
        return self._variable(keyword, at, name)

    def _note(self, start: int) -> Note | None:
        self.take(":")
        self.gap()
        match = tokens.rest_of_line(self.s, self.pos)
        if match is None or not match.group():
            return None
        self.pos = match.end()
        return Note(self.base + start, match.group().strip())

    def _external(self, at: int, name: str) -> External:
        if not self.at("("):
            self.expected("the parameters in brackets", "INK042", hint=f"EXTERNAL {name}()")
            return External(at, name, [])
        return External(at, name, [parameter.name for parameter in self.parameters()])

    def _variable(self, keyword: str, at: int, name: str) -> Content | None:
        self.gap()
        start = self.pos
        value = self.expression()
        if value is None:
            self.expected("a first value", "INK041", start)
            return None
        if keyword == "VAR":
            good = isinstance(value, Number | String | Target | Name | ListItems)
        else:
            good = isinstance(value, Number | String | Target)
        if not good:
            hint = (
                "It may be a number, a text, a divert target, a constant or list items; work it out on a ~ line later."
            )
            self.error("INK043", f"The first value of this {keyword} has to be known beforehand", start, hint)
            return None
        if isinstance(value, String) and not (len(value.content) == 1 and isinstance(value.content[0], Text)):
            self.error("INK044", f"The text of this {keyword} cannot contain logic", start)
            return None
        if self.at(","):
            self.error("INK045", "There are several values", hint=f"Did you mean LIST {name} = ...?")
            return None
        return (GlobalVariable if keyword == "VAR" else Constant)(at, name, value)

    def _list(self, at: int, name: str) -> ListDefinition:
        items: list[ListItem] = []
        value = 1
        while True:
            before = self.pos
            self.pos = tokens.any_gap(self.s, before).end()  # type: ignore[union-attr]
            item = self._item(value)
            if item is None:
                self.pos = before
                self.expected("the name of a list item", "INK046")
                break
            items.append(item)
            value = item.value + 1
            after = tokens.any_gap(self.s, self.pos)
            if after is None or not self.s.startswith(",", after.end()):
                break
            self.pos = after.end() + 1
        return ListDefinition(at, name, items)

    def _item(self, value: int) -> ListItem | None:
        initial = self.take("(")
        self.gap()
        at = self.pos
        name = self.name()
        if not name:
            return None
        self.gap()
        is_open = initial and not self.take(")")
        self.gap()
        if self.take("="):
            value = self._item_value()
            self.gap()
            if is_open and self.take(")"):
                is_open = False
        elif value > INT_MAX:
            self.error("INK012", f"The number of this item is too large: ink counts to {INT_MAX}", at)
            value = INT_MAX
        if is_open:
            self.expected("the closing ')' of this item", "INK047")
        return ListItem(self.base + at, name, value, initial)

    def _item_value(self) -> int:
        self.gap()
        start = self.pos
        negative = self.take("-")
        self.gap()
        match = tokens.number(self.s, self.pos)
        if match is None or match.group(2):
            self.expected("a whole number", "INK046", start)
            return 0
        self.pos = match.end()
        value = self.whole_number(match.group(1), start)
        return -value if negative else value

    def include(self) -> Include:
        self.gap()
        match = tokens.rest_of_line(self.s, self.pos)
        assert match is not None
        at, self.pos = self.base + self.pos, match.end()
        name = match.group().rstrip()
        if not name:
            self.expected("the name of a file", "INK048", at - self.base)
        return Include(at, name)

    def parameters(self) -> list[Parameter]:
        """`(a, ref b, -> c)` from its opening bracket on."""
        self.pos += 1
        found: list[Parameter] = []
        while True:
            self.gap()
            parameter = self._parameter()
            if parameter is not None:
                found.append(parameter)
            self.gap()
            if parameter is None or not self.take(","):
                break
        if not self.take(")"):
            self.expected("the closing ')' of these parameters", "INK013")
        return found

    def _parameter(self) -> Parameter | None:
        at = self.pos
        first = self.name()
        self.gap()
        is_target = self.take("->")
        self.gap()
        second_at = self.pos
        second = self.name()
        if not first and not second:
            if is_target:
                self.expected("the name of a parameter", "INK049")
            return None
        by_reference = first == "ref"
        name, at = (second, second_at) if by_reference or is_target else (first, at)
        if not name:
            self.expected("the name of a parameter", "INK049")
            return None
        return Parameter(self.base + at, name, by_reference, is_target)
