"""MSFT_lod: which nodes of a file stand in for another one from afar."""

from __future__ import annotations

from typing import Any

from vr_app.loading.container import Container


def levels_of_detail(
    container: Container, entries: list[dict[str, Any]], inner: set[int], shown: list[bool]
) -> dict[int, tuple[int, int]]:
    """Nodes outside the scene that stand in for one that is shown, the nearest stand-in first.

    Args:
        inner: nodes that are the child of another: those are no stand-ins.

    Returns: by stand-in, whose it is and its level (1 for the first).
    Raises: UserError for a list that is none, or a node that is not there.
    """
    found: dict[int, tuple[int, int]] = {}
    for index, entry in enumerate(entries):
        extensions = entry.get("extensions")
        levels = extensions.get("MSFT_lod") if isinstance(extensions, dict) else None
        if levels is None:
            continue
        here = f"/nodes/{index}/extensions/MSFT_lod"
        numbers = levels.get("ids") if isinstance(levels, dict) else None
        if not isinstance(numbers, list):
            raise container.report.error("json.type", f"{here}/ids", "is not a list")
        for level, number in enumerate(numbers, 1):
            container.entry("nodes", number, f"{here}/ids/{level - 1}")
            if shown[index] and not shown[number] and number not in inner and number not in found:
                found[number] = (index, level)
    return found
