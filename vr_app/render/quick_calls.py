"""OpenGL calls that keep Python's interpreter: those that only note something down and are back within a microsecond.

Python lets other threads in whenever it calls a C library. Of a frame's hundred calls nearly all are over before
anybody could have used that; but each time somebody else is let in, the frame waits until it has its turn again. Calls
in which a driver may really work or wait let others in as before.
"""

from __future__ import annotations

import ctypes
from collections.abc import Mapping
from typing import Any

import numpy as np

_U, _I, _F, _B, _SIZE = ctypes.c_uint, ctypes.c_int, ctypes.c_float, ctypes.c_ubyte, ctypes.c_ssize_t
NO_ADDRESSES = (0, 1, 2, 3, 2**32 - 1, 2**64 - 1)
"""What Windows answers for functions that it does not know."""


_Bytes = ctypes.c_ubyte * 1


class Pointer:
    """Takes an array, anything that ctypes takes as a pointer, or None."""

    @classmethod
    def from_param(cls, value: Any) -> Any:
        """For ctypes."""
        if isinstance(value, np.ndarray):
            array: Any = value
            return _Bytes.from_buffer(array) if array.flags.writeable else ctypes.c_void_p(array.ctypes.data)
        return ctypes.c_void_p.from_param(value)


STATE: Mapping[str, tuple[Any, ...]] = {
    "glEnable": (_U,),
    "glDisable": (_U,),
    "glDepthFunc": (_U,),
    "glDepthMask": (_B,),
    "glBlendFunc": (_U, _U),
    "glCullFace": (_U,),
    "glFrontFace": (_U,),
    "glViewport": (_I, _I, _I, _I),
    "glClearColor": (_F, _F, _F, _F),
    "glUseProgram": (_U,),
    "glUniform1i": (_I, _I),
    "glUniform1f": (_I, _F),
    "glUniform4f": (_I, _F, _F, _F, _F),
    "glUniformMatrix4fv": (_I, _I, _B, Pointer),
    "glUniform4fv": (_I, _I, Pointer),
    "glBindFramebuffer": (_U, _U),
    "glNamedFramebufferTexture": (_U, _U, _U, _I),
    "glNamedFramebufferTextureLayer": (_U, _U, _U, _I, _I),
    "glBindVertexArray": (_U,),
    "glBindBuffer": (_U, _U),
    "glBindBufferBase": (_U, _U, _U),
    "glBindBufferRange": (_U, _U, _U, _SIZE, _SIZE),
    "glBindBuffersRange": (_U, _U, _I, Pointer, Pointer, Pointer),
    "glBindTextures": (_U, _I, Pointer),
    "glBindTextureUnit": (_U, _U),
    "glBindSampler": (_U, _U),
    "glBindSamplers": (_U, _I, Pointer),
}
"""Name -> types of the arguments: what sets the pipeline's state."""
DRAWING: Mapping[str, tuple[Any, ...]] = {
    "glClear": (_U,),
    "glClearBufferfv": (_U, _I, Pointer),
    "glNamedBufferData": (_U, _SIZE, Pointer, _U),
    "glCopyImageSubData": (_U, _U, _I, _I, _I, _I, _U, _U, _I, _I, _I, _I, _I, _I, _I),
    "glMultiDrawElementsIndirect": (_U, _U, Pointer, _I, _I),
    "glDrawElementsInstancedBaseVertex": (_U, _I, _U, Pointer, _I, _I),
    "glDrawArraysInstanced": (_U, _I, _I, _I),
}
"""What a card does later; a driver that draws with the processor does it at once."""


def keep_interpreter(library: Any, platform: Any, calls: Mapping[str, tuple[Any, ...]]) -> None:
    """Puts such functions in the place of a library's own, each when it is first called.

    Args:
        library: PyOpenGL's `GL`.
        platform: PyOpenGL's platform, which knows the addresses.
    """
    for name, arguments in calls.items():
        own = getattr(library, name)
        if not isinstance(own, _FirstCall):
            setattr(library, name, _FirstCall(library, platform, name, own, arguments))


class _FirstCall:
    """Stands for a function until a context is current that it can be looked up in."""

    def __init__(self, library: Any, platform: Any, name: str, own: Any, arguments: tuple[Any, ...]) -> None:
        self._library, self._platform, self._name = library, platform, name
        self._own, self._arguments = own, arguments
        self._function: Any = None

    def __call__(self, *arguments: Any) -> None:
        if self._function is None:
            address = _address(self._platform, self._name)
            made = ctypes.PYFUNCTYPE(None, *self._arguments)
            self._function = made(address) if address else self._own
            if getattr(self._library, self._name) is self:
                setattr(self._library, self._name, self._function)
        self._function(*arguments)


def _address(platform: Any, name: str) -> int:
    """Of a function; 0 where it is not known."""
    found = platform.getExtensionProcedure(name.encode())
    if found and found not in NO_ADDRESSES:
        return int(found)
    exported = getattr(platform.GL, name, None)
    return 0 if exported is None else ctypes.cast(exported, ctypes.c_void_p).value or 0
