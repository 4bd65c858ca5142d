"""Pictures of VRM figures standing at ease: `python -m tools.portraits FIGURE.vrm... -o sheet.png`."""

from __future__ import annotations

import argparse
import math
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFont

from vr_app.app.screenless_context import screenless_context
from vr_app.loading.gltf import load_asset
from vr_app.render.still import render_still
from vr_app.scene.avatar.first_person import for_others
from vr_app.scene.avatar.idle import idle_pose
from vr_app.scene.avatar.rig import AvatarRig
from vr_app.scene.avatar.rig_reader import rig_of_asset
from vr_app.scene.avatar.secondary import SecondaryMotion
from vr_app.scene.pose import LocalPose, WorldMatrices
from vr_app.scene.scene import Scene, scene_of_asset
from vr_app.scene.transform import look_at

VIEWS = {
    # eye and target in metres before the eyes' height, field of view, and width by height
    "face": ((0.16, 0.04, 0.95), (0.0, -0.02, 0.0), 24.0, (420, 460)),
    "near": ((0.05, 0.01, 0.62), (0.0, -0.01, 0.0), 28.0, (460, 460)),
    "profile": ((0.95, 0.02, 0.02), (0.0, -0.03, 0.0), 26.0, (420, 460)),
    "talk": ((0.25, 0.02, 1.5), (0.0, -0.17, 0.0), 32.0, (460, 520)),
    "full": ((0.5, -0.35, 3.1), (0.0, -0.72, 0.0), 34.0, (330, 560)),
    "back": ((-0.6, -0.1, -3.0), (0.0, -0.72, 0.0), 34.0, (330, 560)),
}


class Sitter:
    """One figure, standing at ease with its cloth settled."""

    def __init__(self, path: Path) -> None:
        asset = for_others(load_asset(path))
        self.scene: Scene = scene_of_asset(asset)
        self.rig: AvatarRig = rig_of_asset(asset)
        self._local = LocalPose.at_rest(self.scene.nodes)
        matrices, secondary = WorldMatrices(self.scene.nodes), SecondaryMotion([self.rig.follower], self.scene.nodes)
        pose, hips = idle_pose(0.4, 1)
        for frame in range(45):
            self._local.reset(self.scene.nodes)
            self.rig.write_bones(self._local, pose, hips)
            secondary.apply(frame / 30, self._local, matrices)

    def picture(self, view: str, expression: str = "", amount: float = 1.0) -> np.ndarray:
        """uint8 (h, w, 4); `expression` is a name of the VRM vocabulary."""
        eye, target, fov, size = VIEWS[view]
        local = replace(self._local, weights=self._local.weights.copy())
        if expression:
            known = self.rig.expressions[expression]
            local.weights[known.targets] += amount * known.amounts
        at = np.array([0.0, float(self.rig.eyes[1]), 0.0])
        camera = look_at(at + eye, at + target).astype(np.float32)
        return render_still(
            self.scene, camera, size, math.radians(fov), local=local, time_s=0.0, make_context=screenless_context()
        )


COLUMNS, WIDTH = 5, 220


def cast_sheet(figures: Sequence[Path]) -> np.ndarray:
    """All figures at talking distance, their names below, uint8 (h, w, 3)."""
    tiles = []
    for path in figures:
        picture = Image.fromarray(Sitter(path).picture("talk")[..., :3])
        tall = round(picture.height * WIDTH / picture.width)
        tile = Image.new("RGB", (WIDTH, tall + 26), "white")
        tile.paste(picture.resize((WIDTH, tall), Image.Resampling.LANCZOS), (0, 0))
        draw, font = ImageDraw.Draw(tile), ImageFont.load_default(15)
        draw.text((WIDTH / 2, tall + 4), path.stem, fill="#333333", anchor="ma", font=font)
        tiles.append(np.asarray(tile))
    tiles += [np.full_like(tiles[0], 255)] * (-len(tiles) % COLUMNS)
    rows = [np.concatenate(tiles[at : at + COLUMNS], axis=1) for at in range(0, len(tiles), COLUMNS)]
    return np.concatenate(rows, axis=0)


def main(arguments: Sequence[str] | None = None) -> int:
    """Writes the sheet."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("figures", type=Path, nargs="+")
    parser.add_argument("-o", "--out", type=Path)
    parser.add_argument("--views", default="talk,full", help=f"of {', '.join(VIEWS)}")
    parser.add_argument("--expressions", default="", help="one picture each, with the first view")
    given = parser.parse_args(arguments)
    rows = []
    for path in given.figures:
        sitter, views = Sitter(path), given.views.split(",")
        wanted = [(view, "") for view in views] + [(views[0], name) for name in given.expressions.split(",") if name]
        pictures = [Image.fromarray(sitter.picture(*wish)[..., :3]) for wish in wanted]
        tall = max(picture.height for picture in pictures)
        pictures = [p.resize((round(p.width * tall / p.height), tall), Image.Resampling.LANCZOS) for p in pictures]
        rows.append(np.concatenate([np.asarray(picture) for picture in pictures], axis=1))
    Image.fromarray(np.concatenate(rows, axis=0)).save(given.out or Path("portraits.png"))
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
