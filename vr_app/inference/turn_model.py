"""Whether somebody who has paused has finished: smart-turn, which listens to melody and words of the last 8 seconds."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import Location, UserError

SAMPLE_RATE_HZ = 16_000
_SECONDS = 8
_FRAMES = 100 * _SECONDS
_FFT, _HOP, _BANDS = 400, 160, 80


class TurnModel:
    """The model's file under onnxruntime, one thread.

    Raises: UserError where it cannot be read.
    """

    def __init__(self, path: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        options.log_severity_level = 3
        try:
            self._session: Any = onnxruntime.InferenceSession(
                str(path), sess_options=options, providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime raises many kinds for a broken file
            raise UserError(
                f"the end-of-turn model cannot be read ({error})",
                where=Location(path),
                remedy="Run `vr-app setup` to repair it.",
            ) from error
        self._filters = mel_filters()
        self._window = np.hanning(_FFT + 1)[:-1]

    def finished(self, samples: npt.NDArray[np.float32]) -> float:
        """How sure it is that the speech ends here, 0 to 1.

        Args:
            samples: mono speech at 16 kHz, to the pause.
        """
        features = self._features(samples)[None]
        return float(self._session.run(None, {"input_features": features})[0].ravel()[0])

    def _features(self, samples: npt.NDArray[np.float32]) -> npt.NDArray[np.float32]:
        """float32[80, 800]: the log-mel picture that Whisper models take, of the last 8 s."""
        count = _SECONDS * SAMPLE_RATE_HZ
        last = samples[-count:].astype(np.float64)
        last = np.pad(last, (count - len(last), 0))
        last = (last - last.mean()) / np.sqrt(last.var() + 1e-7)
        padded = np.pad(last, _FFT // 2, mode="reflect")
        frames = np.lib.stride_tricks.sliding_window_view(padded, _FFT)[::_HOP][:_FRAMES]
        power = np.abs(np.fft.rfft(frames * self._window, axis=1)) ** 2
        mel = np.log10(np.maximum(self._filters @ power.T, 1e-10))
        mel = np.maximum(mel, mel.max() - 8.0)
        return ((mel + 4.0) / 4.0).astype(np.float32)


def mel_filters() -> npt.NDArray[np.float64]:
    """float64[80, 201]: triangles evenly spaced on the mel scale (Slaney's), each of equal area."""
    step, knee_mel = 200.0 / 3.0, 15.0
    log_step = np.log(6.4) / 27.0
    top_mel = knee_mel + np.log(SAMPLE_RATE_HZ / 2 / 1000.0) / log_step
    mels = np.linspace(0.0, top_mel, _BANDS + 2)
    corners_hz = np.where(mels < knee_mel, mels * step, 1000.0 * np.exp(log_step * (mels - knee_mel)))
    bins_hz = np.linspace(0.0, SAMPLE_RATE_HZ / 2, _FFT // 2 + 1)
    widths = np.diff(corners_hz)
    slopes = corners_hz[:, None] - bins_hz[None, :]
    falling, rising = -slopes[:-2] / widths[:-1, None], slopes[2:] / widths[1:, None]
    area = 2.0 / (corners_hz[2:] - corners_hz[:-2])
    return np.maximum(0.0, np.minimum(falling, rising)) * area[:, None]
