"""Draws scenes into the views of a frame: a list of passes over shared tables. One instance per GL context."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4, View
from vr_app.render.body_shade import BodyShade
from vr_app.render.draw_list import draw_list
from vr_app.render.frame import Frame, Pass
from vr_app.render.frame_block import FRAME_BLOCK, VIEW_BLOCK, fill_environment, fill_lights, fill_views
from vr_app.render.framebuffers import Framebuffers
from vr_app.render.gl import GL
from vr_app.render.glow_pass import GlowPass
from vr_app.render.gpu_scene import GpuScene
from vr_app.render.moving_parts import MovingParts
from vr_app.render.outline_pass import OutlinePass
from vr_app.render.programs import Programs
from vr_app.render.quality import HIGH, Quality
from vr_app.render.shadow_pass import ShadowPass
from vr_app.render.sky_pass import SkyPass
from vr_app.render.surface_pass import SurfacePass
from vr_app.scene.camera import boxes_in_frustum, frustum_planes, projection
from vr_app.scene.draw_plan import MATERIALS_PER_BLOCK
from vr_app.scene.scene import Scene
from vr_app.scene.transform import rigid_inverse

COMPILE_BYTES = 2 << 20
"""A shader program counts as so many bytes of upload."""


class Renderer:
    """Everything GL that is needed to draw. All calls on the thread that owns the context.

    Args:
        quality: what the pictures may cost.
    """

    def __init__(self, quality: Quality = HIGH) -> None:
        self.quality = quality
        GL.glClipControl(GL.GL_LOWER_LEFT, GL.GL_ZERO_TO_ONE)
        GL.glEnable(GL.GL_TEXTURE_CUBE_MAP_SEAMLESS)
        soft = ("SOFT_SHADOWS",) if quality.soft_shadows else ()
        matt = () if quality.shiny_lamps else ("MATT_LAMPS",)
        lamps = ("LAMP_SHADOWS",) if quality.lamp_maps else ()
        heights = ("HEIGHT_OCCLUSION",) if quality.height_map_size else ()
        self._programs = Programs((*soft, *matt, *lamps, *heights, f"MATERIALS {MATERIALS_PER_BLOCK}"))
        self._framebuffers = Framebuffers(quality.samples)
        self._passes = self._make_passes()
        self._frame = np.zeros(1, FRAME_BLOCK)
        self._view = np.zeros(1, VIEW_BLOCK)
        names = (ctypes.c_uint * 2)()
        GL.glCreateBuffers(2, names)
        self._frame_buffer, self._view_buffer = names[0], names[1]
        GL.glNamedBufferStorage(self._frame_buffer, FRAME_BLOCK.itemsize, None, GL.GL_DYNAMIC_STORAGE_BIT)
        GL.glNamedBufferStorage(self._view_buffer, VIEW_BLOCK.itemsize, None, GL.GL_DYNAMIC_STORAGE_BIT)
        self._to_compile: list[tuple[str, ...]] = []
        self._gpu: GpuScene | None = None
        self._moving: MovingParts | None = None

    def _make_passes(self) -> list[Pass]:
        """In the order they work in."""
        passes: list[Pass] = [
            BodyShade(),
            ShadowPass(self._programs, self.quality),
            SurfacePass(self._programs, blended=False),
            OutlinePass(self._programs),
            SkyPass(self.quality),
            SurfacePass(self._programs, blended=True),
        ]
        if self.quality.glow:
            passes.append(GlowPass())
        return passes

    def upload(self, scene: Scene, byte_budget: int) -> bool:
        """Brings a scene onto the card piece by piece; sky and light at once. Returns: True when it is complete.

        Args:
            byte_budget: how much this call may upload (more by at most one piece of 1 MB).
        """
        if self._gpu is None or self._gpu.scene is not scene:
            self._begin_scene(scene)
        assert self._gpu is not None
        spent = 0
        while self._to_compile and spent < byte_budget:
            self._programs.surface(self._to_compile.pop())
            spent += COMPILE_BYTES
        return self._gpu.upload(byte_budget - spent) and not self._to_compile

    def draw(
        self,
        scene: Scene,
        world_from_node: npt.NDArray[np.float32],
        weights: npt.NDArray[np.float32],
        views: Sequence[View],
        world_from_tracking: Mat4,
        time_s: float,
    ) -> None:
        """Draws what of the scene is on the card already into every view's texture.

        Args:
            world_from_node: (N, 4, 4).
            weights: (W), all morph weights.
            world_from_tracking: where the display's tracking space is in the scene.
            time_s: drives flicker, twinkling and clouds.
        """
        if self._gpu is None or self._gpu.scene is not scene:
            self.upload(scene, 0)
        assert self._gpu is not None and self._moving is not None
        if not views:
            return
        gpu, moving = self._gpu, self._moving
        moving.update(world_from_node, weights, scene.lights)
        poses = [(world_from_tracking @ view.world_from_view).astype(np.float32) for view in views]
        clips = [projection(view.fov_rad) @ rigid_inverse(pose) for view, pose in zip(views, poses, strict=True)]
        ready = gpu.plan.item_primitive < gpu.primitives_ready
        frame = Frame(scene, gpu, moving, ready, world_from_node, self._frame, views, poses, clips, time_s)
        GL.glEnable(GL.GL_DEPTH_TEST)
        GL.glDepthMask(True)
        self._bind_tables(gpu)
        fill_lights(self._frame, scene.lights, world_from_node, time_s)
        self._frame[0]["tone"][2] = time_s % 3600.0
        for step in self._passes:
            step.prepare(frame)
        _send(self._frame_buffer, self._frame)
        self._list_visible(frame)
        GL.glEnable(GL.GL_FRAMEBUFFER_SRGB)
        for number in range(len(views)):
            self._draw_view(frame, number)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, 0)

    def close(self) -> None:
        """Deletes everything. The context must be current."""
        for step in self._passes:
            step.close()
        for part in (self._gpu, self._framebuffers):
            if part is not None:
                part.close()
        self._gpu = self._moving = None
        self._passes = []
        self._programs.close()
        GL.glDeleteBuffers(2, np.array([self._frame_buffer, self._view_buffer], np.uint32))

    # ------------------------------------------------------------------ parts of a frame

    def _begin_scene(self, scene: Scene) -> None:
        if self._gpu is not None:
            self._gpu.close()
        fill_environment(self._frame, scene.environment)
        self._gpu = GpuScene(scene, self.quality)
        self._to_compile = sorted({batch.features for batch in self._gpu.plan.batches})
        self._moving = MovingParts(self._gpu)
        for step in self._passes:
            step.begin_scene(scene, self._gpu)

    def _bind_tables(self, gpu: GpuScene) -> None:
        GL.glBindVertexArray(gpu.vertex_array)
        tables = {0: gpu.worlds, 1: gpu.items, 2: gpu.palette, 4: gpu.deltas, 5: gpu.active_morphs, 6: gpu.extras}
        for binding, buffer in tables.items():
            GL.glBindBufferBase(GL.GL_SHADER_STORAGE_BUFFER, binding, buffer)
        GL.glBindBufferBase(GL.GL_UNIFORM_BUFFER, 0, self._frame_buffer)
        GL.glBindBufferBase(GL.GL_UNIFORM_BUFFER, 1, self._view_buffer)

    def _list_visible(self, frame: Frame) -> None:
        moving, gpu = frame.moving, frame.gpu
        visible = np.zeros(len(frame.ready), np.bool_)
        for clip in frame.clips:
            visible |= boxes_in_frustum(moving.centre, moving.half, frustum_planes(clip))
        rows = np.flatnonzero(visible & frame.ready)
        away = moving.centre[rows] - frame.eye
        indirect, frame.stretches = draw_list(gpu.plan, rows, np.einsum("ni,ni->n", away, away))
        if len(indirect):
            _send(gpu.commands, indirect)

    def _draw_view(self, frame: Frame, number: int) -> None:
        view = frame.views[number]
        fill_views(self._view, [view], [frame.poses[number]], [frame.clips[number]])
        _send(self._view_buffer, self._view)
        self._framebuffers.begin(view)
        GL.glClearDepth(0.0)
        GL.glClear(GL.GL_DEPTH_BUFFER_BIT)
        GL.glDepthFunc(GL.GL_GREATER)
        GL.glDisable(GL.GL_BLEND)
        for step in self._passes:
            step.draw(frame)
        self._framebuffers.end(view)
        for step in self._passes:
            step.finish(frame, self._framebuffers.target, view)


def _send(buffer: int, data: npt.NDArray) -> None:
    GL.glNamedBufferSubData(buffer, 0, data.nbytes, ctypes.c_void_p(data.ctypes.data))
