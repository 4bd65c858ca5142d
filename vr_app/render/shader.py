"""Shader programs from the files in `shaders/`, with `#include "file"` and definitions."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.kernel.resources import resource_path
from vr_app.render.gl import GL
from vr_app.render.stereo import stereo

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


def stage_head(stage: int, views: int) -> str:
    """What every shader begins with that is for so many pictures at once."""
    vertex = stage == GL.GL_VERTEX_SHADER
    return "#version 450 core\n" + stereo().head(views, vertex=vertex) + ("#define VERTEX_STAGE 1\n" if vertex else "")


class Program:
    """A linked vertex and fragment shader, or one for each number of pictures at once where multiview asks for it.

    Args:
        vertex: file name in `shaders/`.
        fragment: file name.
        defines: preprocessor names that are set, to 1 or to what follows a space.
    Raises: RuntimeError with the driver's log where a shader does not compile (a bug of ours or of the driver).
    """

    def __init__(self, vertex: str, fragment: str, defines: tuple[str, ...] = ()) -> None:
        names = "".join(f"#define {name if ' ' in name else name + ' 1'}\n" for name in defines)
        self._linked = {views: _linked(vertex, fragment, names, views) for views in stereo().variants}
        self._used = 1
        self._locations: dict[tuple[int, str], int] = {}

    def use(self, views: int = 1) -> None:
        """For draw calls into so many pictures at once."""
        GL.glUseProgram(self.name(views))

    def name(self, views: int = 1) -> int:
        """GL's, of the one that is about to be used for so many pictures at once."""
        self._used = views if views in self._linked else 1
        return self._linked[self._used]

    def location(self, uniform: str) -> int:
        """Of the program that is in use."""
        key = (self._used, uniform)
        if key not in self._locations:
            self._locations[key] = int(GL.glGetUniformLocation(self._linked[self._used], uniform))
        return self._locations[key]

    def set_matrix(self, uniform: str, matrix: np.ndarray) -> None:
        """A 4 x 4 in our row-by-row layout. The program must be in use."""
        GL.glUniformMatrix4fv(self.location(uniform), 1, True, np.ascontiguousarray(matrix, np.float32))

    def close(self) -> None:
        for name in self._linked.values():
            GL.glDeleteProgram(name)
        self._linked = {}


def _linked(vertex: str, fragment: str, definitions: str, views: int) -> int:
    program: Any = GL.glCreateProgram()
    shaders = []
    for file, stage in ((vertex, GL.GL_VERTEX_SHADER), (fragment, GL.GL_FRAGMENT_SHADER)):
        shader = GL.glCreateShader(stage)
        GL.glShaderSource(shader, stage_head(stage, views) + definitions + read_source(file))
        GL.glCompileShader(shader)
        if not GL.glGetShaderiv(shader, GL.GL_COMPILE_STATUS):
            log = GL.glGetShaderInfoLog(shader)
            raise RuntimeError(f"{file}: {log.decode() if isinstance(log, bytes) else log}")
        GL.glAttachShader(program, shader)
        shaders.append(shader)
    GL.glLinkProgram(program)
    if not GL.glGetProgramiv(program, GL.GL_LINK_STATUS):
        log = GL.glGetProgramInfoLog(program)
        raise RuntimeError(f"{vertex} + {fragment}: {log.decode() if isinstance(log, bytes) else log}")
    for shader in shaders:
        GL.glDeleteShader(shader)
    return program
