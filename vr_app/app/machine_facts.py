"""Looks at this machine's displays, quickly: what `auto` needs to know before anything is opened."""

from __future__ import annotations

from vr_app.app.modes import MachineFacts
from vr_app.ui.display_check import why_no_window


def machine_facts(asked: str) -> MachineFacts:
    """Asks the OpenXR runtime only where its answer matters."""
    return MachineFacts(
        xr_problem=xr_problem() if asked in ("auto", "xr") else "The headset was not asked for",
        desktop_problem=why_no_window(),
    )


def xr_problem() -> str:
    """Why no headset can be used, or ""."""
    from vr_app.openxr.probe import probe

    report = probe()
    return "" if report.ready else report.problem or "No headset is connected"
