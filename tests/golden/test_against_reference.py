"""Our pictures against Filament's, and animated poses against a plain evaluation and Filament's.

Both draw the same file from the same place in the same light (tools/reference). Files that several fixtures share byte
for byte are drawn once. `python -m tools.reference` makes a contact sheet of the same comparison.
"""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pytest
from plain_animation import PlainAnimation
from reference_models import MODELS, written

from tools.reference.likeness import ssim
from tools.reference.ours import Ours, posed
from vr_app.loading.gltf import load_asset
from vr_app.render.egl_context import EglContext
from vr_app.scene.scene import LoadedAsset, scene_of_asset
from vr_app.scene.transform import rotation_matrices

if TYPE_CHECKING:
    from tools.reference.comparison import Comparison
    from tools.reference.theirs import Theirs

pytestmark = pytest.mark.gl
ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared" / "data"
LEAST_OVERLAP, LEAST_LIKENESS = 0.98, 0.85
MOMENTS = (0.0, 0.13, 0.4, 0.77, 1.0)


def shared_models() -> list[Path]:
    """The models and figures beside this repository, each of the same bytes once."""
    found = [*SHARED.glob("gltf/models/**/*.glb"), *SHARED.glob("gltf/models/**/*.gltf"), *SHARED.glob("vrm/**/*.vrm")]
    return list({hashlib.sha256(path.read_bytes()).digest(): path for path in sorted(found)}.values())


OWN = [ROOT / "assets/avatar/host.vrm", ROOT / "scenes/museum-hall/assets/clock.glb"]


@pytest.fixture(scope="module")
def both(own_context: EglContext, need) -> Iterator[tuple[Ours, Theirs]]:  # type: ignore[no-untyped-def]
    need(find_spec("filly") or sys.platform == "darwin", "Filament: pip install filly")
    if sys.platform == "darwin":
        pytest.skip("filly has no build for this system")
    from tools.reference.theirs import Theirs

    theirs, ours = Theirs(), Ours(own_context)
    yield ours, theirs
    ours.close()
    own_context.done_current()
    theirs.close()


def drawn_by(both: tuple[Ours, Theirs], path: Path) -> Comparison:
    from tools.reference.comparison import compare

    return compare(path, *both)


def alike(path: Path, both: tuple[Ours, Theirs]) -> None:
    """Draws a file by both and holds the pictures together."""
    found = drawn_by(both, path)
    assert found.iou >= LEAST_OVERLAP, f"{path}: silhouettes overlap by {found.iou:.3f}"
    assert found.ssim >= LEAST_LIKENESS, f"{path}: pictures are alike by {found.ssim:.3f}"


@pytest.mark.parametrize("name", MODELS)
def test_models_of_our_own_look_as_in_filament(name: str, both: tuple[Ours, Theirs], tmp_path: Path) -> None:
    path = written(name, tmp_path)
    alike(path, both)


@pytest.mark.parametrize("path", OWN, ids=lambda path: path.name)
def test_things_of_our_scenes_look_as_in_filament(path: Path, both: tuple[Ours, Theirs]) -> None:
    alike(path, both)


@pytest.mark.parametrize("path", shared_models(), ids=lambda path: f"{path.parent.parent.parent.name}-{path.name}")
def test_shared_models_look_as_in_filament(path: Path, both: tuple[Ours, Theirs]) -> None:
    alike(path, both)


def test_a_wrong_picture_is_noticed(both: tuple[Ours, Theirs], tmp_path: Path) -> None:
    whole, mirrored = written("textured", tmp_path), MODELS["textured"]()
    for node in mirrored.document["nodes"]:
        node["scale"] = [-1, 1, 1]
    right = drawn_by(both, whole)
    wrong = drawn_by(both, mirrored.write_glb(tmp_path / "mirrored.glb"))
    covered = right.theirs.covered | wrong.ours.covered
    assert ssim(wrong.ours.pixels, right.theirs.pixels, covered) < LEAST_LIKENESS


def animated() -> list[Path]:
    return [path for path in shared_models() if path.suffix != ".vrm" and "animation_pointer" not in path.name]


def local_matrices(asset: LoadedAsset, clip: int, time_s: float) -> np.ndarray:
    """(N, 4, 4) of the file's nodes, relative to their parents."""
    local = posed(scene_of_asset(asset), clip, time_s)
    out = np.tile(np.eye(4), (len(local.rotation), 1, 1))
    out[:, :3, :3] = rotation_matrices(local.rotation) * local.scale[:, None, :]
    out[:, :3, 3] = local.translation
    return out[list(asset.node_of_file)]


def agrees_with_the_plain_evaluation(path: Path) -> int:
    """Compares all animations of a file. Returns: how many values there were."""
    asset, plain, count = load_asset(path), PlainAnimation(path), 0
    nodes = asset.nodes
    for clip, animation in enumerate(asset.animations):
        for moment in MOMENTS:
            time_s = animation.duration_s * moment
            local = posed(scene_of_asset(asset), clip, time_s)
            for (node, part), expected in plain.values(clip, time_s).items():
                number = asset.node_of_file[node]
                if part == "weights":
                    first = nodes.weight_offset[number]
                    found = local.weights[first : first + len(expected)]
                else:
                    found = getattr(local, part)[number]
                if part == "rotation" and np.dot(found, expected) < 0:
                    found = -found
                np.testing.assert_allclose(found, expected, atol=2e-6, err_msg=f"{path.name} {part} of node {node}")
                count += 1
    return count


def test_poses_agree_with_a_plain_evaluation(tmp_path: Path) -> None:
    assert agrees_with_the_plain_evaluation(written("moving", tmp_path)) == 3 * len(MOMENTS)


@pytest.mark.parametrize("path", animated(), ids=lambda path: path.name)
def test_poses_of_shared_models_agree_with_a_plain_evaluation_and_filament(
    path: Path, both: tuple[Ours, Theirs]
) -> None:
    asset = load_asset(path)
    agrees_with_the_plain_evaluation(path)
    for clip, animation in enumerate(asset.animations):
        for moment in MOMENTS:
            time_s = animation.duration_s * moment
            expected = both[1].node_matrices(path, clip, time_s)
            np.testing.assert_allclose(local_matrices(asset, clip, time_s), expected, atol=1e-5)
