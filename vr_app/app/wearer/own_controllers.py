"""The wearer's controllers as their maker draws them: read aside by our loader, then held in the hand."""

from __future__ import annotations

import hashlib
import logging
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Mat4
from vr_app.loading.scene_loader import SceneFailed, SceneLoader, SceneReady
from vr_app.openxr.controls import Controls, Side
from vr_app.openxr.model_source import ModelFile
from vr_app.scene.controller_look import ControllerLook
from vr_app.scene.overlay import OverlayMesh, OverlayModel, joined
from vr_app.scene.wearer_shapes import controller_mesh, hand_shape

log = logging.getLogger(__name__)

SIDES: tuple[Side, Side] = ("left", "right")


class OwnControllers:
    """On the frame thread, which waits for nothing here.

    Args:
        cache: where files and what was made of them are kept; None draws no such models.
    """

    def __init__(self, cache: Path | None) -> None:
        self._cache = cache
        self._looks: dict[str, ControllerLook | None] = {}
        self._loaders: list[SceneLoader] = []
        self._known: Mapping[Side, ModelFile] = {}

    def hands(self, headset: Any, controls: Controls, place: Mat4) -> tuple[OverlayMesh, tuple[OverlayModel, ...]]:
        """Both hands: bare ones as gloves, controllers as themselves where their model is there, else as wands.

        Args:
            place: `scene_from_tracking`.
        """
        own = self._shown(headset, controls, place)
        gloves: list[OverlayMesh] = []
        models = [model for side in own for model in own[side]]
        for side in SIDES:
            hand = controls.hand(side)
            if hand.joints is not None and not hand.holding:
                gloves.append(hand_shape(hand.joints, place))
            elif hand.tracking_from_grip is not None and side not in own:
                models.append(OverlayModel(controller_mesh(), None, place @ hand.tracking_from_grip))
        return joined(gloves), tuple(models)

    def _shown(self, headset: Any, controls: Controls, place: Mat4) -> dict[Side, tuple[OverlayModel, ...]]:
        files: Latest[Mapping[Side, ModelFile]] | None = getattr(headset, "model_files", None)
        if self._cache is None or files is None:
            return {}
        if files.get() is not self._known:
            self._known = files.get()
            for file in self._known.values():
                self._want(file)
        out: dict[Side, tuple[OverlayModel, ...]] = {}
        for side, pose in controls.models.items():
            look, hand = self._looks.get(pose.key), controls.hand(side)
            tracking_from_model = pose.tracking_from_model
            if tracking_from_model is None:
                tracking_from_model = hand.tracking_from_grip
            if look is None or hand.tracking_from_grip is None or tracking_from_model is None or not hand.holding:
                continue
            out[side] = look.models(place @ tracking_from_model, pose.parts, pose.hidden)
        return out

    def close(self) -> None:
        """Drops what is being read."""
        for loader in self._loaders:
            loader.close()

    def _want(self, file: ModelFile) -> None:
        if file.key in self._looks or self._cache is None:
            return
        self._looks[file.key] = None
        loader = SceneLoader(lambda event: self._take(event, file), self._cache)
        self._loaders.append(loader)
        threading.Thread(
            target=self._read, args=(loader, file, self._cache), name="controller-look", daemon=True
        ).start()

    def _read(self, loader: SceneLoader, file: ModelFile, cache: Path) -> None:
        path = cache / "controllers" / f"{hashlib.sha256(file.glb).hexdigest()[:32]}.glb"
        try:
            if not path.is_file():
                path.parent.mkdir(parents=True, exist_ok=True)
                part = path.with_suffix(".part")
                part.write_bytes(file.glb)
                part.replace(path)
        except OSError as error:
            log.warning("a controller's model cannot be kept (%s)", error.strerror or error)
            return
        loader.request(path)

    def _take(self, event: Any, file: ModelFile) -> None:
        """On a thread of the loader's."""
        if isinstance(event, SceneReady):
            self._looks[file.key] = ControllerLook(event.scene, file.moving)
        elif isinstance(event, SceneFailed):
            log.warning("a controller's model cannot be shown, ours stands for it: %s", event.error)
