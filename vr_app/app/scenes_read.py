"""Reads what is written about the installed scenes ahead, so that the first visit need not."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path

from vr_app.app.kept_meanings import kept
from vr_app.app.knowledge_shelf import is_understood, knowledge_of
from vr_app.app.models import embedder_config
from vr_app.app.places import open_place, scene_folders
from vr_app.app.wiring import make_embedder
from vr_app.kernel.errors import DeviceError, UserError
from vr_app.kernel.ports import Embedder

_PATIENCE_S = 20.0
"""For one sentence on a busy machine."""

Say = Callable[[str], None]


def read_installed_scenes(say: Say) -> None:
    """Puts the sentences of all scenes where their meanings are; what fails is told, and left for the visit."""
    embedder = make_embedder(embedder_config(), timeout_s=_PATIENCE_S)
    if embedder is None:
        return
    embedder.start()
    try:
        embedder.wait_until_ready()
        read_scenes(scene_folders().values(), kept(embedder), say)
    except DeviceError as error:
        say(f"  what is written about the scenes is read on the first visit instead: {error}")
    finally:
        embedder.close()


def read_scenes(folders: Iterable[Path], written: Embedder, say: Say) -> None:
    """The same for these scenes; one that cannot be read is told and passed over."""
    for folder in folders:
        try:
            knowledge, _ = knowledge_of(open_place(folder), written)
        except UserError as error:
            say(f"  {folder.name}: {error}")
            continue
        if is_understood(knowledge):
            say(f"  reading what is written about {folder.name}")
            knowledge.learn_meanings(written)
