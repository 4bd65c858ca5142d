"""Everything that exists from the first call to the runtime to the last: made in order, given back in reverse."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from vr_app.openxr.actions import Actions
from vr_app.openxr.bindings import Handling
from vr_app.openxr.clock import display_clock
from vr_app.openxr.controller_models import controller_models
from vr_app.openxr.environment import Environment
from vr_app.openxr.eyes import Eyes
from vr_app.openxr.features import left_out, wanted_extensions
from vr_app.openxr.functions import OpenXrFunctions
from vr_app.openxr.graphics_binding import GraphicsBinding, current_binding
from vr_app.openxr.hand_joints import hand_joints
from vr_app.openxr.instance import Instance
from vr_app.openxr.layers import FrameEnd
from vr_app.openxr.pace import Pace
from vr_app.openxr.quad_layers import QuadLayers
from vr_app.openxr.refresh_rate import RefreshRate
from vr_app.openxr.session import Session
from vr_app.openxr.spaces import Spaces


class Connection:
    """Instance, session, spaces, actions and eyes, ready for frames.

    Needs the GL context current on this thread, then and for as long as it lives.

    Attributes:
        graphics: the binding of the context.
        context: the handle of the context, to notice when a runtime leaves another one current.
        description: runtime, size and floor in one plain line.
        left_out: what visitors go without on this runtime, in plain lines.

    Raises: DeviceError; nothing is left half-made then.
    """

    def __init__(
        self,
        application_name: str,
        *,
        in_one_array: bool,
        functions: OpenXrFunctions | None,
        find_binding: Callable[[tuple[str, ...]], GraphicsBinding] | None,
        handling: Handling | None = None,
    ) -> None:
        self._made: list[Any] = []
        try:
            self.instance = self._keep(Instance(functions or OpenXrFunctions(), application_name, wanted_extensions()))
            system_id = self.instance.headset()
            self.graphics = (find_binding or current_binding)(self.instance.extensions)
            self.context = self.graphics.current_context()
            self.session = self._keep(Session(self.instance, system_id, self.graphics))
            self.clock = display_clock(self.instance)
            self.spaces = self._keep(Spaces(self.session))
            self.joints = hand_joints(self.session, self.spaces)
            if self.joints is not None:
                self._keep(self.joints)
            self.actions = self._keep(Actions(self.session, self.spaces, handling, self.joints))
            self.models = controller_models(self.session, self.spaces, system_id)
            if self.models is not None:
                self._keep(self.models)
            self.eyes = self._keep(Eyes(self.session, system_id, self.spaces, in_one_array=in_one_array))
            self.quads = self._keep(QuadLayers(self.session, self.spaces.tracking))
            self.refresh = RefreshRate(self.session)
            self.pace = self._keep(Pace(self.eyes, self.refresh, timed=functions is None))
            self.frame_end = FrameEnd(self.eyes.layer)
            self.environment = self._keep(Environment(self.session, system_id))
        except BaseException:
            self.close()
            raise
        self.left_out = left_out(self.instance.extensions)
        size = f"{self.eyes.width}x{self.eyes.height} per eye"
        self.description = f"{self.instance.runtime_name}, {size}, {self.spaces.name}"

    def _keep(self, part: Any) -> Any:
        self._made.append(part)
        return part

    def close(self) -> None:
        """Gives everything back, the newest first. A runtime that is gone already is no error."""
        while self._made:
            self._made.pop().close()
