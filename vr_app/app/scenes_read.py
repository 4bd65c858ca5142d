"""Reads what is written about the installed scenes ahead, so that the first visit need not."""

from __future__ import annotations

from collections.abc import Callable

from vr_app.app.kept_meanings import kept
from vr_app.app.knowledge_shelf import is_understood, knowledge_of
from vr_app.app.models import embedder_config
from vr_app.app.places import open_place, scene_folders
from vr_app.app.wiring import make_embedder
from vr_app.kernel.errors import DeviceError, UserError

_PATIENCE_S = 20.0
"""For one sentence on a busy machine."""


def read_scenes(say: Callable[[str], None]) -> None:
    """Puts the sentences of all scenes where their meanings are; what fails is left for the visit, and told.

    Args:
        say: takes a plain line now and then.
    """
    embedder = make_embedder(embedder_config(), timeout_s=_PATIENCE_S)
    if embedder is None:
        return
    embedder.start()
    try:
        embedder.wait_until_ready()
        written = kept(embedder)
        for name, folder in scene_folders().items():
            try:
                knowledge, _ = knowledge_of(open_place(folder), embedder)
            except UserError as error:
                say(f"  {name}: {error}")
                continue
            if is_understood(knowledge):
                say(f"  reading what is written about {name}")
                knowledge.learn_meanings(written)
    except DeviceError as error:
        say(f"  what is written about the scenes will be read on the first visit: {error}")
    finally:
        embedder.close()
