"""Identifiers that cross threads."""

from __future__ import annotations

from typing import NewType

TurnId = NewType("TurnId", int)
"""One exchange: the visitor's line and the host's reply. Grows by one; what arrives for an older turn is dropped."""

PersonId = NewType("PersonId", str)
"""Whom memory, interactions and consent belong to. A single-user machine has one, "visitor"."""

DEFAULT_PERSON = PersonId("visitor")
