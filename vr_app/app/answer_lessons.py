"""What the heads that judge answers learn from: places with questions, and for each which sentences answer it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from vr_app.app.bench.mind_cases import OWN, MindCase, read_mind_cases
from vr_app.app.bench.mind_grounding import holds
from vr_app.app.kept_meanings import kept
from vr_app.app.knowledge_shelf import knowledge_of
from vr_app.app.places import OpenedPlace, find_scene, open_place
from vr_app.host.answers.answer_training import AskedBefore
from vr_app.host.answers.passages import Passage
from vr_app.host.answers.question import read_question
from vr_app.kernel.errors import DeviceError
from vr_app.kernel.ports import Embedder

CASES = "cases.jsonl"


def lessons(folder: Path, embedder: Embedder) -> Iterator[AskedBefore]:
    """Of the places in a folder, and of our own scenes. Raises: UserError, DeviceError."""
    taught = [(open_place(place), read_mind_cases(place / CASES)) for place in sorted(folder.iterdir())]
    taught += [(open_place(find_scene(name)), list(cases)) for name, cases in OWN.items()]
    for opened, cases in taught:
        yield from _of(opened, [case for case in cases if case.kind in ("grounded", "unanswerable")], embedder)


def _of(opened: OpenedPlace, cases: Sequence[MindCase], embedder: Embedder) -> Iterator[AskedBefore]:
    knowledge, _ = knowledge_of(opened, embedder, with_manual=False)
    if not knowledge.learn_meanings(kept(embedder)):
        raise DeviceError("The model that understands sentences did not answer.", recoverable=True)
    told = [passage for passage in knowledge.passages if passage.kind != "manual"]
    for case in cases:
        question = read_question(case.said)
        rows = knowledge.passage_search.evidence(question, case.said, knowledge.search(question, case.said))
        if rows is None:
            raise DeviceError("The model that understands sentences did not answer.", recoverable=True)
        yield AskedBefore(question, rows, np.array([is_answered_by(case, passage) for passage in told]))


def is_answered_by(case: MindCase, passage: Passage) -> bool:
    """Whether a sentence holds what is accepted as the answer."""
    return case.kind == "grounded" and (holds(case, passage.text) or holds(case, passage.spoken))
