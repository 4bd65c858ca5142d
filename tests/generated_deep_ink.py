"""Stories nobody wrote, deeper: weave five levels down, threads and tunnels with choices of their own, more lists.

As `generated_ink.py`, every story ends, whatever is chosen.
"""

from __future__ import annotations

from random import Random

from tests.generated_ink import WORDS, GeneratedStory, Writer

_SIZES = ("small", "middle", "large", "huge")
_DEEPEST = 5


def generate_deep(seed: int, *, chance: bool = True) -> GeneratedStory:
    """One story; the same seed gives the same story. Args: as of `generated_ink.generate`."""
    return _DeepWriter(Random(seed), chance).story()


class _DeepWriter(Writer):
    def __init__(self, random: Random, chance: bool) -> None:
        super().__init__(random, chance)
        self.knots = [f"knot_{n}" for n in range(random.randint(2, 4))]
        self.tunnels = [f"tunnel_{n}" for n in range(random.randint(2, 4))]
        self.threads = [f"thread_{n}" for n in range(random.randint(1, 3))]
        self.thread_at = 0

    def _head(self) -> list[str]:
        sizes = ", ".join(f"({size})" if self.random.random() < 0.4 else size for size in _SIZES)
        return [
            *super()._head(),
            f"LIST size = {sizes}",
            f"VAR both = (size.{self.random.choice(_SIZES)}, colour.red)",
            f"VAR way = -> {self.tunnels[-1]}",
            "VAR aside = -> aside_of",
        ]

    def _flows(self) -> list[str]:
        aside = f"=== aside_of(a) ===\n{self._text()} {{a}}\n* [{self._text()}] -> {self.knots[-1]}\n- -> DONE\n"
        by_name = "=== through(-> where, a) ===\n-> where(a) ->\nand back\n->->\n"
        counting = "=== function down(n) ===\n{n <= 0:\n    ~ return 0\n}\n~ return n + down(n - 1)\n"
        adding = "=== function add_to(ref these, one) ===\n~ these += one\n~ return LIST_COUNT(these)\n"
        return [*super()._flows(), aside, by_name, counting, adding]

    # ------------------------------------------------------------------ flows

    def _tunnel(self, number: int) -> str:
        self._enter()
        self.tunnel_at = number + 1
        self.at = len(self.knots)
        self.thread_at = len(self.threads)
        body = self._weave(1) if self.random.random() < 0.6 else self._lines(3, 0)
        out = "->-> finish" if self.random.random() < 0.05 else "->->"
        return f"=== {self.tunnels[number]}(a) ===\n{body}~ a += 1\n{{a}}\n{out}\n"

    def _thread(self, number: int) -> str:
        self._enter()
        self.tunnel_at = len(self.tunnels) if number % 2 else len(self.tunnels) - 1
        self.at = len(self.knots)
        self.thread_at = number + 1
        begin = self._text()
        if self.thread_at < len(self.threads) and self.random.random() < 0.5:
            begin += f"\n<- {self.threads[self.thread_at]}"
        choices = "".join(
            f"* {self._text()} [{self._inline(1)}] {self._text()}\n"
            f"{self._lines(1, 1)}    -> {self.random.choice((self.knots[-1], self.knots[-1], 'finish'))}\n"
            for _ in range(self.random.randint(1, 2))
        )
        return f"=== {self.threads[number]} ===\n{begin}\n{choices}- -> DONE\n"

    def _leave(self) -> str:
        """Mostly to the next knot, so that much of the story is seen."""
        if self.at < len(self.knots) and self.random.random() < 0.8:
            return f"-> {self.knots[self.at]}"
        return super()._leave()

    def _weave(self, depth: int) -> str:
        random = self.random
        parts: list[str] = []
        for _ in range(random.choice((1, 1, 2, 3) if depth < 3 else (1, 1, 2))):
            parts.append(self._lines(random.randint(0, 2), 0))
            parts += [self._choice(depth) for _ in range(random.randint(1, 3))]
            parts.append(f"{'+ ' * depth}->\n")
            label = self._label() if random.random() < 0.5 else ""
            parts.append(f"{'- ' * depth}{label}{random.choice(('', self._line(2)))}\n")
        return "".join(parts)

    def _choice(self, depth: int) -> str:
        text = super()._choice(depth)
        if 3 <= depth < _DEEPEST and self.random.random() < 0.3 and not text.startswith("+"):
            text += self._weave(depth + 1)
        return text

    # ------------------------------------------------------------------ lines

    def _statement(self, deep: int = 0) -> str:
        random = self.random
        roll = random.random()
        if roll > 0.25 or self.pure:
            return super()._statement(deep)
        later = self.tunnels[self.tunnel_at :]
        if roll < 0.05 and later and self.tunnel_at:
            return f"-> through(-> {random.choice(later)}, {self._number(0)}) ->"
        if roll < 0.08 and len(later) > 1:
            return f"-> {later[0]}(1) -> {later[-1]}(2) ->"
        if roll < 0.11 and self.tunnel_at < len(self.tunnels) - 1:
            return "-> way(count) ->"
        if roll < 0.14 and deep == 0 and self.at and self.thread_at < len(self.threads):
            return f"<- {random.choice(self.threads[self.thread_at :])}"
        if roll < 0.15 and deep == 0 and self.at:
            return f"<- aside_of({self._number(0)})"
        if roll < 0.18:
            return f"~ count = down({random.randint(0, 4)})"
        if roll < 0.21:
            return f"~ add_to(both, {self._list(0)})\n{{both}} {{LIST_VALUE(both)}}"
        self.labels += 1
        name = f"temp_{self.labels}"
        return f"~ temp {name} = {self._list(1)}\n~ {name} {random.choice(('++', '--', '+= 1', '-= 1'))}\n{{{name}}}."

    def _inline(self, deep: int) -> str:
        return super()._inline(deep + 1 if self.random.random() < 0.15 and deep < 3 else deep)

    def _list(self, deep: int) -> str:
        random = self.random
        if random.random() < 0.7:
            return super()._list(deep)
        one = random.choice(_SIZES)
        shapes = [f"size.{one}", "size", "both", f"(size.{one}, colour.amber)", f"size({random.randint(1, 5)})"]
        if deep > 0:
            inner = self._list(deep - 1)
            shapes += [f"LIST_INVERT({inner})", f"({inner} ^ both)", f"LIST_RANGE({inner}, size.small, 3)"]
            shapes += [f"LIST_MAX({inner}) + {random.randint(1, 2)}"]
        return random.choice(shapes)

    def _string(self, deep: int) -> str:
        if self.random.random() < 0.2:
            return f'"{self.random.choice(WORDS)}{{both ? size.{self.random.choice(_SIZES)}: yes|no}}"'
        return super()._string(deep)
