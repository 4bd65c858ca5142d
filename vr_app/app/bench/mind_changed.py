"""`bench mind`, changed lore: a fact written otherwise changes the answer, one taken out is declined."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from vr_app.app.bench.mind_cases import MindCase
from vr_app.app.bench.mind_grounding import asked, holds, is_right
from vr_app.app.bench.mind_host import WrittenHost
from vr_app.app.knowledge_shelf import knowledge_of
from vr_app.app.lore_files import decoded
from vr_app.app.places import OpenedPlace
from vr_app.host.answers.passages import Passage
from vr_app.host.knowledge import Knowledge
from vr_app.host.sense import Remembering
from vr_app.kernel.ports import Embedder

_KEPT = 20_000


def bench_changed(
    host: WrittenHost | None, opened: OpenedPlace, embedder: Embedder | None, cases: Sequence[MindCase]
) -> dict[str, Any]:
    """Asks each altered case with its lore altered, and each grounded one with the sentences that answer it taken out.

    Args:
        host: None looks only at what is said without a model.
    """
    embedder = Remembering(embedder, _KEPT) if embedder is not None else None
    wrong: list[dict[str, str]] = []

    def ask(case: MindCase, change: Callable[[str], str]) -> str:
        with tempfile.TemporaryDirectory() as folder:
            changed = _changed(opened, Path(folder), change)
            knowledge, _ = knowledge_of(changed, embedder)
            knowledge.learn_meanings()
            return asked(host, changed, knowledge, case).text

    altered = [case for case in cases if case.instead]
    took = 0
    for case in altered:
        old, new = case.instead[0], case.instead[-1]
        answer = ask(case, lambda text, old=old, new=new: text.replace(old, new))
        took += holds(case, answer)
        if not holds(case, answer):
            wrong.append({"said": case.said, "altered": new, "answer": answer})
    whole, _ = knowledge_of(opened)
    removable = [(case, gold) for case in cases if (gold := _only_in_lore(case, whole))]
    declined = 0
    for case, gold in removable:
        answer = ask(case, lambda text, gold=gold: _without(text, gold))
        gone = is_right(replace(case, kind="unanswerable"), answer)
        declined += gone
        if not gone:
            wrong.append({"said": case.said, "removed": " ".join(p.text for p in gold), "answer": answer})
    result: dict[str, Any] = {"altered": len(altered), "removed": len(removable), "changed_wrong": wrong}
    if altered:
        result["altered_followed"] = round(took / len(altered), 3)
    if removable:
        result["removed_declined"] = round(declined / len(removable), 3)
    return result


def _only_in_lore(case: MindCase, knowledge: Knowledge) -> list[Passage]:
    """The sentences that answer a grounded case; [] where the scene or the card tells it too."""
    if case.kind != "grounded":
        return []
    gold = [p for p in knowledge.passages if p.kind != "manual" and (holds(case, p.text) or holds(case, p.spoken))]
    return gold if all(p.kind == "lore" for p in gold) else []


def _without(text: str, gold: Sequence[Passage]) -> str:
    for passage in gold:
        words = (re.escape(word) for word in passage.text.split())
        text = re.sub(r"\s+".join(words), "", text)
    return text


def _changed(opened: OpenedPlace, folder: Path, change: Callable[[str], str]) -> OpenedPlace:
    """The place with other pages of lore."""
    pages = []
    for page in opened.stage.lore:
        pages.append(folder / page.name)
        pages[-1].write_text(change(decoded(page.read_bytes())[0]), encoding="utf-8")
    return replace(opened, stage=replace(opened.stage, lore=tuple(pages)))
