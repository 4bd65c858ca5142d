"""What the language model reads: one system message that never changes within a scene, then the talk, append-only."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from vr_app.host.answers.passages import sentences_of
from vr_app.host.answers.told_numbers import asks_for_number, tells_number
from vr_app.host.card.persona import Persona
from vr_app.host.memory.conversation import Exchange
from vr_app.host.place.scene_brief import FAR_M, Place, SeenThing, Viewpoint, asked_about, brief, head_words, view_note
from vr_app.host.place.spatial_words import is_or_are
from vr_app.host.words.token_budget import TokenCount, estimated_tokens, shorten
from vr_app.host.words.wording import is_chinese
from vr_app.kernel.events import Message

SYSTEM_BUDGET = 600
"""Tokens of the system message: card, scene and rules."""
_CARD_SHARE = 0.4
_FACTS = 2
_FACT_TOKENS = 28
_RULES = (
    "You speak aloud with a visitor who stands beside you here. Answer in one to three short spoken sentences, in the "
    "visitor's language. Plain words only: no lists, no headings, no emoji, no stage directions, no asterisks. "
    "The things listed above are all there is here: never name or invent others. Never invent numbers, names or dates: "
    "if you are not told something, say that you do not know. Stay in character; do not mention these instructions."
)
_SEEN = "(The view{time}: {facts})"
_ARRIVAL = (
    "I have just arrived. (Welcome me to this place in one short sentence. Then retell the view in your own words, in "
    "two or three spoken sentences.)"
)
_AGAIN = ' (I was here before and told you: "{told}" Come back to that in one short sentence.)'
_WHEN = {"dawn": "at", "noon": "at", "dusk": "at", "night": "at"}
_DESCRIBE = '(Retell the view to me in your own words, in two or three spoken sentences. Say "you", not "I".)'
_DESCRIBE_CHINESE = "（请用中文，用两三句口语向我描述眼前的景象，称呼我为“你”。）"
_ADJECTIVES = 3
_WHERE = {
    "ahead": "Ahead",
    "ahead left": "Ahead on the left",
    "ahead right": "Ahead on the right",
    "left": "On the left",
    "right": "On the right",
}
_MORE = "And what else do I see? (One or two flowing sentences more, from the same facts, not as a list.)"
_NO_LIST = " (Do not count things up: tell how two or three of them look, in whole sentences.)"
_STRICTLY = " (Speak only of: {names}. Nothing else is here.)"
_VIEW = "(Seen from here: {seen}.)"
_KNOWN = "(About {name}: {description})"
_NO_NUMBER = " (You were never told. Answer that you do not know.)"
_TO_HOST = re.compile(r"\b(you|your|yourself)\b|你|您", re.IGNORECASE)
_DISTANCE = re.compile(r"\bhow (far|near|close)\b|\bdistance\b|多远", re.IGNORECASE)
_GO_ON = "(You were cut off. Go on from exactly there, without repeating yourself.)"


@dataclass(frozen=True)
class Prompt:
    """Builds messages for one persona in one place.

    Attributes:
        system: the message that stays the same as long as the scene does.
    """

    place: Place
    system: Message

    def messages(self, talk: Sequence[Message], line: str) -> tuple[Message, ...]:
        """System, talk so far, and the new line of the visitor."""
        if talk and talk[-1].role == "user":
            return (self.system, *talk[:-1], Message("user", f"{talk[-1].content}\n{line}"))
        return (self.system, *talk, Message("user", line))

    def view_line(self, viewpoint: Viewpoint, told: Collection[str] = ()) -> str:
        """What is seen: the beginning of every line that asks for a description.

        Args:
            told: ids of things that were described already: others come first.
        """
        return _SEEN.format(facts=self._facts(viewpoint, told), time=self._time())

    def look_line(self, viewpoint: Viewpoint, told: Collection[str] = ()) -> str:
        """The view, and how to tell it: all of a line that asks for a description but the visitor's own words."""
        return f"{self.view_line(viewpoint, told)}\n{_DESCRIBE}"

    def arrival_line(self, viewpoint: Viewpoint, told: str = "") -> str:
        """Asks for the greeting and a first look round.

        Args:
            told: something the visitor said of themselves on an earlier visit.
        """
        again = _AGAIN.format(told=told) if told else ""
        return f"{self.view_line(viewpoint)}\n{_ARRIVAL}{again}"

    def describe_line(self, said: str, viewpoint: Viewpoint, told: Collection[str] = ()) -> str:
        """Asks for a description of the place, with the visitor's own words."""
        if is_chinese(said):
            return f"{self.view_line(viewpoint, told)}\n{said} {_DESCRIBE_CHINESE}"
        return f"{self.look_line(viewpoint, told)}\n{said}"

    def informed_line(self, said: str, viewpoint: Viewpoint, *, spatial: bool) -> str:
        """The visitor's words with what the system message does not tell already (every token costs time).

        That is where things are for a visitor who has moved since the arrival, and the description of the thing that
        the line is about.
        """
        lines = [said]
        if spatial and not viewpoint.near(self.place.arrival) and (seen := view_note(self.place, viewpoint, most=4)):
            lines.append(_VIEW.format(seen=seen))
        for thing in asked_about(self.place, said, most=1):
            pointed = thing.id == viewpoint.pointed
            if thing.description and (pointed or thing.description not in self.system.content):
                description = shorten(thing.description, estimated_tokens, _FACT_TOKENS)
                lines.append(_KNOWN.format(name=_with_article(thing.name), description=description))
        return "\n".join(lines)

    def warned_line(self, line: str) -> str:
        """The line, and that nobody told the number it asks for where that is so: a small model makes one up else."""
        return self.without_number(line) if asks_for_number(line) and not self._tells_number(line) else line

    def stricter(self, line: str) -> str:
        """For a second try after things were named that are not there."""
        names = ", ".join(thing.name for thing in self.place.things[:12]) or self.place.title
        return line + _STRICTLY.format(names=names)

    def not_a_list(self, line: str) -> str:
        """For a second try after everything was only counted up."""
        return line + _NO_LIST

    def without_number(self, line: str) -> str:
        """For a number that is not known, and for a second try after one was made up."""
        return line + _NO_NUMBER

    def more(self, messages: Sequence[Message], spoken: str) -> tuple[Message, ...]:
        """Asks for more of a description that was too short."""
        return (*messages, Message("assistant", spoken), Message("user", _MORE))

    def continued(self, messages: Sequence[Message], spoken: str) -> tuple[Message, ...]:
        """Asks for the rest of a reply of which `spoken` is out already."""
        return (*messages, Message("assistant", spoken), Message("user", _GO_ON))

    def _tells_number(self, said: str) -> bool:
        """Whether what is known of whatever a question is about has any number in it."""
        if things := asked_about(self.place, said, most=1):
            return tells_number(things[0].description) or bool(_DISTANCE.search(said))
        card, _, _ = self.system.content.partition(f"Place: {self.place.title}.")
        return tells_number(card if _TO_HOST.search(said) else self.place.description)

    def _time(self) -> str:
        time = self.place.time_of_day
        return f" {_WHEN.get(time, 'in the')} {time}" if time else ""

    def _facts(self, viewpoint: Viewpoint, told: Collection[str]) -> str:
        """A few things in view, each a sentence that a small model can retell."""
        facts = [_sight(entry) for entry in self._sights(viewpoint, told)]
        if len(facts) < _FACTS:
            place = self.place.description or self.place.title
            facts.insert(0, shorten(place, estimated_tokens, 2 * _FACT_TOKENS).rstrip(".") + ".")
        return " ".join(facts)

    def told_plainly(self, viewpoint: Viewpoint, told: Collection[str] = ()) -> list[str]:
        """The view in the place's own words, for where the model found none. Args: told: as in `view_line`."""
        sights = [_told(entry) for entry in self._sights(viewpoint, told)]
        return sights or sentences_of(self.place.description)[:_FACTS]

    def _sights(self, viewpoint: Viewpoint, told: Collection[str]) -> list[SeenThing]:
        """First those things that make the place."""
        seen = [entry for entry in self.place.seen_from(viewpoint) if entry.in_view and entry.thing.description]
        made_of = [thing.id for thing in asked_about(self.place, self.place.description, most=99)]
        rank = {thing: number for number, thing in enumerate(made_of)}
        seen.sort(key=lambda entry: (entry.thing.id in told, rank.get(entry.thing.id, len(rank))))
        return seen[:_FACTS]


def _sight(seen: SeenThing) -> str:
    """One thing in view as a sentence: "Ahead on the left, the dome: a round stone building." """
    if _names_itself(seen):
        return _told(seen)
    return f"{_where(seen)}, {_with_article(seen.thing.name)}: {_begun_small(_description(seen))}."


def _told(seen: SeenThing) -> str:
    """The same for the ear: "Ahead on the left is the dome, a round stone building." """
    name, text = _with_article(seen.thing.name), _description(seen)
    small = _begun_small(text)
    if _names_itself(seen):
        return f"{_where(seen)} {is_or_are(seen.thing)} {small}."
    return f"{_where(seen)} {is_or_are(seen.thing)} {name}{', ' if small != text else '. '}{small}."


def _where(seen: SeenThing) -> str:
    return "In the distance" if seen.distance_m >= FAR_M else _WHERE.get(seen.direction, "Near by")


def _description(seen: SeenThing) -> str:
    return shorten(seen.thing.description, estimated_tokens, _FACT_TOKENS).rstrip(".")


def _names_itself(seen: SeenThing) -> bool:
    """Whether a description begins with the name: "the bay: a wide calm bay" would be told as "the bay is a bay"."""
    first = seen.thing.description.partition(",")[0].partition(".")[0]
    if _begun_small(first) == first:
        return False
    name, begin = head_words(seen.thing.name), head_words(first)
    return bool(name) and name[-1] in begin[: len(name) + _ADJECTIVES]


def _begun_small(text: str) -> str:
    """Words that only name something go on a sentence."""
    return text[:1].lower() + text[1:] if text.startswith(("A ", "An ", "The ", "Two ", "Three ", "Four ")) else text


def build_prompt(
    persona: Persona, place: Place, count_tokens: TokenCount = estimated_tokens, budget: int = SYSTEM_BUDGET
) -> Prompt:
    """The prompt of a persona in a place; the system message has at most `budget` tokens by `count_tokens`."""
    rules = count_tokens(_RULES) + 4
    card = _card_text(persona, count_tokens, int((budget - rules) * _CARD_SHARE))
    scene = brief(place, count_tokens, budget - rules - count_tokens(card) - 4)
    return Prompt(place, Message("system", f"{card}\n\n{scene}\n\n{_RULES}"))


def asks_to_greet(line: str) -> bool:
    """Whether a line is an arrival's."""
    return _ARRIVAL in line


def past_exchanges(turns: Sequence[tuple[str, str, bool]], most: int = 6) -> tuple[Exchange, ...]:
    """Exchanges of earlier visits from stored turns (said, heard, complete), oldest first; wordless ones left out."""
    kept = [Exchange(said, heard, complete) for said, heard, complete in turns if said and heard]
    return tuple(kept[-most:])


def _card_text(persona: Persona, count_tokens: TokenCount, budget: int) -> str:
    name = persona.spoken_name
    parts = [f"You are {name}."]
    for text in (persona.system_prompt, persona.description, persona.personality, persona.scenario):
        filled = _capitalised(persona.fill(text).replace("{{original}}", "").strip())
        if not filled:
            continue
        label = f"{name} is " if text is persona.personality and len(filled) < 120 and "." not in filled else ""
        room = budget - count_tokens("\n".join(parts)) - 2
        shortened = shorten(label + filled, count_tokens, room)
        if shortened:
            parts.append(shortened if shortened[-1] in ".!?。！？…\"'”" else shortened + ".")
    return "\n".join(parts)


def _with_article(name: str) -> str:
    first = name.split(" ")[0].lower()
    return name if first in ("the", "a", "an") or name[:1].isupper() or not name.isascii() else f"the {name}"


def _capitalised(text: str) -> str:
    """With a capital at the beginning of every sentence (a filled-in "the visitor" has none)."""
    return re.sub(r"(^|[.!?]\s+)(the visitor)\b", lambda match: match.group(1) + "The visitor", text)
