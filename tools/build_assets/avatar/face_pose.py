"""What a face can do, as numbers, and the expressions spelled in them."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True)
class LidPose:
    """One eye. Shares of the way: `upper` 0 open, 1 shut; `lower` 0 rest, 1 raised to meet the upper lid.

    `inner`/`outer` lower (positive) or raise the ends of the upper lid, in degrees; `wide` raises all of it.
    """

    upper: float = 0.0
    lower: float = 0.0
    inner: float = 0.0
    outer: float = 0.0
    wide: float = 0.0


@dataclass(frozen=True)
class MouthPose:
    """Millimetres, except `jaw` in degrees."""

    half_width: float = 26.5
    open_up: float = 0.0
    open_down: float = 0.0
    corner_up: float = 3.8
    centre_up: float = 0.0
    forward: float = 0.0
    upper_lip: float = 6.0
    lower_lip: float = 7.6
    squeeze: float = 0.0
    jaw: float = 0.0


@dataclass(frozen=True)
class BrowPose:
    """Millimetres up of the inner end, the middle and the outer end; `together` moves the inner ends to the middle."""

    inner: float = 0.0
    middle: float = 0.0
    outer: float = 0.0
    together: float = 0.0


@dataclass(frozen=True)
class FacePose:
    left: LidPose = LidPose()
    right: LidPose = LidPose()
    mouth: MouthPose = MouthPose()
    brows: BrowPose = BrowPose()
    cheeks: float = 0.0
    """How far a smile has raised them, 0 to 1."""


REST = FacePose()


def _feeling(lids: LidPose, mouth: MouthPose, brows: BrowPose, cheeks: float = 0.0) -> FacePose:
    return FacePose(lids, lids, mouth, brows, cheeks)


def _mouth(**mouth: float) -> FacePose:
    return replace(REST, mouth=replace(REST.mouth, **mouth))


EXPRESSIONS: dict[str, FacePose] = {
    "aa": _mouth(half_width=26.0, open_up=3.5, open_down=3.0, jaw=13.0, corner_up=0.4, lower_lip=8.8),
    "ih": _mouth(half_width=28.5, open_up=2.6, open_down=2.4, jaw=4.0, corner_up=1.8),
    "ou": _mouth(
        half_width=12.5, open_up=2.6, open_down=2.8, jaw=3.0, forward=9.0, upper_lip=7.6, lower_lip=9.0, corner_up=0.0
    ),
    "ee": _mouth(half_width=32.5, open_up=2.8, open_down=2.6, jaw=2.5, corner_up=3.2, upper_lip=5.2, lower_lip=6.6),
    "oh": _mouth(
        half_width=17.5, open_up=5.0, open_down=5.0, jaw=9.0, forward=6.0, upper_lip=7.2, lower_lip=9.0, corner_up=0.0
    ),
    "pp": _mouth(half_width=24.0, squeeze=1.0, forward=-0.8, upper_lip=4.6, lower_lip=5.8, corner_up=1.2),
    "happy": _feeling(
        LidPose(lower=0.34, upper=0.10, outer=1.5),
        MouthPose(half_width=31.5, corner_up=8.8, upper_lip=5.2, lower_lip=6.8, forward=-0.6),
        BrowPose(2.5, 3.5, 2.0),
        1.0,
    ),
    "angry": _feeling(
        LidPose(inner=9.0, upper=0.12, lower=0.18, outer=-2.0),
        MouthPose(half_width=23.0, corner_up=-4.2, squeeze=0.7, upper_lip=4.8, lower_lip=6.6),
        BrowPose(-7.0, -3.0, 3.0, 3.5),
    ),
    "sad": _feeling(
        LidPose(outer=8.0, inner=-3.0, upper=0.14),
        MouthPose(half_width=23.0, corner_up=-5.0, centre_up=1.6, lower_lip=9.0, forward=1.0),
        BrowPose(6.5, 0.5, -4.0, 2.5),
    ),
    "relaxed": _feeling(
        LidPose(upper=0.19, lower=0.16), MouthPose(half_width=28.0, corner_up=5.2), BrowPose(0.5, 0.5, -0.8), 0.35
    ),
    "surprised": _feeling(
        LidPose(wide=6.5, lower=-0.10),
        MouthPose(half_width=20.0, open_up=2.0, open_down=2.2, jaw=3.5, forward=1.5, corner_up=0.5),
        BrowPose(8.0, 9.5, 7.0),
    ),
    "neutral": REST,
    "blink": _feeling(LidPose(upper=1.0), REST.mouth, BrowPose(-0.8, -0.8, -0.5)),
    "blinkLeft": replace(REST, left=LidPose(upper=1.0)),
    "blinkRight": replace(REST, right=LidPose(upper=1.0)),
}
