"""What a visitor's words in an improv window are, as the model weighs them by example: it writes nothing.

Before it is trusted it weighs words of which the answer is known: the smallest models tell nothing apart, and where the
line between two labels lies is another in each model.
"""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from vr_app.host.stories.verdicts import told_apart, words_of
from vr_app.host.words.weighed import read_weighed
from vr_app.host.words.wording import is_chinese
from vr_app.kernel import events as ev
from vr_app.kernel.ids import TurnId

Example = tuple[str, str, int]
"""What the host asked, what the guest said, and the label's number."""
_LEAST_APART = 0.5
"""Between the two kinds of probes, in natural logarithms."""
_NAMED = 3.0
"""How much likelier a label counts that a model named which cannot weigh."""
_WHOM, _WHAT, _PARDON, _HIDE = (
    "What would you ask him?",
    "What would you ask it?",
    "Can one forgive the captain?",
    "The nurse hid the letter from him. Was she right?",
)
_WISHES: tuple[Example, ...] = (
    (_WHOM, "What is for supper?", 0),
    (_WHOM, "Will my son be free again?", 1),
    (_WHOM, "I am not used to this.", 0),
    (_WHAT, "Is it deep?", 0),
    (_WHAT, "Love.", 1),
    (_WHAT, "Love. Where to find it again.", 1),
    (_WHAT, "My back hurts.", 0),
    (_WHOM, "Do you live in the castle?", 0),
    (_WHOM, "Why my brother had to go to war.", 1),
    (_WHOM, "Why my brother had to go to war. He never came home.", 1),
    (_WHAT, "Should I sell the farm?", 1),
    (_WHAT, "Where is the kitchen?", 0),
    (_WHAT, "Where are they now?", 1),
    (_WHOM, "Was he in pain?", 1),
    (_WHAT, "Can we sit down somewhere?", 0),
    (_WHAT, "这口井是谁挖的？", 0),
    (_WHAT, "我女儿会幸福吗？", 1),
    (_WHOM, "The gate was open.", 0),
    (_WHOM, "Nothing, really.", 0),
    (_WHOM, "Tell me about the queen.", 0),
    (_WHAT, "Who painted the wall?", 0),
    (_WHAT, "Does he miss me?", 1),
    (_WHAT, "Where my cap is, haha.", 1),
    (_WHOM, "What would you ask, then?", 0),
    (_WHAT, "Well, I would ask if I ought to marry.", 1),
    (_WHAT, "Who stole my horse.", 1),
    (_WHOM, "Excuse me, what hour is it?", 0),
    (_WHAT, "我的狗去哪儿了。", 1),
    (_WHOM, "今天真热。", 0),
    (_WHAT, "Whether anybody is waiting for me.", 1),
)
_KNOWN_WISHES: tuple[tuple[str, int], ...] = (
    ("How high is that hill?", 0),
    ("I slept badly last night.", 0),
    ("What do you do here all day?", 0),
    ("Will my mother be well again?", 1),
    ("Why nobody writes to me.", 1),
    ("I would ask whether we shall meet again.", 1),
    ("今天很闷。", 0),
    ("那座山有多高？", 0),
    ("我哥哥还会回来吗？", 1),
    ("我想知道谁在等我。", 1),
)
_NONE, _BOTH = "none", "both"
_VIEWS: tuple[tuple[str, str, str], ...] = (
    (_PARDON, "What was the ship called?", "none"),
    (_PARDON, "He lied to his own men.", "blame"),
    (_PARDON, "My chair is hard.", "none"),
    (_PARDON, "I would not dare to judge him.", "none"),
    (_PARDON, "The storm took them; he tried.", "forgiven"),
    (_HIDE, "She ought to have given it to him.", "wrong"),
    (_HIDE, "His father begged her to.", "right"),
    (_HIDE, "Both were good people, and one had to be hurt.", "both"),
    (_PARDON, "你是哪里人？", "none"),
    (_PARDON, "他害了那么多人。", "blame"),
    (_HIDE, "My neighbour keeps bees.", "none"),
    (_HIDE, "And you, would you have done it?", "none"),
    (_HIDE, "I'd have hidden it as well.", "right"),
    (_PARDON, "There is something to be said for each.", "both"),
    (_HIDE, "Yes, I think so.", "right"),
    (_PARDON, "Not for me. Never.", "blame"),
    (_HIDE, "换了我也会这么做。", "right"),
    (_HIDE, "Give me a moment.", "none"),
    (_PARDON, "Did he have a wife?", "none"),
    (_HIDE, "Truth comes first.", "wrong"),
    (_PARDON, "谁都会犯错。", "forgiven"),
    (_HIDE, "It would have broken his heart.", "right"),
    (_HIDE, "Yes, I think so. No, wait. He had a right to know.", "wrong"),
    (_PARDON, "My uncle was a sailor.", "none"),
    (_PARDON, "很难说，各有各的道理。", "both"),
    (_PARDON, "I blame the owners of the ship.", "none"),
    (_HIDE, "My sister would say that she was cruel.", "none"),
    (_HIDE, "换了我，我会告诉他。", "wrong"),
    (_HIDE, "The doctor ought to be sorry.", "none"),
    (_HIDE, "One has to be honest.", "wrong"),
)
_OWN_NONE = ("How far is it to the next town?", "I had soup for lunch.", "Let me think.")


@dataclass(frozen=True)
class Reading:
    """What the model is asked about some words.

    Attributes:
        beginning: the same for all words, so that it is read only once.
        labels: each begins with another word.
        probes: words with the number of their label, for the host's question.
    """

    beginning: tuple[ev.Message, ...]
    labels: tuple[str, ...]
    probes: tuple[tuple[str, int], ...]


def wish_reading() -> Reading:
    """Whether words are what the visitor would ask, or only talk with the host."""
    labels = ("talk", "wish")
    task = (
        "A guest is asked what they would want to know. Tell whether a line is that wish, or only talk with the host."
    )
    return Reading(_beginning(task, [(asked, said, labels[of]) for asked, said, of in _WISHES]), labels, _KNOWN_WISHES)


def view_reading(items: Sequence[str], asked: str) -> Reading | None:
    """Which of two items of a list words come to, both, or none. None where they do not begin otherwise somewhere.

    A model gives only labels that it has seen given, so some of the examples are of these items.

    Args:
        asked: what the host asked.
    """
    if len(items) != 2:
        return None
    first, second = (words_of(item) for item in items)
    labels = (_NONE, *told_apart(first, second), _BOTH)
    if len({label.split()[0] for label in labels if label}) < len(labels):
        return None
    task = (
        "Tell from the guest's words what they think: one of the two, both, or nothing yet (small talk, a question "
        "back, an excuse)."
    )
    small_talk = [(asked, said, _NONE) for said in _OWN_NONE]
    own = [
        (asked, f"{_sentence(first)}, I would say.", labels[1]),
        small_talk[0],
        (asked, f"No, I am for this: {second}.", labels[2]),
        (asked, "Both, somehow.", _BOTH),
        (asked, f"{_sentence(second)}. No doubt.", labels[2]),
        small_talk[1],
        (asked, f"My answer is this: {first}.", labels[1]),
        small_talk[2],
    ]
    probes = (("I slept badly last night.", 0), ("How high is that hill?", 0))
    said = tuple((f"I think that {text}.", number) for number, text in enumerate((first, second), 1))
    return Reading(_beginning(task, [*_VIEWS, *own]), labels, (*probes, *said))


def _sentence(text: str) -> str:
    return f"{text[:1].upper()}{text[1:]}"


@dataclass
class LineReader:
    """Lets the model weigh words one after the other.

    Args:
        asked: what the host asked.

    Attributes:
        weights: of all words that were weighed: how likely each label is, in natural logarithms.
        fit: whether the model tells the labels apart; None as long as that is not known.
    """

    reading: Reading
    asked: str
    weights: dict[str, list[float]] = field(default_factory=dict)
    fit: bool | None = None
    _waiting: list[str] = field(default_factory=list)
    _under_way: str = ""
    _turn: TurnId | None = None
    _written: str = ""

    @property
    def reads(self) -> bool:
        """The model is being asked."""
        return self._turn is not None

    def read(self, texts: Sequence[str], new_turn: Callable[[], TurnId]) -> list[Any]:
        """What asks for the first of them; [] where all is known."""
        probes = [said for said, _ in self.reading.probes] if self.fit is None else []
        self._waiting = [one for one in dict.fromkeys([*probes, *texts]) if one not in self.weights]
        return self._next(new_turn()) if self._waiting and self.fit is not False else []

    def takes(self, event: Any) -> list[Any] | None:
        """What follows from an event that belongs to the reading; None from another."""
        turn = self._turn
        if turn is None or getattr(event, "turn", None) != turn:
            return None
        match event:
            case ev.TokensGenerated():
                self._written += event.text
                return []
            case ev.GenerationFinished() | ev.InferenceFailed():
                weights = _weights(self._written, self.reading.labels)
                if weights is None:
                    self.fit, self._waiting = False, []
                else:
                    self.weights[self._under_way] = weights
                self._turn = None
                return self._next(turn)
            case _:
                return None

    def stop(self) -> list[Any]:
        """Drops what is under way."""
        turn, self._turn, self._waiting = self._turn, None, []
        return [ev.CancelTurn(turn)] if turn is not None else []

    def wishes(self, said: str) -> float:
        """How much likelier the second of two labels is than halfway between those of the probes of its language."""
        low, high = (self._probed(label, chinese=is_chinese(said)) for label in (0, 1))
        return _ahead(self.weights[said]) - (sum(low) / len(low) + sum(high) / len(high)) / 2

    def shares(self, said: str) -> list[float]:
        """How likely each label is."""
        raised = [math.exp(one) for one in self.weights[said]]
        return [one / sum(raised) for one in raised]

    def _next(self, turn: TurnId) -> list[Any]:
        if self.fit is None and all(said in self.weights for said, _ in self.reading.probes):
            self.fit = self._tells_apart()
        if self.fit is False or not self._waiting:
            return []
        self._under_way, self._turn, self._written = self._waiting.pop(0), turn, ""
        labels = self.reading.labels
        return [
            ev.Generate(
                turn,
                (*self.reading.beginning, _case(self.asked, self._under_way)),
                max_tokens=4,
                temperature=0.0,
                json_schema=json.dumps({"enum": list(labels)}),
                weigh=labels,
            )
        ]

    def _tells_apart(self) -> bool:
        if len(self.reading.labels) > 2:
            return all(
                (weights := self.weights[said]).index(max(weights)) == label for said, label in self.reading.probes
            )
        low, high = (self._probed(label, chinese=False) for label in (0, 1))
        return min(high) - max(low) >= _LEAST_APART

    def _probed(self, label: int, *, chinese: bool) -> list[float]:
        probes = [said for said, of in self.reading.probes if of == label and is_chinese(said) == chinese]
        return [_ahead(self.weights[said]) for said in probes]


def _ahead(weights: Sequence[float]) -> float:
    return weights[1] - weights[0]


def _weights(written: str, labels: Sequence[str]) -> list[float] | None:
    """Of each label; None where what was written is neither weights nor a label."""
    if (weighed := read_weighed(written, len(labels))) is not None:
        return weighed
    try:
        named = json.loads(written)
    except ValueError:
        return None
    return [0.0 if label == named else -_NAMED for label in labels] if named in labels else None


def _case(asked: str, said: str) -> ev.Message:
    return ev.Message("user", f"Host: {asked}\nGuest: {said}")


def _beginning(task: str, examples: Sequence[tuple[str, str, str]]) -> tuple[ev.Message, ...]:
    messages = [ev.Message("system", task)]
    for asked, said, label in examples:
        messages += [_case(asked, said), ev.Message("assistant", label)]
    return tuple(messages)
