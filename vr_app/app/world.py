"""The world at a display time: what the frame thread asks once a frame. Reads cells, waits for nobody."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt

from vr_app.app.changing_sky import ChangingSky
from vr_app.app.moved_things import HostWalk
from vr_app.app.posed_scene import PosedScene
from vr_app.app.wearer.attention import HeldTime
from vr_app.app.wearer.presence import Presence
from vr_app.audio.sound_pose import SoundPose, sound_pose
from vr_app.host.place.scene_brief import Viewpoint
from vr_app.kernel.errors import UserError
from vr_app.kernel.events import BodyCue, Utterance
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Mat4, Playhead
from vr_app.render.frame_loop import FrameWorld
from vr_app.scene.animation import Animation, apply_animation
from vr_app.scene.avatar.body import BodyMoment, BodyState, advance_body, pose_body
from vr_app.scene.avatar.rig import AvatarRig
from vr_app.scene.avatar.rig_reader import rig_of_asset
from vr_app.scene.avatar.secondary import Follower, SecondaryMotion
from vr_app.scene.beat import Beat
from vr_app.scene.material import Material
from vr_app.scene.pose import LocalPose
from vr_app.scene.scene import LoadedAsset, Scene, faces_back
from vr_app.scene.stage_life import Mark
from vr_app.scene.stage_state import AS_MADE, StageState
from vr_app.scene.thing_motion import Opened, ThingMotion
from vr_app.scene.transform import decompose, identity, quaternion_multiply, yaw_quaternion
from vr_app.speech.viseme_track import VisemeTrack, viseme_track

_CLOSED = np.zeros(6, np.float32)
VIEWPOINT_PHASE = 0.5
"""The host thread need not know of every frame where the visitor looks."""


@dataclass(frozen=True)
class LivingScene:
    """A scene that can be evaluated.

    Attributes:
        rig: the host's body; None where nobody is there.
        points: where the things are that the host looks or points at, by id, metres in the scene.
        secondary: what sways and follows: the host's, or that of the single figure the scene shows.
    """

    scene: Scene
    rig: AvatarRig | None = None
    points: Mapping[str, npt.NDArray[np.float32]] | None = None
    secondary: SecondaryMotion = field(init=False)
    motion: ThingMotion = field(init=False)
    _posed: list[PosedScene] = field(init=False)

    def __post_init__(self) -> None:
        followers: list[Follower] = []
        if self.rig is not None:
            followers = [self.rig.follower]
        elif self.scene.avatar is not None and "host" not in self.scene.placements:
            followers = _followers(self.scene.avatar)
        object.__setattr__(self, "secondary", SecondaryMotion(followers, self.scene.nodes))
        object.__setattr__(self, "motion", ThingMotion(self.scene))
        object.__setattr__(self, "_posed", [PosedScene(self.scene)])

    def take_posed(self) -> PosedScene:
        """At rest, for one world that shows the scene."""
        return self._posed.pop() if self._posed else PosedScene(self.scene)

    @cached_property
    def clips(self) -> tuple[Animation, ...]:
        """Animations that run by themselves: the first one of each placed thing, none of the host's own."""
        host, clips = self.scene.placements.get("host"), self.scene.animations
        end = len(clips) if host is None else host.animation_offset
        firsts = {placement.animation_offset for placement in self.scene.placements.values()} or {0}
        return tuple(clips[number] for number in sorted(firsts) if number < end)


def _followers(figure: LoadedAsset) -> list[Follower]:
    try:
        return [rig_of_asset(figure).follower]
    except UserError:
        return []  # no humanoid: nothing in it is known to sway


def at_once(wanted: LivingScene | None, time_s: float) -> LivingScene | None:
    """A curtain that is always open."""
    return wanted


class MouthTracks:
    """Viseme tracks of what is being spoken: made on the host thread, read on the frame thread."""

    def __init__(self) -> None:
        self._tracks: Latest[dict[tuple[int, int], VisemeTrack]] = Latest({})

    def add(self, utterance: Utterance) -> None:
        """Keeps the newest dozen."""
        kept = dict(list(self._tracks.get().items())[-11:])
        kept[utterance.turn, utterance.index] = viseme_track(utterance)
        self._tracks.set(kept)

    def mouth(self, playhead: Playhead, at_s: float) -> npt.NDArray[np.float32]:
        """aa ih ou ee oh and closure, for what leaves the speaker at a monotonic second."""
        utterance = playhead.utterance
        track = self._tracks.get().get((utterance.turn, utterance.index)) if utterance else None
        if utterance is None or track is None:
            return _CLOSED
        return track.sample(playhead.sample_at(at_s) / utterance.sample_rate_hz)


class World:
    """Call with a display time and the head's pose in tracking space; on the frame thread only.

    The matrices of a `FrameWorld` are valid until the next call.

    Args:
        cue: what the host's body does.
        playhead: where the loudspeaker is.
        mouths: the tracks to sample there.

    Attributes:
        living: the scene shown; None shows nothing yet.
        world_from_tracking: where the display's tracking space is in the scene.
        viewpoint: where the visitor stands and looks, for the host thread.
        staged: what a story has changed in the scene.
        time: the scene's own, which can be held.
        presence: how somebody is there; None for a camera that nobody steers.
        opened: which things have been clicked open.
        mark: where the host stands; None where the stage has it.
        moved: the marks that things were moved to, by their ids.
        sky: weather and hour where they have been changed.
        heard: where the visitor's head and the host's mouth are.
        curtain: what is shown of a scene that is wanted, at a display time: the old one until it is dark.
    """

    def __init__(self, cue: Latest[BodyCue], playhead: Callable[[], Playhead], mouths: MouthTracks) -> None:
        self.living: Latest[LivingScene | None] = Latest(None)
        self.world_from_tracking: Latest[Mat4] = Latest(identity())
        self.viewpoint: Latest[Viewpoint] = Latest(Viewpoint())
        self.staged: Latest[StageState] = Latest(AS_MADE)
        self.time = HeldTime()
        self.presence: Latest[Presence | None] = Latest(None)
        self.opened: Latest[Opened] = Latest({})
        self.mark: Latest[Mark | None] = Latest(None)
        self.moved: Latest[Mapping[str, Mark]] = Latest({})
        self.sky = ChangingSky()
        self.heard: Latest[SoundPose] = Latest(SoundPose())
        self.curtain: Callable[[LivingScene | None, float], LivingScene | None] = at_once
        self._cue = cue
        self._playhead = playhead
        self._mouths = mouths
        self._shown: LivingScene | None = None
        self._posed: PosedScene | None = None
        self._walk = HostWalk()
        self._state = BodyState()
        self._last_cue: BodyCue | None = None
        self._gesture = ("", 0.0)
        self._look_beat = Beat(VIEWPOINT_PHASE)

    def __call__(self, display_time_s: float, tracking_from_head: Mat4) -> FrameWorld | None:
        living = self.curtain(self.living.get(), display_time_s)
        if living is None:
            return None
        if living is not self._shown or self._posed is None:
            self._shown, self._posed, self._state = living, living.take_posed(), BodyState()
            self._walk = HostWalk()
        posed, nodes, local = self._posed, living.scene.nodes, self._posed.local
        presence = self.presence.get()
        place = presence.place(display_time_s) if presence is not None else None
        world_from_tracking = self.world_from_tracking.get() if place is None else place
        head = world_from_tracking @ tracking_from_head
        if self._look_beat.due(display_time_s):
            self.viewpoint.set(replace(viewpoint_of(head), pointed=presence.meant if presence is not None else ""))
        local.reset(nodes, posed.live)
        time_s = self.time.at(display_time_s)
        for clip in living.clips:
            apply_animation(clip, time_s % max(clip.duration_s, 1e-3), local)
        living.motion.apply(display_time_s, head[:3, 3], self.opened.get(), local)
        posed.moves.pose(local, self.moved.get(), display_time_s)
        if presence is not None and presence.carried:
            carry(living.scene, local, presence.carried)
        materials: Mapping[int, Material] = {}
        self._walk.apply(living.scene, self.mark.get(), local, display_time_s, stand_at)
        if living.rig is not None:
            mouth = self._mouths.mouth(self._playhead(), display_time_s)
            shown = self._pose_host(living, local, time_s, head[:3, 3], mouth)
            materials = living.rig.materials(shown, living.scene.materials)
        living.secondary.apply(time_s, local, posed.matrices)
        world, moved = posed.matrices.update(local), posed.matrices.take_moved()
        self.heard.set(sound_pose(head, None if living.rig is None else living.rig.eyes_in(world)))
        staged = self.staged.get()
        hidden = staged.hidden if presence is None else staged.hidden | presence.hidden
        if posed.moves.shift(world, display_time_s, hidden) | posed.hidden.apply(world, hidden):
            moved = None
        levels = staged.light_levels(living.scene.lights)
        scene = self.sky.scene_at(living.scene, display_time_s)
        over = None if presence is None else presence.overlay(display_time_s, head, living.scene, world)
        return FrameWorld(scene, world, local.weights, world_from_tracking, materials, moved, levels, over)

    @property
    def pose(self) -> LocalPose:
        """The pose evaluated last."""
        assert self._posed is not None
        return self._posed.local

    def _pose_host(
        self,
        living: LivingScene,
        local: LocalPose,
        time_s: float,
        visitor_head: npt.NDArray[np.float32],
        mouth: npt.NDArray[np.float32],
    ) -> dict[str, float]:
        cue = self._cue.get()
        if cue is not self._last_cue:
            self._last_cue = cue
            if cue.gesture:
                self._gesture = (cue.gesture, time_s)
        target = (living.points or {}).get(cue.gaze)
        moment = BodyMoment(
            time_s=time_s,
            visitor_head=visitor_head,
            emotion=cue.emotion,
            activity=cue.activity,
            gaze_target=target if time_s - self._gesture[1] < 2.5 else None,
            gaze_away=cue.gaze == "away",
            gesture=self._gesture[0],
            gesture_started_s=self._gesture[1],
            point_target=target,
            mouth=mouth,
        )
        assert living.rig is not None
        self._state = advance_body(living.rig, local, self._state, moment)
        return pose_body(living.rig, local, moment, self._state)


def carry(scene: Scene, local: LocalPose, carried: Mapping[str, Mat4]) -> None:
    """Puts things where a hand has them."""
    for name, pose in carried.items():
        if name in scene.placements:
            root = scene.placements[name].root
            local.translation[root], local.rotation[root], local.scale[root] = decompose(pose)


def stand_at(scene: Scene, mark: Mark, local: LocalPose) -> None:
    """Puts the host on a mark, in a pose that is at rest."""
    placement = scene.placements.get("host")
    if placement is not None:
        turn = yaw_quaternion(math.radians(mark.yaw_deg))
        back = scene.avatar is not None and faces_back(scene.avatar)
        local.translation[placement.root] = mark.at
        local.rotation[placement.root] = quaternion_multiply(turn, yaw_quaternion(math.pi)) if back else turn


def viewpoint_of(world_from_head: Mat4) -> Viewpoint:
    """Where a head is and which way it looks on the floor plan."""
    x, y, z = (float(v) for v in world_from_head[:3, 3])
    ahead = -world_from_head[:3, 2]
    return Viewpoint((x, y, z), math.degrees(math.atan2(-float(ahead[0]), -float(ahead[2]))))
