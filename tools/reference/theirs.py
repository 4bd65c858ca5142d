"""Pictures by Filament (through the library filly) in the known light."""

from __future__ import annotations

import warnings
from pathlib import Path

import filly
import numpy as np
import numpy.typing as npt

from tools.reference.ours import Picture
from tools.reference.studio import (
    FOV_DEG,
    LAMP_COLOUR,
    LAMP_DIRECTION,
    LAMP_ILLUMINANCE,
    Sitting,
    displayed,
    linear,
    panorama,
    tone_mapped,
)

EXPOSURE_EV100 = 0.0
LUX_PER_UNIT = 1.2
"""Filament multiplies light by 1 / (1.2 * 2^EV100)."""
SAMPLES = 4
NEAR_M, FAR_M = 0.05, 2000.0


class Theirs:
    """Owns Filament. Use it on one thread; `close` it."""

    def __init__(self) -> None:
        filly.set_log_level("error")
        self._renderer = filly.Renderer()
        self._surroundings = self._renderer.create_environment(panorama())

    def photograph(self, path: Path, sitting: Sitting) -> Picture:
        """Takes the picture of a file; `sitting.path` names what it was made from.

        Raises: filly.AssetError where Filament cannot read it.
        """
        renderer, (width, height) = self._renderer, sitting.size
        scene, camera = renderer.create_scene(), renderer.create_camera()
        target = renderer.create_render_target(width=width, height=height)
        try:
            model = _loaded(scene, path)
            if sitting.clip >= 0 and model.animations:
                model.apply_animation(sitting.clip, sitting.time_s, loop=False)
            for light in model.lights:
                light.intensity = light.intensity * LUX_PER_UNIT
            camera.set_perspective(fov_y_deg=FOV_DEG, near=NEAR_M, far=FAR_M)
            camera.transform = np.ascontiguousarray(sitting.world_from_view, np.float32)
            camera.exposure = EXPOSURE_EV100
            scene.camera, scene.msaa, scene.tone_mapping = camera, SAMPLES, "linear"
            self._light(scene, lamp=sitting.lamp)
            scene.environment_visible = True
            renderer.render(scene, target)
            pixels = displayed(tone_mapped(linear(target.read()[..., :3])))
            scene.environment_visible, scene.transparent, scene.background = False, True, (0.0, 0.0, 0.0, 0.0)
            renderer.render(scene, target)
            return Picture(pixels, target.read()[..., 3] > 127)
        finally:
            scene.close()
            camera.close()
            target.close()

    def node_matrices(self, path: Path, clip: int, time_s: float) -> npt.NDArray[np.float32]:
        """(N, 4, 4): each node of a file relative to its parent in a pose."""
        scene = self._renderer.create_scene()
        try:
            model = _loaded(scene, path)
            model.apply_animation(clip, time_s, loop=False)
            return np.stack([node.transform for node in model.nodes])
        finally:
            scene.close()

    def close(self) -> None:
        self._renderer.close()

    def _light(self, scene: filly.Scene, *, lamp: bool) -> None:
        scene.environment = self._surroundings
        scene.environment_rotation_deg = 180.0
        scene.environment_intensity = LUX_PER_UNIT
        if lamp:
            scene.add_directional_light(
                direction=tuple(-value for value in LAMP_DIRECTION),
                intensity=LAMP_ILLUMINANCE * LUX_PER_UNIT,
                color=LAMP_COLOUR,
            )


def _loaded(scene: filly.Scene, path: Path) -> filly.Model:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", filly.AssetCompatibilityWarning)
        return scene.load(path)
