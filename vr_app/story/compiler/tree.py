"""The tree the parser makes of ink: plain nodes, never changed after parsing, so that a file's tree can be kept.

`at` is a place as `source.Source` packs it (serial number and offset in one integer).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import IntEnum


class Level(IntEnum):
    """What kind of flow; also how deep statements may look for what ends them."""

    BLOCK = 0
    STITCH = 1
    KNOT = 2
    TOP = 3


# ---------------------------------------------------------------------- expressions


@dataclass(slots=True, eq=False)
class Number:
    at: int
    value: int | float | bool


@dataclass(slots=True, eq=False)
class String:
    at: int
    content: list[Content]


@dataclass(slots=True, eq=False)
class ListItems:
    """`(a, b.c)`: names of list items; none is the empty list."""

    at: int
    names: list[str]


@dataclass(slots=True, eq=False)
class Name:
    """A variable, constant, list item, or a knot, stitch or label whose visits count."""

    at: int
    path: tuple[str, ...]

    @property
    def text(self) -> str:
        return ".".join(self.path)


@dataclass(slots=True, eq=False)
class Call:
    at: int
    name: str
    args: list[Expression]


@dataclass(slots=True, eq=False)
class Unary:
    at: int
    op: str
    inner: Expression


@dataclass(slots=True, eq=False)
class Binary:
    at: int
    op: str
    left: Expression
    right: Expression


@dataclass(slots=True, eq=False)
class Step:
    """`x++`, `x -= 2`; amount None means 1."""

    at: int
    name: str
    amount: Expression | None
    up: bool


@dataclass(slots=True, eq=False)
class Target:
    """`-> place` as a value."""

    at: int
    path: tuple[str, ...]
    args: list[Expression]


@dataclass(slots=True, eq=False)
class AllOf:
    """Several conditions of one choice."""

    at: int
    parts: list[Expression]


# ---------------------------------------------------------------------- content


@dataclass(slots=True, eq=False)
class Text:
    value: str


@dataclass(slots=True, eq=False)
class Glue:
    at: int


@dataclass(slots=True, eq=False)
class Tag:
    """Where a tag begins or ends."""

    start: bool


@dataclass(slots=True, eq=False)
class Group:
    content: list[Content]


@dataclass(slots=True, eq=False)
class Print:
    value: Expression


@dataclass(slots=True, eq=False)
class Divert:
    """`-> path(args)`; path None is a bare arrow. kind: "", "tunnel", "thread"."""

    at: int
    path: tuple[str, ...] | None
    args: list[Expression]
    kind: str = ""

    @property
    def text(self) -> str:
        return ".".join(self.path or ())


@dataclass(slots=True, eq=False)
class TunnelReturn:
    """`->->`, with where to go instead of back."""

    at: int
    onwards: Divert | None


@dataclass(slots=True, eq=False)
class Branch:
    """One arm of a conditional.

    role: "own" tests `test` itself; "match" compares `test` with the switched value; "true" takes the query's
    truth; "else" takes the rest. `pops`: an else of a switch has the switched value to clear away.
    """

    at: int
    test: Expression | None
    body: Weave | None
    role: str = "own"
    pops: bool = False
    inline: bool = False


@dataclass(slots=True, eq=False)
class Conditional:
    at: int
    query: Expression | None
    branches: list[Branch]


@dataclass(slots=True, eq=False)
class Alternatives:
    """A sequence; `kind` is a set of once, cycle, stopping, shuffle."""

    at: int
    kind: frozenset[str]
    elements: list[Weave | None]


# ---------------------------------------------------------------------- statements


@dataclass(slots=True, eq=False)
class Assign:
    at: int
    name: str
    value: Expression
    temporary: bool


@dataclass(slots=True, eq=False)
class Run:
    """`~ f()` or `~ x++`."""

    at: int
    call: Expression


@dataclass(slots=True, eq=False)
class Return:
    at: int
    value: Expression | None


@dataclass(slots=True, eq=False)
class GlobalVariable:
    at: int
    name: str
    value: Expression


@dataclass(slots=True, eq=False)
class Constant:
    at: int
    name: str
    value: Expression


@dataclass(slots=True, eq=False)
class ListItem:
    at: int
    name: str
    value: int
    initial: bool


@dataclass(slots=True, eq=False)
class ListDefinition:
    at: int
    name: str
    items: list[ListItem]


@dataclass(slots=True, eq=False)
class External:
    at: int
    name: str
    parameters: list[str]


@dataclass(slots=True, eq=False)
class Include:
    at: int
    name: str


@dataclass(slots=True, eq=False)
class Note:
    """`TODO: ...`"""

    at: int
    text: str


@dataclass(slots=True, eq=False)
class Choice:
    at: int
    depth: int
    label: str
    condition: Expression | None
    start: list[Content] | None
    only: list[Content] | None
    inner: list[Content]
    once: bool
    fallback: bool


@dataclass(slots=True, eq=False)
class Gather:
    at: int
    depth: int
    label: str


@dataclass(slots=True, eq=False)
class Weave:
    """Statements under choices and gathers of one depth; deeper ones are weaves inside."""

    depth: int
    content: list[Content]


@dataclass(slots=True, eq=False)
class Parameter:
    at: int
    name: str
    by_reference: bool
    is_target: bool


@dataclass(slots=True, eq=False)
class Flow:
    """A knot, function or stitch."""

    at: int
    name: str
    level: Level
    parameters: list[Parameter]
    is_function: bool
    statements: Sequence[Statement]
    weave: Weave | None = None
    stitches: list[Flow] = field(default_factory=list)
    starts_with_stitch: bool = False
    facts: Facts | None = None
    """What `survey.facts_of` found in it, once asked."""


@dataclass(slots=True, eq=False)
class Facts:
    """What the lines of a flow (not of its stitches) declare and do.

    Attributes:
        labels, temporaries: name -> place; `again` has those declared a second time.
        jumps: diverts, threads, tunnels and returns from tunnels.
    """

    labels: dict[str, int] = field(default_factory=dict)
    temporaries: dict[str, int] = field(default_factory=dict)
    again: list[tuple[str, int]] = field(default_factory=list)
    globals: list[GlobalVariable | Constant | ListDefinition | External] = field(default_factory=list)
    jumps: list[Divert | TunnelReturn] = field(default_factory=list)
    choices: list[Choice] = field(default_factory=list)
    returns: list[Return] = field(default_factory=list)
    includes: list[Include] = field(default_factory=list)


Expression = Number | String | ListItems | Name | Call | Unary | Binary | Step | Target | AllOf
Content = (
    Text | Glue | Tag | Group | Print | Divert | TunnelReturn | Conditional | Alternatives | Assign | Run | Return
    | GlobalVariable | Constant | ListDefinition | External | Include | Note | Choice | Gather | Weave
)  # fmt: skip
Statement = Content | Flow
