"""The first sign of thinking."""

from __future__ import annotations

from itertools import pairwise

from vr_app.host.replies.thinking_sign import thinking_cue
from vr_app.kernel.ids import TurnId
from vr_app.scene.avatar.gesture import CLIPS


def test_every_turn_gets_a_sign_at_once_and_never_the_same_twice_running() -> None:
    cues = [thinking_cue(TurnId(turn)) for turn in range(1, 12)]
    assert all(cue.gesture in CLIPS and cue.activity == "thinking" for cue in cues)
    assert all(one.gesture != other.gesture for one, other in pairwise(cues))
