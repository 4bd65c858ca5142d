"""The loudspeaker: PortAudio's callback copies what was prepared; its time stamps are the clock of the talk."""

from __future__ import annotations

import logging
import time
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.audio.devices import default_output, import_sounddevice, plain_reason, rescan
from vr_app.audio.playout_speaker import BLOCK_S, PlayoutSpeaker
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.events import HostNotice
from vr_app.kernel.ports import Post

log = logging.getLogger(__name__)

SAMPLE_RATE_HZ = 48000
LATENCY_S = 0.06
"""Asked of the device: enough for a busy machine, short enough for silence within 150 ms of a stop."""
QUICK_LATENCY_S = 0.03
QUICK_BLOCK_S = 0.01
"""Where sound follows the head: from its turn to the ear within 50 ms."""
_RETRY_S = 3.0
_SILENT_DEVICE_S = 5.0


class DeviceSpeaker(PlayoutSpeaker):
    """Plays on the system's loudspeaker.

    Where the device goes away the talk goes on in silence by the machine's clock; the device is looked for again every
    few seconds. Both are told with a `HostNotice`.

    Args:
        post: as for every speaker.
        record_to: a .wav file that gets all that is said.
        device: PortAudio's number or part of the name; None for the system's default.
        required: raise in `open` where there is no device; else go on in silence and say so.
    """

    def __init__(
        self, post: Post, *, record_to: Path | None = None, device: int | str | None = None, required: bool = False
    ) -> None:
        super().__init__(post, sample_rate_hz=SAMPLE_RATE_HZ, record_to=record_to)
        self._device = device
        self._required = required
        self._stream: Any = None
        self._latency_s = 0.0
        self._running = False
        self._last_callback_s = 0.0
        self._share = 0.0
        self._leaving = False
        self._try_again_s = 0.0

    def open(self) -> str:
        """Opens the device.

        Raises: DeviceError where there is none and one is required.
        """
        try:
            line = self._open_stream()
        except DeviceError as error:
            if self._required:
                raise
            line = f"{error} The host is shown and written, not heard."
        self._begin()
        return line

    def _open_stream(self) -> str:
        sounddevice = import_sounddevice()
        try:
            name = default_output(self._device).name
            stream = sounddevice.OutputStream(
                samplerate=SAMPLE_RATE_HZ,
                blocksize=int((QUICK_BLOCK_S if self.quick else BLOCK_S) * SAMPLE_RATE_HZ),
                device=self._device,
                channels=2,
                dtype="float32",
                latency=QUICK_LATENCY_S if self.quick else LATENCY_S,
                callback=self._callback,
            )
            self._latency_s = float(stream.latency)
            self._running, self._share = False, 0.0
            self._last_callback_s = time.monotonic() + BLOCK_S
            stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            raise DeviceError(f"The loudspeaker cannot be used: {plain_reason(error)}.", recoverable=True) from error
        self._stream = stream
        return f"Loudspeaker: {name}, {SAMPLE_RATE_HZ} Hz, {self._latency_s * 1000:.0f} ms latency."

    def _callback(self, out: Any, frames: int, times: Any, status: Any) -> None:
        now_s = time.monotonic()
        gap_s, self._last_callback_s = now_s - self._last_callback_s, now_s
        if not self._running:
            # A device first fills its buffer at once and may then take long to start: nothing is said before it runs.
            self._running = gap_s > 0.25 * BLOCK_S
            out[:] = 0.0
            return
        ahead_s = times.outputBufferDacTime - times.currentTime
        if not 0.0 < ahead_s < 1.0:
            # Some sound servers do not tell when the block is heard.
            ahead_s = self._latency_s
        self._render_block(out, now_s + ahead_s)
        self._fade(out)

    def _fade(self, out: Any) -> None:
        """In over the first block of a device, out over the last: the sound of a place is cut anywhere."""
        target = 0.0 if self._leaving else 1.0
        if self._share == target == 1.0:
            return
        out *= np.linspace(self._share, target, len(out), dtype=np.float32)[:, None]
        self._share = target

    def _drive(self, now_s: float) -> None:
        if self._stream is not None:
            if self._stream.active and now_s - self._last_callback_s < _SILENT_DEVICE_S:
                return
            self._drop_stream()
            self._restart_clock()
            self._try_again_s = now_s + _RETRY_S
            self._post(HostNotice("The loudspeaker went away. The talk goes on in silence until it is back."))
        elif self._try_again_s == 0.0:
            self._try_again_s = now_s + _RETRY_S
        super()._drive(now_s)
        if now_s >= self._try_again_s and self._playout.idle:
            self._try_again(now_s)

    def _try_again(self, now_s: float) -> None:
        self._try_again_s = now_s + _RETRY_S
        try:
            rescan()
            line = self._open_stream()
        except DeviceError as error:
            log.debug("no loudspeaker yet: %s", error)
            return
        self._post(HostNotice(f"The loudspeaker is there. {line}"))

    def _finish(self) -> None:
        if self._stream is not None:
            # Lets the fade-out leave the device.
            self._leaving = True
            time.sleep(min(self._latency_s + 2 * BLOCK_S, 0.2))
            self._drop_stream()

    def _drop_stream(self) -> None:
        stream, self._stream = self._stream, None
        try:
            stream.abort()
            stream.close()
        except import_sounddevice().PortAudioError as error:
            log.debug("closing the loudspeaker: %s", error)
