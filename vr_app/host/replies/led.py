"""A reply that an author leads: what of it is fixed, and what the model is asked for."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Led:
    """How one line in an improv window is answered.

    Attributes:
        direction: what the model is told beside the visitor's words; "" where it is not asked.
        instead: said where nothing that the model wrote can be, and by a small model, which writes only where
            the place's knowledge is consulted.
        after: said in the end, unless the model has asked something already.
        said: the whole reply, where the model is not asked.
        consults: what the host knows of the place may answer; where nothing does, a small model is not asked.
    """

    direction: str = ""
    instead: str = ""
    after: str = ""
    said: str = ""
    consults: bool = False
