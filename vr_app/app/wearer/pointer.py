"""Pointing in a scene, by whatever ray: lights things up, names them, picks what a story offers. Frame thread."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from vr_app.app.wearer.glow import GlowMeshes
from vr_app.app.wearer.labels import Labels
from vr_app.app.wearer.surroundings import Surroundings
from vr_app.kernel.latest import Latest
from vr_app.kernel.ports import Post
from vr_app.kernel.story_events import ChoicePicked, ChoicesOffered, ThingPicked
from vr_app.scene.beat import Beat
from vr_app.scene.overlay import Glow, Label
from vr_app.scene.pointing import Pointed, Pointing, Target, met_by
from vr_app.scene.scene import Scene

Ray = tuple[npt.NDArray[np.float32], npt.NDArray[np.float32]]
"""Origin and unit direction, metres in the scene."""

LABEL_RAD = 0.052
"""Height of a name's plate, as seen."""
LABEL_GAP = 0.02
"""How far it is above what it names, against the distance."""
BROAD = 0.18
"""Half a thing's height against its distance, from which on it fills the view."""
ASK = "Tell me about the {name}."
ASK_AS_IS = "Tell me about {name}."
GIVE = "I hand you the {name}."
GIVE_AS_IS = "I hand you {name}."
OFFER_GLOW = 0.35
"""How brightly the things of a story's choices shine by themselves."""


LOOK_PHASE = 1 / 3
"""What the ray meets is looked up between two drawings of moving shadows."""


@dataclass(frozen=True)
class Shone:
    """What pointing adds to the picture."""

    pointed: Pointed
    glow: Glow | None = None
    label: Label | None = None


class Pointer:
    """One ray's doings.

    Args:
        say: says a line for the visitor.
        post: takes the choices the visitor picks by pointing.

    Attributes:
        meant: id of what "that" means now, for the host thread; "" for nothing.
        labels: plates with words.
    """

    def __init__(self, say: Callable[[str], object], post: Post, labels: Labels | None = None) -> None:
        self.meant: Latest[str] = Latest("")
        self._say = say
        self._post = post
        self.labels = labels or Labels()
        self._glow = GlowMeshes()
        self._pointing = Pointing()
        self._offer: Latest[ChoicesOffered] = Latest(ChoicesOffered(0))
        self._surroundings: Surroundings | None = None
        self._held = ""
        self._beat = Beat(LOOK_PHASE)
        self._met: tuple[Surroundings, str, float] | None = None

    def note(self, event: object) -> None:
        """Host thread: what a story offers."""
        if isinstance(event, ChoicesOffered):
            self._offer.set(event)

    def step(
        self,
        time_s: float,
        surroundings: Surroundings,
        scene: Scene,
        world_from_node: npt.NDArray[np.float32],
        eye: npt.NDArray[np.float32],
        ray: Ray | None,
        *,
        by_look: bool = False,
    ) -> Shone:
        """Follows the ray of a frame; None where nothing points."""
        if self._surroundings is None or self._surroundings.stage.folder != surroundings.stage.folder:
            self._pointing.forget()
        self._surroundings = surroundings
        met, distance_m = "", 0.0
        if ray is not None:
            if self._beat.due(time_s) or self._met is None or self._met[0] is not surroundings:
                around = surroundings.around(eye)
                lit = self._pointing.now.id
                found = met_by(*ray, surroundings.targets, surroundings.grid, lit=lit, around=around)
                self._met = (surroundings, *found)
            _, met, distance_m = self._met
        else:
            self._met = None
        pointed = self._pointing.step(time_s, met, distance_m, by_look=by_look)
        self.meant.set(self._held or self._pointing.meant(time_s))
        target = surroundings.target(pointed.id)
        if target is None:
            return Shone(pointed, self._offered_glow(scene, world_from_node))
        glow = self._glow.of(scene, world_from_node, target.id)
        strength = max(pointed.dwell, 0.25)
        by_surface = ray is not None and target.radius_m <= 0
        hit = np.asarray(ray[0] + ray[1] * distance_m, np.float32) if ray is not None and by_surface else None
        label = self._label(target, eye, hit) if pointed.named else None
        return Shone(pointed, Glow(glow, strength) if glow is not None else None, label)

    @property
    def now(self) -> Pointed:
        """What is pointed at."""
        return self._pointing.now

    def holding(self, id_: str, time_s: float) -> None:
        """A thing is in the visitor's hand ("" for none): "this" means it, then and for a while after."""
        self._held = id_
        if id_:
            self._pointing.hold(id_, time_s)

    def hand_over(self, id_: str) -> None:
        """The visitor hands a thing to the host."""
        target = self._surroundings.target(id_) if self._surroundings is not None else None
        if target is not None:
            self.meant.set(id_)
            self._say((GIVE_AS_IS if _has_article(target.name) else GIVE).format(name=target.name))

    def select(self) -> bool:
        """The visitor picks what is pointed at: a story's choice, else asks about it. Returns: whether it was any."""
        id_ = self._pointing.now.id
        target = self._surroundings.target(id_) if self._surroundings is not None else None
        if target is None or self._pointing.now.dwell < 1.0:
            return False
        offer = self._offer.get()
        for choice in offer.choices:
            if choice.thing and choice.thing == id_:
                self._post(ChoicePicked(offer.offer, choice.index))
                return True
        if does_something(self._surroundings, id_):
            self._post(ThingPicked(id_))
            return True
        self._say((ASK_AS_IS if _has_article(target.name) else ASK).format(name=target.name))
        return True

    def _label(self, target: Target, eye: npt.NDArray[np.float32], hit: npt.NDArray[np.float32] | None) -> Label | None:
        words = next((c.text for c in self._offer.get().choices if c.thing == target.id), "") or target.name
        levels = self.labels.get(words)
        if levels is None:
            return None
        at, distance = np.array(target.at, np.float32), float(np.linalg.norm(np.array(target.at) - eye))
        top = target.top_m if target.radius_m <= 0 else target.at[1] + min(target.radius_m, 0.25)
        if hit is not None and (top - target.at[1]) > BROAD * distance:
            # What fills the view has its name where it is pointed at.
            at, distance, top = hit, float(np.linalg.norm(hit - eye)), float(hit[1])
        # Far things have their names nearer by in the same direction: always large enough to be read.
        near = min(distance, 6.0)
        share = near / max(distance, 1e-3)
        rise = max(top - float(at[1]), 0.0) * share + LABEL_GAP * near
        place = eye + (at - eye) * share + np.array([0.0, rise, 0.0])
        return Label(levels, (float(place[0]), float(place[1]), float(place[2])), LABEL_RAD * near)

    def _offered_glow(self, scene: Scene, world_from_node: npt.NDArray[np.float32]) -> Glow | None:
        """The first thing that stands for a choice of the story shines a little."""
        things = [choice.thing for choice in self._offer.get().choices if choice.thing]
        if not things:
            return None
        mesh = self._glow.of(scene, world_from_node, things[0])
        return Glow(mesh, OFFER_GLOW) if mesh is not None else None


def does_something(surroundings: Surroundings | None, id_: str) -> bool:
    """Whether something happens in the scene when a thing is clicked, so that nobody need ask about it."""
    if surroundings is None:
        return False
    stage = surroundings.stage
    opens = any(b.kind == "open" and b.thing in (id_, id_.rpartition("-")[0]) for b in stage.behaviours)
    return opens or any(trigger.when == "picks_up" and trigger.what == id_ for trigger in stage.triggers)


def _has_article(name: str) -> bool:
    return name[:1].isupper() or name.lower().startswith(("the ", "a ", "an "))
