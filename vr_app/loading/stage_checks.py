"""What can be said of a stage beyond its syntax: room, ways, reach, comfort, budget, licences, translations."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np

from vr_app.kernel.errors import UserError
from vr_app.kernel.resources import resource_path
from vr_app.loading.collision import MeshCollider
from vr_app.loading.furnish import Bodies, on_ground, solver_for, terrain_for
from vr_app.scene.layout.bodies import PERSON, Body, rectangles_of
from vr_app.scene.layout.placement import Placed, Unmet, fixed_pose
from vr_app.scene.layout.plan import inside_polygon, turned
from vr_app.scene.layout.reach import Reach
from vr_app.scene.layout.relations import resting_gap
from vr_app.scene.layout.settle import needs_solver, problem_of, settled
from vr_app.scene.layout.shape import Shape, scaled
from vr_app.scene.scene import LoadedAsset
from vr_app.scene.stage import Problem, Stage
from vr_app.scene.stage_lines import place_at

CLASSES = (
    ("a computer without a graphics card", 150_000, 600, 128),
    ("a headset on a laptop", 1_000_000, 2_500, 768),
    ("a headset on a gaming computer", 4_000_000, 10_000, 3_000),
)
"""Class of machine, triangles, parts, and megabytes of pictures it draws in time."""
MOST_LAMPS = 32
SHRUNK = 0.94
"""Bodies are compared a little smaller than they are: what only touches does not count."""
REACH_M = 2.5
LEAST_LETTER_DEG = 0.5
STILL_FLICKER = 0.5


class Checks:
    """Checks of one stage. Iterate `run`.

    Args:
        assets: by reference, as far as they could be read.
        kept: where bodies are kept.
    """

    def __init__(
        self,
        stage: Stage,
        assets: Mapping[str, LoadedAsset],
        kept: Callable[[str, Callable[[], Shape]], Shape] | None = None,
    ) -> None:
        self._file = stage
        self._lines = dict(stage.lines)
        self._assets = assets
        self._bodies = Bodies(assets, kept) if kept is not None else Bodies(assets)
        self._numbers = {thing.id: number for number, thing in enumerate(stage.things)}

    def run(self) -> Iterator[Problem]:
        """Everything that is worth a word, most important first."""
        terrain, _ = terrain_for(self._file)
        stage = on_ground(self._file, terrain)
        if needs_solver(stage):
            found = list(solver_for(stage, self._bodies, terrain).run())
            yield from (problem_of(self._file, entry) for entry in found if isinstance(entry, Unmet))
            self._origins = {place.id: place.of for place in found if isinstance(place, Placed)}
            stage = settled(stage, found)
        else:
            self._origins = {}
        bodies = [
            Body(thing.id, scaled(self._bodies(thing), thing.scale), fixed_pose(thing), thing, thing.on)
            for thing in stage.things
        ]
        level_m = None if terrain is not None else stage.spawn.at[1]
        yield from self._room(stage, bodies)
        yield from self._ways(stage, bodies, level_m)
        yield from self._comfort(stage)
        yield from self._budget(stage)
        yield from self._licences(stage)
        yield from self._translations(stage)

    # ------------------------------------------------------------------ room

    def _room(self, stage: Stage, bodies: list[Body]) -> Iterator[Problem]:
        collider = MeshCollider()
        for a, b in _near_pairs(bodies):
            first, second = bodies[a], bodies[b]
            if first.is_floor or second.is_floor or _belong(first, second):
                continue
            small, large = sorted((first, second), key=lambda body: body.shape.area_m2)
            shape, pose = _shrunk(small)
            if collider.touches(shape, pose, large.shape, large.pose):
                message = f'"{small.id}" and "{large.id}" interpenetrate'
                yield self._about(small, "at", "thing.overlap", message, "Move one of them, or leave out `at`.")
        by_id = {body.id: body for body in bodies}
        for body in bodies:
            below = by_id.get(body.thing.on) if body.thing is not None and body.thing.on else None
            if below is not None and self._is_of_file(body):
                gap = float(resting_gap(body.shape, np.array([body.pose]), below)[0])
                if gap > 0.02:
                    message = f'"{body.id}" does not stand on "{below.id}"'
                    yield self._about(body, "on", "thing.floats", message, "Mend its height, or leave out `at`.")

    # ------------------------------------------------------------------ ways

    def _ways(self, stage: Stage, bodies: list[Body], level_m: float | None) -> Iterator[Problem]:
        middles = [body.rectangle.middle[0] for body in bodies if not body.is_floor]
        reach = Reach(stage, np.array(middles).reshape(-1, 2))
        floor_m = stage.spawn.at[1]
        start = np.array(stage.spawn.at)[[0, 2]]
        for body in bodies:
            low = floor_m if level_m is not None else body.low_m
            if body.is_floor or body.low_m - low > 1.9 or body.high_m - low < 0.25:
                continue
            plan = body.rectangle
            reach.add(plan, body.shape, body.pose, low)
            local = turned(start - plan.middle[0], -plan.yaw[0])
            if (np.abs(local) < plan.half[0]).all() and self._covers(body, start):
                message = f'"{body.id}" stands where the visitor arrives'
                yield self._about(body, "at", "spawn.blocked", message, "Move it, or the spawn.")
            corners = np.concatenate([plan.corners()[0], plan.middle])
            for zone in stage.zones:
                if zone.keep_free and inside_polygon(zone.polygon, corners).any():
                    message = f'"{body.id}" stands in "{zone.id}", which should stay free'
                    yield self._about(body, "at", "way.blocked", message, "Move it.")
        reached = reach.reached()
        if stage.host is not None:
            host = np.array([[*stage.host.at, 0.0]])
            if not reach.can_come_near(reached, rectangles_of(PERSON, host), REACH_M):
                yield self._problem("reach.host", "/host/at", "one cannot walk to the host", "Open the way.")
        for body in bodies:
            thing = body.thing
            if thing is None or not thing.name or body.is_floor or body.low_m - floor_m > 2.5:
                continue
            if stage.water is not None and body.low_m < stage.water.height_m < floor_m:
                continue  # what floats is looked at from the shore
            if not reach.can_come_near(reached, body.rectangle, REACH_M):
                message = f'one cannot come near "{body.id}"'
                yield self._about(body, "at", "reach.thing", message, "Open the way, or make it a hotspot.")

    def _covers(self, body: Body, point: np.ndarray) -> bool:
        """Whether there is anything of a body over a point at the height of a person."""
        shape = body.shape
        x, z, inside = shape.cells(body.local(point[None]))
        return bool(inside[0]) and bool(shape.tops[x[0], z[0]] - shape.low[1] > 0.25)

    # ------------------------------------------------------------------ comfort

    def _comfort(self, stage: Stage) -> Iterator[Problem]:
        for number, lamp in enumerate(stage.lights):
            if lamp.flicker > STILL_FLICKER:
                message = f"a lamp flickers with {lamp.flicker:g}"
                yield self._problem("comfort.flash", f"/light/{number}/flicker", message, "Take 0.5 or less.")
        by_id = {thing.id: thing for thing in stage.things}
        for number, behaviour in enumerate(stage.behaviours):
            thing = by_id.get(behaviour.thing) or by_id.get(f"{behaviour.thing}-1")
            if thing is None or behaviour.kind not in ("spin", "bob", "follow"):
                continue
            if scaled(self._bodies(thing), thing.scale).is_place:
                message = f'"{thing.id}" is large enough to stand on, and it moves'
                yield self._problem("comfort.moving-ground", f"/behaviour/{number}", message, "Let it stand still.")
        eye = np.array(stage.spawn.at) + np.array([0.0, 1.6, 0.0])
        walkable = [np.array(zone.polygon) for zone in stage.zones if zone.walkable]
        for number, sign in enumerate(stage.signs):
            at = np.array(sign.at)
            away_m = float(np.linalg.norm(at - eye))
            if not walkable or any(inside_polygon(zone, at[[0, 2]]) for zone in walkable):
                away_m = min(away_m, max(1.0, abs(float(at[1] - eye[1]))))
            if np.degrees(np.arctan2(sign.letter_m, away_m)) < LEAST_LETTER_DEG:
                message = f"letters of {sign.letter_m * 1000:g} mm are seen from {away_m:.1f} m at best"
                yield self._problem("comfort.text-small", f"/sign/{number}/letter_m", message, "Make them larger.")
        light = stage.exposure * (stage.sky.sun_intensity + 2.0 * stage.sky.intensity)
        if light > 24.0:
            yield self._problem("comfort.bright", "/exposure", "the picture is very bright", "Lower `exposure`.")
        near = any(np.linalg.norm(np.array(lamp.at) - eye) < 15.0 and lamp.intensity_cd > 2 for lamp in stage.lights)
        if light < 0.25 and not near:
            yield self._problem("comfort.dark", "/exposure", "the picture is very dark", "Light a lamp.")

    # ------------------------------------------------------------------ budget

    def _budget(self, stage: Stage) -> Iterator[Problem]:
        drawn = [self._bodies.asset_of(thing) for thing in stage.things]
        used = {id(asset): asset for asset in drawn}
        weights = {key: _weight(asset) for key, asset in used.items()}
        triangles, parts = (sum(weights[id(asset)][number] for asset in drawn) for number in (0, 1))
        images = {id(image): image for asset in used.values() for image in asset.images}
        megabytes = sum(level.nbytes for image in images.values() for level in image.levels) / 2**20
        for code, what, have, limits in (
            ("budget.triangles", "triangles", triangles, [(entry[0], entry[1]) for entry in CLASSES]),
            ("budget.items", "parts", parts, [(entry[0], entry[2]) for entry in CLASSES]),
            ("budget.textures", "MB of pictures", megabytes, [(entry[0], entry[3]) for entry in CLASSES]),
        ):
            over = [entry for entry in limits if have > entry[1]]
            if over:
                message = f"{have:,.0f} {what} are more than {over[-1][0]} draws in time ({over[-1][1]:,})"
                yield self._problem(code, "", message, "Use fewer or simpler models.")
        if len(stage.lights) > MOST_LAMPS:
            message = f"there are {len(stage.lights)} lamps"
            yield self._problem("budget.lights", "/light/0", message, "Use fewer, or shorten their `range_m`.")

    # ------------------------------------------------------------------ licences and translations

    def _licences(self, stage: Stage) -> Iterator[Problem]:
        listed = licences_listed(stage.folder)
        seen: set[str] = set()
        for number, thing in enumerate(self._file.things):
            asset = self._assets.get(thing.asset)
            if asset is None or thing.asset in seen or thing.asset.startswith("app:"):
                continue
            seen.add(thing.asset)
            author, licence = licence_of(asset.document)
            if not (author and licence) and thing.asset not in listed:
                message = f'"{thing.asset}" says neither author nor licence'
                remedy = "Name both in the file, or in assets/licences.toml."
                yield self._problem("licence.missing", f"/thing/{number}/asset", message, remedy)

    def _translations(self, stage: Stage) -> Iterator[Problem]:
        there = {(words.language, words.of) for words in stage.translations}
        for language in stage.languages:
            if (language, "") not in there:
                message = f"title and description are not translated into {language}"
                yield self._problem("translation.missing", "/languages", message, "Add a [[translation]].")
            named = [("thing", number, row.id) for number, row in enumerate(self._file.things) if row.name]
            named += [("hotspot", number, row.id) for number, row in enumerate(stage.hotspots)]
            named += [("zone", number, row.id) for number, row in enumerate(stage.zones) if row.name]
            for key, number, name in named:
                if (language, name) not in there:
                    message = f'"{name}" is not translated into {language}'
                    yield self._problem("translation.missing", f"/{key}/{number}", message, "Add a [[translation]].")

    # ------------------------------------------------------------------ small parts

    def _is_of_file(self, body: Body) -> bool:
        """Whether the file itself says where it stands."""
        return body.id in self._numbers and body.id not in self._origins

    def _about(self, body: Body, key: str, code: str, message: str, remedy: str) -> Problem:
        name = self._origins.get(body.id, body.id)
        return self._problem(code, f"/thing/{self._numbers.get(name, 0)}/{key}", message, remedy)

    def _problem(self, code: str, pointer: str, message: str, remedy: str) -> Problem:
        line, column = place_at(self._lines, pointer)
        return Problem(code, pointer, message, remedy, line, column, fatal=False)


def licence_of(document: Mapping[str, object]) -> tuple[str, str]:
    """Author and licence that a model file names; "" where it does not."""
    asset = document.get("asset")
    about = asset if isinstance(asset, Mapping) else {}
    extras = about.get("extras")
    extra = extras if isinstance(extras, Mapping) else {}
    author, licence = str(extra.get("author") or ""), str(extra.get("license") or "")
    extensions = document.get("extensions")
    vrm = extensions.get("VRMC_vrm") if isinstance(extensions, Mapping) else None
    meta = vrm.get("meta") if isinstance(vrm, Mapping) else None
    if isinstance(meta, Mapping):
        authors = meta.get("authors")
        author = author or ", ".join(map(str, authors if isinstance(authors, list) else []))
        licence = licence or str(meta.get("licenseUrl") or "")
    copyright_ = str(about.get("copyright") or "")
    return author or copyright_, licence or copyright_


def licences_listed(folder: Path) -> dict[str, tuple[str, str]]:
    """Author and licence of the files that `assets/licences.toml` lists, by path in the scene folder."""
    file = folder / "assets" / "licences.toml"
    try:
        rows = tomllib.loads(file.read_text(encoding="utf-8")).get("file", [])
    except (OSError, ValueError):
        return {}
    found = {}
    for row in rows if isinstance(rows, list) else []:
        if isinstance(row, dict) and row.get("author") and row.get("license"):
            found[f"assets/{row.get('name')}"] = (str(row["author"]), str(row["license"]))
    return found


def read_parts(stage: Stage, read: Callable[[Path], LoadedAsset]) -> dict[str, LoadedAsset]:
    """The assets of a stage's things by reference, as far as they can be read."""
    found = {}
    for reference in dict.fromkeys(thing.asset for thing in stage.things if thing.asset):
        try:
            found[reference] = read(stage.asset_path(reference, resource_path("assets")))
        except (UserError, OSError):
            continue
    return found


def _near_pairs(bodies: list[Body]) -> Iterator[tuple[int, int]]:
    """Pairs whose boxes meet, by sweeping along x."""
    if not bodies:
        return
    boxes = np.zeros((len(bodies), 6))
    for number, body in enumerate(bodies):
        corners = body.rectangle.corners()[0]
        low, high = corners.min(axis=0), corners.max(axis=0)
        boxes[number] = (low[0], body.low_m, low[1], high[0], body.high_m, high[1])
    order = np.argsort(boxes[:, 0], kind="stable")
    starts = boxes[order, 0]
    for place, number in enumerate(order):
        end = int(np.searchsorted(starts, boxes[number, 3], side="left"))
        others = order[place + 1 : end]
        meets = (
            (boxes[others, 1] < boxes[number, 4])
            & (boxes[others, 4] > boxes[number, 1])
            & (boxes[others, 2] < boxes[number, 5])
            & (boxes[others, 5] > boxes[number, 2])
        )
        yield from ((int(number), int(other)) for other in others[meets])


def _belong(a: Body, b: Body) -> bool:
    """Whether one is meant to be in or on the other."""
    for one, other in ((a, b), (b, a)):
        thing = one.thing
        if thing is not None and other.id in (thing.on, thing.inside):
            return True
    return False


def _shrunk(body: Body) -> tuple[Shape, tuple[float, float, float, float]]:
    """A body a little smaller, about its own middle."""
    shape = scaled(body.shape, SHRUNK)
    middle = (body.shape.low + body.shape.high) / 2 * (1 - SHRUNK)
    flat = turned(middle[[0, 2]].astype(np.float64), np.asarray(body.pose[3]))
    x, y, z, yaw = body.pose
    return shape, (x + float(flat[0]), y + float(middle[1]), z + float(flat[1]), yaw)


def _weight(asset: LoadedAsset) -> tuple[int, int]:
    """Triangles and parts of an asset as it is drawn near by."""
    shown = asset.nodes.mesh[(asset.nodes.mesh >= 0) & asset.nodes.visible]
    primitives = [p for mesh in shown for p in asset.meshes[int(mesh)].primitives]
    return sum(p.triangle_count for p in primitives), len(primitives)
