"""Which lights reach which things, as bits: the shader asks no others."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from vr_app.scene.light import Light

MAX_LIGHTS = 32
AT_ONCE = 20_000
"""So many pairs of a light and a thing are worked out together; of more, one light after the other in less memory."""
Array = npt.NDArray[np.float32]


class LightMasks:
    """Works masks out for many boxes at once.

    Args:
        lights: of the scene; the first `MAX_LIGHTS` count.
    """

    def __init__(self, lights: tuple[Light, ...]) -> None:
        used = lights[:MAX_LIGHTS]
        near = [(number, light) for number, light in enumerate(used) if light.kind != "directional"]
        self.nodes = np.array([light.node for light in used], np.intp)
        self._near_nodes = np.array([light.node for _, light in near], np.intp)
        self._reach2 = np.array([light.reach_m**2 for _, light in near], np.float32)
        self._bits = np.array([1 << number for number, _ in near], np.uint32)
        self._everywhere = np.uint32(sum(1 << n for n, light in enumerate(used) if light.kind == "directional"))

    def of(self, centre: Array, half: Array, world_from_node: Array) -> npt.NDArray[np.uint32]:
        """Masks of boxes: centres and half sizes (R, 3) to uint32 (R)."""
        places = world_from_node[self._near_nodes, :3, 3]
        if len(centre) * len(places) <= AT_ONCE:
            gaps = np.maximum(np.abs(places[:, None] - centre) - half, 0.0)
            reached = np.einsum("lni,lni->ln", gaps, gaps) < self._reach2[:, None]
            # Each lamp has a bit of its own: their sum is what all of them make together.
            return self._bits @ reached + self._everywhere
        mask = np.full(len(centre), self._everywhere, np.uint32)
        for place, reach2, bit in zip(places, self._reach2, self._bits, strict=True):
            gap = np.maximum(np.abs(place - centre) - half, 0.0)
            mask[np.einsum("ni,ni->n", gap, gap) < reach2] |= bit
        return mask
