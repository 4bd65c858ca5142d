"""Which display to use, and why, in plain words. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from vr_app.kernel.errors import UserError

Mode = Literal["xr", "window", "offscreen"]

HOW_TO_MEND = "`vr-app doctor` tells how to mend it"


@dataclass(frozen=True)
class MachineFacts:
    """What this machine offers.

    Attributes:
        xr_problem: why no headset can be used, as a phrase ("No OpenXR runtime is installed"), or "" if one can.
        desktop_problem: why no window can be opened, or "".
    """

    xr_problem: str
    desktop_problem: str


@dataclass(frozen=True)
class Choice:
    mode: Mode
    reason: str = ""
    """A whole sentence where the mode is not the best one there is; "" where it is."""


def choose_mode(asked: str, facts: MachineFacts) -> Choice:
    """The display to use.

    Args:
        asked: "auto", "xr", "window" or "offscreen".

    Raises: UserError (exit code 3) where a mode was asked for by name and this machine lacks it.
    """
    if asked == "offscreen":
        return Choice("offscreen")
    if asked == "window":
        if facts.desktop_problem:
            raise UserError(facts.desktop_problem, remedy="Use --mode offscreen to run without a window.", exit_code=3)
        return Choice("window")
    if asked == "xr" and facts.xr_problem:
        raise UserError(facts.xr_problem, remedy=f"{HOW_TO_MEND[0].upper()}{HOW_TO_MEND[1:]}.", exit_code=3)
    if not facts.xr_problem:
        return Choice("xr")
    if not facts.desktop_problem:
        return Choice("window", f"{facts.xr_problem}: showing the desktop window. {HOW_TO_MEND}.")
    return Choice(
        "offscreen",
        f"{facts.xr_problem}, and {_lower(facts.desktop_problem)}: drawing pictures without a screen. {HOW_TO_MEND}.",
    )


def fallback(facts: MachineFacts) -> Mode:
    """Where to go when the headset's runtime dies."""
    return "offscreen" if facts.desktop_problem else "window"


def _lower(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
