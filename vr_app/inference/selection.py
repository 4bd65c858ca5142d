"""Which engine runs a model, decided from what was configured and what the machine has."""

from __future__ import annotations

import logging
from pathlib import Path

from vr_app.inference.config import LanguageConfig, LanguageEngine, VoiceConfig, VoiceEngine
from vr_app.inference.gpu_presence import torch_has_gpu
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.ports import LanguageModel

_LOG = logging.getLogger(__name__)


def choose_language_engine(config: LanguageConfig, *, is_folder: bool, has_gpu: bool) -> LanguageEngine:
    """The engine for a language model; an engine that was asked for by name is taken as it is.

    Args:
        is_folder: whether `config.path` is a folder (safetensors) rather than a file.
        has_gpu: whether torch can use a GPU here.
    """
    if config.engine != "auto":
        return config.engine
    if config.url:
        return "openai_server"
    if is_folder or has_gpu:
        return "transformers"
    return "llama_cpp"


def choose_voice_engine(config: VoiceConfig, *, is_folder: bool) -> VoiceEngine:
    """The engine for a voice: Coqui's is a folder, Piper's an `.onnx` file, Kokoro's a `.bin` file."""
    if Path(config.path).suffix == ".bin":
        return "kokoro"
    if config.engine != "auto":
        return config.engine
    return "coqui" if is_folder else "piper"


VOICE_PROGRAMS: dict[VoiceEngine, str] = {
    "piper": "vr_app.inference.piper_program",
    "coqui": "vr_app.inference.coqui_program",
    "kokoro": "vr_app.inference.kokoro_program",
}
LANGUAGE_PROGRAM = "vr_app.inference.process"


def open_language_model(config: LanguageConfig) -> LanguageModel:
    """Loads the model in this process.

    Raises: UserError for a path or address that leads nowhere, DeviceError where the engine fails.
    """
    if not config.path and not config.url:
        raise UserError("no language model is configured", remedy="Run `vr-app setup`, or `vr-app model add FILE`.")
    path = Path(config.path)
    if not config.url and not path.exists():
        raise UserError("the language model is not there", where=Location(path), remedy="Run `vr-app setup`.")
    wants_gpu = config.engine == "auto" and not config.url and config.device != "cpu"
    engine = choose_language_engine(config, is_folder=path.is_dir(), has_gpu=wants_gpu and torch_has_gpu())
    if engine == "openai_server":
        from vr_app.inference.openai_server import OpenAiServerModel

        return OpenAiServerModel(config)
    if engine == "transformers":
        try:
            from vr_app.inference.transformers_model import TransformersModel
        except ImportError as error:
            raise _not_installed("transformers", error) from error
        return TransformersModel(config)
    if config.library:
        from vr_app.inference.llama_library import LibraryMissingError
        from vr_app.inference.llama_native import NativeLlamaModel

        try:
            return NativeLlamaModel(config)
        except LibraryMissingError as missing:
            _LOG.warning("%s; the slower llama.cpp takes the model", missing)
    try:
        from vr_app.inference.llama_cpp import LlamaCppModel
    except ImportError as error:
        raise _not_installed("llama.cpp", error) from error
    return LlamaCppModel(config)


def _not_installed(engine: str, error: ImportError) -> UserError:
    # On Linux the engine's OpenMP comes from the system: "libgomp.so.1: cannot open shared object file".
    return UserError(f"the engine {engine} is not installed ({error})", remedy="Run `vr-app setup`.", exit_code=3)
