"""Kokoro voices as a separate program: `python -m vr_app.inference.kokoro_program`.

Its words are written as phonemes by espeak-ng, which is GPL-3 and comes with Piper: like Piper it is kept in a program
of its own, behind a pipe. The voice itself is a small file of styles; the model it is for lies beside it or above.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.inference.config import VoiceConfig
from vr_app.inference.estimated_spans import estimate_spans
from vr_app.inference.kokoro_signs import known, language_of, signs, timed
from vr_app.inference.spans import cover, silence_utterance
from vr_app.inference.voice_serving import run_voice_program
from vr_app.inference.voice_text import speakable
from vr_app.kernel.errors import DeviceError, Location, UserError
from vr_app.kernel.events import Utterance
from vr_app.kernel.ids import TurnId

RATE_HZ = 24_000
_STYLE = 256
_MOST_SIGNS = 500
_PAUSE_S = 0.12
"""Between the sentences of one text."""


class KokoroSynthesizer:
    """One Kokoro voice under onnxruntime."""

    engine = "kokoro"

    def __init__(self, config: VoiceConfig) -> None:
        """Loads the voice.

        Raises: UserError where a library or a file is missing or broken.
        """
        try:
            import onnx
            import onnxruntime
            from piper.phonemize_espeak import EspeakPhonemizer
        except ImportError as error:
            raise UserError(
                f"what a Kokoro voice needs is not installed ({error.name} is missing)",
                remedy="Run `vr-app setup`, or choose another voice.",
                exit_code=3,
            ) from error
        path = Path(config.path)
        self.name, self.sample_rate_hz = path.stem, RATE_HZ
        self._language = language_of(self.name)
        if not self._language:
            raise UserError(
                f"nobody here can write down what {self.name} is to say",
                where=Location(path),
                remedy="Kokoro voices of English, Spanish, French, Hindi, Italian and Portuguese can be spoken.",
            )
        self._styles = read_styles(path)
        folder = kokoro_folder(path)
        self._vocabulary = read_vocabulary(folder)
        self._phonemizer: Any = EspeakPhonemizer()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads, options.inter_op_num_threads = config.threads, 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            model = onnx.load(str(model_file(folder)))
            clips = [node.output[0] for node in model.graph.node if node.op_type == "Clip"]
            if len(clips) == 1:
                # How long each phoneme takes is counted there; it is told as a result as well, for the lips.
                model.graph.output.append(onnx.helper.make_tensor_value_info(clips[0], onnx.TensorProto.FLOAT, None))
            self._session: Any = onnxruntime.InferenceSession(
                model.SerializeToString(), sess_options=options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # a broken file makes onnx, protobuf and onnxruntime raise each their own kind
            raise UserError(f"the voice's model cannot be read ({error})", where=Location(folder)) from error
        self._tokens = self._session.get_inputs()[0].name
        self._speed_type = np.int32 if "int32" in self._session.get_inputs()[2].type else np.float32

    def synthesize(self, text: str, *, speed: float, cancelled: Callable[[], bool]) -> Utterance | None:
        """Speaks one text. A cancellation is seen between its sentences."""
        parts: list[npt.NDArray[np.float32]] = []
        lengths: list[tuple[str, int]] = []
        timing = True
        for phonemes in self._phonemizer.phonemize(self._language, speakable(text)):
            kept = known(signs("".join(phonemes), self._language).strip(), self._vocabulary)[:_MOST_SIGNS]
            if cancelled():
                return None
            if not kept:
                continue
            sound, frames = self._sound(kept, max(speed, 0.25))
            if parts:
                pause = np.zeros(int(_PAUSE_S * RATE_HZ), np.float32)
                parts.append(pause)
                lengths.append(("", len(pause)))
            parts.append(sound)
            spoken = timed(kept, frames.tolist()) if frames is not None else []
            timing = timing and frames is not None
            lengths += [*spoken, ("", len(sound) - sum(samples for _, samples in spoken))]
        if cancelled():
            return None
        if not parts:
            return silence_utterance(text, RATE_HZ)
        samples = np.clip(np.rint(np.concatenate(parts) * 32767.0), -32768, 32767).astype("<i2")
        spans = cover(lengths, samples.size) if timing else estimate_spans(text, samples, RATE_HZ)
        return Utterance(TurnId(0), 0, text, samples.tobytes(), RATE_HZ, spans)

    def close(self) -> None:
        """The program's end frees everything."""

    def _sound(self, kept: str, speed: float) -> tuple[npt.NDArray[np.float32], npt.NDArray[np.float32] | None]:
        tokens = [0, *(self._vocabulary[sign] for sign in kept), 0]
        style = self._styles[min(len(kept), len(self._styles) - 1)]
        names = [wanted.name for wanted in self._session.get_inputs()]
        feeds = (np.array([tokens], np.int64), style[None], np.array([speed], self._speed_type))
        try:
            found = self._session.run(None, dict(zip(names, feeds, strict=True)))
        except Exception as error:  # onnxruntime raises many kinds
            raise DeviceError(f"The voice engine failed: {error}", recoverable=True) from error
        frames = found[-1].ravel() if len(found) > 1 and found[-1].size == len(tokens) else None
        return found[0].ravel().astype(np.float32), frames


def kokoro_folder(voice: Path) -> Path:
    """The folder of a voice's model: the voice's own, or the one above `voices/`."""
    return voice.parent.parent if voice.parent.name == "voices" else voice.parent


def model_file(folder: Path) -> Path:
    """The smallest model of a Kokoro folder (what is quantised is the quickest).

    Raises: UserError where there is none.
    """
    found = sorted((*folder.glob("*.onnx"), *folder.glob("onnx/*.onnx")), key=lambda file: file.stat().st_size)
    if not found:
        raise UserError("no Kokoro model lies here", where=Location(folder), remedy="Put its .onnx file there.")
    return found[0]


def read_vocabulary(folder: Path) -> dict[str, int]:
    """Signs and their numbers, from config.json, tokenizer.json or vocab.json.

    Raises: UserError where there is none.
    """
    for name in ("config.json", "tokenizer.json", "vocab.json"):
        try:
            read = json.loads((folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            continue
        found = read.get("vocab") or read.get("model", {}).get("vocab") or read if isinstance(read, dict) else {}
        if found and all(isinstance(number, int) for number in found.values()):
            return dict(found)
    raise UserError(
        "this Kokoro folder does not say how sounds are numbered",
        where=Location(folder),
        remedy="Put the model's config.json or tokenizer.json beside it.",
    )


def read_styles(path: Path) -> npt.NDArray[np.float32]:
    """float32[n, 256]: the voice, for texts of so many phonemes. Raises: UserError for another file."""
    try:
        read = np.fromfile(path, np.float32)
    except OSError as error:
        raise UserError(f"the voice cannot be read ({error.strerror})", where=Location(path)) from error
    if not read.size or read.size % _STYLE or not np.isfinite(read).all():
        raise UserError("this is no Kokoro voice", where=Location(path), remedy="Fetch the file again.")
    return read.reshape(-1, _STYLE)


if __name__ == "__main__":
    sys.exit(run_voice_program(KokoroSynthesizer))
