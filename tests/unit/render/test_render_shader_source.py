"""Shader files and their includes."""

from __future__ import annotations

from pathlib import Path

import pytest

from vr_app.render.frame_block import FRAME_BLOCK, VIEW_BLOCK
from vr_app.render.shader import read_source
from vr_app.scene.draw_plan import INSTANCE_ROW
from vr_app.scene.material_rows import MATERIAL_ROW


def test_includes_are_put_in_place(tmp_path: Path) -> None:
    (tmp_path / "a.glsl").write_text('first\n#include "b.glsl"\nlast\n')
    (tmp_path / "b.glsl").write_text("middle")
    assert read_source("a.glsl", tmp_path) == "first\nmiddle\nlast\n"


def test_a_circle_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.glsl").write_text('#include "a.glsl"')
    with pytest.raises(ValueError, match="itself"):
        read_source("a.glsl", tmp_path)


def test_records_keep_the_alignment_the_shaders_expect() -> None:
    for record in (FRAME_BLOCK, VIEW_BLOCK, MATERIAL_ROW, INSTANCE_ROW):
        assert record.itemsize % 16 == 0
    fields = FRAME_BLOCK.fields
    assert fields is not None
    assert all(offset % 16 == 0 for _, offset in (entry[:2] for entry in fields.values()))
