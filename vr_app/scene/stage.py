"""The stage: what `scene.toml` says, as frozen dataclasses. JSON Schema and reader are driven by these fields.

Metres, right-handed, +Y up. `yaw_deg` turns counter-clockwise seen from above. At yaw 0 a visitor looks along -Z and a
host faces +Z, so that a host placed at negative Z with yaw 0 faces a visitor at the origin.
"""

# ruff: noqa: RUF009 - the field makers only build dataclass fields

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from vr_app.kernel.resources import data_folder
from vr_app.scene.stage_fields import (
    Rgb,
    Vec2,
    Vec3,
    choice,
    colour,
    flag,
    format_number,
    identifier,
    number,
    path,
    polygon,
    table,
    tables,
    tags,
    text,
    vec3,
    whole_number,
    words,
)
from vr_app.scene.stage_life import Behaviour, Mark, Sound, Translation, Trigger
from vr_app.scene.stage_things import Thing
from vr_app.scene.surface_names import SURFACES

PACKS = "pack:"
"""Begins the reference of a file in a pack of this person's."""
FORMAT = 2
"""The version of scene.toml that this program writes; it reads this one and all before (`stage_migration`)."""


@dataclass(frozen=True)
class Problem:
    """Something a person should know about a scene folder.

    Attributes:
        code: short stable name of the kind, such as `asset.missing`.
        pointer: JSON pointer into scene.toml (`/thing/3/asset`), "" for the whole.
        message: plain words without a final full stop.
        remedy: what to do, a whole sentence.
        line: in scene.toml, 0 where there is none.
        column: 0 where unknown.
        fatal: True where the scene cannot be shown; else the rest loads and a marked stand-in is shown.
    """

    code: str
    pointer: str
    message: str
    remedy: str
    line: int = 0
    column: int = 0
    fatal: bool = True


@dataclass(frozen=True, kw_only=True)
class Sky:
    """The sky all round: colours, the sun (or moon), stars, clouds."""

    kind: str = choice(
        "What sky to draw; `interior` draws only the gradient, as the light outside windows.",
        ("dawn", "day", "dusk", "night", "overcast", "interior"),
        "day",
    )
    map: str = path("A picture of the whole sky (.hdr, .exr; equirectangular) instead of these colours.", "")
    map_yaw_deg: float = number("How far that picture is turned, counter-clockwise from above.", -360.0, 360.0, 0.0)
    hour: float = number(
        "Time of day: the clear sky of that hour fills in all the rest; below 0 `kind` does.", -1.0, 24.0, -1.0
    )
    zenith: Rgb = colour("Colour straight up.", "#2f5f9f")
    horizon: Rgb = colour("Colour at the horizon.", "#b9cfe4")
    ground: Rgb = colour("Colour below the horizon, which lights things from beneath.", "#4a4641")
    intensity: float = number("Brightness of the sky as a light and as a picture.", 0.0, 20.0, 1.0)
    glow: Rgb = colour("Colour of the horizon where the sun is.", "#ffd9a0")
    glow_intensity: float = number("Strength of that glow; 0 has none.", 0.0, 20.0, 0.0)
    stars: float = number("How many stars: 0 none, 1 a clear mountain night.", 0.0, 1.0, 0.0)
    moon_phase: float = number("At night the disc is the moon: 0 new, 0.5 full, 1 new again.", 0.0, 1.0, 0.5)
    clouds: float = number("Cloud cover: 0 none, 1 closed.", 0.0, 1.0, 0.0)
    sun_azimuth_deg: float = number(
        "Where the sun (or moon) stands: 0 is -Z, 90 is +X, clockwise seen from above.", -360.0, 360.0, 45.0
    )
    sun_elevation_deg: float = number("Its height over the horizon; below 0 it has set.", -90.0, 90.0, 40.0)
    sun_colour: Rgb = colour("Colour of the direct light.", "#fff2dc")
    sun_intensity: float = number("Strength of the direct light in lux (glTF's measure); 0 has none.", 0.0, 50.0, 3.0)


SKY_PRESETS: dict[str, dict[str, object]] = {
    "day": {},
    "dawn": {
        "zenith": "#4a6a9c", "horizon": "#f2c9a4", "ground": "#4d4640", "glow": "#ffb070", "glow_intensity": 1.0,
        "stars": 0.1, "sun_elevation_deg": 6.0, "sun_colour": "#ffc48a", "sun_intensity": 2.0,
    },
    "dusk": {
        "zenith": "#1d2b55", "horizon": "#d98a66", "ground": "#2e2a30", "glow": "#ff9a4a", "glow_intensity": 1.5,
        "stars": 0.5, "sun_elevation_deg": 3.0, "sun_colour": "#ff9d5c", "sun_intensity": 1.2,
    },
    "night": {
        "zenith": "#070b1c", "horizon": "#1b2743", "ground": "#0c0d12", "intensity": 0.6, "stars": 1.0,
        "sun_elevation_deg": 35.0, "sun_colour": "#a9bfe8", "sun_intensity": 0.25,
    },
    "overcast": {
        "zenith": "#8f9aa5", "horizon": "#c4cace", "ground": "#54524e", "clouds": 1.0, "sun_intensity": 0.6,
        "sun_colour": "#eef1f4",
    },
    "interior": {"zenith": "#dfe6ee", "horizon": "#cfd6dd", "ground": "#6d665c", "intensity": 0.6},
}  # fmt: skip
"""What a sky of each kind looks like where the file says no more, written as the file would."""


@dataclass(frozen=True, kw_only=True)
class Ground:
    """The floor of the world under the placed things."""

    kind: str = choice(
        "`plane` is a large disc at `height_m`, `terrain` has hills; `none` leaves it to the placed things.",
        ("plane", "terrain", "none"),
        "plane",
    )
    steep_colour: Rgb = colour("Of a terrain: the colour of steep slopes.", "#6f6a63")
    height_m: float = number("Its height; of a terrain, the height of the level part.", -1000.0, 1000.0, 0.0)
    radius_m: float = number("How far it reaches.", 1.0, 5000.0, 200.0)
    hills_m: float = number("Of a terrain: how high its hills are.", 0.0, 1000.0, 6.0)
    hill_size_m: float = number("Of a terrain: how far it is from one hill to the next.", 2.0, 5000.0, 60.0)
    level_m: float = number("Of a terrain: level ground so far round the spawn.", 0.0, 5000.0, 12.0)
    image: str = path("Of a terrain: a picture of its heights instead; black is low, white `hills_m` higher.", "")
    seed: int = whole_number("Of a terrain: another number, other hills.", 0, 1_000_000, 1)
    colour: Rgb = colour("Its colour.", "#6b675f")
    surface: str = choice("What it is made of.", SURFACES, "plain")


@dataclass(frozen=True, kw_only=True)
class Fog:
    """Haze that grows with distance."""

    colour: Rgb = colour("What far things fade into.", "#b9cfe4")
    density: float = number("Per metre; 0.01 leaves a third of the light at 100 m.", 0.0, 1.0)
    start_m: float = number("Distance at which it begins.", 0.0, 5000.0, 0.0)
    height_m: float = number("It falls to a third for every so many metres of height; 0 stays even.", 0.0, 5000.0, 0.0)
    floor_m: float = number("Up to this height it is at its densest.", -1000.0, 1000.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Water:
    """A sheet of open water that mirrors the sky."""

    height_m: float = number("Its height.", -1000.0, 1000.0, -1.0)
    at: Vec3 = vec3("Its middle; only x and z count.", (0.0, 0.0, 0.0))
    radius_m: float = number("How far it reaches.", 1.0, 5000.0, 2000.0)
    colour: Rgb = colour("What one sees looking straight down into it.", "#12303a")
    waves: float = number("How steep the waves are: 0 a mirror, 1 rough.", 0.0, 2.0, 0.3)


@dataclass(frozen=True, kw_only=True)
class Particles:
    """Something that drifts in the air of a box. Rain and snow go along with the visitor."""

    kind: str = choice("What it is.", ("dust", "rain", "snow", "embers"), "dust")
    at: Vec3 = vec3("Middle of the box.", (0.0, 1.5, 0.0))
    size: Vec3 = vec3("Sides of the box in metres.", (8.0, 3.0, 8.0))
    count: float = number("How many grains.", 1.0, 20000.0, 500.0)
    colour: Rgb = colour("Their colour; of embers, their light.", "#ffffff")


@dataclass(frozen=True, kw_only=True)
class Ambience:
    """The sound of the place, played in a loop under everything."""

    file: str = path("A .wav file.")
    volume: float = number("0 silent, 1 as recorded.", 0.0, 1.0, 0.5)


@dataclass(frozen=True, kw_only=True)
class Light:
    """A lamp."""

    at: Vec3 = vec3("Where it is.")
    id: str = identifier("Its name for other parts.", "")
    kind: str = choice("A `point` shines all round, a `spot` in a cone.", ("point", "spot"), "point")
    colour: Rgb = colour("Its colour.", "#ffe2b8")
    intensity_cd: float = number("Luminous intensity in candela (glTF's measure).", 0.0, 100000.0, 10.0)
    range_m: float = number("Beyond this it lights nothing.", 0.1, 500.0, 12.0)
    look_at: Vec3 = vec3("The point a spot shines at.", (0.0, 0.0, 0.0))
    inner_deg: float = number("Half angle of a spot's full light.", 0.0, 89.0, 20.0)
    outer_deg: float = number("Half angle at which it ends.", 1.0, 90.0, 35.0)
    flicker: float = number("How much it flickers like a flame: 0 steady, 1 strongly.", 0.0, 1.0, 0.0)
    halo: float = number("Light scattered in the air round a point light; 0 has none.", 0.0, 4.0, 1.0)
    shadows: bool = flag("Whether it may throw shadows; a few lamps round the visitor do.", True)


@dataclass(frozen=True, kw_only=True)
class Sign:
    """Words in the scene, in any script for which this machine has a font."""

    text: str = text("What it says.", 300)
    at: Vec3 = vec3("Its middle.")
    yaw_deg: float = number("0 is read looking along -Z.", -360.0, 360.0, 0.0)
    letter_m: float = number("Size of the letters.", 0.005, 50.0, 0.1)
    width_m: float = number("Lines are broken to be no wider; 0 writes one line.", 0.0, 500.0, 0.0)
    colour: Rgb = colour("Colour of the letters.", "#f4efe2")
    glow: float = number("How much they shine by themselves.", 0.0, 20.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Hotspot:
    """A spot worth knowing that is part of something larger: a view, a doorway, a detail."""

    id: str = identifier("Its name for other parts.")
    name: str = text("What people call it.", 80)
    description: str = text("What one sees there. The host knows only this.", 600)
    at: Vec3 = vec3("Where it is.")
    radius_m: float = number("Its size.", 0.05, 2000.0, 0.5)


@dataclass(frozen=True, kw_only=True)
class Zone:
    """An area on the floor: where one may walk, or a part of the place with a name of its own."""

    id: str = identifier("Its name for other parts.")
    polygon: tuple[Vec2, ...] = polygon("Corners [x, z] in order.")
    name: str = text("What people call it.", 80, "")
    description: str = text("What kind of place it is.", 600, "")
    walkable: bool = flag("Whether one may walk there.", True)
    keep_free: bool = flag("A way that stays free: nothing is placed there.", False)
    height_m: float = number("Height of its floor.", -1000.0, 1000.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Spawn:
    """Where the visitor arrives."""

    at: Vec3 = vec3("The floor point under the visitor.", (0.0, 0.0, 0.0))
    yaw_deg: float = number("0 looks along -Z.", -360.0, 360.0, 0.0)
    look_at: Vec3 = vec3("What the visitor looks at first; left out, the host.", (0.0, 0.0, 0.0))
    given: frozenset[str] = frozenset()


@dataclass(frozen=True, kw_only=True)
class HostMark:
    """Where the host stands and who it is."""

    at: Vec3 = vec3("The floor point under the host.", (0.0, 0.0, -2.5))
    yaw_deg: float = number("0 faces +Z.", -360.0, 360.0, 0.0)
    card: str = path("The character card, .json or .png.", "host.json")
    avatar: str = path("A .vrm file; the app's own host where empty.", "app:avatar/host.vrm")
    forbids: tuple[str, ...] = words(
        "What a visitor cannot ask the host to do here; `light` and `music` do not follow their mood either. "
        "With `greet` the host waits until it is spoken to.",
        ("look", "point", "walk", "clip", "light", "weather", "hour", "offer", "music", "greet"),
    )

    @property
    def greets(self) -> bool:
        """Whether the host speaks first."""
        return "greet" not in self.forbids


@dataclass(frozen=True, kw_only=True)
class Shot:
    """A camera for pictures."""

    name: str = text("What it shows.", 80)
    at: Vec3 = vec3("Where the eye is.")
    look_at: Vec3 = vec3("What it looks at.")
    fov_deg: float = number("Vertical angle of view.", 5.0, 150.0, 55.0)


@dataclass(frozen=True, kw_only=True)
class Stage:
    """A whole scene.toml, read and checked.

    Attributes:
        folder: the scene folder.
        lore: pages of the `lore` folder, in order of their names.
        problems: what is missing but does not keep the rest from loading.
        lines: line and column of its tables and keys, by JSON pointer.
    """

    format: int = format_number("The version of this format.", FORMAT)
    title: str = text("The name of the place.", 80)
    description: str = text("The place in one to three sentences.", 1000)
    mood: str = text("A few words on how it feels.", 200, "")
    time_of_day: str = choice(
        "When it is.", ("dawn", "morning", "noon", "afternoon", "evening", "dusk", "night"), "afternoon"
    )
    author: str = text("Who made the scene.", 120, "")
    license: str = text("Under which licence, as an SPDX name.", 80, "")
    rating: str = choice("Who it is for.", ("everyone", "teen", "adult"), "everyone")
    generated: bool = flag("Whether a model wrote it: packs say so.", False)
    editable: bool = flag(
        "Whether the host may propose changes of it in the talk (of an imagined scene it may).", False
    )
    language: str = text("The language of its words, as a tag such as en.", 20, "en")
    languages: tuple[str, ...] = tags("Tags of languages it promises to be translated into.", 40)
    seed: int = whole_number("Another number places related things otherwise.", 0, 1_000_000_000, 0)
    exposure: float = number("Brightness of the picture.", 0.01, 100.0, 1.0)
    weather: str = choice(
        "Fills in clouds, fog and what falls where the file says no more.",
        ("as written", "clear", "cloudy", "fog", "rain", "storm", "snow"),
        "as written",
    )
    room: str = choice(
        "How the place answers a sound; auto: as a small room under an interior sky, else not at all.",
        ("auto", "open", "small", "hall"),
        "auto",
    )
    sky: Sky = table("The sky and the sun.", Sky, Sky())
    ground: Ground | None = table("The floor of the world.", Ground, None)
    fog: Fog | None = table("Haze.", Fog, None)
    water: Water | None = table("Open water.", Water, None)
    ambience: Ambience | None = table("Sound.", Ambience, None)
    spawn: Spawn = table("Where the visitor arrives.", Spawn, Spawn())
    host: HostMark | None = table("Who welcomes the visitor; left out, nobody does.", HostMark, None)
    lights: tuple[Light, ...] = tables("Lamps.", Light, 64, key="light")
    particles: tuple[Particles, ...] = tables("What drifts in the air.", Particles, 16, key="particles")
    things: tuple[Thing, ...] = tables("Placed things.", Thing, 5000, key="thing")
    signs: tuple[Sign, ...] = tables("Words in the scene.", Sign, 200, key="sign")
    hotspots: tuple[Hotspot, ...] = tables("Spots worth knowing.", Hotspot, 500, key="hotspot")
    zones: tuple[Zone, ...] = tables("Areas on the floor.", Zone, 200, key="zone")
    shots: tuple[Shot, ...] = tables("Cameras for pictures.", Shot, 100, key="shot")
    marks: tuple[Mark, ...] = tables("Places where the host may stand.", Mark, 100, key="mark")
    sounds: tuple[Sound, ...] = tables("Sounds for triggers and stories.", Sound, 200, key="sound")
    behaviours: tuple[Behaviour, ...] = tables("What things do by themselves.", Behaviour, 500, key="behaviour")
    triggers: tuple[Trigger, ...] = tables("What follows from what.", Trigger, 500, key="trigger")
    translations: tuple[Translation, ...] = tables(
        "Its words in other languages.", Translation, 5000, key="translation"
    )
    folder: Path = Path()
    lore: tuple[Path, ...] = ()
    problems: tuple[Problem, ...] = ()
    lines: Mapping[str, tuple[int, int]] = field(default_factory=dict, compare=False)

    def asset_path(self, reference: str, app_assets: Path) -> Path:
        """The file behind `assets/x.glb` (in this folder), `app:x.glb` (in the app's assets) or `pack:p/x.glb`.

        The last is never written in a scene.toml: words lead to it.
        """
        if reference.startswith("app:"):
            return app_assets / reference.removeprefix("app:")
        if reference.startswith(PACKS):
            return data_folder() / "packs" / reference.removeprefix(PACKS)
        return self.folder / reference
