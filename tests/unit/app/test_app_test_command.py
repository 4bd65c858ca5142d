"""The test command counts what its parts report; a part that died without a report counts nothing."""

from __future__ import annotations

from pathlib import Path

from vr_app.app.commands.test_command import count_results


def test_results_are_counted_by_outcome(tmp_path: Path) -> None:
    path = tmp_path / "results.xml"
    path.write_text(
        '<testsuites><testsuite name="pytest" errors="1" failures="2" skipped="3" tests="10"/></testsuites>', "utf-8"
    )
    assert count_results(path) == {"passed": 4, "failed": 3, "skipped": 3}


def test_a_part_without_a_report_counts_nothing(tmp_path: Path) -> None:
    assert count_results(tmp_path / "none.xml") == {}
