"""Node constraints against the specification's formulas, in their order, with cycles refused."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from vr_app.scene.avatar.constraint import MOST_CONSTRAINTS, MOST_ORDERS, read_constraints
from vr_app.scene.avatar.constraint_motion import ConstraintMotion
from vr_app.scene.node import NodeTable, build_nodes
from vr_app.scene.pose import LocalPose, WorldMatrices, world_matrices
from vr_app.scene.scene import LoadedAsset

IDENTITY = np.array([0.0, 0.0, 0.0, 1.0])


def mul(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    v, w, u, s = a[:3], a[3], b[:3], b[3]
    return np.append(w * u + s * v + np.cross(v, u), w * s - v @ u)


def inverse(q: np.ndarray) -> np.ndarray:
    return q * [-1, -1, -1, 1]


def turn(q: np.ndarray, v: np.ndarray) -> np.ndarray:
    return mul(mul(q, np.append(v, 0.0)), inverse(q))[:3]


def from_to(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    q = np.append(np.cross(a, b), 1.0 + a @ b)
    return q / np.linalg.norm(q)


def slerp(a: np.ndarray, b: np.ndarray, t: float) -> np.ndarray:
    if a @ b < 0:
        b = -b
    angle = np.arccos(np.clip(a @ b, -1, 1))
    return a if angle < 1e-6 else (np.sin((1 - t) * angle) * a + np.sin(t * angle) * b) / np.sin(angle)


def unit(*q: float) -> np.ndarray:
    return np.array(q) / np.linalg.norm(q)


def assert_same_turn(a: np.ndarray, b: np.ndarray) -> None:
    np.testing.assert_allclose(np.asarray(a, float) * np.sign(a @ b), b, atol=1e-5)


def five_nodes() -> NodeTable:
    return build_nodes(
        ["root", "source", "below", "target", "other"],
        [-1, 0, 1, 0, 0],
        translation=[(0.1, 1, 0), (0.3, 0.1, 0), (0, 0.4, 0), (-0.2, 0.3, 0.1), (0, 0, 1)],
        rotation=[unit(0.1, 0.2, 0, 1), unit(0.3, 0, 0.1, 1), IDENTITY, unit(0, 0.4, 0.2, 1), unit(0.2, 0.2, 0.2, 1)],
    )


def asset(**constraints: Any) -> LoadedAsset:
    """Constraints by the name of the node they are on."""
    nodes = five_nodes()
    entries: list[dict[str, Any]] = [{} for _ in nodes.names]
    for name, constraint in constraints.items():
        extension = {"VRMC_node_constraint": {"specVersion": "1.0", "constraint": constraint}}
        entries[nodes.index_of(name)] = {"extensions": extension}
    return LoadedAsset("bound.vrm", nodes, document={"nodes": entries}, node_of_file=(0, 1, 2, 3, 4))


def posed(figure: LoadedAsset) -> LocalPose:
    local = LocalPose.at_rest(figure.nodes)
    local.rotation[1] = unit(0.5, -0.3, 0.4, 1)
    local.rotation[0] = unit(0.0, 0.5, 0.1, 1)
    found = read_constraints(figure)
    assert not found.notes
    ConstraintMotion([(found.listed, 0)], figure.nodes).apply(local, WorldMatrices(figure.nodes))
    return local


@pytest.mark.parametrize("weight", [0.0, 0.4, 1.0])
def test_rotation(weight: float) -> None:
    figure = asset(target={"rotation": {"source": 1, "weight": weight}})
    rest, now = figure.nodes.rotation.astype(float), posed(figure).rotation.astype(float)
    expected = slerp(rest[3], mul(rest[3], mul(inverse(rest[1]), now[1])), weight)
    assert_same_turn(now[3], expected)


@pytest.mark.parametrize(("letter", "axis"), [("X", [1, 0, 0]), ("Y", [0, 1, 0]), ("Z", [0, 0, 1])])
@pytest.mark.parametrize("weight", [0.5, 1.0])
def test_roll(letter: str, axis: list[float], weight: float) -> None:
    figure = asset(target={"roll": {"source": 1, "rollAxis": letter, "weight": weight}})
    rest, now = figure.nodes.rotation.astype(float), posed(figure).rotation.astype(float)
    delta = mul(inverse(rest[1]), now[1])
    in_parent = mul(mul(rest[1], delta), inverse(rest[1]))
    in_target = mul(mul(inverse(rest[3]), in_parent), rest[3])
    swing = from_to(np.array(axis, float), turn(in_target, np.array(axis, float)))
    expected = slerp(rest[3], mul(mul(rest[3], inverse(swing)), in_target), weight)
    assert_same_turn(now[3], expected)


@pytest.mark.parametrize(("name", "axis"), [("PositiveX", [1, 0, 0]), ("NegativeY", [0, -1, 0])])
@pytest.mark.parametrize("weight", [0.3, 1.0])
def test_aim(name: str, axis: list[float], weight: float) -> None:
    figure = asset(target={"aim": {"source": 2, "aimAxis": name, "weight": weight}})
    local = posed(figure)
    world = world_matrices(figure.nodes, local).astype(float)
    rest = figure.nodes.rotation[3].astype(float)
    parent = local.rotation[0].astype(float)
    start = turn(mul(parent, rest), np.array(axis, float))
    to = world[2][:3, 3] - world[3][:3, 3]
    swing = from_to(start, to / np.linalg.norm(to))
    expected = slerp(rest, mul(mul(mul(inverse(parent), swing), parent), rest), weight)
    assert_same_turn(local.rotation[3].astype(float), expected)
    if weight == 1.0:
        np.testing.assert_allclose(world[3][:3, :3] @ axis, to / np.linalg.norm(to), atol=1e-5)


def test_what_depends_on_another_comes_after_it() -> None:
    figure = asset(
        target={"rotation": {"source": 4}},
        other={"rotation": {"source": 1}},
    )
    now = posed(figure).rotation.astype(float)
    rest = figure.nodes.rotation.astype(float)
    expected = mul(rest[3], mul(inverse(rest[4]), now[4]))
    assert_same_turn(now[3], expected)
    assert abs(now[4] @ rest[4]) < 0.999


def test_cycles_are_left_out_with_their_places_and_the_rest_goes_on() -> None:
    found = read_constraints(
        asset(
            target={"rotation": {"source": 4}},
            other={"rotation": {"source": 3}},
            below={"rotation": {"source": 1}},
        )
    )
    assert [constraint.node for constraint in found.listed] == [2]
    assert sorted(note.split(":")[0] for note in found.notes) == [
        "/nodes/3/extensions/VRMC_node_constraint",
        "/nodes/4/extensions/VRMC_node_constraint",
    ]


@pytest.mark.parametrize(
    ("constraint", "pointer"),
    [
        ({}, "/constraint"),
        ({"roll": {"source": 1, "rollAxis": "W"}}, "/constraint/roll/rollAxis"),
        ({"aim": {"source": 1}}, "/constraint/aim/aimAxis"),
        ({"rotation": {"source": 77}}, "/constraint/rotation/source"),
        ({"rotation": {"source": 3}}, "/constraint/rotation/source"),
        ({"rotation": {}}, "/constraint/rotation/source"),
        ({"rotation": {"source": 1, "weight": float("nan")}}, "/constraint/rotation/weight"),
        ({"rotation": 3}, "/constraint/rotation"),
    ],
)
def test_broken_constraints_name_their_place(constraint: Any, pointer: str) -> None:
    found = read_constraints(asset(target=constraint))
    assert not found.listed
    assert found.notes[0].startswith(f"/nodes/3/extensions/VRMC_node_constraint{pointer}:")


def test_thousands_of_constraints_are_bounded() -> None:
    count = 4000
    nodes = build_nodes(["n"] * count, [-1, *range(count - 1)])
    aim = {"constraint": {"aim": {"source": 0, "aimAxis": "PositiveX"}}}
    entries = [{"extensions": {"VRMC_node_constraint": aim if n else {}}} for n in range(count)]
    found = read_constraints(
        LoadedAsset("many.vrm", nodes, document={"nodes": entries}, node_of_file=tuple(range(count)))
    )
    assert len(found.listed) == MOST_ORDERS  # each hangs below the one before
    assert any(str(MOST_CONSTRAINTS) in note for note in found.notes)
    assert any(str(MOST_ORDERS) in note for note in found.notes)
