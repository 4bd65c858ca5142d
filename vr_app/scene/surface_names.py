"""The words that a stage may use for what ground and plain shapes are made of; `surfaces` makes their pictures."""

from __future__ import annotations

SURFACES = (
    "plain", "grass", "earth", "sand", "snow", "rock", "cobbles", "paving", "planks", "bricks", "plaster", "roof tiles",
    "thatch", "metal",
)  # fmt: skip
