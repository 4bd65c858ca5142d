"""How the wearer sees the scene: from within, in their own room, or as a model on a table. On the frame thread."""

from __future__ import annotations

import json
import logging
import threading
from collections.abc import Callable, Mapping
from dataclasses import asdict, replace
from pathlib import Path
from typing import Literal

import numpy as np

from vr_app.app.wearer.surroundings import ROUND_M, Surroundings
from vr_app.kernel.ports import Mat4
from vr_app.scene.diorama import Diorama, Stand, first_stand
from vr_app.scene.locomotion.ground import Vec3, ground_bounds
from vr_app.scene.overlay import EMPTY, OverlayMesh
from vr_app.scene.pointing import Target
from vr_app.scene.shapes import ring
from vr_app.scene.stage import Stage

log = logging.getLogger(__name__)

ViewKind = Literal["vr", "ar", "diorama"]
BEFORE_HOST_M = 1.9
"""How far from the host one stands in one's own room."""
SHADOW_M, SHADOW = 0.42, 0.5
FLOORS = frozenset({"ground", "water"})


class RoomView:
    """What the three ways of seeing a scene differ in.

    Args:
        kind: as it stands; asked every frame.
        file: where the table's models are remembered, by scene; None forgets them.

    Attributes:
        kind: in this frame.
        hidden: things that make way.
        seen: the surroundings without what made way.
        no_room: this headset cannot show the real room: the scene is all round instead.
    """

    def __init__(self, kind: Callable[[], str], file: Path | None = None) -> None:
        self.kind: ViewKind = "vr"
        self.hidden: frozenset[str] = frozenset()
        self.seen: Surroundings | None = None
        self.no_room = False
        self._kind, self._file = kind, file
        self._around: Surroundings | None = None
        self._diorama = Diorama()
        self._kept = 0

    def step(self, around: Surroundings | None, head: Mat4 | None, hands: Mapping[str, Mat4]) -> bool:
        """Moves on to a frame. Returns: whether the kind has changed, so that the wearer arrives anew.

        Args:
            head: `tracking_from_head`.
            hands: closed hands, `tracking_from_hand` by side.
        """
        wanted = self._kind()
        kind: ViewKind = "ar" if wanted == "ar" and not self.no_room else "diorama" if wanted == "diorama" else "vr"
        changed, self.kind = kind != self.kind, kind
        if around is not self._around or changed:
            self._enter(around, anew=changed or _folder(around) != _folder(self._around))
        if kind == "diorama" and around is not None and head is not None:
            if self._diorama.stand is None:
                x0, z0, x1, z1 = ground_bounds(around.stage)
                self._diorama.stand = first_stand(head, max(x1 - x0, z1 - z0))
            self._diorama.step(hands)
            if self._diorama.changed != self._kept:
                self._kept = self._diorama.changed
                self._remember(around.stage, self._diorama.stand)
        return changed

    def start(self, stage: Stage) -> tuple[Vec3, float]:
        """Where one arrives and which way one looks, radians: before the host in one's own room, else as staged."""
        if self.kind == "ar" and stage.host is not None:
            x, y, z = stage.host.at
            yaw = np.radians(stage.host.yaw_deg)
            return (x + np.sin(yaw) * BEFORE_HOST_M, y, z + np.cos(yaw) * BEFORE_HOST_M), float(yaw)
        return stage.spawn.at, float(np.radians(stage.spawn.yaw_deg))

    def model(self) -> Mat4 | None:
        """What takes the place of `world_from_tracking` for a model on a table; None otherwise."""
        stand = self._diorama.stand
        if self.kind != "diorama" or stand is None or self._around is None:
            return None
        return stand.scene_from_room(_middle(self._around.stage))

    @property
    def shadow(self) -> OverlayMesh:
        """What the host's feet leave on the real floor."""
        host = self._around.stage.host if self._around is not None else None
        if self.kind != "ar" or host is None:
            return EMPTY
        at = np.array(host.at) + np.array([0.0, 0.005, 0.0])
        return ring(at, 0.0, SHADOW_M, (0.0, 0.0, 0.0, SHADOW), (0.0, 0.0, 0.0, 0.0))

    def _enter(self, around: Surroundings | None, *, anew: bool) -> None:
        self._around = self.seen = around
        self.hidden = frozenset()
        if around is None or self.kind == "vr":
            return
        self.hidden = FLOORS | around.scenery
        if self.kind == "ar":
            stay = {"host", *(thing.id for thing in around.graspable)}
            self.hidden = FLOORS | (frozenset(thing.id for thing in around.stage.things) - stay)
        self.seen = replace(
            around,
            targets=tuple(target for target in around.targets if self._is_seen(target, around)),
            grid=None if self.kind == "ar" else around.grid,
        )
        if self.kind == "diorama" and anew:
            self._diorama, self._kept = Diorama(self._remembered(around.stage)), 0

    def _is_seen(self, target: Target, around: Surroundings) -> bool:
        """Spots are part of what made way, but for those on the table."""
        if target.id in self.hidden or (self.kind == "ar" and target.radius_m > 0):
            return False
        x0, z0, x1, z1 = ground_bounds(around.stage)
        x, _, z = target.at
        return self.kind == "ar" or (x0 - ROUND_M < x < x1 + ROUND_M and z0 - ROUND_M < z < z1 + ROUND_M)

    # ------------------------------------------------------------------ remembered tables

    def _remembered(self, stage: Stage) -> Stand | None:
        try:
            told = json.loads(self._file.read_text(encoding="utf-8"))[stage.folder.name] if self._file else None
            return Stand(tuple(told["at"]), told["yaw_rad"], told["scale"]) if told else None
        except (OSError, ValueError, LookupError, TypeError):
            return None

    def _remember(self, stage: Stage, stand: Stand | None) -> None:
        if self._file is not None and stand is not None:
            arguments = (self._file, stage.folder.name, asdict(stand))
            threading.Thread(target=_write, args=arguments, name="diorama", daemon=True).start()


def _write(file: Path, name: str, stand: dict) -> None:
    try:
        kept = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(json.dumps(kept | {name: stand}), encoding="utf-8")
    except (OSError, ValueError) as error:
        log.warning("the model's place on the table could not be kept: %s", error)


def _folder(around: Surroundings | None) -> Path | None:
    return around.stage.folder if around is not None else None


def _middle(stage: Stage) -> Vec3:
    """The point of the scene that stands in the middle of the table."""
    x0, z0, x1, z1 = ground_bounds(stage)
    return ((x0 + x1) / 2, stage.spawn.at[1], (z0 + z1) / 2)
