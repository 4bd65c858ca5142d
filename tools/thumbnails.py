"""Pictures of our scenes for the picker and the front page: `python -m tools.thumbnails`.

Draws each scene's "front page" shot (or its first) into `scenes/NAME/thumbnail.jpg`.
"""

from __future__ import annotations

import tempfile
from pathlib import Path

from PIL import Image

from vr_app.app.still_picture import picture_of
from vr_app.kernel.resources import resource_path
from vr_app.scene.stage_reader import load_stage

DRAWN = (1280, 720)
SIZE = (640, 360)


def main() -> None:
    scenes = resource_path("scenes")
    for folder in sorted(entry for entry in scenes.iterdir() if (entry / "scene.toml").is_file()):
        shots = [shot.name for shot in load_stage(folder, resource_path("assets")).shots]
        shot = "front page" if "front page" in shots else next(iter(shots), None)
        with tempfile.TemporaryDirectory() as scratch:
            drawn = Path(scratch) / "drawn.png"
            picture_of(folder, drawn, size=DRAWN, camera=None, shot=shot, time_s=2.0, high=True)
            with Image.open(drawn) as picture:
                small = picture.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
        small.save(folder / "thumbnail.jpg", quality=88)
        print(folder / "thumbnail.jpg")


if __name__ == "__main__":
    main()
