"""The life of every inference program: take the configuration, load, say so, work until the parent ends."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable
from typing import Any, Literal, Protocol, TypeVar

from vr_app.inference.config import EmbedderConfig, LanguageConfig, VoiceConfig
from vr_app.inference.parent_link import EXIT_CANNOT_LOAD, ParentLink, lower_priority
from vr_app.inference.resident_memory import resident_mb
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.events import InferenceFailed, ModelLoading, ModelReady


class Named(Protocol):
    """What a loaded model says of itself."""

    name: str
    engine: str


Config = TypeVar("Config", LanguageConfig, VoiceConfig, EmbedderConfig)
Model = TypeVar("Model", bound=Named)


def run_program(
    kind: Literal["language", "voice", "embedder"],
    config_type: type[Config],
    load: Callable[[Config], Model],
    serve: Callable[[ParentLink, Model], Any],
    *,
    priority_steps: int,
) -> int:
    """The whole life of a program.

    Args:
        load: makes the model, warmed up. Raises: UserError, DeviceError.
        serve: works through the jobs for ever.
        priority_steps: below the app's own priority.
    Returns: its exit status.
    """
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(name)s %(levelname)s %(message)s")
    link = ParentLink.over_standard_streams()
    lower_priority(priority_steps)
    config = link.configuration()
    if not isinstance(config, config_type):
        raise TypeError(f"the {kind} program was given another program's configuration")
    link.send(ModelLoading(kind, config.name))
    started_s = time.monotonic()
    try:
        model = load(config)
    except (UserError, DeviceError) as error:
        link.send(InferenceFailed(kind, None, str(error), recoverable=False))
        return EXIT_CANNOT_LOAD
    link.send(ModelReady(kind, model.name, model.engine, time.monotonic() - started_s, resident_mb()))
    serve(link, model)
    return 0
