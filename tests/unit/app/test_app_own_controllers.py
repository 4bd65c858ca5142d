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
from vr_app.scene.wearer_shapes import controller_mesh

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


def read(own: OwnControllers, headset: Headset) -> None:
    """Until the file is read or given up."""
    own.hands(headset, controls(), identity())
    for name in ("controller-look", "scene-loader"):
        for thread in threading.enumerate():
            if thread.name.startswith(name):
                thread.join(60.0)


def test_the_model_takes_the_wands_place_once_it_is_read(tmp_path: Path) -> None:
    own = OwnControllers(tmp_path / "cache")
    headset = Headset(right=ModelFile("one", controller(tmp_path), ("trigger",)))
    gloves, (wand,) = own.hands(headset, controls(), translation((1, 0, 0)))
    assert wand.mesh is controller_mesh() and not len(gloves.indices), "until then ours is drawn"
    assert wand.pose[:3, 3] == pytest.approx((1.2, 1.3, -0.4))
    read(own, headset)
    _, (model,) = own.hands(headset, controls(), translation((1, 0, 0)))
    assert model.pose[:3, 3] == pytest.approx((1.2, 1.3, -0.9)), "in the grip, its trigger pulled"
    np.testing.assert_array_equal(model.mesh.vertices["position"].max(axis=0), (1, 1, 0))
    assert not own.hands(headset, controls(grip=False), identity())[1]
    _, (other,) = own.hands(headset, controls(holding=False), identity())
    assert other.mesh is not model.mesh, "what is not held is not drawn as if it were"
    own.close()


@pytest.mark.parametrize("glb", [b"", b"no model at all", b"glTF\x02\x00\x00\x00\xff\xff\xff\xff"])
def test_a_broken_file_leaves_ours(tmp_path: Path, glb: bytes) -> None:
    own, headset = OwnControllers(tmp_path / "cache"), Headset(right=ModelFile("one", glb))
    read(own, headset)
    _, (wand,) = own.hands(headset, controls(), identity())
    assert wand.mesh is controller_mesh()
    own.close()


def test_a_runtime_without_models_costs_nothing(tmp_path: Path) -> None:
    own = OwnControllers(tmp_path / "cache")
    assert own.hands(None, Controls(), identity())[1] == ()
    assert not (tmp_path / "cache" / "controllers").exists()
