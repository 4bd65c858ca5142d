"""The one place that names concrete classes: which loudspeaker, which models, which store this run has."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

from vr_app.app.host_voice import HostVoice
from vr_app.audio.ambience import read_bed
from vr_app.audio.chime import read_chime
from vr_app.audio.null_speaker import NullSpeaker
from vr_app.audio.playout_speaker import PlayoutSpeaker
from vr_app.audio.speaker import DeviceSpeaker
from vr_app.host.card.card_voice import card_voice
from vr_app.host.card.persona import Persona
from vr_app.inference.config import EmbedderConfig, InferenceConfig
from vr_app.inference.embedder import EmbedderClient
from vr_app.kernel.errors import UserError
from vr_app.kernel.ports import Post
from vr_app.kernel.resources import resource_path
from vr_app.kernel.settings import VoiceSettings
from vr_app.scene.stage import Stage

log = logging.getLogger(__name__)


def make_speaker(
    settings: VoiceSettings, post: Post, *, record_to: Path | None = None, audible: bool = True
) -> PlayoutSpeaker:
    """The system's loudspeaker, or a silent one with the same clock."""
    if not audible:
        return NullSpeaker(post, record_to=record_to)
    speaker = DeviceSpeaker(post, record_to=record_to, device=settings.device or None)
    speaker.volume = settings.volume
    return speaker


def make_inference(
    config: InferenceConfig, post: Post, speed: float = 1.0, persona: Persona | None = None
) -> HostVoice:
    """The inference programs, not started yet; their voice speaks as the host's card asks."""
    voice = HostVoice(config, post, speed)
    if persona is not None:
        voice.card = card_voice(persona)
    return voice


def make_embedder(
    config: EmbedderConfig | None, log_dir: Path | None = None, *, timeout_s: float = 0.5
) -> EmbedderClient | None:
    """The program that tells what sentences mean, not started yet; None where its model is not installed.

    Args:
        timeout_s: a talk goes on without an answer after it; benches and training may be more patient.
    """
    if config is None:
        return None
    return EmbedderClient(config, log_path=log_dir / "embedder.log" if log_dir else None, timeout_s=timeout_s)


def play_once(speaker: Any, path: Path, volume: float) -> str:
    """Plays a sound file once over whatever sounds. Reads a file: not for a thread that must not wait.

    Returns: a plain line where it cannot be played, else "".
    """
    try:
        speaker.bed = read_chime(path, speaker.sample_rate_hz, volume, speaker.bed)
    except UserError as error:
        return str(error)
    return ""


def play_ambience(speaker: Any, stage: Stage, share: float = 1.0) -> str:
    """Puts the place's sound under the speech. Reads and resamples a file: not for a thread that must not wait.

    Returns: a plain line where it cannot be played, else "".
    """
    if stage.ambience is None:
        speaker.bed = None
        return ""
    path = stage.asset_path(stage.ambience.file, resource_path("assets"))
    try:
        speaker.bed = read_bed(path, speaker.sample_rate_hz, stage.ambience.volume * share)
    except UserError as error:
        speaker.bed = None
        return str(error)
    return ""
