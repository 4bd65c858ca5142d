"""Pictures of our scenes and figures for the picker and the documents: `python -m tools.thumbnails`.

Draws each scene's "front page" shot (or its first) into `scenes/NAME/thumbnail.jpg` and the pictures of `docs/images`.
`--window` also visits the museum in a window, for `docs/images/window.png`: it needs a screen, a model and a voice.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

from PIL import Image

from tools.portraits import cast_sheet
from vr_app.app.still_picture import picture_of
from vr_app.kernel.resources import resource_path
from vr_app.scene.stage_reader import load_stage

DRAWN = (1280, 720)
SIZE = (640, 360)
PAGES = {"observatory-terrace": "front.png", "museum-hall": "museum.png", "night-harbour": "harbour.png"}
"""Scenes whose picture is shown on the front page, and the file in `docs/images`."""
TALK = ("Hello, who are you?", "What is that above us?")
TIME_S = 2.0


def draw(folder: Path, images: Path) -> Path:
    """Draws a scene's thumbnail (and page picture). Returns: the thumbnail."""
    shots = [shot.name for shot in load_stage(folder, resource_path("assets")).shots]
    shot = "front page" if "front page" in shots else next(iter(shots), None)
    with tempfile.TemporaryDirectory() as scratch:
        drawn = Path(scratch) / "drawn.png"
        picture_of(folder, drawn, size=DRAWN, camera=None, shot=shot, time_s=TIME_S, high=True)
        if folder.name in PAGES:
            shutil.copyfile(drawn, images / PAGES[folder.name])
        with Image.open(drawn) as picture:
            small = picture.convert("RGB").resize(SIZE, Image.Resampling.LANCZOS)
    small.save(folder / "thumbnail.jpg", quality=88)
    return folder / "thumbnail.jpg"


def picture_window(images: Path) -> Path:
    """Visits the museum in a window as a person would. Returns: the picture of it."""
    said = [word for line in TALK for word in ("--say", line)]
    with tempfile.TemporaryDirectory() as out:
        command = [sys.executable, "-m", "vr_app.app.main", "run", "museum-hall", "--mode", "window", "--out", out]
        subprocess.run([*command, *said], check=True, timeout=600)
        return Path(shutil.copyfile(Path(out) / "window.png", images / "window.png"))


def picture_cast(images: Path) -> Path:
    """The figures a host can be, side by side. Returns: the picture of them."""
    Image.fromarray(cast_sheet(sorted(resource_path("assets").glob("avatar/*.vrm")))).save(
        images / "avatars.jpg", quality=86
    )
    return images / "avatars.jpg"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--window", action="store_true", help="also picture the app's window")
    options = parser.parse_args()
    scenes = resource_path("scenes")
    images = scenes.parent / "docs" / "images"
    for folder in sorted(entry for entry in scenes.iterdir() if (entry / "scene.toml").is_file()):
        print(draw(folder, images))
    print(picture_cast(images))
    if options.window:
        print(picture_window(images))


if __name__ == "__main__":
    main()
