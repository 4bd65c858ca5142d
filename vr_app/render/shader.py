"""Shader programs from the files in `shaders/`, with `#include "file"` and definitions."""

from __future__ import annotations

import re
from functools import lru_cache
from pathlib import Path

import numpy as np

from vr_app.kernel.resources import resource_path
from vr_app.render.gl import GL

LAYER_EXTENSIONS = ("GL_ARB_shader_viewport_layer_array", "GL_AMD_vertex_shader_layer")
INCLUDE = re.compile(r'^\s*#include\s+"([\w.]+)"\s*$', re.MULTILINE)


def read_source(name: str, folder: Path | None = None, _open: tuple[str, ...] = ()) -> str:
    """Text of a shader file with its includes put in (each file once).

    Raises: ValueError for a circular include.
    """
    if name in _open:
        raise ValueError(f"{name} includes itself")
    folder = folder or resource_path("shaders")
    text = (folder / name).read_text(encoding="utf-8")
    return INCLUDE.sub(lambda match: read_source(match[1], folder, (*_open, name)), text)


@lru_cache
def layer_extension() -> str:
    """The extension by which a vertex shader chooses the layer it draws into; "" where the driver has none."""
    known = {GL.glGetStringi(GL.GL_EXTENSIONS, number) for number in range(GL.glGetIntegerv(GL.GL_NUM_EXTENSIONS))}
    return next((name for name in LAYER_EXTENSIONS if name.encode() in known), "")


def stage_head(stage: int) -> str:
    """What every shader begins with."""
    head = "#version 450 core\n"
    if layer_extension():
        head += f"#extension {layer_extension()} : require\n#define LAYERED 1\n"
    return head + ("#define VERTEX_STAGE 1\n" if stage == GL.GL_VERTEX_SHADER else "")


class Program:
    """A linked vertex and fragment shader.

    Args:
        vertex: file name in `shaders/`.
        fragment: file name.
        defines: preprocessor names that are set, to 1 or to what follows a space.
    Raises: RuntimeError with the driver's log where a shader does not compile (a bug of ours or of the driver).
    """

    def __init__(self, vertex: str, fragment: str, defines: tuple[str, ...] = ()) -> None:
        names = "".join(f"#define {name if ' ' in name else name + ' 1'}\n" for name in defines)
        self.name = GL.glCreateProgram()
        shaders = []
        for file, stage in ((vertex, GL.GL_VERTEX_SHADER), (fragment, GL.GL_FRAGMENT_SHADER)):
            shader = GL.glCreateShader(stage)
            GL.glShaderSource(shader, stage_head(stage) + names + read_source(file))
            GL.glCompileShader(shader)
            if not GL.glGetShaderiv(shader, GL.GL_COMPILE_STATUS):
                log = GL.glGetShaderInfoLog(shader)
                raise RuntimeError(f"{file}: {log.decode() if isinstance(log, bytes) else log}")
            GL.glAttachShader(self.name, shader)
            shaders.append(shader)
        GL.glLinkProgram(self.name)
        if not GL.glGetProgramiv(self.name, GL.GL_LINK_STATUS):
            log = GL.glGetProgramInfoLog(self.name)
            raise RuntimeError(f"{vertex} + {fragment}: {log.decode() if isinstance(log, bytes) else log}")
        for shader in shaders:
            GL.glDeleteShader(shader)
        self._locations: dict[str, int] = {}

    def use(self) -> None:
        GL.glUseProgram(self.name)

    def location(self, uniform: str) -> int:
        if uniform not in self._locations:
            self._locations[uniform] = int(GL.glGetUniformLocation(self.name, uniform))
        return self._locations[uniform]

    def set_matrix(self, uniform: str, matrix: np.ndarray) -> None:
        """A 4 x 4 in our row-by-row layout. The program must be in use."""
        GL.glUniformMatrix4fv(self.location(uniform), 1, True, np.ascontiguousarray(matrix, np.float32))

    def close(self) -> None:
        if self.name:
            GL.glDeleteProgram(self.name)
            self.name = 0
