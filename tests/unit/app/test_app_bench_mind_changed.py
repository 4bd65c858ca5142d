"""The bench that changes lore: what it asks is asked of the changed pages, and the files stay as they are."""

from __future__ import annotations

from pathlib import Path

from vr_app.app.bench.mind_cases import MindCase, read_mind_cases
from vr_app.app.bench.mind_changed import bench_changed
from vr_app.app.places import open_place
from vr_app.kernel.resources import resource_path

PLACE = resource_path("assets") / "mind" / "weighed" / "kelp-station"
SUNK = "When was Tangle Deep sunk?"


def test_an_altered_fact_is_followed_and_one_taken_out_is_not_said() -> None:
    before = [page.read_bytes() for page in sorted((PLACE / "lore").iterdir())]
    cases = [
        MindCase(SUNK, "altered", ("2050",), None, ("2034", "2050")),
        MindCase(SUNK, "grounded", ("2034",)),
        MindCase("What is it like?", "unanswerable"),
    ]
    told = bench_changed(None, open_place(PLACE), None, cases)
    assert (told["altered"], told["altered_followed"]) == (1, 1.0)
    assert told["removed"] == 1
    assert not any("2034" in row["answer"] for row in told["changed_wrong"])
    assert [page.read_bytes() for page in sorted((PLACE / "lore").iterdir())] == before


def test_an_answer_that_does_not_follow_is_told() -> None:
    told = bench_changed(None, open_place(PLACE), None, [MindCase(SUNK, "altered", ("1999",), None, ("2034", "2050"))])
    assert told["altered_followed"] == 0.0 and "2050" in told["changed_wrong"][0]["answer"]


def test_what_the_card_tells_as_well_is_not_taken_out() -> None:
    told = bench_changed(None, open_place(PLACE), None, [MindCase("Where did you study?", "grounded", ("Bergen",))])
    assert told["removed"] == 0


def test_altered_cases_are_read(tmp_path: Path) -> None:
    file = tmp_path / "cases.jsonl"
    whole = '{"say": "How old?", "kind": "altered", "instead": ["1", "2"], "has": ["2"]}'
    file.write_text(f'{whole}\n{{"say": "How old?", "kind": "altered", "has": ["2"]}}\n', encoding="utf-8")
    assert read_mind_cases(file) == [MindCase("How old?", "altered", ("2",), None, ("1", "2"))]
