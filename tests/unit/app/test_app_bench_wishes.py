"""The figures of wishes: over all that were made, also those of an earlier run."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from vr_app.app.bench.wishes import RESULTS, bench_wishes, summary
from vr_app.kernel.settings import Settings


def row(wish: str, **more: Any) -> dict[str, Any]:
    made = {"valid": True, "overlaps": 0, "lost": [], "ground_s": 0.1, "whole_s": 10.0, "tokens": 100}
    return {"wish": wish, **made, **more}


def test_shares_and_medians_are_those_of_all_rows() -> None:
    verbose = {"whole_s": 90.0, "tokens": 700, "valid": False, "overlaps": 3}
    rows = [row("a", whole_s=10.0), row("b", whole_s=30.0, verbose=verbose), row("c", whole_s=20.0, valid=False)]
    found = summary([*rows, {"wish": "d", "valid": False, "refused": "no"}], 9)
    assert found["wishes"] == "4 of 9" and found["valid at first try, share"] == 0.5
    assert found["whole s, median"] == 20.0 and found["whole s, worst"] == 30.0
    beside = found["verbose JSON beside"]
    assert (beside["whole s, median"], beside["ours of the same wishes s, median"]) == (90.0, 30.0)
    assert len(found["problems"]) == 2


@pytest.mark.parametrize("more", [{"overlaps": 1}, {"lost": ["boat"]}, {"valid": False}])
def test_what_is_wrong_is_a_problem(more: dict[str, Any]) -> None:
    assert summary([row("a", **more)], 1)["problems"]
    assert not summary([row("a")], 1)["problems"]


def test_wishes_that_were_made_before_are_not_made_again(tmp_path: Path) -> None:
    (tmp_path / RESULTS).write_text(json.dumps(row("a")) + "\n" + json.dumps(row("other")) + "\n", encoding="utf-8")

    def check(_: Path) -> dict[str, Any]:
        raise AssertionError("nothing is left to make")

    found = bench_wishes(Settings(), ["a"], check, tmp_path)
    assert found["wishes"] == "1 of 1" and not found["problems"]
