"""The host in the evaluated world: what hangs on it sways with the display's clock, tints arrive, bare files too."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from pathlib import Path

import numpy as np
import pytest

from vr_app.app.commands.check_scene import report
from vr_app.app.world import LivingScene, MouthTracks, World
from vr_app.kernel.events import BodyCue
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Playhead
from vr_app.loading.gltf import load_asset
from vr_app.scene.assembly import Assembly
from vr_app.scene.avatar.expression import ColourBind
from vr_app.scene.avatar.rig_reader import rig_of_scene_host
from vr_app.scene.scene import LoadedAsset, Scene, scene_of_asset
from vr_app.scene.transform import translation

HOST = Path(__file__).resolve().parents[3] / "assets" / "avatar" / "host.vrm"


@cache
def figure() -> LoadedAsset:
    return load_asset(HOST)


def living(blush: bool = False) -> LivingScene:
    asset = figure()
    assembly = Assembly()
    assembly.add_asset("bench", asset, at=(3, 0, 0), rotation=np.array([0, 0, 0, 1], np.float32), scale=1.0)
    assembly.add_asset("host", asset, at=(0, 0, 0), rotation=np.array([0, 0, 0, 1], np.float32), scale=1.0)
    nodes = assembly.nodes()
    scene = Scene(
        "room", nodes, materials=tuple(assembly.materials), placements=dict(assembly.placements), avatar=asset
    )
    rig = rig_of_scene_host(asset, nodes, scene.placements["host"])
    if blush:
        happy = replace(rig.expressions["happy"], colours=(ColourBind(0, "base_colour", (1.0, 0.0, 0.0, 1.0)),))
        rig = replace(rig, expressions={**rig.expressions, "happy": happy})
    return LivingScene(scene, rig)


def walked(rate_hz: int) -> np.ndarray:
    """Where the hair's tip is while the host turns to a visitor who walks round it."""
    world = World(Latest(BodyCue(None)), lambda: Playhead(None, 0, 0.0, 0.0), MouthTracks())
    scene = living()
    world.living.set(scene)
    host = scene.scene.placements["host"]
    names = scene.scene.nodes.names
    tip = names.index("hair_end", host.node_offset)
    out = []
    for frame in range(int(2.5 * rate_hz) + 1):
        time_s = 5.0 + frame / rate_hz
        angle = 1.2 * (time_s - 5.0)
        shown = world(time_s, translation((2.0 * np.sin(angle), 1.6, 2.0 * np.cos(angle))))
        assert shown is not None
        out.append(shown.world_from_node[tip, :3, 3].copy())
    return np.array(out)


def test_hair_sways_the_same_at_any_frame_rate() -> None:
    slow, quick = walked(30), walked(120)[::4]
    assert np.abs(slow - quick).max() < 0.01
    still = LivingScene(living().scene, None)
    assert still.rig is None


def test_hair_moves_apart_from_the_head() -> None:
    scene = living()
    rest = scene.scene.nodes.rotation.copy()
    world = World(Latest(BodyCue(None)), lambda: Playhead(None, 0, 0.0, 0.0), MouthTracks())
    world.living.set(scene)
    for frame in range(60):
        world(frame / 60, translation((2.0 * np.sin(3 * frame / 60), 1.6, 2.0)))
    node = scene.scene.nodes.names.index("hair_2", scene.scene.placements["host"].node_offset)
    assert np.abs(world.pose.rotation[node] - rest[node]).max() > 0.001


def test_a_blush_reaches_the_frame_and_ends_with_the_smile() -> None:
    cue: Latest[BodyCue] = Latest(BodyCue(None, emotion="happy"))
    world = World(cue, lambda: Playhead(None, 0, 0.0, 0.0), MouthTracks())
    world.living.set(living(blush=True))
    shown = None
    for frame in range(60):
        shown = world(frame / 30, translation((0.0, 1.6, 2.0)))
    assert shown is not None
    assert shown.materials[0].base_colour[1] < 0.3
    cue.set(BodyCue(None, emotion="neutral"))
    for frame in range(60, 240):
        shown = world(frame / 30, translation((0.0, 1.6, 2.0)))
    assert shown is not None
    assert shown.materials == {}


def test_a_bare_figure_sways_too() -> None:
    scene = scene_of_asset(figure())
    world = World(Latest(BodyCue(None)), lambda: Playhead(None, 0, 0.0, 0.0), MouthTracks())
    world.living.set(LivingScene(scene))
    for frame in range(60):
        shown = world(frame / 60, translation((0.0, 1.6, 2.0)))
        assert shown is not None and np.isfinite(shown.world_from_node).all()
    tail = scene.nodes.index_of("hair_1")
    assert np.abs(world.pose.rotation[tail] - scene.nodes.rotation[tail]).max() > 1e-4


@pytest.mark.parametrize("name", ["host.vrm"])
def test_the_check_has_nothing_against_our_figure(name: str) -> None:
    answer = report(HOST.with_name(name))
    assert answer["ok"]
    assert not [finding for finding in answer["warnings"] if finding["code"] == "asset.note"]
