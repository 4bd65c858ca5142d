"""Node constraints of a figure (VRMC_node_constraint 1.0): which node turns after which other, and in what order."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

from vr_app.kernel.errors import UserError
from vr_app.scene.avatar.json_reader import JsonReader
from vr_app.scene.scene import LoadedAsset

Kind = Literal["roll", "aim", "rotation"]
_ROLL_AXES = {"X": (1.0, 0.0, 0.0), "Y": (0.0, 1.0, 0.0), "Z": (0.0, 0.0, 1.0)}
_AIM_AXES = {
    sign + name: tuple((1.0 if sign == "Positive" else -1.0) * value + 0.0 for value in axis)
    for sign in ("Positive", "Negative")
    for name, axis in _ROLL_AXES.items()
}
MOST_CONSTRAINTS = 512
MOST_ORDERS = 32
"""Constraints one after another, each waiting for the one before: each costs a pass of its own every frame."""
_MOST_NOTES = 20


@dataclass(frozen=True)
class Constraint:
    """One constraint.

    Attributes:
        node: the one that is turned, `source` the one it follows; indices in the figure's nodes.
        axis: roll axis or aim axis, (0, 0, 0) for a rotation constraint.
        weight: 0 leaves the node at rest, 1 follows wholly.
        order: constraints of a lower order come first.
    """

    kind: Kind
    node: int
    source: int
    axis: tuple[float, ...] = (0.0, 0.0, 0.0)
    weight: float = 1.0
    order: int = 0


@dataclass(frozen=True)
class Constraints:
    """All constraints of one figure, and plain lines about those left out."""

    listed: tuple[Constraint, ...] = ()
    notes: tuple[str, ...] = ()


def read_constraints(asset: LoadedAsset) -> Constraints:
    """All constraints of the file; a broken one is left out with a note that has its JSON pointer."""
    reader = JsonReader(asset.name)
    found: dict[int, tuple[Constraint, str]] = {}
    notes: list[str] = []
    entries = asset.document.get("nodes")
    for number, entry in enumerate(entries if isinstance(entries, list) else []):
        extensions = entry.get("extensions") if isinstance(entry, Mapping) else None
        if not isinstance(extensions, Mapping) or "VRMC_node_constraint" not in extensions:
            continue
        here = f"/nodes/{number}/extensions/VRMC_node_constraint"
        if len(found) >= MOST_CONSTRAINTS:
            notes.append(f"{here}: the figure has more than {MOST_CONSTRAINTS} constraints; the rest are left out")
            break
        try:
            constraint = _constraint(reader, extensions, here, number, asset)
            found[constraint.node] = constraint, here
        except UserError as error:
            notes.append(f"{error.message}; the constraint is left out")
    ordered, circular = _in_order(found, asset.nodes.parent.tolist())
    notes += [f"{here}: waits for itself or for more than {MOST_ORDERS} others; it is left out" for here in circular]
    return Constraints(tuple(ordered), tuple(notes[:_MOST_NOTES]))


def _constraint(
    reader: JsonReader, extensions: Mapping[str, Any], here: str, number: int, asset: LoadedAsset
) -> Constraint:
    extension = reader.object(extensions, "VRMC_node_constraint", here.rpartition("/")[0])
    declared = reader.object(extension, "constraint", here)
    kinds: tuple[Kind, ...] = ("roll", "aim", "rotation")
    kind: Kind | None = next((kind for kind in kinds if kind in declared), None)
    if kind is None:
        raise reader.error(f"{here}/constraint", "is neither roll, aim nor rotation")
    entry, where = reader.object(declared, kind, f"{here}/constraint"), f"{here}/constraint/{kind}"
    source = reader.index(entry, "source", where, len(asset.node_of_file))
    if source is None:
        raise reader.error(f"{where}/source", "is missing")
    if source == number:
        raise reader.error(f"{where}/source", "is the constrained node itself")
    axis: tuple[float, ...] = (0.0, 0.0, 0.0)
    if kind != "rotation":
        key, known = ("rollAxis", _ROLL_AXES) if kind == "roll" else ("aimAxis", _AIM_AXES)
        name = reader.text(entry, key)
        if name not in known:
            raise reader.error(f"{where}/{key}", f"is none of {', '.join(known)}")
        axis = known[name]
    weight = min(max(reader.number(entry, "weight", where, 1.0), 0.0), 1.0)
    return Constraint(kind, asset.node_of_file[number], asset.node_of_file[source], axis, weight)


def _in_order(found: Mapping[int, tuple[Constraint, str]], parent: list[int]) -> tuple[list[Constraint], list[str]]:
    """Gives each constraint its order. Returns: them, and the pointers of those that can have none."""
    waiting = {node: _depends_on(constraint, found, parent) for node, (constraint, _) in found.items()}
    out: list[Constraint] = []
    order = 0
    while waiting and order < MOST_ORDERS:
        ready = [node for node, needs in waiting.items() if not needs & waiting.keys()]
        if not ready:
            break
        for node in ready:
            out.append(replace(found[node][0], order=order))
            del waiting[node]
        order += 1
    return out, [found[node][1] for node in waiting]


def _depends_on(constraint: Constraint, found: Mapping[int, tuple[Constraint, str]], parent: list[int]) -> set[int]:
    """Constrained nodes that must be turned before. An aim looks at places, which hang on everything above."""
    needs = {constraint.source} & found.keys()
    if constraint.kind == "aim":
        for node in (constraint.source, constraint.node):
            above = parent[node]
            while above >= 0:
                if above in found:
                    needs.add(above)
                above = parent[above]
    return needs
