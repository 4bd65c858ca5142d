"""The engines beside ours draw one scene at a time: what they drew before must not count against them."""

from __future__ import annotations

import pytest

from vr_app.app.bench.render_peers import FRAMES, WARM, timed


def test_a_peer_is_let_go_of_once_it_was_timed() -> None:
    done: list[str] = []
    samples = timed(lambda time_s: done.append("frame"), lambda: done.append("closed"))
    assert len(samples) == FRAMES and done == ["frame"] * (WARM + FRAMES) + ["closed"]


def test_a_peer_that_fails_is_let_go_of_too() -> None:
    done: list[str] = []

    def frame(time_s: float) -> None:
        raise RuntimeError("no card")

    with pytest.raises(RuntimeError, match="no card"):
        timed(frame, lambda: done.append("closed"))
    assert done == ["closed"]
