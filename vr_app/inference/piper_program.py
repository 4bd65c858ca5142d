"""The Piper voice as a separate program: `python -m vr_app.inference.piper_program`.

Piper is GPL-3 (it bundles espeak-ng). This program is the only place that imports it; the application starts it and
talks to it through a pipe, and runs without it where it is not installed.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.inference.config import VoiceConfig
from vr_app.inference.spans import cover, silence_utterance
from vr_app.inference.voice_serving import run_voice_program
from vr_app.inference.voice_text import speakable
from vr_app.kernel.errors import DeviceError, Location, UserError
from vr_app.kernel.events import PhonemeSpan, Utterance
from vr_app.kernel.ids import TurnId

_SILENT = frozenset({"^", "$", "_"})


class PiperSynthesizer:
    """A Piper voice by onnxruntime, with the model's own phoneme durations."""

    engine = "piper"

    def __init__(self, config: VoiceConfig) -> None:
        """Loads the voice.

        Raises: UserError where Piper or the voice's files are missing or broken.
        """
        try:
            import onnx
            import onnxruntime
            from piper import PiperVoice
            from piper.config import PiperConfig
            from piper.patch_voice_with_alignment import add_alignment_output
        except ImportError as error:
            raise UserError(
                f"the Piper voice engine is not installed ({error.name} is missing)",
                remedy="Run `vr-app setup`, or choose another voice.",
                exit_code=3,
            ) from error
        path = Path(config.path)
        settings = _read_settings(path)
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = config.threads
        options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.add_session_config_entry("session.inter_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            model = onnx.load(str(path))
            add_alignment_output(model)
            session = onnxruntime.InferenceSession(
                model.SerializeToString(), sess_options=options, providers=["CPUExecutionProvider"]
            )
            self._voice = PiperVoice(config=PiperConfig.from_dict(settings), session=session)
        except Exception as error:  # a broken file makes onnx, protobuf and onnxruntime raise each their own kind
            raise UserError(
                f"the voice cannot be read ({error})", where=Location(path), remedy="Run `vr-app setup` to repair it."
            ) from error
        self.name = path.stem
        self.sample_rate_hz = self._voice.config.sample_rate

    def synthesize(self, text: str, *, speed: float, cancelled: Callable[[], bool]) -> Utterance | None:
        """Speaks one sentence. A cancellation is seen between the engine's own sentences."""
        from piper import SynthesisConfig

        style = SynthesisConfig(length_scale=self._voice.config.length_scale / max(speed, 0.25))
        pcm: list[np.ndarray] = []
        lengths: list[tuple[str, int]] = []
        try:
            for chunk in self._voice.synthesize(speakable(text), style, include_alignments=True):
                if cancelled():
                    return None
                samples = chunk.audio_int16_array
                pcm.append(samples)
                aligned = chunk.phoneme_alignments or ()
                lengths += [("" if a.phoneme in _SILENT else a.phoneme, int(a.num_samples)) for a in aligned]
                spoken = sum(int(a.num_samples) for a in aligned)
                if spoken != samples.size:
                    lengths.append(("", samples.size - spoken))
        except RuntimeError as error:
            raise DeviceError(f"The voice engine failed: {error}", recoverable=True) from error
        if cancelled():
            return None
        if not pcm:
            return silence_utterance(text, self.sample_rate_hz)
        samples = np.concatenate(pcm)
        spans: tuple[PhonemeSpan, ...] = cover(lengths, samples.size)
        return Utterance(TurnId(0), 0, text, samples.astype("<i2").tobytes(), self.sample_rate_hz, spans)

    def close(self) -> None:
        """The program's end frees everything."""

    def token_ids(self, sentence: str) -> list[int]:
        """The token ids of the first sentence of a text."""
        return list(self._voice.phonemes_to_ids(self._voice.phonemize(sentence)[0]))

    def waveform(
        self, tokens: list[int], *, noise_scale: float, duration_noise_scale: float
    ) -> tuple[np.ndarray, list[int]]:
        """The raw sound (float32, mono) of token ids, and how many spectrogram frames each took."""
        from piper import SynthesisConfig

        style = SynthesisConfig(noise_scale=noise_scale, noise_w_scale=duration_noise_scale)
        wave, samples = self._voice.phoneme_ids_to_audio(tokens, style, include_alignments=True)
        return np.asarray(wave), [
            int(count) // self._voice.config.hop_length for count in (samples if samples is not None else ())
        ]


def _read_settings(path: Path) -> dict[str, Any]:
    beside = path.with_name(path.name + ".json")
    for needed in (path, beside):
        if not needed.is_file():
            raise UserError("this file of the voice is missing", where=Location(needed), remedy="Run `vr-app setup`.")
    try:
        settings = json.loads(beside.read_text(encoding="utf-8"))
    except ValueError as error:
        raise UserError(f"the voice's settings are not JSON ({error})", where=Location(beside)) from error
    if not isinstance(settings, dict) or not {"audio", "espeak", "phoneme_id_map"} <= settings.keys():
        raise UserError("these are not the settings of a Piper voice", where=Location(beside))
    return settings


if __name__ == "__main__":
    sys.exit(run_voice_program(PiperSynthesizer))
