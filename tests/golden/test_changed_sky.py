"""Weather and hour change round the visitor: in the end the picture is the one a scene made so would give."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from golden_scenes import lanterns

from vr_app.app.staging import Staging
from vr_app.app.world import LivingScene, MouthTracks, World
from vr_app.kernel.events import BodyCue
from vr_app.kernel.ids import TurnId
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Playhead
from vr_app.kernel.story_events import SceneCue
from vr_app.render.egl_context import EglContext
from vr_app.render.quality import LOW
from vr_app.render.renderer import Renderer
from vr_app.render.still import render_still
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.changed_sky import changed_sky
from vr_app.scene.compose import environment_of
from vr_app.scene.stage import Sky, Stage
from vr_app.scene.transform import look_at

SIZE = (96, 64)


def test_the_sky_changes_over_two_seconds(graphics: EglContext) -> None:
    stage = Stage(format=1, title="Yard", description="A yard.", sky=Sky(kind="day"))
    scene = replace(lanterns(), environment=environment_of(stage))
    world = World(Latest(BodyCue(turn=None)), lambda: Playhead(None, 0, 0.0, 0.0), MouthTracks())
    world.living.set(LivingScene(scene))
    staging = Staging(world)
    staging.show(scene, stage)
    renderer, target = Renderer(LOW), OffscreenTarget(*SIZE)
    head = look_at((0, 1.2, 3.0), (0, 1.0, 0)).astype(np.float32)
    view = target.view(head, symmetric_fov(0.9, *SIZE))

    def picture(time_s: float) -> np.ndarray:
        moment = world(time_s, head)
        assert moment is not None
        while not renderer.upload(moment.scene, 1 << 26):
            pass
        for _ in range(8):
            renderer.draw(
                moment.scene, moment.world_from_node, moment.weights, [view], moment.world_from_tracking, 1.0,
                moment.moved,
            )  # fmt: skip
        return target.read()[..., :3].astype(int)

    made = picture(1.0)
    staging.cue(SceneCue("hour", (23.0,), TurnId(1)))
    staging.cue(SceneCue("weather", ("fog",), TurnId(1)))
    first, half_way, night = picture(2.0), picture(3.1), picture(4.5)
    assert made.mean() > first.mean() > half_way.mean() > night.mean() + 1
    np.testing.assert_array_equal(picture(5.0), night)
    target.close()
    renderer.close()
    afresh = replace(scene, environment=environment_of(changed_sky(stage, weather="fog", hour=23.0)))
    expected = render_still(afresh, head, SIZE, 0.9, quality=LOW, time_s=1.0)[..., :3].astype(int)
    graphics.make_current()
    np.testing.assert_allclose(night, expected, atol=3)
