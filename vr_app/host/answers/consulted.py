"""What follows for one line of the visitor's: the answer of whoever knows."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from vr_app.host.answers.answering import Found
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.question import Question

PASSAGE_TOKENS = 60
"""Of passages in a prompt: each one is time until the voice begins."""

How = Literal["free", "informed", "told", "doubtful", "declined", "health", "forget"]


@dataclass(frozen=True)
class Consulted:
    """What follows for one line.

    Attributes:
        how: "free": let the model talk; "informed": let it talk from `note`; "told": say `sentences`; "declined":
            say them, nobody knows the answer; "doubtful": say `sentences` if the model agrees that `note` tells what is
            asked, else `otherwise`; "health": look at the machine; "forget": forget what the person told.
        note: for the model, with the visitor's words; "" for none.
        asked: of a doubtful answer, what is asked, as plainly as can be said.
        sentences: to be said as they are; where the model may talk, what is said instead if its words cannot be.
        sources: the passages used, best first.
        points_at: id of the thing to look and point at, "" for none.
        question: the line, read.
        forgets: the sentences to forget; () with "forget" for everything about the person.
        otherwise: what is said where a doubtful answer is none; () lets the model talk.
        likely: a doubtful answer is one where there is no model to be asked.
        sureness: that the best sentence is the answer, before the model is asked; 0 where nobody judged.
        then: what is doubted next where the model does not agree.
        best: the likeliest of those doubted before, each weighed by the model.
        candidates: what was looked through, best first, for whoever asks why.
    """

    how: How
    question: Question
    note: str = ""
    asked: str = ""
    sentences: tuple[str, ...] = ()
    sources: tuple[Passage, ...] = ()
    points_at: str = ""
    forgets: tuple[str, ...] = ()
    candidates: tuple[Found, ...] = field(default=(), repr=False)
    otherwise: tuple[str, ...] = ()
    likely: bool = False
    sureness: float = 0.0
    then: Consulted | None = None
    best: Consulted | None = None
