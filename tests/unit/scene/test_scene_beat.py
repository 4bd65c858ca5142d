"""What is done on a beat is done about so often, whatever the display's rate, and always at the same moments."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.beat import BEATS_PER_S, Beat


@pytest.mark.parametrize("rate_hz", [45.0, 72.0, 90.0, 120.0, 144.0])
def test_it_falls_so_many_times_a_second(rate_hz: float) -> None:
    beat = Beat(0.2)
    due = [beat.due(100.0 + number / rate_hz) for number in range(int(10 * rate_hz))]
    assert due[0]
    assert abs(sum(due) - 10 * BEATS_PER_S) <= 2
    gaps = np.diff(np.flatnonzero(due)) / rate_hz
    assert gaps.max() <= 1.0 / BEATS_PER_S + 1.0 / rate_hz + 1e-6


def test_a_slow_display_has_one_in_every_picture() -> None:
    beat = Beat()
    assert all(beat.due(number / 24.0) for number in range(100))


def test_works_of_different_phases_keep_out_of_each_others_way_at_90_hz() -> None:
    beats = [Beat(phase) for phase in (0.0, 1 / 3, 2 / 3)]
    due = np.array([[beat.due(7.003 + number / 90.0) for beat in beats] for number in range(900)])
    assert due[1:].sum(axis=1).max() == 1


def test_the_same_moment_has_the_same_answer_and_an_earlier_one_is_due() -> None:
    beat = Beat()
    assert [beat.due(time_s) for time_s in (1.0, 1.0, 1.01, 1.01, 0.99)] == [True, True, False, False, True]
