"""Draws scenes: sky, sun with shadows, lit surfaces, into the views of a frame. One instance per GL context."""

from __future__ import annotations

import ctypes
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4, View
from vr_app.render.draw_list import COMMAND, Run, commands, draw_list, runs
from vr_app.render.frame_block import (
    FRAME_BLOCK,
    VIEW_BLOCK,
    fill_environment,
    fill_lights,
    fill_view,
)
from vr_app.render.framebuffers import Framebuffers
from vr_app.render.gl import GL
from vr_app.render.glow import Glow
from vr_app.render.gpu_scene import GpuScene
from vr_app.render.moving_parts import MovingParts
from vr_app.render.programs import Programs
from vr_app.render.quality import HIGH, Quality
from vr_app.render.reflection import ReflectionMap
from vr_app.render.shader import Program
from vr_app.render.shadow import TEXTURE_FROM_CLIP, ShadowMaps
from vr_app.scene.camera import boxes_in_frustum, frustum_planes, projection
from vr_app.scene.draw_plan import BLENDED, MASKED, MATERIAL_ROW
from vr_app.scene.scene import Scene
from vr_app.scene.sky_light import sky_light, sky_radiance
from vr_app.scene.transform import rigid_inverse

COMPILE_BYTES = 2 << 20
"""A shader program counts as so many bytes of upload."""
BODY_BALLS = ((0.14, 0.17), (0.5, 0.2), (0.95, 0.22), (1.35, 0.22))
"""Height and radius of the balls that stand for the host's body in the ambient light."""


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
        self._programs = Programs((*soft, *matt))
        self._sky = Program("sky.vert", "sky.frag")
        self._framebuffers = Framebuffers(quality.samples)
        self._glow = Glow() if quality.glow else None
        self._shadows = ShadowMaps(quality)
        self._frame = np.zeros(1, FRAME_BLOCK)
        self._view = np.zeros(1, VIEW_BLOCK)
        names = (ctypes.c_uint * 2)()
        GL.glCreateBuffers(2, names)
        self._frame_buffer, self._view_buffer = names[0], names[1]
        GL.glNamedBufferStorage(self._frame_buffer, FRAME_BLOCK.itemsize, None, GL.GL_DYNAMIC_STORAGE_BIT)
        GL.glNamedBufferStorage(self._view_buffer, VIEW_BLOCK.itemsize, None, GL.GL_DYNAMIC_STORAGE_BIT)
        array = ctypes.c_uint()
        GL.glCreateVertexArrays(1, ctypes.byref(array))
        self._empty_array = array.value
        self._to_compile: list[tuple[str, ...]] = []
        self._shadowed = 0
        self._gpu: GpuScene | None = None
        self._moving: MovingParts | None = None
        self._reflection: ReflectionMap | None = None

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
        gpu, moving = self._gpu, self._moving
        if not views:
            return
        moving.update(world_from_node, weights, scene.lights)
        poses = [(world_from_tracking @ view.world_from_view).astype(np.float32) for view in views]
        clips = [projection(view.fov_rad) @ rigid_inverse(pose) for view, pose in zip(views, poses, strict=True)]
        eye = poses[0][:3, 3]
        ready = gpu.plan.item_primitive < gpu.primitives_ready
        GL.glEnable(GL.GL_DEPTH_TEST)
        GL.glDepthMask(True)
        self._bind_tables(gpu)
        fill_lights(self._frame, scene.lights, world_from_node, time_s)
        self._fill_occluders(scene, world_from_node)
        self._draw_shadows(gpu, moving, ready, eye)
        self._frame[0]["tone"][2] = time_s % 3600.0
        _send(self._frame_buffer, self._frame)

        visible = np.zeros(len(ready), np.bool_)
        for clip in clips:
            visible |= boxes_in_frustum(moving.centre, moving.half, frustum_planes(clip))
        rows = np.flatnonzero(visible & ready)
        away = moving.centre[rows] - eye
        indirect, stretches = draw_list(gpu.plan, rows, np.einsum("ni,ni->n", away, away))
        if len(indirect):
            _send(gpu.commands, indirect)
        GL.glEnable(GL.GL_FRAMEBUFFER_SRGB)
        for view, pose, clip in zip(views, poses, clips, strict=True):
            fill_view(self._view, view, pose, clip)
            _send(self._view_buffer, self._view)
            self._draw_view(gpu, view, stretches)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, 0)

    def close(self) -> None:
        """Deletes everything. The context must be current."""
        for part in (self._gpu, self._reflection, self._framebuffers, self._shadows, self._glow):
            if part is not None:
                part.close()
        self._gpu = self._moving = self._reflection = None
        self._programs.close()
        self._sky.close()
        GL.glDeleteBuffers(2, np.array([self._frame_buffer, self._view_buffer], np.uint32))
        GL.glDeleteVertexArrays(1, np.array([self._empty_array], np.uint32))

    # ------------------------------------------------------------------ parts of a frame

    def _begin_scene(self, scene: Scene) -> None:
        if self._gpu is not None:
            self._gpu.close()
        if self._reflection is not None:
            self._reflection.close()
        environment = scene.environment
        light = scene.sky_light or sky_light(lambda directions: sky_radiance(environment, directions))
        fill_environment(self._frame, environment, light)
        self._reflection = ReflectionMap(light)
        self._gpu = GpuScene(scene, self.quality)
        self._to_compile = sorted({batch.features for batch in self._gpu.plan.batches})
        self._moving = MovingParts(self._gpu)
        self._shadows.forget()

    def _bind_tables(self, gpu: GpuScene) -> None:
        assert self._reflection is not None
        GL.glBindVertexArray(gpu.vertex_array)
        tables = {0: gpu.worlds, 1: gpu.items, 2: gpu.palette, 4: gpu.deltas, 5: gpu.active_morphs}
        for binding, buffer in tables.items():
            GL.glBindBufferBase(GL.GL_SHADER_STORAGE_BUFFER, binding, buffer)
        GL.glBindBufferBase(GL.GL_UNIFORM_BUFFER, 0, self._frame_buffer)
        GL.glBindBufferBase(GL.GL_UNIFORM_BUFFER, 1, self._view_buffer)
        GL.glBindSampler(5, 0)
        GL.glBindSampler(6, 0)
        GL.glBindTextureUnit(5, self._reflection.texture)
        GL.glBindTextureUnit(6, self._shadows.texture)

    def _fill_occluders(self, scene: Scene, world_from_node: npt.NDArray[np.float32]) -> None:
        balls = self._frame[0]["occluder"]
        self._frame[0]["fog_shape"][2] = 0.0
        host = scene.placements.get("host")
        if host is None:
            return
        self._frame[0]["fog_shape"][2] = len(BODY_BALLS)
        foot, size = world_from_node[host.root][:3, 3], float(np.linalg.norm(world_from_node[host.root][:3, 1]))
        for index, (height, radius) in enumerate(BODY_BALLS):
            balls[index] = (foot[0], foot[1] + height * size, foot[2], radius * size)

    def _draw_shadows(
        self, gpu: GpuScene, moving: MovingParts, ready: npt.NDArray[np.bool_], eye: npt.NDArray[np.float32]
    ) -> None:
        row, shadows = self._frame[0], self._shadows
        lit = bool(row["sun_colour"][:3].max() > 0) and row["sun_colour"][3] > 0
        row["tone"][3] = shadows.count if lit else 0
        if not lit:
            return
        shadows.place(row["sun_direction"][:3], eye)
        if moving.static_changed or gpu.primitives_ready != self._shadowed:
            shadows.forget()
            self._shadowed = gpu.primitives_ready
        plan = gpu.plan
        casts = ready & np.array([b.render_pass != BLENDED for b in plan.batches], np.bool_)[plan.item_batch]
        GL.glDepthFunc(GL.GL_LESS)
        GL.glClearDepth(1.0)
        GL.glDisable(GL.GL_CULL_FACE)
        GL.glEnable(GL.GL_DEPTH_CLAMP)
        for layer, matrix in enumerate(shadows.matrices):
            still_new = shadows.needs_still(layer)
            planes = frustum_planes(matrix)[:4]
            if still_new:
                shadows.begin_still(layer)
                rows = np.flatnonzero(casts & ~plan.item_dynamic)
                self._cast(gpu, rows[boxes_in_frustum(moving.centre[rows], moving.half[rows], planes)], matrix)
            if still_new or moving.dynamic_changed:
                shadows.begin_moving(layer)
                rows = np.flatnonzero(casts & plan.item_dynamic)
                self._cast(gpu, rows[boxes_in_frustum(moving.centre[rows], moving.half[rows], planes)], matrix)
            row["shadow_from_world"][layer] = (TEXTURE_FROM_CLIP @ matrix).T
            row["shadow_texel"][layer] = 2.0 / (np.linalg.norm(matrix[0, :3]) * shadows.size)
        row["shadow_texel"][2] = 1.0 / shadows.size
        GL.glDisable(GL.GL_DEPTH_CLAMP)

    def _cast(self, gpu: GpuScene, order: npt.NDArray[np.intp], clip_from_world: npt.NDArray[np.float32]) -> None:
        if not len(order):
            return
        _send(gpu.shadow_commands, commands(gpu.plan, order))
        GL.glBindBuffer(GL.GL_DRAW_INDIRECT_BUFFER, gpu.shadow_commands)
        masked = np.array([b.render_pass == MASKED for b in gpu.plan.batches], np.bool_)
        batch = gpu.plan.item_batch[order]
        merged = np.where(masked[batch], batch, -1).astype(np.int32)
        for run in runs(merged):
            features = gpu.plan.batches[run.batch].features if run.batch >= 0 else ()
            program = self._programs.shadow(features)
            program.use()
            program.set_matrix("clip_from_scene", clip_from_world)
            if run.batch >= 0:
                self._bind_material(gpu, run.batch)
            _multi_draw(run)

    def _draw_view(self, gpu: GpuScene, view: View, stretches: list[Run]) -> None:
        self._framebuffers.begin(view)
        GL.glClearDepth(0.0)
        GL.glClear(GL.GL_DEPTH_BUFFER_BIT)
        GL.glDepthFunc(GL.GL_GREATER)
        GL.glDisable(GL.GL_BLEND)
        GL.glBindVertexArray(gpu.vertex_array)
        GL.glBindBuffer(GL.GL_DRAW_INDIRECT_BUFFER, gpu.commands)
        batches = gpu.plan.batches
        solid = [run for run in stretches if batches[run.batch].render_pass != BLENDED]
        for run in solid:
            self._draw_run(gpu, run)
        self._draw_sky()
        clear = stretches[len(solid) :]
        if clear:
            GL.glBindVertexArray(gpu.vertex_array)
            GL.glEnable(GL.GL_BLEND)
            GL.glBlendFunc(GL.GL_SRC_ALPHA, GL.GL_ONE_MINUS_SRC_ALPHA)
            GL.glDepthMask(False)
            for run in clear:
                self._draw_run(gpu, run)
            GL.glDepthMask(True)
            GL.glDisable(GL.GL_BLEND)
        self._framebuffers.end(view)
        if self._glow is not None:
            GL.glBindVertexArray(self._empty_array)
            self._glow.add(self._framebuffers.target, view.width, view.height)

    def _draw_sky(self) -> None:
        self._sky.use()
        GL.glBindVertexArray(self._empty_array)
        GL.glDisable(GL.GL_CULL_FACE)
        GL.glDepthFunc(GL.GL_GEQUAL)
        GL.glDepthMask(False)
        GL.glDrawArrays(GL.GL_TRIANGLES, 0, 3)
        GL.glDepthMask(True)
        GL.glDepthFunc(GL.GL_GREATER)

    def _draw_run(self, gpu: GpuScene, run: Run) -> None:
        batch = gpu.plan.batches[run.batch]
        if batch.double_sided:
            GL.glDisable(GL.GL_CULL_FACE)
        else:
            GL.glEnable(GL.GL_CULL_FACE)
        GL.glFrontFace(GL.GL_CW if batch.mirrored else GL.GL_CCW)
        self._programs.surface(batch.features).use()
        self._bind_material(gpu, run.batch)
        _multi_draw(run)

    def _bind_material(self, gpu: GpuScene, batch: int) -> None:
        size = MATERIAL_ROW.itemsize
        offset = gpu.plan.batches[batch].material * size
        GL.glBindBufferRange(GL.GL_UNIFORM_BUFFER, 2, gpu.materials, offset, size)
        textures, samplers = gpu.batch_bindings[batch]
        GL.glBindTextures(0, len(textures), textures)
        GL.glBindSamplers(0, len(samplers), samplers)


def _multi_draw(run: Run) -> None:
    offset = ctypes.c_void_p(run.first * COMMAND.itemsize)
    GL.glMultiDrawElementsIndirect(GL.GL_TRIANGLES, GL.GL_UNSIGNED_INT, offset, run.count, 0)


def _send(buffer: int, data: npt.NDArray) -> None:
    GL.glNamedBufferSubData(buffer, 0, data.nbytes, ctypes.c_void_p(data.ctypes.data))
