"""VITS voices by Coqui TTS: text to token ids, ids to sound, and the model's own durations as phoneme timings."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
from torch.nn.utils import parametrize
from TTS.config import load_config
from TTS.tts.models.vits import Vits

from vr_app.inference.config import VoiceConfig
from vr_app.inference.piper_to_coqui import PIPER_SETTINGS
from vr_app.inference.spans import cover, silence_utterance
from vr_app.inference.torch_device import device_and_dtype
from vr_app.inference.voice_text import speakable
from vr_app.kernel.errors import DeviceError, Location, UserError
from vr_app.kernel.events import Utterance
from vr_app.kernel.ids import TurnId

Tokens = list[tuple[int, str]]
"""Token ids of one sentence, each with the phoneme it stands for ("" for silence and padding)."""


class VitsSynthesizer:
    """A VITS voice in torch. Implements `vr_app.kernel.ports.Synthesizer`."""

    engine = "coqui-vits"

    def __init__(self, config: VoiceConfig) -> None:
        """Loads the checkpoint.

        Raises: UserError where files are missing or do not fit together.
        """
        folder = Path(config.path)
        self._device, _ = device_and_dtype(config.device, "float32")
        if self._device == "cpu":
            torch.set_num_threads(config.threads)
        checkpoint = next(
            (folder / name for name in ("model.pth", "best_model.pth") if (folder / name).is_file()), None
        )
        if checkpoint is None:
            raise UserError("the voice's model.pth is missing", where=Location(folder), remedy="Run `vr-app setup`.")
        converted = folder / PIPER_SETTINGS
        try:
            settings: Any = load_config(str(folder / "config.json"))
            if converted.is_file():
                settings.use_phonemes = False
            self._model = Vits(settings)
            state = torch.load(checkpoint, map_location="cpu", weights_only=True)
            self._model.load_state_dict(state["model"], strict=True)
            self._tokens: Callable[[str], Iterator[Tokens]] = (
                _PiperTokens(converted) if converted.is_file() else _CoquiTokens(self._model.tokenizer)
            )
        except Exception as error:  # a broken file makes torch and Coqui TTS raise each their own kind
            first_line = str(error).strip().partition("\n")[0]
            raise UserError(f"the voice cannot be read ({first_line})", where=Location(folder)) from error
        for module in self._model.modules():
            if parametrize.is_parametrized(module, "weight"):
                parametrize.remove_parametrizations(module, "weight")
        self._model.to(self._device).eval()
        self._pace = float(self._model.length_scale)
        self._hop = int(np.prod(settings.model_args.upsample_rates_decoder))
        self.name = folder.name
        self.sample_rate_hz = int(settings.audio.sample_rate)

    def synthesize(self, text: str, *, speed: float, cancelled: Callable[[], bool]) -> Utterance | None:
        """Speaks one sentence. A cancellation is seen between the phonemizer's own sentences."""
        self._model.length_scale = self._pace / max(speed, 0.25)
        pcm: list[np.ndarray] = []
        lengths: list[tuple[str, int]] = []
        for tokens in self._tokens(speakable(text)):
            if cancelled():
                return None
            samples, frames = self._speak([token for token, _ in tokens])
            pcm.append(samples)
            timed = [(phoneme, count * self._hop) for (_, phoneme), count in zip(tokens, frames, strict=True)]
            lengths += [*timed, ("", samples.size - sum(count for _, count in timed))]
        if cancelled():
            return None
        if not pcm:
            return silence_utterance(text, self.sample_rate_hz)
        samples = np.concatenate(pcm)
        spans = cover(lengths, samples.size)
        return Utterance(TurnId(0), 0, text, samples.astype("<i2").tobytes(), self.sample_rate_hz, spans)

    def close(self) -> None:
        """The program's end frees everything."""

    def waveform(self, tokens: list[int]) -> tuple[np.ndarray, list[int]]:
        """The raw sound (float32, mono) of token ids, and how many spectrogram frames each took."""
        with torch.inference_mode():
            ids = torch.tensor([tokens], device=self._device)
            try:
                out = self._model.inference(ids, aux_input=_conditioning(self._model))
            except torch.OutOfMemoryError as error:
                raise DeviceError("The GPU's memory is full: the voice needs some.", recoverable=True) from error
            except RuntimeError as error:
                raise DeviceError(f"The voice engine failed: {error}", recoverable=True) from error
        wave = out["model_outputs"].squeeze().float().cpu().numpy()
        return np.atleast_1d(wave), [int(count) for count in out["durations"].flatten().tolist()]

    def set_noise(self, scale: float, duration_scale: float) -> None:
        """How much the voice varies; 0, 0 makes it repeat itself exactly."""
        self._model.inference_noise_scale = scale
        self._model.inference_noise_scale_dp = duration_scale

    def _speak(self, tokens: list[int]) -> tuple[np.ndarray, list[int]]:
        wave, frames = self.waveform(tokens)
        loudest = float(np.abs(wave).max(initial=0.0))
        scaled = wave / loudest if loudest > 1e-8 else wave
        return (scaled * 32767).astype(np.int16), frames


class _PiperTokens:
    """Sentences as token ids exactly as Piper makes them."""

    def __init__(self, settings_path: Path) -> None:
        from piper.phonemize_espeak import EspeakPhonemizer

        settings: dict[str, Any] = json.loads(settings_path.read_text(encoding="utf-8"))
        self._ids: dict[str, list[int]] = settings["phoneme_id_map"]
        self._voice = str(settings["espeak"]["voice"])
        self._phonemizer = EspeakPhonemizer()

    def __call__(self, text: str) -> Iterator[Tokens]:
        pad = [(token, "") for token in self._ids["_"]]
        for sentence in self._phonemizer.phonemize(self._voice, text):
            tokens: Tokens = [*((token, "") for token in self._ids["^"]), *pad]
            for phoneme in sentence:
                if phoneme in self._ids:
                    # The padding after a phoneme is that phoneme held.
                    tokens += [(token, phoneme) for token in (*self._ids[phoneme], *self._ids["_"])]
            yield [*tokens, *((token, "") for token in self._ids["$"])]


class _CoquiTokens:
    """Sentences as token ids by the voice's own Coqui tokenizer."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        characters = tokenizer.characters
        self._silent = {characters.pad_id, characters.blank_id, characters.bos_id, characters.eos_id}

    def __call__(self, text: str) -> Iterator[Tokens]:
        tokens: Tokens = []
        held = ""
        for token in self._tokenizer.text_to_ids(text):
            if token not in self._silent:
                held = str(self._tokenizer.characters.id_to_char(token))
            tokens.append((token, held))
        if tokens:
            yield tokens


def _conditioning(model: Any) -> dict[str, Any]:
    speakers = model.num_speakers
    first = torch.tensor([0], device=next(model.parameters()).device) if speakers > 1 else None
    return {"x_lengths": None, "d_vectors": None, "speaker_ids": first, "language_ids": None, "durations": None}
