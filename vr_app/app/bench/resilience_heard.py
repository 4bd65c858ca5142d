"""Compares the database with what was heard, turn by turn. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Literal

from vr_app.speech.joins import joined
from vr_app.store.conversation import StoredTurn

Report = Mapping[str, Any]
Verdict = Literal["equal", "in flight", "different"]

IN_FLIGHT_S = 0.25
"""A word that was reported this shortly before the kill may still have been on its way to the disk."""


def heard_until(reports: Iterable[Report], turn: int, until_s: float = float("inf")) -> tuple[str, ...]:
    """The sentences of a turn as far as the loudspeaker had reported them before a moment."""
    texts: dict[int, str] = {}
    for report in reports:
        if report["type"] == "Heard" and report["turn"] == turn and report["at_s"] < until_s and report["text"]:
            texts[report["index"]] = report["text"]
    return tuple(text for _, text in sorted(texts.items()))


def judge(
    reports: Sequence[Report], turn: int, stored: StoredTurn | None, killed_s: float | None
) -> tuple[Verdict, str]:
    """Whether one turn was written down as it was heard.

    Args:
        killed_s: when the main process was killed in this turn; None where the turn came to its own end.

    Returns: the verdict, and what differs in plain words ("" where nothing does).
    """
    opened = next(report for report in reports if report["type"] == "TurnOpened" and report["turn"] == turn)
    if stored is None:
        return "different", f"turn {turn} is not in the database"
    if stored.said != opened["said"]:
        return "different", f"turn {turn}: said {opened['said']!r}, written {stored.said!r}"
    if stored.heard != joined(list(stored.sentences)):
        return "different", f"turn {turn}: the turn has {stored.heard!r}, its sentences {stored.sentences}"
    whole = heard_until(reports, turn)
    if stored.sentences == whole:
        return "equal", ""
    if killed_s is not None:
        newest = {r["at_s"] for r in reports if r["type"] == "Heard" and r["at_s"] >= killed_s - IN_FLIGHT_S}
        if any(stored.sentences == heard_until(reports, turn, at_s) for at_s in newest):
            return "in flight", ""
    return "different", f"turn {turn}: heard {whole}, written {stored.sentences}"
