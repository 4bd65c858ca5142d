"""Praise and complaint are written down as they are given, for whoever wants to be remembered."""

from __future__ import annotations

from vr_app.kernel.ids import PersonId
from vr_app.kernel.mind_events import FeedbackGiven
from vr_app.store.consents import REMEMBER
from vr_app.store.conversation import open_conversation

MEI = PersonId("mei")


def test_feedback_is_kept_with_the_scene_it_was_given_in() -> None:
    store, _ = open_conversation(None)
    store.scene = "museum-hall"
    store.record(FeedbackGiven("praise", "Lovely.", MEI))
    store.scene = "night-harbour"
    store.record(FeedbackGiven("complaint", "Too dark.", MEI))
    kept = [(one.kind, one.item) for one in store.interactions.of(MEI)]
    assert kept == [("praise", "museum-hall"), ("complaint", "night-harbour")]
    store.consents.decide(MEI, REMEMBER, False)
    store.record(FeedbackGiven("praise", "Fine.", MEI))
    assert len(store.interactions.of(MEI)) == 2
    store.close()
