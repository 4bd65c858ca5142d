"""Plain shapes that stand in: about the right size, colour and kind, in both languages."""

from __future__ import annotations

import pytest

from vr_app.library.stand_in_kinds import BUILDING_SHAPES, KINDS
from vr_app.library.stand_ins import stand_in_for
from vr_app.scene.plain_shapes import SHAPES


@pytest.mark.parametrize(
    ("words", "least_m", "most_m"),
    [
        ("a castle with four towers", 6.0, 12.0),
        ("a sleeping cat", 0.1, 0.6),
        ("一座城堡", 6.0, 12.0),
        ("一只猫", 0.1, 0.6),
    ],
)
def test_size_fits_what_is_named(words: str, least_m: float, most_m: float) -> None:
    assert least_m <= max(stand_in_for(words).size_m) <= most_m


def test_words_of_size_and_colour_count() -> None:
    plain, changed = stand_in_for("a dragon"), stand_in_for("a huge red dragon")
    assert changed.size_m[1] == pytest.approx(2 * plain.size_m[1])
    assert changed.colour != plain.colour == stand_in_for("dragon").colour


def test_the_noun_decides_not_what_is_beside_it() -> None:
    assert stand_in_for("a cat on a castle").size_m == stand_in_for("a cat").size_m


def test_anything_at_all_gets_a_body() -> None:
    for words in ("", "?", "flurble", "某物", "x" * 5000):
        body = stand_in_for(words)
        assert min(body.size_m) > 0


@pytest.mark.parametrize(
    ("words", "shape"),
    [
        ("an old carousel", "carousel"),
        ("a huge dragon", "dragon"),
        ("an ice palace", "palace"),
        ("the train station", "station"),
        ("一座古寺", "pagoda"),
        ("three horses", "hoofed"),
        ("一间房", "house"),
        ("a raven", "bird"),
        ("igloo", "dome"),
    ],
)
def test_it_looks_like_its_kind(words: str, shape: str) -> None:
    assert stand_in_for(words).shape == shape


def test_every_stand_in_is_of_a_shape_that_can_be_built() -> None:
    assert {body.shape for body, _ in KINDS} | BUILDING_SHAPES <= set(SHAPES)
