"""What is known of a voice by its file, and which voice here is a woman's or a man's."""

from __future__ import annotations

from vr_app.app.folders import data_folder
from vr_app.app.voice_list import VoiceFacts, voices
from vr_app.install.model_store import ModelStore


def facts_of(path: str, store: ModelStore | None = None) -> VoiceFacts | None:
    """What is known of the voice in this file; None for one that was never added."""
    known = voices(store or ModelStore(data_folder()))
    return next((voice for voice in known if voice.path and voice.path == path), None)


def voice_of(speaker: str, store: ModelStore | None = None) -> str:
    """The name of the first voice here that is such a one's, in the language of the machine's own voice; "" for none.

    The machine's own voice goes before all others.
    """
    here = [voice for voice in voices(store or ModelStore(data_folder())) if voice.path]
    language = here[0].language[:2] if here else ""
    fitting = (voice.name for voice in here if voice.speaker == speaker and voice.language[:2] == language)
    return next(fitting, "")
