"""Words as pictures: shaped, broken into lines, and honest about what cannot be drawn."""

from __future__ import annotations

import numpy as np
import pytest

from vr_app.loading import lettering
from vr_app.loading.fonts import font_for, system_fonts
from vr_app.loading.lettering import letter
from vr_app.loading.sign import sign_asset
from vr_app.scene.stage import Sign

pytestmark = pytest.mark.skipif(not system_fonts(), reason="this machine has no fonts at all")


def test_words_leave_ink_and_longer_ones_more() -> None:
    short, long = letter("Hall"), letter("Hall of mirrors")
    assert short.missing == "" and short.lines == 1
    assert 0.02 < (short.coverage > 128).mean() < 0.6
    assert long.coverage.shape[1] > 2.5 * short.coverage.shape[1]


def test_lines_break_at_spaces() -> None:
    drawn = letter("one two three four five six", 6.0)
    assert drawn.lines > 1
    assert drawn.coverage.shape[1] < 7.5 * lettering.EM_PIXELS


@pytest.mark.skipif(font_for("天") is None, reason="no font with Han characters here")
def test_han_characters_need_no_spaces_to_break() -> None:
    assert letter("天文台" * 4, 4.2).lines == 3
    assert letter("천문대천문대천문대", 4.2).lines == 1, "Korean is written with spaces"


def test_combining_marks_stay_with_their_letter() -> None:
    plain, marked = letter("e").coverage, letter("e\u0301").coverage
    assert abs(plain.shape[1] - marked.shape[1]) <= 4
    assert (marked > 128).sum() > (plain > 128).sum()


@pytest.mark.skipif(font_for("م") is None, reason="no font with Arabic letters here")
def test_arabic_letters_join() -> None:
    word, apart = letter("مرحبا"), sum(letter(c).coverage.shape[1] for c in "مرحبا")
    assert word.coverage.shape[1] < apart


def test_characters_without_a_font_are_named() -> None:
    asset, problems = sign_asset(Sign(text="A \U0010fffd", at=(0.0, 0.0, 0.0)))
    assert asset.meshes
    assert len(problems) == 1 and "font" in problems[0]


def test_a_sign_is_as_large_as_it_says() -> None:
    asset, problems = sign_asset(Sign(text="Great hall", at=(0.0, 1.0, 0.0), letter_m=0.5))
    (primitive,) = asset.meshes[0].primitives
    size = np.asarray(primitive.bounds_max) - np.asarray(primitive.bounds_min)
    assert not problems
    assert 0.6 < size[1] < 1.1 and size[0] > 1.5
    assert asset.images[0].levels[-1].shape[:2] == (1, 1)
    assert asset.materials[0].alpha_mode == "BLEND"
