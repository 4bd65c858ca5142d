"""Numbers out of samples, and how they are shown."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Figures:
    """Median and tails of one quantity."""

    count: int
    p50: float
    p95: float
    p99: float
    low: float
    high: float


def figures(samples: Sequence[float]) -> Figures | None:
    """None for no samples."""
    if not len(samples):
        return None
    values = np.asarray(samples, np.float64)
    p50, p95, p99 = np.percentile(values, [50, 95, 99])
    return Figures(len(values), *(round(float(v), 4) for v in (p50, p95, p99, values.min(), values.max())))


def plain(result: Mapping[str, Any]) -> dict[str, Any]:
    """The result with figures as dictionaries, for JSON."""
    return {
        key: asdict(value) if isinstance(value, Figures) else plain(value) if isinstance(value, Mapping) else value
        for key, value in result.items()
    }


def table(result: Mapping[str, Any], indent: str = "") -> str:
    """The result as lines for a terminal."""
    lines = []
    for key, value in result.items():
        if isinstance(value, Figures):
            lines.append(
                f"{indent}{key:<34} P50 {value.p50:<9g} P95 {value.p95:<9g} P99 {value.p99:<9g} n={value.count}"
            )
        elif isinstance(value, Mapping):
            lines.append(f"{indent}{key}")
            lines.append(table(value, indent + "  "))
        elif isinstance(value, list) and value and all(isinstance(entry, Mapping) for entry in value):
            lines.append(f"{indent}{key}")
            lines += [f"{indent}  " + "  ".join(f"{name}: {entry[name]}" for name in entry) for entry in value]
        else:
            lines.append(f"{indent}{key:<34} {value}")
    return "\n".join(lines)
