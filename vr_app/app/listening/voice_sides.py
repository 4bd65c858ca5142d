"""The voice on the left, on the right, and behind: how a person finds out that the plugs are where they belong."""

from __future__ import annotations

import numpy as np

from vr_app.audio.playout_speaker import PlayoutSpeaker
from vr_app.audio.sound_pose import SoundPose
from vr_app.audio.spatial import SpatialMixer
from vr_app.kernel.errors import DeviceError, UserError

SIDES = ("left", "right", "behind", "both")
WORDS = {
    "left": "I am on your left.",
    "right": "I am on your right.",
    "behind": "I am behind you.",
    "both": "I am on both sides.",
}
_LOUD = {"left": (1.0, 0.0), "right": (0.0, 1.0)}
_BEHIND = SoundPose(np.eye(4, dtype=np.float32), (0.0, 0.0, 1.0))
"""A metre behind somebody who looks ahead."""


class VoiceSides:
    """Moves what a loudspeaker says to one side, and back.

    Args:
        speaker: its `sides` and `output.space` are set.
    """

    def __init__(self, speaker: PlayoutSpeaker) -> None:
        self._speaker = speaker
        self._behind: SpatialMixer | None = None
        self._before: SpatialMixer | None = None

    def go(self, side: str) -> str:
        """From now on speech comes from there. Returns: what to look out for, as a person would say it."""
        self.back()
        self._speaker.sides = _LOUD.get(side, (1.0, 1.0))
        words = WORDS.get(side, WORDS["both"])
        if side != "behind":
            return f"“{words}” If it is not so, the plugs are the wrong way round."
        try:
            if self._behind is None:
                self._behind = SpatialMixer(self._speaker.sample_rate_hz, lambda: _BEHIND, "headphones")
        except (UserError, DeviceError) as error:
            return str(error)
        self._before, self._speaker.output.space = self._speaker.output.space, self._behind
        return f"“{words}” With headphones it is heard there; loudspeakers in front cannot do that."

    def back(self) -> None:
        """Speech comes from where it came before."""
        self._speaker.sides = (1.0, 1.0)
        output = self._speaker.output
        if self._behind is not None and output.space is self._behind:
            output.space = self._before
