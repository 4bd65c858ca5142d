"""Calls that keep the interpreter do what the library's own do."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from vr_app.app.screenless_context import screenless_context
from vr_app.render.gl import GL
from vr_app.render.quick_calls import STATE, Pointer, keep_interpreter

KEEPS_INTERPRETER = 0x4
"""FUNCFLAG_PYTHONAPI of ctypes."""


@pytest.fixture
def context() -> Iterator[None]:
    made = screenless_context()()
    made.make_current()
    yield
    made.close()


def test_state_is_set_as_asked(context: None) -> None:
    GL.glEnable(GL.GL_BLEND)
    assert GL.glIsEnabled(GL.GL_BLEND)
    GL.glDisable(GL.GL_BLEND)
    assert not GL.glIsEnabled(GL.GL_BLEND)
    GL.glViewport(1, 2, 30, 40)
    assert GL.glGetIntegerv(GL.GL_VIEWPORT).tolist() == [1, 2, 30, 40]
    GL.glDepthMask(False)
    assert not GL.glGetBooleanv(GL.GL_DEPTH_WRITEMASK)
    enable: Any = GL.glEnable
    assert enable._flags_ & KEEPS_INTERPRETER


def test_arrays_of_names_arrive(context: None) -> None:
    names = np.zeros(3, np.uint32)
    GL.glCreateTextures(GL.GL_TEXTURE_2D, 3, names)
    GL.glBindTextures(4, 3, names)
    fixed = names[::-1].copy()
    fixed.flags.writeable = False
    GL.glBindTextures(7, 3, fixed)
    bound = []
    for unit in range(4, 10):
        GL.glActiveTexture(int(GL.GL_TEXTURE0) + unit)
        bound.append(int(GL.glGetIntegerv(GL.GL_TEXTURE_BINDING_2D)))
    assert bound == [*names.tolist(), *names[::-1].tolist()]


def test_an_unknown_function_stays_the_librarys_own() -> None:
    said: list[Any] = []
    library = SimpleNamespace(glEnable=said.append)
    platform = SimpleNamespace(getExtensionProcedure=lambda _name: 0, GL=SimpleNamespace())
    keep_interpreter(library, platform, {"glEnable": STATE["glEnable"]})
    library.glEnable(7)
    library.glEnable(8)
    assert said == [7, 8]


def test_pointers() -> None:
    array = np.arange(4, dtype=np.uint32)
    for given in (array, array.ctypes.data_as(ctypes.c_void_p), array.ctypes.data):
        passed = ctypes.cast(Pointer.from_param(given), ctypes.POINTER(ctypes.c_uint32))
        assert passed[2] == 2
    assert Pointer.from_param(None) is None
