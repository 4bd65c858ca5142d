"""`bench mind`, answers from knowledge: right ones, declined ones, made-up numbers and names; the bare model beside."""

# ruff: noqa: E501  (patterns are read best on one line)

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Any

from vr_app.app.bench.figures import figures
from vr_app.app.bench.mind_cases import MindCase
from vr_app.app.bench.mind_host import Answered, WrittenHost
from vr_app.app.places import OpenedPlace
from vr_app.host.answers.doubt import as_likely
from vr_app.host.answers.question import read_question
from vr_app.host.knowledge import Knowledge
from vr_app.host.prompt import build_prompt
from vr_app.host.replies.stray_names import stray_names, words_known
from vr_app.host.words.amounts import HARMLESS, amounts_in
from vr_app.host.words.token_budget import estimated_tokens
from vr_app.host.words.wording import plain_words, wide_pairs
from vr_app.store.passages import PassageIndex

_DECLINES = re.compile(
    r"\b(?:don't|do not|doesn't|does not|didn't|not) (?:know|have (?:that|any) information|sure)|\bno idea\b|\bcan't say\b|\bcannot say\b|"
    r"\b(?:never told|nobody (?:ever )?told|not been told|haven't told|unknown|unsure|not certain|no record|couldn't say)\b|不知道|不清楚|不确定|没有告诉|不了解",
    re.IGNORECASE,
)
RECALLED = 5


def bench_grounding(
    host: WrittenHost | None, opened: OpenedPlace, knowledge: Knowledge, cases: Sequence[MindCase]
) -> dict[str, Any]:
    """Asks every case that is grounded or unanswerable.

    Args:
        host: None looks only at what is said without a model.
    """
    cases = [case for case in cases if case.kind in ("grounded", "unanswerable")]
    sources = _Sources(opened, knowledge)
    rows: list[dict[str, Any]] = []
    for case in cases:
        row = _row(case, asked(host, opened, knowledge, case), sources)
        if host is not None:
            bare = host.ask_bare(opened, case.said)
            row |= {"bare": bare, "bare_right": is_right(case, bare), "bare_made_up": sources.made_up(bare, case.said)}
        rows.append(row)
    grounded = [row for row in rows if row["kind"] == "grounded"]
    unknown = [row for row in rows if row["kind"] == "unanswerable"]
    hybrid, plain = recall(knowledge, [case for case in cases if case.kind == "grounded"])
    result: dict[str, Any] = {
        "grounded": len(grounded),
        "grounded_right": _share([row["right"] for row in grounded]),
        "unanswerable": len(unknown),
        "unanswerable_declined": _share([row["right"] for row in unknown]),
        "made_up_numbers_and_names": sum(len(row["made_up"]) for row in rows),
        "answers_with_a_source": _share([bool(row["sources"]) for row in grounded]),
        "recall_at_5": hybrid,
        "recall_at_5_plain_bm25": plain,
        "asked_the_model": _share([row["by_model"] for row in rows]),
        "first_sentence_s": figures([row["first_s"] for row in rows]),
    }
    if host is not None:
        result |= {
            "bare_grounded_right": _share([row["bare_right"] for row in grounded]),
            "bare_unanswerable_declined": _share([row["bare_right"] for row in unknown]),
            "bare_made_up_numbers_and_names": sum(len(row["bare_made_up"]) for row in rows),
        }
    return {**result, "wrong": [row for row in rows if not row["right"] or row["made_up"]]}


def recall(knowledge: Knowledge, cases: Sequence[MindCase]) -> tuple[float, float]:
    """Share of questions of which a passage with the answer is among the first five: ours, and plain BM25's."""
    plain = PassageIndex()
    plain.add([(p.id, _plain(p.topic), _plain(p.text)) for p in knowledge.passages])
    ours = theirs = counted = 0
    for case in cases:
        gold = {p.id for p in knowledge.passages if p.kind != "manual" and holds(case, p.text)}
        if not gold or not case.said.isascii():
            continue
        counted += 1
        best = [found.passage.id for found in knowledge.search(read_question(case.said), case.said)]
        ours += bool(gold & set(best[:RECALLED]))
        theirs += bool(gold & {number for number, _ in plain.search(_plain(case.said), RECALLED)})
    plain.close()
    return (round(ours / counted, 3), round(theirs / counted, 3)) if counted else (1.0, 1.0)


def is_right(case: MindCase, text: str) -> bool:
    """Whether an answer holds what it should, or says that nobody knows."""
    return bool(_DECLINES.search(text)) if case.kind == "unanswerable" else holds(case, text)


def holds(case: MindCase, text: str) -> bool:
    """Whether a text has one of the things a right answer has; numbers however they are written."""
    return any(all(_has(part.strip(), text) for part in wanted.split("&")) for wanted in case.has)


def _has(part: str, text: str) -> bool:
    if part.lower() in text.lower():
        return True
    numbers = amounts_in(part) - HARMLESS
    return (
        bool(numbers)
        and not re.search(r"[A-Za-z]{4,}", re.sub(r"\b(?:metres|minutes|million)\b", "", part))
        and (numbers <= amounts_in(text))
    )


class _Sources:
    """All that anybody told: an own check, apart from the one that the host makes while it speaks."""

    def __init__(self, opened: OpenedPlace, knowledge: Knowledge) -> None:
        system = build_prompt(opened.persona, opened.place, estimated_tokens).system.content
        self._text = "\n".join([system, *(f"{p.source} {p.topic} {p.text}" for p in knowledge.passages)])
        self._amounts = amounts_in(self._text, parts=True)
        self._names = words_known(self._text)

    def made_up(self, text: str, said: str) -> list[str]:
        """Numbers and names of an answer that neither a source nor the question has."""
        numbers = amounts_in(text) - self._amounts - amounts_in(said, parts=True) - HARMLESS
        return sorted(numbers) + list(stray_names(text, self._names | words_known(said), self._text + said))


def asked(host: WrittenHost | None, opened: OpenedPlace, knowledge: Knowledge, case: MindCase) -> Answered:
    """What the host says; without a model, what follows from its knowledge alone."""
    if host is not None:
        return host.ask(opened, knowledge, case.said, case.viewpoint)
    known = knowledge.consult(case.said, case.viewpoint or opened.place.arrival)
    known = as_likely(known) if known.how == "doubtful" else known
    sources = tuple((passage.source, passage.text) for passage in known.sources)
    return Answered(" ".join(known.sentences), sources, 0.0, known.how in ("free", "informed"))


def _row(case: MindCase, answer: Answered, sources: _Sources) -> dict[str, Any]:
    return {
        "said": case.said,
        "kind": case.kind,
        "answer": answer.text,
        "sources": [source for source, _ in answer.sources],
        "right": is_right(case, answer.text),
        "made_up": sources.made_up(answer.text, case.said),
        "by_model": answer.by_model,
        "first_s": answer.first_s,
    }


def _plain(text: str) -> list[str]:
    return [*plain_words(text), *wide_pairs(text)]


def _share(values: Sequence[bool]) -> float:
    return round(sum(values) / len(values), 3) if values else 1.0
