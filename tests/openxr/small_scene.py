"""A scene of a few things, which software draws at a rate at which somebody can walk about in it."""

from __future__ import annotations

import shutil
from pathlib import Path

ASSETS = Path(__file__).resolve().parents[2] / "scenes" / "observatory-terrace" / "assets"
TOML = """
format = 1
title = "Small court"
description = "A small court with a telescope and a lamp."

[sky]
kind = "overcast"

[ground]
colour = "#6b675f"

[spawn]
at = [0.0, 0.0, 1.0]

[[light]]
id = "lamp-light"
at = [-1.5, 2.0, -2.5]

[[thing]]
id = "scope"
asset = "assets/brass-telescope.glb"
at = [1.2, 0.0, -2.5]
name = "brass telescope"
description = "A brass telescope on a wooden tripod."
focus = [0.0, 1.4, 0.0]

[[thing]]
id = "lamp"
asset = "assets/lantern-post.glb"
at = [-1.5, 0.0, -2.5]
name = "lantern"
description = "A lantern on a post."

[[thing]]
id = "pot"
asset = "assets/box-pot.glb"
at = [0.5, 0.0, 0.2]
scale = 0.4
name = "box tree"
description = "A small box tree in a pot."
grabbable = true

[[hotspot]]
id = "gate"
name = "gate"
description = "A gate in the wall far ahead."
at = [0.0, 1.2, -14.0]
radius_m = 1.2

[[zone]]
id = "court"
polygon = [[-4.0, 3.0], [4.0, 3.0], [4.0, -6.0], [-4.0, -6.0]]
"""


def make_small_scene(folder: Path) -> Path:
    """Writes the scene folder; returns it."""
    (folder / "assets").mkdir(parents=True)
    for name in ("brass-telescope.glb", "lantern-post.glb", "box-pot.glb"):
        shutil.copy(ASSETS / name, folder / "assets" / name)
    (folder / "scene.toml").write_text(TOML, encoding="utf-8")
    return folder
