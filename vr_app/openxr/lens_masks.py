"""What the lenses hide of each eye (XR_KHR_visibility_mask): asked once, and again when the runtime says so."""

from __future__ import annotations

import ctypes
import logging
from typing import Any

import numpy as np

from vr_app.kernel.ports import LensMask
from vr_app.openxr.features import VISIBILITY_MASK
from vr_app.openxr.library import xr
from vr_app.openxr.results import result_name
from vr_app.openxr.session import Session

log = logging.getLogger(__name__)

EYES = 2
_STEREO = xr.ViewConfigurationType.PRIMARY_STEREO.value
_HIDDEN = xr.VisibilityMaskTypeKHR.HIDDEN_TRIANGLE_MESH.value
MOST_CORNERS = 100_000
"""No lens needs more: an answer beyond is not believed."""


class LensMasks:
    """Call `of` once a frame."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._ask: Any = None
        self._masks: tuple[LensMask | None, ...] = (None,) * EYES
        self._asked_at = -1
        if VISIBILITY_MASK in session.instance.extensions:
            types = [xr.Session, ctypes.c_int, ctypes.c_uint32, ctypes.c_int, ctypes.POINTER(xr.VisibilityMaskKHR)]
            self._ask = session.functions.extension(session.instance.handle, "xrGetVisibilityMaskKHR", types)

    def of(self, eye: int) -> LensMask | None:
        """What is hidden of an eye's picture; None where the runtime does not say, or shows all of it."""
        if self._ask is not None and self._asked_at != self._session.mask_changes:
            self._asked_at = self._session.mask_changes
            self._masks = tuple(self._read(number) for number in range(EYES))
            shown = ", ".join("all" if mask is None else f"{len(mask.indices) // 3} triangles" for mask in self._masks)
            log.info("hidden by the lenses: %s", shown.replace("all", "nothing"))
        return self._masks[eye]

    def _read(self, eye: int) -> LensMask | None:
        mask = xr.VisibilityMaskKHR()
        result = self._ask(self._session.handle, _STEREO, eye, _HIDDEN, ctypes.byref(mask))
        corners, count = mask.vertex_count_output, mask.index_count_output
        if result < 0 or not 3 <= corners <= MOST_CORNERS or not 3 <= count <= 3 * MOST_CORNERS:
            if result < 0:
                log.info("%s while asking what the lenses hide", result_name(result))
            return None
        vertices, indices = (xr.Vector2f * corners)(), (ctypes.c_uint32 * count)()
        mask.vertex_capacity_input, mask.index_capacity_input = corners, count
        mask.vertices = ctypes.cast(vertices, ctypes.POINTER(xr.Vector2f))
        mask.indices = ctypes.cast(indices, ctypes.POINTER(ctypes.c_uint32))
        if self._ask(self._session.handle, _STEREO, eye, _HIDDEN, ctypes.byref(mask)) < 0:
            return None
        places = np.frombuffer(vertices, np.float32).reshape(-1, 2)[: mask.vertex_count_output].copy()
        order = np.frombuffer(indices, np.uint32)[: mask.index_count_output // 3 * 3].copy()
        if not np.isfinite(places).all() or not len(order) or int(order.max()) >= len(places):
            log.warning("the runtime's mask of what the lenses hide is damaged: all is drawn")
            return None
        return LensMask(places, order)
