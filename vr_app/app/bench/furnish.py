"""How well related things find their places: time, overlaps, relations met, over many seeds; a check, a save."""

from __future__ import annotations

import tempfile
import time
import tomllib
from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np

from vr_app.app.folders import data_folder
from vr_app.kernel.resources import resource_path
from vr_app.loading.collision import MeshCollider
from vr_app.loading.furnish import Bodies, solver_for
from vr_app.loading.live_process import LiveLoader
from vr_app.loading.process import kept_asset, kept_shape
from vr_app.loading.scene_cache import SceneCache
from vr_app.loading.stage_checks import Checks, read_parts
from vr_app.scene.layout.placement import Unmet
from vr_app.scene.layout.shape import Shape
from vr_app.scene.layout.solver import Solver
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.stage import Problem, Stage
from vr_app.scene.stage_reader import load_stage, read_document

SEEDS = 50
THINGS = 200
FLOATS_M = 0.03

_TABLES = ("table", "desk", "workbench", "cabinet", "crate")
_SEATS = ("chair", "stool", "armchair", "bench")
_SMALL = ("bottle", "bowl", "book", "candle", "basket", "vase", "jug", "cup")
_TALL = ("bookshelf", "cabinet", "wardrobe", "barrel", "crate")
_LAMPS = ("lamp-post", "lantern", "torch", "brazier", "pillar")


def bench_furnish(seeds: int = SEEDS, things: int = THINGS) -> dict[str, Any]:
    """Runs them all. Shapes are read once, as they are for a scene that was open before."""
    cache = SceneCache(data_folder() / "cache")
    there = {file.stem for file in resource_path("assets").glob("pack/*.glb")}
    assets: dict[str, LoadedAsset] = {}
    seconds, overlaps, floating, met, asked, placed = [], 0, 0, 0, 0, 0
    for seed in range(seeds):
        stage = _stage(_document(seed, things, there))
        for thing in stage.things:
            if thing.asset not in assets:
                assets[thing.asset] = kept_asset(cache, stage.asset_path(thing.asset, resource_path("assets")))
        bodies = Bodies(assets)
        for thing in stage.things:
            bodies(thing)
        solver = solver_for(stage, bodies)
        begun_s = time.perf_counter()
        found = list(solver.run())
        seconds.append(time.perf_counter() - begun_s)
        unmet = [entry for entry in found if isinstance(entry, Unmet)]
        relations = sum(len(thing.relations) * thing.count for thing in stage.things)
        asked += relations
        met += relations - len(unmet)
        placed += len(solver.arrangement.solids)
        overlaps += _overlaps(solver)
        floating += _floating(solver)
    return {
        "seeds": seeds,
        "things each": things,
        "placed": placed,
        "seconds P50": round(float(np.percentile(seconds, 50)), 3),
        "seconds P95": round(float(np.percentile(seconds, 95)), 3),
        "overlaps": overlaps,
        "floating": floating,
        "relations met": f"{met} of {asked} ({100 * met / max(asked, 1):.2f} %)",
        **_check_and_save(there),
    }


def _check_and_save(there: set[str]) -> dict[str, Any]:
    """Seconds for a check of 1,000 things, and from a save of 200 to a scene that can be drawn, loader's part."""
    cache = SceneCache(data_folder() / "cache")

    def check(folder: Path) -> list[Problem]:
        stage = load_stage(folder)

        def keep(reference: str, make: Callable[[], Shape]) -> Shape:
            return kept_shape(cache, stage, reference, make)

        return list(Checks(stage, read_parts(stage, lambda file: kept_asset(cache, file)), keep).run())

    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        thousand = folder / "thousand"
        _write(thousand, _grid(1000, there))
        checks = _timed(lambda: check(thousand), 3)
        live = folder / "live"
        loader = LiveLoader(SceneCache(folder / "cache"))
        _write(live, _grid(200, there))
        loader.load(live)
        saves = []
        for number in range(5):
            _write(live, _grid(200, there, shift=0.01 * (number + 1)))
            begun_s = time.perf_counter()
            loader.load(live)
            saves.append(time.perf_counter() - begun_s)
    return {"check of 1,000 things, s": round(checks, 3), "save of 200 things, s": round(float(np.median(saves)), 3)}


def _timed(work: Callable[[], object], times: int) -> float:
    seconds = []
    for _ in range(times):
        begun_s = time.perf_counter()
        work()
        seconds.append(time.perf_counter() - begun_s)
    return float(np.median(seconds))


def _overlaps(solver: Solver) -> int:
    """Pairs whose surfaces cross, looked for anew among all."""
    collider, solids = MeshCollider(), list(solver.arrangement.solids)
    count = 0
    for number, body in enumerate(solids):
        for other in solver.arrangement.neighbours(body.shape, np.array([body.pose]))[0]:
            if other > number:
                second = solids[int(other)]
                count += collider.touches(body.shape, body.pose, second.shape, second.pose)
    return count


def _floating(solver: Solver) -> int:
    """Things with air under all their feet."""
    count = 0
    for body in solver.arrangement.solids:
        below = solver.arrangement.bodies.get(body.stands_on)
        rest = body.low_m if below is None else _air(body, below)
        count += abs(rest) > FLOATS_M
    return count


def _air(body: Any, below: Any) -> float:
    from vr_app.scene.layout.plan import turned

    x, _, z, yaw = body.pose
    feet = np.array([x, z]) + turned(body.shape.feet, np.full(len(body.shape.feet), yaw))
    levels = below.shape.floors_at(below.local(feet))[0] + below.pose[1]
    tops = below.shape.tops_at(below.local(feet))[:, None] + below.pose[1]
    gaps = body.low_m - np.concatenate([levels, tops], axis=1)
    gaps = gaps[np.isfinite(gaps) & (gaps > -0.01)]
    return float(gaps.min()) if len(gaps) else 9.0


def _stage(text: str) -> Stage:
    stage, problems = read_document(tomllib.loads(text), text, Path())
    assert stage is not None, problems
    return stage


def _write(folder: Path, text: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / "scene.toml").write_text(text, encoding="utf-8")


_HEAD = """format = 2
title = "Bench"
description = "Many things."

[ground]
"""


def _grid(count: int, there: set[str], shift: float = 0.0) -> str:
    kinds = sorted(there & {*_TABLES, *_SEATS, *_TALL})
    rows = [
        f'[[thing]]\nid = "t-{n}"\nasset = "app:pack/{kinds[n % len(kinds)]}.glb"\n'
        f"at = [{(n % 40) * 3.0 - 60 + (shift if n == 7 else 0):g}, 0.0, {-(n // 40) * 3.0 - 6:g}]\n"
        for n in range(count)
    ]
    return _HEAD + "".join(rows)


def _document(seed: int, count: int, there: set[str]) -> str:
    """A yard that has room for all of it: groups round tables, rows along the edges, things on things."""
    rng = np.random.default_rng(seed)
    side = 5.0 + 2.0 * np.sqrt(count)

    def pick(kinds: tuple[str, ...]) -> str:
        known = [kind for kind in kinds if kind in there] or sorted(there)[:1]
        return str(rng.choice(known))

    rows: list[str] = []

    def add(kind: str, relations: str) -> str:
        name = f"{kind}-x{len(rows)}"
        rows.append(f'[[thing]]\nid = "{name}"\nasset = "app:pack/{kind}.glb"\n{relations}')
        return name

    half = side / 2
    corners = f"[[{-half:g}, {-side:g}], [{half:g}, {-side:g}], [{half:g}, 3.0], [{-half:g}, 3.0]]"
    while len(rows) < count:
        table = add(pick(_TABLES), 'in = "yard"\n')
        for _ in range(int(rng.integers(1, 4))):
            add(pick(_SEATS), f'near = "{table}"\nfacing = "{table}"\n')
        add(pick(_SMALL), f'on = "{table}"\n')
        tall = add(pick(_TALL), 'against = "yard"\n')
        relation = str(rng.choice(["beside", "near", "between"]))
        if relation == "between":
            add(pick(_SEATS), f'between = ["{table}", "{tall}"]\n')
        else:
            add(pick(_SEATS), f'{relation} = "{tall}"\nin = "yard"\n')
        if rng.random() < 0.3:
            add(pick(_LAMPS), 'along = "yard"\n')
    text = _HEAD + f'[host]\nat = [0.0, 0.0, -2.5]\n[[zone]]\nid = "yard"\npolygon = {corners}\n'
    return f"seed = {seed}\n" + text + "".join(rows[:count])
