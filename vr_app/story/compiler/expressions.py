"""Expressions: operators by precedence, names, calls, numbers, strings, lists of items, divert targets."""

from __future__ import annotations

from vr_app.story.compiler import tokens
from vr_app.story.compiler.cursor import Cursor
from vr_app.story.compiler.tree import (
    Binary,
    Call,
    Divert,
    Expression,
    ListItems,
    Name,
    Number,
    Step,
    String,
    Target,
    Text,
    TunnelReturn,
    Unary,
)

INT_MIN, INT_MAX = -(2**31), 2**31 - 1


class ExpressionParser(Cursor):
    def expression(self, floor: int = 0) -> Expression | None:
        """One expression whose operators bind tighter than `floor`; None where there is none."""
        self.gap()
        left = self._unary()
        while left is not None:
            self.gap()
            start = self.pos
            op = self._infix()
            if op is None or tokens.PRECEDENCE[op] <= floor:
                self.pos = start
                return left
            right = self.expression(tokens.PRECEDENCE[op])
            if right is None:
                self.expected(f"a value to the right of '{op}'", "INK010")
                return None
            left = Binary(self.base + start, op, left, right)
        return None

    def _infix(self) -> str | None:
        match = tokens.operator(self.s, self.pos)
        if match:
            self.pos = match.end()
            return match.group()
        match = tokens.keyword_operator(self.s, self.pos)
        if match:
            self.pos = match.end()
            return tokens.OPERATOR_WORDS[match.group(1)]
        return None

    def _unary(self) -> Expression | None:
        start = self.pos
        if self.at("->"):
            target = self._target()
            if target is not None:
                return target
            self.pos = start
            return None
        op = self._prefix()
        self.gap()
        inner = self._primary()
        if inner is None and op:
            with self.nested():
                inner = self._unary()
        if inner is None:
            return None
        if op:
            inner = _negated(inner, op, self.base + start)
        self.gap()
        if self.at("++") or self.at("--"):
            up = self.s[self.pos] == "+"
            if isinstance(inner, Name):
                inner = Step(inner.at, inner.text, None, up)
            else:
                self.error("INK011", "Only a variable can be counted up or down", hint="Write ~ x = x + 1.")
            self.pos += 2
        return inner

    def _prefix(self) -> str:
        if self.at("-") or self.at("!"):
            self.pos += 1
            return self.s[self.pos - 1]
        match = tokens.name(self.s, self.pos)
        if match and match.group() == "not":
            self.pos = match.end()
            return "!"
        return ""

    def _primary(self) -> Expression | None:
        start = self.pos
        sign = self.s[start : start + 1]
        if sign == "(":
            return self._list_items() or self._bracketed()
        if sign == '"':
            return self._string()
        match = tokens.dotted_name(self.s, start)
        if match is None:
            return self._number()
        first = self.name()
        self.gap()
        if self.at("("):
            args = self.call_arguments()
            return None if args is None else Call(self.base + start, first, args)
        if first in ("true", "false"):
            return Number(self.base + start, first == "true")
        if first in tokens.RESERVED:
            self.pos = start
            return None
        self.pos = match.end()
        path = tuple(part.strip() for part in match.group().split(".")) if "." in match.group() else (first,)
        return Name(self.base + start, path)

    def _number(self) -> Number | None:
        match = tokens.number(self.s, self.pos)
        if match is None:
            return None
        start, self.pos = self.pos, match.end()
        if match.group(2):
            return Number(self.base + start, float(match.group()))
        return Number(self.base + start, self.whole_number(match.group(1), start))

    def whole_number(self, digits: str, start: int) -> int:
        """Digits as an ink integer; an error and 0 where they are beyond 32 bits."""
        if len(digits) <= 10 and (value := int(digits)) <= INT_MAX + 1:
            return value
        self.error("INK012", f"This number is too large: ink counts from {INT_MIN} to {INT_MAX}", start)
        return 0

    def _list_items(self) -> ListItems | None:
        mark = self.mark()
        self.pos += 1
        names: list[str] = []
        while True:
            self.gap()
            match = tokens.dotted_name(self.s, self.pos)
            if match is None:
                break
            self.pos = match.end()
            names.append("".join(match.group().split()))
            self.gap()
            if not self.take(","):
                break
        if self.take(")") and all(name.count(".") < 2 for name in names):
            return ListItems(self.base + mark.pos, names)
        self.reset(mark)
        return None

    def _bracketed(self) -> Expression | None:
        self.pos += 1
        with self.nested():
            inner = self.expression()
        if inner is None:
            return None
        self.gap()
        if not self.take(")"):
            self.expected("the closing ')' of this expression", "INK013")
            return None
        return inner

    def call_arguments(self) -> list[Expression] | None:
        """`(a, b)` from its opening bracket on; None where it does not close."""
        self.pos += 1
        args: list[Expression] = []
        with self.nested():
            while (value := self.expression()) is not None:
                args.append(value)
                self.gap()
                if not self.take(","):
                    break
        self.gap()
        if not self.take(")"):
            self.expected("the closing ')' of these arguments", "INK013")
            return None
        return args

    def _string(self) -> Expression | None:
        start = self.pos
        self.pos += 1
        self.in_string = True
        with self.nested():
            content = self.mixed() or [Text("")]
        closed = self.take('"')
        self.in_string = False
        if not closed:
            self.expected("the closing quote of this string", "INK014")
            return None
        if any(isinstance(part, Divert | TunnelReturn) for part in content):
            self.error("INK015", "A string cannot contain a divert", start)
        return String(self.base + start, content)

    def _target(self) -> Target | None:
        start, tag_open = self.pos, self.tag_open
        self.tag_open = False
        found = self.diverts()
        self.tag_open = tag_open
        if found is None or len(found) != 1:
            return None
        divert = found[0]
        if not isinstance(divert, Divert) or divert.kind or divert.path is None:
            return None
        return Target(self.base + start, divert.path, divert.args)

    def refuse_step(self, value: Expression | None) -> None:
        """Complains about `x++` where only a value may stand."""
        if isinstance(value, Step):
            self.error(
                "INK016", "A variable is changed here", value.at - self.base, "Counting up or down stands on a ~ line."
            )


def _negated(inner: Expression, op: str, at: int) -> Expression:
    if isinstance(inner, Number):
        if op == "!":
            return Number(at, not inner.value)
        if not isinstance(inner.value, bool):
            return Number(at, -inner.value)
    return Unary(at, op, inner)
