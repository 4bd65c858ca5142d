"""How the vertex shader finds vertices and instances in the shared buffers."""

from __future__ import annotations

import ctypes
from typing import Any

from vr_app.render.gl import GL
from vr_app.scene.draw_plan import INSTANCE_ROW
from vr_app.scene.mesh import VERTEX

VERTEX_BINDING, INSTANCE_BINDING = 0, 1
ATTRIBUTES = (
    (0, 3, GL.GL_FLOAT, "position"),
    (1, 3, GL.GL_FLOAT, "normal"),
    (2, 4, GL.GL_FLOAT, "tangent"),
    (3, 2, GL.GL_FLOAT, "uv0"),
    (4, 2, GL.GL_FLOAT, "uv1"),
    (5, 4, GL.GL_UNSIGNED_SHORT, "colour"),
    (7, 4, GL.GL_UNSIGNED_SHORT, "weights"),
)
JOINTS_LOCATION, ROWS_LOCATION, IDS_LOCATION, MORPHS_LOCATION = 6, 8, 11, 12


def make_vertex_array(vertices: int, indices: int, instances: int, *, views: int) -> int:
    """GL name of a vertex array object.

    Args:
        vertices: buffer of `VERTEX`.
        indices: buffer of uint32.
        instances: buffer of `INSTANCE_ROW`; a command's base instance counts rows of it.
        views: each instance is drawn so many times in a row, once for each view.
    """
    name = ctypes.c_uint()
    GL.glCreateVertexArrays(1, ctypes.byref(name))
    array = name.value
    GL.glVertexArrayElementBuffer(array, indices)
    GL.glVertexArrayVertexBuffer(array, VERTEX_BINDING, vertices, 0, VERTEX.itemsize)
    GL.glVertexArrayVertexBuffer(array, INSTANCE_BINDING, instances, 0, INSTANCE_ROW.itemsize)
    GL.glVertexArrayBindingDivisor(array, INSTANCE_BINDING, views)
    fields: Any = VERTEX.fields
    for location, width, kind, field in ATTRIBUTES:
        normalised = kind == GL.GL_UNSIGNED_SHORT
        GL.glEnableVertexArrayAttrib(array, location)
        GL.glVertexArrayAttribFormat(array, location, width, kind, normalised, fields[field][1])
        GL.glVertexArrayAttribBinding(array, location, VERTEX_BINDING)
    _integers(array, JOINTS_LOCATION, VERTEX_BINDING, GL.GL_UNSIGNED_SHORT, fields["joints"][1])
    own: Any = INSTANCE_ROW.fields
    for row in range(3):
        GL.glEnableVertexArrayAttrib(array, ROWS_LOCATION + row)
        GL.glVertexArrayAttribFormat(array, ROWS_LOCATION + row, 4, GL.GL_FLOAT, False, own["rows"][1] + 16 * row)
        GL.glVertexArrayAttribBinding(array, ROWS_LOCATION + row, INSTANCE_BINDING)
    _integers(array, IDS_LOCATION, INSTANCE_BINDING, GL.GL_UNSIGNED_INT, own["ids"][1])
    _integers(array, MORPHS_LOCATION, INSTANCE_BINDING, GL.GL_UNSIGNED_INT, own["morphs"][1])
    return array


def _integers(array: int, location: int, binding: int, kind: int, offset: int) -> None:
    GL.glEnableVertexArrayAttrib(array, location)
    GL.glVertexArrayAttribIFormat(array, location, 4, kind, offset)
    GL.glVertexArrayAttribBinding(array, location, binding)
