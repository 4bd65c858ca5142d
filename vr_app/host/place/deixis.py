""" "What is that?": puts what the visitor points at in the place of the word that points. Pure."""

from __future__ import annotations

import re

from vr_app.host.place.scene_brief import KnownThing, Place, Viewpoint, named_in

_FOLLOWS = (
    "is|are|was|were|does|do|did|has|have|had|can|could|will|would|here|there|over|up|down|for|made|from|called|named|"
    "look|looks|work|works|mean|means|come|comes|in|on|at|and|or|to|about|of|like|thing|things|one|ones|please|then|"
    "again|supposed|used|doing|standing|hanging|lying|burning|shining|moving|behind|beside|by|with|when|before"
)
_POINTING = re.compile(
    rf"\b(?P<word>(?:that|this|these|those)(?:\s+(?:thing|one|things|ones))?(?:\s+(?:over\s+)?(?:there|here))?)"
    rf"(?='s\b|’s\b|\s*[?.!,;:]|\s*$|\s+(?:{_FOLLOWS})\b)"
    r"|\b(?P<thing>the\s+thing\s+(?:over\s+there|i(?:'m| am)\s+pointing\s+at)"
    r"|what\s+i(?:'m| am)\s+(?:pointing|looking)\s+at)",
    re.IGNORECASE,
)
_JOINS = re.compile(
    r"\b(?:think|thought|know|knew|say|said|says|sure|hope|hoped|believe|guess|heard|feel|felt|see|saw|told|so|such|"
    r"than|like|after|all|stop|mind|remember|forget|at|before|now)\s*$|^\s*(?:please\s+)?(?:do|don't|did you do)\s*$",
    re.IGNORECASE,
)
"""Before "that", these make it join two clauses, or stand for what was said rather than for a thing."""
_SELF = re.compile(r"^\s*(?:that|this)(?:'s|’s|\s+(?:is|was))\b", re.IGNORECASE)
"""A remark on what was said ("That's nice"), not a question about a thing."""
_OTHERS = re.compile(
    r"(?P<zh>[这那](?:个|个东西|东西|边那个)?)(?=是|有|叫|怎|多|做|为|用|什|的|[?？。！!,，]|$)(?!么|里|样|时)"
    r"|\b(?P<fr>ça|cela|ceci)\b|\b(?P<es>eso|esto|aquello|isso|isto|aquilo)\b|\b(?P<it>quello|questo)\b(?=\s*[?.!]|\s*$)"
    r"|(?<=\bist )(?P<de>das(?: da| dort)?)\b(?=\s*[?.!]|\s*$)"
    r"|(?<=\büber )(?P<de2>das(?: da| dort)?)\b(?=\s*[?.!]|\s*$)",
    re.IGNORECASE,
)


def meant_thing(place: Place, viewpoint: Viewpoint) -> KnownThing | None:
    """What the visitor points at, as far as the host knows of it."""
    return next((thing for thing in place.things if thing.id == viewpoint.pointed), None)


def with_meant(said: str, place: Place, viewpoint: Viewpoint) -> str:
    """The visitor's words with the thing's name where they only point: "What is that?" -> "What is the dome?".

    The same where nothing is pointed at, no word points, or another thing is named.
    """
    thing = meant_thing(place, viewpoint)
    if thing is None or thing.id in (named := named_in(place, said)):
        return said
    found = _pointing_word(said) if not named else None
    if found is None:
        return said
    name = in_words(thing.name) if said.isascii() else thing.name
    before, after = said[: found.start()], said[found.end() :]
    if said.isascii() and not before.strip() and said[:1].isupper():
        name = name[:1].upper() + name[1:]
    return f"{before}{name}{after}"


def in_words(name: str) -> str:
    """A name as it stands in a sentence."""
    first = name.split(" ")[0].lower()
    return name if first in ("the", "a", "an") or name[:1].isupper() or not name.isascii() else f"the {name}"


def _pointing_word(said: str) -> re.Match[str] | None:
    for match in _POINTING.finditer(said):
        remark = _SELF.match(said) and "?" not in said and match.start() <= len(said) - len(said.lstrip())
        if not _JOINS.search(said[: match.start()]) and not remark:
            return match
    return _OTHERS.search(said)
