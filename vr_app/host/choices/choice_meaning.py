"""Which of the offered choices the visitor's own words mean, by meaning and wording together, or none of them.

A small trained model (a conditional logit, some two dozen numbers) weighs how near the line comes to each choice, how
far ahead of the others, which telling words they share, and on the side of "none" how near it comes to ordinary talk.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import numpy.typing as npt

from vr_app.host.choices.act_families import agreement
from vr_app.host.words.telling_words import telling_words
from vr_app.host.words.trained_head import PARTS, Part, TrainedHead, parted
from vr_app.kernel.errors import Location, UserError
from vr_app.kernel.ports import Embedder

Rows = npt.NDArray[np.float32]

_TALK = frozenset({"small_talk", "ask_host", "ask_app", "ask_place", "praise", "complaint", "farewell"})
_TELLING_KINDS = ("small_talk", "ask_app", "story")
_WRAPPING = re.compile(
    r"^(?:(?:well|ok|okay|so|hm+|um+|please|and|then|now|maybe|perhaps|yes|no)[,\s]+)*"
    r"(?:(?:i think |i guess )?(?:i|we)(?:'d| would| will|'ll| want| should| could| can| have| need|'m going| am going)"
    r"(?: rather| like| love| just)*(?: to)? |let(?:'s| us| me) |(?:may|can|could|shall|should|would) (?:i|we|you)"
    r"(?: please)? |how about |what about |why don't we |try (?:to )?|i |we )?",
    re.IGNORECASE,
)
_WRAPPING_HAN = re.compile(
    r"^(?:那|好|嗯)?[，,]?(?:我想要?|我要|我们|我|请|让我|让我们|能不能|可以)(?:去|来)?|(?:吧|吗|好吗|呢)?[。？！?!]?$"
)
_REMEMBERED = 512
"""Lines whose nearness to ordinary talk is kept."""
_QUOTES = "\"'“”‘’「」。.!！ "


@dataclass(frozen=True)
class Offer:
    """A choice as it is matched: its words, what is known of the thing that stands for it, and other words for it."""

    text: str
    about: str = ""
    says: tuple[str, ...] = ()


@dataclass(frozen=True)
class Judgement:
    """What a line means.

    Attributes:
        index: of the choice that comes first, or None where "none of these" does.
        probability: of that.
        ranked: the choices by falling probability, as (index, probability).
    """

    index: int | None
    probability: float
    ranked: tuple[tuple[int, float], ...]


@dataclass(frozen=True)
class ChoiceWeights:
    """What training left: weights of a choice's features, and of those of "none of these"."""

    choice: tuple[float, ...]
    none: tuple[float, ...]


SURE, SURE_ALONE = 0.9, 0.65
"""From here on a choice is taken without a question: where the language model can be asked, and where it cannot."""
_DOUBTFUL = 0.2


def sure(judged: Judgement, *, alone: bool = False) -> bool:
    """Whether the first choice may be taken as it is; `alone` where nobody else can be asked."""
    return judged.index is not None and judged.probability >= (SURE_ALONE if alone else SURE)


def doubtful(judged: Judgement) -> tuple[int, ...]:
    """The choices that may be meant, where somebody else is to be asked; () where it is clear that none is."""
    if not judged.ranked or judged.ranked[0][1] < _DOUBTFUL:
        return ()
    return tuple(index for index, probability in judged.ranked if probability >= _DOUBTFUL / 2)


@dataclass(frozen=True, eq=False)
class _Places:
    """Where the meanings of a choice's words are, and of what is known of its thing."""

    words: Rows
    about: Rows


class ChoiceJudge:
    """Matches lines to choices.

    Args:
        head: the intents' head, which knows ordinary talk.
    """

    def __init__(self, embedder: Embedder, head: TrainedHead, weights: ChoiceWeights) -> None:
        self._embedder = embedder
        self._head = head
        self._weights = weights
        self._offers: tuple[Offer, ...] = ()
        self._places: list[_Places] = []
        talk = np.array([head.labels[int(kind)] in _TALK for kind in head.weights.argmax(axis=1)])
        self._talk = parted(head.places[talk])
        self._talked: dict[str, list[float]] = {}

    def judge(self, line: str, offers: Sequence[Offer]) -> Judgement:
        """Raises: DeviceError where the embedder is not there."""
        of_choices, of_none = self.features(line, offers)
        scores = np.append(of_choices @ np.array(self._weights.choice), of_none @ np.array(self._weights.none))
        shares = np.exp(scores - scores.max())
        shares /= shares.sum()
        ranked = sorted(((i, float(share)) for i, share in enumerate(shares[:-1])), key=lambda one: -one[1])
        best, probability = ranked[0]
        if probability < shares[-1]:
            return Judgement(None, float(shares[-1]), tuple(ranked))
        return Judgement(best, probability, tuple(ranked))

    def features(self, line: str, offers: Sequence[Offer]) -> tuple[npt.NDArray[np.float64], npt.NDArray[np.float64]]:
        """What the weights weigh: choices x features, and those of "none of these"."""
        self._prepare(tuple(offers))
        said = list(dict.fromkeys([line.strip(_QUOTES), bare(line)]))
        places = self._embedder.embed(said)
        near = np.array([_nearest(places, rows.words) for rows in self._places])
        about = np.array([_nearest(places, rows.about) for rows in self._places])
        shared = np.array([_shared(line, offer) for offer in offers])
        acts = np.array([_same_act(line, offer) for offer in offers])
        columns = [near, about, shared, _ahead(near), _ahead(shared[:, :1]), acts, _ahead(acts[:, :1])]
        return np.concatenate(columns, axis=1), np.array([1.0, *self._as_talk(said[0], places[:1]), float(len(offers))])

    def _as_talk(self, said: str, place: Rows) -> list[float]:
        """How near a line comes to ordinary talk; the same line is often held against several offers."""
        if said not in self._talked:
            if len(self._talked) >= _REMEMBERED:
                self._talked.clear()
            kinds = dict(zip(self._head.labels, self._head.probabilities(place, [said])[0], strict=True))
            known = [float(kinds.get(kind, 0)) for kind in _TELLING_KINDS]
            self._talked[said] = [*_usual(place, self._talk), *known]
        return self._talked[said]

    def _prepare(self, offers: tuple[Offer, ...]) -> None:
        """Puts the choices where their meanings are, once an offer."""
        if offers == self._offers and self._places:
            return
        places = []
        for offer in offers:
            text = offer.text.strip(_QUOTES)
            words = self._embedder.embed([text, bare(text), *offer.says])
            about = self._embedder.embed([f"{text}: {offer.about}", offer.about]) if offer.about else words[:1]
            places.append(_Places(words, about))
        self._offers, self._places = offers, places


def load_choice_weights(path: Path) -> ChoiceWeights:
    """Raises: UserError where the file is missing or is something else."""
    try:
        read = json.loads(path.read_text(encoding="utf-8"))
        return ChoiceWeights(tuple(map(float, read["choice"])), tuple(map(float, read["none"])))
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise UserError(
            f"these trained weights cannot be read ({error})",
            where=Location(path),
            remedy="Run `vr-app train choices`.",
        ) from error


def bare(text: str) -> str:
    """A line without what wraps the wish in it ("I think I'd like to ...")."""
    plain = " ".join(text.replace("’", "'").strip(_QUOTES).split())
    rest = _WRAPPING_HAN.sub("", _WRAPPING.sub("", plain, count=1)).strip(_QUOTES)
    return rest or plain


def _nearest(said: Rows, known: Rows) -> list[float]:
    """The best cosine in each part of the places; where a part is empty, the first one speaks for it."""
    found: list[float] = []
    for part in PARTS:
        a, b = said[:, part], known[:, part]
        if a.any() and b.any():
            lengths = np.outer(np.linalg.norm(a, axis=1), np.linalg.norm(b, axis=1))
            found.append(float((a @ b.T / np.maximum(lengths, 1e-9)).max()))
        else:
            found.append(found[0] if found else 0.0)
    return found


def _usual(said: Rows, talk: Sequence[Part]) -> list[float]:
    """How near ordinary talk is: the mean of the three nearest lines, in each part."""
    found: list[float] = []
    for mine, known in zip(parted(said), talk, strict=False):
        near = float(np.sort(known.rows @ mine.rows[0])[-3:].mean()) if mine.told.any() else 0.0
        found.append(near or (found[0] if found else 0.0))
    return [*found, *([0.0] * (len(PARTS) - len(found)))]


def _shared(line: str, offer: Offer) -> tuple[float, float, float]:
    """Shared telling words: Dice, the share of the choice's, and the share of the line's in the thing's description."""
    said = telling_words(line)
    about = telling_words(offer.about) if offer.about else frozenset()
    best = max(_overlap(said, telling_words(text)) for text in (offer.text, *offer.says))
    return *best, len(said & about) / max(1, len(said))


def _overlap(said: frozenset[str], text: frozenset[str]) -> tuple[float, float]:
    both = len(said & text)
    return 2 * both / max(1, len(said) + len(text)), both / max(1, len(text))


def _same_act(line: str, offer: Offer) -> tuple[float, float, float]:
    """As `agreement`, with those words of the choice that agree best."""
    return max(
        (agreement(line, text) for text in (offer.text, *offer.says)), key=lambda one: (one[0], -one[1], -one[2])
    )


def _ahead(scores: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    """How far each choice is before the best of the others."""
    ahead = np.zeros_like(scores)
    for i in range(len(scores)):
        others = np.delete(scores, i, axis=0)
        ahead[i] = scores[i] - others.max(axis=0) if len(others) else 0.3
    return ahead
