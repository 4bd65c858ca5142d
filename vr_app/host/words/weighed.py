"""Reads how a model weighs what it may reply: the other end of `ev.Generate.weigh`. Pure."""

from __future__ import annotations

import json


def read_weighed(written: str, count: int) -> list[float] | None:
    """Natural logarithms of how likely each of `count` replies is; None where that is not what was written."""
    try:
        weighed = [float(one) for one in json.loads(written)]
    except (ValueError, TypeError):
        return None
    return weighed if len(weighed) == count else None


def read_number(written: str) -> int | None:
    """The number that a model wrote which cannot weigh; None where it is none."""
    try:
        said = json.loads(written)
    except ValueError:
        return None
    return said if isinstance(said, int) and not isinstance(said, bool) else None
