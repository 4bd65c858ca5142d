"""A story dims a lamp and hides a thing: seen in the picture, and undone again."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from golden_renderers import shared_renderer
from golden_scenes import lanterns

from vr_app.app.world import LivingScene, MouthTracks, World
from vr_app.kernel.events import BodyCue
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Playhead
from vr_app.render.egl_context import EglContext
from vr_app.render.quality import LOW
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.scene import Placement
from vr_app.scene.stage_state import AS_MADE, StageState
from vr_app.scene.transform import look_at


def test_lamps_and_things_follow_the_story(graphics: EglContext) -> None:
    scene = lanterns()
    named = tuple(replace(light, name=name) for light, name in zip(scene.lights, ("lamp", "spot"), strict=True))
    scene = replace(scene, lights=named, placements={"ball": Placement("ball", 1, 1, 1)})
    world = World(Latest(BodyCue(turn=None)), lambda: Playhead(None, 0, 0.0, 0.0), MouthTracks())
    world.living.set(LivingScene(scene))
    renderer, target = shared_renderer(LOW), OffscreenTarget(96, 64)
    head = look_at((0, 1.2, 3.0), (0, 0.4, 0)).astype(np.float32)
    view = target.view(head, symmetric_fov(0.9, 96, 64))
    while not renderer.upload(scene, 1 << 26):
        pass

    def picture(state: StageState) -> np.ndarray:
        world.staged.set(state)
        moment = world(1.0, head)
        assert moment is not None
        renderer.draw(
            scene, moment.world_from_node, moment.weights, [view], moment.world_from_tracking, 1.0, moment.moved,
            moment.light_levels,
        )  # fmt: skip
        return target.read()[..., :3].astype(int)

    made = picture(AS_MADE)
    dark = picture(AS_MADE.after("light", ("lamp", 0.0)))
    bright = picture(AS_MADE.after("light", ("lamp", 2.0)))
    assert dark.mean() < made.mean() - 1 and bright.mean() > made.mean() + 1
    gone = picture(AS_MADE.after("hide", ("ball",)))
    changed = np.abs(gone - made).max(axis=-1) > 8
    columns = np.flatnonzero(changed.any(axis=0))
    assert changed.sum() > 60 and columns.mean() < 48  # the ball stands on the left
    np.testing.assert_allclose(picture(AS_MADE), made, atol=1)
    target.close()
