"""Many things too small to see one by one: some stand for all of them, so that the picture stays as full as it was.

A thing narrower than a sample of the picture is met by a sample only now and then, yet costs as much as a large one.
Of those that would cover a share of a sample, only that share is drawn, each as much larger: together they cover what
all would have covered ("stochastic simplification of aggregate detail", Cook and others, SIGGRAPH 2007). Which ones
is settled once for each thing, and they grow and shrink with the distance instead of coming and going, so that
nothing flickers.
"""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

Array = npt.NDArray[np.float32]
GOLDEN = (5**0.5 - 1) / 2
FADE_SHARE = 0.5
"""Of the smallest things drawn, so large a part are on their way to vanishing."""


def chances(number: npt.NDArray[np.integer]) -> npt.NDArray[np.float32]:
    """A number in [0, 1) for each thing's number, spread evenly over any run of them. The lowest ones stay longest."""
    return ((np.asarray(number, np.float64) * GOLDEN) % 1.0).astype(np.float32)


def standing_for_all(widths: Array, chance: Array) -> tuple[npt.NDArray[np.bool_], Array]:
    """Which things are drawn, and by what each must be multiplied in size.

    Args:
        widths: float32 (M); how wide each is in the picture, where 1 is the width of what is just drawn for certain.
        chance: float32 (M); see `chances`.
    Returns: bool (M) and float32 (M); things of width 1 and more are all drawn as they are.
    """
    share = np.clip(widths, 1e-6, 1.0) ** 2
    kept = chance < share
    fade = FADE_SHARE * (1.0 - share)
    # The mean of the squares of `full` over all chances below the share is 1 - 2/3 fade.
    full = np.minimum((1.0 - chance / share) / np.maximum(fade, 1e-6), 1.0)
    growth = full / np.sqrt(share * (1.0 - fade * (2.0 / 3.0)))
    return kept, np.where(share < 1.0, growth, 1.0).astype(np.float32)


def grown(rows: Array, centre: Array, growth: Array) -> Array:
    """`world_from_node` rows (K, 3, 4) of things made larger about their centres (K, 3) by `growth` (K)."""
    out = rows * growth[:, None, None]
    out[:, :, 3] += centre * (1.0 - growth)[:, None]
    return out
