"""The host's manner for the language model that runs: small ones are kept short."""

from __future__ import annotations

from pathlib import Path

from vr_app.host.replies.manner import DialogueSettings, manner_for
from vr_app.inference.config import InferenceConfig


def manner_of(config: InferenceConfig, temperature: float) -> DialogueSettings:
    """How the host talks with these models; a server's model is taken for a large one."""
    path = Path(config.language.path) if config.language is not None and config.language.path else None
    return manner_for(path.stat().st_size if path is not None and path.is_file() else 0, temperature)
