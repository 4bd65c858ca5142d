"""The wearer of the headset in the scene: where they are, what they point at, what they hold. On the frame thread."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Literal, Protocol

import numpy as np
import numpy.typing as npt

from vr_app.app.wearer.curtain import Curtain
from vr_app.app.wearer.lost_hands import LostHands
from vr_app.app.wearer.own_controllers import OwnControllers
from vr_app.app.wearer.palm import Palm
from vr_app.app.wearer.pointer import Pointer, Ray, Shone
from vr_app.app.wearer.room_view import RoomView
from vr_app.app.wearer.safe_place import SAFE_COLOUR, SafePlace, words_ahead
from vr_app.app.wearer.surroundings import Surroundings
from vr_app.kernel.events import HostNotice, StopRequested
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Mat4, Post
from vr_app.openxr.controls import Controls, Side
from vr_app.scene.grabbing import Grabbing, GraspingHand
from vr_app.scene.locomotion.comfort import BreakHint, Comfort
from vr_app.scene.locomotion.place import heading
from vr_app.scene.locomotion.travel import Travel, Wish
from vr_app.scene.overlay import Label, Overlay, OverlayMesh, joined
from vr_app.scene.scene import Scene
from vr_app.scene.transform import identity
from vr_app.scene.wearer_shapes import (
    arc_shape,
    dwell_ring,
    marker_shape,
    ray_end,
    ray_shape,
)

HOST_CHEST_M = 1.15
"""Where the host takes things, over its feet."""
TICK_S, TICK = 0.012, 0.25
"""A light tap in the hand: something lights up."""
CLICK_S, CLICK = 0.025, 0.6
"""A firmer one: something was done."""
BREAK_WORDS = "You have been here for forty minutes. A short break would do your eyes good."
Room = Literal["", "mixed", "added"]
ROOM_S = 1.0
"""How long a headset may take to show the real room."""
LOST_DARK = 0.9
LOST_WORDS = "Your headset has lost its bearings. Look straight ahead for a moment."
NO_ROOM_WORDS = "This headset cannot show your own room, so the scene is all round you."
SIDES: tuple[Side, Side] = ("left", "right")


class Headset(Protocol):
    """What the wearer's hands come from."""

    controls: Latest[Controls]
    see_room: Latest[bool]
    room: Latest[Room]

    def pulse(self, hand: Side, seconds: float = 0.02, amplitude: float = 0.5) -> None: ...


class Wearer:
    """Call `step`, then `overlay`, once a frame.

    Args:
        post: takes what the wearer does.
        pointer: follows the ray.
        comfort: how to move; read every frame.

    Attributes:
        headset: the display in use; None while there is none.
        grabbing: what the hands hold.
        place: where the tracking space is in the scene now.
        room: how the scene is seen.
        hands_busy: hands whose ray belongs to a panel now: they neither point nor pick.
        curtain: between one scene and the next.
        palm: the menu over a bare hand.
    """

    def __init__(
        self,
        post: Post,
        pointer: Pointer,
        comfort: Callable[[], Comfort] = Comfort,
        room: RoomView | None = None,
        own_controllers: OwnControllers | None = None,
    ) -> None:
        self.headset: Headset | None = None
        self.place = identity()
        self.hands_busy: Latest[frozenset[Side]] = Latest(frozenset())
        self.travel = Travel(comfort())
        self.curtain: Curtain = Curtain()
        self.pointer = pointer
        self.palm = Palm(pointer.labels)
        self._safe = SafePlace()
        self._comfort = comfort
        self._post = post
        self._asked: Latest[tuple[int, int, int]] = Latest((0, 0, 0))
        self._controls = Controls()
        self._seen: Controls | None = None
        self._entered: Surroundings | None = None
        self._folder: object = None
        self._hand: Side = "right"
        self._lit = ""
        self._jumps = 0
        self._room_asked_s = 0.0
        self.grabbing = Grabbing()
        self.room = room or RoomView(lambda: "vr")
        self._own_controllers = own_controllers or OwnControllers(None)
        self._break, self._lost_hands = BreakHint(), LostHands()
        self._time_s = 0.0
        self._head: Mat4 | None = None
        self._last_head: Mat4 | None = None

    # ------------------------------------------------------------------ any thread

    def ask(self, *, start: bool = False, recentre: bool = False, safe: bool = False) -> None:
        """What somebody else asks for the wearer: the host's ear, a panel's button."""
        a, b, c = self._asked.get()
        self._asked.set((a + start, b + recentre, c + safe))

    # ------------------------------------------------------------------ frame thread

    @property
    def safe(self) -> bool:
        """In the safe place."""
        return self._safe.entered

    @property
    def _busy(self) -> frozenset[Side]:
        """Hands that belong to a panel or to the palm's menu now."""
        return self.hands_busy.get() | self.palm.busy

    def step(self, time_s: float, surroundings: Surroundings | None) -> Mat4:
        """Moves on to a frame's display time; returns `world_from_tracking`."""
        controls = self._controls = self.headset.controls.get() if self.headset is not None else Controls()
        self._time_s, self._head = time_s, controls.tracking_from_head
        self._last_head = self._head if self._head is not None else self._last_head
        self.travel.comfort = self._comfort()
        pressed = self.palm.step(time_s, controls)
        if pressed in ("start", "safe"):
            self.ask(start=pressed == "start", safe=pressed == "safe")
        if self.room.step(surroundings, self._head, self._closed_hands(controls)):
            self._entered = self._folder = None
        self._ask_for_room(time_s)
        if surroundings is not None and surroundings is not self._entered:
            self._enter(surroundings)
        wish = self._wish(controls)
        if not controls.focused or self.safe or self.room.kind == "diorama":
            self.travel.skip(wish)
        self.travel.step(time_s, controls.tracking_from_head, wish)
        model = self.room.model()
        place = self.place = self.travel.world_from_tracking if model is None else model
        if surroundings is not None:
            self._grasp(controls, surroundings)
        self._act(controls)
        self._seen = controls
        return place

    def overlay(
        self, surroundings: Surroundings | None, scene: Scene, world_from_node: npt.NDArray[np.float32]
    ) -> Overlay:
        """What is drawn for the wearer now."""
        controls, place = self._controls, self.place
        eye = (place @ self._head)[:3, 3] if self._head is not None else place[:3, 3]
        solid, models = self._own_controllers.hands(self.headset, controls, place)
        glass = [self.room.shadow] if self._seen_room == "mixed" else []
        front: list[OverlayMesh] = []
        seen = surroundings if self.room.kind == "vr" else self.room.seen
        shone = self._point(seen, scene, world_from_node, eye, glass, front)
        if (arc := self.travel.arc) is not None:
            facing = heading(place @ self._head) if self._head is not None else 0.0
            glass += [arc_shape(arc, self._time_s), marker_shape(arc, facing)]
        dark = max(self.travel.darkness, self._safe.dark, self.curtain.darkness)
        return Overlay(
            solid,
            models,
            joined(glass),
            joined(front),
            self._labels(shone, eye),
            shone.glow if shone is not None else None,
            dark,
            SAFE_COLOUR if self.safe else (0.0, 0.0, 0.0),
            self.travel.vignette,
            self._seen_room,
        )

    @property
    def _seen_room(self) -> Room:
        return self.headset.room.get() if self.headset is not None and self.room.kind != "vr" else ""

    def _labels(self, shone: Shone | None, eye: npt.NDArray[np.float32]) -> tuple[Label, ...]:
        """What is pointed at, or in the safe place how to get back; and the palm's menu."""
        menu = self.palm.labels(self.place)
        if self._head is None and self._last_head is not None and self.travel.darkness > LOST_DARK:
            return words_ahead(self.pointer.labels, LOST_WORDS, self.place @ self._last_head, self.travel.darkness)
        if not self.safe:
            return (*((shone.label,) if shone is not None and shone.label is not None else ()), *menu)
        head = None if self._head is None else self.place @ self._head
        bare = any(self._controls.hand(side).joints is not None for side in SIDES)
        holding = any(self._controls.hand(side).holding for side in SIDES)
        return (*self._safe.label(self.pointer.labels, head, bare=bare and not holding), *menu)

    # ------------------------------------------------------------------ input

    def _ask_for_room(self, time_s: float) -> None:
        """Lets the display show the real room where that is wanted; says once where it cannot."""
        if self.headset is None:
            return
        wanted = self.room.kind != "vr"
        self.headset.see_room.set(wanted)
        if not wanted or self.headset.room.get():
            self._room_asked_s = time_s
        elif self.room.kind == "ar" and time_s - self._room_asked_s > ROOM_S:
            self.room.no_room = True
            self._post(HostNotice(NO_ROOM_WORDS))

    def _grasp(self, controls: Controls, surroundings: Surroundings) -> None:
        """What the hands hold, and what comes of it."""
        place, busy = self.place, self._busy
        if self.room.kind == "diorama":
            return
        hands: dict[Side, GraspingHand] = {}
        for side in SIDES:
            hand, pointed = controls.hand(side), self.pointer.now.id if side == self._hand else ""
            grip = None if hand.tracking_from_grip is None else place @ hand.tracking_from_grip
            hands[side] = GraspingHand(grip, hand.grab and side not in busy and not self.safe, pointed)
        host = surroundings.stage.host
        chest = None if host is None else np.array(host.at) + np.array([0.0, HOST_CHEST_M, 0.0])
        for done in self.grabbing.step(self._time_s, hands, surroundings.graspable, chest):
            self._pulse(done.side, CLICK_S, CLICK if done.what == "taken" else TICK)
            if done.what == "given":
                self.pointer.hand_over(done.id)
        self.pointer.holding(next(iter(self.grabbing.held.values()), ""), self._time_s)

    def _enter(self, surroundings: Surroundings) -> None:
        if surroundings.stage.folder != self._folder:
            self._folder = surroundings.stage.folder
            self.grabbing.forget()
            self.travel.enter(*self.room.start(surroundings.stage))
        self.travel.use_ground(surroundings.ground)
        self._entered = surroundings

    def _closed_hands(self, controls: Controls) -> dict[str, Mat4]:
        """Those that hold the model on the table."""
        if self.safe or not controls.focused:
            return {}
        busy = self._busy
        hands = {side: controls.hand(side) for side in SIDES if side not in busy}
        grips = {side: hand.tracking_from_grip for side, hand in hands.items() if hand.grab}
        return {side: grip for side, grip in grips.items() if grip is not None}

    def _wish(self, controls: Controls) -> Wish:
        aim = controls.hand(controls.aiming).tracking_from_aim
        throws = controls.teleport and controls.aiming not in self._busy
        turns = self.palm.presses["right"] - self.palm.presses["left"]
        starts, recentres, _ = self._asked.get()
        if self.room.kind != "vr":  # in one's own room one goes on one's own feet
            home = controls.start_count + starts
            return Wish(
                turn_count=controls.turn_count + turns, start_count=home, recentre_count=controls.recentre_count
            )
        return Wish(
            controls.move,
            controls.turn,
            controls.turn_count + turns,
            aim if throws else None,
            controls.teleport_count,
            controls.start_count + starts,
            controls.recentre_count + recentres,
        )

    def _act(self, controls: Controls) -> None:
        """Buttons, haptics, the safe place, the break."""
        before = self._seen or controls
        if self._safe.step(self._time_s, controls.safe_count + self._asked.get()[2]):
            self._post(StopRequested())
        for side in SIDES:
            if controls.hand(side).select_count > before.hand(side).select_count:
                self._select(side)
        if self.travel.jumps != self._jumps:
            self._jumps = self.travel.jumps
            self._pulse(controls.main, TICK_S, TICK)
        if controls.worn and controls.focused and self._comfort().break_hint and self._break.step(self._time_s):
            self._post(HostNotice(BREAK_WORDS))
        if lost := self._lost_hands.step(self._time_s, controls):
            self._post(HostNotice(lost))

    def _select(self, side: Side) -> None:
        if side in self._busy or self.safe:
            return
        self._hand = side
        if self.pointer.select():
            self._pulse(side, CLICK_S, CLICK)

    def _pulse(self, side: Side, seconds: float, amplitude: float) -> None:
        if self.headset is not None:
            self.headset.pulse(side, seconds, amplitude)

    # ------------------------------------------------------------------ pointing

    def _point(
        self,
        surroundings: Surroundings | None,
        scene: Scene,
        world_from_node: npt.NDArray[np.float32],
        eye: npt.NDArray[np.float32],
        glass: list[OverlayMesh],
        front: list[OverlayMesh],
    ) -> Shone | None:
        if surroundings is None or self.safe:
            return None
        ray, by_look = self._ray()
        shone = self.pointer.step(self._time_s, surroundings, scene, world_from_node, eye, ray, by_look=by_look)
        pointed = shone.pointed
        if ray is not None and not by_look and self.travel.arc is None:
            size = math.hypot(*self.place[:3, 0].tolist())
            glass.append(ray_shape(*ray, pointed.distance_m, lit=bool(pointed.id), size=size))
            if pointed.id:
                front.append(ray_end(ray[0] + ray[1] * pointed.distance_m, eye))
        if ray is not None and by_look and pointed.id and pointed.dwell < 1.0:
            front.append(dwell_ring(ray[0] + ray[1] * min(pointed.distance_m, 4.0), eye, pointed.dwell))
        if pointed.id != self._lit:
            self._lit = pointed.id
            if pointed.id and not by_look:
                self._pulse(self._hand, TICK_S, TICK)
        return shone

    def _ray(self) -> tuple[Ray | None, bool]:
        """The ray that points: the hand's used last, else the other's, else the look ahead."""
        controls, place, busy = self._controls, self.place, self._busy
        if not controls.focused or self.travel.arc is not None:
            return None, False
        if self._seen is None or self._hand not in SIDES:
            self._hand = controls.main
        other: Side = "left" if self._hand == "right" else "right"
        for side in (self._hand, other):
            aim = controls.hand(side).tracking_from_aim
            if aim is not None:
                self._hand = side
                return (None, False) if side in busy else (_ray_of(place @ aim), False)
        return (_ray_of(place @ self._head), True) if self._head is not None else (None, True)


def _ray_of(pose: Mat4) -> Ray:
    way = -pose[:3, 2]
    return pose[:3, 3].copy(), (way / max(math.hypot(*way.tolist()), 1e-9)).astype(np.float32)
