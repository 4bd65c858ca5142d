"""Sound in space: the voice from the host's mouth and the scene's sounds from their places, for two ears.

OpenAL Soft does the filtering (its HRTF, distance, a reverberation); we hand it the voice block by block, so that
nothing but this block lies between what is known of the head and what is heard.
"""

from __future__ import annotations

import ctypes as c
import logging
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
import numpy.typing as npt

from vr_app.audio import openal as al
from vr_app.audio.sound_pose import Point, SoundPose
from vr_app.kernel.errors import DeviceError

log = logging.getLogger(__name__)

Samples = npt.NDArray[np.float32]
Output = Literal["headphones", "loudspeakers"]
Room = Literal["open", "small", "hall"]

AHEAD = 64
"""Samples the voice lies ahead of what is heard: OpenAL looks some past the end of a block."""
NEAR_M = 1.5
"""Speech is as loud as recorded up to this distance."""
FAR_M = 14.0
"""Beyond this it grows no softer: a host that cannot be understood is none."""
FALL = 0.7
_LOUDER = {"headphones": 1.3, "loudspeakers": 1.35}
"""So that a voice from ahead is about as loud as in plain stereo."""
_RADIUS_M = {"headphones": 0.08, "loudspeakers": 0.8}
"""Size of the mouth; between loudspeakers it is wide, so that no voice comes out of one of them alone."""
_DUCKED = 0.45
_PIECE = 960
"""Frames rendered at once: the head is looked at anew for each piece."""

_ROOMS: dict[str, tuple[float, float, float, float]] = {
    # decay in seconds, gain of the reverberation, share of high frequencies that stays, of early reflections
    "small": (0.5, 0.20, 0.6, 0.25),
    "hall": (1.9, 0.22, 0.75, 0.12),
}


@dataclass(frozen=True)
class PointSound:
    """A sound of the scene, played from a place.

    Attributes:
        samples: float32[n] at the mixer's rate.
        at: where it comes from; None plays it in the middle.
        loop: until it is stopped by its name.
    """

    name: str
    samples: Samples
    at: Point | None = None
    volume: float = 1.0
    loop: bool = False


class SpatialMixer:
    """Mixes for two ears. `mix_into` is called by one thread (the device's); `play`, `stop` by any.

    Args:
        pose: where head and mouth are now; asked once for each 20 ms.
        output: "headphones" filters as the two ears do; "loudspeakers" shares out between left and right.
        room: what answers a sound.

    Raises: UserError where OpenAL Soft is missing, DeviceError where it refuses.
    """

    def __init__(
        self, sample_rate_hz: int, pose: Callable[[], SoundPose], output: Output = "headphones", room: Room = "open"
    ) -> None:
        self.sample_rate_hz = sample_rate_hz
        self.latency_frames = AHEAD
        """How much later than plain sound the voice is heard."""
        self._al = al.openal()
        self._pose = pose
        self._louder = _LOUDER[output]
        self._device = self._al.alcLoopbackOpenDeviceSOFT(None)
        binaural = int(output == "headphones")
        attributes = (al.FREQUENCY, sample_rate_hz, al.CHANNELS, al.STEREO, al.SAMPLE_TYPE, al.FLOAT)
        attributes += (al.HRTF, binaural, al.LIMITER, 0, 0)
        self._context = self._al.alcCreateContext(self._device, (c.c_int * len(attributes))(*attributes))
        if not self._context:
            raise DeviceError("OpenAL Soft gives no place to mix in.", recoverable=False)
        self._al.alcSetThreadContext(self._context)
        self._al.alDistanceModel(al.INVERSE_CLAMPED)
        self._voice_samples = np.zeros(4 * _PIECE + AHEAD, np.float32)
        self._voice_count = AHEAD
        self._fill = al.FILL(self._give)
        self._slot = self._reverb(room)
        self._voice = self._source(self._callback_buffer(), NEAR_M, FAR_M)
        self._al.alSourcef(self._voice, al.RADIUS_M, _RADIUS_M[output])
        self._al.alSourcePlay(self._voice)
        self._commands: deque[tuple[PointSound | None, str, int]] = deque()
        self._sounding: list[tuple[PointSound, int, int]] = []
        self._duck = 1.0
        self._mixed = np.zeros((_PIECE, 2), np.float32)
        status = (c.c_int * 1)()
        self._al.alcGetIntegerv(self._device, al.HRTF, 1, status)
        self.binaural = bool(status[0])
        error = self._al.alGetError()
        self._al.alcSetThreadContext(None)
        if error:
            raise DeviceError(f"OpenAL Soft refuses (error {error:#x}).", recoverable=False)

    # ------------------------------------------------------------------ any thread

    def play(self, sound: PointSound) -> None:
        """Plays a sound of the scene from its place."""
        buffer = (c.c_uint * 1)()
        samples = np.ascontiguousarray(sound.samples, np.float32)
        self._al.alcSetThreadContext(self._context)
        self._al.alGenBuffers(1, buffer)
        self._al.alBufferData(buffer[0], al.MONO_FLOAT32, samples.ctypes.data, samples.nbytes, self.sample_rate_hz)
        self._al.alcSetThreadContext(None)
        self._commands.append((sound, sound.name, buffer[0]))

    def stop(self, name: str = "") -> None:
        """Fades out the sounds of this name, or all."""
        self._commands.append((None, name, 0))

    # ------------------------------------------------------------------ the device's thread

    def mix_into(self, out: Samples, speech: Samples, volume: float, speaking: bool) -> None:
        """Adds the next frames to `out` (float32[n, 2]): `speech` (float32[n]) and the sounds of the scene."""
        self._al.alcSetThreadContext(self._context)
        while self._commands:
            self._obey(*self._commands.popleft())
        for start in range(0, len(out), _PIECE):
            part = out[start : start + _PIECE]
            self._follow(speaking, len(part))
            count = self._voice_count
            voice = self._voice_samples[count : count + len(part)]
            np.multiply(speech[start : start + _PIECE], np.float32(volume * self._louder), out=voice)
            self._voice_count = count + len(part)
            mixed = self._mixed[: len(part)]
            self._al.alcRenderSamplesSOFT(self._device, mixed.ctypes.data, len(part))
            part += mixed
        self._al.alcSetThreadContext(None)

    def close(self) -> None:
        """Frees it; nothing may be mixed any more."""
        if self._context:
            self._al.alcDestroyContext(self._context)
            self._al.alcCloseDevice(self._device)
            self._context = None

    def _follow(self, speaking: bool, frames: int) -> None:
        pose = self._pose()
        head = pose.world_from_head
        x, y, z = (float(v) for v in head[:3, 3])
        ahead, up = -head[:3, 2], head[:3, 1]
        self._al.alListener3f(al.POSITION, x, y, z)
        self._al.alListenerfv(al.ORIENTATION, (c.c_float * 6)(*map(float, ahead), *map(float, up)))
        self._place(self._voice, pose.mouth)
        target = _DUCKED if speaking else 1.0
        step = frames / (0.2 * self.sample_rate_hz)
        duck = max(target, self._duck - step) if target < self._duck else min(target, self._duck + step / 4)
        if self._sounding:
            self._let_go(duck)
        self._duck = duck

    def _let_go(self, duck: float) -> None:
        state = (c.c_int * 1)()
        kept = []
        for sound, source, buffer in self._sounding:
            self._al.alGetSourcei(source, al.STATE, state)
            if state[0] == al.PLAYING:
                self._al.alSourcef(source, al.GAIN, sound.volume * duck)
                kept.append((sound, source, buffer))
            else:
                self._al.alDeleteSources(1, (c.c_uint * 1)(source))
                self._al.alDeleteBuffers(1, (c.c_uint * 1)(buffer))
        self._sounding = kept

    def _obey(self, sound: PointSound | None, name: str, buffer: int) -> None:
        if sound is None:
            for playing, source, _ in self._sounding:
                if name in ("", playing.name):
                    self._al.alSourceStop(source)
            return
        source = self._source(buffer, 1.0, 60.0)
        self._place(source, sound.at)
        self._al.alSourcei(source, al.LOOPING, int(sound.loop))
        self._al.alSourcef(source, al.GAIN, sound.volume * self._duck)
        self._al.alSourcePlay(source)
        self._sounding.append((sound, source, buffer))

    def _place(self, source: int, at: Point | None) -> None:
        relative = at is None
        x, y, z = (0.0, 0.0, -1.0) if at is None else at
        self._al.alSourcei(source, al.RELATIVE, int(relative))
        self._al.alSource3f(source, al.POSITION, x, y, z)

    def _source(self, buffer: int, near_m: float, far_m: float) -> int:
        made = (c.c_uint * 1)()
        self._al.alGenSources(1, made)
        source = made[0]
        self._al.alSourcei(source, al.BUFFER, buffer)
        self._al.alSourcef(source, al.REFERENCE_M, near_m)
        self._al.alSourcef(source, al.FARTHEST_M, far_m)
        self._al.alSourcef(source, al.ROLLOFF, FALL)
        if self._slot:
            self._al.alSource3i(source, al.AUXILIARY_SEND, self._slot, 0, 0)
        return source

    def _callback_buffer(self) -> int:
        made = (c.c_uint * 1)()
        self._al.alGenBuffers(1, made)
        self._al.alBufferCallbackSOFT(made[0], al.MONO_FLOAT32, self.sample_rate_hz, self._fill, None)
        return made[0]

    def _reverb(self, room: Room) -> int:
        if room not in _ROOMS:
            return 0
        decay_s, gain, high, reflections = _ROOMS[room]
        effect, slot = (c.c_uint * 1)(), (c.c_uint * 1)()
        self._al.alGenEffects(1, effect)
        self._al.alEffecti(effect[0], 0x8001, al.REVERB)
        for parameter, value in ((0x0003, gain), (0x0005, decay_s), (0x0006, high), (0x0007, reflections)):
            self._al.alEffectf(effect[0], parameter, value)
        self._al.alGenAuxiliaryEffectSlots(1, slot)
        self._al.alAuxiliaryEffectSloti(slot[0], 0x0001, effect[0])
        return slot[0]

    def _give(self, _: int | None, to: int, size: int) -> int:
        """The voice's next samples, for OpenAL."""
        wanted = size // 4
        given = min(wanted, self._voice_count)
        c.memmove(to, self._voice_samples.ctypes.data, 4 * given)
        if given < wanted:
            c.memset(to + 4 * given, 0, 4 * (wanted - given))
        rest = self._voice_count - given
        self._voice_samples[:rest] = self._voice_samples[given : self._voice_count].copy()
        self._voice_count = rest
        return size
