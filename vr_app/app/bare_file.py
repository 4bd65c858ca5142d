"""A bare .glb or .vrm as a scene of its own: a model stands before the visitor, a figure welcomes them."""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path

from vr_app.kernel.errors import Location, UserError

BARE = (".glb", ".vrm")
LARGEST_BYTES = 2 << 30

_STAGE = """# Made for {name}. Copy this folder to make a scene of it.
format = 2
title = "{title}"
description = "{title}, on a plain floor under an open sky."

[sky]
hour = 10.0

[ground]
colour = "#7d7a73"

[spawn]
at = [0.0, 0.0, 0.0]
"""
_MODEL = """
[[thing]]
id = "model"
asset = "assets/{file}"
at = [0.0, 0.0, -3.0]
name = "{title}"
description = "What the visitor has brought to be looked at."
"""
_FIGURE = """
[host]
at = [0.0, 0.0, -2.0]
avatar = "assets/{file}"
card = "host.json"
"""
_CARD = '{"spec": "chara_card_v2", "spec_version": "2.0", "data": {"name": "%s", "description": "A friend."}}\n'


def scene_of_file(path: Path, kept: Path) -> Path:
    """A scene folder that shows one file; made anew where the file has changed.

    Args:
        kept: where such folders are kept.

    Raises: UserError where the file cannot be read or copied.
    """
    try:
        status = path.stat()
        key = hashlib.sha256(f"{path.resolve()}:{status.st_size}:{status.st_mtime_ns}".encode()).hexdigest()[:12]
        if status.st_size > LARGEST_BYTES:
            raise UserError("This model is larger than 2 GB", where=Location(path), remedy="Make it smaller.")
        title = "".join(c for c in path.stem if c.isalnum() or c in " -_")[:60].strip() or "Model"
        folder = kept / f"{title.replace(' ', '-').lower()}-{key}"
        if (folder / "scene.toml").is_file():
            return folder
        file = f"model{path.suffix.lower()}"
        (folder / "assets").mkdir(parents=True, exist_ok=True)
        shutil.copyfile(path, folder / "assets" / file)
        figure = path.suffix.lower() == ".vrm"
        (folder / "host.json").write_text(_CARD % title, encoding="utf-8")
        text = (_STAGE + (_FIGURE if figure else _MODEL)).format(name=path.name, title=title, file=file)
        (folder / "scene.toml").write_text(text, encoding="utf-8")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise UserError(f"This model cannot be opened: {reason}", where=Location(path)) from error
    return folder
