"""Coqui TTS voices as a separate program: `python -m vr_app.inference.coqui_program`.

Torch lives here alone, so that the CPU tier never imports it. VITS voices speak by themselves (converted Piper voices
with Piper's own phonemes, others with Coqui's); XTTS voices, where a GPU and the weights are, clone a recording. The
phonemizers are GPL-3 (espeak-ng): like the Piper program, this one is only ever reached through a pipe.
"""

from __future__ import annotations

import json
import sys
import warnings
from pathlib import Path

from vr_app.inference.config import VoiceConfig
from vr_app.inference.torchaudio_import import import_torchaudio
from vr_app.inference.voice_serving import run_voice_program
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.ports import Synthesizer


def open_voice(config: VoiceConfig) -> Synthesizer:
    """Loads the voice in a folder with a Coqui `config.json`.

    Raises: UserError where Coqui TTS is not installed or the folder holds no voice it knows.
    """
    warnings.simplefilter("ignore")
    folder = Path(config.path)
    try:
        kind = str(json.loads((folder / "config.json").read_text(encoding="utf-8"))["model"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            "this folder holds no Coqui voice (its config.json does not say which model it is)", where=Location(folder)
        ) from error
    try:
        import_torchaudio()
        if kind == "vits":
            from vr_app.inference.coqui_vits import VitsSynthesizer

            return VitsSynthesizer(config)
        if kind == "xtts":
            from vr_app.inference.coqui_xtts import XttsSynthesizer

            return XttsSynthesizer(config)
    except ImportError as error:
        raise UserError(
            f"Coqui TTS is not installed ({error.name or error})",
            remedy="Run `vr-app setup`, or choose another voice.",
            exit_code=3,
        ) from error
    raise UserError(
        f"voices of the kind {kind!r} are not supported", where=Location(folder), remedy="Use VITS or XTTS."
    )


if __name__ == "__main__":
    sys.exit(run_voice_program(open_voice))
