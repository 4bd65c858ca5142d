"""A recorded session shown again, frame by frame, without headset, models or loudspeaker: for bug reports and tests."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from vr_app.app.places import OpenedPlace, find_scene, open_place
from vr_app.app.record import SessionRecord
from vr_app.app.screenless_context import screenless_context
from vr_app.app.staging import Staging
from vr_app.app.tapes.tape import from_plain, read_tape
from vr_app.app.wav_file import write_wav
from vr_app.app.world import LivingScene, MouthTracks, World
from vr_app.kernel import events as ev
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.ids import TurnId
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import GraphicsContext, Mat4, Playhead, View
from vr_app.kernel.story_events import SceneCue
from vr_app.loading.picture_file import write_png
from vr_app.loading.scene_folder import load_scene
from vr_app.render.frame_loop import FrameWorld
from vr_app.render.quality import HIGH, LOW
from vr_app.render.renderer import Renderer
from vr_app.render.targets import OffscreenTarget
from vr_app.scene.avatar.rig_reader import rig_of_scene_host
from vr_app.scene.camera import symmetric_fov
from vr_app.scene.compose import environment_of
from vr_app.scene.foyer import foyer_scene
from vr_app.scene.overlay import Overlay, joined
from vr_app.scene.scene import Scene
from vr_app.scene.wearer_shapes import controller_shape, hand_shape

PICTURE_EVERY_S = 1.0
SIZE = (640, 640)
SPEECH_RATE_HZ = 24_000

Watch = Callable[[float, npt.NDArray[np.uint8]], bool]


@dataclass
class _Silence:
    """The loudspeaker as it was at a frame."""

    head: Playhead


class _Recorded:
    """A `Presence` that stands where the recorded one stood, with its hands."""

    def __init__(self) -> None:
        self.where: Mat4 = np.eye(4, dtype=np.float32)
        self.carried: Mapping[str, Mat4] = {}
        self.meant = ""
        self.hidden: frozenset[str] = frozenset()
        self.input: Mapping[str, Any] | None = None

    def place(self, time_s: float) -> Mat4 | None:
        return self.where

    def overlay(self, time_s: float, head: Mat4, scene: Scene, world_from_node: npt.NDArray[np.float32]) -> Overlay:
        meshes = []
        for side in ("left", "right"):
            hand = (self.input or {}).get(side) or {}
            if hand.get("joints") and not hand.get("holding"):
                meshes.append(hand_shape(np.array(hand["joints"], np.float32).reshape(-1, 4), self.where))
            elif hand.get("grip"):
                meshes.append(controller_shape(self.where @ pose_of(hand["grip"])))
        return Overlay(joined(meshes))


class Replay:
    """Evaluates and draws the frames of one tape.

    Args:
        path: of the tape.
        size: of the pictures; None for as large as the recorded ones, up to `SIZE`.
    """

    def __init__(self, path: Path, size: tuple[int, int] | None = None) -> None:
        self.path = path
        self.head, self._lines = read_tape(path)
        self.frames = 0
        self.digest = hashlib.sha256()
        self._size = size
        self._cue: Latest[ev.BodyCue] = Latest(ev.BodyCue(turn=None))
        self._sound = _Silence(Playhead(None, 0, 0.0, 0.0))
        self._mouths = MouthTracks()
        self._utterances: dict[tuple[int, int], ev.Utterance] = {}
        self._begun: dict[tuple[int, int], float] = {}
        self._heard: dict[tuple[int, int], int] = {}
        self._presence = _Recorded()
        self.world = World(self._cue, lambda: self._sound.head, self._mouths)
        self.world.presence.set(self._presence)
        self._staging = Staging(self.world)
        self._opened: OpenedPlace | None = None
        self._scenes: dict[str, LivingScene] = {}
        self._state: dict[str, Any] = {}

    @property
    def saying(self) -> str:
        """What is being said in the newest frame."""
        utterance = self._sound.head.utterance
        return utterance.text if utterance is not None else ""

    def run(
        self,
        out: Path | None,
        every_frame: bool = False,
        *,
        watch: Watch | None = None,
        context: GraphicsContext | None = None,
    ) -> dict[str, Any]:
        """Draws all frames; leaves pictures, the log and the captions in `out`. Returns the report.

        Args:
            every_frame: hash every frame, not only those that become pictures.
            watch: gets each frame's display time and picture; ends it all by returning False.
            context: to draw with; it is closed at the end.

        Raises: UserError where the tape or its scene cannot be read.
        """
        context = context or screenless_context()()
        context.make_current()
        renderer = Renderer(HIGH if self.head.get("quality") == "high" else LOW)
        record = SessionRecord(out, str(self.head.get("host", ""))) if out is not None else None
        target: OffscreenTarget | None = None
        next_picture_s, pictures = -np.inf, 0
        last: tuple[FrameWorld, float, Mat4] | None = None
        try:
            for line in self._lines:
                if line.get("k") == "e":
                    self._take_event(line, record)
                    continue
                time_s, head = float(line["t"]), pose_of(line["head"])
                self._take_frame(line)
                frame = self.world(time_s, head)
                if frame is None:
                    continue
                if target is None:
                    target = OffscreenTarget(*self._picture_size())
                self._draw(renderer, frame, head, time_s, target)
                self.frames += 1
                due = time_s >= next_picture_s
                picture = target.read() if due or every_frame or watch is not None else None
                if watch is not None and picture is not None and not watch(time_s, picture):
                    break
                if picture is not None and (due or every_frame):
                    self.digest.update(picture.tobytes())
                    if due:
                        next_picture_s = time_s + PICTURE_EVERY_S
                        pictures += 1
                        if out is not None:
                            write_png(out / f"frame-{pictures:04}.png", picture)
                last = (frame, time_s, head)
            if last is not None and target is not None and out is not None:
                pictures += 1
                write_png(out / f"frame-{pictures:04}.png", target.read())
        except (KeyError, TypeError, ValueError) as error:
            remedy = "Record the session again."
            raise UserError(f"This recording is damaged: {error}", where=Location(self.path), remedy=remedy) from error
        finally:
            self._lines.close()
            if target is not None:
                target.close()
            renderer.close()
            context.close()
            report = self._report(pictures)
            if record is not None and out is not None:
                record.close(report)
                write_wav(out / "speech.wav", [self._speech()], SPEECH_RATE_HZ)
        return report

    def _report(self, pictures: int) -> dict[str, Any]:
        return {
            "replayed": str(self.path),
            "scene": self.head.get("scene", ""),
            "frames": self.frames,
            "pictures": pictures,
            "sha256": self.digest.hexdigest(),
        }

    def _picture_size(self) -> tuple[int, int]:
        if self._size is not None:
            return self._size
        width, height = self._state.get("size", SIZE)
        scale = min(SIZE[0] / width, SIZE[1] / height, 1.0)
        return max(round(width * scale), 16), max(round(height * scale), 16)

    def _draw(self, renderer: Renderer, frame: FrameWorld, head: Mat4, time_s: float, target: OffscreenTarget) -> None:
        """All of the scene is on the card before it is shown: how fast it came is not what is replayed."""
        while not renderer.upload(frame.scene, 1 << 26):
            pass
        renderer.dress(frame.scene, frame.materials)
        renderer.cover(frame.overlay)
        fov = tuple(self._state.get("fov") or symmetric_fov(1.0, target.width, target.height))
        view = View(head, fov, target.texture, target.width, target.height)  # type: ignore[arg-type]
        renderer.draw(
            frame.scene,
            frame.world_from_node,
            frame.weights,
            (view,),
            frame.world_from_tracking,
            time_s,
            frame.moved,
            frame.light_levels,
        )

    # ---------------------------------------------------------------- what the tape says

    def _take_event(self, line: Mapping[str, Any], record: SessionRecord | None) -> None:
        event = from_plain(line["event"])
        if isinstance(event, ev.PlayUtterance):
            utterance = event.utterance
            self._utterances[utterance.turn, utterance.index] = utterance
            self._mouths.add(utterance)
        elif isinstance(event, ev.PlaybackStarted):
            self._begun[event.turn, event.index] = event.start_s
        elif isinstance(event, ev.PlaybackFinished):
            self._heard[event.turn, event.index] = event.heard_samples
        if record is not None:
            record.note(event, float(line.get("clock", 0.0)))

    def _take_frame(self, line: Mapping[str, Any]) -> None:
        before, self._state = self._state, self._state | dict(line)
        state = self._state
        if state.get("scene") != before.get("scene") or state.get("foyer") != before.get("foyer"):
            self._enter(str(state["scene"]), bool(state["foyer"]))
        if state["cue"] != before.get("cue"):
            cue = from_plain(state["cue"])
            self._cue.set(cue)
        if state["staged"] != before.get("staged", []):
            self._staging.leave()
            if self._opened is not None and (living := self.world.living.get()) is not None:
                self._staging.show(living.scene, self._opened.stage)
            for name, arguments in state["staged"]:
                self._staging.cue(SceneCue(name, tuple(arguments), TurnId(0)))
        self.world.time.held.set(bool(state["held"]))
        self._presence.where = pose_of(state["place"])
        self._presence.carried = {name: pose_of(pose) for name, pose in state["carried"].items()}
        self._presence.input = state["input"]
        self._presence.hidden = frozenset(state["put_away"])
        play = state["play"]
        if play is None:
            self._sound.head = Playhead(None, 0, 0.0, 0.0)
        else:
            turn, index, sample, clock_s, monotonic_s = play
            self._sound.head = Playhead(self._utterances.get((turn, index)), int(sample), clock_s, monotonic_s)

    def _speech(self) -> bytes:
        """What was heard of each utterance, at its place on the audio clock; 16-bit mono."""
        parts = []
        for key, begun_s in self._begun.items():
            utterance = self._utterances.get(key)
            if utterance is not None:
                pcm = np.frombuffer(utterance.pcm, "<i2")[: self._heard.get(key)].astype(np.float32)
                length = round(len(pcm) * SPEECH_RATE_HZ / utterance.sample_rate_hz)
                parts.append(
                    (
                        round(begun_s * SPEECH_RATE_HZ),
                        np.interp(np.linspace(0, max(len(pcm) - 1, 0), length), np.arange(len(pcm)), pcm)
                        if len(pcm)
                        else pcm,
                    )
                )
        whole = np.zeros(max((at + len(part) for at, part in parts), default=0), np.float32)
        for at, part in parts:
            whole[at : at + len(part)] += part
        return np.clip(np.rint(whole), -32768, 32767).astype("<i2").tobytes()

    def _enter(self, folder: str, foyer: bool) -> None:
        if self._opened is None or str(self._opened.stage.folder) != folder:
            self._opened = open_place(find_scene(folder if Path(folder).is_dir() else Path(folder).name))
        stage = self._opened.stage
        key = f"{folder} {foyer}"
        if key not in self._scenes:
            if foyer:
                sky = environment_of(stage)
                self._scenes[key] = LivingScene(
                    foyer_scene(sky, stage.spawn.at, float(np.radians(stage.spawn.yaw_deg)))
                )
            else:
                self._scenes[key] = living_scene(self._opened)
        living = self._scenes[key]
        self._staging.leave()
        self._staging.show(living.scene, stage)
        self.world.living.set(living)


def living_scene(opened: OpenedPlace) -> LivingScene:
    """A scene, read here and now, with its host's body."""
    scene = load_scene(opened.stage.folder)
    rig = None
    if scene.avatar is not None and "host" in scene.placements:
        rig = rig_of_scene_host(scene.avatar, scene.nodes, scene.placements["host"])
    points = {thing.id: np.asarray(thing.at, np.float32) for thing in opened.place.things}
    return LivingScene(scene, rig, points)


def pose_of(rows: Any) -> Mat4:
    """A pose from its upper three rows."""
    pose = np.eye(4, dtype=np.float32)
    pose[:3] = np.array(rows, np.float32).reshape(3, 4)
    return pose


def told(report: Mapping[str, Any]) -> str:
    """One line for people."""
    return f"{report['frames']} frames replayed, {report['pictures']} pictures, sha256 {report['sha256'][:16]}"
