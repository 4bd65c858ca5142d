"""The microphone in a process of its own: `python -m vr_app.audio.capture_program [--device NAME]`.

PortAudio lists devices once, at its start, and may hang with its sound server; a process can be ended and started anew
without touching the loudspeaker. The callback only copies into a ring; the main thread resamples to 16 kHz and writes.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
import threading
import time
from typing import IO, Any

import numpy as np

from vr_app.audio.capture_wire import SAMPLE_RATE_HZ, CapturedBlock, write_block
from vr_app.audio.devices import import_sounddevice, microphone, plain_reason
from vr_app.audio.sample_ring import SampleRing
from vr_app.kernel.errors import DeviceError

BLOCK_S = 0.01
_KEPT_S = 2.0
_SILENT_S = 3.0


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--device", default="")
    wanted = parser.parse_args().device
    sink = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    # Ends with its parent, which holds the other end of stdin.
    threading.Thread(target=lambda: (sys.stdin.buffer.read(), os._exit(0)), daemon=True).start()
    try:
        Capture(wanted, sink).run()
    except DeviceError as error:
        sink.write(json.dumps({"problem": str(error)}).encode() + b"\n")
        sink.flush()
        return 3
    except (BrokenPipeError, OSError):
        return 0
    return 0


class Capture:
    """An open microphone."""

    def __init__(self, wanted: str, sink: IO[bytes]) -> None:
        sounddevice = import_sounddevice()
        device = microphone(wanted)
        self._sink = sink
        self._rate_hz = int(device.sample_rate_hz) if 8000 <= device.sample_rate_hz <= 192_000 else 48_000
        self._ring = SampleRing(int(_KEPT_S * self._rate_hz))
        self._arrived = threading.Event()
        self._name = device.name
        self._error: type[Exception] = sounddevice.PortAudioError
        try:
            self._stream: Any = sounddevice.InputStream(
                samplerate=self._rate_hz,
                blocksize=int(BLOCK_S * self._rate_hz),
                device=device.number,
                channels=1,
                dtype="float32",
                latency="low",
                callback=self._callback,
            )
            self._stream.start()
        except (sounddevice.PortAudioError, ValueError) as error:
            raise DeviceError(
                f"The microphone {device.name} cannot be used: {plain_reason(error)}.", recoverable=True
            ) from error

    def run(self) -> None:
        """Writes what comes until the device falls silent. Raises: DeviceError then."""
        import soxr

        line = {"name": self._name, "rate_hz": self._rate_hz, "latency_s": round(float(self._stream.latency), 4)}
        self._sink.write(json.dumps(line).encode() + b"\n")
        self._sink.flush()
        resampler = soxr.ResampleStream(self._rate_hz, SAMPLE_RATE_HZ, 1, dtype="float32", quality="HQ")
        taken, waiting, block = 0, np.zeros(0, np.float32), SAMPLE_RATE_HZ // 100
        while True:
            if not self._arrived.wait(_SILENT_S) or not self._stream.active:
                raise DeviceError(f"The microphone {self._name} went away.", recoverable=True)
            self._arrived.clear()
            written, last_s = self._ring.anchor
            lost = max(0, written - taken - self._ring.capacity + 8192)
            taken += lost
            fresh = self._ring.read(taken, written - taken)
            taken = written
            waiting = np.concatenate([waiting, resampler.resample_chunk(fresh)])
            whole = len(waiting) // block * block
            if whole:
                pcm = np.clip(np.rint(waiting[:whole] * 32767.0), -32768, 32767).astype("<i2").tobytes()
                waiting = waiting[whole:]
                at_s = last_s - len(waiting) / SAMPLE_RATE_HZ
                write_block(self._sink, CapturedBlock(pcm, at_s, lost * SAMPLE_RATE_HZ // self._rate_hz))

    def _callback(self, samples: Any, frames: int, times: Any, status: Any) -> None:
        now_s = time.monotonic()
        ago_s = times.currentTime - times.inputBufferAdcTime
        begun_s = now_s - ago_s if 0.0 < ago_s < 1.0 else now_s - frames / self._rate_hz
        self._ring.write(samples[:, 0], begun_s + frames / self._rate_hz)
        self._arrived.set()


if __name__ == "__main__":
    sys.exit(main())
