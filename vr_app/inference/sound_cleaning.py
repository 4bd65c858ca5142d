"""The microphone's sound without the loudspeaker's echo, and without steady noise for judging voices: WebRTC's filters.

The echo is taken out twice: thoroughly by WebRTC's canceller, which also takes half of a word that is said into the
host's speech, and gently by a filter that leaves such a word whole (`speech.echo_filter`). The gentle one is heard
where nothing is played, and where somebody speaks (`speech.double_talk`). What is left goes to the recogniser, which
copes with noise better than with what noise suppression does to speech; voices are judged by a sound without noise.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import UserError
from vr_app.speech.double_talk import DoubleTalk
from vr_app.speech.echo_filter import EchoFilter

SAMPLE_RATE_HZ = 16_000
BLOCK = SAMPLE_RATE_HZ // 100
"""Samples of the 10 ms that the filters take at a time."""

Pcm = npt.NDArray[np.int16]


class CleanSound(NamedTuple):
    """A block of 10 ms, several times.

    Attributes:
        heard: without echo: for the recogniser.
        judged: without noise as well: tells voices.
        gentle: without echo, nothing else ever taken away; it may hold a rest of the echo.
        near: it is far louder than any echo; also where the loudspeaker is silent for a moment, and there is none.
        echoless: the loudspeaker is known not to be heard here.
        clear: it is far louder than any echo at this very moment, and by a good deal.
    """

    heard: Pcm
    judged: Pcm
    gentle: Pcm
    near: bool
    echoless: bool = False
    clear: bool = False


class SoundCleaner:
    """Keeps the filters' state. One thread.

    Attributes:
        cancel_echo: take the loudspeaker's sound out.
        suppress_noise: take steady noise out of the second result.

    Raises: UserError where the library is not installed.
    """

    def __init__(self, *, cancel_echo: bool = True, suppress_noise: bool = True) -> None:
        try:
            from livekit.rtc.apm import AudioProcessingModule
            from livekit.rtc.audio_frame import AudioFrame
        except (ImportError, OSError) as error:
            raise UserError(
                f"the library that takes out echoes is not installed ({error})",
                remedy="Run `vr-app setup`.",
                exit_code=3,
            ) from error
        self._frame: Any = AudioFrame
        self._module: Any = AudioProcessingModule
        self.cancel_echo = cancel_echo
        self.suppress_noise = suppress_noise
        self._without_echo: Any = None
        self._without_noise: Any = None
        self.forget()

    def forget(self) -> None:
        """Learns the room anew."""
        self._without_echo = self._module(
            echo_cancellation=True, noise_suppression=False, high_pass_filter=True, auto_gain_control=False
        )
        self._without_noise = self._module(
            echo_cancellation=False, noise_suppression=True, high_pass_filter=True, auto_gain_control=False
        )
        self._gentle = EchoFilter()
        self._double_talk = DoubleTalk()
        self._share = 1.0

    def clean(self, taken: Pcm, played: Pcm) -> CleanSound:
        """One block of 10 ms.

        Args:
            taken: by the microphone.
            played: by the loudspeaker, at the same time or a little earlier.
        """
        if not self.cancel_echo:
            return CleanSound(
                taken, self._through(self._without_noise, taken) if self.suppress_noise else taken, taken, False
            )
        self._without_echo.process_reverse_stream(self._framed(played))
        self._without_echo.set_stream_delay_ms(0)
        thorough = self._through(self._without_echo, taken)
        near, far = taken.astype(np.float32) / 32768.0, played.astype(np.float32) / 32768.0
        left = self._gentle.step(near, far)
        spoken = self._double_talk.step(far, near, self._gentle.echo, left)
        gentle = np.clip(np.rint(left * 32768.0), -32768, 32767).astype(np.int16)
        heard = self._mixed(gentle, thorough, 1.0 if spoken else 0.0)
        judged = self._through(self._without_noise, heard) if self.suppress_noise else heard
        # In the first second of its life no canceller knows the room: what it lets through is no voice, but for one
        # that stands out of what the gentle filter leaves.
        deaf = self._double_talk.unknown or (self._double_talk.early and not spoken)
        judged = np.zeros_like(judged) if deaf else judged
        return CleanSound(heard, judged, gentle, spoken, self._double_talk.echoless, self._double_talk.clear)

    def _mixed(self, gentle: Pcm, thorough: Pcm, share: float) -> Pcm:
        before, self._share = self._share, share
        if before == share:
            return gentle if share else thorough
        ramp = np.linspace(before, share, len(gentle), dtype=np.float32)
        return np.rint(ramp * gentle + (1.0 - ramp) * thorough).astype(np.int16)

    def _through(self, module: Any, block: Pcm) -> Pcm:
        frame = self._framed(block)
        module.process_stream(frame)
        return np.frombuffer(bytes(frame.data), np.int16)

    def _framed(self, block: Pcm) -> Any:
        return self._frame(block.tobytes(), SAMPLE_RATE_HZ, 1, len(block))


def level_db(block: npt.NDArray[np.generic]) -> float:
    """Of 16-bit samples, relative to full scale; -100 for silence."""
    power = float(np.mean(np.square(block.astype(np.float64)))) / 32768.0**2 if block.size else 0.0
    return 10.0 * float(np.log10(power)) if power > 1e-10 else -100.0
