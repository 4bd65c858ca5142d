"""Gives the things of a stage their places, by the real bodies of their assets. For a process beside the app's own."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

import numpy as np
import numpy.typing as npt

from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import resource_path
from vr_app.loading.bodies import shape_of_asset
from vr_app.loading.collision import MeshCollider
from vr_app.loading.heights import read_heights
from vr_app.scene.compose import body_of
from vr_app.scene.layout.placement import Placed, Unmet
from vr_app.scene.layout.settle import needs_solver, settled
from vr_app.scene.layout.shape import Shape
from vr_app.scene.layout.solver import Solver, level_ground
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.stage import Stage
from vr_app.scene.stage_things import Thing
from vr_app.scene.terrain import Terrain, terrain_of

Tell = Callable[[Placed | Unmet], None]
KeptShapes = Callable[[str, Callable[[], Shape]], Shape]
"""Gives a body that is kept under a key, or makes it."""


def _at_once(_key: str, make: Callable[[], Shape]) -> Shape:
    return make()


class Bodies:
    """Bodies of a stage's things, each worked out once.

    Args:
        assets: by reference; what is not there gets the body of its stand-in.
        kept: where bodies are kept from one time to the next.
    """

    def __init__(self, assets: Mapping[str, LoadedAsset], kept: KeptShapes = _at_once) -> None:
        self._assets = assets
        self._kept = kept
        self._plain: dict[object, LoadedAsset] = {}
        self._shapes: dict[int, Shape] = {}

    def asset_of(self, thing: Thing) -> LoadedAsset:
        """What is drawn for a thing: its asset, painted where it says so, or the body that stands in."""
        return body_of(thing, self._assets, self._plain)

    def __call__(self, thing: Thing) -> Shape:
        asset = self.asset_of(thing)
        if id(asset) not in self._shapes:
            if thing.asset in self._assets:
                made = self._kept(thing.asset, lambda: shape_of_asset(asset, thing.asset))
            else:
                made = shape_of_asset(asset, f"{thing.asset}|{thing.shape}{thing.size}")
            self._shapes[id(asset)] = made
        return self._shapes[id(asset)]


def furnished(stage: Stage, bodies: Bodies, terrain: Terrain | None = None, tell: Tell | None = None) -> Stage:
    """The stage with a place for everything; the same one where everything has its own already.

    Args:
        tell: told of each place and complaint as it is found.
    """
    if not needs_solver(stage):
        return stage
    found = []
    for entry in solver_for(stage, bodies, terrain).run():
        found.append(entry)
        if tell is not None:
            tell(entry)
    return settled(stage, found)


def solver_for(stage: Stage, bodies: Bodies, terrain: Terrain | None = None) -> Solver:
    """A solver that compares meshes."""
    ground = level_ground(stage) if terrain is None else terrain.heights
    return Solver(stage, bodies, MeshCollider(), ground, is_level=terrain is None)


def terrain_for(stage: Stage) -> tuple[Terrain | None, list[str]]:
    """The hills of a stage, and what is wrong with their picture."""
    if stage.ground is None or stage.ground.kind != "terrain":
        return None, []
    picture: npt.NDArray[np.float32] | None = None
    problems: list[str] = []
    if stage.ground.image:
        try:
            picture = read_heights(stage.asset_path(stage.ground.image, resource_path("assets")))
        except UserError as error:
            problems.append(str(error))
    return terrain_of(stage, picture), problems


def on_ground(stage: Stage, terrain: Terrain | None) -> Stage:
    """Spawn and host on the hills where the stage puts them at height 0."""
    if terrain is None:
        return stage

    def lifted(at: tuple[float, float, float]) -> tuple[float, float, float]:
        return (at[0], float(terrain.heights(np.array([at[0], at[2]]))), at[2]) if at[1] == 0.0 else at

    host = stage.host and replace(stage.host, at=lifted(stage.host.at))
    return replace(stage, host=host, spawn=replace(stage.spawn, at=lifted(stage.spawn.at)))
