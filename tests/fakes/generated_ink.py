"""Ink stories made from a seed: every construct of the language, always ending, the same for the same seed.

Knots divert only forward, loops are bounded by counters, so a reader who always picks something comes to an end.
"""

from __future__ import annotations

import random

_WORDS = ("harbour", "lantern", "rope", "gull", "tide", "salt", "captain", "knot", "sail", "wind", "shore", "deck")
_ITEMS = ("red", "green", "blue", "amber")
_NUMBERS = ("coins", "steps", "doubt")
_TEXTS = ("mood", "name")
_FLAGS = ("met", "late")
_LISTS = ("Lamps", "Tools")


class InkStory:
    """Writes one story.

    Args:
        seed: what decides it.
        shuffles: whether chance may occur in it.
    """

    def __init__(self, seed: int, *, shuffles: bool = True) -> None:
        self.chance = random.Random(seed)
        self.shuffles = shuffles
        self.labels = 0
        self.knots = self.chance.randint(2, 5)
        self.readable: list[str] = []

    def write(self) -> str:
        """The source."""
        parts = [self._header()]
        parts += [f"{self._line()}" for _ in range(self.chance.randint(0, 3))]
        parts.append("-> knot0")
        for number in range(self.knots):
            parts.append(self._knot(number))
        parts.append(self._library())
        return "\n".join(parts) + "\n"

    # ------------------------------------------------------------------ parts

    def _header(self) -> str:
        lines = ["# title: " + self._word()] if self.chance.random() < 0.3 else []
        lines += [f"VAR {name} = {self.chance.randint(0, 9)}" for name in _NUMBERS]
        lines += [f'VAR {name} = "{self._word()}"' for name in _TEXTS]
        lines += [f"VAR {name} = {self.chance.choice(('true', 'false'))}" for name in _FLAGS]
        lines.append("CONST LIMIT = 7")
        lines.append("VAR where = -> tunnel_short")
        lines.append("LIST Lamps = (red), green, (blue), amber")
        lines.append("LIST Tools = hammer = 2, (saw), axe = 7")
        if self.shuffles:
            lines.append(f"~ SEED_RANDOM({self.chance.randint(0, 500)})")
        return "\n".join(lines)

    def _library(self) -> str:
        return "\n".join(
            [
                "=== function twice(x)",
                "~ return x * 2",
                "=== function raise_it(ref x, by)",
                "~ x = x + by",
                "=== function describe(x)",
                "{ x > 4: many|few }",
                "=== function down(n)",
                "{ n > 0:",
                "  {n} {down(n - 1)}",
                "}",
                "=== tunnel_short",
                self._line(),
                "->->",
                "=== tunnel_long(x)",
                f"{{x}} {self._words()}",
                "-> tunnel_short ->",
                "{ x > 5: ->-> tunnel_short_end }",
                "->->",
                "=== tunnel_short_end",
                self._line(),
                "-> END",
                "=== aside",
                f"{self._words()}",
                f"* [aside {self._word()}] {self._words()}",
                f"+ aside {self._word()}",
                "- -> last_knot",
                "=== last_knot",
                "The end: {coins} {steps} {mood} {Lamps} {Tools}.",
                "-> END",
            ]
        )

    def _knot(self, number: int) -> str:
        after = f"knot{number + 1}" if number + 1 < self.knots else "last_knot"
        self.readable.append(f"knot{number}")
        lines = [f"=== knot{number}"] + (["# knot tag"] if self.chance.random() < 0.1 else [])
        lines += self._block(3)
        if self.chance.random() < 0.25:
            lines.append(f"<- thread{number}")
        lines += self._weave(1, after)
        if self.chance.random() < 0.4:
            lines += [f"-> stitch{number}", f"= stitch{number}"]
            self.readable.append(f"knot{number}.stitch{number}")
            lines += self._block(2)
        lines.append(f"-> {after}")
        if any(line.startswith("<- ") for line in lines):
            lines += [f"=== thread{number}", self._words(), f"+ [{self._word()} of a thread] {self._words()}"]
            lines += [f"  -> {after}", f"* {{not met}} {self._word()}[ only] then", f"  -> {after}", "- -> DONE"]
        return "\n".join(lines)

    def _weave(self, depth: int, after: str) -> list[str]:
        lines: list[str] = []
        for _ in range(self.chance.randint(1, 2)):
            for _ in range(self.chance.randint(1, 3)):
                lines += self._choice(depth, after)
            if self.chance.random() < 0.3:
                lines.append("  " * depth + "* " * depth + "-> " + ("" if depth == 1 else after))
            lines.append("- " * depth + self._label("g") + self._line())
        return lines

    def _choice(self, depth: int, after: str) -> list[str]:
        bullet = self.chance.choice("**+")
        text = self.chance.choice(
            (
                self._words(),
                f"{self._words()}[{self._words()}]",
                f"[{self._words()}]",
                f"{self._word()}[ {self._word()}] {self._word()}",
                f'"{self._word()} {self._inline(1)}[."]," she said.',
            )
        )
        condition = f"{{ {self._condition()} }} " if self.chance.random() < 0.35 else ""
        tag = f" # {self._word()}" if self.chance.random() < 0.2 else ""
        head = "  " * depth + f"{bullet} " * depth + self._label("c") + condition + text + tag
        lines = [head]
        lines += ["  " * depth + line for line in self._block(2)]
        if depth < 3 and self.chance.random() < 0.25:
            lines += self._weave(depth + 1, after)
        elif self.chance.random() < 0.15:
            lines.append(f"  -> {after}")
        return lines

    def _label(self, kind: str) -> str:
        if self.chance.random() < 0.3:
            self.labels += 1
            return f"({kind}_{self.labels}) "
        return ""

    # ------------------------------------------------------------------ lines

    def _block(self, most: int) -> list[str]:
        lines: list[str] = []
        for _ in range(self.chance.randint(0, most)):
            pick = self.chance.random()
            if pick < 0.45:
                lines.append(self._line())
            elif pick < 0.7:
                lines.append(self._statement())
            elif pick < 0.8:
                lines += [f"{{ {self._condition()}:", f"  {self._line()}", "- else:", f"  {self._line()}", "}"]
            elif pick < 0.86:
                lines += ["{ coins:", f"- 1: {self._line()}", f"- 3: {self._words()}", f"- else: {self._line()}", "}"]
            elif pick < 0.92:
                kind = self.chance.choice(
                    ("cycle", "stopping", "once") + (("shuffle", "shuffle once") if self.shuffles else ())
                )
                lines += [f"{{ {kind}:", f"- {self._line()}", f"- {self._words()}", f"  {self._words()}", "}"]
            else:
                lines.append(
                    self.chance.choice(
                        ("-> tunnel_short ->", "-> where ->", f"-> tunnel_long({self.chance.randint(0, 5)}) ->")
                    )
                )
        return lines

    def _line(self) -> str:
        parts = [
            self._inline(2) if self.chance.random() < 0.4 else self._words() for _ in range(self.chance.randint(1, 3))
        ]
        line = " ".join(parts)
        if self.chance.random() < 0.12:
            line = "<> " + line
        if self.chance.random() < 0.12:
            line += self.chance.choice((" <>", "<>"))
        elif self.chance.random() < 0.12:
            line += f" # {self._word()}: {self._word()}"
        return line

    def _inline(self, depth: int) -> str:
        inner = self._words() if depth == 0 else self.chance.choice((self._words(), self._inline(depth - 1)))
        kinds = [
            f"{{{self._condition()}: {inner}}}",
            f"{{{self._condition()}:{inner}|{self._words()}}}",
            f"{{{inner}|{self._word()}}}",
            f"{{&{inner}|{self._word()}|{self._word()}}}",
            f"{{!{inner}|{self._word()}}}",
            f"{{{self._number()}}}",
            f"{{{self.chance.choice(_TEXTS)}}}",
            f"{{{self._list()}}}",
            f"{{describe({self._number()})}}",
            f"{{down({self.chance.randint(0, 3)})}}",
            f'{{"{self._word()} {{{self._number()}}}" + "{self._word()}"}}',
        ]
        if self.shuffles:
            kinds += [f"{{~{inner}|{self._word()}|{self._word()}}}", f"{{RANDOM(1, {self.chance.randint(1, 9)})}}"]
            kinds.append(f"{{LIST_RANDOM({self._list()})}}")
        return self.chance.choice(kinds)

    def _statement(self) -> str:
        number, text = self.chance.choice(_NUMBERS), self.chance.choice(_TEXTS)
        return self.chance.choice(
            (
                f"~ {number} = {self._number()}",
                f"~ {number}++",
                f"~ {number} += {self._number()}",
                f'~ {text} = "{self._word()}"',
                f"~ {text} = {text} + {self.chance.choice(_NUMBERS)}"
                if self.chance.random() < 0.3
                else f"~ {number}--",
                f"~ {self.chance.choice(_FLAGS)} = {self._condition()}",
                f"~ raise_it({number}, {self.chance.randint(1, 3)})",
                f"~ temp t{self._fresh()} = {self._number()}",
                f"~ Lamps {self.chance.choice(('+=', '-='))} {self.chance.choice(_ITEMS)}",
                f"~ Lamps = {self._list()}" if self.chance.random() < 0.5 else "~ Tools++",
                "~ where = -> tunnel_short",
                "~ Tools = ()",
                f"~ describe({number})",
            )
        )

    def _fresh(self) -> int:
        self.labels += 1
        return self.labels

    # ------------------------------------------------------------------ expressions

    def _number(self, depth: int = 2) -> str:
        if depth == 0 or self.chance.random() < 0.3:
            return self.chance.choice(
                (str(self.chance.randint(0, 12)), self.chance.choice(_NUMBERS), "LIMIT", "TURNS()")
            )
        a, b = self._number(depth - 1), self._number(depth - 1)
        return self.chance.choice(
            (
                f"{a} + {b}",
                f"({a} - {b})",
                f"{a} * {self.chance.randint(0, 4)}",
                f"MIN({a}, {b})",
                f"MAX({a}, {b})",
                f"twice({a})",
                f"LIST_COUNT({self._list()})",
                f"LIST_VALUE({self._list()})",
                "CHOICE_COUNT()",
                f"TURNS_SINCE(-> {self.chance.choice(self.readable or ['tunnel_short'])})",
                self.chance.choice(self.readable or ["coins"]),
                f"({self.chance.choice(_NUMBERS)} * 3 + 100) % {self.chance.randint(2, 9)}",
            )
        )

    def _condition(self, depth: int = 1) -> str:
        if depth and self.chance.random() < 0.3:
            joint = self.chance.choice(("&&", "||", "and", "or"))
            return f"{self._bracketed()} {joint} {self._bracketed()}"
        return self.chance.choice(
            (
                self.chance.choice(_FLAGS),
                f"not {self.chance.choice(_FLAGS)}",
                f"{self._number(1)} {self.chance.choice(('>', '<', '>=', '<=', '==', '!='))} {self._number(1)}",
                f"Lamps ? {self.chance.choice(_ITEMS)}",
                f"Lamps !? ({', '.join(self.chance.sample(_ITEMS, 2))})",
                f"{self._list()} {self.chance.choice(('==', '!=', '>', '<', '>=', '<='))} {self._list()}",
                f'{self.chance.choice(_TEXTS)} == "{self._word()}"',
                f"not {self.chance.choice(self.readable or ['met'])}",
                f"{self.chance.choice(self.readable or ['met'])}",
            )
        )

    def _bracketed(self) -> str:
        condition = self._condition(0)
        return f"({condition})" if " " in condition else condition

    def _list(self) -> str:
        return self.chance.choice(
            (
                "Lamps",
                "Tools",
                f"({', '.join(self.chance.sample(_ITEMS, 2))}, axe)",
                "LIST_ALL(Lamps)",
                "LIST_INVERT(Lamps)",
                "LIST_MIN(Lamps)",
                "LIST_MAX(Tools)",
                "(Lamps + Tools)",
                "(Lamps ^ (red, blue))",
                "(Lamps - red)",
                "(Tools + 1)",
                "LIST_RANGE(LIST_ALL(Lamps), 2, 3)",
                "Lamps(2)",
            )
        )

    def _words(self) -> str:
        return " ".join(self._word() for _ in range(self.chance.randint(1, 4)))

    def _word(self) -> str:
        return self.chance.choice(_WORDS)
