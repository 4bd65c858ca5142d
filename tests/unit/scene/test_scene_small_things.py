"""Some small things stand for all: as much is covered, nothing large is touched, nothing comes or goes at once."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.scene.small_things import chances, grown, standing_for_all


@pytest.mark.parametrize("width", [0.05, 0.2, 0.5, 0.8, 0.99])
def test_together_they_cover_what_all_would_have_covered(width: float) -> None:
    chance = chances(np.arange(40_000))
    kept, growth = standing_for_all(np.full(len(chance), width, np.float32), chance)
    assert kept.mean() == pytest.approx(width**2, rel=0.03)
    assert (growth[kept] ** 2).sum() / len(chance) == pytest.approx(1.0, rel=0.03)
    assert width * growth[kept].max() < 1.25, "none becomes much wider than a sample"


def test_what_is_wide_enough_is_drawn_as_it_is() -> None:
    chance = chances(np.arange(500))
    kept, growth = standing_for_all(np.linspace(1.0, 900.0, 500).astype(np.float32), chance)
    assert kept.all()
    assert (growth == 1.0).all()


def test_as_one_walks_away_a_thing_shrinks_to_nothing_before_it_is_left_out() -> None:
    for chance in (0.02, 0.3, 0.7, 0.9):
        widths = np.linspace(1.2, 0.02, 4000).astype(np.float32)
        kept, growth = standing_for_all(widths, np.full(4000, chance, np.float32))
        seen = np.where(kept, growth * widths, 0.0)
        assert not kept[-1] or chance < 0.02**2
        assert (np.diff(kept.astype(int)) <= 0).all(), "what has gone does not come back"
        assert np.abs(np.diff(seen)).max() < 0.03, "no jump in its size"


def test_neighbours_are_not_left_out_together() -> None:
    chance = chances(np.arange(1000))
    assert all(abs((chance[start : start + 10] < 0.5).sum() - 5) <= 1 for start in range(990))


def test_a_thing_grows_about_its_middle() -> None:
    rows = np.array([[[2, 0, 0, 5], [0, 2, 0, 6], [0, 0, 2, 7]]], np.float32)
    middle = rows[0] @ np.array([0.5, 0.5, 0.5, 1])
    larger = grown(rows, middle[None].astype(np.float32), np.array([3.0], np.float32))
    assert larger[0] @ np.array([0.5, 0.5, 0.5, 1]) == pytest.approx(middle)
    assert larger[0] @ np.array([1.5, 0.5, 0.5, 1]) == pytest.approx([middle[0] + 6, middle[1], middle[2]])
