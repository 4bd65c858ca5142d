"""What the host says to be: somebody the card does not tell of ("I am the owner" from a keeper) is caught before it is said."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re

from vr_app.host.answers.passages import sentences_of
from vr_app.host.card.first_person import first_person
from vr_app.host.card.persona import Persona
from vr_app.host.words.nouns import singular

_ROLES_LIST = """
owner co-owner proprietor landlord landlady director president chairman chairwoman founder co-founder manager boss chief
curator keeper caretaker custodian warden guard janitor watchman astronomer astrologer scientist physicist chemist biologist
botanist zoologist geologist historian archaeologist researcher scholar professor teacher lecturer student pupil apprentice
librarian archivist doctor physician nurse surgeon dentist pharmacist lawyer judge policeman detective soldier officer general
captain sailor fisherman fisher diver pilot driver conductor engineer mechanic technician inventor architect builder mason
carpenter blacksmith smith potter weaver tailor baker cook chef innkeeper barkeeper bartender waiter waitress merchant trader
shopkeeper farmer gardener shepherd hunter miller brewer painter artist sculptor musician composer singer actor actress dancer
writer author poet journalist photographer monk nun priest bishop rabbi imam king queen prince princess duke duchess knight
wizard witch magician robot android ghost vampire angel mayor minister ambassador spy thief pirate explorer traveller
restorer clockmaker puppeteer lightkeeper harbourmaster taxidermist cartographer salesman programmer developer
"""
_ROLES = frozenset(_ROLES_LIST.split())
_SAME = {
    "keeper": ("caretaker", "custodian", "warden"),
    "fisherman": ("fisher",),
    "professor": ("lecturer",),
    "cook": ("chef",),
    "builder": ("mason",),
}
_OWNING = {
    "own": "owner", "owned": "owner", "founded": "founder", "designed": "architect", "built": "builder",
    "invented": "inventor", "painted": "painter", "sculpted": "sculptor", "composed": "composer", "discovered": "explorer",
}  # fmt: skip
_OF = r"(?:of|in|at|from|here|who|that|and|with|for|to)\b"
_NOUNS = r"((?:[a-z][\w'-]*\s+){0,4}?[a-z][\w-]*)"
_IS = re.compile(
    rf"\bi(?:'m| am| was|'ve been| have been| used to be| work as| worked as| serve as)\s+(?:still |now |also |only |just |really |once )*(?:the|an?|your|this|its)\s+{_NOUNS}(?=\s+{_OF}|[,.;:!?)—-]|\s*$)",
    re.IGNORECASE,
)
_AS = re.compile(
    rf"\bas\s+(?:the|an?|its|this)\s+{_NOUNS}(?=\s+{_OF}|[,.;:!?)—-])[^.!?]*\b(?:i|my|me)\b", re.IGNORECASE
)
_DOES = re.compile(
    r"\bi(?:'ve| have)? (?:also |once |still |even |really |myself )?([a-z]+)\s+(?:this|the|it\b|these|that|our|my)",
    re.IGNORECASE,
)
_ZH_IS = re.compile(
    r"我(?:就)?是(?:这里的|这座[^，。]{1,8}的|本[馆台店站])?([^，。！？\s]{0,8}?)(主人|老板|馆长|台长|站长|船长|店主|经理|校长|创始人|设计师|建筑师|教授|科学家|天文学家|历史学家|医生|画家|艺术家|工程师)"
)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)?")


class SelfClaims:
    """Knows who a host is by their card.

    Args:
        persona: the card; what it says anywhere counts.
    """

    def __init__(self, persona: Persona) -> None:
        told = (
            persona.name, persona.description, persona.personality, persona.scenario, persona.first_message,
            persona.example_messages, persona.system_prompt, *persona.tags,
        )  # fmt: skip
        self._name, self._spoken_name = persona.name, persona.spoken_name
        self._description = persona.fill(persona.description)
        self._text = persona.fill(" ".join(told))
        self._words = frozenset(singular(word.lower()) for word in _WORD.findall(self._text))
        self._names = tuple(dict.fromkeys(re.escape(name) for name in (persona.name, persona.spoken_name) if name))

    @property
    def introduction(self) -> str:
        """How the card begins, as the host says it; "" where it says nothing."""
        first = next(iter(sentences_of(self._description)), "")
        if not first.isascii() and self._spoken_name in first:
            return first.replace(self._name, "我").replace(self._spoken_name, "我")
        return first_person(first, self._name, self._spoken_name)

    def strays(self, sentence: str) -> tuple[str, ...]:
        """Callings that the host takes on in a sentence and that the card has not, as written."""
        said = sentence.replace("’", "'")
        found = [
            role
            for pattern in (_IS, _AS, self._named)
            for match in pattern.finditer(said)
            for role in self._roles(match[1])
        ]
        found += [verb for match in _DOES.finditer(said) if self._does_not(verb := match[1].lower())]
        found += [match[2] for match in _ZH_IS.finditer(said) if match[2] not in self._text]
        return tuple(dict.fromkeys(found))

    @property
    def _named(self) -> re.Pattern[str]:
        """The host's own name with a calling after it: "Ilario, the observatory owner"."""
        names = "|".join(self._names) or r"(?!)"
        return re.compile(
            rf"\b(?:{names})(?: [A-Z][\w-]+)?,\s+(?i:the|an?|your)\s+(?i:{_NOUNS})(?=\s+{_OF}|[,.;:!?)—-]|\s*$)"
        )

    def _roles(self, phrase: str) -> list[str]:
        """The last word of a phrase, where it is a calling that nothing in the card speaks for."""
        last = singular(phrase.lower().split()[-1])
        return [phrase] if last in _ROLES and not self._told(last) else []

    def _does_not(self, verb: str) -> bool:
        return verb in _OWNING and not ({verb, verb.removesuffix("ed")} & self._words or self._told(_OWNING[verb]))

    def _told(self, role: str) -> bool:
        """Whether the card has the calling, one like it, or what one does in it ("keeps the tower": its keeper)."""
        group = next(({one, *others} for one, others in _SAME.items() if role == one or role in others), {role})
        roots = (re.sub(r"(?:er|or|ist|ian|man|ess)$", "", one) for one in group)
        return bool(group & self._words) or any(
            word.startswith(root) for root in roots if len(root) >= 4 for word in self._words
        )
