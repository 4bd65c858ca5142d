"""Events of a story that is being told: what is offered, picked and staged."""

from __future__ import annotations

from dataclasses import dataclass

from vr_app.kernel.ids import DEFAULT_PERSON, PersonId, TurnId


@dataclass(frozen=True)
class StoryChoice:
    """Something the visitor may pick.

    Attributes:
        index: names it in `ChoicePicked`.
        text: what the button says.
        thing: id of the thing in the scene that picks it when it is pointed at, "" for none.
        says: other words for it, which are not shown.
    """

    index: int
    text: str
    thing: str = ""
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class StoryOffered:
    """The scene has a story that is not being told.

    Attributes:
        title: what it is called; "" where there is none.
        begun: it was left before its end and goes on from there.
    """

    title: str
    begun: bool = False


@dataclass(frozen=True)
class StoryRequested:
    """Command: tell the scene's story.

    Attributes:
        afresh: from the beginning, even where it was begun.
    """

    afresh: bool = False


@dataclass(frozen=True)
class StoryLeft:
    """Command: leave the story as it stands; it can be taken up again."""


@dataclass(frozen=True)
class StoryDiverted:
    """Command: the story goes on at this knot, from wherever it is; it begins if it has not."""

    knot: str


@dataclass(frozen=True)
class StoryVariables:
    """What the story remembers now, as text, by variable."""

    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class ThingPicked:
    """The visitor clicked or took a thing that does something then."""

    id: str


@dataclass(frozen=True)
class ChoicesOffered:
    """What the visitor may pick from now on; none where nothing is to pick.

    Attributes:
        offer: number of this offer: a choice of an older one is void.
    """

    offer: int
    choices: tuple[StoryChoice, ...] = ()


@dataclass(frozen=True)
class ChoicePicked:
    """The visitor picked one, by button or by pointing.

    Attributes:
        offer: which offer it belongs to.
    """

    offer: int
    index: int


@dataclass(frozen=True)
class SceneCue:
    """The story changes the scene.

    Attributes:
        name: "light", "show", "hide", "weather", "hour", "remember", "sound", "go", "move" or "imagine" (a wish).
        arguments: ink values: text or numbers.
        turn: the turn it belongs to.
    """

    name: str
    arguments: tuple[str | float, ...]
    turn: TurnId
    person: PersonId = DEFAULT_PERSON


@dataclass(frozen=True)
class WindowClosed:
    """An improv window ended: shown to the author.

    Attributes:
        reason: "goal", "turns", "exit" or "no model".
        agreed: what came back, as text, by variable.
        turns: lines that the visitor said in it.
        why: the reason in words, with what of the visitor's words counted.
    """

    goal: str
    reason: str
    agreed: tuple[tuple[str, str], ...] = ()
    turns: int = 0
    why: str = ""


@dataclass(frozen=True)
class StoryEnded:
    """The story came to an end.

    Attributes:
        ending: its name, "" where the author gave none.
    """

    title: str
    ending: str = ""


@dataclass(frozen=True)
class StoryMoved:
    """The listener is at another place in the story: to be kept.

    Attributes:
        saved: the place as JSON, "" where the story has ended.
    """

    place_id: str
    saved: str
    person: PersonId = DEFAULT_PERSON
