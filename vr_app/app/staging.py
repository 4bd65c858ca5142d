"""What a story or the host changes in the scene one is in: cues become what the frame thread shows next."""

from __future__ import annotations

from vr_app.app.world import World
from vr_app.kernel.story_events import SceneCue
from vr_app.scene.changed_sky import changed_sky
from vr_app.scene.compose import environment_of
from vr_app.scene.scene import Scene
from vr_app.scene.stage import Stage
from vr_app.scene.stage_life import Mark
from vr_app.scene.stage_state import AS_MADE

HOST = "host"


class Staging:
    """On the host thread. Cues that come before the scene is there take effect with it."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._stage: Stage | None = None
        self._scene: Scene | None = None

    def leave(self) -> None:
        """The scene is left: what was changed in it does not follow the visitor."""
        self._stage = self._scene = None
        self._world.staged.set(AS_MADE)
        self._world.mark.set(None)
        self._world.moved.set({})

    def show(self, scene: Scene, stage: Stage) -> None:
        """The scene is there."""
        self._stage, self._scene = stage, scene
        self._show_sky()
        self._show_moves()

    def cue(self, cue: SceneCue) -> None:
        """The scene changes; a cue that does not fit is passed over."""
        if cue.name == "mark":
            self._send_host(str(cue.arguments[0]) if cue.arguments else "")
            return
        before = self._world.staged.get()
        after = before.after(cue.name, cue.arguments)
        self._world.staged.set(after)
        if (after.weather, after.hour) != (before.weather, before.hour):
            self._show_sky()
        if after.moves != before.moves:
            self._show_moves()
            if after.moves.get(HOST) != before.moves.get(HOST):
                self._send_host(after.moves.get(HOST, ""))

    def _send_host(self, name: str) -> None:
        """To a mark of the stage; to its own place where none has that name."""
        marks = self._stage.marks if self._stage is not None else ()
        self._world.mark.set(next((mark for mark in marks if mark.id == name), None))

    def _show_moves(self) -> None:
        """Things go to marks and hotspots of the stage; to a place that the stage does not name nothing goes."""
        if self._stage is None:
            return
        places = {spot.id: Mark(id=spot.id, at=spot.at) for spot in self._stage.hotspots}
        places |= {mark.id: mark for mark in self._stage.marks}
        moves = self._world.staged.get().moves
        self._world.moved.set({id_: places[to] for id_, to in moves.items() if id_ != HOST and to in places})

    def _show_sky(self) -> None:
        state = self._world.staged.get()
        if self._scene is None or self._stage is None or (not state.weather and state.hour is None):
            return
        changed = changed_sky(self._stage, weather=state.weather, hour=state.hour)
        panorama = self._scene.environment.panorama if state.hour is None else None
        self._world.sky.want(self._scene, environment_of(changed, panorama.pixels if panorama else None))
