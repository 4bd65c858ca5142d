"""From stage and assets to a scene: places, sharing, stand-ins, lights, host."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.batches import BLENDED
from vr_app.scene.compose import compose
from vr_app.scene.draw_plan import plan_drawing
from vr_app.scene.light import Light
from vr_app.scene.material import Image, Material, TextureUse
from vr_app.scene.mesh import Mesh, Morph, build_primitive
from vr_app.scene.node import build_nodes
from vr_app.scene.pose import LocalPose, world_matrices
from vr_app.scene.scene import LoadedAsset, Scene
from vr_app.scene.skin import Skin
from vr_app.scene.stage import Ground, HostMark, Stage, Thing
from vr_app.scene.stage import Light as StageLight

TRIANGLE = np.array([[0, 0, 0], [1, 0, 0], [0, 1, 0]], np.float32)


def asset(name: str = "a.glb") -> LoadedAsset:
    morph = Morph(np.ones((2, 3, 3), np.float32), np.zeros((0, 0, 0), np.float32))
    plain = build_primitive(TRIANGLE, [0, 1, 2], material=0)
    skinned = build_primitive(
        TRIANGLE, [0, 1, 2], material=1, joints=np.zeros((3, 4)), weights=np.ones((3, 4)), morph=morph
    )
    nodes = build_nodes(
        ["root", "body", "bone", "body_lod1"], [-1, 0, 0, 0], mesh=[0, 1, -1, 0], skin=[-1, 0, -1, -1],
        weight_count=[0, 2, 0, 0], weights=[0.0, 0.25],
    )  # fmt: skip
    return LoadedAsset(
        name,
        nodes,
        meshes=(Mesh("plain", (plain,)), Mesh("body", (skinned,))),
        materials=(
            Material("stone", base_colour_texture=TextureUse(0)),
            Material("glass", alpha_mode="BLEND"),
        ),
        images=(Image("pixel", (np.zeros((1, 1, 4), np.uint8),)),),
        skins=(Skin("skin", np.array([2], np.int32), np.eye(4, dtype=np.float32)[None]),),
        lights=(Light("point", 2),),
        node_of_file=(0, 1, 2, 3),
    )


def stage(**changes: object) -> Stage:
    things = (
        Thing(id="one", asset="assets/a.glb", at=(1.0, 0.0, 0.0)),
        Thing(id="two", asset="assets/a.glb", at=(0.0, 0.0, -2.0), yaw_deg=90.0, scale=2.0),
    )
    values: dict[str, object] = {"format": 1, "title": "Test", "description": "A test.", "things": things, **changes}
    return Stage(**values)  # type: ignore[arg-type]


def world(scene: Scene) -> np.ndarray:
    return world_matrices(scene.nodes, LocalPose.at_rest(scene.nodes))


def test_two_things_of_one_asset_share_meshes_but_have_their_own_skins_and_weights() -> None:
    scene = compose(stage(), {"assets/a.glb": asset()}, None)
    assert len(scene.meshes) == 2 and len(scene.images) == 1 and len(scene.skins) == 2
    one, two = scene.placements["one"], scene.placements["two"]
    assert scene.skins[1].joints[0] == two.node_offset + 2
    assert two.weight_offset - one.weight_offset == 2
    np.testing.assert_allclose(scene.nodes.weights, [0.0, 0.25, 0.0, 0.25])
    assert [light.node for light in scene.lights] == [one.node_offset + 2, two.node_offset + 2]


def test_things_stand_where_the_stage_says() -> None:
    scene = compose(stage(), {"assets/a.glb": asset()}, None)
    matrix = world(scene)[scene.placements["two"].node_offset]
    np.testing.assert_allclose(matrix @ [1, 0, 0, 1], [0, 0, -4, 1], atol=1e-5)


def test_a_missing_asset_gets_a_stand_in_and_the_rest_loads() -> None:
    things = (Thing(id="one", asset="assets/a.glb"), Thing(id="gone", asset="assets/gone.glb", at=(3.0, 0.0, 0.0)))
    scene = compose(stage(things=things), {"assets/a.glb": asset()}, None, ("gone.glb is not there",))
    placement = scene.placements["gone"]
    assert "stand-in" in scene.nodes.names[placement.node_offset]
    assert scene.nodes.mesh[placement.node_offset] >= 0
    assert scene.problems == ("gone.glb is not there",)


def test_coarse_copies_take_turns_with_the_fine_ones() -> None:
    scene = compose(stage(), {"assets/a.glb": asset()}, None)
    assert scene.plan is not None
    drawn = {scene.nodes.names[node] for node in scene.plan.item_node.tolist()}
    assert drawn == {"root", "body", "body_lod1"}
    assert scene.plan.families == 2
    casting = {scene.nodes.names[node] for node in scene.plan.item_node[scene.plan.item_casts].tolist()}
    assert "body_lod1" not in casting


def test_the_plan_draws_solid_before_blended_and_keeps_batches_together() -> None:
    scene = compose(stage(ground=Ground()), {"assets/a.glb": asset()}, None)
    plan = scene.plan
    assert plan is not None and len(plan.instances) == 7
    passes = [plan.batches[number].render_pass for number in plan.item_batch]
    assert passes == sorted(passes) and passes.count(BLENDED) == 2
    assert (np.diff(plan.item_batch) >= 0).all()
    body = plan.item_skin >= 0
    assert plan.item_dynamic[body].all() and (plan.instances["ids"][body, 2] == [0, 1]).all()
    assert plan.primitives["morph_base"].tolist() == [0, 0, 0]
    np.testing.assert_allclose(plan.primitives["bounds_max"][-1], [2, 2, 1])


def test_the_host_stands_at_its_mark_and_an_old_vrm_is_turned_round() -> None:
    new, old = asset("host.vrm"), LoadedAsset(**{**vars(asset("old.vrm")), "document": {"extensions": {"VRM": {}}}})
    for avatar, facing in ((new, 1.0), (old, -1.0)):
        scene = compose(stage(host=HostMark(at=(0.0, 0.0, -2.5))), {"assets/a.glb": asset()}, avatar)
        host = scene.placements["host"]
        assert scene.avatar is avatar
        np.testing.assert_allclose(world(scene)[host.root][:3, 3], (0, 0, -2.5))
        assert world(scene)[host.root][2, 2] == pytest.approx(facing)


def test_a_spot_shines_at_its_point() -> None:
    lamp = StageLight(at=(0.0, 3.0, 0.0), kind="spot", look_at=(2.0, 0.0, 0.0), id="spot")
    scene = compose(stage(lights=(lamp,)), {"assets/a.glb": asset()}, None)
    light = next(light for light in scene.lights if light.name == "spot")
    forward = -world(scene)[light.node][:3, 2]
    np.testing.assert_allclose(forward, np.array([2, -3, 0]) / np.sqrt(13), atol=1e-6)


def test_the_sun_stands_where_azimuth_and_elevation_say() -> None:
    scene = compose(stage(), {"assets/a.glb": asset()}, None)
    direction = np.array(scene.environment.sun.direction)
    assert direction[0] > 0 > direction[2] and direction[1] == pytest.approx(np.sin(np.radians(40)))


def test_what_has_no_material_is_drawn_in_the_specifications_default() -> None:
    nodes = build_nodes(["bare"], [-1], mesh=[0])
    bare = build_primitive([(0, 0, 0), (1, 0, 0), (0, 1, 0)], [0, 1, 2])
    plan = plan_drawing(nodes, (Mesh("m", (bare,)),), (), ())
    row = plan.materials[-1]
    assert row["base_colour"].tolist() == [1, 1, 1, 1]
    assert row["surface"][:2].tolist() == [1, 1]  # metallic, roughness
