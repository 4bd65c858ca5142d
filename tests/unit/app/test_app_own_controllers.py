"""A controller's own model, from the runtime's bytes through our loader into the hand."""

from __future__ import annotations

import threading
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest

from tests.unit.loading.gltf_files import GltfFile
from vr_app.app.wearer.own_controllers import OwnControllers
from vr_app.kernel.latest import Latest
from vr_app.openxr.controls import Controls, Hand, ModelPose, Side
from vr_app.openxr.model_source import ModelFile
from vr_app.scene.transform import identity, translation

GRIP = translation((0.2, 1.3, -0.4))


class Headset:
    def __init__(self, **files: ModelFile) -> None:
        self.model_files: Latest[Mapping[str, ModelFile]] = Latest(files)


def controller(tmp_path: Path) -> bytes:
    file = GltfFile()
    file.show(file.triangle(), name="trigger")
    return file.write_glb(tmp_path / "made.glb").read_bytes()


def controls(*, holding: bool = True, grip: bool = True) -> Controls:
    hand = Hand(GRIP if grip else None, GRIP if grip else None, holding=holding)
    models: dict[Side, ModelPose] = {"right": ModelPose("one", None, {"trigger": translation((0, 0, -0.5))})}
    return Controls(focused=True, right=hand, models=models)


def until_read(own: OwnControllers, headset: Headset) -> int:
    """Returns: how many pieces there are in the end."""
    own.hands(headset, controls(), identity())
    for name in ("controller-look", "scene-loader"):
        for thread in threading.enumerate():
            if thread.name.startswith(name):
                thread.join(60.0)
    return len(own.hands(headset, controls(), identity())[1])


def test_the_model_takes_the_wands_place_once_it_is_read(tmp_path: Path) -> None:
    own = OwnControllers(tmp_path / "cache")
    headset = Headset(right=ModelFile("one", controller(tmp_path), ("trigger",)))
    wand, models = own.hands(headset, controls(), translation((1, 0, 0)))
    assert len(wand.indices) and not models, "until then ours is drawn"
    assert until_read(own, headset) == 1
    wand, (model,) = own.hands(headset, controls(), translation((1, 0, 0)))
    assert not len(wand.indices)
    assert model.pose[:3, 3] == pytest.approx((1.2, 1.3, -0.9)), "in the grip, its trigger pulled"
    np.testing.assert_array_equal(model.mesh.vertices["position"].max(axis=0), (1, 1, 0))
    for away in (controls(grip=False), controls(holding=False)):
        assert not own.hands(headset, away, identity())[1]
    own.close()


@pytest.mark.parametrize("glb", [b"", b"no model at all", b"glTF\x02\x00\x00\x00\xff\xff\xff\xff"])
def test_a_broken_file_leaves_ours(tmp_path: Path, glb: bytes) -> None:
    own, headset = OwnControllers(tmp_path / "cache"), Headset(right=ModelFile("one", glb))
    own.hands(headset, controls(), identity())
    assert until_read(own, headset) == 0
    assert len(own.hands(headset, controls(), identity())[0].indices)
    own.close()


def test_a_runtime_without_models_costs_nothing(tmp_path: Path) -> None:
    own = OwnControllers(tmp_path / "cache")
    assert own.hands(None, Controls(), identity())[1] == ()
    assert not (tmp_path / "cache" / "controllers").exists()
