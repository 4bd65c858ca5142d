"""One frame as its passes see it, and what a pass is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4, View
from vr_app.render.commands import CommandSlice
from vr_app.render.draw_list import Run
from vr_app.render.gpu_scene import GpuScene
from vr_app.render.moving_parts import MovingParts
from vr_app.render.switches import Switches
from vr_app.scene.scene import Scene

FIRST_MAP_UNIT = 5


@dataclass
class Frame:
    """What holds for one frame.

    Attributes:
        scene: what is drawn.
        gpu: its buffers and textures.
        moving: its boxes and what changed.
        world_from_node: float32 (N, 4, 4).
        block: `FRAME_BLOCK` (1); sent to the card after all passes have prepared.
        views: the pictures asked for.
        poses: `world_from_view` of each view in scene space.
        clips: `clip_from_world` of each view.
        time_s: drives what moves by itself.
        commands: the indirect commands for the surfaces that are seen.
        stretches: runs of them.
        view_count: how many of the views the draw calls under way are for: what programs are used for.
        copies: instances of each thing that those calls are to have (see `Stereo`).
        bind_backdrop: binds a copy of what is drawn so far of these views.
        empty_array: a vertex array without anything, for what the shaders make up themselves.
        maps: uint32 (6), textures for the units from `FIRST_MAP_UNIT` on: what all surfaces are lit by.
        switches: of the pipeline: what depth, blending and culling do.
    """

    scene: Scene
    gpu: GpuScene
    moving: MovingParts
    world_from_node: npt.NDArray[np.float32]
    block: npt.NDArray[np.void]
    views: Sequence[View]
    poses: list[Mat4]
    clips: list[Mat4]
    time_s: float
    commands: CommandSlice | None = None
    stretches: Sequence[Run] = ()
    view_count: int = 1
    copies: int = 1
    bind_backdrop: Callable[[], None] = lambda: None
    empty_array: int = 0
    maps: npt.NDArray[np.uint32] = field(default_factory=lambda: np.zeros(6, np.uint32))
    switches: Switches = field(default_factory=Switches)

    def ready(self, rows: npt.NDArray[np.integer]) -> npt.NDArray[np.integer]:
        """Those of the items that are on the card already."""
        if self.gpu.primitives_ready == len(self.gpu.plan.primitives):
            return rows
        return rows[self.gpu.on_card[self.gpu.plan.item_primitive[rows]]]

    @property
    def eye(self) -> npt.NDArray[np.float32]:
        """Where the first view is drawn from."""
        return self.poses[0][:3, 3]


class Pass:
    """One step of a frame: override what the step needs. All calls on the thread that owns the context.

    In `draw` the scene's tables and the frame's and view's blocks are bound; depth is reversed (cleared to 0, nearer
    with GL_GREATER). A pass sets depth, blending, culling and vertex array by `frame.switches` as it needs them and
    restores nothing; one that sets them otherwise calls `frame.switches.forget()` when it is done.
    """

    surrounds = False
    """It stands for what is all round or in the air, and makes way for the real room."""

    def begin_scene(self, scene: Scene, gpu: GpuScene) -> None:
        """Another scene is shown from now on; its uploads have only begun."""

    def prepare(self, frame: Frame) -> None:
        """Before the picture: draws into targets of its own, writes its rows of `frame.block`."""

    def draw(self, frame: Frame) -> None:
        """Draws into the picture that is bound: every draw call with `frame.copies` instances per thing."""

    def finish(self, frame: Frame, framebuffer: int, view: View) -> None:
        """Works on the finished picture of one view (one sample, sRGB)."""

    def close(self) -> None:
        """Deletes what it owns."""
