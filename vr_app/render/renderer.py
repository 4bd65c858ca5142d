"""Draws scenes into the views of a frame: a list of passes over shared tables. One instance per GL context."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache

import numpy as np
import numpy.typing as npt

from vr_app.kernel.ports import Mat4, View
from vr_app.render.body_shade import BodyShade
from vr_app.render.driver_memory import keep_freed_memory
from vr_app.render.frame import FIRST_MAP_UNIT, Frame, Pass
from vr_app.render.frame_block import FRAME_BLOCK, VIEW_BLOCK, fill_environment, fill_lights, fill_views, steady_lights
from vr_app.render.framebuffers import Framebuffers
from vr_app.render.gl import GL, draw_quickly
from vr_app.render.gpu_scene import MATERIAL_BLOCK_BYTES, GpuScene, large_buffers
from vr_app.render.halo_pass import HaloPass
from vr_app.render.lens_pass import LensPass
from vr_app.render.moving_parts import MovingParts
from vr_app.render.outline_pass import OutlinePass
from vr_app.render.overlay_pass import OverlayPass
from vr_app.render.particles_pass import ParticlesPass
from vr_app.render.programs import Programs
from vr_app.render.quality import HIGH, Quality
from vr_app.render.ready_memory import ReadyMemory
from vr_app.render.shadow_pass import ShadowPass
from vr_app.render.sight import Sight
from vr_app.render.sky_pass import SkyPass
from vr_app.render.software import draws_in_software
from vr_app.render.stereo import stereo
from vr_app.render.stream import Stream, TurnFences
from vr_app.render.surface_pass import SurfacePass
from vr_app.render.switches import Switches
from vr_app.scene.beat import Beat
from vr_app.scene.camera import projection
from vr_app.scene.material import Material
from vr_app.scene.material_rows import MATERIALS_PER_BLOCK
from vr_app.scene.overlay import Overlay
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity, rigid_inverse
from vr_app.scene.view_volume import eyes_of

COMPILE_BYTES = 4 << 20
"""A shader program counts as so many bytes of upload, and so do the tables of a new scene."""
LIGHT_PHASE = 2 / 3
"""Which lamps reach what moves is worked out between two drawings of its shadows."""
FARTHEST = np.zeros(1, np.float32)
"""Depth is reversed."""
MAX_GROUPS = 8
"""Pictures of a frame that are not drawn at once."""
ADDED_EXPOSURE = 1.6
"""Glasses that add light to the room's need more of it: dark is see-through there."""
PROBE_RISE_M = 1.0
"""What shiny surfaces mirror is seen from so far above the visitor's eyes, over the heads of those who stand there."""


class Renderer:
    """Everything GL that is needed to draw. All calls on the thread that owns the context.

    Args:
        quality: what the pictures may cost.
        submit_only: commands have no indices: to measure what all but drawing costs.
        lists_unread: and of each list of commands only the first is given.
        shadows_later: a new place is shown at once, and its shadows with the pictures that follow (see `settled`).
        memory_ahead: memory is made ready before it is needed: no frame is to wait for it (see `expect`).
    """

    def __init__(
        self,
        quality: Quality = HIGH,
        *,
        submit_only: bool = False,
        lists_unread: bool = False,
        shadows_later: bool = False,
        memory_ahead: bool = False,
    ) -> None:
        self.quality = quality
        self._submit_only, self._lists_unread = submit_only, lists_unread
        keep_freed_memory()
        if submit_only or not draws_in_software():
            draw_quickly()
        GL.glClipControl(GL.GL_LOWER_LEFT, GL.GL_ZERO_TO_ONE)
        GL.glEnable(GL.GL_TEXTURE_CUBE_MAP_SEAMLESS)
        soft = ("SOFT_SHADOWS",) if quality.soft_shadows else ()
        plain = () if quality.fine_sky else ("PLAIN",)
        covered = ("SAMPLES_FROM_ALPHA",) if quality.samples > 1 else ()
        matt = () if quality.shiny_lamps else ("MATT_LAMPS",)
        lamps = ("LAMP_SHADOWS",) if quality.lamp_maps else ()
        heights = ("HEIGHT_OCCLUSION",) if quality.height_map_size else ()
        materials = f"MATERIALS {MATERIALS_PER_BLOCK}"
        self._programs = Programs((*soft, *plain, *covered, *matt, *lamps, *heights, materials))
        self._framebuffers = Framebuffers(quality.samples)
        self._switches = Switches()
        self._sky = SkyPass(quality)
        self._shadows = ShadowPass(self._programs, quality, later=shadows_later)
        self._memory_ahead, self._memory = memory_ahead, ReadyMemory()
        self._expected: Scene | None = None
        self._overlay = OverlayPass()
        self._lenses = LensPass()
        self._unseen = False
        self._round: list[View] = []
        self._passes = self._make_passes()
        self._frame = np.zeros(1, FRAME_BLOCK)
        self._lights = steady_lights(self._frame, ())
        self._fences = TurnFences()
        self._frame_bytes, self._views = self._frame.view(np.uint8), np.zeros(1, VIEW_BLOCK)
        self._view_bytes = self._views.view(np.uint8)
        self._blocks = Stream({"frame": FRAME_BLOCK.itemsize, "views": VIEW_BLOCK.itemsize * MAX_GROUPS})
        self._to_compile: list[tuple[str, ...]] = []
        self._gpu: GpuScene | None = None
        self._leaving: Iterator[None] = iter(())
        self._moving: MovingParts | None = None
        self._sight: Sight | None = None
        self._missed = False
        self._light_beat = Beat(LIGHT_PHASE)

    def _make_passes(self) -> list[Pass]:
        """In the order they work in."""
        passes: list[Pass] = [
            BodyShade(),
            self._shadows,
            SurfacePass(self._programs, "solid"),
            OutlinePass(self._programs),
            self._sky,
            SurfacePass(self._programs, "glass"),
            SurfacePass(self._programs, "blended"),
            ParticlesPass(self.quality),
        ]
        if self.quality.glow:
            passes.append(HaloPass())
        return [*passes, self._overlay]

    def expect(self, scene: Scene) -> bool:
        """Has made ready what a scene will need, while another is shown. Returns: whether it is."""
        there = self._gpu is not None and self._gpu.scene.same_things(scene)
        if there or scene.plan is None or not self._memory_ahead:
            return True
        if self._expected is not scene:
            self._memory.give_all()
            self._expected = scene
            self._memory.want(large_buffers(scene.plan))
        return self._memory.all_ready

    def upload(self, scene: Scene, byte_budget: int) -> bool:
        """Brings a scene onto the card piece by piece; sky and light at once. Returns: True when it is complete.

        Args:
            byte_budget: how much this call may upload (more by at most one piece of 256 KB).
        """
        spent = 0
        if self._gpu is None or not self._gpu.scene.same_things(scene):
            self._begin_scene(scene)
            spent = COMPILE_BYTES
        elif self._gpu.scene is not scene:
            self._surround(scene)
        assert self._gpu is not None
        while self._to_compile and spent < byte_budget:
            self._programs.surface(self._to_compile.pop())
            spent += COMPILE_BYTES
        return self._gpu.upload(byte_budget - spent) and not self._to_compile

    def dress(self, scene: Scene, materials: Mapping[int, Material]) -> None:
        """Shows some materials changed from now on (a face that blushes), the others as the scene has them.

        Args:
            materials: by number; with the same textures, shading and alpha mode as the scene's.
        """
        if self._gpu is not None and self._gpu.scene is scene:
            self._gpu.dress(materials)

    def cover(self, overlay: Overlay | None) -> None:
        """Draws this over the scene from now on (hands, rays, the dip to dark); None for nothing."""
        self._overlay.overlay = overlay

    @property
    def _room(self) -> str:
        """What is behind the scene; see `Overlay.room`."""
        overlay = self._overlay.overlay
        return overlay.room if overlay is not None else ""

    @property
    def settled(self) -> bool:
        """Whether the next picture of a complete scene shows all it can: what is mirrored takes a few frames."""
        return not self._unseen and self._shadows.complete

    def draw(
        self,
        scene: Scene,
        world_from_node: npt.NDArray[np.float32],
        weights: npt.NDArray[np.float32],
        views: Sequence[View],
        world_from_tracking: Mat4,
        time_s: float,
        moved: npt.NDArray[np.integer] | None = None,
        light_levels: npt.NDArray[np.float32] | None = None,
    ) -> None:
        """Draws what of the scene is on the card already into every view's texture.

        Args:
            world_from_node: (N, 4, 4).
            weights: (W), all morph weights.
            world_from_tracking: where the display's tracking space is in the scene.
            time_s: drives flicker, twinkling and clouds.
            moved: nodes that may have changed since the last call for this scene; None where that is not known.
            light_levels: float32 (L), by what each lamp's intensity is multiplied; None leaves them as they are.
        """
        if self._gpu is None or self._gpu.scene is not scene:
            self.upload(scene, 0)
        assert self._gpu is not None and self._moving is not None and self._sight is not None
        moved, self._missed = None if self._missed else moved, True
        if not views:
            return
        if self._unseen and self._gpu.complete and self._shadows.complete:
            self._look_round(scene, world_from_node, weights, world_from_tracking @ views[0].world_from_view, time_s)
        gpu, moving = self._gpu, self._moving
        next(self._leaving, None)
        self._fences.begin()
        gpu.advance()
        self._blocks.advance()
        moving.update(world_from_node, weights, moved, relight=self._light_beat.due(time_s))
        poses = [_rigid(world_from_tracking @ view.world_from_view) for view in views]
        clips = [_lens(tuple(view.fov_rad)) @ rigid_inverse(pose) for view, pose in zip(views, poses, strict=True)]
        groups = self._framebuffers.groups(views)
        frame = Frame(
            scene, gpu, moving, world_from_node, self._frame, views, poses, clips, time_s, view_count=len(groups[0]),
            copies=stereo().copies(len(groups[0])), switches=self._switches, empty_array=self._sky.empty_array,
        )  # fmt: skip
        frame.switches.begin()
        frame.switches.capability(GL.GL_DEPTH_TEST, True)
        gpu.bind_tables()
        fill_lights(self._frame, self._lights, world_from_node, time_s, light_levels)
        brighter = ADDED_EXPOSURE if self._room == "added" else 1.0
        self._frame[0]["tone"][1:3] = scene.environment.exposure * brighter, time_s % 3600.0
        for step in self._passes:
            step.prepare(frame)
        # As bytes: records of many fields are copied field by field.
        self._blocks.array("frame", np.uint8, FRAME_BLOCK.itemsize)[:] = self._frame_bytes
        frame.switches.textures(FIRST_MAP_UNIT, frame.maps)
        frame.switches.unsampled(FIRST_MAP_UNIT, len(frame.maps))
        eyes = eyes_of(poses, [view.fov_rad for view in views])
        pixel_rad, finest = _pixel_rad(views), self.quality
        least, error = finest.smallest_rad(pixel_rad), finest.coarse_pixels * pixel_rad
        seen = self._sight.look(eyes, poses[0], frame.copies, least, error)
        frame.commands, frame.stretches = gpu.commands.put(seen.table), seen.runs()
        frame.switches.capability(GL.GL_FRAMEBUFFER_SRGB, True)
        for number, group in enumerate(groups):
            self._draw_group(frame, number, group)
        GL.glBindFramebuffer(GL.GL_FRAMEBUFFER, 0)
        self._fences.end()
        self._missed = False

    def close(self) -> None:
        """Deletes everything. The context must be current."""
        for step in (*self._passes, self._lenses):
            step.close()
        self._fences.wait_for_all()
        self._let_go()
        self._memory.give_all()
        for part in (self._gpu, self._framebuffers, self._blocks):
            if part is not None:
                part.close()
        self._gpu = self._moving = self._sight = None
        self._passes = []
        self._programs.close()

    # ------------------------------------------------------------------ parts of a frame

    def _begin_scene(self, scene: Scene) -> None:
        fill_environment(self._frame, scene.environment)
        self._lights = steady_lights(self._frame, scene.lights)
        self._memory.give_all()
        self._expected = None
        memory = ReadyMemory() if self._memory_ahead else None
        before, self._gpu = self._gpu, GpuScene(scene, self.quality, self._gpu, memory)
        self._let_go()
        if before is not None:
            self._leaving = before.closing()
        self._gpu.commands.submit_only, self._gpu.commands.lists_unread = self._submit_only, self._lists_unread
        self._to_compile = sorted({batch.features for batch in self._gpu.plan.batches})
        self._moving = MovingParts(self._gpu, self._fences)
        self._sight = Sight(self._gpu, self._moving)
        self._round = []
        self._unseen = scene.environment.mirrored and self.quality.probe
        for step in self._passes:
            step.begin_scene(scene, self._gpu)

    def _let_go(self) -> None:
        """What is left of the scene before goes at once."""
        for _ in self._leaving:
            pass

    def _surround(self, scene: Scene) -> None:
        """The things that are on the card already, under another sky."""
        assert self._gpu is not None
        self._gpu.scene = scene
        fill_environment(self._frame, scene.environment)
        self._lights = steady_lights(self._frame, scene.lights)
        self._round = []
        self._unseen = scene.environment.mirrored and self.quality.probe
        for step in self._passes:
            step.begin_scene(scene, self._gpu)

    def _look_round(
        self,
        scene: Scene,
        world_from_node: npt.NDArray[np.float32],
        weights: npt.NDArray[np.float32],
        eye_pose: Mat4,
        time_s: float,
    ) -> None:
        """Draws a sixth of what is round the visitor, for shiny surfaces to mirror once it is all there."""
        if not self._round:
            self._round = self._sky.views_round(eye_pose[:3, 3] + np.array([0.0, PROBE_RISE_M, 0.0], np.float32))
        view = self._round.pop()
        self._unseen = False
        covered, self._overlay.overlay = self._overlay.overlay, None
        self.draw(scene, world_from_node, weights, [view], identity(), time_s)
        self._overlay.overlay = covered
        self._unseen = bool(self._round)
        if not self._unseen:
            self._sky.mirror_surroundings()

    def _send_views(self, frame: Frame, number: int, group: list[int]) -> None:
        size = VIEW_BLOCK.itemsize
        views = [frame.views[index] for index in group]
        poses, clips = [frame.poses[index] for index in group], [frame.clips[index] for index in group]
        fill_views(self._views, views, poses, clips, frame.copies)
        self._blocks.array("views", np.uint8, size, number * size)[:] = self._view_bytes
        buffer, offsets = self._blocks.buffer, (self._blocks.offset("frame"), self._blocks.offset("views"))
        frame.switches.uniform_blocks(
            (buffer, buffer, frame.gpu.materials),
            (offsets[0], offsets[1] + number * size, 0),
            (FRAME_BLOCK.itemsize, size, MATERIAL_BLOCK_BYTES),
        )

    def _draw_group(self, frame: Frame, number: int, group: list[int]) -> None:
        """Draws views that are drawn at once and finishes each."""
        views = [frame.views[index] for index in group]
        self._send_views(frame, number, group)
        self._framebuffers.begin(views)
        frame.bind_backdrop = lambda: self._framebuffers.backdrop(views)
        frame.switches.depth(GL.GL_GREATER, write=True)
        GL.glClearBufferfv(GL.GL_DEPTH, 0, FARTHEST)
        if self._room:
            GL.glClearColor(0.0, 0.0, 0.0, 0.0)
            GL.glClear(GL.GL_COLOR_BUFFER_BIT)
        self._lenses.mask(frame, views)
        for step in self._passes:
            if not (self._room and step.surrounds):
                step.draw(frame)
        for place, view in enumerate(views):
            framebuffer = self._framebuffers.end(views, place)
            for step in self._passes:
                step.finish(frame, framebuffer, view)


def _pixel_rad(views: Sequence[View]) -> float:
    """The angle of the finest pixel in the middle of these pictures."""
    return min(_finest(tuple(view.fov_rad), view.width, view.height) for view in views)


@lru_cache(16)
def _finest(fov_rad: tuple[float, float, float, float], width: int, height: int) -> float:
    left, right, up, down = (math.tan(angle) for angle in fov_rad)
    return min((right - left) / max(width, 1), (up - down) / max(height, 1))


@lru_cache(16)
def _lens(fov_rad: tuple[float, float, float, float]) -> npt.NDArray[np.float32]:
    """`projection` of a picture whose angles seldom change."""
    return projection(fov_rad)


def _rigid(pose: Mat4) -> Mat4:
    """A pose whose tracking space is larger or smaller than the scene: the eye itself is of no size."""
    out = pose.astype(np.float32)
    x, y, z = out[:3, 0].tolist()
    size = math.sqrt(x * x + y * y + z * z)
    if abs(size - 1.0) > 1e-3:
        out[:3, :3] /= max(size, 1e-9)
    return out
