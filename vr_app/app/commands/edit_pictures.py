"""Before and after of an edit, drawn without any screen from one place: the arrival, or nearer to what would change."""

from __future__ import annotations

import math
import shutil
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from vr_app.app.still_picture import picture_of
from vr_app.app.wearer.tour import Stop, arrival
from vr_app.loading.scene_folder import load_scene
from vr_app.scene.stage_reader import load_stage
from vr_app.scene.stage_things import Thing

SIZE = (960, 540)
FOV_DEG = 60.0
SEEN_DEG = 32.0
"""So far beside the middle of the first view something is still well in the picture."""
SEEN_M = 9.0
STAND_OFF_M = 4.0


def edit_pictures(folder: Path, text: str, out: Path) -> tuple[Path, Path]:
    """Draws a scene as it is and as it would be with another scene.toml. The scene itself is not touched.

    Returns: `before.png` and `after.png` in `out`.
    Raises: UserError, DeviceError where nothing can be drawn.
    """
    out.mkdir(parents=True, exist_ok=True)
    before, after = out / "before.png", out / "after.png"
    with tempfile.TemporaryDirectory() as holder:
        copy = Path(holder) / folder.resolve().name
        shutil.copytree(folder, copy)
        things = load_scene(copy).things
        stage = copy / "scene.toml"
        was = stage.read_bytes()
        stage.write_text(text, encoding="utf-8")
        camera = view_of_change(arrival(load_stage(copy)), things, load_scene(copy).things)
        picture_of(copy, after, size=SIZE, camera=camera, shot=None, time_s=0.0, high=True)
        stage.write_bytes(was)
        picture_of(copy, before, size=SIZE, camera=camera, shot=None, time_s=0.0, high=True)
    return before, after


def view_of_change(first: Stop, before: Sequence[Thing], after: Sequence[Thing]) -> dict[str, Any] | None:
    """A camera that has what was added, else removed, else altered, in its middle; None where the first view has it."""
    was, now = ({thing.id: thing for thing in things} for things in (before, after))
    added = [thing for name, thing in now.items() if name not in was]
    removed = [thing for name, thing in was.items() if name not in now]
    altered = [thing for name, thing in now.items() if name in was and was[name] != thing]
    changed = added or removed or altered
    if not changed:
        return None
    eye, target = first.eye, first.target

    def away_m(thing: Thing) -> float:
        return math.hypot(thing.at[0] - eye[0], thing.at[2] - eye[2])

    thing = min(changed, key=away_m)
    x, y, z = thing.at
    way, ahead = math.atan2(x - eye[0], z - eye[2]), math.atan2(target[0] - eye[0], target[2] - eye[2])
    if abs(math.degrees(math.remainder(way - ahead, math.tau))) < SEEN_DEG and away_m(thing) < SEEN_M:
        return None
    off_m = min(max(STAND_OFF_M, 1.5 * max(thing.size)), max(away_m(thing), 0.5))
    at = [x - off_m * math.sin(way), max(eye[1], y + 1.6), z - off_m * math.cos(way)]
    return {"at": at, "look_at": [x, y + 0.5, z], "fov_deg": FOV_DEG}
