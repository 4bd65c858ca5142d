"""What a card says of its character ("he keeps the tower, and mends his clock") as the character says it itself."""

from __future__ import annotations

import re

_VERBS_LIST = """
is has does goes keeps knows likes loves mends makes stops looks shows takes tells gives lives works comes thinks feels
says sees hears finds wants needs enjoys hates prefers watches speaks talks asks admits walks runs reads writes paints
cooks grows tends cares believes remembers forgets wears carries collects studies teaches sings plays builds repairs
moves carves sews bakes serves opens closes sits eats buys sells cleans sweeps polishes fixes restores translates trusts
hides waits welcomes greets explains listens misses leads grinds pours weaves spins digs climbs draws prints washes
begins rises stays arrives returns dislikes smokes swears insists saves spends lends gathers picks drives brings lets
"""
_VERBS = frozenset(_VERBS_LIST.split())
_SPECIAL = {"is": "am", "has": "have", "does": "do", "goes": "go", "was": "was", "isn't": "am not", "hasn't": "haven't"}
_OWN = (
    (r"\b(?:himself|herself|themself|themselves)\b", "myself"),
    (r"\b(?:his|their)\b", "my"),
    (r"\bhim\b", "me"),
)


def first_person(text: str, name: str, spoken_name: str) -> str:
    """The text with the character's name and the pronouns for it in the first person."""
    names = "|".join((re.escape(name), rf"{re.escape(spoken_name)}(?: [A-Z][a-z]+)?"))
    female = bool(re.search(r"\b[Ss]he\b", text))
    subject = re.compile(
        rf"\b(?:{names}|[Hh]e|[Ss]he)\s+(?P<adverb>still |also |never |always |often )?(?P<verb>[a-z']+)"
    )

    def own(match: re.Match[str]) -> str:
        return f"I {match['adverb'] or ''}{_base(match['verb'], always=True)}"

    def also(match: re.Match[str]) -> str:
        return match["first"] + _base(match["verb"], always=True)

    text, changed = subject.subn(own, text)
    text = re.sub(r"\b(?P<first>I (?:still |also |never |always |often )?[a-z']+ and )(?P<verb>[a-z]+s)\b", also, text)
    if changed:
        joined = re.compile(
            r"(?P<joint>(?:,|;|\band|\bbut|\bthen|\bstill|\bor)\s+(?:still |also |never |always )?)(?P<verb>[a-z]+s)\b"
        )
        text = joined.sub(lambda match: match["joint"] + _base(match["verb"], always=False), text)
    for pattern, mine in _OWN:
        text = re.sub(pattern, mine, text)
    if female:
        text = re.sub(r"\bher\b(?= [a-z])", "my", text)
        text = re.sub(r"\bher\b", "me", text)
    return text


def _base(verb: str, *, always: bool) -> str:
    if verb in _SPECIAL:
        return _SPECIAL[verb]
    if not always and verb not in _VERBS:
        return verb
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    if verb.endswith(("ches", "shes", "sses", "xes", "zes")):
        return verb[:-2]
    return verb[:-1] if verb.endswith("s") and not verb.endswith("ss") else verb
