"""The world, with everything that went into each frame put on a tape. On the frame thread; waits for nobody."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from vr_app.app.tapes.tape import TapeWriter, to_plain
from vr_app.app.world import World
from vr_app.kernel.events import BodyCue
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Mat4, Playhead, View
from vr_app.openxr.controls import Controls, Hand
from vr_app.render.frame_loop import FrameWorld

Plain = dict[str, Any]


class RecordedWorld:
    """Call it in the world's place.

    Args:
        world: the real one.
        tape: takes a line a frame.
        cue: what the host's body does.
        playhead: where the loudspeaker is.
        folder: of the scene one is in.
        controls: the wearer's input, None without a headset.
    """

    def __init__(
        self,
        world: World,
        tape: TapeWriter,
        cue: Latest[BodyCue],
        playhead: Callable[[], Playhead],
        folder: Callable[[], str],
        controls: Callable[[], Controls | None],
    ) -> None:
        self._world, self._tape = world, tape
        self._cue, self._playhead, self._folder, self._controls = cue, playhead, folder, controls
        self._before: Plain = {}
        self._now: Plain = {}
        self._frame: Plain = {}

    def __call__(self, display_time_s: float, tracking_from_head: Mat4) -> FrameWorld | None:
        # What the world is about to read is read first: a cell that changes in between counts from the next frame on.
        state = self._state()
        frame = self._world(display_time_s, tracking_from_head)
        if frame is None:
            return None
        presence = self._world.presence.get()
        state["place"] = flat(frame.world_from_tracking)
        state["put_away"] = sorted(presence.hidden) if presence else []
        state["carried"] = {name: flat(pose) for name, pose in presence.carried.items()} if presence else {}
        self._frame = {"k": "f", "t": display_time_s, "head": flat(tracking_from_head)}
        self._now = state
        return frame

    def note_views(self, views: Sequence[View]) -> None:
        """The frame was drawn for these: it goes on the tape, with the first one's angles and size."""
        if not views or not self._frame:
            return
        state = self._now | {"fov": list(views[0].fov_rad), "size": [views[0].width, views[0].height]}
        changed = {
            name: value for name, value in state.items() if name not in self._before or self._before[name] != value
        }
        self._tape.add(self._frame | changed)
        self._before, self._frame = state, {}

    def _state(self) -> Plain:
        living = self._world.living.get()
        staged = self._world.staged.get()
        head = self._playhead()
        play = None
        if head.utterance is not None:
            play = [head.utterance.turn, head.utterance.index, head.sample, head.clock_s, head.monotonic_s]
        controls = self._controls()
        return {
            "scene": self._folder(),
            "foyer": living is None or living.scene.name == "foyer",
            "cue": to_plain(self._cue.get()),
            "play": play,
            "staged": [[name, list(arguments)] for name, arguments in staged.cues()],
            "held": self._world.time.held.get(),
            "input": None if controls is None else plain_controls(controls),
        }


def flat(pose: Mat4) -> list[float]:
    """The upper three rows of a pose."""
    return [float(value) for value in pose[:3].reshape(-1)]


def plain_controls(controls: Controls) -> Plain:
    """A frame's input as JSON."""
    return {
        "focused": controls.focused,
        "main": controls.main,
        "move": list(controls.move),
        "turn": controls.turn,
        "scroll": list(controls.scroll),
        "counts": [
            controls.turn_count,
            controls.teleport_count,
            controls.menu_count,
            controls.start_count,
            controls.safe_count,
            controls.recentre_count,
        ],
        "teleport": controls.teleport,
        "left": _plain_hand(controls.left),
        "right": _plain_hand(controls.right),
    }


def _plain_hand(hand: Hand) -> Plain:
    return {
        "grip": None if hand.tracking_from_grip is None else flat(hand.tracking_from_grip),
        "aim": None if hand.tracking_from_aim is None else flat(hand.tracking_from_aim),
        "select": hand.select,
        "select_count": hand.select_count,
        "grab": hand.grab,
        "holding": hand.holding,
        "joints": None if hand.joints is None else [float(value) for value in hand.joints.reshape(-1)],
    }
