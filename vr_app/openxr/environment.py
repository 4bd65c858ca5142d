"""What the runtime can show behind our picture: nothing, or the real room, by blending or by a camera's pictures."""

from __future__ import annotations

import ctypes
import logging
from typing import Any, Literal

from vr_app.openxr.features import PASSTHROUGH
from vr_app.openxr.functions import enumerate_all
from vr_app.openxr.library import xr
from vr_app.openxr.passthrough import Passthrough
from vr_app.openxr.session import Session

log = logging.getLogger(__name__)

OPAQUE = xr.EnvironmentBlendMode.OPAQUE.value
ADDITIVE = xr.EnvironmentBlendMode.ADDITIVE.value
ALPHA_BLEND = xr.EnvironmentBlendMode.ALPHA_BLEND.value

Room = Literal["", "mixed", "added"]
"""As in `scene.overlay.Overlay.room`."""


class Environment:
    """The blend mode of each frame.

    Attributes:
        offered: how the real room can be seen: "mixed", "added" or "" (not at all).
        room: how it is seen now.
        blend_mode: XrEnvironmentBlendMode to end frames with.
    """

    def __init__(self, session: Session, system_id: int) -> None:
        modes = blend_modes(session, system_id)
        self._passthrough: Passthrough | None = None
        if ALPHA_BLEND not in modes and PASSTHROUGH in session.instance.extensions:
            self._passthrough = Passthrough(session, system_id)
            if not self._passthrough.offered:
                self._passthrough = None
        mixed = ALPHA_BLEND in modes or self._passthrough is not None
        self.offered: Room = "mixed" if mixed else "added" if ADDITIVE in modes else ""
        self._modes = modes
        self.room: Room = ""
        self.blend_mode = OPAQUE
        self.see(room=False)

    def see(self, *, room: bool) -> Room:
        """Shows the real room behind what is drawn, where that can be; glasses that only add light always do.

        Returns: how it is seen from now on.
        """
        if self._passthrough is not None:
            shown = room and self._passthrough.show(True)
            if not room:
                self._passthrough.show(False)
            self.room, self.blend_mode = ("mixed" if shown else ""), OPAQUE
        elif room and ALPHA_BLEND in self._modes:
            self.room, self.blend_mode = "mixed", ALPHA_BLEND
        elif ADDITIVE in self._modes and (room or OPAQUE not in self._modes):
            self.room, self.blend_mode = "added", ADDITIVE
        else:
            self.room, self.blend_mode = "", OPAQUE if OPAQUE in self._modes or not self._modes else self._modes[0]
        return self.room

    @property
    def behind(self) -> Any:
        """Header of the layer to be shown behind the scene; None for none."""
        return self._passthrough.header if self._passthrough is not None and self.room else None

    def close(self) -> None:
        if self._passthrough is not None:
            self._passthrough.close()


def blend_modes(session: Session, system_id: int) -> list[int]:
    """XrEnvironmentBlendMode values, the runtime's favourite first."""

    def make(count: int) -> Any:
        return (ctypes.c_int * count)()

    stereo = xr.ViewConfigurationType.PRIMARY_STEREO.value
    ask = session.functions.enumerate_environment_blend_modes
    _, modes = enumerate_all(ask, session.instance.handle, system_id, stereo, make=make)
    return list(modes)
