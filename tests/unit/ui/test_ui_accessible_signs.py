"""What `docs/accessibility.md` promises of colours and of flicker."""

from __future__ import annotations

import re
from pathlib import Path

import numpy as np
import pytest

from tests.flashes import MOST_PER_S, flashes_within
from vr_app.render.frame_block import _flickered
from vr_app.scene.light import Light
from vr_app.ui import theme
from vr_app.ui.headset_paint import LETTERS_DEG, PHASE_COLOURS

DOCS = Path(__file__).resolve().parents[3] / "docs" / "accessibility.md"


def test_captions_can_be_read_by_those_who_see_little() -> None:
    for colour in ("#FFFFFF", "#FFEB3B"):
        assert theme.contrast(colour, "#000000") >= 7.0
    assert theme.contrast(theme.COLOURS.text, "#080A0F") >= 7.0
    assert list(LETTERS_DEG.values()) == sorted(LETTERS_DEG.values()) and len(LETTERS_DEG) >= 3


def test_the_orbs_colours_are_told_apart_from_their_ink() -> None:
    for colour in PHASE_COLOURS.values():
        assert theme.contrast(colour, "#080A0F") >= 4.5


@pytest.mark.parametrize("flicker", [0.2, 0.5, 0.8, 1.0])
def test_no_lamp_flashes_more_than_three_times_a_second(flicker: float) -> None:
    times_s = np.arange(0.0, 20.0, 1 / 60)
    for number in range(3):
        light = [_flickered(Light("point", 0, flicker=flicker), number, time_s) for time_s in times_s]
        assert flashes_within(list(times_s), light) <= MOST_PER_S


def test_flashes_are_counted_as_the_guidelines_count_them() -> None:
    times_s = [number / 100 for number in range(300)]

    def wave(hz: float, low: float, high: float) -> list[float]:
        return [low if (time_s * hz) % 1.0 < 0.5 else high for time_s in times_s]

    assert flashes_within(times_s, wave(5, 0.0, 1.0)) == 5
    assert flashes_within(times_s, wave(2, 0.2, 0.4)) == 2
    assert flashes_within(times_s, wave(5, 0.45, 0.5)) == 0, "too small a change"
    assert flashes_within(times_s, wave(5, 0.85, 1.0)) == 0, "bright in both states"
    assert flashes_within(times_s, [0.5] * 300) == 0


def test_the_table_has_every_need_and_its_tests_exist() -> None:
    text = DOCS.read_text(encoding="utf-8")
    needs = {int(number) for number in re.findall(r"^\| 4\.(\d+) ", text, re.MULTILINE)}
    assert needs == set(range(1, 20))
    root = DOCS.parents[1]
    names = {path.stem for path in (root / "tests").rglob("test_*.py")}
    for name in re.findall(r"`(test_[a-z_]+)", text):
        assert any(known == name or known.startswith(name) for known in names), name
    for folder in re.findall(r"`(tests/[a-z_/]+)", text):
        assert (root / folder).exists() or list(root.glob(folder + "*")), folder
