"""Finds when each phone of a known English sentence is spoken in a recording, independently of any voice engine."""

from __future__ import annotations

import re

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import UserError
from vr_app.speech.lip_check import AlignedPhone

_FRAMES_PER_S = 100.0
_SILENCE = frozenset({"SIL", "+SPN+", "+NSN+"})


class PhoneAligner:
    """Pocketsphinx with its own English model. Needs the `pocketsphinx` package (part of the test tools).

    Raises: UserError where it is not installed.
    """

    sample_rate_hz = 16000

    def __init__(self) -> None:
        try:
            from pocketsphinx import Decoder
        except ImportError as error:
            raise UserError(
                "the phone aligner is not installed", remedy="Run: pip install pocketsphinx", exit_code=3
            ) from error
        self._decoder = Decoder(samprate=float(self.sample_rate_hz), loglevel="FATAL", bestpath=False)

    def align(self, pcm: npt.NDArray[np.int16], text: str) -> list[AlignedPhone]:
        """Phones with their times; [] where the text has a word the dictionary lacks or does not fit the sound.

        Args:
            pcm: mono samples at 16 kHz.
            text: what is said, in English words (digits must be written out).
        """
        words = re.findall(r"[a-z']+", text.lower().replace("’", "'"))
        if not words or any(self._decoder.lookup_word(word) is None for word in words):
            return []
        data = pcm.astype("<i2").tobytes()
        self._decoder.set_align_text(" ".join(words))
        self._decode(data)
        if self._decoder.hyp() is None:
            return []
        self._decoder.set_alignment()
        self._decode(data)
        found = []
        for word in self._decoder.get_alignment() or ():
            for phone in word:
                if phone.name not in _SILENCE:
                    start_s = phone.start / _FRAMES_PER_S
                    found.append(AlignedPhone(phone.name, start_s, start_s + phone.duration / _FRAMES_PER_S))
        return found

    def _decode(self, data: bytes) -> None:
        self._decoder.start_utt()
        self._decoder.process_raw(data, full_utt=True)
        self._decoder.end_utt()
