"""How alike two pictures are: overlap of silhouettes, and structural similarity (Wang et al. 2004)."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

WINDOW_SIGMA = 1.5
WINDOW_REACH = 5
C1, C2 = (0.01 * 255) ** 2, (0.03 * 255) ** 2


def silhouette_iou(ours: npt.NDArray[np.bool_], theirs: npt.NDArray[np.bool_]) -> float:
    """Area both cover over the area either covers; 1 where both are empty."""
    union = np.count_nonzero(ours | theirs)
    return np.count_nonzero(ours & theirs) / union if union else 1.0


def ssim_map(ours: npt.NDArray[np.uint8], theirs: npt.NDArray[np.uint8]) -> npt.NDArray[np.float64]:
    """Structural similarity round each pixel (h, w), the mean of red, green and blue: 1 is alike.

    Args:
        ours: uint8 (h, w, 3), `theirs` alike; windows are Gaussian, 11 x 11.
    """
    a, b = ours.astype(np.float64), theirs.astype(np.float64)
    mean_a, mean_b = _blurred(a), _blurred(b)
    var_a, var_b = _blurred(a * a) - mean_a**2, _blurred(b * b) - mean_b**2
    both = _blurred(a * b) - mean_a * mean_b
    top = (2 * mean_a * mean_b + C1) * (2 * both + C2)
    return (top / ((mean_a**2 + mean_b**2 + C1) * (var_a + var_b + C2))).mean(axis=-1)


def ssim(
    ours: npt.NDArray[np.uint8], theirs: npt.NDArray[np.uint8], where: npt.NDArray[np.bool_] | None = None
) -> float:
    """Mean of `ssim_map`, over the pixels of a mask where one is given: an empty background would flatter."""
    values = ssim_map(ours, theirs)
    if where is not None and where.any():
        values = values[where]
    return float(values.mean())


def _blurred(picture: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    steps = np.arange(-WINDOW_REACH, WINDOW_REACH + 1)
    window = np.exp(-(steps**2) / (2 * WINDOW_SIGMA**2))
    window /= window.sum()
    for axis in (0, 1):
        pad = [(0, 0)] * picture.ndim
        pad[axis] = (WINDOW_REACH, WINDOW_REACH)
        wide = np.pad(picture, pad, mode="reflect")
        length = picture.shape[axis]
        picture = sum(share * np.take(wide, np.arange(k, k + length), axis=axis) for k, share in enumerate(window))  # type: ignore[assignment]
    return picture
