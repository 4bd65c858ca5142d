"""Stories nobody wrote: a seeded generator over ink's grammar. Every story ends, whatever is chosen.

Diverts lead to later knots only, sticky choices leave their knot, and functions and tunnels call later ones only.
"""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

WORDS = tuple(
    "the harbour lamp waits while nobody counts seven grey boats with Mei hums of rain under an old blue door".split()  # noqa: SIM905
)
ITEMS = ("red", "green", "blue", "amber")
TOOLS = ("rope", "knife", "map", "coin", "shell")


@dataclass(frozen=True)
class GeneratedStory:
    """Attributes:
    files: name -> ink; "main.ink" is the story.
    picks: what the reader chooses, each modulo the number of choices.
    """

    files: dict[str, str]
    picks: tuple[int, ...]

    @property
    def whole(self) -> str:
        """The story as one file: knots of an included file go to the end, as in ink."""
        text, knots = self.files["main.ink"], ""
        for name, part in self.files.items():
            if name != "main.ink":
                begin, heading, rest = part.partition("===")
                text, knots = text.replace(f"INCLUDE {name}\n", begin), f"{knots}\n{heading}{rest}\n"
        return text + knots


def generate(seed: int, *, chance: bool = True) -> GeneratedStory:
    """One story.

    Args:
        seed: the same seed gives the same story.
        chance: also what runtimes answer differently (shuffles, RANDOM, LIST_RANDOM).
    """
    return Writer(Random(seed), chance).story()


class Writer:
    """Writes one story piece by piece; `generated_deep_ink.py` adds more."""

    def __init__(self, random: Random, chance: bool) -> None:
        self.random = random
        self.chance = chance
        self.knots = [f"knot_{n}" for n in range(random.randint(2, 3))]
        self.tunnels = [f"tunnel_{n}" for n in range(random.randint(1, 2))]
        self.functions = [f"fun_{n}" for n in range(random.randint(1, 3))]
        self.threads = [f"thread_{n}" for n in range(random.randint(0, 1))]
        self.at = 0
        self.function_at = 0
        self.tunnel_at = 0
        self.labels = 0
        self.own_labels: list[str] = []
        self.pure = False
        """Inside functions: no choices, no diverts."""

    # ------------------------------------------------------------------ whole

    def story(self) -> GeneratedStory:
        random = self.random
        head = self._head()
        top = self._lines(2, 0)
        flows = self._flows()
        random.shuffle(flows)
        files: dict[str, str] = {}
        if random.random() < 0.3:
            half = len(flows) // 2
            files["part.ink"] = "".join([f"Included {self._text()}\n", *flows[half:]])
            flows = flows[:half]
            head.insert(0, "INCLUDE part.ink")
        files["main.ink"] = "\n".join(head) + "\n" + top + f"-> {self.knots[0]}\n" + "".join(flows)
        return GeneratedStory(files, tuple(random.randint(0, 9) for _ in range(40)))

    def _head(self) -> list[str]:
        random = self.random
        return [
            f"VAR count = {random.randint(-3, 9)}",
            f'VAR mood = "{random.choice(WORDS)}"',
            f"VAR brave = {random.choice(('true', 'false'))}",
            f"VAR share = {random.randint(0, 7)}.{random.choice((25, 5, 75, 125))}",
            f"VAR goal = -> {self.knots[-1]}",
            f"CONST LIMIT = {random.randint(1, 9)}",
            'CONST TITLE = "harbour"',
            f"LIST colour = {', '.join(f'({i})' if random.random() < 0.4 else i for i in ITEMS)}",
            f"LIST bag = {', '.join(self._item(i) for i in TOOLS)}",
            f"VAR held = ({random.choice(TOOLS)}, {random.choice(ITEMS)})",
            "VAR nothing = ()",
            "EXTERNAL outside(a, b)",
        ]

    def _flows(self) -> list[str]:
        flows = ["=== function outside(a, b) ===\n~ return a + b\n", "=== finish ===\nDone.\n-> END\n"]
        flows += [self._function(n) for n in range(len(self.functions))]
        flows += [self._tunnel(n) for n in range(len(self.tunnels))]
        flows += [self._thread(n) for n in range(len(self.threads))]
        flows += [self._knot(n) for n in range(len(self.knots))]
        return flows

    def _item(self, name: str) -> str:
        text = name if self.random.random() < 0.6 else f"{name} = {self.random.randint(1, 30)}"
        return f"({text})" if self.random.random() < 0.3 else text

    def _knot(self, number: int) -> str:
        self._enter()
        self.at = number + 1
        body = self._weave(1)
        text = f"=== {self.knots[number]} ===\n{body}{self._leave()}\n"
        if self.random.random() < 0.4:
            text += f"= inner\n{self._lines(2, 0)}{self._leave()}\n"
        return text

    def _function(self, number: int) -> str:
        self._enter()
        self.function_at = number + 1
        self.pure = True
        reference = number % 2
        body = self._lines(self.random.randint(0, 2), 0)
        change = "~ a += 1\n" if reference else ""
        self.pure = False
        answer = self._number(2)
        title = f"=== function {self.functions[number]}({'ref ' if reference else ''}a, b) ==="
        return f"{title}\n{body}{change}~ return {answer}\n"

    def _tunnel(self, number: int) -> str:
        self._enter()
        self.tunnel_at = number + 1
        self.at = len(self.knots)
        body = self._weave(1) if self.random.random() < 0.4 else self._lines(2, 0)
        out = "->-> finish" if self.random.random() < 0.1 else "->->"
        return f"=== {self.tunnels[number]}(a) ===\n{body}{out}\n"

    def _thread(self, number: int) -> str:
        self._enter()
        self.tunnel_at = len(self.tunnels)
        self.at = len(self.knots)
        choice = f"* {self._text()} [{self._text()}] {self._text()} -> finish\n"
        return f"=== {self.threads[number]} ===\n{self._text()}\n{choice}-> DONE\n"

    def _enter(self) -> None:
        self.own_labels = []
        self.function_at = 0
        self.tunnel_at = 0

    def _leave(self) -> str:
        if self.at >= len(self.knots):
            return "-> END"
        target = self.random.choice(self.knots[self.at :])
        if self.at < len(self.knots) and self.random.random() < 0.1:
            return "-> goal" if self.at < len(self.knots) else "-> END"
        return f"-> {target}"

    # ------------------------------------------------------------------ weave

    def _weave(self, depth: int) -> str:
        random = self.random
        parts: list[str] = []
        for _ in range(random.choice((1, 1, 2))):
            parts.append(self._lines(random.randint(0, 1), 0))
            parts += [self._choice(depth) for _ in range(random.randint(1, 2))]
            parts.append(f"{'+ ' * depth}->\n")
            label = self._label() if random.random() < 0.5 else ""
            parts.append(f"{'- ' * depth}{label}{random.choice(('', self._line(1)))}\n")
        return "".join(parts)

    def _label(self) -> str:
        self.labels += 1
        self.own_labels.append(f"label_{self.labels}")
        return f"({self.own_labels[-1]}) "

    def _choice(self, depth: int) -> str:
        random = self.random
        sticky = random.random() < 0.2
        bullet = ("+ " if sticky else "* ") * depth
        label = self._label() if random.random() < 0.3 else ""
        conditions = "".join(f"{{{self._test()}}} " for _ in range(random.choice((0, 0, 0, 1, 2))))
        before, only, after = (self._inline(1) for _ in range(3))
        shape = random.randint(0, 3)
        text = (before, f"[{only}]", f"{before}[{only}]{after}", f"[{only}] {after}")[shape]
        if random.random() < 0.15:
            text += f" # {random.choice(WORDS)}"
        if sticky:
            return f"{bullet}{label}{conditions}\\ {text} {self._leave()}\n"
        body = self._lines(random.randint(0, 2), 1) if random.random() < 0.6 else ""
        if depth < 3 and random.random() < 0.3:
            body += self._weave(depth + 1)
        end = f" {self._leave()}" if not body and random.random() < 0.2 else ""
        return f"{bullet}{label}{conditions}\\ {text}{end}\n{body}"

    # ------------------------------------------------------------------ lines

    def _lines(self, count: int, indent: int) -> str:
        return "".join("    " * indent + self._statement() + "\n" for _ in range(count))

    def _statement(self, deep: int = 0) -> str:
        random = self.random
        roll = random.random()
        if roll < 0.4 or deep > 1:
            return self._line(random.choice((1, 1, 2)))
        if roll < 0.5:
            return self._assignment()
        if roll < 0.56:
            return self._temporary()
        if roll < 0.68:
            return self._conditional_block(deep)
        if roll < 0.78:
            return self._alternative_block(deep)
        if roll < 0.84 and self.function_at < len(self.functions):
            return f"~ {self._call(1)}"
        if roll < 0.9 and not self.pure and self.tunnel_at < len(self.tunnels):
            tunnel = random.choice(self.tunnels[self.tunnel_at :])
            return f"-> {tunnel}({self._value(1)}) ->"
        if roll < 0.93 and not self.pure and self.threads and self.at and deep == 0:
            return f"<- {random.choice(self.threads)}"
        if roll < 0.96:
            return "// a remark" if random.random() < 0.5 else "/* a\nlong remark */"
        return f"# {random.choice(WORDS)}: {{count}}"

    def _line(self, deep: int) -> str:
        random = self.random
        text = self._inline(deep)
        if random.random() < 0.12:
            text += random.choice((" <>", "<>"))
        if random.random() < 0.06:
            text = "<> " + text
        if random.random() < 0.12:
            text += f" # {random.choice(WORDS)}" + (" # {mood} {count}" if random.random() < 0.4 else "")
        return text

    def _text(self) -> str:
        return " ".join(self.random.choices(WORDS, k=self.random.randint(1, 3)))

    def _inline(self, deep: int) -> str:
        random = self.random
        parts = [self._text()]
        for _ in range(random.choice((0, 0, 1))):
            parts.append(self._logic(deep) if deep else self._print(0))
            parts.append(random.choice((self._text(), ",", "\\#", "- so", '"quoted"', "naïve", "\\{x\\}")))
        return random.choice((" ", " ", "")).join(parts)

    def _print(self, deep: int) -> str:
        return f"{{{self._value(deep + 1, printed=True)}}}"

    def _logic(self, deep: int) -> str:
        random = self.random
        roll = random.random()
        if roll < 0.4:
            return self._print(deep)
        if roll < 0.7:
            other = f"|{self._inline(deep - 1)}" if random.random() < 0.7 else ""
            return f"{{{self._test()}: {self._inline(deep - 1)}{other}}}"
        signs = ["", "&", "!", "$"] + (["~"] if self.chance else [])
        parts = [self._inline(deep - 1) if random.random() < 0.85 else " " for _ in range(random.randint(2, 4))]
        return f"{{{random.choice(signs)}{'|'.join(parts)}}}"

    def _assignment(self) -> str:
        random = self.random
        choices = [
            f"~ count = {self._number(2)}",
            f"~ count {random.choice(('+=', '-='))} {self._number(1)}",
            random.choice(("~ count++", "~ count--")),
            f"~ mood = {self._string(1)}",
            f"~ brave = {self._test()}",
            f"~ colour = {self._list(1)}",
            f"~ held {random.choice(('+=', '-=', '='))} {self._list(1)}",
        ]
        return random.choice(choices)

    def _temporary(self) -> str:
        self.labels += 1
        name = f"temp_{self.labels}"
        again = f"\n~ {name} = {self._value(1)}" if self.random.random() < 0.5 else ""
        return f"~ temp {name} = {self._value(2)}{again}\n{{{name}}} it was"

    def _conditional_block(self, deep: int) -> str:
        random = self.random
        roll = random.random()

        def body() -> str:
            first = f"    {self._line(1)}\n" if random.random() < 0.7 else f"    {self._assignment()}\n"
            return first + "\n".join(f"    {self._statement(deep + 1)}" for _ in range(random.randint(0, 2)))

        if roll < 0.35:
            other = f"\n- else:\n{body()}" if random.random() < 0.6 else ""
            return f"{{ {self._test()}:\n{body()}{other}\n}}"
        cases = [str(n) if roll < 0.65 else self._test() for n in range(random.randint(1, 3))]
        arms = [f"- {case}: {self._line(1)}\n{body() if random.random() < 0.5 else ''}" for case in cases]
        if random.random() < 0.6:
            arms.append(f"- else:\n{body()}")
        return f"{{{'count:' if roll < 0.65 else ''}\n" + "\n".join(arms) + "\n}"

    def _alternative_block(self, deep: int) -> str:
        kinds = ["stopping", "cycle", "once"]
        if self.chance:
            kinds += ["shuffle", "shuffle once", "shuffle stopping"]
        arms = [f"- {self._statement(deep + 1)}" for _ in range(self.random.randint(1, 3))]
        arms = [arm for arm in arms if not arm.startswith(("- //", "- /*", "- #"))] or ["- one"]
        return f"{{{self.random.choice(kinds)}:\n" + "\n".join(arms) + "\n}"

    # ------------------------------------------------------------------ values

    def _value(self, deep: int, *, printed: bool = False) -> str:
        roll = self.random.random()
        if roll < 0.45:
            return self._number(deep)
        if roll < 0.6:
            return self._string(deep)
        if roll < 0.75:
            return self._test_value(deep)
        return self._list(deep)

    def _number(self, deep: int) -> str:
        random = self.random
        atoms = [
            str(random.randint(0, 20)),
            "count",
            "LIMIT",
            f"-{random.randint(1, 9)}",
            *(["share"] if deep > 1 else []),
        ]
        atoms += [random.choice(self.knots), f"LIST_COUNT({self._list(0)})", "TURNS()", "CHOICE_COUNT()"]
        atoms += [f"TURNS_SINCE(-> {random.choice(self.knots)})", f"READ_COUNT(-> {random.choice(self.knots)})"]
        if self.own_labels:
            atoms.append(random.choice(self.own_labels))
        if self.chance:
            atoms.append(f"RANDOM(1, {random.randint(1, 9)})")
        if deep <= 0 or random.random() < 0.4:
            return random.choice(atoms)
        if random.random() < 0.25 and self.function_at < len(self.functions):
            return self._call(deep - 1)
        left, right = self._number(deep - 1), self._number(deep - 1)
        shapes = [
            f"{left} {random.choice('+-*')} {right}", f"({left} {random.choice('+-')} {right}) * 2",
            # Of whole numbers: inkjs takes a fraction that happens to be whole (5 / 2.5) for one.
            f"INT({left}) / 4",
            f"{left} mod 5", f"{left} % 3", f"MAX({left}, {right})", f"MIN({left}, {right})", f"INT({left} / 2.5)",
            f"FLOOR({left} * 1.5)", f"CEILING({left} / 2.5)", f"outside({left}, {right})", f"-({left} + 1)",
        ]  # fmt: skip
        return random.choice(shapes)

    def _call(self, deep: int) -> str:
        number = self.random.randrange(self.function_at, len(self.functions))
        first = "count" if number % 2 else self._number(min(deep, 0))
        return f"{self.functions[number]}({first}, {self._number(min(deep, 0))})"

    def _string(self, deep: int) -> str:
        random = self.random
        atoms = ["mood", "TITLE", f'"{random.choice(WORDS)}"', '""']
        if deep > 0 and random.random() < 0.5:
            inner = self._number(deep - 1)
            return random.choice((f'"{random.choice(WORDS)} {{{inner}}}"', f'mood + " {random.choice(WORDS)}"'))
        return random.choice(atoms)

    def _list(self, deep: int) -> str:
        random = self.random
        atoms = ["colour", "held", "bag", f"({random.choice(ITEMS)})", "({}, bag.{})".format(*random.sample(TOOLS, 2))]
        atoms += ["()", "nothing", random.choice(TOOLS), f"colour.{random.choice(ITEMS)}"]
        if deep <= 0 or random.random() < 0.4:
            return random.choice(atoms)
        left, right = self._list(deep - 1), self._list(deep - 1)
        shapes = [
            f"{left} + {right}", f"{left} - {right}", f"{left} ^ {right}", f"LIST_ALL({left})", f"LIST_INVERT({left})",
            f"LIST_MIN({left})", f"LIST_MAX({left})", f"LIST_RANGE({left}, 1, 3)", f"colour({random.randint(1, 4)})",
            "bag()", *([f"LIST_RANDOM({left})"] if self.chance else []),
        ]  # fmt: skip
        return random.choice(shapes)

    def _test(self) -> str:
        return self._test_value(2)

    def _test_value(self, deep: int) -> str:
        random = self.random
        atoms = ["brave", "not brave", f"count {random.choice(('>', '<', '>=', '<=', '==', '!='))} {self._number(0)}"]
        atoms += [f'mood {random.choice(("==", "!=", "?", "!?"))} "{random.choice(WORDS)}"', random.choice(self.knots)]
        atoms += [
            f"{self._list(0)} {random.choice(('?', '!?', 'has', 'hasnt'))} {self._list(0)}",
            f"goal == -> {self.knots[-1]}",
        ]
        atoms += [
            f"not {random.choice(self.knots)}",
            f"{self._list(0)} {random.choice(('==', '<', '>'))} {self._list(0)}",
        ]
        if deep <= 0 or random.random() < 0.6:
            return random.choice(atoms)
        left, right = self._test_value(deep - 1), self._test_value(deep - 1)
        return random.choice(
            (
                f"{left} && {right}",
                f"{left} and {right}",
                f"{grouped(left)} or {grouped(right)}",
                f"not {grouped(left)}",
            )
        )


def grouped(value: str) -> str:
    """In brackets, but for a bare name: ink reads that as a list with one item."""
    return value if value.isidentifier() else f"({value})"
