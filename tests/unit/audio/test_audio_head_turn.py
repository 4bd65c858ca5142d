"""From a turn of the head to the sound that leaves the device: the whole way, through a real sound server."""

from __future__ import annotations

import logging
import time

import numpy as np
import numpy.typing as npt
import pytest

from tests.fakes.sound_server import SoundServer
from vr_app.audio.sound_pose import SoundPose
from vr_app.audio.spatial import SpatialMixer
from vr_app.audio.speaker import SAMPLE_RATE_HZ, DeviceSpeaker
from vr_app.kernel.events import PlayUtterance, Utterance
from vr_app.kernel.ids import TurnId
from vr_app.scene.transform import rotation_matrices, yaw_quaternion

log = logging.getLogger(__name__)

TURNS, ASKED_S = 40, 0.05
AHEAD = (0.0, 0.0, -1.5)


def turned(yaw_deg: float) -> npt.NDArray[np.float32]:
    head = np.eye(4, dtype=np.float32)
    head[:3, :3] = rotation_matrices(yaw_quaternion(float(np.radians(yaw_deg))))
    return head


class Head:
    """Turns, and keeps what was rendered for which turn and when that leaves the device."""

    def __init__(self) -> None:
        self.turn = 0
        self._rendered_for = 0
        self._poses = [SoundPose(turned(side), AHEAD) for side in (80.0, -80.0)]
        self.blocks: list[tuple[int, float, float]] = []

    def pose(self) -> SoundPose:
        self._rendered_for = self.turn
        return self._poses[self.turn % 2]

    def hear(self, block: npt.NDArray[np.float32], leaves_s: float) -> None:
        left, right = (float(np.std(block[:, side])) + 1e-9 for side in (0, 1))
        self.blocks.append((self._rendered_for, leaves_s, 20.0 * np.log10(left / right)))

    def turn_now(self) -> float:
        """Returns: seconds until the first sample of the other side leaves the device."""
        known, number = len(self.blocks), self.turn + 1
        was_db = self.blocks[-1][2]
        now_s = time.monotonic()
        self.turn = number
        deadline_s = now_s + 5.0
        while time.monotonic() < deadline_s:
            fresh = [block for block in self.blocks[known:] if block[0] == number]
            if len(fresh) >= 3:  # fading over during the first
                assert fresh[2][2] * was_db < 0, "the other ear does not hear louder"
                return fresh[0][1] - now_s
            time.sleep(0.002)
        raise AssertionError("no block was rendered after the turn")


@pytest.mark.sound
def test_the_sound_follows_a_turn_of_the_head_within_50_ms(server: SoundServer) -> None:
    head = Head()
    speaker = DeviceSpeaker(lambda event: None, required=True)
    speaker.quick = True  # as with a headset
    speaker.open()
    try:
        speaker.output.space = SpatialMixer(SAMPLE_RATE_HZ, head.pose)
        speaker.tap = head.hear
        noise = np.random.default_rng(1).standard_normal(22050 * 12) * 3000
        utterance = Utterance(TurnId(1), 0, "noise", noise.astype("<i2").tobytes(), 22050, ())
        speaker.send(PlayUtterance(utterance))
        deadline_s = time.monotonic() + 10
        while not any(abs(block[2]) > 3 for block in head.blocks[-3:]):
            assert time.monotonic() < deadline_s, "nothing is played"
            time.sleep(0.01)
        pauses_s = np.random.default_rng(2).uniform(0.03, 0.06, TURNS)
        delays_s = []
        for pause_s in pauses_s:
            time.sleep(float(pause_s))  # not in step with the device's blocks
            delays_s.append(head.turn_now())
    finally:
        speaker.close()
    figures = "P50 {:.1f}, P90 {:.1f}, longest {:.1f} ms".format(*(1000 * np.quantile(delays_s, [0.5, 0.9, 1.0])))
    log.info(figures)
    assert min(delays_s) > 0.0
    assert np.quantile(delays_s, 0.9) <= ASKED_S, figures
