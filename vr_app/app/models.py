"""Which of the installed models and voices this run uses, from the settings and what lies on the disk."""

from __future__ import annotations

from pathlib import Path
from typing import Literal, cast

from vr_app.app.folders import data_folder
from vr_app.inference.config import (
    EmbedderConfig,
    InferenceConfig,
    LanguageConfig,
    LanguageEngine,
    VoiceConfig,
    VoiceEngine,
)
from vr_app.install.engine_library import library_folder
from vr_app.install.model_store import ModelStore
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.settings import LanguageSettings, Settings, VoiceSettings

SET_UP = "Run `vr-app setup`."


def inference_config(settings: Settings, store: ModelStore | None = None) -> InferenceConfig:
    """What the inference programs are to load; a part that is not installed is None.

    Raises: UserError where a model was named that is not here.
    """
    store = store or ModelStore(data_folder())
    return InferenceConfig(
        language=language_config(settings.language, store),
        voice=voice_config(settings.voice, store),
        log_dir=data_folder() / "logs",
    )


def language_config(settings: LanguageSettings, store: ModelStore) -> LanguageConfig | None:
    """The language model to run; None where "auto" finds none."""
    if settings.server:
        return LanguageConfig(url=settings.server, model=settings.server_model, context_tokens=settings.context_tokens)
    path = _path("language", settings.model, store)
    if path is None:
        return None
    return LanguageConfig(
        path=str(path),
        engine=cast(LanguageEngine, settings.engine),
        context_tokens=settings.context_tokens,
        threads=settings.threads,
        library=str(library_folder(store.data) or ""),
        prompts_dir=str(store.data / "prompts"),
    )


def voice_config(settings: VoiceSettings, store: ModelStore) -> VoiceConfig | None:
    """The voice to speak with; None where "auto" finds none."""
    path = _path("voice", settings.name, store)
    return VoiceConfig(path=str(path), engine=cast(VoiceEngine, settings.engine)) if path else None


def recognizer_path(store: ModelStore | None = None) -> Path | None:
    """The folder of the best installed recogniser."""
    return _path("recognizer", "auto", store or ModelStore(data_folder()))


def model_path(kind: Literal["recognizer", "turn"], name: str, store: ModelStore) -> Path | None:
    """Where an installed model of hearing is; None where "auto" finds none. Raises: UserError for an unknown name."""
    return _path(kind, name, store)


def embedder_config(store: ModelStore | None = None) -> EmbedderConfig | None:
    """The encoder of sentences to run; None where it is not installed."""
    path = _path("embedder", "auto", store or ModelStore(data_folder()))
    return EmbedderConfig(path=str(path)) if path else None


def _path(
    kind: Literal["language", "voice", "recognizer", "embedder", "turn"], name: str, store: ModelStore
) -> Path | None:
    if name == "auto":
        known = sorted((m for m in store.catalogue if m.kind == kind), key=lambda m: -m.quality)
        installed = (store.path_of(model.name) for model in known)
        own = (store.path_of(r.model) for r in store.records() if r.kind == kind)
        return next((path for path in (*installed, *own) if path), None)
    if (path := store.path_of(name)) is not None:
        return path
    if (given := Path(name).expanduser()).exists():
        return given
    names = ", ".join(m.name for m in store.catalogue if m.kind == kind)
    raise UserError(
        f"There is no {kind} model {name!r} on this machine",
        where=Location(given) if given.suffix else None,
        remedy=f"Fetch one with `vr-app {'voice' if kind == 'voice' else 'model'} add NAME`; known are: {names}.",
        exit_code=3,
    )
