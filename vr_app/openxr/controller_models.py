"""Controllers as their maker draws them: which model each hand has, its file, and how its parts stand in a frame.

Three extensions offer that, each in its own way; the first one that the runtime has is used. Files are fetched on a
thread of their own, as runtimes may take their time; no frame waits for one.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Mapping

from vr_app.kernel.errors import DeviceError
from vr_app.kernel.latest import Latest
from vr_app.openxr.controller_models_ext import InteractionRenderModels
from vr_app.openxr.controller_models_fb import FbRenderModels
from vr_app.openxr.controller_models_msft import MsftControllerModels
from vr_app.openxr.controls import ModelPose, Side
from vr_app.openxr.features import FB_RENDER_MODEL, INTERACTION_RENDER_MODEL, MSFT_CONTROLLER_MODEL, RENDER_MODEL
from vr_app.openxr.model_source import ModelFile, ModelSource
from vr_app.openxr.session import Session
from vr_app.openxr.spaces import Spaces

log = logging.getLogger(__name__)


class ControllerModels:
    """Both hands' models.

    Attributes:
        files: those there are; may be read by any thread.
    """

    def __init__(self, session: Session, source: ModelSource) -> None:
        self.files: Latest[Mapping[Side, ModelFile]] = Latest({})
        self._session, self._source = session, source
        self._found_for: tuple[int, int] | None = None
        self._finder: threading.Thread | None = None

    def read(self, time_ns: int) -> Mapping[Side, ModelPose]:
        """How they stand at a frame's display time. After `xrSyncActions`."""
        counts = (self._session.profile_changes, self._session.model_changes)
        if counts != self._found_for and (self._finder is None or not self._finder.is_alive()):
            self._found_for = counts
            self._finder = threading.Thread(target=self._find, name="controller-models", daemon=True)
            self._finder.start()
        known: Mapping[Side, ModelFile] = self.files.get()
        poses: dict[Side, ModelPose] = {}
        for side in known:
            pose = self._source.pose(side, time_ns)
            if pose is not None:
                poses[side] = pose
        return poses

    def _find(self) -> None:
        try:
            found = self._source.find()
        except DeviceError as error:
            # Ours are drawn instead; whether the runtime is gone is told by the frame's own calls.
            log.info("the controllers' own models cannot be had: %s", error)
            found = {}
        for side, file in found.items():
            log.info("the %s controller's own model: %d bytes", side, len(file.glb))
        self.files.set(found)

    def close(self) -> None:
        if self._finder is not None:
            self._finder.join()
        self._source.close()


def controller_models(session: Session, spaces: Spaces, system_id: int) -> ControllerModels | None:
    """The models, where the runtime offers any."""
    offered = session.instance.extensions
    source: ModelSource | None = None
    if RENDER_MODEL in offered and INTERACTION_RENDER_MODEL in offered:
        source = InteractionRenderModels(session, spaces)
    elif MSFT_CONTROLLER_MODEL in offered:
        source = MsftControllerModels(session)
    elif FB_RENDER_MODEL in offered:
        source = FbRenderModels(session, system_id)
    return None if source is None else ControllerModels(session, source)
