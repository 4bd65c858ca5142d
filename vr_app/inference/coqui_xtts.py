"""XTTS voices by Coqui TTS: a voice taken on from a recording, where a GPU and the weights are.

XTTS tells no phoneme timings. The text's phonemes are laid over the sound in proportion to their usual lengths, within
the part that is not silent.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import torch
from TTS.config import load_config
from TTS.tts.models.xtts import Xtts

from vr_app.inference.config import VoiceConfig
from vr_app.inference.estimated_spans import estimate_spans
from vr_app.inference.spans import silence_utterance
from vr_app.inference.torch_device import device_and_dtype
from vr_app.inference.voice_text import speakable
from vr_app.kernel.errors import DeviceError, Location, UserError
from vr_app.kernel.events import Utterance
from vr_app.kernel.ids import TurnId

_SAMPLE_RATE_HZ = 24_000


class XttsSynthesizer:
    """A cloned voice. Implements `vr_app.kernel.ports.Synthesizer`."""

    engine = "coqui-xtts"
    sample_rate_hz = _SAMPLE_RATE_HZ

    def __init__(self, config: VoiceConfig) -> None:
        """Loads the weights and listens to the recording once.

        Raises: UserError where files are missing, or no recording is given.
        """
        folder = Path(config.path)
        recording = Path(config.speaker_wav) if config.speaker_wav else folder / "speaker.wav"
        if not recording.is_file():
            raise UserError(
                "this voice takes on the voice of a recording, and there is none",
                where=Location(recording),
                remedy="Set `voice.speaker_wav` to 6 to 30 seconds of clean speech.",
            )
        self._device, _ = device_and_dtype(config.device, "float32")
        try:
            settings: Any = load_config(str(folder / "config.json"))
            self._model = Xtts.init_from_config(settings)
            self._model.load_checkpoint(settings, checkpoint_dir=str(folder), eval=True)
            self._model.to(self._device)
            self._manner, self._speaker = self._model.get_conditioning_latents(audio_path=[str(recording)])
        except Exception as error:  # a broken file makes torch and Coqui TTS raise each their own kind
            first_line = str(error).strip().partition("\n")[0]
            raise UserError(f"the voice cannot be read ({first_line})", where=Location(folder)) from error
        self._language = config.language
        self.name = folder.name

    def synthesize(self, text: str, *, speed: float, cancelled: Callable[[], bool]) -> Utterance | None:
        """Speaks one sentence; a cancellation takes effect with the next piece of sound."""
        pieces: list[np.ndarray] = []
        try:
            with torch.inference_mode():
                for piece in self._model.inference_stream(
                    speakable(text),
                    self._language,
                    self._manner,
                    self._speaker,
                    speed=speed,
                    enable_text_splitting=True,
                ):
                    if cancelled():
                        return None
                    pieces.append(piece.squeeze().float().cpu().numpy())
        except RuntimeError as error:
            raise DeviceError(f"The voice engine failed: {error}", recoverable=True) from error
        if not pieces:
            return silence_utterance(text, self.sample_rate_hz)
        samples = (np.clip(np.concatenate(pieces), -1, 1) * 32767).astype(np.int16)
        spans = estimate_spans(text, samples, self.sample_rate_hz)
        return Utterance(TurnId(0), 0, text, samples.astype("<i2").tobytes(), self.sample_rate_hz, spans)

    def close(self) -> None:
        """The program's end frees everything."""
