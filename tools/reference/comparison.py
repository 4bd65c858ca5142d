"""One file drawn by both renderers, and how alike the pictures are."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from PIL import Image

from tools.reference.adapted import for_reference, without_vrm
from tools.reference.likeness import silhouette_iou, ssim
from tools.reference.ours import Ours, Picture, posed
from tools.reference.studio import Sitting
from tools.reference.theirs import Theirs
from vr_app.app.framing import framed, shown_corners
from vr_app.loading.gltf import load_asset
from vr_app.scene.scene import scene_of_asset

SIZE = (320, 240)
MOMENT = 0.4
"""Share of an animation's length at which it is looked at."""
DIFFERENCE_GAIN = 8


@dataclass(frozen=True)
class Comparison:
    """Both pictures of one file.

    Attributes:
        iou: overlap of the silhouettes; 1 where neither shows anything.
        ssim: structural similarity of what either silhouette covers; of the whole picture where that is nothing.
    """

    name: str
    ours: Picture
    theirs: Picture
    iou: float
    ssim: float

    @property
    def cells(self) -> list[tuple[str, Image.Image]]:
        """Ours, theirs and the difference, for a contact sheet."""
        apart = np.abs(self.ours.pixels.astype(np.int16) - self.theirs.pixels) * DIFFERENCE_GAIN
        return [
            (f"{self.name}: ours", Image.fromarray(self.ours.pixels)),
            (f"reference  IoU {self.iou:.3f}  SSIM {self.ssim:.3f}", Image.fromarray(self.theirs.pixels)),
            (f"difference x{DIFFERENCE_GAIN}", Image.fromarray(np.clip(apart, 0, 255).astype(np.uint8))),
        ]


def compare(path: Path, ours: Ours, theirs: Theirs, size: tuple[int, int] = SIZE) -> Comparison:
    """Draws a file by both, animated models in the midst of their first animation.

    Raises: UserError, filly.AssetError where one of them cannot read it.
    """
    with tempfile.TemporaryDirectory() as one, tempfile.TemporaryDirectory() as other:
        plain = without_vrm(path, Path(one))
        known = for_reference(plain, Path(other))
        scene = scene_of_asset(load_asset(plain))
        clip = 0 if scene.animations else -1
        time_s = scene.animations[0].duration_s * MOMENT if clip == 0 else 0.0
        pose = framed(shown_corners(scene, posed(scene, clip, time_s)), size[0] / size[1])
        lamp = not any(light.kind == "directional" for light in scene.lights)
        sitting = Sitting(path, pose, size, clip, time_s, lamp)
        mine = ours.photograph(scene, sitting)
        reference = theirs.photograph(known, sitting)
    both = mine.covered | reference.covered
    likeness = ssim(mine.pixels, reference.pixels, both)
    return Comparison(path.stem, mine, reference, silhouette_iou(mine.covered, reference.covered), likeness)
