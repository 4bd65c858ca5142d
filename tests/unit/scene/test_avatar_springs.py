"""Spring bones against the specification's own words, at several frame rates, with colliders and centres."""

from __future__ import annotations

import math
from typing import Any

import numpy as np
import pytest

from vr_app.scene.avatar.spring import SpringCollider, SpringJoint, Springs
from vr_app.scene.avatar.spring_motion import RATE_HZ, SpringMotion
from vr_app.scene.avatar.spring_reader import MOST_DEEP, MOST_JOINTS, MOST_PAIRS, read_springs
from vr_app.scene.avatar.spring_tables import spring_tables
from vr_app.scene.node import NodeTable, build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.transform import rotation_matrices, yaw_quaternion

TILT = [math.sin(0.35), 0.0, 0.0, math.cos(0.35)]


def chain_nodes(count: int = 4, *, tilted: bool = True) -> NodeTable:
    """root - holder - chain of `count` nodes, 0.2 m apart, with rest rotations."""
    rotation = [[0, 0, 0, 1], yaw_quaternion(0.4)] + [TILT if tilted and n % 2 else [0, 0, 0, 1] for n in range(count)]
    return build_nodes(
        ["root", "holder", *(f"bone{n}" for n in range(count))],
        [-1, *range(count + 1)],
        translation=[(0, 0, 0), (0, 1.5, 0), *[(0.03, -0.2, 0.02)] * count],
        rotation=rotation,
    )


def chain(nodes: NodeTable, **settings: Any) -> tuple[SpringJoint, ...]:
    return tuple(SpringJoint(node, (0.03, -0.2, 0.02), node + 1, **settings) for node in range(2, len(nodes) - 1))


def moved(nodes: NodeTable, time_s: float) -> LocalPose:
    """The holder swings about as a head does."""
    local = LocalPose.at_rest(nodes)
    local.translation[1] += (0.1 * math.sin(5 * time_s), 0.02 * math.cos(3 * time_s), 0.0)
    local.rotation[1] = yaw_quaternion(0.4 + 0.6 * math.sin(4 * time_s))
    return local


class ByTheBook:
    """The specification's pseudocode, word for word, one joint after another."""

    def __init__(self, nodes: NodeTable, springs: Springs) -> None:
        self.nodes, self.springs = nodes, springs
        world = world_matrices(nodes, moved(nodes, 0.0))
        self.current = {j.node: (world[j.node] @ [*j.tail, 1])[:3].astype(float) for j in springs.joints}
        self.previous = dict(self.current)
        rest = world_matrices(nodes, LocalPose.at_rest(nodes))
        self.length = {
            j.node: float(np.linalg.norm((rest[j.node] @ [*j.tail, 1])[:3] - rest[j.node][:3, 3]))
            for j in springs.joints
        }

    def step(self, local: LocalPose) -> None:
        dt = 1.0 / RATE_HZ
        for joint in self.springs.joints:
            world = world_matrices(self.nodes, local).astype(float)
            parent = world[self.nodes.parent[joint.node]]
            initial = rotation_matrices(self.nodes.rotation[joint.node]).astype(float)
            axis = np.array(joint.tail) / np.linalg.norm(joint.tail)
            at, length = world[joint.node][:3, 3], self.length[joint.node]
            inertia = (self.current[joint.node] - self.previous[joint.node]) * (1.0 - joint.drag)
            frame = parent[:3, :3] @ initial
            stiffness = dt * frame @ axis * joint.stiffness
            tail = self.current[joint.node] + inertia + stiffness + dt * np.array(joint.gravity)
            tail = at + (tail - at) / np.linalg.norm(tail - at) * length
            for number in joint.colliders:
                tail = self.pushed(self.springs.colliders[number], world, tail, joint.hit_radius)
                tail = at + (tail - at) / np.linalg.norm(tail - at) * length
            self.previous[joint.node], self.current[joint.node] = self.current[joint.node], tail
            to = frame.T @ (tail - at)
            local.rotation[joint.node] = product(
                self.nodes.rotation[joint.node], from_to(axis, to / np.linalg.norm(to))
            )

    @staticmethod
    def pushed(collider: SpringCollider, world: np.ndarray, tail: np.ndarray, hit: float) -> np.ndarray:
        matrix = world[collider.node]
        at = (matrix @ [*collider.offset, 1])[:3]
        delta = tail - at
        if collider.kind == "plane":
            normal = matrix[:3, :3] @ collider.tail
            distance, way = float(delta @ normal) - hit, normal
        else:
            line = (matrix @ [*collider.tail, 1])[:3] - at
            along = float(line @ delta)
            if along > line @ line:
                delta = delta - line
            elif along > 0.0:
                delta = delta - line * along / (line @ line)
            size = float(np.linalg.norm(delta))
            distance, way = size - hit - collider.radius, delta / size
            if collider.inside:
                distance, way = collider.radius - hit - size, -delta / size
        return tail - way * distance if distance < 0.0 else tail


def from_to(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    q = np.append(np.cross(a, b), 1.0 + a @ b)
    return q / np.linalg.norm(q)


def product(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    ax, ay, az, aw = a
    bx, by, bz, bw = b
    return np.array(
        [
            aw * bx + ax * bw + ay * bz - az * by,
            aw * by - ax * bz + ay * bw + az * bx,
            aw * bz + ax * by - ay * bx + az * bw,
            aw * bw - ax * bx - ay * by - az * bz,
        ]
    )


def ran(nodes: NodeTable, springs: Springs, rate_hz: float, seconds: float, root: int = 0) -> list[np.ndarray]:
    """World positions of all nodes at each frame."""
    motion = SpringMotion(spring_tables([(springs, 0)], [root], nodes))
    out = []
    for frame in range(round(seconds * rate_hz) + 1):
        local = moved(nodes, frame / rate_hz)
        motion.advance(frame / rate_hz, world_matrices(nodes, local))
        motion.write(local)
        out.append(world_matrices(nodes, local)[:, :3, 3])
    return out


COLLIDERS = (
    SpringCollider(1, "sphere", (0.05, -0.25, 0.05), (0.05, -0.25, 0.05), 0.12),
    SpringCollider(1, "capsule", (-0.2, -0.4, 0.0), (0.2, -0.45, 0.0), 0.05),
    SpringCollider(1, "plane", (0.0, -0.75, 0.0), (0.0, 1.0, 0.0)),
    SpringCollider(1, "sphere", (0.0, -0.3, 0.0), (0.0, -0.3, 0.0), 0.5, True),
)


@pytest.mark.parametrize(
    "settings",
    [
        {"stiffness": 0.8, "drag": 0.3, "gravity": (0.0, -0.4, 0.1)},
        {"stiffness": 0.1, "drag": 0.2, "gravity": (0.0, -0.2, 0.0), "hit_radius": 0.03, "colliders": (0, 1, 2, 3)},
    ],
    ids=["free", "colliding"],
)
def test_a_step_is_the_one_of_the_specification(settings: dict[str, Any]) -> None:
    nodes = chain_nodes(6)
    springs = Springs(chain(nodes, **settings), COLLIDERS)
    book, motion = ByTheBook(nodes, springs), SpringMotion(spring_tables([(springs, 0)], [0], nodes))
    motion.advance(0.0, world_matrices(nodes, moved(nodes, 0.0)))
    joints = [joint.node for joint in springs.joints]
    earlier = nodes.rotation[joints]
    for step in range(1, 91):
        local, shown = moved(nodes, step / RATE_HZ), moved(nodes, step / RATE_HZ)
        book.step(local)
        motion.advance(step / RATE_HZ, world_matrices(nodes, shown))
        motion.write(shown)
        # What is shown at a step's own moment is the step before it: it lies between the last two.
        turns = shown.rotation[joints]
        turns *= np.sign(np.einsum("ni,ni->n", turns, earlier))[:, None]  # a quaternion and its opposite are the same
        np.testing.assert_allclose(turns, earlier, atol=2e-4)
        earlier = local.rotation[joints].copy()


@pytest.mark.parametrize("rate_hz", [20, 45, 72, 144])
def test_the_frame_rate_makes_no_difference(rate_hz: int) -> None:
    nodes = chain_nodes(5)
    springs = Springs(chain(nodes, stiffness=0.5, drag=0.3, gravity=(0.0, -0.3, 0.0)))
    reference = ran(nodes, springs, 360, 2.0)
    seen = ran(nodes, springs, rate_hz, 2.0)
    shared = math.gcd(rate_hz, 360)
    a = np.array(seen[:: rate_hz // shared])
    b = np.array(reference[:: 360 // shared])
    assert np.abs(a - b).max() < (0.012 if rate_hz < 45 else 0.004)
    assert np.isfinite(a).all()


def test_sections_keep_their_length_and_come_to_rest() -> None:
    nodes = chain_nodes(5)
    springs = Springs(chain(nodes, stiffness=1.0, drag=0.4))
    rest = world_matrices(nodes, LocalPose.at_rest(nodes))[:, :3, 3]
    length = np.linalg.norm(np.diff(rest[2:], axis=0), axis=1)
    motion = SpringMotion(spring_tables([(springs, 0)], [0], nodes))
    world = rest
    for frame in range(240):
        local = moved(nodes, min(frame / 60, 1.0))
        motion.advance(frame / 60, world_matrices(nodes, local))
        motion.write(local)
        world = world_matrices(nodes, local)[:, :3, 3]
        np.testing.assert_allclose(np.linalg.norm(np.diff(world[2:], axis=0), axis=1), length, atol=1e-5)
    np.testing.assert_allclose(world, world_matrices(nodes, moved(nodes, 1.0))[:, :3, 3], atol=2e-3)


def test_a_figure_put_elsewhere_hangs_still() -> None:
    nodes = chain_nodes(4)
    springs = Springs(chain(nodes, stiffness=0.5, drag=0.1))
    motion = SpringMotion(spring_tables([(springs, 0)], [0], nodes))
    for frame in range(30):
        motion.advance(frame / 60, world_matrices(nodes, moved(nodes, frame / 60)))
    local = moved(nodes, 0.5)
    local.translation[0] = (5.0, 0.0, 3.0)
    before = world_matrices(nodes, local)
    motion.advance(0.5, before)
    motion.write(local)
    np.testing.assert_allclose(world_matrices(nodes, local)[:, :3, 3], before[:, :3, 3], atol=1e-5)


def test_after_a_pause_the_bones_hang_still() -> None:
    nodes = chain_nodes(4)
    springs = Springs(chain(nodes, stiffness=0.5, drag=0.1))
    motion = SpringMotion(spring_tables([(springs, 0)], [0], nodes))
    for frame in range(30):
        motion.advance(frame / 60, world_matrices(nodes, moved(nodes, frame / 60)))
    local = moved(nodes, 1.37)  # a picture now and then: what happened between is not known
    before = world_matrices(nodes, local)
    motion.advance(1.37, before)
    motion.write(local)
    np.testing.assert_allclose(world_matrices(nodes, local)[:, :3, 3], before[:, :3, 3], atol=1e-5)


def test_a_clock_that_goes_back_starts_anew_and_a_long_pause_is_bounded() -> None:
    nodes = chain_nodes(4)
    springs = Springs(chain(nodes, stiffness=0.5))
    motion = SpringMotion(spring_tables([(springs, 0)], [0], nodes))
    for time_s in (10.0, 10.1, 3.0, 4000.0):
        local = moved(nodes, time_s)
        motion.advance(time_s, world_matrices(nodes, local))
        motion.write(local)
        assert np.isfinite(local.rotation).all()


def test_a_centre_takes_its_own_motion_away() -> None:
    nodes = chain_nodes(4)
    free = Springs(chain(nodes, stiffness=0.3, drag=0.3))
    held = Springs(chain(nodes, stiffness=0.3, drag=0.3, center=1))
    rest = LocalPose.at_rest(nodes)

    def unrest(springs: Springs) -> float:
        motion = SpringMotion(spring_tables([(springs, 0)], [0], nodes))
        worst = 0.0
        for frame in range(90):
            local = moved(nodes, frame / 90)
            motion.advance(frame / 90, world_matrices(nodes, local))
            motion.write(local)
            worst = max(worst, float(np.abs(local.rotation[2:] - rest.rotation[2:]).max()))
        return worst

    assert unrest(free) > 0.05
    assert unrest(held) < 1e-3


def test_two_figures_sway_as_each_alone() -> None:
    one = chain_nodes(4)
    springs = Springs(chain(one, stiffness=0.4, drag=0.3, hit_radius=0.02, colliders=(0, 1)), COLLIDERS)
    count = len(one)
    both = build_nodes(
        [*one.names, *one.names],
        [*one.parent, *np.where(one.parent < 0, -1, one.parent + count)],
        translation=np.concatenate([one.translation] * 2),
        rotation=np.concatenate([one.rotation] * 2),
    )
    motion = SpringMotion(spring_tables([(springs, 0), (springs, count)], [0, count], both))
    alone = ran(one, springs, 72, 1.0)
    for frame in range(73):
        local = LocalPose.at_rest(both)
        single = moved(one, frame / 72)
        local.rotation[:count], local.translation[:count] = single.rotation, single.translation
        local.rotation[count:], local.translation[count:] = single.rotation, single.translation
        motion.advance(frame / 72, world_matrices(both, local))
        motion.write(local)
        world = world_matrices(both, local)[:, :3, 3]
        np.testing.assert_allclose(world[:count], alone[frame], atol=1e-5)
        np.testing.assert_allclose(world[count:], alone[frame], atol=1e-5)


# ------------------------------------------------------------------ reading


def figure(extensions: dict[str, Any], count: int = 4) -> LoadedAsset:
    nodes = chain_nodes(count)
    return LoadedAsset("swaying.vrm", nodes, document={"extensions": extensions}, node_of_file=tuple(range(len(nodes))))


def vrm1(**parts: Any) -> dict[str, Any]:
    return {"VRMC_vrm": {}, "VRMC_springBone": {"specVersion": "1.0", **parts}}


def test_reads_springs_of_1() -> None:
    springs = read_springs(
        figure(
            vrm1(
                colliders=[{"node": 1, "shape": {"capsule": {"offset": [0, 1, 0], "radius": 0.1, "tail": [0, 2, 0]}}}],
                colliderGroups=[{"colliders": [0]}],
                springs=[
                    {
                        "joints": [{"node": 2, "stiffness": 2, "gravityPower": 0.5, "hitRadius": 0.02}, {"node": 4}],
                        "colliderGroups": [0],
                        "center": 1,
                    }
                ],
            )
        )
    )
    (joint,) = springs.joints
    assert (joint.node, joint.tail_node, joint.stiffness, joint.gravity, joint.drag) == (
        2,
        4,
        2.0,
        (0.0, -0.5, 0.0),
        0.5,
    )
    assert joint.colliders == (0,) and joint.center == 1
    rest = world_matrices(chain_nodes(4), LocalPose.at_rest(chain_nodes(4)))
    np.testing.assert_allclose((rest[2] @ [*joint.tail, 1])[:3], rest[4][:3, 3], atol=1e-5)
    assert springs.colliders[0].kind == "capsule"
    assert not springs.notes


def test_reads_bone_groups_of_0() -> None:
    secondary = {
        "boneGroups": [
            {
                "stiffiness": 0.7, "gravityPower": 0.2, "gravityDir": {"x": 0, "y": -1, "z": 0}, "dragForce": 0.3,
                "hitRadius": 0.04, "bones": [2], "center": -1, "colliderGroups": [0],
            }
        ],
        "colliderGroups": [{"node": 1, "colliders": [{"offset": {"x": 0.1, "y": 0.2, "z": 0.3}, "radius": 0.1}]}],
    }  # fmt: skip
    springs = read_springs(figure({"VRM": {"secondaryAnimation": secondary}}))
    assert [joint.node for joint in springs.joints] == [2, 3, 4, 5]
    assert springs.joints[-1].tail_node == -1
    assert np.linalg.norm(springs.joints[-1].tail) == pytest.approx(0.07)
    assert springs.joints[0].stiffness == 0.7
    assert springs.colliders[0].offset == (0.1, 0.2, -0.3)


@pytest.mark.parametrize(
    ("extensions", "pointer"),
    [
        (vrm1(springs=3), "/extensions/VRMC_springBone/springs"),
        (vrm1(springs=[{"joints": [{"node": 99}]}]), "/springs/0/joints/0/node"),
        (vrm1(springs=[{"joints": [{}]}]), "/springs/0/joints/0/node"),
        (vrm1(springs=[{"joints": [{"node": 3}, {"node": 2}]}]), "/springs/0/joints/1/node"),
        (vrm1(springs=[{"joints": [{"node": 2, "stiffness": "x"}, {"node": 3}]}]), "/joints/0/stiffness"),
        (vrm1(springs=[{"joints": [{"node": 2, "gravityDir": [0, 1]}, {"node": 3}]}]), "/joints/0/gravityDir"),
        (vrm1(springs=[{"joints": [{"node": 2}, {"node": 3}]}] * 2), "/springs/1/joints/0"),
        (vrm1(springs=[{"joints": [], "colliderGroups": [4]}]), "/springs/0/colliderGroups/0"),
        (vrm1(colliders=[{"node": 1, "shape": {}}]), "/colliders/0/shape"),
        (vrm1(colliders=[{"node": 1, "shape": {"sphere": {"radius": None, "offset": "x"}}}]), "/sphere/offset"),
        ({"VRM": {"secondaryAnimation": {"boneGroups": [{"bones": ["x"]}]}}}, "/secondaryAnimation/boneGroups/0/bones"),
        ({"VRM": {"secondaryAnimation": []}}, "/extensions/VRM/secondaryAnimation"),
        ({"VRMC_springBone": 1}, "/extensions/VRMC_springBone"),
    ],
)
def test_broken_parts_are_left_out_with_their_place(extensions: dict[str, Any], pointer: str) -> None:
    springs = read_springs(figure(extensions))
    assert any(pointer in note for note in springs.notes)


def test_one_wrong_index_does_not_take_its_neighbours_away() -> None:
    group = {"bones": [-1, 2, "x", 99], "colliderGroups": [0, 7]}
    colliders = [{"node": 1, "colliders": [{"radius": 0.1}]}]
    springs = read_springs(
        figure({"VRM": {"secondaryAnimation": {"boneGroups": [group], "colliderGroups": colliders}}})
    )
    assert [joint.node for joint in springs.joints] == [2, 3, 4, 5]
    assert springs.joints[0].colliders == (0,)
    assert len(springs.notes) == 4


def test_a_figure_squashed_to_nothing_gives_numbers_all_the_same() -> None:
    nodes = chain_nodes(4)
    flat = build_nodes(nodes.names, nodes.parent, translation=nodes.translation, scale=np.zeros((len(nodes), 3)))
    motion = SpringMotion(spring_tables([(Springs(chain(nodes)), 0)], [0], flat))
    local = LocalPose.at_rest(flat)
    for frame in range(10):
        motion.advance(frame / 30, world_matrices(flat, local))
        motion.write(local)
        assert np.isfinite(local.rotation).all()


def test_huge_figures_are_bounded() -> None:
    count = MOST_JOINTS * 2
    nodes = build_nodes(
        ["root", *["bone"] * count], [-1, *([0] * count)], translation=[(0, 0, 0), *[(0, -0.1, 0)] * count]
    )
    document = {"extensions": {"VRM": {"secondaryAnimation": {"boneGroups": [{"bones": list(range(1, count))}]}}}}
    springs = read_springs(LoadedAsset("many.vrm", nodes, document=document, node_of_file=tuple(range(count + 1))))
    assert len(springs.joints) == MOST_JOINTS
    assert str(MOST_JOINTS) in springs.notes[0]
    deep = figure({"VRM": {"secondaryAnimation": {"boneGroups": [{"bones": [2]}]}}}, MOST_DEEP * 3)
    tables = spring_tables([(read_springs(deep), 0)], [0], deep.nodes)
    assert len(tables.levels) == MOST_DEEP
    assert read_springs(deep).notes


def test_a_figure_without_springs_costs_nothing_and_breaks_nothing() -> None:
    nodes = chain_nodes(2)
    motion = SpringMotion(spring_tables([(Springs(), 0)], [0], nodes))
    local = LocalPose.at_rest(nodes)
    motion.advance(1.0, world_matrices(nodes, local))
    motion.write(local)
    np.testing.assert_array_equal(local.rotation, nodes.rotation)


def test_countless_colliders_are_bounded() -> None:
    spheres = [{"node": 1, "shape": {"sphere": {"radius": 0.1}}}] * 5000
    joints = [{"node": node} for node in range(2, 6)]
    springs = read_springs(
        figure(
            vrm1(
                colliders=spheres,
                colliderGroups=[{"colliders": list(range(5000))}],
                springs=[{"joints": joints, "colliderGroups": [0]}],
            )
        )
    )
    assert sum(len(joint.colliders) for joint in springs.joints) == MOST_PAIRS
    assert any(str(MOST_PAIRS) in note for note in springs.notes)
