"""What a model thinks of sentences of which it is known whether they answer: what its probe learns from."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

from vr_app.app.answer_lessons import CASES, is_answered_by
from vr_app.app.bench.mind_cases import read_mind_cases
from vr_app.app.kept_meanings import kept
from vr_app.app.knowledge_shelf import knowledge_of
from vr_app.app.places import open_place
from vr_app.host.answers.doubt import doubt_messages
from vr_app.host.answers.probe_training import Judgement
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.events import Message
from vr_app.kernel.ports import Embedder

Weigh = Callable[[Sequence[Message], Sequence[str]], Sequence[float]]
_LIKELIEST, _MOST_RIGHT = 2, 2


def judgements(
    folders: Sequence[Path], talk: Sequence[str], embedder: Embedder, weigh: Weigh, words: Sequence[str]
) -> Iterator[Judgement]:
    """Of the places in some folders: for each question the likeliest sentences, and those that do answer.

    Args:
        talk: lines that ask nothing of any place; each is held against one place.
        weigh: natural logarithms of how likely a model holds each of some replies to messages.

    Raises: UserError, DeviceError.
    """
    replies = [json.dumps(word) for word in words]
    places = sorted(place for folder in folders for place in folder.iterdir())
    for at, place in enumerate(places):
        knowledge, _ = knowledge_of(open_place(place), embedder, with_manual=False)
        if not knowledge.learn_meanings(kept(embedder)):
            raise DeviceError("The model that understands sentences did not answer.", recoverable=True)
        for case in read_mind_cases(place / CASES):
            if case.kind not in ("grounded", "unanswerable"):
                continue
            shown = [(is_answered_by(case, passage), text) for passage, text in knowledge.doubted(case.said)]
            right = [one for one in shown[_LIKELIEST:] if one[0]][:_MOST_RIGHT]
            for answers, text in (*shown[:_LIKELIEST], *right):
                yield Judgement(tuple(weigh(doubt_messages(text, case.said), replies)), answers)
        for line in talk[at :: len(places)]:
            for _, text in knowledge.doubted(line)[:1]:
                yield Judgement(tuple(weigh(doubt_messages(text, line), replies)), False)
