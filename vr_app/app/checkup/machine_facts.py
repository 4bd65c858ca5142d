"""Looks at this machine's displays, quickly: what `auto` needs to know before anything is opened."""

from __future__ import annotations

from vr_app.app.modes import MachineFacts
from vr_app.openxr.probe import PendingProbe
from vr_app.ui.display_check import why_no_window


def begin_to_look(asked: str) -> PendingProbe | None:
    """Begins to look for a headset where `asked` makes that matter; None where it does not."""
    return PendingProbe() if asked in ("auto", "xr") else None


def machine_facts(headset: PendingProbe | None) -> MachineFacts:
    """Waits for what was found.

    Args:
        headset: see `begin_to_look`.
    """
    return MachineFacts(
        xr_problem=_xr_problem(headset) if headset else "The headset was not asked for",
        desktop_problem=why_no_window(),
    )


def _xr_problem(headset: PendingProbe) -> str:
    """Why no headset can be used, or ""."""
    report = headset.result()
    return "" if report.ready else report.problem or "No headset is connected"
