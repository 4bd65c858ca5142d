"""Lets Coqui TTS and transformers import torchaudio beside a torch it was not built for.

The usual torchaudio is linked to CUDA and ends in `OSError` beside a CPU torch. What a voice needs of it (resampling,
mel filters) is plain Python: with its native extension declared absent it imports and works.
"""

from __future__ import annotations

import importlib
import importlib.util
import sys
import types
from collections.abc import Callable
from typing import Any, NoReturn


def import_torchaudio() -> bool:
    """Imports torchaudio, whole where that works.

    Returns: True where the native extension came with it.
    Raises: ImportError where torchaudio is not installed.
    """
    try:
        importlib.import_module("torchaudio")
    except ModuleNotFoundError:
        raise
    except (OSError, RuntimeError, ImportError):
        for name in [name for name in sys.modules if name.partition(".")[0] == "torchaudio"]:
            del sys.modules[name]
        sys.modules["torchaudio._extension"] = _absent_extension()
        importlib.import_module("torchaudio")
        return False
    return True


def settle_torchaudio() -> None:
    """Makes sure that whoever imports torchaudio next (transformers does, where it is installed) gets through."""
    if importlib.util.find_spec("torchaudio") is not None:
        import_torchaudio()


def _absent_extension() -> types.ModuleType:
    absent: Any = types.ModuleType("torchaudio._extension")
    absent._IS_TORCHAUDIO_EXT_AVAILABLE = False
    absent._IS_ALIGN_AVAILABLE = False
    absent._check_cuda_version = lambda: None
    absent.fail_if_no_align = _refuse
    return absent


def _refuse(function: Callable[..., Any]) -> Callable[..., NoReturn]:
    def refused(*args: object, **options: object) -> NoReturn:
        raise RuntimeError(f"{function.__name__} needs torchaudio's native extension, which this torch cannot load")

    return refused
