"""Loading the binding leaves PyOpenGL able to work in the renderer's contexts, whichever is loaded first."""

from __future__ import annotations

import subprocess
import sys

import pytest

PROGRAM = """
import importlib, sys
for name in sys.argv[1:]:
    importlib.import_module(name)
import numpy as np
import OpenGL.platform
from vr_app.render.gl import GL
from vr_app.render.egl_context import EglContext
platform = OpenGL.platform.PLATFORM
context = EglContext()
context.make_current()
array = GL.glGenVertexArrays(1)
GL.glBindVertexArray(array)
buffer = GL.glGenBuffers(1)
GL.glBindBuffer(GL.GL_ARRAY_BUFFER, buffer)
GL.glBufferData(GL.GL_ARRAY_BUFFER, 16, np.arange(4, dtype=np.float32), GL.GL_STATIC_DRAW)
GL.glVertexAttribPointer(0, 2, GL.GL_FLOAT, False, 8, None)
assert GL.glGetError() == 0
context.close()
"""


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="the choice between GLX and EGL is Linux's")
@pytest.mark.parametrize("first", ["vr_app.openxr.library", "vr_app.render.gl"])
@pytest.mark.parametrize("chosen", [{}, {"PYOPENGL_PLATFORM": "egl"}, {"WAYLAND_DISPLAY": "wayland-0"}])
def test_either_order_works(first: str, chosen: dict[str, str], monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYOPENGL_PLATFORM", "WAYLAND_DISPLAY", "DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    for name, value in chosen.items():
        monkeypatch.setenv(name, value)
    second = {"vr_app.openxr.library": "vr_app.render.gl", "vr_app.render.gl": "vr_app.openxr.library"}[first]
    command = [sys.executable, "-c", PROGRAM, first, second]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize("module", ["vr_app.openxr.display", "vr_app.openxr.probe"])
def test_display_and_probe_load_no_binding(module: str) -> None:
    program = f"import sys, {module}; sys.exit('xr' in sys.modules or 'OpenGL' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", program], timeout=60, check=False).returncode == 0


def test_calls_of_opengl_are_not_checked_whichever_library_comes_first() -> None:
    first, second = "import vr_app.openxr.library", "import vr_app.render.gl"
    for lines in ((first, second), (second, first)):
        check = "from OpenGL import _configflags as flags; print(flags.ERROR_CHECKING, flags.CONTEXT_CHECKING)"
        done = subprocess.run(
            [sys.executable, "-c", "; ".join((*lines, check))], capture_output=True, text=True, check=True
        )
        assert done.stdout.split() == ["False", "False"], f"{lines[0]} first"
