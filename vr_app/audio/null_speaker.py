"""A loudspeaker without a device: the same clock, the same answers, no sound."""

from __future__ import annotations

from vr_app.audio.playout_speaker import PlayoutSpeaker


class NullSpeaker(PlayoutSpeaker):
    """For servers, tests and machines without sound; `record_to` still gets all that is said."""
