"""What happens in a stage: marks for the host, sounds, simple behaviours, and triggers. Declarative, no code."""

# ruff: noqa: RUF009 - the field makers only build dataclass fields

from __future__ import annotations

from dataclasses import dataclass

from vr_app.scene.stage_fields import (
    Vec3,
    choice,
    flag,
    identifier,
    number,
    path,
    reference,
    references,
    text,
    vec3,
)


@dataclass(frozen=True, kw_only=True)
class Mark:
    """A place where the host may stand."""

    id: str = identifier("Its name for triggers and stories.")
    at: Vec3 = vec3("The floor point under the host.")
    yaw_deg: float = number("0 faces +Z.", -360.0, 360.0, 0.0)


@dataclass(frozen=True, kw_only=True)
class Sound:
    """A sound that is played when a trigger or a story says so."""

    id: str = identifier("Its name for triggers and stories.")
    file: str = path("A .wav file.")
    volume: float = number("0 silent, 1 as recorded.", 0.0, 1.0, 0.8)
    thing: str = reference("The thing it comes from; left out, it comes from `at`.", "")
    at: Vec3 = vec3("The point it comes from; left out too, it is heard all round.", (0.0, 0.0, 0.0))
    loop: bool = flag("Sounds all the time, from its place.", False)


@dataclass(frozen=True, kw_only=True)
class Behaviour:
    """Something a thing does by itself."""

    thing: str = reference("The thing that does it.", "")
    kind: str = choice(
        "`spin` turns, `bob` rises and sinks, `follow` keeps near the visitor, `open` swings when it is clicked, "
        "`appear` shows it only while a story variable has a value.",
        ("spin", "bob", "follow", "open", "appear"),
        "spin",
    )
    speed_deg_s: float = number("How fast it spins.", -360.0, 360.0, 20.0)
    height_m: float = number("How far it bobs up and down.", 0.0, 5.0, 0.1)
    period_s: float = number("How long it takes to bob, or to open.", 0.3, 600.0, 4.0)
    distance_m: float = number("How near it follows.", 0.5, 50.0, 1.5)
    speed_m_s: float = number("How fast it follows.", 0.05, 3.0, 0.8)
    angle_deg: float = number("How far it opens.", -180.0, 180.0, 90.0)
    hinge: Vec3 = vec3("Where it hangs, from its origin, unturned.", (0.0, 0.0, 0.0), 50.0)
    variable: str = text("The story variable it waits for.", 80, "")
    equals: str = text("The value that shows it; empty for anything but 0, false and nothing.", 120, "")


@dataclass(frozen=True, kw_only=True)
class Trigger:
    """What follows when the visitor does something, or after a time."""

    id: str = identifier("Its name.")
    when: str = choice(
        "`enters` a zone, `looks_at` or `picks_up` a thing, or a `timer` since arrival.",
        ("enters", "looks_at", "picks_up", "timer"),
        "enters",
    )
    what: str = reference("The zone that is entered, or the thing or hotspot.")
    after_s: float = number("How long it must last; of a timer, seconds since arrival.", 0.0, 36000.0, 0.0)
    again: bool = flag("Whether it may happen more than once.", False)
    story: str = text("The knot of story.ink that is told next.", 120, "")
    show: tuple[str, ...] = references("Things that appear.", 50)
    hide: tuple[str, ...] = references("Things that vanish.", 50)
    sound: str = reference("The sound that is played.")
    light: str = text("Lamps whose id begins so are set to `level`.", 64, "")
    level: float = number("How bright: 0 out, 1 as made.", 0.0, 4.0, 1.0)
    mark: str = reference("The mark the host goes to.")


@dataclass(frozen=True, kw_only=True)
class Translation:
    """The words of the scene, or of one thing in it, in another language."""

    language: str = text("A language tag, such as zh or pt-BR.", 20)
    of: str = reference("The id of a thing, hotspot or zone; left out, the scene itself.")
    title: str = text("The scene's name.", 80, "")
    name: str = text("What people call it.", 80, "")
    description: str = text("What one sees.", 1000, "")
