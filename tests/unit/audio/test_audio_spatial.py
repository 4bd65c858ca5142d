"""The voice in space: the ears' differences are the library's own, and nothing clicks."""

from __future__ import annotations

import ctypes
import time
from collections.abc import Callable

import numpy as np
import numpy.typing as npt
import pytest

from vr_app.audio import openal as al
from vr_app.audio.sound_pose import SoundPose, sound_pose
from vr_app.audio.spatial import AHEAD, PointSound, SpatialMixer
from vr_app.audio.voice_output import VoiceOutput

RATE = 48000
BLOCK = 960
Samples = npt.NDArray[np.float32]
NOISE: Samples = (np.random.default_rng(1).standard_normal(RATE // 2) * 0.1).astype(np.float32)
TIME_S = np.arange(RATE) / RATE
TONE: Samples = (0.3 * np.sin(2 * np.pi * 220 * TIME_S)).astype(np.float32)


def turned(yaw_deg: float) -> npt.NDArray[np.float32]:
    a = np.radians(yaw_deg)
    head = np.eye(4, dtype=np.float32)
    head[0, 0] = head[2, 2] = np.cos(a)
    head[0, 2], head[2, 0] = np.sin(a), -np.sin(a)
    return head


def beside(azimuth_deg: float, metres: float = 1.5) -> tuple[float, float, float]:
    a = np.radians(azimuth_deg)
    return (metres * float(np.sin(a)), 0.0, -metres * float(np.cos(a)))


def rendered(
    sound: Samples, pose: Callable[[], SoundPose], output: str = "headphones", room: str = "open", block: int = BLOCK
) -> Samples:
    mixer = SpatialMixer(RATE, pose, output, room)  # type: ignore[arg-type]
    out = np.zeros((len(sound), 2), np.float32)
    for start in range(0, len(sound), block):
        mixer.mix_into(out[start : start + block], sound[start : start + block], 1.0, True)
    mixer.close()
    return out


def from_library(sound: Samples, at: tuple[float, float, float]) -> Samples:
    """What OpenAL itself renders of a whole sound that lies still."""
    library = al.openal()
    device = library.alcLoopbackOpenDeviceSOFT(None)
    wanted = (al.FREQUENCY, RATE, al.CHANNELS, al.STEREO, al.SAMPLE_TYPE, al.FLOAT, al.HRTF, 1, 0)
    context = library.alcCreateContext(device, (ctypes.c_int * len(wanted))(*wanted))
    library.alcSetThreadContext(context)
    source, buffer = (ctypes.c_uint * 1)(), (ctypes.c_uint * 1)()
    library.alGenSources(1, source)
    library.alGenBuffers(1, buffer)
    library.alBufferData(buffer[0], al.MONO_FLOAT32, sound.ctypes.data, sound.nbytes, RATE)
    library.alSourcei(source[0], al.BUFFER, buffer[0])
    library.alSource3f(source[0], al.POSITION, *at)
    library.alSourcePlay(source[0])
    out = np.zeros((len(sound), 2), np.float32)
    library.alcRenderSamplesSOFT(device, out.ctypes.data, len(out))
    library.alcSetThreadContext(None)
    library.alcDestroyContext(context)
    library.alcCloseDevice(device)
    return out


def between_ears(out: Samples) -> tuple[float, float]:
    """How much later (microseconds) and softer (dB) the right ear hears; both negative for a sound on the right."""
    steady, size = out[4800:-480], 1 << 17
    product = np.fft.rfft(steady[:, 1], size) * np.conj(np.fft.rfft(steady[:, 0], size))
    lags = np.fft.irfft(product, size)
    around = np.concatenate([lags[-60:], lags[:61]])
    late_s = (int(np.argmax(around)) - 60) / RATE
    return late_s * 1e6, float(20 * np.log10(np.std(steady[:, 0]) / np.std(steady[:, 1])))


@pytest.mark.parametrize("azimuth_deg", [-90, -45, 0, 45, 90])
def test_the_ears_differ_as_the_library_says(azimuth_deg: int) -> None:
    at = beside(azimuth_deg)
    late_us, softer_db = between_ears(rendered(NOISE, lambda: SoundPose(turned(0), at)))
    own_late_us, own_softer_db = between_ears(from_library(NOISE, at))
    assert late_us == pytest.approx(own_late_us, rel=0.1, abs=1.0)
    assert softer_db == pytest.approx(own_softer_db, rel=0.1, abs=0.2)
    if azimuth_deg:
        assert np.sign(late_us) == np.sign(softer_db) == -np.sign(azimuth_deg)
        assert abs(late_us) > 300 and abs(softer_db) > 6


def test_turning_the_head_is_the_same_as_moving_the_mouth() -> None:
    by_turning = between_ears(rendered(NOISE, lambda: SoundPose(turned(90), beside(0))))
    by_moving = between_ears(rendered(NOISE, lambda: SoundPose(turned(0), beside(90))))
    assert by_turning == pytest.approx(by_moving, rel=0.02)


def test_a_turn_of_the_head_is_heard_in_the_next_block() -> None:
    pose = [SoundPose(turned(0), beside(0))]
    mixer = SpatialMixer(RATE, lambda: pose[0])
    blocks = []
    for number in range(20):
        if number == 10:
            pose[0] = SoundPose(turned(90), beside(0))
        out = np.zeros((BLOCK, 2), np.float32)
        mixer.mix_into(out, NOISE[number * BLOCK :][:BLOCK], 1.0, True)
        blocks.append(20 * np.log10(np.std(out[:, 0]) / np.std(out[:, 1])))
    mixer.close()
    assert abs(blocks[9]) < 0.5
    assert blocks[10] < -3 and blocks[11] < -12  # 20 ms blocks: fading over during the first


def test_a_spinning_head_makes_no_click() -> None:
    turn = iter(range(1000))
    spinning = rendered(TONE, lambda: SoundPose(turned(20.0 * next(turn)), beside(0)))
    steepest = 2 * np.pi * 220 / RATE * float(np.abs(spinning[4800:]).max())
    assert float(np.abs(np.diff(spinning, axis=0))[4800:].max()) < 1.5 * steepest


def test_the_voice_is_as_late_as_it_says_and_whole_in_blocks_of_any_size() -> None:
    click = np.zeros(RATE // 5, np.float32)
    click[2000] = 0.5
    out = rendered(click, lambda: SoundPose(turned(0), beside(0)), "loudspeakers")
    assert int(np.argmax(np.abs(out[:, 0]))) == 2000 + AHEAD
    odd = rendered(click, lambda: SoundPose(turned(0), beside(0)), "loudspeakers", block=333)
    assert np.abs(odd - out).max() < 1e-5
    ear = rendered(click, lambda: SoundPose(turned(0), beside(0)))
    assert 0 < int(np.argmax(np.abs(ear[:, 0]))) - (2000 + AHEAD) < 0.001 * RATE  # the way into the ear


def test_far_is_softer_but_never_lost_and_a_hall_rings_on() -> None:
    def loud(metres: float) -> float:
        return float(np.std(rendered(NOISE, lambda: SoundPose(turned(0), beside(0, metres)))))

    near, far, farthest, beyond = (loud(metres) for metres in (1.5, 6.0, 14.0, 100.0))
    assert near > 2 * far > 2 * farthest > 0.1 * near
    assert beyond == pytest.approx(farthest, rel=0.05)
    word = np.concatenate([NOISE, np.zeros(RATE // 4, np.float32)])
    tails = {}
    for room in ("open", "small", "hall"):
        out = rendered(word, lambda: SoundPose(turned(0), beside(0)), room=room)
        tails[room] = float(np.std(out[len(NOISE) + 4800 :])) / near
    assert tails["open"] < 1e-4 < tails["small"] < tails["hall"] < 0.3


def test_a_sound_of_the_scene_comes_from_its_place_makes_way_for_speech_and_ends() -> None:
    mixer = SpatialMixer(RATE, lambda: SoundPose(turned(0), beside(0)))
    mixer.play(PointSound("bell", TONE[: RATE // 2], beside(90), 0.8, loop=True))
    nothing = np.zeros(BLOCK, np.float32)

    def mixed(blocks: int, speaking: bool) -> Samples:
        out = np.zeros((blocks * BLOCK, 2), np.float32)
        for start in range(0, len(out), BLOCK):
            mixer.mix_into(out[start : start + BLOCK], nothing, 1.0, speaking)
        return out

    alone = mixed(60, False)
    assert np.std(alone[:, 1]) > 1.5 * np.std(alone[:, 0]) > 0
    steepest = 2 * np.pi * 220 / RATE * float(np.abs(alone).max())
    assert float(np.abs(np.diff(alone, axis=0))[BLOCK:].max()) < 1.5 * steepest  # over the seam of the loop, too
    under = mixed(60, True)
    assert np.std(under[-BLOCK * 20 :]) < 0.6 * np.std(alone[-BLOCK * 20 :])
    mixer.stop("bell")
    ending = mixed(5, False)
    assert float(np.abs(np.diff(np.concatenate([under[-10:], ending]), axis=0)).max()) < 3 * steepest
    assert np.abs(ending[-BLOCK:]).max() < 1e-4
    mixer.close()


def test_from_one_output_to_another_without_a_click() -> None:
    output, out = VoiceOutput(), np.zeros((len(TONE), 2), np.float32)
    space = SpatialMixer(RATE, lambda: SoundPose(turned(0), beside(60)))
    changes = {5: ("space", space), 15: ("mono", True), 22: ("mono", False), 30: ("space", None), 40: ("sides", (0, 1))}
    for number, start in enumerate(range(0, len(TONE), BLOCK)):
        if number in changes:
            setattr(output, *changes[number])
        block = out[start : start + BLOCK]
        output.mix_into(block, TONE[start : start + BLOCK], 1.0, True)
        output.to_mono(block)
        if 16 <= number < 22:
            assert np.array_equal(block[:, 0], block[:, 1])
    space.close()
    steepest = 2 * np.pi * 220 / RATE * float(np.abs(out).max())
    assert float(np.abs(np.diff(out, axis=0)).max()) < 1.6 * steepest
    assert np.abs(out[-BLOCK:, 0]).max() == 0.0
    assert output.latency_frames == 0


def test_a_block_costs_a_small_part_of_its_time() -> None:
    mixer = SpatialMixer(RATE, lambda: SoundPose(turned(time.monotonic() * 50), beside(0)), room="hall")
    mixer.play(PointSound("a", TONE, beside(50), loop=True))
    mixer.play(PointSound("b", TONE, beside(150), loop=True))
    out = np.zeros((BLOCK, 2), np.float32)
    before_s = time.thread_time()
    for number in range(200):
        mixer.mix_into(out, NOISE[number % 20 * BLOCK :][:BLOCK], 1.0, True)
    share = (time.thread_time() - before_s) / (200 * BLOCK / RATE)
    mixer.close()
    assert share < 0.25


def test_in_a_model_on_a_table_the_host_is_as_near_as_it_looks() -> None:
    head = turned(0)
    head[:3, :3] *= 10.0
    head[:3, 3] = (0.0, 16.0, 0.0)
    pose = sound_pose(head, np.array([0.0, 16.07, -15.0]))
    assert pose.mouth == pytest.approx((0.0, 16.0, -1.5), abs=1e-3)
    assert np.linalg.norm(pose.world_from_head[:3, 0]) == pytest.approx(1.0)
