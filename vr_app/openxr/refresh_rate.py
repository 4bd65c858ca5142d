"""Pictures a second (XR_FB_display_refresh_rate): the highest that the headset has, fewer where the card cannot."""

from __future__ import annotations

import ctypes
import logging
from typing import Any

from vr_app.openxr.features import REFRESH_RATE
from vr_app.openxr.functions import enumerate_all
from vr_app.openxr.library import xr
from vr_app.openxr.resolution import best_rate, lower_rate
from vr_app.openxr.session import Session

log = logging.getLogger(__name__)


class RefreshRate:
    """Attributes:
    offered: rates of this headset in Hz; none where it cannot be chosen.
    now_hz: the one asked for last; 0 for none.
    """

    def __init__(self, session: Session) -> None:
        self._session = session
        self.offered: tuple[float, ...] = ()
        self.now_hz = 0.0
        self._request: Any = None
        if REFRESH_RATE not in session.instance.extensions:
            return
        find, instance, pointer = session.functions.extension, session.instance.handle, ctypes.POINTER
        numbers = [xr.Session, ctypes.c_uint32, pointer(ctypes.c_uint32), pointer(ctypes.c_float)]
        ask = find(instance, "xrEnumerateDisplayRefreshRatesFB", numbers)
        self._request = find(instance, "xrRequestDisplayRefreshRateFB", [xr.Session, ctypes.c_float])
        if ask is None or self._request is None:
            return
        result, rates = enumerate_all(ask, session.handle, make=lambda count: (ctypes.c_float * count)())
        self.offered = tuple(sorted(float(rate) for rate in rates)) if result >= 0 else ()

    def begin(self) -> None:
        """Asks for the best rate; once the session runs."""
        if self.offered and not self.now_hz:
            self._ask_for(best_rate(self.offered))

    def lower(self) -> bool:
        """Asks for the next lower rate. Returns: whether there is one."""
        rate = lower_rate(self.offered, self.now_hz)
        return rate != self.now_hz and self._ask_for(rate)

    def _ask_for(self, rate_hz: float) -> bool:
        self.now_hz = rate_hz
        taken = self._request(self._session.handle, rate_hz) >= 0
        log.info("asked for %.0f pictures a second%s", rate_hz, "" if taken else ", in vain")
        return taken
