"""The host's manner for the language model that runs: small ones are kept short, known ones are read closely."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cache
from pathlib import Path

from vr_app.host.answers.doubt_probe import PLAIN, Probe, load_probe
from vr_app.host.replies.manner import DialogueSettings, manner_for
from vr_app.inference.config import InferenceConfig
from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import resource_path

_LOG = logging.getLogger(__name__)


def manner_of(config: InferenceConfig, temperature: float) -> DialogueSettings:
    """How the host talks with these models; a server's model is taken for a large one."""
    path = Path(config.language.path) if config.language is not None and config.language.path else None
    manner = manner_for(path.stat().st_size if path is not None and path.is_file() else 0, temperature)
    return replace(manner, probe=probe_for(path.name if path is not None else ""))


def probe_for(model: str) -> Probe:
    """How the judgements of a model's file of this name are read: as trained, where it is the one that was asked."""
    trained = _trained()
    return trained if trained is not None and trained.model == model else PLAIN


@cache
def _trained() -> Probe | None:
    try:
        return load_probe(resource_path("assets") / "mind" / "doubts.json")
    except UserError as error:
        _LOG.warning("%s", error)
        return None
