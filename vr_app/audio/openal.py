"""OpenAL Soft without a device: the library that the packages `cyal` and `pyalsoft` carry, rendering into our blocks.

Calls keep Python's lock (they take microseconds): in a device's callback, giving it away for each of them would mean to
wait for every other thread each time.
"""

from __future__ import annotations

import ctypes as c
import importlib.util
import sys
from functools import cache
from pathlib import Path
from typing import Any

from vr_app.kernel.errors import UserError

FILL = c.CFUNCTYPE(c.c_int, c.c_void_p, c.c_void_p, c.c_int)
"""What AL asks for samples: (nothing, where to, how many bytes) -> bytes given."""

FREQUENCY, HRTF, HRTF_ID, LIMITER = 0x1007, 0x1992, 0x1996, 0x199A
CHANNELS, SAMPLE_TYPE, STEREO, FLOAT = 0x1990, 0x1991, 0x1501, 0x1406
MONO_FLOAT32 = 0x10010
POSITION, BUFFER, GAIN, LOOPING, RELATIVE = 0x1004, 0x1009, 0x100A, 0x1007, 0x202
ORIENTATION, STATE, PLAYING = 0x100F, 0x1010, 0x1012
REFERENCE_M, ROLLOFF, FARTHEST_M, RADIUS_M = 0x1020, 0x1021, 0x1023, 0x1031
INVERSE_CLAMPED = 0xD002
AUXILIARY_SEND = 0x20006
REVERB = 0x0001

_NAMES = {"linux": "libopenal.so.1", "win32": "OpenAL32.dll", "darwin": "libopenal.dylib"}
_NEWER = {"linux": "libopenal.so.1", "win32": "soft_oal.dll", "darwin": "libopenal.1.dylib"}
_P, _I, _U, _F, _Z = c.c_void_p, c.c_int, c.c_uint, c.c_float, c.c_char_p
_SIGNATURES: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "alcCreateContext": (_P, (_P, _P)),
    "alcDestroyContext": (None, (_P,)),
    "alcCloseDevice": (c.c_char, (_P,)),
    "alcGetProcAddress": (_P, (_P, _Z)),
    "alcGetIntegerv": (None, (_P, _I, _I, _P)),
    "alcGetString": (_Z, (_P, _I)),
    "alGetError": (_I, ()),
    "alGetProcAddress": (_P, (_Z,)),
    "alGenSources": (None, (_I, _P)),
    "alDeleteSources": (None, (_I, _P)),
    "alGenBuffers": (None, (_I, _P)),
    "alDeleteBuffers": (None, (_I, _P)),
    "alBufferData": (None, (_U, _I, _P, _I, _I)),
    "alSourcei": (None, (_U, _I, _I)),
    "alSourcef": (None, (_U, _I, _F)),
    "alSource3f": (None, (_U, _I, _F, _F, _F)),
    "alSource3i": (None, (_U, _I, _I, _I, _I)),
    "alGetSourcei": (None, (_U, _I, _P)),
    "alSourcePlay": (None, (_U,)),
    "alSourceStop": (None, (_U,)),
    "alListenerfv": (None, (_I, _P)),
    "alListener3f": (None, (_I, _F, _F, _F)),
    "alDistanceModel": (None, (_I,)),
}
_EXTENSIONS: dict[str, tuple[Any, tuple[Any, ...]]] = {
    "alcLoopbackOpenDeviceSOFT": (_P, (_Z,)),
    "alcRenderSamplesSOFT": (None, (_P, _P, _I)),
    "alcSetThreadContext": (c.c_char, (_P,)),
    "alBufferCallbackSOFT": (None, (_U, _I, _I, FILL, _P)),
    "alGenEffects": (None, (_I, _P)),
    "alEffecti": (None, (_U, _I, _I)),
    "alEffectf": (None, (_U, _I, _F)),
    "alGenAuxiliaryEffectSlots": (None, (_I, _P)),
    "alAuxiliaryEffectSloti": (None, (_U, _I, _I)),
    "alAuxiliaryEffectSlotf": (None, (_U, _I, _F)),
}


def library_file() -> Path | None:
    """Where OpenAL Soft lies; None where neither package is installed."""
    for package, folder, names in (("cyal", "", _NAMES), ("pyalsoft", "_native", _NEWER)):
        spec = importlib.util.find_spec(package)
        name = names.get(sys.platform)
        if spec is not None and spec.origin is not None and name is not None:
            path = Path(spec.origin).parent / folder / name
            if path.is_file():
                return path
    return None


class OpenAL:
    """Its functions, each with its types, as attributes."""

    def __init__(self, path: Path) -> None:
        library = c.PyDLL(str(path))
        for name, (result, arguments) in _SIGNATURES.items():
            function = getattr(library, name)
            function.restype, function.argtypes = result, list(arguments)
            setattr(self, name, function)
        for name, (result, arguments) in _EXTENSIONS.items():
            address = library.alcGetProcAddress(None, name.encode()) or library.alGetProcAddress(name.encode())
            if not address:
                raise UserError(f"This OpenAL has no {name}", remedy="Install the package cyal or pyalsoft anew.")
            setattr(self, name, c.PYFUNCTYPE(result, *arguments)(address))

    def __getattr__(self, name: str) -> Any:  # for the type checker: all are set above
        raise AttributeError(name)


@cache
def openal() -> OpenAL:
    """The library, loaded once. Raises: UserError where there is none."""
    path = library_file()
    if path is None:
        raise UserError(
            "Sound in space needs OpenAL Soft, which is not installed",
            remedy="Run `vr-app setup`; until then the voice is plain stereo.",
        )
    try:
        return OpenAL(path)
    except OSError as error:
        raise UserError(f"OpenAL Soft cannot be loaded: {error}", remedy="Install the package cyal anew.") from error
